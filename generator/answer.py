"""Draw the conclusions: the answer, and what it leaves open.

Every sentence of the answer is a claim that its source states, or a range computed
from figures in such claims, or two claims that papers dispute; all cite them.
What the question names and no included paper speaks to is said in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.certainty import certainty
from generator.figuretable import Series, measures, named_after, said
from generator.names import find_sizes
from generator.records import Dossier, Draft, Finding, Outcome, Paper, Passage, Quantity, Question, Statement
from generator.summary import gaps, ranges, summaries, unanswered
from generator.text import mentions, occurrences, prepare
from generator.worth import largest_size, within

MOST_SENTENCES = 4
MOST_RANGES = 2
SIDES = 2
LEAST_JOINED, MOST_JOINED = 3, 4
FIELD_SHARE = 0.7
NEW_BONUS = 0.5
_AMOUNT = re.compile(r"(?<![\w-])\d|\bhalved|\bdoubled")
_NO_AMOUNT = re.compile(r"\(\d{4}\)|\b\d+-bit")
_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Za-z]\w{3,}(?:[+-]\w*)*")


def answer(dossier: Dossier) -> Draft:
    """Return the dossier with all that is concluded from it."""
    included = dossier.screening.included
    passing = tuple(finding for finding in dossier.findings if finding.passes)
    statements = tuple(_statements(dossier, passing))
    used = {claim for statement in statements for claim in statement.claims}
    carrying = [finding for finding in dossier.findings if finding.claim.id in used]
    papers = {paper.id: paper for paper in included}
    grade, steps = certainty(carrying, papers, dossier.question) if carrying else (None, ())
    return Draft(
        dossier=dossier,
        answer=statements,
        missing=tuple(_missing(dossier, passing)),
        summary=summaries(dossier),
        gaps=gaps(dossier),
        certainty=grade,
        steps=steps,
        closest=included[0].id if included else None,
    )


def _statements(dossier: Dossier, passing: Sequence[Finding]) -> Iterator[Statement]:
    """Yield ranges of comparable figures, then claims on what no range covers, then a dispute; four at most."""
    told: set[str] = set()
    given: set[Passage] = set()
    count = 0
    for outcome, group, claims in _ranges(dossier, passing):
        yield Statement(text=_range_sentence(group), claims=claims)
        told.add(outcome.name)
        given |= _carriers(group)
        count += 1
    disputes = [finding for finding in dossier.findings if finding.verdict == "contested"]
    fresh = [finding for finding in passing if finding.claim.passage not in given]
    for finding in _tellers(fresh, dossier.question, told, MOST_SENTENCES - count - bool(disputes)):
        yield Statement(text=finding.claim.text, claims=(finding.claim.id,))
    if disputes:
        yield _dispute(disputes[0], dossier.findings)


def _ranges(dossier: Dossier, passing: Sequence[Finding]) -> Iterator[tuple[Outcome, Series, tuple[str, ...]]]:
    """Yield, for the first outcomes named after their metric, the largest group of figures and its claims."""
    stated = {finding.claim.passage: finding.claim.id for finding in passing}
    bound = largest_size(dossier.question)
    usable = [f for f in dossier.quantities if f.passage in stated and "average" not in f.setting and within(bound, f)]
    told: list[Series] = []
    for outcome in dossier.question.outcomes:
        figured = [f for f in usable if named_after(outcome, f)]
        groups = [group for group in ranges(figured) if group not in told]
        if groups and len(told) < MOST_RANGES and _is_about_figures(outcome, figured, passing):
            told.append(groups[0])
            claims = tuple(dict.fromkeys(stated[figure.passage] for figure in groups[0].figures))
            yield outcome, groups[0], claims


def _is_about_figures(outcome: Outcome, figures: Sequence[Quantity], passing: Sequence[Finding]) -> bool:
    """Return whether at least half of the claims on the outcome give such a figure; a range says little otherwise."""
    speaking = sum(outcome.name in finding.claim.outcomes for finding in passing)
    return 2 * len({figure.passage for figure in figures}) >= speaking


def _carriers(group: Series) -> set[Passage]:
    """Return the passages that give half of a range's figures or more: to tell them as well would repeat the range."""
    counts = Counter(figure.passage for figure in group.figures)
    return {passage for passage, count in counts.items() if 2 * count >= len(group.figures)}


def _range_sentence(group: Series) -> str:
    low, high = group.figures[0], group.figures[-1]
    papers = f"{len(group.papers)} papers" if len(group.papers) > 1 else "one paper"
    return (
        f"Across the claims, {group.label} runs from {said(low)} to {said(high)}, "
        f"over {len(group.figures)} figures from {papers}."
    )


def _tellers(passing: Sequence[Finding], question: Question, told: set[str], room: int) -> Iterator[Finding]:
    """Yield the best claims, first those on outcomes and on the question's two sides not told yet, each paper once."""
    left = list(passing)
    papers: set[str] = set()
    while left and room > 0:
        best = max(left, key=lambda finding: (*_rank(finding, question, told), finding.claim.id))
        left.remove(best)
        if best.claim.paper in papers:
            continue
        papers.add(best.claim.paper)
        told |= _told_by(best, question)
        room -= 1
        yield best


def _rank(finding: Finding, question: Question, told: set[str]) -> tuple[bool, float]:
    new = len(_told_by(finding, question) - told)
    return bool(new), finding.claim.score * (1 + NEW_BONUS * new)


def _told_by(finding: Finding, question: Question) -> set[str]:
    """Return what a claim tells of: its outcomes, and those of the first two keyword groups that it names."""
    ready = prepare(finding.claim.text)
    sides = {f"group {group[0]}" for group in question.keywords[:SIDES] if mentions(group, ready)}
    return set(finding.claim.outcomes) | sides


def _dispute(finding: Finding, findings: Iterable[Finding]) -> Statement:
    against = next(
        check for check in finding.checks if check.label == "contradicts" and check.relation == "independent"
    )
    other = [item.claim.id for item in findings if item.claim.passage == against.passage]
    text = f"Papers disagree: {finding.claim.text.rstrip('.')}; against this stands: {against.passage.quote}"
    return Statement(text=text, claims=(finding.claim.id, *other))


def _missing(dossier: Dossier, passing: Sequence[Finding]) -> Iterator[str]:
    included = dossier.screening.included
    question = dossier.question
    if not included:
        yield "No paper at hand fits the question."
        return
    found = {row.paper.doi for row in dossier.screening.papers}
    yield from (
        f"{doi}, which the question requires, is not held." for doi in question.must_include if doi not in found
    )
    for outcome in question.outcomes:
        mine = [finding for finding in passing if outcome.name in finding.claim.outcomes]
        if mine and not _has_figure(outcome, mine, dossier):
            yield f"No claim of this report gives a figure for {outcome.name}."
        if mine:
            continue
        if any(outcome.name in finding.claim.outcomes for finding in dossier.findings):
            yield f"No claim on {outcome.name} holds: what was found is contested or not borne out."
        else:
            yield unanswered(outcome.name, dossier)
    yield from _never_joined(question, included)
    for name in dict.fromkeys((*question.benchmarks, *question.languages, *_names(question))):
        if not any(_mentions_name(paper, name) for paper in included):
            yield _unmentioned(name, dossier)


def _has_figure(outcome: Outcome, mine: Sequence[Finding], dossier: Dossier) -> bool:
    measured = {figure.passage for figure in dossier.quantities if measures(outcome, figure)}
    return any(f.claim.passage in measured or _states_amount(f.claim.text) for f in mine)


def _states_amount(text: str) -> bool:
    """Return whether a number stands there that is no year, no part of a name and no size of a model."""
    for size in reversed(find_sizes(text)):
        text = text[: size.start] + text[size.end :]
    return _AMOUNT.search(_NO_AMOUNT.sub("", text)) is not None


def _never_joined(question: Question, included: Sequence[Paper]) -> Iterator[str]:
    """Yield a sentence when no included paper uses words of all of the first keyword groups that the question names.

    Groups that most papers name are the field that all share and tell nothing.
    """
    asked = prepare(question.question)
    texts = [prepare(_text(paper)) for paper in included]
    named = [group for group in question.keywords if mentions(group, asked)]
    shares = [sum(bool(mentions(group, text)) for text in texts) / len(texts) for group in named]
    groups = [group for group, share in zip(named, shares, strict=True) if share <= FIELD_SHARE]
    groups = groups[:MOST_JOINED]
    if len(groups) >= LEAST_JOINED and not any(all(mentions(group, text) for group in groups) for text in texts):
        *first, last = (group[0] for group in groups)
        yield f"In the texts held, no included paper uses words of all of these: {', '.join(first)} and {last}."


def _unmentioned(name: str, dossier: Dossier) -> str:
    excluded = [row.paper for row in dossier.screening.papers if not row.included]
    count = sum(_mentions_name(paper, name) for paper in excluded)
    if not count:
        return f"No text held of any paper that was found mentions {name}."
    papers = "one paper that was screened out does" if count == 1 else f"{count} papers that were screened out do"
    return f"No text held of an included paper mentions {name}; {papers}."


def _mentions_name(paper: Paper, name: str) -> bool:
    return bool(occurrences(name, prepare(_text(paper))))


def _text(paper: Paper) -> str:
    return f"{paper.title} . {paper.document.text if paper.document else ''}"


def _names(question: Question) -> list[str]:
    """Return the words of the question's text that look like names: two capitals and more than three letters."""
    return [match[0].rstrip("-") for match in _NAME.finditer(question.question)]
