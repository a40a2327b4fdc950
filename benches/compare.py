"""compare.py AIKG [--documents 4000] [--runs 5] [--loads 3] [--command oxigraph]: the index against Oxigraph, in one run.

Needs `pip install pyoxigraph`; with `--command` also Oxigraph's own program (`pip install oxigraph`). Loads the same
file into all, asks the ten queries of benches/queries, and prints a Markdown table. Load and start are timed as whole
processes, taking turns, the queries inside an open process each, in turns as well. Answers are compared by their number of rows.
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

# Seconds after which a query is not asked again.
LONG = 60
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


def process(*words):
    """Runs a process with as little around it as can be; what it prints is thrown away."""
    nothing = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]

    def run():
        pid = os.posix_spawnp(words[0], words, os.environ, file_actions=nothing)
        if os.waitpid(pid, 0)[1] != 0:
            sys.exit(f"{words[0]} failed")

    return run


def rows_of_oxigraph(store, query):
    return sum(1 for _ in store.query(query, use_default_graph_as_union=True))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("aikg")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--loads", type=int, default=3)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--command", help="Oxigraph's own program")
    parser.add_argument("--skip", nargs="*", default=[], help="queries that Oxigraph is not asked")
    parser.add_argument("--data", help="N-Quads made before by generate.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aikg-bench-") as work:
        compare(options, work)


def in_turn(works, runs):
    """The median of each work's times; the works take turns."""
    times = [[timed(work, 1)[0] for work in works] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*times)]


def compare(options, work):
    data = options.data or os.path.join(work, "data.nq")
    if options.data is None:
        subprocess.run([sys.executable, HERE / "generate.py", str(options.documents), data], check=True)
    quads = sum(1 for _ in open(data, "rb"))
    home, other, third = (os.path.join(work, name) for name in ("home", "oxigraph", "command"))
    bare(options.aikg, home)

    def load_package():
        shutil.rmtree(other, ignore_errors=True)
        store = pyoxigraph.Store(other)
        store.bulk_load(path=data, format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()

    def load_command():
        shutil.rmtree(third, ignore_errors=True)
        subprocess.run([options.command, "load", "--location", third, "--file", data], check=True, capture_output=True)

    loads = [lambda: aikg(options.aikg, home, "load", "--name", "bench", data), load_package]
    if options.command:
        loads.append(load_command)
    ours, theirs, *command = in_turn(loads, options.loads)
    print(f"{quads:,} quads; medians of {options.runs} runs (load: {options.loads}), of queries the least of {options.turns} turns; milliseconds\n")
    print("| | aikg | Oxigraph | ratio |\n|---|---:|---:|---:|")
    row = "| {} | {:.1f} | {:.1f} | {:.1f} |"
    print(row.format("load", ours * 1000, theirs * 1000, theirs / ours))
    for theirs in command:
        print(row.format("load, its command line", ours * 1000, theirs * 1000, theirs / ours))
    first = (HERE / "queries" / "q01.rq").read_text()
    script = (
        "import sys, pyoxigraph\n"
        "s = pyoxigraph.Store.read_only(sys.argv[1])\n"
        "print(sum(1 for _ in s.query(sys.argv[2], use_default_graph_as_union=True)))\n"
    )

    starts = [
        process(options.aikg, "-q", "--workspace", home, "query", "-e", first, "--format", "csv"),
        process(sys.executable, "-c", script, other, first),
        process(sys.executable, "-c", "import pyoxigraph"),
    ]
    if options.command:
        words = ["query", "--location", third, "--query", first, "--results-format", "csv", "--union-default-graph"]
        starts.append(process(options.command, *words))
    ours, theirs, python, *command = in_turn(starts, 3 * options.runs)
    print(row.format("process start to answer", ours * 1000, theirs * 1000, theirs / ours))
    theirs -= python
    print(row.format("the same, Python's own start taken off", ours * 1000, theirs * 1000, theirs / ours))
    for theirs in command:
        print(row.format("process start to answer, its command line", ours * 1000, theirs * 1000, theirs / ours))
    store = pyoxigraph.Store.read_only(other)
    paths = sorted((HERE / "queries").glob("*.rq"))
    least, skipped = {}, set(options.skip)
    for _ in range(options.turns):
        command = ["cargo", "bench", "-q", "--bench", "ask", "--", home, str(options.runs), *map(str, paths)]
        asked = subprocess.run(command, capture_output=True, check=True, text=True, cwd=HERE.parent).stdout
        mine = {name: (float(ms) / 1000, int(rows)) for name, ms, rows in map(str.split, asked.splitlines())}
        for path in paths:
            query, (ours, rows) = path.read_text(), mine[path.stem]
            known = least.get(path.stem, (ours, None))
            theirs = known[1]
            if path.stem not in skipped:
                theirs, count = timed(lambda: rows_of_oxigraph(store, query), 1)
                # That warmed it up, unless it took so long that once has to do.
                if theirs < LONG:
                    theirs, count = timed(lambda: rows_of_oxigraph(store, query), options.runs)
                else:
                    skipped.add(path.stem)
                if rows != count:
                    sys.exit(f"{path.name}: {rows} rows, Oxigraph {count}")
                theirs = min(theirs, known[1] or theirs)
            least[path.stem] = (min(ours, known[0]), theirs)
    ratios = [theirs / ours for ours, theirs in least.values() if theirs]
    for name, (ours, theirs) in least.items():
        told = f"{theirs * 1000:.3f} | {theirs / ours:.1f}" if theirs else "not asked | "
        print(f"| {name} | {ours * 1000:.3f} | {told} |")
    print(f"\nmedian ratio of the queries {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
