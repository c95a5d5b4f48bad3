"""Tell whose figures a list of figures holds: the subject of each, and its size.

A subject is a name in front of the list, or, where there is none, the subject
of the list that this one continues.  Names in a row share a list one by one
("X and Y reach 52% and 41%"); where their number differs, nobody owns it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.figurelist import Figure, Sentence, row_of, within
from generator.hedges import is_compared
from generator.names import Mention

_NO_SUBJECT = re.compile(
    r"\b(?:by|with|from|than|as|over|using|like|on|to|in|against|exceed\w*|beat\w*|match\w*|outperform\w*)\s(?:the\s)?$",
    re.IGNORECASE,
)
_TRAINED = re.compile(r"\bmodels?\s([\w-]+ed (?:with|by|on))\s$")
_RAISED = re.compile(r"\s(?:raised|improved|increased|boosted|lifted)\s$")
_ASIDE = re.compile(r",\s[^,]*,(?=\s)")
_TAUGHT = re.compile(r"\b((?:re)?train|(?:fine-)?tun|distill?)ed (?:by|with|using)\s$", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\s[\w.]+){0,2}\s")
_SIZE_BEFORE = re.compile(r"\s(?:[\w-]+\s){0,3}(?:of\s)?$")
_SIZE_OF = re.compile(r"(?:\shas|,?\swith|['’]s)\s$")
_WHICH = re.compile(r",?\s(?:which|that|who)\s")
_OPENS_ROW = re.compile(r"[A-Z]\S*\s(?:and|or)\s$")


def subjects(
    own: Sequence[Figure], twins: Sequence[Figure], earlier: Sequence[Figure], sentence: Sentence
) -> list[tuple[str | None, float | None]]:
    """Return subject and size of each figure of a list; None where it cannot be told."""
    first, last = own[0], own[-1]
    row = _names_in_row(own, sentence)
    if row:
        paired = len(row) == len(own)
        return [(name.name, name.size) for name in row] if paired else [(None, None)] * len(own)
    subject, size = _subject(first, earlier, sentence)
    sizes = _listed_sizes(own, [twin for twin in twins if twin.subject == (last.subject or subject)], sentence)
    continued = len({twin.subject for twin in twins}) > 1 and not within(sentence.names, first.left, first.start)
    found: list[tuple[str | None, float | None]] = []
    for place, figure in enumerate(own):
        named = figure.subject or last.subject
        given = (twins[place].subject, twins[place].size) if continued else (subject, size)
        beside = sizes[place] if sizes else None if named else given[1]
        found.append((named or given[0], figure.size or beside))
    return found


def _names_in_row(own: Sequence[Figure], sentence: Sentence) -> tuple[Mention, ...]:
    """Return the names that own the figures together ("X and Y reach 52% and 41%"), none where one name does."""
    first, last = own[0], own[-1]
    after = [name for name in within(sentence.names, last.end, last.right) if name.name == last.subject]
    owners = after[:1] or _able(_names_before(first, sentence), sentence)[-1:]
    row = row_of(owners[0], sentence.names, sentence.text) if owners else ()
    return row if len(row) > 1 else ()


def _subject(first: Figure, earlier: Sequence[Figure], sentence: Sentence) -> tuple[str | None, float | None]:
    """Return the subject, with its size, that stands before a list of figures, or the one it continues."""
    text, stretch = sentence.text, sentence.text[first.left : first.start]
    if stretch.endswith(" its ") and sentence.names and sentence.names[0].start == 0:
        return sentence.names[0].name, sentence.names[0].size
    names = _names_before(first, sentence)
    able = _able(names, sentence)
    if able:
        name = able[-1]
        if is_compared(text, name.end, first.start) or _is_another(name, names, sentence):
            return None, None
        return _raised(name, able, text), size_at(name, sentence)
    trained = [(n, m[1]) for n in names if (m := _TRAINED.search(text[: n.start]))]
    if trained:
        return f"model {trained[-1][1]} {trained[-1][0].name}", _only_size(sentence, first)
    if names or not earlier or is_compared(text, first.left, first.start):
        return None, None
    sizes = within(sentence.sizes, first.left, first.start)
    return earlier[-1].subject, _only_size(sentence, first) if sizes else earlier[-1].size


def _names_before(first: Figure, sentence: Sentence) -> list[Mention]:
    """Return the names between a list of figures and the figure in front of it, asides between commas left out."""
    stretch = sentence.text[first.left : first.start]
    asides = [(first.left + m.start(), first.left + m.end()) for m in _ASIDE.finditer(stretch)]
    return [n for n in within(sentence.names, first.left, first.start) if not any(a <= n.start < b for a, b in asides)]


def _able(names: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    """Return those of `names` that can be the subject: none that follows "by", "than", "against" and the like."""
    return [name for name in names if not _NO_SUBJECT.search(sentence.text, 0, name.start)]


def _is_another(name: Mention, names: Sequence[Mention], sentence: Sentence) -> bool:
    """Return whether the sentence speaks of somebody else: a name that a later "which" takes up, or one beside it."""
    text = sentence.text
    taken_up = any(other.start > name.end and _WHICH.match(text, other.end) for other in names)
    sizes = (s for s in sentence.sizes if s.end < name.start and _SIZE_BEFORE.fullmatch(text, s.end, name.start))
    of_other_size = name.size is not None and any(size.size != name.size for size in sizes)
    return taken_up or of_other_size or _OPENS_ROW.fullmatch(text, 0, name.start) is not None


def _raised(name: Mention, names: Sequence[Mention], text: str) -> str:
    """Return the name, with the method that raised it to the figure where the sentence says so."""
    for method in names:
        if method.end < name.start and _RAISED.fullmatch(text, method.end, name.start):
            return f"{name.name} with {method.name}"
    return name.name


def taught(subject: str, sentence: Sentence) -> str:
    """Return the subject with the method that it was trained by, where the sentence says so of it.

    "Trained by X, Y reached 52%" and "a Y student trained with X" give figures of Y with X, not of Y as such.
    """
    text = sentence.text
    own = [name for name in sentence.names if name.name == subject]
    for method in sentence.names:
        said = _TAUGHT.search(text, 0, method.start)
        if not said or method.name == subject:
            continue
        first = said.start() == 0 and any(name.start > method.end for name in own)
        beside = any(_BESIDE.fullmatch(text, name.end, said.start()) for name in own)
        if first or beside:
            return f"{subject} with {method.name}"
    return subject


def _only_size(sentence: Sentence, first: Figure) -> float | None:
    sizes = within(sentence.sizes, first.left, first.start)
    return sizes[0].size if len(sizes) == 1 else None


def size_at(name: Mention, sentence: Sentence) -> float | None:
    """Return the size that the name carries or that stands beside it ("the 6B base model of X", "X has 6B")."""
    if name.size is not None:
        return name.size
    for size in sentence.sizes:
        if size.end < name.start and _SIZE_BEFORE.fullmatch(sentence.text, size.end, name.start):
            listed = re.search(r"(?:,|\band|\bto)\s$", sentence.text[: size.start])
            return None if listed else size.size
        if size.start > name.end and _SIZE_OF.fullmatch(sentence.text, name.end, size.start):
            return size.size
    return None


def _listed_sizes(own: Sequence[Figure], twins: Sequence[Figure], sentence: Sentence) -> tuple[float | None, ...]:
    if len(twins) == len(own) and all(twin.size is not None for twin in twins):
        return tuple(twin.size for twin in twins)
    listed = tuple(mention.size for mention in sentence.sizes)
    return listed if len(own) > 1 and len(listed) == len(own) else ()
