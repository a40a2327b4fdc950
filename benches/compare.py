"""compare.py AIKG [--documents 4000] [--runs 5]: the index against Oxigraph's Python package, in one run.

Needs `pip install pyoxigraph`. Loads the same file into both, asks both the ten queries of
benches/queries, and prints a Markdown table. Load and start are timed as whole processes, the
queries inside an open process each. Answers are compared by their number of rows.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import pyoxigraph

from home import bare

HERE = pathlib.Path(__file__).parent


def timed(work, runs):
    times, result = [], None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), result


def aikg(binary, folder, *words):
    run = subprocess.run([binary, "-q", "--workspace", folder, *words], capture_output=True, check=True)
    return run.stdout


def rows_of_oxigraph(store, query):
    return sum(1 for _ in store.query(query, use_default_graph_as_union=True))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("aikg")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aikg-bench-") as work:
        compare(options, work)


def compare(options, work):
    data = os.path.join(work, "data.nq")
    subprocess.run([sys.executable, HERE / "generate.py", str(options.documents), data], check=True)
    quads = sum(1 for _ in open(data, "rb"))
    home, other = os.path.join(work, "home"), os.path.join(work, "oxigraph")
    bare(options.aikg, home)

    def load_oxigraph():
        shutil.rmtree(other, ignore_errors=True)
        store = pyoxigraph.Store(other)
        store.bulk_load(path=data, format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()

    ours, _ = timed(lambda: aikg(options.aikg, home, "load", "--name", "bench", data), 3)
    theirs, _ = timed(load_oxigraph, 3)
    print(f"{quads:,} quads; medians of {options.runs} runs (load: 3); milliseconds\n")
    print("| | aikg | Oxigraph | ratio |\n|---|---:|---:|---:|")
    row = "| {} | {:.1f} | {:.1f} | {:.1f} |"
    print(row.format("load", ours * 1000, theirs * 1000, theirs / ours))
    first = (HERE / "queries" / "q01.rq").read_text()
    script = (
        "import sys, pyoxigraph\n"
        "s = pyoxigraph.Store.read_only(sys.argv[1])\n"
        "print(sum(1 for _ in s.query(sys.argv[2], use_default_graph_as_union=True)))\n"
    )
    bare, _ = timed(lambda: subprocess.run([sys.executable, "-c", "import pyoxigraph"], check=True), options.runs)
    start, _ = timed(
        lambda: subprocess.run([sys.executable, "-c", script, other, first], check=True, capture_output=True),
        options.runs,
    )
    ours, _ = timed(lambda: aikg(options.aikg, home, "query", "-e", first, "--format", "csv"), 3 * options.runs)
    print(row.format("process start to answer (Python's own start taken off)", ours * 1000, (start - bare) * 1000, (start - bare) / ours))
    store = pyoxigraph.Store.read_only(other)
    paths = sorted((HERE / "queries").glob("*.rq"))
    asked = subprocess.run(
        ["cargo", "bench", "-q", "--bench", "ask", "--", home, str(options.runs), *map(str, paths)],
        capture_output=True, check=True, text=True, cwd=HERE.parent,
    )
    mine = {name: (float(ms) / 1000, int(rows)) for name, ms, rows in map(str.split, asked.stdout.splitlines())}
    ratios = []
    for path in paths:
        query = path.read_text()
        rows_of_oxigraph(store, query)
        theirs, count = timed(lambda: rows_of_oxigraph(store, query), options.runs)
        ours, rows = mine[path.stem]
        if rows != count:
            sys.exit(f"{path.name}: {rows} rows, Oxigraph {count}")
        ratios.append(theirs / ours)
        print("| {} | {:.3f} | {:.3f} | {:.1f} |".format(path.stem, ours * 1000, theirs * 1000, theirs / ours))
    print(f"\nmedian ratio of the queries {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
