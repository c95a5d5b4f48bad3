"""What services answered, kept for a week, so that a search that was broken off does not ask again.

One file for each answer: a line of JSON that says what was asked, and then the body.  Its name is a hash of source,
address, path and parameters as a source gave them, before a key or a contact address is added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from generator.contracts import Answer
from generator.ids import digest
from generator.pace import Clock
from generator.wholefile import write_whole

FOLDER = "answers"
LIFE = timedelta(days=7)
_FORMAT = 1
_LONGEST_HEAD = 100_000


class Answers:
    """The answers in one folder."""

    def __init__(self, cache: Path, clock: Clock, *, fresh: bool = False) -> None:
        """Use the folder `answers` of `cache`, emptied of what is too old; `fresh` leaves aside all there was."""
        self._folder, self._clock = cache / FOLDER, clock
        self._since = clock.date() if fresh else None
        for path in self._folder.glob("*/*.answer"):
            if not self._alive(_stored(path)):
                path.unlink(missing_ok=True)

    def find(self, source: str, address: str, parameters: Mapping[str, str]) -> Answer | None:
        """Return what was answered within the week, None where nothing was or the file is damaged."""
        path = self.path(source, address, parameters)
        stored = _stored(path)
        if stored is None or not self._alive(stored) or (self._since and stored < self._since):
            return None
        try:
            line, _, body = path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None  # another process has just emptied the folder of it
        head = json.loads(line)
        if len(body) != head["bytes"]:
            return None
        return Answer(body, head["content_type"], stored.date().isoformat(), head.get("missing") is True)

    def keep(self, source: str, address: str, parameters: Mapping[str, str], answer: Answer) -> None:
        """Keep an answer of this moment."""
        head = {
            "format": _FORMAT,
            "address": address,
            "parameters": dict(sorted(parameters.items())),
            "content_type": answer.content_type,
            "stored": self._clock.date().isoformat(),
            "bytes": len(answer.body),
            **({"missing": True} if answer.missing else {}),
        }
        line = json.dumps(head, ensure_ascii=True).encode()
        write_whole(self.path(source, address, parameters), line + b"\n" + answer.body)

    def path(self, source: str, address: str, parameters: Mapping[str, str]) -> Path:
        """Return the file of an answer, whether it is there or not."""
        name = digest(address, json.dumps(sorted(parameters.items())))
        return self._folder / source / f"{name}.answer"

    def _alive(self, stored: datetime | None) -> bool:
        # A date in the future comes from a clock that was wrong; such an answer might live for ever.
        return stored is not None and timedelta(0) <= self._clock.date() - stored < LIFE


def _stored(path: Path) -> datetime | None:
    """Return when an answer was kept, None where its file is missing, damaged or of another format."""
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline(_LONGEST_HEAD))
        stored = datetime.fromisoformat(head["stored"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    whole = head.get("format") == _FORMAT and isinstance(head.get("bytes"), int)
    return stored if whole and stored.tzinfo and isinstance(head.get("content_type"), str) else None
