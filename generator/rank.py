"""Rank the papers of a search, then include or exclude each with a reason.

Reasons, in the order in which they are tried: an exclusion rule of the question
applies; an inclusion rule is not met; the paper hardly speaks to the
question; the limit is reached.  A paper of `must_include` passes all of them,
and its place is kept free.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.contracts import Ranker
from generator.records import Paper, Question, Rule, Screened, Screening, SearchResult
from generator.text import mentions, prepare, sentences

OFF_TOPIC_SHARE = 0.12
MEETS, REQUIRED = "meets the rules", "required"
RULE, UNMET, OFF_TOPIC, BEYOND = "excluded by rule", "inclusion rule not met", "off topic", "beyond limit"


def rank(found: Sequence[SearchResult], papers: Sequence[Paper], question: Question, ranker: Ranker) -> Screening:
    """Return every one of `papers` with its rank, and whether and why it is in or out.

    `papers` are the deduplicated papers of `found`.  Equal scores are ordered by id.
    """
    scores = ranker(question, papers)
    order = sorted(papers, key=lambda paper: (-scores.get(paper.id, 0.0), paper.id))
    best = max(scores.values(), default=0.0)
    rows: list[Screened] = []
    room = question.limits.papers - sum(_must_stay(paper, question) for paper in papers)
    for place, paper in enumerate(order, start=1):
        share = scores.get(paper.id, 0.0) / best if best else 0.0
        reason, detail = _exclusion(paper, share, question)
        stays = _must_stay(paper, question)
        if not reason and not stays and room <= 0:
            reason, detail = BEYOND, f"ranked after the first {question.limits.papers} papers that meet the rules"
        room -= not (reason or stays)
        included = not reason
        if included:
            reason, detail = (REQUIRED, "required by the question") if stays else (MEETS, _merit(question, share))
        rows.append(
            Screened(paper=paper, rank=place, score=round(share, 4), included=included, reason=reason, detail=detail)
        )
    identified = tuple((result.source, len(result.papers)) for result in found)
    duplicates = sum(count for _, count in identified) - len(papers)
    return Screening(papers=tuple(rows), identified=identified, duplicates=duplicates)


def _merit(question: Question, share: float) -> str:
    rules = len(question.include)
    met = f"meets {'its one criterion' if rules == 1 else f'all {rules} criteria'}; " if rules else ""
    return f"{met}its fit to the question is {share:.0%} of the best paper's"


def _must_stay(paper: Paper, question: Question) -> bool:
    return paper.doi in question.must_include


def _exclusion(paper: Paper, share: float, question: Question) -> tuple[str, str]:
    if _must_stay(paper, question):
        return "", ""
    for rule in question.exclude:
        used = _used(rule, paper)
        if used:
            return RULE, f"{rule.reason} (uses “{used}”)"
    for rule in question.include:
        if not _used(rule, paper):
            return UNMET, f"criterion: {rule.reason}"
    if share < OFF_TOPIC_SHARE:
        return OFF_TOPIC, f"its fit to the question is {share:.1%} of the best paper's, below {OFF_TOPIC_SHARE:.0%}"
    return "", ""


def _used(rule: Rule, paper: Paper) -> str | None:
    document = paper.document
    parts = [paper.title]
    if document:
        parts.extend(document.text[start:end] for start, end in sentences(document))
    for part in parts:
        used = mentions(rule.terms, prepare(part))
        if used:
            return used[0]
    return None
