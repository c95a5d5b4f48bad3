"""What a question is about where no vocabulary says so: the phrases that it shares with the papers at hand.

Words that the papers write side by side as often as they write them at all are one concept ("sourdough starter"), and
so is a word that title and question share.  What all papers share tells nothing and is no group.  Where
papers give a phrase an abbreviation in brackets, it means the same, and a longer word that ends in the asked one names
a kind of it ("cornflour" is flour).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from generator.fulltext import match_any
from generator.lexicon import STOPWORDS
from generator.records import Paper
from generator.text import Token, stem, tokens

Query = Callable[[str, int], tuple[int, tuple[Paper, ...]]]

LONGEST, READ = 3, 100
# Of the papers that hold all words of a phrase, how many write them side by side.
TIGHT = 0.4
LEAST_PAPERS, LEAST_ABBREVIATED = 3, 2
SHORTEST_HEAD, MOST_COMPOUNDS, LEAST_SHARE = 6, 5, 0.04
FIELD_SHARE = 0.5
SAME_MEANING = 0.5
MOST_GROUPS = 4
# "Large" and "far" say little alone, but they begin terms of a field.
_NEVER_INSIDE = STOPWORDS - {"large", "far", "use", "relative", "same"}
_JOINED = re.compile(r"[\s\-–]*")
# What a question compares with is one of its concepts even as a single word.
_SETS_APART = re.compile(r"\b(?:compared? (?:with|to)|versus|vs\.?|than) (?:the |a |an )?$", re.IGNORECASE)
_BRACKETED = re.compile(r"([\w\-– ]{3,100})\(([A-Z][\w-]{1,9})\)")


def shared_phrases(texts: Sequence[str], papers: int, query: Query) -> tuple[tuple[str, ...], ...]:
    """Return at most four groups of terms in the order of `texts`, each a phrase and its abbreviation.

    `texts` are the title and the question.  `query` searches the papers at hand, `papers` in number: it returns how
    many match, and the best of them.
    """
    groups: dict[tuple[str, ...], tuple[str, ...]] = {}
    for text in texts:
        for term in _terms(text, texts, query):
            hits, best = query(match_any((term,)), READ)
            if LEAST_PAPERS <= hits <= FIELD_SHARE * papers:
                groups.setdefault(_key(term), (term, *_abbreviation(term, best, query), *_compounds(term, best)))
    whole = [key for key in groups if not any(key != other and set(key) <= set(other) for other in groups)]
    return tuple(groups[key] for key in whole)[:MOST_GROUPS]


def _key(term: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens(term))


def _terms(text: str, texts: Sequence[str], query: Query) -> Iterator[str]:
    """Yield the phrases of a text, and the words outside of them that both texts hold, in order."""
    common = set.intersection(*({token.stem for token in tokens(one)} for one in texts))
    for run in _runs(text):
        place = 0
        while place < len(run):
            length = _longest(text, run[place:], query)
            term = text[run[place].start : run[place + length - 1].end]
            sets_apart = _SETS_APART.search(text[: run[place].start])
            if length > 1 or run[place].stem in common or _is_name(term) or (sets_apart and len(run) == 1):
                yield term
            place += length


def _is_name(word: str) -> bool:
    return any(char.isupper() for char in word[1:])


def _runs(text: str) -> Iterator[list[Token]]:
    """Yield the runs of words with nothing but space and hyphens between them and no word that only joins others."""
    run: list[Token] = []
    for token in tokens(text):
        told = token.text.lower() not in _NEVER_INSIDE
        if run and not (told and _JOINED.fullmatch(text[run[-1].end : token.start])):
            yield run
            run = []
        if told:
            run.append(token)
    if run:
        yield run


def _longest(text: str, run: Sequence[Token], query: Query) -> int:
    """Return how many words at the beginning of the run are one phrase; 1 where they are none."""
    for length in range(min(LONGEST, len(run)), 1, -1):
        words = run[:length]
        phrase, _ = query(match_any((text[words[0].start : words[-1].end],)), 0)
        together, _ = query(" AND ".join(match_any((word.text,)) for word in words), 0)
        if phrase >= LEAST_PAPERS and phrase >= TIGHT * together:
            return length
    return 1


def _abbreviation(term: str, papers: Sequence[Paper], query: Query) -> tuple[str, ...]:
    """Return what at least two of the papers write in brackets right after the term, the most frequent one.

    One that stands for something else in most papers that use it is none.
    """
    wanted = _key(term)
    found: Counter[str] = Counter()
    for paper in papers:
        text = paper.document.text if paper.document else ""
        shorts = {m[2] for m in _BRACKETED.finditer(text) if _key(m[1])[-len(wanted) :] == wanted}
        found.update(short for short in shorts if short[0].lower() == term[0].lower() and stem(short) not in wanted)
    best = min(found, key=lambda short: (-found[short], short), default="")
    if found[best] < LEAST_ABBREVIATED:
        return ()
    used, _ = query(match_any((best,)), 0)
    both, _ = query(f"{match_any((best,))} AND {match_any((term,))}", 0)
    return (best,) if both >= SAME_MEANING * used else ()


def _compounds(term: str, papers: Sequence[Paper]) -> tuple[str, ...]:
    """Return the words, those in most papers first, that end in a term of one long word: kinds of what it names."""
    head = _singular(term)
    if len(tokens(term)) > 1 or len(head) < SHORTEST_HEAD:
        return ()
    found: Counter[str] = Counter()
    written: dict[str, str] = {}
    for paper in papers:
        words = tokens(f"{paper.title} . {paper.document.text if paper.document else ''}")
        singular = {word.stem: _singular(word.text) for word in words}
        kinds = {key: word for key, word in singular.items() if word.endswith(head) and word != head}
        found.update(kinds.keys())
        written = {**kinds, **written}
    often = [word for word in found if found[word] >= max(LEAST_ABBREVIATED, LEAST_SHARE * len(papers))]
    return tuple(written[word] for word in sorted(often, key=lambda word: (-found[word], word))[:MOST_COMPOUNDS])


def _singular(word: str) -> str:
    """Return a word in lower case without the s of a plural; stems will not do, which depend on what is ahead."""
    return word.lower().removesuffix("s")
