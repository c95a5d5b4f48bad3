"""`retrieve`: rank the documents of a file for each query of another, as a TREC run."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.claimfile import read_documents, read_queries
from generator.errors import UnknownName
from generator.rankers import TEXT_RANKERS, best_text_ranker
from generator.settings import Settings
from generator.wholefile import write_whole

NEEDS_CORPUS = False


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the files, the number of documents a query and the ranker."""
    parser.add_argument("--documents", type=Path, required=True, metavar="FILE", help="JSON Lines of SciFact or BEIR")
    parser.add_argument("--queries", type=Path, required=True, metavar="FILE", help='JSON Lines: {"id", "text"}')
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the run, in TREC's format")
    parser.add_argument("-k", type=int, default=100, metavar="N", help="documents a query (default: 100)")
    parser.add_argument(
        "--ranker", metavar="NAME", help=f"one of {', '.join(TEXT_RANKERS)} (default: the best installed)"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write one line for each query and document: `query Q0 document rank score ranker`."""
    name = args.ranker or best_text_ranker()
    if name not in TEXT_RANKERS:
        raise UnknownName("ranker", name, TEXT_RANKERS)
    documents = read_documents(args.documents)
    queries = read_queries(args.queries)
    search = TEXT_RANKERS[name]([(text.id, text.title, text.body) for text in documents], settings.cache)
    lines = []
    for query in queries:
        for rank, (document, score) in enumerate(search(query.text, max(1, args.k)), start=1):
            lines.append(f"{query.id} Q0 {document} {rank} {score:.6f} {name}\n")
    write_whole(args.out, "".join(lines))
    print(f"{len(queries)} queries over {len(documents)} documents, ranked by {name}")
    return 0
