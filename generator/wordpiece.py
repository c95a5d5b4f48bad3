"""Texts as the numbers that a BERT model reads: lower-cased words, cut into the longest pieces that it knows.

Gives the same numbers as the reference tokenizer of uncased BERT (Devlin et al. 2019), held by a test.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator.errors import DamagedData

VOCABULARY = Path(__file__).parent / "data" / "wordpiece.txt"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
PADDING = 0
_UNKNOWN, _START, _END = "[UNK]", "[CLS]", "[SEP]"
_LONGEST_WORD = 100
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPiece:
    """Cuts texts into the pieces of one vocabulary."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """Number the pieces in the order given."""
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self._start, self._end = self._numbers[_START], self._numbers[_END]
        self._cut = lru_cache(maxsize=100_000)(self._pieces)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the text's pieces, without the marks of start and end."""
        return [number for word in _words(text) for number in self._cut(word)]

    def single(self, text: str, longest: int) -> list[int]:
        """Return a text between its marks, cut at `longest` numbers."""
        return [self._start, *self.numbers(text)[: longest - 2], self._end]

    def pair(self, first: str, second: str, longest: int) -> tuple[list[int], list[int]]:
        """Return the numbers of two texts in one row, and for each number whose it is: 0 or 1.

        The row has at most `longest` numbers; the first text keeps up to half of them, the second gives way.
        """
        one = self.numbers(first)[: longest // 2]
        two = self.numbers(second)[: longest - 3 - len(one)]
        row = [self._start, *one, self._end, *two, self._end]
        return row, [0] * (len(one) + 2) + [1] * (len(two) + 1)

    def _pieces(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._numbers[_UNKNOWN],)
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._numbers.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
            else:
                return (self._numbers[_UNKNOWN],)
            found.append(number)
            start = end
        return tuple(found)


@lru_cache(maxsize=1)
def load_wordpiece(path: Path = VOCABULARY) -> WordPiece:
    """Return the shipped vocabulary; raises DamagedData when the file is missing or not the one that was measured."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedData(path.name, f"cannot be read: {error.strerror}") from error
    if sha256(data).hexdigest() != VOCABULARY_SHA256:
        raise DamagedData(path.name, "is not the file that was shipped; install the package again")
    return WordPiece(data.decode().splitlines())


def _words(text: str) -> list[str]:
    spaced = "".join(f" {char} " if _ideograph(char) else char for char in map(_cleaned, text))
    bare = unicodedata.normalize("NFD", spaced.lower())
    return "".join(
        f" {char} " if _punctuation(char) else char for char in bare if unicodedata.category(char) != "Mn"
    ).split()


@lru_cache(maxsize=4096)
def _cleaned(char: str) -> str:
    if char in "\t\n\r":
        return " "
    if char in "\0\ufffd" or unicodedata.category(char) in {"Cc", "Cf"}:
        return ""
    return " " if unicodedata.category(char) == "Zs" else char


@lru_cache(maxsize=4096)
def _ideograph(char: str) -> bool:
    return char != "" and any(low <= ord(char) <= high for low, high in _IDEOGRAPHS)


@lru_cache(maxsize=4096)
def _punctuation(char: str) -> bool:
    return (char.isascii() and not char.isalnum() and char.isprintable() and char != " ") or unicodedata.category(
        char
    ).startswith("P")
