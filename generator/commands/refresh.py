"""`refresh`: ask the live sources and write what they answer into the corpus, for every later build to replay."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack

from generator.errors import CorpusError, UnknownName
from generator.evidence import dump_evidence
from generator.excerpts import stored
from generator.fetch import PoliteFetch, make_fetch
from generator.gather import change, choose, gather, merge
from generator.notices import is_gone
from generator.pipeline import Inputs, load_inputs
from generator.recheck import REGISTERS, recheck, user
from generator.records import COPIES, NOTICES, Paper, Question, SearchResult
from generator.services import SERVICES
from generator.settings import Settings
from generator.sources import LIVE
from generator.understand import understand
from generator.wholefile import write_whole

MISUSED = 2
# What is looked up for papers found elsewhere.
TITLES = {NOTICES: "Notices on papers in use", COPIES: "Unpaywall"}
_LISTED, _FIRST, _LONGEST = 20, 5, 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Add which questions, which sources, and whether anything is written or asked anew."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="id of a question")
    parser.add_argument("--all", action="store_true", help="every published question")
    parser.add_argument(
        "--source", action="append", default=[], metavar="NAME", help="ask only this source, `notices` or `unpaywall`"
    )
    parser.add_argument("--dry-run", action="store_true", help="print hits and the first titles, write nothing")
    parser.add_argument("--fresh", action="store_true", help="ask again what was answered within the week")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write corpus/evidence/<id>.json for each question and print what changed in it.

    Returns 1 when every source that a question was put to failed, which leaves its file as it was; 2 when no question
    is named; else 0.
    """
    if bool(args.ids) == args.all:
        print("name the questions to refresh, or use --all", file=sys.stderr)
        return MISUSED
    inputs = load_inputs(settings)
    questions = _chosen(args, inputs)
    if not settings.contact:
        where = "set `contact` in generator.toml or REPORT_CORPUS_CONTACT to an e-mail address"
        raise CorpusError(f"no service is asked, as nobody is named whom it could write to; {where}")
    with ExitStack() as stack:
        fetch = stack.enter_context(make_fetch(settings, fresh=args.fresh))
        return max([_refresh(one, inputs, fetch, args, settings) for one in questions], default=0)


def _chosen(args: argparse.Namespace, inputs: Inputs) -> list[Question]:
    """Return the questions to refresh, understood as a build does."""
    known = {question.id: question for question in inputs.questions}
    for kind, names, there in (("question", args.ids, known), ("source", args.source, (*LIVE, *TITLES))):
        for name in names:
            if name not in there:
                raise UnknownName(kind, name, there)
    names = args.ids or [question.id for question in inputs.questions if question.status == "published"]
    return [understand(known[name], inputs.vocabulary) for name in dict.fromkeys(names)]


def _refresh(
    question: Question, inputs: Inputs, fetch: PoliteFetch, args: argparse.Namespace, settings: Settings
) -> int:
    print(question.id, flush=True)
    names, skipped = choose(question, settings.keys, args.source)
    for name, reason in skipped:
        print(f"  {SERVICES[name].title}: skipped, as {reason}")
    if not names and not {*TITLES}.intersection(args.source):
        print("  there is no live source to ask")
        return 0
    evidence = inputs.evidence.get(question.id)
    old = {result.source: result for result in evidence.results} if evidence else {}
    found = gather(question, names, fetch, settings.store_text)
    failed = bool(found) and all(result.failed and not result.papers for result in found)
    if not (failed or args.dry_run):
        found += _rechecked(question, inputs, merge(old.values(), found), found, fetch, args, settings)
    results = merge(old.values(), found)
    if not (failed or args.dry_run):
        results = stored(question.id, results, inputs, settings.store_text)
    if args.dry_run:
        _preview(found)
    else:
        asked = {result.source for result in found}
        _tell(old, [result for result in results if result.source in asked], _gone(inputs))
    if failed:
        print(f"{question.id}: every source failed, so nothing was written", file=sys.stderr)
    elif not args.dry_run:
        text = dump_evidence(question.id, results, evidence.history if evidence else ())
        write_whole(settings.corpus / "evidence" / f"{question.id}.json", text)
    return 1 if failed else 0


def _rechecked(
    question: Question,
    inputs: Inputs,
    results: Iterable[SearchResult],
    found: Iterable[SearchResult],
    fetch: PoliteFetch,
    args: argparse.Namespace,
    settings: Settings,
) -> tuple[SearchResult, ...]:
    """Return what is told of the papers in use; where sources are named, only what is named among them is asked."""
    searches = [result for result in results if result.searched]
    used = user(question, inputs.library, inputs.decisions, searches)
    able = [name for name in REGISTERS if not LIVE[name].KEY or name in settings.keys]
    registers = able if not args.source or NOTICES in args.source else ()
    return recheck(used, found, registers, fetch, copies=not args.source or COPIES in args.source)


def _gone(inputs: Inputs) -> frozenset[str]:
    """Return the ids of all papers that the corpus knows to be retracted or withdrawn."""
    locked = (result.papers for evidence in inputs.evidence.values() for result in evidence.results)
    return frozenset(
        paper.id for papers in (*locked, inputs.library.papers) for paper in papers if is_gone(paper.notices)
    )


def _preview(found: Iterable[SearchResult]) -> None:
    for result in found:
        print(f"  {_counted(result)}")
        _tell_outcome(result)
        for paper in result.papers[:_FIRST]:
            print(f"    {_line(paper)}")


def _tell(old: Mapping[str, SearchResult], results: Iterable[SearchResult], gone: Collection[str]) -> None:
    """Print for each source what is new, gone, updated and newly retracted."""
    for result in results:
        found = change(old.get(result.source), result, gone)
        kinds = {
            "new": found.new,
            "gone": found.gone,
            "updated": found.updated,
            "newly retracted": found.retracted,
        }
        print(f"  {_counted(result)}: " + ", ".join(f"{len(papers)} {kind}" for kind, papers in kinds.items()))
        _tell_outcome(result)
        for kind, papers in kinds.items():
            shown = papers if kind == "newly retracted" else papers[:_LISTED]
            for paper in shown:
                print(f"    {kind}: {_line(paper)}")
            if len(papers) > len(shown):
                print(f"    {kind}: and {len(papers) - len(shown)} more")


def _counted(result: SearchResult) -> str:
    count = len(result.papers)
    title = TITLES.get(result.source) or SERVICES[result.source].title
    return f"{title}, {count} {'record' if count == 1 else 'records'} of {result.total} hits"


def _tell_outcome(result: SearchResult) -> None:
    """Print what went wrong, if anything did, and whose records are held where the search failed."""
    if result.failed and result.date:
        print(f"    {result.outcome}; held is what was found on {result.date}")
    elif result.outcome != "ok":
        print(f"    {result.outcome}")


def _line(paper: Paper) -> str:
    """Return id and title, without anything that a terminal would take for a command."""
    text = f"{paper.id}  {paper.title}"[:_LONGEST]
    return "".join(char if char.isprintable() else " " for char in text)
