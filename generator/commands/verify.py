"""`verify`: judge claims of a file against documents of another, in the formats of SciFact."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from generator import neural
from generator.calibration import load_calibration
from generator.claimfile import Text, read_claims, read_documents
from generator.combination import load_combination
from generator.contracts import Judge
from generator.errors import UnknownName
from generator.factcheck import Bench, given, searched
from generator.judges import JUDGES
from generator.rankers import TEXT_RANKERS, best_text_ranker
from generator.rarity import Rarity
from generator.records import Vocabulary
from generator.settings import Settings
from generator.vectors import FILE, Vectors
from generator.vocabulary import load_vocabulary
from generator.wholefile import write_whole

NEEDS_CORPUS = False
MODEL, BASE = "model", "base"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the files, the judge, the ranker and the setting."""
    parser.add_argument("--documents", type=Path, required=True, metavar="FILE", help="JSON Lines of SciFact or BEIR")
    parser.add_argument("--claims", type=Path, required=True, metavar="FILE", help='JSON Lines: {"id", "claim"}')
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="predictions, one claim a line")
    parser.add_argument("--judge", metavar="NAME", help="model or base (default: model where it is installed)")
    parser.add_argument(
        "--ranker", metavar="NAME", help=f"one of {', '.join(TEXT_RANKERS)} (default: the best installed)"
    )
    parser.add_argument("--given", action="store_true", help="judge each claim's cited_doc_ids instead of searching")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write one prediction for each claim."""
    name = args.judge or (MODEL if neural.installed() else BASE)
    ranker = args.ranker or best_text_ranker()
    if name not in {MODEL, BASE}:
        raise UnknownName("judge", name, (MODEL, BASE))
    if ranker not in TEXT_RANKERS:
        raise UnknownName("ranker", ranker, TEXT_RANKERS)
    documents = {text.id: text for text in read_documents(args.documents)}
    claims = read_claims(args.claims, documents)
    bench = make_bench(name, documents, settings)
    if args.given:
        lines = [json.dumps(line, ensure_ascii=False) for line in given(claims, bench)]
    else:
        texts = [(text.id, text.title, text.body) for text in documents.values()]
        search = TEXT_RANKERS[ranker](texts, settings.cache)
        lines = [json.dumps(line, ensure_ascii=False) for line in searched(claims, bench, search)]
    write_whole(args.out, "".join(f"{line}\n" for line in lines))
    way = "the cited documents were given" if args.given else f"documents were searched with {ranker}"
    print(f"{len(claims)} claims over {len(documents)} documents, judged by {name}; {way}")
    return 0


def make_bench(name: str, documents: Mapping[str, Text], settings: Settings) -> Bench:
    """Return the judges over the documents; raises MissingExtra or DamagedData when the model cannot be used."""
    vocabulary = load_vocabulary(settings.corpus) if settings.corpus.is_dir() else Vocabulary()
    calibration = load_calibration()
    rarity = Rarity(f"{text.title} {text.body}" for text in documents.values())
    judges: list[Judge] = [make(vocabulary, rarity, calibration) for make in JUDGES.values()]
    if name == BASE:
        return Bench(documents, rarity, judges, None, None)
    combination = load_combination()
    return Bench(
        documents, rarity, judges, combination, Vectors(settings.cache / FILE), neural.judge(combination.model)
    )
