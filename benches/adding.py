"""adding.py AIKG [--counts 10000,100000]: what keeping many articles costs.

Writes articles with benches/articles.py as lines of JSON, adds them to a new workspace, index included, and
prints a Markdown table: time, processor time, memory, and the size of what was written. Memory is the most that
the process had for itself; pages of the index, which the system can take back, are told apart (Linux).
"""

import argparse
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def memory(pid):
    """Bytes that a process has for itself, and of files mapped; zeros where the system does not tell."""
    try:
        lines = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status") if ":" in line)
        return tuple(int(lines[name].split()[0]) * 1024 for name in ("RssAnon", "RssFile"))
    except (OSError, KeyError, ValueError):
        return 0, 0


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def add(binary, articles, home):
    subprocess.run([binary, "-q", "init", home], check=True)
    shutil.rmtree(home / "data/triples/articles")
    start, before = time.perf_counter(), used()
    run = subprocess.Popen(
        [binary, "--workspace", home, "add", articles], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    most = (0, 0)
    while run.poll() is None:
        most = tuple(map(max, most, memory(run.pid)))
        time.sleep(0.05)
    told = run.stderr.read().strip()
    if run.returncode:
        sys.exit(told)
    return time.perf_counter() - start, used() - before, most, told


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("aikg", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--counts", default="10000,100000")
    options = parser.parse_args()
    print("| articles | MB of text | facts | s | s of processor | MB own | MB mapped | MB triples | MB texts | MB index |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for count in options.counts.split(","):
        work = pathlib.Path(tempfile.mkdtemp(prefix="aikg-bench-"))
        try:
            articles, home = work / "articles.jsonl", work / "home"
            subprocess.run([sys.executable, HERE / "articles.py", count, articles], check=True)
            seconds, processor, (own, mapped), told = add(options.aikg, articles, home)
            parts = [articles.stat().st_size, own, mapped]
            parts += [size(home / part) for part in ("data/triples", "documents", ".aikg")]
            text, own, mapped, triples, texts, index = (f"{part / 1e6:.0f}" for part in parts)
            facts = told.split(", ")[-1].split()[0]
            print(
                f"| {count} | {text} | {facts} | {seconds:.1f} | {processor:.1f} "
                f"| {own} | {mapped} | {triples} | {texts} | {index} |",
                flush=True,
            )
        finally:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
