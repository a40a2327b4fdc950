"""network.py AIKG-BENCH [--nodes 2000] [--edges 10000] [--runs 5]: measures against networkx and rustworkx, in one run.

Needs `pip install networkx rustworkx numpy scipy` and the program of `cargo bench --bench network --no-run`. The
same random graph goes to all three; they take turns, the medians of the runs are compared, and so are the values.
Making the graph is not counted for any of them, nor the rows of neighbours that aikg walks over. rustworkx has no Louvain, no ways after the
shortest and no bound on the length of cycles, and PageRank of networkx is scipy's.
"""

import argparse
import contextlib
import itertools
import os
import random
import statistics
import subprocess
import tempfile
import time

import networkx as nx
import rustworkx as rx


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--edges", type=int, default=10000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measures", default="degree,pagerank,betweenness,closeness,eigenvector,communities,path,paths,cycles")
    options = parser.parse_args()
    r = random.Random(7)
    # Some entities are named far more often than others.
    pick = lambda: min(int(r.paretovariate(0.8)), r.randrange(1, options.nodes + 1)) - 1 if r.random() < 0.3 else r.randrange(options.nodes)
    pairs = set()
    while len(pairs) < options.edges:
        a, b = pick(), pick()
        if a != b:
            pairs.add((a, b))
    pairs = sorted(pairs)
    with tempfile.NamedTemporaryFile("w", suffix=".edges", delete=False) as file:
        file.writelines(f"{a} {b}\n" for a, b in pairs)
    try:
        compare(options, pairs, file.name)
    finally:
        os.unlink(file.name)


def compare(options, pairs, path):
    d = nx.DiGraph(pairs)
    u, w = d.to_undirected(), d.to_undirected()
    nodes = sorted(d)
    place = {n: i for i, n in enumerate(nodes)}
    both = sorted({tuple(sorted((place[a], place[b]))) for a, b in pairs})
    rd, ru = rx.PyDiGraph(), rx.PyGraph()
    for g, edges in ((rd, [(place[a], place[b]) for a, b in pairs]), (ru, both)):
        g.add_nodes_from(range(len(nodes)))
        g.add_edges_from([(a, b, 1.0) for a, b in edges])
    # A hop costs 1 to 2, as it does by the evidence for it; as in network.rs.
    weight = lambda a, b: 1 + (min(a, b) * 31 + max(a, b) * 17) % 97 / 97
    rw = rx.PyGraph()
    rw.add_nodes_from(range(len(nodes)))
    rw.add_edges_from([(a, b, weight(a, b)) for a, b in both])
    for a, b, data in w.edges(data=True):
        data["weight"] = weight(place[a], place[b])
    # To the same closeness of all values together as ours.
    tolerance = 1e-9 / len(nodes)
    theirs = {
        "degree": (lambda: nx.degree_centrality(u), lambda: rx.degree_centrality(ru)),
        "pagerank": (
            lambda: nx.pagerank(d, tol=tolerance, max_iter=1000),
            lambda: rx.pagerank(rd, tol=1e-9, max_iter=1000),
        ),
        "betweenness": (lambda: nx.betweenness_centrality(u), lambda: rx.betweenness_centrality(ru)),
        "closeness": (lambda: nx.closeness_centrality(u), lambda: rx.closeness_centrality(ru)),
        "eigenvector": (
            lambda: nx.eigenvector_centrality(u, tol=1e-10, max_iter=10000),
            lambda: rx.eigenvector_centrality(ru, tol=1e-10, max_iter=10000),
        ),
        "path": (lambda: ways(w, nodes, dijkstra), lambda: rx_path(rw, len(nodes))),
        "paths": (lambda: ways(w, nodes, several), None),
        "cycles": (lambda: [sum(1 for _ in nx.simple_cycles(d, length_bound=3))], None),
        "communities": (lambda: nx.community.louvain_communities(u, seed=1), None),
    }
    print(f"{len(nodes):,} entities, {len(pairs):,} facts; medians of {options.runs} turns; milliseconds\n")
    print("| | aikg | networkx | rustworkx | against networkx | against rustworkx |\n|---|---:|---:|---:|---:|---:|")
    for name in options.measures.split(","):
        of_nx, of_rx = theirs[name]
        row(options, path, name, of_nx, of_rx, nodes)


def pairs_of(count):
    """The pairs of nodes, by their places, between which ways are looked for; as in network.rs."""
    pairs = ((i * 7919 % count, i * 104729 % count) for i in range(1, 51))
    return [(a, b) for a, b in pairs if a != b]


def ways(u, nodes, found):
    costs = []
    for a, b in pairs_of(len(nodes)):
        with contextlib.suppress(nx.NetworkXNoPath):
            costs += found(u, nodes[a], nodes[b])
    return costs


def dijkstra(u, a, b):
    return [nx.dijkstra_path_length(u, a, b)]


def several(u, a, b):
    found = itertools.islice(nx.shortest_simple_paths(u, a, b, weight="weight"), 8)
    return [nx.path_weight(u, p, "weight") for p in found]


def rx_path(ru, count):
    return [rx.dijkstra_shortest_paths(ru, a, target=b, weight_fn=float) for a, b in pairs_of(count)]


def timed(work):
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def ours(options, path, runs, name):
    run = [options.bench, "edges", path, str(runs), name]
    return subprocess.run(run, capture_output=True, check=True, text=True).stdout.split()


def row(options, path, name, of_nx, of_rx, nodes):
    times = {"aikg": [], "networkx": [], "rustworkx": []}
    for _ in range(options.runs):
        times["aikg"].append(float(ours(options, path, 3, name)[1]))
        taken, values = timed(of_nx)
        times["networkx"].append(taken)
        if of_rx:
            times["rustworkx"].append(timed(of_rx)[0])
    if name != "communities":
        own = map(float, ours(options, path, 0, name))
        said = values if isinstance(values, list) else [values[n] for n in nodes]
        far = max(abs(a - b) for a, b in zip(own, said, strict=True))
        assert far < 1e-4, f"{name}: values differ by {far}"
    a, n = statistics.median(times["aikg"]), statistics.median(times["networkx"])
    x = statistics.median(times["rustworkx"]) if of_rx else None
    other = f"{x:.2f}" if x else ""
    ratio = f"{x / a:.1f}" if x else ""
    print(f"| {name} | {a:.2f} | {n:.1f} | {other} | {n / a:.0f} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
