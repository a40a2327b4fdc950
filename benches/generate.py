"""generate.py DOCUMENTS OUT.nq: statement data in the form of the vocabulary, always the same bytes.

4,000 documents give some 1.08 million quads: 20 statements a document of 13 quads each, and the plain
facts of models, chips and makers in the default graph.
"""

import datetime
import random
import sys

NS = "https://w3id.org/aikg/ns#"
ID = "https://w3id.org/aikg/id/"
DOC = "https://w3id.org/aikg/doc/"
STMT = "https://w3id.org/aikg/statement/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCT = "http://purl.org/dc/terms/"


def iri(text):
    return f"<{text}>"


def literal(value, datatype):
    return f'"{value}"^^<{XSD}{datatype}>'


def main(documents, path):
    r = random.Random(7)
    organizations = [f"org-{i}" for i in range(400)]
    chips = [f"chip-{i}" for i in range(300)]
    models = [f"model-{i}" for i in range(max(2000, documents // 10))]
    maker = {m: r.choice(organizations[:120]) for m in models}
    vendor = {c: r.choice(organizations[120:160]) for c in chips}

    def day():
        return datetime.date(2023, 1, 1) + datetime.timedelta(days=r.randrange(1300))

    def size():
        return literal(r.randrange(10**9, 2 * 10**12, 10**9), "integer")

    def window():
        return literal(r.choice([32768, 131072, 200000, 1000000]), "integer")

    with open(path, "w", encoding="utf-8") as out:

        def quad(s, p, o, g=None):
            out.write(f"<{s}> <{p}> {o} {iri(g) + ' ' if g else ''}.\n")

        for o in organizations:
            quad(ID + o, RDF + "type", iri(NS + "Organization"))
            quad(ID + o, RDFS + "label", f'"{o.title()}"')
        for c in chips:
            quad(ID + c, RDF + "type", iri(NS + "Chip"))
            quad(ID + c, NS + "manufacturedBy", iri(ID + vendor[c]))
            quad(ID + c, RDFS + "label", f'"{c.title()}"')
        for m in models:
            quad(ID + m, RDF + "type", iri(NS + "Model"))
            quad(ID + m, NS + "developedBy", iri(ID + maker[m]))
            quad(ID + m, RDFS + "label", f'"{m.title()}"')
            quad(ID + m, NS + "totalParameters", size())
            quad(ID + m, NS + "contextWindow", window())
            quad(ID + m, NS + "inputPrice", literal(round(r.random() * 5, 3), "decimal"))
            quad(ID + m, NS + "outputPrice", literal(round(r.random() * 20, 3), "decimal"))
            quad(ID + m, NS + "releasedOn", literal(day(), "date"))
            quad(ID + m, NS + "runsOn", iri(ID + r.choice(chips)))
        number = 0
        for i in range(documents):
            g, d = f"{DOC}{i}", day()
            quad(g, RDF + "type", iri(NS + "Article"), g)
            quad(g, DCT + "title", f'"Article number {i} on models and chips"', g)
            quad(g, DCT + "issued", literal(d, "date"), g)
            quad(g, DCT + "publisher", iri(ID + r.choice(organizations)), g)
            for _ in range(20):
                s, m = f"{STMT}{number:x}", r.choice(models)
                number += 1
                p, o = r.choice([
                    ("developedBy", iri(ID + maker[m])),
                    ("totalParameters", size()),
                    ("contextWindow", window()),
                    ("inputPrice", literal(round(r.random() * 5, 3), "decimal")),
                    ("releasedOn", literal(d, "date")),
                    ("runsOn", iri(ID + r.choice(chips))),
                ])
                a = r.randrange(5000)
                quad(s, RDF + "type", iri(NS + "Statement"), g)
                quad(s, RDF + "subject", iri(ID + m), g)
                quad(s, RDF + "predicate", iri(NS + p), g)
                quad(s, RDF + "object", o, g)
                quad(s, NS + "confidence", literal(round(0.5 + r.random() / 2, 2), "decimal"), g)
                quad(s, NS + "modality", iri(NS + r.choice(["Asserted", "Claimed", "Rumored"])), g)
                quad(s, NS + "attributedTo", iri(ID + r.choice(organizations)), g)
                quad(s, "http://www.w3.org/ns/prov#wasDerivedFrom", iri(g), g)
                quad(s, NS + "start", literal(a, "integer"), g)
                quad(s, NS + "end", literal(a + 40, "integer"), g)
                words = f'"evidence words {a} for statement {number} in the text"'
                quad(s, "http://www.w3.org/ns/oa#exact", words, g)
                quad(s, NS + "validFrom", literal(d, "date"), g)
                quad(s, NS + "recordedAt", literal(f"{d}T00:00:00Z", "dateTime"), g)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(int(sys.argv[1]), sys.argv[2])
