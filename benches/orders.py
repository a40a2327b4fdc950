"""orders.py AIKG [--documents 4000] [--runs 9]: what the order in which a query is written costs.

Asks twenty queries as they stand here and with their patterns the other way round, over the data of generate.py, in
one run, and prints a Markdown table of the medians and of how much slower the slower of the two is.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

from home import bare

HERE = pathlib.Path(__file__).parent
PREFIXES = """PREFIX ns: <https://w3id.org/aikg/ns#> PREFIX id: <https://w3id.org/aikg/id/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#>
"""
# Of each query what it selects, and its patterns from the bad order to the good one or as people write them.
QUERIES = [
    ("?m ?l", ["?m rdfs:label ?l", "?m ns:developedBy id:org-7"]),
    ("?m ?p", ["?m ns:inputPrice ?p", "?m a ns:Model", "?m ns:developedBy id:org-7"]),
    ("?m ?v", ["?m a ns:Model", "?c ns:manufacturedBy ?v", "?m ns:runsOn ?c", "?m ns:developedBy id:org-3"]),
    ("(COUNT(*) AS ?n)", ["?c ns:manufacturedBy ?v", "?m ns:runsOn ?c", "?m rdfs:label ?l"]),
    ("?s ?o", ["?s ns:modality ?mod", "?s rdf:object ?o", "?s rdf:predicate ns:contextWindow", "?s rdf:subject id:model-17"]),
    ("?s ?d", ["?d dct:title ?t", "?s prov:wasDerivedFrom ?d", "?s rdf:subject id:model-99"]),
    ("?s ?o ?t", ["GRAPH ?g { ?s rdf:object ?o }", "GRAPH ?g { ?g dct:title ?t }", "GRAPH ?g { ?s rdf:subject id:model-5 }"]),
    ("(COUNT(*) AS ?n)", ["?s rdf:object ?o", "?s rdf:subject ?m", "?m ns:developedBy id:org-9"]),
    ("?m ?n", ["?n ns:developedBy ?org", "?m ns:developedBy ?org", "?m rdfs:label 'Model-17'"]),
    ("?m", ["?m ns:runsOn ?c", "?c rdfs:label ?l", "?m ns:developedBy id:org-1"]),
    ("(COUNT(*) AS ?n)", ["?s ns:attributedTo ?who", "?s rdf:predicate ns:inputPrice", "?s rdf:subject ?m", "?m ns:developedBy id:org-2"]),
    ("?m ?p ?q", ["?m ns:outputPrice ?q", "?m ns:inputPrice ?p", "?m ns:releasedOn ?d", "?m rdfs:label 'Model-40'"]),
    ("(COUNT(*) AS ?n)", ["?s a ns:Statement", "?s rdf:subject id:model-3"]),
    ("?x ?y", ["?x ns:runsOn ?c", "?y ns:runsOn ?c", "?y ns:developedBy id:org-4", "?x ns:developedBy id:org-5"]),
    ("?s ?w", ["?s ns:attributedTo ?w", "?s ns:confidence ?k", "?s rdf:predicate ?p", "?s rdf:subject id:model-8"]),
    ("(COUNT(*) AS ?n)", ["GRAPH ?g { ?s rdf:predicate ns:contextWindow }", "GRAPH ?g { ?s rdf:subject ?m }", "?m ns:developedBy id:org-6"]),
    ("?l (COUNT(*) AS ?n)", ["?m rdfs:label ?l", "?s rdf:subject ?m", "?m ns:developedBy id:org-8"]),
    ("(COUNT(*) AS ?n)", ["?s ns:start ?a", "?s ns:end ?b", "?s rdf:subject id:model-21", "?s rdf:predicate ns:inputPrice"]),
    ("?c ?v", ["?c a ?class", "?c ns:manufacturedBy ?v", "id:model-30 ns:runsOn ?c"]),
    ("(COUNT(*) AS ?n)", ["?s rdf:object ?o", "?s rdf:subject ?m", "?t rdf:object ?o", "?t rdf:subject id:model-11", "?m ns:developedBy id:org-2"]),
]


def text(selected, patterns):
    group = " GROUP BY ?l" if selected.startswith("?l (") else ""
    return f"{PREFIXES}SELECT {selected} {{ {' . '.join(patterns)} }}{group}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("aikg")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aikg-orders-") as work:
        measure(options, pathlib.Path(work))


def measure(options, work):
    data, home = work / "data.nq", work / "home"
    subprocess.run([sys.executable, HERE / "generate.py", str(options.documents), data], check=True)
    bare(options.aikg, home)
    subprocess.run([options.aikg, "-q", "--workspace", home, "load", "--name", "bench", data], check=True, capture_output=True)
    paths = []
    for number, (selected, patterns) in enumerate(QUERIES, 1):
        for order, written in (("a", patterns), ("b", patterns[::-1])):
            path = work / f"{number:02}{order}.rq"
            path.write_text(text(selected, written))
            paths.append(path)
    asked = subprocess.run(
        ["cargo", "bench", "-q", "--bench", "ask", "--", home, str(options.runs), *map(str, paths)],
        capture_output=True, check=True, text=True, cwd=HERE.parent,
    )
    times = {name: (float(ms), int(rows)) for name, ms, rows in map(str.split, asked.stdout.splitlines())}
    print("| pair | one way, ms | the other, ms | rows | slower by |\n|---:|---:|---:|---:|---:|")
    worst = 0.0
    for number in range(1, len(QUERIES) + 1):
        (one, rows), (other, same) = times[f"{number:02}a"], times[f"{number:02}b"]
        if rows != same:
            sys.exit(f"pair {number}: {rows} rows one way, {same} the other")
        ratio = max(one, other) / min(one, other)
        worst = max(worst, ratio)
        print(f"| {number} | {one:.3f} | {other:.3f} | {rows} | {ratio:.2f} |")
    print(f"\nworst {worst:.2f}")


if __name__ == "__main__":
    main()
