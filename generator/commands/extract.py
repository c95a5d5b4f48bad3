"""`extract`: the claims and figures that the documents of a file state, without a question."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from generator.claimfile import read_given
from generator.settings import Settings
from generator.statements import line_of
from generator.vocabulary import load_vocabulary, shipped_corpus
from generator.wholefile import write_whole

NEEDS_CORPUS = False


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two files."""
    parser.add_argument(
        "--documents", type=Path, required=True, metavar="FILE", help='JSON Lines: {"id", "title", "text"}'
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="claims and results, one line each")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write one line for each document, in order; nothing is written when any line is wrong."""
    documents = read_given(args.documents)
    vocabulary = load_vocabulary(settings.corpus if settings.corpus.is_dir() else shipped_corpus())
    lines = [line_of(document, vocabulary) for document in documents]
    write_whole(args.out, "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    claims, results = (sum(len(line[key]) for line in lines) for key in ("claims", "results"))
    print(f"{len(documents)} documents: {claims} claims, {results} results")
    return 0
