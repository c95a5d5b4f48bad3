"""Rank the papers of a search, then include or exclude each with a reason.

Reasons, in the order in which they are tried: the paper appeared in a year that the question does not ask for; an
exclusion rule of the question applies; an inclusion rule is not met; the paper is nothing but a notice on another one,
such as its retraction; the paper hardly speaks to the question, or where the question has no inclusion rule, not to
the two concepts that it joins or to the widest concept that nearly all of the best papers share; the paper stands
retracted or withdrawn; the limit is reached.
A paper of `must_include` passes all of them but a retraction, and its place is kept free.  What a person decided on a
paper goes before all of it, again but for a retraction.

A retracted paper is left out here, before anything is read in it, so that it neither makes nor supports nor
contradicts a claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.contracts import Ranker
from generator.notices import RETRACTED, WITHDRAWN, is_gone, kind, subject
from generator.records import (
    BY_HAND,
    Decision,
    Document,
    Paper,
    Question,
    Rule,
    Screened,
    Screening,
    SearchResult,
)
from generator.text import mentions, prepare, sentences
from generator.titles import parse

# A question that states no criterion of inclusion has nothing else to keep others out.
OFF_TOPIC_SHARE, OPEN_SHARE = 0.2, 0.25
BEST, SHARING = 10, 9
# A question of few concepts asks for what joins the first two.
BOTH, FEW, JOINING = 2, 3, 5
Grounds = tuple[tuple[Rule, str], ...]
MEETS, REQUIRED, TAKEN = "meets the rules", "required", "included by a person"
OUTSIDE = "outside the dates"
RULE, UNMET, OFF_TOPIC, BEYOND = "excluded by rule", "inclusion rule not met", "off topic", "beyond limit"


def rank(
    found: Sequence[SearchResult],
    papers: Sequence[Paper],
    question: Question,
    ranker: Ranker,
    decided: Mapping[str, Decision] = MappingProxyType({}),
) -> Screening:
    """Return every one of `papers` with its rank, and whether and why it is in or out.

    `papers` are the deduplicated papers of `found`.  Equal scores are ordered by id.  `decided` is what people decided
    on papers, by id.
    """
    scores = _of_whole_texts(ranker(question, papers), papers)
    order = sorted(papers, key=lambda paper: (-scores.get(paper.id, 0.0), paper.id))
    best = max(scores.values(), default=0.0)
    grounds = _common_grounds(order, question)
    rows: list[Screened] = []
    required = {
        paper.id
        for paper in papers
        if _stays(decided.get(paper.id), _must_stay(paper, question)) and not is_gone(paper.notices)
    }
    room = question.limits.papers - len(required)
    for place, paper in enumerate(order, start=1):
        share = scores.get(paper.id, 0.0) / best if best else 0.0
        decision, stays = decided.get(paper.id), paper.id in required
        reason, detail = _decided(decision) or _exclusion(paper, share, question, grounds, decision)
        if not reason and not stays and room <= 0:
            reason, detail = BEYOND, f"ranked after the first {question.limits.papers} papers that meet the rules"
        room -= not (reason or stays)
        included = not reason
        if included:
            reason, detail = (REQUIRED, "required by the question") if stays else (MEETS, _merit(question, share))
            reason, detail = (
                (TAKEN, f"{decision.who}, {decision.when}: {decision.why}") if decision else (reason, detail)
            )
        rows.append(
            Screened(paper=paper, rank=place, score=round(share, 4), included=included, reason=reason, detail=detail)
        )
    identified = tuple((result.source, len(result.papers)) for result in found)
    duplicates = sum(count for _, count in identified) - len(papers)
    return Screening(papers=tuple(rows), identified=identified, duplicates=duplicates)


def _of_whole_texts(scores: Mapping[str, float], papers: Sequence[Paper]) -> Mapping[str, float]:
    """Return the scores; a paper of which only quotes are held keeps the one that its whole text had."""
    best = max(scores.values(), default=0.0)
    fits = {paper.id: paper.document.fit for paper in papers if paper.document}
    return {**scores, **{name: fit * best for name, fit in fits.items() if fit is not None}}


def _merit(question: Question, share: float) -> str:
    rules = len(question.include)
    met = f"meets {'its one criterion' if rules == 1 else f'all {rules} criteria'}; " if rules else ""
    return f"{met}its fit to the question is {share:.0%} of the best paper's"


def _must_stay(paper: Paper, question: Question) -> bool:
    return not {paper.doi, *paper.versions}.isdisjoint(question.must_include)


def _common_grounds(order: Sequence[Paper], question: Question) -> Grounds:
    """Return the criteria of a question without any, each with who meets it.

    They are the two concepts of a question that names two or three, where five papers speak to both; else the widest
    concept that nine of the ten best papers speak to.
    """
    if question.include:
        return ()
    rules = [Rule(reason=group[0], terms=group) for group in question.keywords]
    if "keywords" in question.derived and BOTH <= len(rules) <= FEW:
        joined = sum(all(_used(rule, paper) for rule in rules[:BOTH]) for paper in order)
        if joined >= JOINING:
            return tuple((rule, f"{joined} papers found") for rule in rules[:BOTH])
    shared = [rule for rule in rules if _users(rule, order[:BEST]) >= SHARING]
    widest = max(shared, key=lambda rule: _users(rule, order), default=None)
    return ((widest, f"at least {SHARING} of the {BEST} best papers"),) if widest else ()


def _users(rule: Rule, papers: Sequence[Paper]) -> int:
    return sum(_used(rule, paper) is not None for paper in papers)


def _stays(decision: Decision | None, required: bool) -> bool:  # noqa: FBT001 - what the question says
    return decision.kind == "include" if decision else required


def _decided(decision: Decision | None) -> tuple[str, str] | None:
    """Return why a paper is out that a person excluded, None for others."""
    if decision is None or decision.kind != "exclude":
        return None
    return f"{BY_HAND}: {decision.why}", f"{decision.who}, {decision.when}"


def _exclusion(
    paper: Paper, share: float, question: Question, grounds: Grounds, decision: Decision | None
) -> tuple[str, str]:
    """Return why a paper is out, in a word and in words; a retraction is named only of a paper that would be in."""
    stays = _stays(decision, _must_stay(paper, question))
    out = ("", "") if stays else _unfit(paper, share, question, grounds)
    if out[0] or not is_gone(paper.notices):
        return out
    retracted = any(kind(notice) == "retraction" for notice in paper.notices)
    return RETRACTED if retracted else WITHDRAWN, "; ".join(paper.notices)


def _unfit(paper: Paper, share: float, question: Question, grounds: Grounds) -> tuple[str, str]:
    first, last = (int(day[:4]) if day else None for day in question.days)
    # Nothing but the year of a paper is known.
    if paper.year and ((first and paper.year < first) or (last and paper.year > last)):
        return OUTSIDE, f"is of {paper.year}; the question asks for papers {question.period}"
    for rule in question.exclude:
        used = _used(rule, paper)
        if used:
            return RULE, f"{rule.reason} (uses “{used}”)"
    for rule in question.include:
        if not _used(rule, paper):
            return UNMET, f"criterion: {rule.reason}"
    off = _off_topic(paper, share, OFF_TOPIC_SHARE if question.include else OPEN_SHARE, grounds)
    return (OFF_TOPIC, off) if off else ("", "")


def _off_topic(paper: Paper, share: float, least: float, grounds: Grounds) -> str:
    other = subject(paper.notices)
    # A new edition may be tied to the old one in the same way.
    if other and (paper.document is None or parse(paper.title).generic):
        return f"is nothing but a notice on {other}"
    if share < least:
        return f"its fit to the question is {share:.1%} of the best paper's, below {least:.0%}"
    unnamed = next((ground for ground in grounds if not _used(ground[0], paper)), None)
    return f"says nothing of “{unnamed[0].reason}”, unlike {unnamed[1]}" if unnamed else ""


def _used(rule: Rule, paper: Paper) -> str | None:
    if used := mentions(rule.terms, prepare(paper.title)):
        return used[0]
    span = first_use(rule.terms, paper.document) if paper.document else None
    return mentions(rule.terms, prepare(paper.document.text[slice(*span)]))[0] if paper.document and span else None


def first_use(terms: Sequence[str], document: Document) -> tuple[int, int] | None:
    """Return the place of the first sentence that uses one of `terms`, None where none does."""
    spans = sentences(document)
    return next((span for span in spans if mentions(terms, prepare(document.text[slice(*span)]))), None)
