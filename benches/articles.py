"""articles.py COUNT OUT [--names N]: articles on the AI industry, always the same; about 300 words each.

OUT ending in .jsonl gets a line of JSON an article, in the form that `aikg add` reads; any other OUT is a
folder, which gets files of 1,000 a subfolder: Markdown with front matter, plain text with a header.

Names are real ones (of data/triples/entities) and made-up ones, as many as `--names` says. As in the press,
a few are named again and again and most hardly ever (the n-th name 1/n as often as the first). Sentences have
the structures that the rules look for (prices, sizes, licences, money, chips, people, tables, items) between
sentences that state no fact.
"""

import argparse
import datetime
import itertools
import json
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
SYLLABLES = "al an ar bel bor cal cor dan del dor el en fal fen gar gel hal hen is jor kal ken lan lor mal mir nor ol or pel per quil ral ren sal sor tal tor ul van vel wen yor zan zel".split()

FILLER = [
    "The announcement came late in the day and drew more questions than answers.",
    "Analysts had expected something of the kind for weeks.",
    "Nobody in the room seemed surprised by the slides.",
    "Customers will decide how much of it matters in practice.",
    "Developers who tried it early speak of a change in pace rather than in kind.",
    "The market for such systems is crowded, and the margins are thin.",
    "Power has become the scarcest good in the business, followed by patience.",
    "Regulators in several countries are still writing their rules.",
    "What the figures leave out is the cost of people who look after the machines.",
    "The documentation is short, and half of it is about billing.",
    "In tests of our own the results varied more from day to day than from one product to the next.",
    "It is a familiar pattern: first a paper, then a demonstration, then a price list.",
    "The older systems will stay available until the end of the year.",
    "Several readers wrote to say that the waiting list has not moved since spring.",
    "Whether that is enough will be known when the contracts are renewed.",
    "The company did not answer questions about the schedule.",
    "Most of the work went into the parts that users never see.",
    "Rivals play down the difference, as rivals do.",
    "There is little doubt that demand exceeds what can be delivered.",
    "Schools and hospitals are among the first to sign up.",
    "A second version is being prepared, though nobody would say for when.",
    "That leaves the question of who pays for the electricity.",
    "Investors took the news calmly.",
    "The change affects only new customers.",
]

MODEL = [
    "{org} released {model} on {day}.",
    "{org} announced {model} this week, a {size} model under the {license} license.",
    "{model} has {size} parameters, of which {active} are active.",
    "{model} was trained on {count} {chip} GPUs.",
    "{model} costs ${cheap} per million input tokens and ${dear} per million output tokens.",
    "{model} has a context window of {window} tokens.",
    "{model} is available on {product} and under the {license} license.",
    "With {size} parameters, {model} is larger than {model2}, which has {active}.",
    "{org} says that {model} outperforms {model2} on {benchmark}.",
    "{model} scored {percent}% on {benchmark}, ahead of {model2} at {percent2}%.",
    "{model} was trained on {tokens} trillion tokens.",
    "{model} runs on a single {chip}.",
    "According to {org}, {model} will cost ${cheap} per million input tokens from {month} on.",
    "The input price of {model} fell from ${dear} to ${cheap} per million tokens.",
    "{model}, developed by {org}, supports a {window} context.",
    "{model} is not open source, but {model2} comes with open weights.",
]
MONEY = [
    "{company} raised ${money} million in a round led by {company2}.",
    "{company} raised ${money} million at a valuation of ${worth} billion.",
    "{company2} acquired {company} for ${worth} billion in {month}.",
    "{company} is in talks to raise ${worth} billion, people familiar with the matter said.",
    "{company} reported revenue of ${worth} billion for the third quarter of {year}.",
    "{person}, chief executive of {company}, said that demand was strong.",
    "{company} is based in {place} and has {count} employees.",
    "{company2} invested ${money} million in {company} on {day}.",
    "{company} has partnered with {company2} to build a data centre in {place}.",
    "{company} was founded in {year} by {person}.",
    "The start-up {startup}, which makes a model called {coined}, is backed by {company}.",
]
CHIP = [
    "The {chip} has {memory} GB of memory and a bandwidth of {tera} TB/s.",
    "The {chip} draws {watts} watts and is made by TSMC on a {node} nm process.",
    "{company} bought {count} {chip} GPUs for its data centre in {place}.",
    "The {chip} sells for about ${count}.",
    "{company} rents the {chip} at ${dear} per hour.",
    "SK hynix will supply memory for the {chip}.",
]


def labels(name):
    """The labels of a file of entities, in its order."""
    text = (ROOT / "data/triples/entities" / f"{name}.ttl").read_text(encoding="utf-8")
    return re.findall(r'rdfs:label "([^"\\]+)"', text)


def coined(r):
    return "".join(r.sample(SYLLABLES, r.choice([2, 2, 3]))).title()


class Names:
    """Real names and made-up ones, by kind; the n-th of a list is chosen 1/n as often as the first."""

    def __init__(self, r, made_up):
        self.r = r
        kinds = ["models", "companies", "makers", "chips", "people", "products", "licenses", "benchmarks", "countries"]
        self.real = {kind: labels(kind) for kind in kinds}
        for names in self.real.values():
            r.shuffle(names)
        firms = [coined(r) + r.choice(["", " AI", " Labs", " Systems"]) for _ in range(made_up)]
        self.made = {
            "models": [f"{coined(r)} {r.choice(['Large', 'Mini', 'Pro', '2', '3.1', '7B', '70B'])}" for _ in range(made_up)],
            "companies": firms,
            "makers": firms,
        }

    def one(self, kind):
        r = self.r
        names = self.real[kind]
        if kind in self.made and self.made[kind] and r.random() < 0.4:
            names = self.made[kind]
        return names[int(len(names) ** r.random()) - 1]


def values(r, names, day):
    """One value for each word in braces."""
    other = day - datetime.timedelta(days=r.randrange(400))
    size = r.choice([3, 7, 8, 13, 27, 32, 70, 123, 235, 405, 671])
    return {
        "org": names.one("makers"),
        "model": names.one("models"),
        "model2": names.one("models"),
        "company": names.one("companies"),
        "company2": names.one("companies"),
        "startup": coined(r),
        "coined": coined(r),
        "chip": names.one("chips"),
        "person": names.one("people"),
        "product": names.one("products"),
        "license": names.one("licenses"),
        "benchmark": names.one("benchmarks"),
        "place": names.one("countries"),
        "day": f"{other:%B} {other.day}, {other.year}",
        "month": f"{other:%B} {other.year}",
        "year": str(other.year),
        "size": r.choice([f"{size}B", f"{size} billion"]),
        "active": f"{max(1, size // 10)}B",
        "window": r.choice(["32K", "128K", "200,000", "256K", "1M"]),
        "count": f"{r.randrange(1, 200) * 100:,}",
        "cheap": f"{r.randrange(5, 300) / 100:.2f}",
        "dear": f"{r.randrange(300, 2500) / 100:.2f}",
        "percent": f"{r.randrange(300, 990) / 10}",
        "percent2": f"{r.randrange(200, 900) / 10}",
        "tokens": str(r.randrange(1, 40)),
        "money": str(r.randrange(2, 900)),
        "worth": f"{r.randrange(10, 900) / 10}",
        "memory": str(r.choice([24, 40, 80, 94, 141, 192, 288])),
        "tera": f"{r.randrange(8, 80) / 10}",
        "watts": str(r.randrange(3, 14) * 100),
        "node": str(r.choice([3, 4, 5, 7])),
    }


def table(r, names):
    rows = ["| Model | Parameters | Context | Input | Output |", "|---|---|---|---|---|"]
    for _ in range(3):
        size = r.choice([7, 27, 70, 235])
        rows.append(
            f"| {names.one('models')} | {size}B | {r.choice(['128K', '200K', '1M'])} "
            f"| ${r.randrange(5, 300) / 100:.2f} | ${r.randrange(300, 2500) / 100:.2f} |"
        )
    return "\n".join(["Prices are in dollars per million tokens:", "", *rows])


def body(r, names, day, marked):
    """Paragraphs of about 300 words."""
    topics = r.sample([MODEL, MONEY, CHIP, MODEL], 2)
    parts, words = [], 0
    shape = r.random()
    while words < 270:
        facts = [r.choice(r.choice(topics)).format(**values(r, names, day)) for _ in range(r.choice([0, 1, 1, 2]))]
        sentences = facts + r.sample(FILLER, r.choice([2, 3, 4]))
        r.shuffle(sentences)
        paragraph = " ".join(sentences)
        if marked and shape < 0.2 and not any(p.startswith("Prices are") for p in parts):
            paragraph += "\n\n" + table(r, names)
        elif marked and shape < 0.4 and facts:
            paragraph += "\n\n" + "\n".join("- " + f for f in facts[:1])
        elif marked and words > 100 and shape > 0.8:
            paragraph = f"## {names.one('makers')} and the rest\n\n{paragraph}"
            shape = 0.5
        parts.append(paragraph)
        words += len(paragraph.split())
    return "\n\n".join(parts)


def article(n, names):
    r = names.r
    day = datetime.date(2024, 1, 1) + datetime.timedelta(days=r.randrange(900))
    marked = r.random() < 0.6
    title = f"{names.one('makers')} and {names.one('models')}: notes of {day:%B}"
    return {
        "id": f"bench-{n:06}",
        "url": f"https://wire{n % 40}.example/{day.year}/{n:06}",
        "title": title,
        "publisher": f"Wire {n % 40}",
        "date": str(day),
        "markdown" if marked else "text": body(r, names, day, marked) + "\n",
    }


def page(article):
    """An article as a file: its ending and its text."""
    fields = [(k, article[k]) for k in ("title", "publisher", "date", "url")]
    if "markdown" in article:
        head = "".join(f"{k}: {json.dumps(v)}\n" for k, v in fields)
        return "md", f"---\n{head}---\n\n{article['markdown']}"
    head = "".join(f"{k.upper() if k == 'url' else k.title()}: {v}\n" for k, v in fields)
    return "txt", f"{head}\n{article['text']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--names", type=int, default=2000, help="made-up names of each kind")
    given = parser.parse_args()
    names = Names(random.Random(11), given.names)
    articles = (article(n, names) for n in range(given.count))
    if given.out.suffix == ".jsonl":
        with open(given.out, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)
        return
    for number, some in itertools.groupby(enumerate(articles), lambda pair: pair[0] // 1000):
        folder = given.out / f"{number:03}"
        folder.mkdir(parents=True, exist_ok=True)
        for _, each in some:
            ending, text = page(each)
            (folder / f"{each['id']}.{ending}").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
