"""`preview`: one question, answered from what is at hand, on the terminal or as a page in the browser."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import threading
import webbrowser

from generator.catalogue import catalogue
from generator.codec import encode
from generator.errors import InvalidInput
from generator.explained import explained
from generator.glance import SHORT, glance
from generator.onepage import build_page, serving
from generator.pipeline import Inputs, cached, load_inputs, synthesise_and_store
from generator.plain import report_data
from generator.records import Corpus, Question, Relations, Report
from generator.settings import Settings
from generator.terminal import style_of
from generator.trial import chosen
from generator.whereabouts import whereabouts


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the question and what is shown of its report."""
    parser.add_argument("question", metavar="ID|FILE", help="id of a question of the corpus, or a question file")
    parser.add_argument("--explain", metavar="DOI", help="say why this paper is in the report, or why it is not")
    parser.add_argument("--open", action="store_true", help="show the page in the browser until Ctrl-C")
    parser.add_argument("--all", action="store_true", help=f"list all papers and claims, not the first {SHORT} of each")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: all of it, for programs")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Print what is asked for and return 0; 1 where the question, or what it is answered from, holds mistakes.

    Nothing is written but the report in the cache, and with --open the pages beside it.
    """
    try:
        question = chosen(args.question, settings)
        inputs = load_inputs(settings, question)
    except InvalidInput as error:
        if args.format == "text":
            raise
        _print_json({"problems": [encode(problem) for problem in error.problems]})
        return 1
    report = cached(question, inputs) or synthesise_and_store(question, inputs)
    _show(args, question, report, inputs)
    if args.open:
        _open(report, inputs, settings)
    return 0


def _show(args: argparse.Namespace, question: Question, report: Report, inputs: Inputs) -> None:
    style = style_of(sys.stdout)
    if args.explain is not None:
        paper = whereabouts(args.explain, question, report, inputs)
        if args.format == "json":
            _print_json(encode(paper))
        else:
            print("\n".join(explained(paper, style)))
    elif args.format == "json":
        shelf = catalogue(Corpus(reports=(report,), relations=Relations()))
        _print_json(report_data(report, shelf))
    else:
        print("\n".join(glance(report, style, None if args.all else SHORT)))


def _print_json(data: object) -> None:
    # Escapes keep half a character and what a terminal obeys out of the output.
    print(json.dumps(data, indent=1, sort_keys=True, allow_nan=False))


def _open(report: Report, inputs: Inputs, settings: Settings) -> None:
    site = build_page(report, inputs.vocabulary, settings)
    with serving(site) as address:
        page = f"{address}reports/{report.id}/"
        print(f"{page} (Ctrl-C ends)", file=sys.stderr)
        if not webbrowser.open(page):
            print("no browser was found; open the address in one", file=sys.stderr)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
