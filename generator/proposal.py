"""What a new question file may say, read out of the question, the words of the field and the papers at hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.athand import AtHand
from generator.ids import fold
from generator.lexicon import CHANGES, STOPWORDS
from generator.names import find_terms
from generator.records import Outcome, Paper, Question, Term, Vocabulary
from generator.text import stem, tokens
from generator.understand import understand

MOST_GROUPS, MOST_ALSO = 6, 5
_MOST_TITLE, _MOST_ID, _LONGEST_TERM = 120, 60, 3
_HELPING: Final = "do|does|did|can|could|is|are|will|has|have"
_LEAD: Final = re.compile(
    r"^(?:to what extent|by how much|how (?:much|far|well|strongly|accurately|large|often)|how|which|what|why)?\s*"
    rf"(?:is the effect of|are the effects of|(?:{_HELPING})\b)?\s*(?:(?:the|a|an)\s+)?",
    re.IGNORECASE,
)
_RELATING: Final = (
    *("affect", "influence", "change", "alter", "shape", "raise", "lower", "reduce"),
    *("increase", "improve", "determine", "predict", "impact", "depend"),
)
_RELATES: Final = re.compile(rf"\s+(?:{'|'.join(_RELATING)})s?(?:\s+on)?\s+(?:the\s+)?", re.IGNORECASE)
_MEASURES: Final = re.compile(
    rf"{_RELATES.pattern}|\s(?:compare|differ)s?\s+in\s+|\s(?:effects?|influence|impact)\s+of\s.+?\son\s+(?:the\s+)?",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"\s(?:of|in|on|for|with|among|under|when|as|across|by|per|during|at|from|to|that|which|most)\b.*", re.IGNORECASE
)
_SAYING_LITTLE: Final = CHANGES | frozenset(map(stem, (*_RELATING, "compare")))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question with its empty fields filled as far as they can be.

    `also` are names of the vocabulary that the best papers at hand use and the question does not: outcomes, then
    benchmarks, each with the number of these papers.
    """

    question: Question
    also: tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]] = ((), ())


def propose(question: Question, vocabulary: Vocabulary, at_hand: AtHand, best: Sequence[Paper] = ()) -> Proposal:
    """Return the question with outcomes, benchmarks and keywords where it states none; `best` are papers on it."""
    filled = understand(question, vocabulary)
    if not question.outcomes:
        told = {part for outcome in filled.outcomes for term in (outcome.name, *outcome.terms) for part in _stems(term)}
        more = (Outcome(name=name) for name in measured(question.question) if not _stems(name) <= told)
        filled = replace(filled, outcomes=(*filled.outcomes, *more))
    keywords = filled.keywords if question.keywords else tuple(_groups(filled, at_hand))
    texts = [f"{paper.title} . {paper.document.text if paper.document else ''}" for paper in best]
    named = (tuple(outcome.name for outcome in filled.outcomes), filled.benchmarks)
    also = (
        _also(vocabulary.metrics, texts, named[0]),
        _also(vocabulary.benchmarks, texts, named[1]),
    )
    return Proposal(replace(filled, keywords=keywords), also)


def title_of(question: str) -> str:
    """Return a title for a question: what affects and what is affected, else its own words; at most 120 characters."""
    plain = " ".join(question.split()).split("?")[0].rstrip(" .")
    bare = _LEAD.sub("", plain)
    sides = _RELATES.split(bare, maxsplit=1)
    between = ": " if any(re.search(r"\band\b|,", side) for side in sides) else " and "
    chosen = between.join(side.strip() for side in sides) if len(sides) == 2 and all(sides) else plain
    short = chosen if len(chosen) <= _MOST_TITLE else chosen[:_MOST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:")
    return short[:1].upper() + short[1:]


def measured(question: str) -> tuple[str, ...]:
    """Return what a question says is affected or compared: of “affect the yield and wear of rotors”, yield and wear."""
    parts = _MEASURES.split(question.split("?", maxsplit=1)[0], maxsplit=1)
    if len(parts) < 2:
        return ()
    named = re.split(r",\s*(?:and\s+)?|\s+and\s+", _ENDS.sub("", f"{parts[1]} "))
    short = (re.sub(r"^(?:the|a|an|its|their)\s+", "", name.strip(), flags=re.IGNORECASE) for name in named)
    return tuple(dict.fromkeys(name for name in short if name and len(name.split()) <= _LONGEST_TERM))


def id_of(title: str) -> str:
    """Return an id for a title: its telling words in Latin letters, joined by hyphens, at most 60 characters.

    It is empty where the title has none.
    """
    words = re.findall(r"[a-z0-9]+", fold(title))
    telling = [word for word in words if word not in STOPWORDS] or words
    made = ""
    for word in telling:
        if len(made) + len(word) + 1 > _MOST_ID:
            break
        made = f"{made}-{word}" if made else word
    return made


def outcome_of(typed: str) -> Outcome:
    """Return an outcome as people type it: `name`, or `name: term, term`."""
    name, _, rest = typed.partition(":")
    terms = tuple(dict.fromkeys(term.strip() for term in rest.split(",") if term.strip()))
    return Outcome(name=name.strip() or typed.strip(), terms=terms)


def _groups(question: Question, at_hand: AtHand) -> Iterator[tuple[str, ...]]:
    """Yield the groups of the vocabulary first, then phrases of the question that they do not cover."""
    covered = {part for group in question.keywords for term in group for part in _stems(term)}
    yield from question.keywords[:MOST_GROUPS]
    others = (*(outcome.name for outcome in question.outcomes), *question.benchmarks)
    named = {part for other in others for part in _stems(other)}
    room = MOST_GROUPS - len(question.keywords)
    for phrase in _phrases(question.question, at_hand):
        if room > 0 and not _stems(phrase) <= covered | named:
            covered |= _stems(phrase)
            room -= 1
            yield (phrase,)


def _phrases(text: str, at_hand: AtHand) -> list[str]:
    """Return runs of telling words, as long as papers use them; a run of which no paper knows a word, as it stands.

    What most papers say tells few apart and comes last.
    """
    found: list[str] = []
    for run in _runs(text):
        known = any(map(at_hand.count, run))
        found += _used(run, at_hand) if known else (" ".join(run[-_LONGEST_TERM:]),)
    return sorted(found, key=lambda phrase: at_hand.count(phrase) * 2 > len(at_hand))


def _used(run: Sequence[str], at_hand: AtHand) -> Iterator[str]:
    """Yield the parts of a run that papers use, the longest first: no word of it twice."""
    for length in range(min(len(run), _LONGEST_TERM), 0, -1):
        for start in range(len(run) - length + 1):
            phrase = " ".join(run[start : start + length])
            if at_hand.count(phrase):
                yield from _used(run[:start], at_hand)
                yield phrase
                yield from _used(run[start + length :], at_hand)
                return


def _runs(text: str) -> Iterator[list[str]]:
    run: list[str] = []
    end = 0
    for token in tokens(text):
        apart = text[end : token.start].strip(" -")
        telling = token.text.lower() not in STOPWORDS and token.stem not in _SAYING_LITTLE and len(token.text) > 1
        if run and (apart or not telling):
            yield run
            run = []
        if telling:
            run.append(token.text)
        end = token.end
    if run:
        yield run


def _stems(term: str) -> set[str]:
    return {stem(token.text) for token in tokens(term)}


def _also(terms: Iterable[Term], texts: Sequence[str], named: Sequence[str]) -> tuple[tuple[str, int], ...]:
    known = tuple(terms)
    counts = Counter(name for text in texts for name in {mention.name for mention in find_terms(known, text)})
    rest = [(name, count) for name, count in counts.items() if name not in named and count > 1]
    return tuple(sorted(rest, key=lambda one: (-one[1], one[0]))[:MOST_ALSO])
