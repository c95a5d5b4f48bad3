"""Say in words what a question names and the evidence found does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.facts import listing
from generator.figuretable import measures
from generator.names import find_terms
from generator.records import Dossier, Finding, Outcome, Paper, Question, Term
from generator.summary import unanswered
from generator.telling import states_amount
from generator.text import mentions, occurrences, prepare

LEAST_JOINED, MOST_JOINED = 3, 4
FIELD_SHARE = 0.7
_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Za-z]\w{3,}(?:[+-]\w*)*")


def missing(dossier: Dossier, passing: Sequence[Finding]) -> Iterator[str]:
    """Yield a sentence for each part of the question that no claim of `passing` answers.

    Required papers that are not held come first, then outcomes, then what no paper joins, then benchmarks,
    languages and names: those that no included paper mentions, and those on which no claim gives a figure.
    """
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
        yield from _on_outcome(outcome, dossier, passing)
    yield from _never_joined(question, included)
    named = dict.fromkeys((*question.benchmarks, *question.languages))
    unmentioned = [
        name
        for name in dict.fromkeys((*named, *_names(question)))
        if not any(_mentions_name(paper, name) for paper in included)
    ]
    yield from (_unmentioned(name, dossier) for name in unmentioned)
    bare = [name for name in named if name not in unmentioned and not _is_measured(name, dossier, passing)]
    if bare:
        yield f"No claim of this report gives a figure on {listing(bare, 'or')}."


def _on_outcome(outcome: Outcome, dossier: Dossier, passing: Sequence[Finding]) -> Iterator[str]:
    mine = [finding for finding in passing if outcome.name in finding.claim.outcomes]
    if mine:
        if not _has_figure(outcome, mine, dossier):
            yield f"No claim of this report gives a figure for {outcome.name}."
    elif any(outcome.name in finding.claim.outcomes for finding in dossier.findings):
        yield f"No claim on {outcome.name} holds: what was found is contested or not borne out."
    else:
        yield unanswered(outcome.name, dossier)


def _has_figure(outcome: Outcome, mine: Iterable[Finding], dossier: Dossier) -> bool:
    measured = {figure.passage for figure in dossier.quantities if measures(outcome, figure)}
    return any(f.claim.passage in measured or states_amount(f.claim.text) for f in mine)


def _is_measured(name: str, dossier: Dossier, passing: Sequence[Finding]) -> bool:
    """Return whether a claim with a figure or an amount is on the benchmark or in the language."""
    term = (Term(name=name),)
    passages = {finding.claim.passage for finding in passing}
    figures = (figure for figure in dossier.quantities if figure.passage in passages)
    return any(name in (figure.benchmark, figure.language) for figure in figures) or any(
        (name in finding.claim.benchmarks or find_terms(term, finding.claim.text)) and states_amount(finding.claim.text)
        for finding in passing
    )


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
        asked_for = listing([group[0] for group in groups])
        yield f"In the texts held, no included paper uses words of all of these: {asked_for}."


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
