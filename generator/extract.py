"""Extract the claims that speak to the question from the included papers.

Every sentence is made to stand alone or dropped, and scored: how much it speaks
to the question, how much it states, and how well its paper fits.  Near duplicates
are merged, and what falls far behind the best is left.  The best claim on
every outcome and keyword group comes first; the rest is taken best first, each
further claim of a paper counting for less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, repeat

from rapidfuzz import fuzz

from generator.figuretable import is_level
from generator.ids import claim_id
from generator.introduction import introductory
from generator.quantities import quantities
from generator.records import Claim, Paper, Passage, Question, Vocabulary
from generator.standalone import standalone
from generator.text import Stemmed, mentions, prepare, sentences, tokens
from generator.worth import Scale, substance

REPEAT_FACTOR = 0.7
RANK_SHARE = 0.4
MIN_SHARE_OF_BEST = 0.4
BEST = 10
SAME_WORDING = 92
MIN_RELEVANCE = 0.2
MIN_SUBSTANCE = 0.3
# No sentence states so much that this would not take it below the least substance.
LEADING_UP = 0.2
DIGITS = 6
BOTH, ENOUGH = 2, 3


def extract(papers: Sequence[Paper], question: Question, vocabulary: Vocabulary) -> tuple[Claim, ...]:
    """Return at most `question.limits.claims` claims, by outcome, then best first.

    `papers` are the included ones in rank order.  Background is taken only where nothing states a finding.
    """
    scale = Scale(question, papers, vocabulary)
    fits = [1 - RANK_SHARE * place / len(papers) for place in range(len(papers))]
    found = [c for paper, fit in zip(papers, fits, strict=True) for c in _claims(paper, fit, scale, vocabulary)]
    findings = [claim for claim, substance in found if substance >= MIN_SUBSTANCE] or [claim for claim, _ in found]
    if "keywords" in question.derived:
        findings = _on_both(findings, {paper.id: prepare(paper.title) for paper in papers}, scale)
    candidates = sorted(findings, key=lambda claim: (-claim.score, claim.id))
    chosen = _select(_distinct(_worthwhile(candidates)), question)
    return tuple(sorted(chosen, key=lambda claim: (_place(claim, question), -claim.score, claim.id)))


def _on_both(claims: list[Claim], titles: Mapping[str, Stemmed], scale: Scale) -> list[Claim]:
    """Return the claims that name two concepts of the question, themselves or in their title, where there are three.

    Nobody has said which of a question's concepts matter; what joins two of them is nearer to it than what names one.
    """
    joined = [claim for claim in claims if scale.topics(claim.text, titles[claim.paper]) >= BOTH]
    return joined if len(joined) >= ENOUGH else claims


def _place(claim: Claim, question: Question) -> int:
    """Return the place of the first outcome that the claim speaks to; claims on none come last."""
    names = [outcome.name for outcome in question.outcomes]
    return next((place for place, name in enumerate(names) if name in claim.outcomes), len(names))


def _worthwhile(candidates: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims that come near the best ones: at least 0.4 of the middle one of the first ten."""
    if not candidates:
        return ()
    floor = MIN_SHARE_OF_BEST * candidates[(min(BEST, len(candidates)) - 1) // 2].score
    return [claim for claim in candidates if claim.score >= floor]


def _claims(paper: Paper, fit: float, scale: Scale, vocabulary: Vocabulary) -> Iterator[tuple[Claim, float]]:
    """Yield the claims of one paper, each with how much it states."""
    document = paper.document
    if document is None:
        return
    before, last, title = "", 0, prepare(paper.title)
    spans = sentences(document)
    for (start, end), leads_up in zip(spans, introductory(document, spans), strict=True):
        quote = document.text[start:end]
        if start > last + 1 and not document.is_whole:
            before = ""  # what stands between two quotes is not known
        last = end
        stands = standalone(quote, before, paper.title, vocabulary)
        before = stands.text if stands else quote
        if stands is None:
            continue
        passage = Passage(
            paper=paper.id, start=start, end=end, quote=quote, level=document.level, unchecked=not document.is_whole
        )
        figures = tuple(filter(is_level, quantities(passage, vocabulary)))
        ready = prepare(stands.text)
        outcomes, benchmarks = scale.outcomes(ready, figures), scale.benchmarks(stands.text, figures)
        relevance = scale.relevance(stands.text, title, outcomes, benchmarks)
        absent = scale.says_what_is_absent(stands.text, ready)
        on_topic = scale.on_topic(stands.text, title) or scale.is_asked(figures, outcomes, benchmarks)
        fits = scale.fits_size(stands.text, figures) and on_topic
        if relevance < MIN_RELEVANCE or absent or not fits:
            continue
        stated = substance(stands.text, figures) * (LEADING_UP if leads_up else 1.0)
        claim = Claim(
            id=claim_id(paper.id, stands.text),
            text=stands.text,
            passage=passage,
            score=round(relevance * stated * fit, DIGITS),
            outcomes=outcomes,
            benchmarks=benchmarks,
            resolved=stands.resolved,
        )
        yield claim, stated


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims without those that repeat a better one with the same figures."""
    kept: list[Claim] = []
    alike: dict[frozenset[str], list[Claim]] = {}
    for claim in claims:
        others = alike.setdefault(_numbers(claim.text), [])
        if not any(_same(claim, other) for other in others):
            others.append(claim)
            kept.append(claim)
    return kept


def _same(one: Claim, other: Claim) -> bool:
    return fuzz.token_sort_ratio(one.text, other.text, score_cutoff=SAME_WORDING) > 0


def _numbers(text: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens(text) if token.text[0].isdigit())


def _select(candidates: Sequence[Claim], question: Question) -> Iterator[Claim]:
    """Yield a claim on every outcome and keyword group that has one, then the best by score, papers taking turns."""
    taken: list[Claim] = []
    left = list(candidates)
    good = {claim.id for claim in candidates[: question.limits.claims]}
    for pick in chain(_outcomes(question), _groups(question, good), repeat(_any, question.limits.claims)):
        pool = [claim for claim in left if pick(claim)]
        covered = pick is not _any and any(map(pick, taken))
        if pool and not covered and len(taken) < question.limits.claims:
            papers = Counter(claim.paper for claim in taken)
            best = min(pool, key=lambda claim: (-claim.score * REPEAT_FACTOR ** papers[claim.paper], claim.id))
            left.remove(best)
            taken.append(best)
            yield best


def _outcomes(question: Question) -> Iterator[Callable[[Claim], bool]]:
    yield from (partial(_speaks_to, outcome.name) for outcome in question.outcomes)


def _groups(question: Question, good: Collection[str]) -> Iterator[Callable[[Claim], bool]]:
    yield from (partial(_uses, group, good) for group in question.keywords)


def _speaks_to(outcome: str, claim: Claim) -> bool:
    return outcome in claim.outcomes


def _uses(terms: tuple[str, ...], good: Collection[str], claim: Claim) -> bool:
    return claim.id in good and bool(mentions(terms, prepare(claim.text)))


def _any(_: Claim) -> bool:
    return True
