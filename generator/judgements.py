"""Locked judgements: corpus/judgements/<id>.json, written by `lock` and replayed by every build.

What a network answers differs in its last digits between processors, so its probabilities are kept, to three
decimals, beside the claims and the places of the sentences that it read.  An entry holds as long as the hash of
these texts is the same and the network is; every other pair is read anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.contracts import Reader
from generator.errors import InvalidInput, Problem
from generator.ids import digest
from generator.located import quoted
from generator.records import Claim, Paper, Passage, Triple
from generator.textfile import TextFile, list_files, read_text, shown

CODES: Mapping[str, str] = {
    "G001": "the file of judgements is not JSON",
    "G002": "the file of judgements has another format version",
    "G003": "an entry of the file of judgements does not fit",
    "G004": "the file of judgements belongs to another question",
    "G005": "judgements are stale: the network, a claim or a text has changed since they were locked",
}
FORMAT = 1
MAX_BYTES = 50_000_000
_KEY_LENGTH = 16
_HINT = "lock again (make lock) instead of editing"


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading: a claim, the places of the sentences of one paper that were read, and the three probabilities."""

    claim: str
    text: str
    paper: str
    places: tuple[tuple[int, int], ...]
    key: str
    triple: Triple


@dataclass(frozen=True, slots=True)
class Judgements:
    """The locked readings of one question; `model` is the SHA-256 of the network, `hash` that of the file's text."""

    question: str
    model: str
    rows: tuple[Judged, ...]
    file: str
    hash: str


@dataclass(slots=True)
class Replay:
    """A reader that takes what is locked from there and asks `live` for the rest; counts what it did."""

    locked: Mapping[str, Triple]
    live: Reader | None
    replayed: int = 0
    computed: int = 0
    unread: int = 0
    rows: dict[str, Judged] = field(default_factory=dict)

    def __call__(self, claim: Claim, passages: Sequence[Passage]) -> Triple | None:
        """Return the probabilities, None where nothing is locked and no model is installed."""
        key = pair_key(claim.text, [passage.quote for passage in passages])
        triple = self.rows[key].triple if key in self.rows else self.locked.get(key)
        if triple is not None:
            self.replayed += key not in self.rows
        elif self.live is None:
            self.unread += 1
            return None
        else:
            triple = self.live(claim, passages)
            if triple is None:
                return None
            self.computed += 1
        places = tuple((passage.start, passage.end) for passage in passages)
        self.rows.setdefault(key, Judged(claim.id, claim.text, passages[0].paper, places, key, triple))
        return triple


def pair_key(claim: str, quotes: Iterable[str]) -> str:
    """Return the hash of the texts that are read together."""
    return digest(claim, *quotes, length=_KEY_LENGTH)


def dump_judgements(question: str, model: str, rows: Iterable[Judged]) -> str:
    """Return the text of a file of judgements, one reading a line; `read_judgements` reads it."""
    by_claim: dict[tuple[str, str], list[Judged]] = {}
    for row in sorted(rows, key=lambda row: (row.claim, row.text, row.paper, row.places)):
        by_claim.setdefault((row.claim, row.text), []).append(row)
    claims = []
    for (claim, text), mine in by_claim.items():
        readings = ",\n   ".join(
            json.dumps(
                {"paper": row.paper, "places": row.places, "key": row.key, "judged": row.triple}, ensure_ascii=False
            )
            for row in mine
        )
        head = f'"id": {json.dumps(claim)}, "text": {json.dumps(text, ensure_ascii=False)}'
        claims.append(f'  {{{head}, "readings": [\n   {readings}]}}')
    start = f'"format": {FORMAT}, "question": {json.dumps(question)}, "model": {json.dumps(model)}'
    body = ",\n".join(claims)
    return f'{{{start}, "claims": [\n{body}]}}\n'


def read_judgements(corpus: Path, ids: Iterable[str]) -> tuple[Mapping[str, Judgements], tuple[Problem, ...]]:
    """Return the judgements of each question that has a file, and every problem of these files."""
    known = frozenset(ids)
    found: dict[str, Judgements] = {}
    problems: list[Problem] = []
    try:
        paths = list_files(corpus / "judgements")
    except InvalidInput as error:
        return {}, error.problems
    for path in paths:
        try:
            found[path.stem] = _read(read_text(path, corpus, MAX_BYTES), path, known)
        except InvalidInput as error:
            problems.extend(error.problems)
    return found, tuple(problems)


def _read(file: TextFile, path: Path, known: frozenset[str]) -> Judgements:
    try:
        data = json.loads(file.text)
    except json.JSONDecodeError as error:
        raise _refused(file, "G001", CODES["G001"], error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        raise _refused(file, "G001", CODES["G001"]) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _refused(file, "G002", f"the file does not have format {FORMAT}")
    if data.get("question") != path.stem or path.stem not in known:
        raise _refused(file, "G004", f"the file does not belong to a question {quoted(path.stem)}")
    try:
        rows = tuple(_rows(data["claims"]))
        model = str(data["model"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _refused(file, "G003", CODES["G003"]) from None
    return Judgements(path.stem, model, rows, f"judgements/{path.name}", digest(file.text))


def _rows(claims: Sequence[Mapping[str, object]]) -> Iterator[Judged]:
    for claim in claims:
        for row in claim["readings"]:  # type: ignore[attr-defined]
            places = tuple((_whole(start), _whole(end)) for start, end in row["places"])
            first, second, third = (float(value) for value in row["judged"])
            if not places or min(first, second, third) < 0 or abs(first + second + third - 1) > 2e-3:
                raise ValueError("not three probabilities")
            yield Judged(
                _text(claim["id"]),
                _text(claim["text"]),
                _text(row["paper"]),
                places,
                _text(row["key"]),
                (first, second, third),
            )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def stale(judgements: Judgements, papers: Mapping[str, Paper], model: str, corpus: Path) -> Problem | None:
    """Return what has changed since the judgements were locked, None when all of them still hold."""
    file = shown(corpus / judgements.file)
    if judgements.model != model:
        return Problem(file, 1, 1, "G005", "the judgements are of another model and are not used", "make lock")
    gone = sum(not _holds(row, papers.get(row.paper)) for row in judgements.rows)
    if gone:
        return Problem(
            file,
            1,
            1,
            "G005",
            f"{gone} of {len(judgements.rows)} judgements are of texts that have changed",
            "make lock",
        )
    return None


def _holds(row: Judged, paper: Paper | None) -> bool:
    document = paper.document if paper else None
    return document is not None and row.key == pair_key(
        row.text, (document.text[start:end] for start, end in row.places)
    )


def _refused(file: TextFile, code: str, message: str, line: int = 1, column: int = 1) -> InvalidInput:
    return InvalidInput([Problem(file.shown, line, column, code, message, _HINT)])
