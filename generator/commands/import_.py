"""`import`: add what files of other programs hold to the library, each work once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.facts import many
from generator.formats import FORMATS
from generator.intake import take, with_lines
from generator.library import FOLDER, READERS, read_file, read_library
from generator.paperfile import read_paper
from generator.records import Paper
from generator.settings import Settings
from generator.wholefile import write_whole

FILE = "imported.jsonl"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the files, where their papers go, and a way to look first."""
    kinds = ", ".join((*READERS, *FORMATS))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=f"papers: {kinds}")
    parser.add_argument(
        "--to", type=_target, metavar="FILE", help=f"JSON Lines to add them to (default: corpus/{FOLDER}/{FILE})"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be added and write nothing")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Add the new papers and print what was new, there already and wrong; return 1 if anything was wrong, else 0.

    Nothing of a broken entry is added; the others are.  A known work of which more text comes is updated by a
    line of its own that completes the one which is there; that one stays as it was written.
    """
    target = args.to or settings.corpus / FOLDER / FILE
    papers, faults = read_library(settings.corpus, settings.cache)
    found = take(args.files, [*papers, *_elsewhere(target, settings.corpus)])
    for paper in found.new:
        print(f"new: {_named(paper)}")
    for paper, there in found.fuller:
        print(f"updated: {_named(paper)}, where the library had {_held(there)}, as {there.id}")
    for paper, there in found.known:
        more = f"; the library has {_held(there)}" if _held(paper) != _held(there) else ""
        print(f"already there: {_named(paper)}, as {there.id}{more}")
    for problem in found.problems:
        print(f"problem: {problem}")
    if found.lines and not args.dry_run:
        write_whole(target, with_lines(target, found.lines))
    done = "would be added to" if args.dry_run else "added to"
    counts = f"{len(found.known)} already there, {many(len(found.problems), 'problem')}"
    updated = f" and {len(found.fuller)} updated" if found.fuller else ""
    print(f"{len(found.new)} new{updated} {done} {target}, {counts}")
    if faults:
        print(f"the library itself has {many(len(faults), 'problem')}; `check` lists them", file=sys.stderr)
    return 1 if found.problems else 0


def _target(text: str) -> Path:
    if not text.endswith(".jsonl"):
        raise argparse.ArgumentTypeError("the name has to end in .jsonl")
    return Path(text)


def _elsewhere(target: Path, corpus: Path) -> list[Paper]:
    """Return what `target` holds already, where it is no part of the library."""
    folder = (corpus / FOLDER).resolve()
    path = target.resolve()
    if path.parent == folder or not path.exists():
        return []
    records, _ = read_file(path, path.parent)
    return [paper for record in records if (paper := read_paper(record)[0])]


def _named(paper: Paper) -> str:
    year = f" ({paper.year})" if paper.year else ""
    return f"{paper.title[:100]}{year}, {_held(paper)}"


def _held(paper: Paper) -> str:
    return {"note": "a note", "abstract": "an abstract", "full text": "a full text"}.get(
        paper.document.level if paper.document else "", "no text"
    )
