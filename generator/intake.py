"""Take papers from files into the library: each checked, each work once, written as records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.dedupe import dedupe
from generator.errors import InvalidInput, Problem
from generator.ids import title_key
from generator.jsonlines import MAX_LINE
from generator.library import read_file
from generator.paperfile import LEVELS, identity, read_paper
from generator.records import Document, Paper
from generator.textfile import read_bytes

_KEYS = {level: key for key, level in LEVELS.items()}
_MAX_TARGET = 200_000_000


@dataclass(frozen=True, slots=True)
class Intake:
    """What files hold: new works, pairs of a record and the paper that it is already, and what is wrong."""

    new: tuple[Paper, ...]
    known: tuple[tuple[Paper, Paper], ...]
    problems: tuple[Problem, ...]


def take(files: Iterable[Path], library: Sequence[Paper]) -> Intake:
    """Return what `files` add to `library`, in their order; several records of one new work become one."""
    taken: list[Paper] = []
    problems: list[Problem] = []
    for file in files:
        path = file.resolve()
        records, faults = read_file(path, path.parent)
        problems += faults
        for record in records:
            paper, mistakes = read_paper(record)
            problems += mistakes
            if paper and len(line_of(paper).encode()) > MAX_LINE:
                problems.append(record.problem((), "J003", "the record is too long for a line", "shorten its text"))
            elif paper:
                taken.append(paper)
    new, known = _sorted_out(library, taken)
    return Intake(new, known, tuple(problems))


def line_of(paper: Paper) -> str:
    """Return the paper as a line of the library: `read_paper` gives the same paper back."""
    names = [f"{author.family}, {author.given}" if author.given else author.family for author in paper.authors]
    given = "" if paper.doi or paper.id == identity(title_key(paper.title, paper.year)) else paper.id
    record = {
        "doi": paper.doi,
        "id": given,
        "title": paper.title,
        "authors": names,
        **{name: getattr(paper, name) for name in ("year", "venue", "url", "open_access")},
        **{name: list(getattr(paper, name)) for name in ("ids", "versions", "notices")},
        **(_text(paper.document) if paper.document else {}),
    }
    return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False) + "\n"


def with_lines(target: Path, papers: Iterable[Paper]) -> str:
    """Return what the file `target` holds, and a line for each paper after it.

    Raises:
        InvalidInput: the file is there and cannot be read.
    """
    held = ""
    if target.exists():
        path = target.resolve()
        data = read_bytes(path, path.parent, _MAX_TARGET)
        try:
            held = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InvalidInput(
                [Problem(str(target), 0, 0, "F003", "the file is not UTF-8", "mend it first")]
            ) from error
    if held and not held.endswith("\n"):
        held += "\n"
    return held + "".join(map(line_of, papers))


def _sorted_out(
    library: Sequence[Paper], taken: Sequence[Paper]
) -> tuple[tuple[Paper, ...], tuple[tuple[Paper, Paper], ...]]:
    # Every record is named in `found_by`, which a merged work keeps of all that it was made from.
    records = {f"held {number:09}": paper for number, paper in enumerate(library)}
    records |= {f"taken {number:09}": paper for number, paper in enumerate(taken)}
    new: list[Paper] = []
    known: list[tuple[Paper, Paper]] = []
    for work in dedupe(replace(paper, found_by=(name,)) for name, paper in records.items()):
        held = [name for name in work.found_by if name.startswith("held")]
        if held:
            known += [(records[name], records[held[0]]) for name in work.found_by if name not in held]
        else:
            new.append(work)
    return tuple(new), tuple(known)


def _text(document: Document) -> dict[str, object]:
    sentences = [document.text[start:end] for start, end in document.sentences]
    return {_KEYS[document.level]: sentences or document.text}
