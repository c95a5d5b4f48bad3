"""`record`: add the version that each report has now to the history in its evidence file."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from generator.errors import UnknownName
from generator.evidence import dump_evidence
from generator.executor import synthesise_all
from generator.history import in_words, is_recorded, steps, version_of
from generator.pipeline import Inputs, load_inputs
from generator.records import Report
from generator.settings import Settings
from generator.wholefile import write_whole


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the ids of the reports to record."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="id of a question (default: all but drafts)")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write corpus/evidence/<id>.json for each report whose version is not the last recorded one.

    Returns 1 when a report was left out because other machines may build another version of it, else 0.
    """
    inputs = load_inputs(settings)
    known = {question.id: question for question in inputs.questions}
    for name in args.ids:
        if name not in known:
            raise UnknownName("question", name, known)
    chosen = tuple(question for question in inputs.questions if question.id in (args.ids or known))
    shown = tuple(question for question in chosen if question.status != "draft")
    for question in chosen:
        if question.status == "draft" and args.ids:
            print(f"{question.id}: a draft has no version to record")
    reports = synthesise_all(replace(inputs, questions=shown), settings)
    return max((_record(report, inputs, settings) for report in reports), default=0)


def _record(report: Report, inputs: Inputs, settings: Settings) -> int:
    _, computed, unread = report.provenance.readings
    if is_recorded(report):
        print(f"{report.id}: version {report.version} is recorded already")
    elif computed or unread:
        told = f"{computed + unread} pairs are not locked, so another machine may build another version"
        print(f"{report.id}: not recorded, for {told}; `lock` first", file=sys.stderr)
        return 1
    else:
        evidence = inputs.evidence.get(report.id)
        history = (*report.history, version_of(report))
        text = dump_evidence(report.id, evidence.results if evidence else (), history)
        write_whole(settings.corpus / "evidence" / f"{report.id}.json", text)
        change = steps(report)[0].change
        told = f"since {report.history[-1].version}: {in_words(change)}" if change else "the first one"
        print(f"{report.id}: version {report.version} recorded, {told}")
    return 0
