"""Reads every export back with programs that are not ours, and compares what they find with `jsonl`.

    python tests/export/readback.py target/release/aikg

What is exported are the facts that ship with the program, and those of the articles of `tests/articles`. Needs the
packages of `requirements.txt`.
"""

import collections
import csv
import decimal
import glob
import html
import json
import os
import re
import subprocess
import sys
import tempfile

import networkx
import pyarrow.parquet
import pyoxigraph
import rdflib
from mermaid_parser import MermaidParser
from quickstatements_client import EntityLine, TextLine
from rdflib import RDF, RDFS, Namespace

AI = "https://w3id.org/aikg/ns#"
ID = "https://w3id.org/aikg/id/"
STATEMENT = "https://w3id.org/aikg/statement/"
PROV = Namespace("http://www.w3.org/ns/prov#")
NP = Namespace("http://www.nanopub.org/nschema#")
SCHEMA = Namespace("https://schema.org/")

FILES = [
    "all.graphml", "all.gexf", "all.cyjs", "all.mmd", "all.nodes.csv", "all.edges.csv", "all.csv", "all.jsonl",
    "all.ttl", "all.trig", "all.nq", "all.jsonld", "all.prov.trig", "all.rdf12.ttl", "all.nanopubs.trig", "all.qs",
]


class Exports:
    """The files of one workspace, and what `jsonl` says."""

    def __init__(self, program, folder, options):
        self.folder = folder
        self.notes = {}
        for name in FILES:
            ran = subprocess.run([program, *options, "export", "-o", name], cwd=folder, capture_output=True, text=True)
            assert ran.returncode == 0, (name, ran.stderr)
            self.notes[name] = ran.stderr
        ran = subprocess.run([program, *options, "export", "-o", "all.parquet"], cwd=folder, capture_output=True, text=True)
        self.parquet = ran.returncode == 0
        assert self.parquet or "writes no parquet" in ran.stderr, ran.stderr
        lines = self.text("all.jsonl").splitlines()
        self.facts = [json.loads(line, parse_float=decimal.Decimal) for line in lines]
        self.statements = {s["statement"] for fact in self.facts for s in fact["statements"]}
        self.nodes = {row["id"]: row for row in self.rows("all.nodes.csv")}
        # No word or number of these facts is called like an entity.
        self.links = [fact for fact in self.facts if fact["o"] in self.nodes]

    def path(self, name):
        return os.path.join(self.folder, name)

    def text(self, name):
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return file.read()

    def rows(self, name):
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def edges(self):
        """What is known of each edge, by its ends and property; one that holds both ways is there both ways."""
        known = {}
        for fact in self.links:
            known[fact["s"], fact["o"], fact["p"]] = fact
        return known


def since(fact):
    """From when a fact holds, by the surest statement that says so."""
    return next((s["from"] for s in fact["statements"] if s["from"]), None)


def check_edges(exports, found, name):
    """Edges as (source, target, property) with weight, confidence, modality, date and quotation."""
    known = exports.edges()
    seen = set()
    for ends, data in found:
        fact = known[ends]
        first = fact["statements"][0]
        assert int(float(data["weight"])) == len(fact["statements"]), (name, ends)
        assert abs(float(data["confidence"]) - float(first["confidence"])) < 1e-9, (name, ends)
        assert (data.get("validFrom") or None) == since(fact), (name, ends, data)
        assert data["quotation"].split() == first["exact"].split(), (name, ends)
        assert ends not in seen, (name, ends)
        seen.add(ends)
    # What is missing is there the other way round.
    for source, target, which in known:
        assert (source, target, which) in seen or (target, source, which) in seen, (name, source, target, which)


def check_graph(exports, graph, name, label):
    assert graph.is_directed() and graph.is_multigraph() or len(exports.links) < 2, name
    assert set(graph.nodes) == set(exports.nodes), name
    for node, data in graph.nodes(data=True):
        assert data[label] == exports.nodes[node]["label"], (name, node)
        assert data["kind"] == exports.nodes[node]["kind"], (name, node)
    # A number of a node is a number to the reader, and the same one.
    numbers = 0
    for fact in exports.facts:
        if isinstance(fact["o"], (int, decimal.Decimal)) and not isinstance(fact["o"], bool):
            value = graph.nodes[fact["s"]][fact["p"]]
            if not isinstance(value, str):
                assert float(value) == float(fact["o"]), (name, fact)
                numbers += 1
    edges = [((a, b, data["property"]), data) for a, b, data in graph.edges(data=True)]
    check_edges(exports, edges, name)
    return numbers


def check_graphs(exports):
    graphml = networkx.read_graphml(exports.path("all.graphml"), force_multigraph=True)
    gexf = networkx.read_gexf(exports.path("all.gexf"), version="1.3")
    if not gexf.is_multigraph():
        gexf = networkx.MultiDiGraph(gexf)
    cytoscape = networkx.cytoscape_graph(json.loads(exports.text("all.cyjs")))
    counts = [
        check_graph(exports, graphml, "graphml", "label"),
        check_graph(exports, gexf, "gexf", "label"),
        check_graph(exports, cytoscape, "cytoscape", "name"),
    ]
    assert len(set(counts)) == 1 and counts[0] > 0, counts
    days = [fact for fact in exports.links if re.fullmatch(r"\d{4}-\d\d-\d\d", since(fact) or "")]
    starts = [data["start"] for _, _, data in gexf.edges(data=True) if data.get("start")]
    assert set(starts) == {since(fact) for fact in days}, starts
    return f"{len(exports.nodes)} nodes, {graphml.number_of_edges()} edges, {counts[0]} numbers, {len(starts)} starts"


def check_tables(exports):
    edges = [((r["source"], r["target"], r["property"]), {**r, "validFrom": r["valid_from"]}) for r in exports.rows("all.edges.csv")]
    check_edges(exports, edges, "edges")
    assert len(exports.rows("all.csv")) == len(exports.facts)
    for row in exports.rows("all.edges.csv"):
        documents = row["documents"].split(" | ")
        fact = exports.edges()[row["source"], row["target"], row["property"]]
        assert documents == sorted({s["doc"] for s in fact["statements"]}), row
        assert len(row["titles"].split(" | ")) >= len(documents), row
    if not exports.parquet:
        return "csv; this build writes no parquet"
    table = pyarrow.parquet.read_table(exports.path("all.parquet"))
    rows = table.to_pylist()
    assert len(rows) == len(exports.facts)
    types = {field.name: str(field.type) for field in table.schema}
    assert types["statements"] == "int64" and types["date"] == "date32[day]", types
    assert types["number"].startswith("decimal128"), types
    for row, fact in zip(rows, exports.facts):
        assert (row["subject"], row["property"]) == (fact["s"], fact["p"])
        if row["number"] is not None:
            assert row["number"] == decimal.Decimal(str(fact["o"])), row
        if row["date"] is not None:
            assert str(row["date"]) == fact["o"], row
        assert row["statements"] == len(fact["statements"])
        assert row["valid_from"] == since(fact)
        assert row["quotation"] == fact["statements"][0]["exact"]
    return f"{len(rows)} rows of parquet, {len(types)} columns"


def terms(fact, nodes):
    """Subject, property and object of a fact as RDF says them, without types."""
    value = fact["o"]
    if isinstance(value, bool):
        value = str(value).lower()
    return fact["s"], fact["p"], (ID + value) if value in nodes else str(value)


def plain(exports):
    """The facts that are plain triples: those not in another currency."""
    number = lambda value: isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool)
    foreign = lambda fact: number(fact["o"]) and any("currency" in s["q"] for s in fact["statements"])
    kept = [fact for fact in exports.facts if not foreign(fact)]
    return collections.Counter(terms(fact, exports.nodes) for fact in kept)


def spoken(triples):
    """The triples of the project's properties on entities."""
    found = collections.Counter()
    for subject, predicate, value in triples:
        subject, predicate = str(subject), str(predicate)
        if subject.startswith(ID) and predicate.startswith(AI):
            text = str(value)
            if isinstance(value, rdflib.Literal) and value.datatype == rdflib.XSD.boolean:
                text = text.lower()
            found[subject[len(ID):], predicate[len(AI):], text] += 1
    return found


def check_rdf(exports):
    wanted = plain(exports)
    turtle = rdflib.Graph().parse(exports.path("all.ttl"), format="turtle")
    assert spoken(turtle) == wanted
    names = {str(s)[len(ID):]: str(o) for s, o in turtle.subject_objects(RDFS.label)}
    assert names == {node: row["label"] for node, row in exports.nodes.items()}
    stores = {}
    for name, form in [("all.trig", "trig"), ("all.nq", "nquads"), ("all.prov.trig", "trig"), ("all.nanopubs.trig", "trig")]:
        stores[name] = rdflib.Dataset(default_union=True)
        stores[name].parse(exports.path(name), format=form)
        assert spoken((s, p, o) for s, p, o in stores[name].triples((None, None, None))) == wanted, name
    quads = [set(stores[name].quads()) for name in ("all.trig", "all.nq")]
    assert quads[0] == quads[1]
    jsonld = rdflib.Graph().parse(exports.path("all.jsonld"), format="json-ld")
    assert spoken(jsonld) == wanted
    labels = {str(s)[len(ID):]: str(o) for s, o in jsonld.subject_objects(SCHEMA.name) if str(s).startswith(ID)}
    assert {n: labels[n] for n in names} == names
    claims = {str(s)[len(STATEMENT):] for s in jsonld.subjects(RDF.type, SCHEMA.Claim)}
    assert claims == exports.statements
    quotations = {s["statement"]: s["exact"] for f in exports.facts for s in f["statements"]}
    for claim in claims:
        node = rdflib.URIRef(STATEMENT + claim)
        assert str(jsonld.value(node, SCHEMA.text)) == quotations[claim]
        assert jsonld.value(jsonld.value(node, SCHEMA.appearance), SCHEMA.name), claim
    check_provenance(exports, stores["all.prov.trig"], quotations)
    check_nanopubs(exports, stores["all.nanopubs.trig"])
    return f"{sum(wanted.values())} plain facts, {len(claims)} statements"


def check_provenance(exports, store, quotations):
    for statement, exact in quotations.items():
        node = rdflib.URIRef(STATEMENT + statement)
        assert len(store.graph(node)) > 0, statement
        sources = set(store.objects(node, PROV.wasDerivedFrom))
        assert len(sources) == 2, sources
        quoted = next(s for s in sources if store.value(s, PROV.value))
        assert str(store.value(quoted, PROV.value)) == exact
        assert store.value(quoted, PROV.wasQuotedFrom) in sources
        agent = store.value(node, PROV.wasAttributedTo)
        assert agent is None or (agent, RDF.type, PROV.Agent) in store, statement
        assert store.value(node, PROV.generatedAtTime).toPython().year >= 2024


def check_nanopubs(exports, store):
    """What <https://nanopub.net/guidelines/working_draft/> asks of a nanopublication that is well formed."""
    names = list(store.subjects(RDF.type, NP.Nanopublication))
    assert len(names) == len(set(names)) == len(exports.statements)
    for name in names:
        parts = [store.value(name, NP[p]) for p in ("hasAssertion", "hasProvenance", "hasPublicationInfo")]
        head = next(store.graphs((name, RDF.type, NP.Nanopublication)))
        assert len({head.identifier, *parts}) == 4
        assertion, provenance, publication = (store.graph(part) for part in parts)
        assert all(len(graph) > 0 for graph in (assertion, provenance, publication))
        assert (parts[0], None, None) in provenance
        assert (name, None, None) in publication
        assert publication.value(name, rdflib.DCTERMS.created) is not None


def check_reified(exports):
    """RDF 1.2, which rdflib does not read yet."""
    reifies = pyoxigraph.NamedNode(str(RDF) + "reifies")
    triples = [q.triple for q in pyoxigraph.parse(path=exports.path("all.rdf12.ttl"), format=pyoxigraph.RdfFormat.TURTLE)]
    wanted = plain(exports)
    found = spoken((t.subject.value, t.predicate.value, getattr(t.object, "value", "")) for t in triples)
    assert found == wanted
    names = {t.subject.value[len(STATEMENT):] for t in triples if t.predicate == reifies}
    assert names == exports.statements
    reified = collections.Counter()
    for t in triples:
        if t.predicate == reifies:
            inner = t.object
            reified[inner.subject.value[len(ID):], inner.predicate.value[len(AI):], inner.object.value] += 1
    said = collections.Counter()
    for fact in exports.facts:
        said[terms(fact, exports.nodes)] += len(fact["statements"])
    assert reified == said
    quotations = {s["statement"]: s["exact"] for f in exports.facts for s in f["statements"]}
    exact = pyoxigraph.NamedNode("http://www.w3.org/ns/oa#exact")
    assert {t.subject.value[len(STATEMENT):]: t.object.value for t in triples if t.predicate == exact} == quotations
    return f"{len(names)} reifiers"


def drawn(text):
    """A label as Mermaid draws it: its parser leaves signs that are written by their numbers for later."""
    text = re.sub(r"(ﬂ°°|#)(\d+)(¶ß|;)", r"&#\2;", text)
    return html.unescape(re.sub(r"(ﬂ°|#)([a-z]+)(¶ß|;)", r"&\2;", text))


def check_mermaid(exports):
    """By Mermaid's own parser, which takes no more than 500 arrows at once."""
    text = exports.text("all.mmd")
    lines = text.splitlines()
    arrow = [line for line in lines if '|"' in line]
    rest = [line for line in lines if '|"' not in line and "linkStyle" not in line]
    pieces = [text]
    if len(arrow) > 500:
        pieces = ["\n".join([*rest, *arrow[at:at + 500]]) for at in range(0, len(arrow), 500)]
    mermaid = {"vertices": {}, "edges": []}
    for piece in pieces:
        piece = MermaidParser().parse(piece)["graph_data"]
        mermaid["vertices"] |= piece["vertices"]
        mermaid["edges"] += piece["edges"]
    assert len(arrow) <= 500 or "maxEdges" in exports.notes["all.mmd"]
    boxes = {key: drawn(node["text"].split("<br/>")[0]) for key, node in mermaid["vertices"].items()}
    # Events are told by their parties; who is party to nothing else is not drawn.
    names = {key: row["label"].strip() for key, row in exports.nodes.items()}
    shown = set(boxes.values())
    assert len(shown) == len(boxes) and shown <= set(names.values())
    links = {(names[fact["s"]], names[fact["o"]]) for fact in exports.links}
    arrows = {tuple(sorted((boxes[e["start"]], boxes[e["end"]]))) for e in mermaid["edges"]}
    assert arrows == {tuple(sorted(link)) for link in links if shown.issuperset(link)}
    return f"{len(boxes)} boxes, {len(mermaid['edges'])} arrows"


def check_quickstatements(exports):
    """By the model of commands of a client of QuickStatements, which knows no numbers and no languages, and for the
    value of a command no dates that are less than a day."""
    commands = exports.text("all.qs").splitlines()
    date = re.compile(r"\+\d{4}-\d\d-\d\dT00:00:00Z/(9|10|11)")

    def kind(value):
        if re.fullmatch(r"Q\d+", value):
            return "Entity", value
        if value.startswith('"'):
            return "Text", value[1:-1]
        assert date.fullmatch(value), value
        return "Date", value

    modelled = 0
    for line in commands:
        subject, predicate, value, *rest = line.split("\t")
        rest = [re.sub(r'^([a-z]+:|!)(?=["SP])', "", cell) for cell in rest]
        pairs = [(name, *kind(value)) for name, value in zip(rest[::2], rest[1::2], strict=True)]
        qualifiers = [{"type": t, "predicate": name, "target": v} for name, t, v in pairs]
        if re.fullmatch(r"[+-]?[\d.]+(U\d+)?", value) or date.fullmatch(value):
            value = '"x"'
        of_what, target = kind(value)
        model = {"Entity": EntityLine, "Text": TextLine}[of_what]
        read = model(subject=subject, predicate=predicate, target=target, qualifiers=qualifiers)
        assert read.get_line("\t") == "\t".join([subject, predicate, value, *rest]), line
        modelled += 1
    counts = re.findall(r"left out: facts .*: (\d+)", exports.notes["all.qs"])
    assert modelled or "has no item" in exports.notes["all.qs"]
    assert modelled + sum(map(int, counts)) == len(exports.facts), exports.notes["all.qs"]
    return f"{modelled} commands"


def number(program, folder):
    """Gives every entity an item of Wikidata, made up, without which there is nothing to write of it."""
    nodes = subprocess.run([program, "export", "nodes"], cwd=folder, capture_output=True, check=True, text=True)
    rows = csv.DictReader(nodes.stdout.splitlines())
    with open(os.path.join(folder, "data", "triples", "entities", "items.ttl"), "w", encoding="utf-8") as file:
        file.write("@prefix dct: <http://purl.org/dc/terms/> .\n")
        file.writelines(f'<{ID}{row["id"]}> dct:identifier "wikidata:Q{n}" .\n' for n, row in enumerate(rows, 1))


def check(program, folder, options, what):
    exports = Exports(program, folder, options)
    assert exports.facts and exports.links
    for one in (check_graphs, check_tables, check_rdf, check_reified, check_mermaid, check_quickstatements):
        print(f"{what}: {one.__name__[6:]}: {one(exports)}")


def main():
    program = os.path.abspath(sys.argv[1])
    articles = sorted(glob.glob(os.path.join(os.path.dirname(__file__), "..", "articles", "*", "article.*")))
    articles = [os.path.abspath(path) for path in articles]
    assert articles
    with tempfile.TemporaryDirectory() as folder:
        check(program, folder, [], "the facts of the program")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "-q", "init", "own"], cwd=folder, check=True, capture_output=True)
        own = os.path.join(folder, "own")
        subprocess.run([program, "-q", "add", *articles], cwd=own, check=True, capture_output=True)
        number(program, own)
        check(program, own, [], "the articles of the tests")
    print("every reader found the same facts")


if __name__ == "__main__":
    main()
