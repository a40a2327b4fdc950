"""expect.py > networkx.json: what networkx says of random graphs, for tests/network.rs to compare with.

Needs `pip install networkx==3.6.1 scipy`. The file that is kept was made with networkx 3.6.1, scipy 1.17.1 and the seed
below. Nodes are named so that their order as text is their order in each list.
"""

import itertools
import json
import random
import sys

import networkx as nx

SEED = 20261127


def graph(r, nodes, edges):
    """A directed graph without self-loops; nodes without edges do not count."""
    d = nx.DiGraph()
    names = [f"n{i:02}" for i in range(nodes)]
    while d.number_of_edges() < edges:
        a, b = r.choice(names), r.choice(names)
        if a != b:
            d.add_edge(a, b)
    return d


def told(d):
    nodes = sorted(d)
    u = d.to_undirected()
    listed = lambda values: [round(values[n], 9) for n in nodes]
    halves = [{n for i, n in enumerate(nodes) if i % 2 == k} for k in (0, 1)]
    louvain = max(
        nx.community.modularity(u, nx.community.louvain_communities(u, seed=seed)) for seed in range(20)
    )
    paths = []
    if nx.has_path(u, nodes[0], nodes[-1]):
        paths = [len(p) - 1 for p in itertools.islice(nx.shortest_simple_paths(u, nodes[0], nodes[-1]), 8)]
    rings = []
    for cycle in nx.simple_cycles(d, length_bound=4):
        least = cycle.index(min(cycle))
        rings.append(cycle[least:] + cycle[:least])
    return {
        "edges": sorted(d.edges),
        "degree": listed(nx.degree_centrality(u)),
        "pagerank": listed(nx.pagerank(d, tol=1e-14, max_iter=1000)),
        "betweenness": listed(nx.betweenness_centrality(u)),
        "closeness": listed(nx.closeness_centrality(u)),
        "eigenvector": listed(nx.eigenvector_centrality(u, max_iter=100000, tol=1e-13)),
        "modularity_of_halves": round(nx.community.modularity(u, halves), 9),
        "louvain": round(louvain, 9),
        "paths": paths,
        "cycles": sorted(rings, key=lambda c: (len(c), c)),
    }


def main():
    r = random.Random(SEED)
    sizes = [(6, 7), (10, 14), (14, 30), (20, 24), (24, 70), (30, 45), (36, 120), (40, 60)]
    graphs = [told(graph(r, nodes, edges)) for nodes, edges in sizes]
    lines = ",\n".join(json.dumps(g, separators=(",", ":")) for g in graphs)
    sys.stdout.write(f'{{"networkx":"{nx.__version__}","seed":{SEED},"graphs":[\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
