"""virtuoso.py AIKG [--documents 4000] [--runs 5] [--turns 5] [--buffers 170000]: the index against Virtuoso, in one run.

Needs Debian's virtuoso-opensource (`virtuoso-t` and `isql-vt`). Loads the same file into both and asks both the ten
queries of benches/queries. Virtuoso's time is taken inside the server, without its network and its client: a procedure
runs the query and fetches all its rows, after one run that warms up. The two take turns. Answers are compared by their number of rows.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from home import bare

HERE = pathlib.Path(__file__).parent
PORT = 11571
INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {port}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = {folder}, {data}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
ThreadsPerQuery = {cores}
MaxQueryMem = 2G
SingleCPU = 0
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = 100000
"""
# Runs a query and fetches its rows; the times of each run in microseconds, and the number of rows.
PROCEDURE = """create procedure DB.DBA.timed (in q varchar, in runs int) {
  declare state, message, meta, rows, times any; declare i, n, start int;
  times := ''; i := 0; n := 0;
  while (i <= runs) {
    state := '00000'; start := usec_time ();
    exec (q, state, message, vector (), 0, meta, rows);
    if (state <> '00000') { result_names (message); result (message); return; }
    n := length (rows);
    if (i > 0) times := concat (times, sprintf (' %d', usec_time () - start));
    i := i + 1;
  }
  declare line varchar; result_names (line); result (sprintf ('TIMES %d%s', n, times));
};
"""


class Virtuoso:
    def __init__(self, folder, data, buffers):
        self.folder = folder
        ini = os.path.join(folder, "virtuoso.ini")
        pathlib.Path(ini).write_text(
            INI.format(folder=folder, data=data, port=PORT, buffers=buffers, dirty=buffers * 3 // 4, cores=os.cpu_count())
        )
        self.server = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", ini],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        )
        for _ in range(600):
            time.sleep(0.1)
            if self.ask("select 1;").returncode == 0:
                return
        sys.exit("virtuoso-t does not answer")

    def ask(self, sql):
        command = ["isql-vt", f"localhost:{PORT}", "dba", "dba", "ERRORS=STDOUT", "VERBOSE=OFF", "PROMPT=OFF", "BANNER=OFF"]
        return subprocess.run(command, input=sql, capture_output=True, text=True)

    def load(self, data):
        path = pathlib.Path(data)
        self.ask(f"ld_dir ('{path.parent}', '{path.name}', 'urn:default');")
        # One loader: the file is one.
        self.ask("rdf_loader_run ();\ncheckpoint;")
        state = self.ask("select ll_state, ll_error from DB.DBA.load_list;").stdout
        if "NULL" not in state:
            sys.exit(f"Virtuoso could not load: {state}")

    def times(self, query, runs):
        text = "sparql " + " ".join(query.split())
        quoted = text.replace("'", "''")
        told = self.ask(f"DB.DBA.timed ('{quoted}', {runs});").stdout
        line = next((l for l in told.splitlines() if l.startswith("TIMES")), None)
        if line is None:
            sys.exit(f"Virtuoso: {told}")
        _, rows, *times = line.split()
        return statistics.median(map(float, times)) / 1e6, int(rows)

    def end(self):
        self.ask("shutdown;")
        self.server.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("aikg")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--buffers", type=int, default=170000, help="pages of 8 kB that Virtuoso keeps")
    parser.add_argument("--data", help="N-Quads made before by generate.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aikg-bench-") as work:
        compare(options, work)


def compare(options, work):
    data = options.data or os.path.join(work, "data.nq")
    if options.data is None:
        subprocess.run([sys.executable, HERE / "generate.py", str(options.documents), data], check=True)
    home, other = os.path.join(work, "home"), os.path.join(work, "virtuoso")
    os.mkdir(other)
    bare(options.aikg, home)
    start = time.perf_counter()
    subprocess.run([options.aikg, "-q", "--workspace", home, "load", "--name", "bench", data], check=True)
    load = time.perf_counter() - start
    paths = sorted((HERE / "queries").glob("*.rq"))

    def asked():
        command = ["cargo", "bench", "-q", "--bench", "ask", "--", home, str(options.runs), *map(str, paths)]
        told = subprocess.run(command, capture_output=True, check=True, text=True, cwd=HERE.parent).stdout
        return {name: (float(ms) / 1000, int(rows)) for name, ms, rows in map(str.split, told.splitlines())}

    virtuoso = Virtuoso(other, str(pathlib.Path(data).parent), options.buffers)
    try:
        virtuoso.ask(PROCEDURE)
        start = time.perf_counter()
        virtuoso.load(data)
        loaded = time.perf_counter() - start
        least = {}
        for _ in range(options.turns):
            mine = asked()
            for path in paths:
                ours, rows = mine[path.stem]
                theirs, count = virtuoso.times(path.read_text(), options.runs)
                known = least.get(path.stem, (ours, theirs, ''))
                told = str(rows) if rows == count else f"{rows}, Virtuoso {count}"
                least[path.stem] = (min(known[0], ours), min(known[1], theirs), told)
        print(f"the least of {options.turns} turns, of each the median of {options.runs} runs (load: one); milliseconds\n")
        print("| | aikg | Virtuoso | ratio | rows |\n|---|---:|---:|---:|---:|")
        print(f"| load | {load * 1000:.0f} | {loaded * 1000:.0f} | {loaded / load:.1f} | |")
        for name, (ours, theirs, told) in least.items():
            print(f"| {name} | {ours * 1000:.3f} | {theirs * 1000:.3f} | {theirs / ours:.1f} | {told} |")
    finally:
        virtuoso.end()


if __name__ == "__main__":
    main()
