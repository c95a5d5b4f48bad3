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
from generator.library import fullness, read_file
from generator.paperfile import COMPLETES, FROM, LEVELS, identity, read_paper
from generator.records import Document, Paper
from generator.textfile import read_bytes

_KEYS = {level: key for key, level in LEVELS.items()}
_MAX_TARGET = 200_000_000


@dataclass(frozen=True, slots=True)
class Intake:
    """What files hold, and what is wrong in them.

    `new` are works that the library lacks, `fuller` pairs of a record with more text than the library has and the
    paper that it completes, `known` pairs of another record and the paper that it is already.  `lines` are to be
    written: each new work, and each record that completes one.  No line that is there is changed.
    """

    new: tuple[Paper, ...]
    fuller: tuple[tuple[Paper, Paper], ...]
    known: tuple[tuple[Paper, Paper], ...]
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


def take(files: Iterable[Path], library: Sequence[Paper]) -> Intake:
    """Return what `files` add to `library`, in their order; several records of one new work become one."""
    taken: list[tuple[Paper, str]] = []
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
                taken.append((paper, path.name))
    return _sorted_out(library, taken, tuple(problems))


def line_of(paper: Paper, **more: str) -> str:
    """Return the paper as a line of the library, with `more` keys: `read_paper` gives the same paper back."""
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
        **more,
    }
    return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False) + "\n"


def with_lines(target: Path, lines: Iterable[str]) -> str:
    """Return what the file `target` holds, and the lines after it.

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
    return held + "".join(lines)


def _sorted_out(library: Sequence[Paper], taken: Sequence[tuple[Paper, str]], problems: tuple[Problem, ...]) -> Intake:
    # Every record is named in `found_by`, which a merged work keeps of all that it was made from.
    records = {f"held {number:09}": paper for number, paper in enumerate(library)}
    records |= {f"taken {number:09}": paper for number, (paper, _) in enumerate(taken)}
    files = {f"taken {number:09}": file for number, (_, file) in enumerate(taken)}
    new: list[Paper] = []
    known: list[tuple[Paper, Paper]] = []
    fuller: list[tuple[Paper, Paper]] = []
    lines: list[str] = []
    for work in dedupe(replace(paper, found_by=(name,)) for name, paper in records.items()):
        held = [records[name] for name in work.found_by if name in records and name not in files]
        there = max(held, key=fullness) if held else None
        names = sorted(name for name in work.found_by if name in files)
        best = max(names, key=lambda name: fullness(records[name])) if names else ""
        if there is None:
            new.append(work)
            lines.append(line_of(work, **{FROM: ", ".join(dict.fromkeys(files[name] for name in names))}))
            continue
        if best and fullness(records[best]) > fullness(there):
            fuller.append((records[best], there))
            lines.append(line_of(_named(records[best], there), **{COMPLETES: there.id, FROM: files[best]}))
            names.remove(best)
        known += [(records[name], there) for name in names]
    return Intake(tuple(new), tuple(fuller), tuple(known), problems, tuple(lines))


def _named(paper: Paper, there: Paper) -> Paper:
    """Return the paper under the id of the one that is there, where it has no DOI of its own."""
    return paper if paper.doi else replace(paper, id=there.id, doi=there.doi)


def _text(document: Document) -> dict[str, object]:
    sentences = [document.text[start:end] for start, end in document.sentences]
    return {_KEYS[document.level]: sentences or document.text}
