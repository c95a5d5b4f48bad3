"""Extract the claims that speak to the question from the included papers.

Every sentence is made to stand alone or dropped, and scored: how much it speaks
to the question, how much it states, and how well its paper fits.  Near duplicates
are merged, and what falls far behind the best is left.  The best claim on
every outcome and keyword group comes first; the rest is taken best first, each
further claim of a paper counting for less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, repeat

from rapidfuzz import fuzz

from generator.ids import claim_id
from generator.quantities import quantities
from generator.records import Claim, Paper, Passage, Question, Vocabulary
from generator.standalone import standalone
from generator.text import mentions, prepare, sentences, tokens
from generator.worth import Scale, substance

REPEAT_FACTOR = 0.6
RANK_SHARE = 0.6
MIN_SHARE_OF_BEST = 0.5
BEST = 10
SAME_WORDING = 92
MIN_RELEVANCE = 0.2
DIGITS = 6


def extract(papers: Sequence[Paper], question: Question, vocabulary: Vocabulary) -> tuple[Claim, ...]:
    """Return at most `question.limits.claims` claims, best first; `papers` are the included ones in rank order."""
    scale = Scale(question, papers)
    fits = [1 - RANK_SHARE * place / len(papers) for place in range(len(papers))]
    candidates = [c for paper, fit in zip(papers, fits, strict=True) for c in _claims(paper, fit, scale, vocabulary)]
    candidates.sort(key=lambda claim: (-claim.score, claim.id))
    return tuple(_select(_distinct(_worthwhile(candidates)), question))


def _worthwhile(candidates: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims that come near the best ones: at least half of the middle one of the first ten."""
    if not candidates:
        return ()
    floor = MIN_SHARE_OF_BEST * candidates[(min(BEST, len(candidates)) - 1) // 2].score
    return [claim for claim in candidates if claim.score >= floor]


def _claims(paper: Paper, fit: float, scale: Scale, vocabulary: Vocabulary) -> Iterator[Claim]:
    document = paper.document
    if document is None:
        return
    before, title = "", prepare(paper.title)
    for start, end in sentences(document):
        quote = document.text[start:end]
        stands = standalone(quote, before, paper.title, vocabulary)
        before = quote
        if stands is None:
            continue
        passage = Passage(paper=paper.id, start=start, end=end, quote=quote, level=document.level)
        figures = quantities(passage, vocabulary)
        ready = prepare(stands.text)
        outcomes, benchmarks = scale.outcomes(ready, figures), scale.benchmarks(ready, figures)
        relevance = scale.relevance(ready, title, outcomes, benchmarks)
        if relevance < MIN_RELEVANCE or scale.says_what_is_absent(stands.text, ready):
            continue
        yield Claim(
            id=claim_id(paper.id, stands.text),
            text=stands.text,
            passage=passage,
            score=round(relevance * substance(stands.text, figures) * fit, DIGITS),
            outcomes=outcomes,
            benchmarks=benchmarks,
            resolved=stands.resolved,
        )


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims without those that repeat a better one with the same figures."""
    kept: list[Claim] = []
    for claim in claims:
        if not any(_same(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _same(one: Claim, other: Claim) -> bool:
    if one.id == other.id:
        return True
    return fuzz.token_sort_ratio(one.text, other.text) >= SAME_WORDING and _numbers(one.text) == _numbers(other.text)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens(text) if token.text[0].isdigit())


def _select(candidates: Sequence[Claim], question: Question) -> Iterator[Claim]:
    """Yield the best claim on every outcome and keyword group, then the best by score, papers taking turns."""
    taken: Counter[str] = Counter()
    left = list(candidates)
    room = question.limits.claims
    turns = len(question.outcomes) + len(question.keywords) + room
    for pick in islice(chain(_wanted(question), repeat(_any)), turns):
        pool = [claim for claim in left if pick(claim)]
        if pool and room > 0:
            best = min(pool, key=lambda claim: (-claim.score * REPEAT_FACTOR ** taken[claim.paper], claim.id))
            left.remove(best)
            taken[best.paper] += 1
            room -= 1
            yield best


def _wanted(question: Question) -> Iterator[Callable[[Claim], bool]]:
    yield from (partial(_speaks_to, outcome.name) for outcome in question.outcomes)
    yield from (partial(_uses, group) for group in question.keywords)


def _speaks_to(outcome: str, claim: Claim) -> bool:
    return outcome in claim.outcomes


def _uses(terms: tuple[str, ...], claim: Claim) -> bool:
    return bool(mentions(terms, prepare(claim.text)))


def _any(_: Claim) -> bool:
    return True
