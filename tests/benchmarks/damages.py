"""Twelve ways to damage a report; `damages.yaml` says of each which reviewers have to notice.

A damage edits papers, texts, claims or the answer, and everything after that is made anew.  `variant` chooses
where there is a choice: 0, 1, 2 give three different damages of the same kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count

from generator.ids import claim_id
from generator.quantities import quantities
from generator.records import Claim, Document, Draft, Paper, Passage
from generator.text import prepare, sentences
from generator.worth import Scale
from tests.benchmarks.drafts import Case, from_claims, from_screening, with_papers

YEARS = 20
_AMOUNT = re.compile(r"(?<![\w.,+@-])\d+(?:[.,]\d+)*(?![\w@-]|[.,]\d)")


def drop_best_papers(case: Case, _: int) -> Draft:
    """Do not find the better-ranked half of the included papers."""
    included = case.screening.included
    best = {paper.id for paper in included[: (len(included) + 1) // 2]}
    return with_papers(case, lambda paper: None if paper.id in best else paper).draft


def add_off_topic_papers(case: Case, _: int) -> Draft:
    """Let as many of the lowest-ranked excluded papers as were included pass the screening."""
    rows = case.screening.papers
    merit = next(row for row in rows if row.included)
    worst = [row.paper.id for row in rows if not row.included][-len(case.screening.included) :]
    let_in = tuple(
        replace(row, included=True, reason=merit.reason, detail=merit.detail) if row.paper.id in worst else row
        for row in rows
    )
    screening = replace(case.screening, papers=let_in)
    return from_screening(case.inputs, case.question, case.found, case.papers, screening).draft


def swap_figures(case: Case, variant: int) -> Draft:
    """Give each amount in the claims the place of another one, 1, 2 or 3 further on."""
    amounts = [match[0] for claim in case.claims for match in _AMOUNT.finditer(claim.text)]
    places = count()

    def other(match: re.Match[str]) -> str:
        place = next(places) + variant + 1
        return next(
            (new for step in range(len(amounts)) if (new := amounts[(place + step) % len(amounts)]) != match[0]), "0"
        )

    return from_claims(case, [_reworded(claim, _AMOUNT.sub(other, claim.text)) for claim in case.claims])


def cut_claims(case: Case, variant: int) -> Draft:
    """Leave the first half of each claim's words; the second variant ends them with a full stop."""
    halves = [" ".join(claim.text.split()[: len(claim.text.split()) // 2]) for claim in case.claims]
    end = "." if variant % 2 else ""
    return from_claims(
        case, [_reworded(*pair) for pair in zip(case.claims, (half + end for half in halves), strict=True)]
    )


def duplicate_claims(case: Case, _: int) -> Draft:
    """Print each claim a second time, opened by a word that says nothing."""
    return from_claims(case, [*case.claims, *(_reworded(claim, f"Also, {claim.text}") for claim in case.claims)])


def remove_outcome(case: Case, variant: int) -> Draft:
    """Take the sentences on one answered outcome out of all texts; the one with fewest claims, the next, the third."""
    claims = Counter(
        name for finding in case.draft.dossier.findings if finding.passes for name in finding.claim.outcomes
    )
    gone = sorted(claims, key=lambda name: (claims[name], name))[min(variant, len(claims) - 1)]
    vocabulary = case.inputs.vocabulary
    scale = Scale(case.question, case.papers, vocabulary)
    spoken = {claim.passage for claim in case.claims if gone in claim.outcomes}

    def speaks(paper: Paper, document: Document, start: int, end: int) -> bool:
        passage = Passage(paper=paper.id, start=start, end=end, quote=document.text[start:end], level=document.level)
        return passage in spoken or gone in scale.outcomes(prepare(passage.quote), quantities(passage, vocabulary))

    def without(paper: Paper) -> Paper:
        document = paper.document
        if document is None:
            return paper
        kept = [document.text[s:e] for s, e in sentences(document) if not speaks(paper, document, s, e)]
        return replace(paper, document=_document(document, kept))

    return with_papers(case, without).draft


def single_source(case: Case, _: int) -> Draft:
    """Let the best-ranked included paper hold the texts of all, and be the only one."""
    held = [paper.document for paper in case.screening.included if paper.document]
    texts = [document.text[start:end] for document in held for start, end in sentences(document)]
    best = next(row for row in case.screening.papers if row.included)
    only = replace(best.paper, document=_document(held[0], texts))
    rows = [replace(best, paper=only), *(row for row in case.screening.papers if not row.included)]
    gone = {paper.id for paper in case.screening.included} - {only.id}
    papers = tuple(only if paper.id == only.id else paper for paper in case.papers if paper.id not in gone)
    screening = replace(case.screening, papers=tuple(rows))
    return from_screening(case.inputs, case.question, case.found, papers, screening).draft


def break_quote(case: Case, variant: int) -> Draft:
    """Give one claim the sentence after, or before, its own as its passage."""
    papers = {paper.id: paper for paper in case.screening.included}
    able = [claim for claim in case.claims if len(sentences(_held(papers[claim.paper]))) > 1]
    broken = able[variant * (len(able) - 1) // 2]
    document = _held(papers[broken.paper])
    spans = sentences(document)
    place = spans.index((broken.passage.start, broken.passage.end))
    start, end = spans[place + 1] if place + 1 < len(spans) else spans[place - 1]
    passage = replace(broken.passage, start=start, end=end, quote=document.text[start:end])
    return from_claims(case, [replace(c, passage=passage) if c is broken else c for c in case.claims])


def retract_source(case: Case, variant: int) -> Draft:
    """Put a notice of retraction on the paper of the first claim, the middle one, or the last, past the screening."""
    gone = case.claims[variant * (len(case.claims) - 1) // 2].paper
    rows = tuple(
        replace(row, paper=replace(row.paper, notices=("Retracted",))) if row.paper.id == gone else row
        for row in case.screening.papers
    )
    screening = replace(case.screening, papers=rows)
    return from_screening(case.inputs, case.question, case.found, case.papers, screening).draft


def age_papers(case: Case, _: int) -> Draft:
    """Make all papers twenty years older."""
    return with_papers(case, lambda paper: replace(paper, year=paper.year - YEARS if paper.year else None)).draft


def one_author_group(case: Case, _: int) -> Draft:
    """Give all papers the authors of the best-ranked one."""
    group = next(paper.authors for paper in case.screening.included if paper.authors)
    return with_papers(case, lambda paper: replace(paper, authors=group)).draft


def answer_without_citations(case: Case, _: int) -> Draft:
    """Take the claims off all sentences of the answer."""
    return replace(case.draft, answer=tuple(replace(sentence, claims=()) for sentence in case.draft.answer))


# Name in damages.yaml, what does it, and how many variants it has.
DAMAGES: Mapping[str, tuple[Callable[[Case, int], Draft], int]] = {
    "drop the best papers": (drop_best_papers, 1),
    "add off-topic papers": (add_off_topic_papers, 1),
    "swap figures": (swap_figures, 3),
    "cut claims in half": (cut_claims, 2),
    "duplicate claims": (duplicate_claims, 1),
    "remove an outcome": (remove_outcome, 1),
    "make everything single-source": (single_source, 1),
    "break a quote": (break_quote, 3),
    "retract a source": (retract_source, 3),
    "age all papers": (age_papers, 1),
    "one author group only": (one_author_group, 1),
    "answer without citations": (answer_without_citations, 1),
}


def _reworded(claim: Claim, text: str) -> Claim:
    return replace(claim, id=claim_id(claim.paper, text), text=text)


def _held(paper: Paper) -> Document:
    assert paper.document
    return paper.document


def _document(like: Document, texts: list[str]) -> Document | None:
    """Return a document of these sentences, None of none."""
    spans, at = [], 0
    for text in texts:
        spans.append((at, at + len(text)))
        at += len(text) + 1
    return Document(level=like.level, text=" ".join(texts), sentences=tuple(spans)) if texts else None
