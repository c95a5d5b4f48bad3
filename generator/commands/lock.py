"""`lock`: run the model on every pair that a build needs and write its judgements into the corpus."""

from __future__ import annotations

import argparse

from generator import neural
from generator.errors import MissingExtra, UnknownName
from generator.judgements import dump_judgements
from generator.pipeline import load_inputs, synthesise
from generator.settings import Settings
from generator.wholefile import write_whole


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the ids of the questions to lock."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="id of a question (default: all)")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write corpus/judgements/<id>.json for each question; what is locked already and still holds is kept as it is."""
    if not neural.installed():
        raise MissingExtra(neural.EXTRA)
    inputs = load_inputs(settings)
    known = {question.id: question for question in inputs.questions}
    for name in args.ids:
        if name not in known:
            raise UnknownName("question", name, known)
    for name in args.ids or known:
        reader = inputs.reader(name)
        synthesise(known[name], inputs=inputs, reader=reader)
        text = dump_judgements(name, inputs.combination.model, reader.rows.values())
        write_whole(settings.corpus / "judgements" / f"{name}.json", text)
        gone = len(reader.locked.keys() - reader.rows.keys())
        print(f"{name}: {reader.replayed} judgements kept, {reader.computed} new, {gone} no longer needed")
    return 0
