"""Keep of texts that may not be stored only the quotes that the report takes from them.

The report is made once with the texts; every build after that is made from the quotes, and says that it could not
recheck them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from generator.assemble import quoted
from generator.evidence import Evidence
from generator.identity import names, own_names
from generator.ids import digest
from generator.pipeline import Inputs, synthesise
from generator.rank import first_use
from generator.records import Document, Paper, Report, SearchResult
from generator.settings import StoreText
from generator.text import mentions, prepare, sentences


def stored(
    question: str, results: Iterable[SearchResult], inputs: Inputs, store: StoreText
) -> tuple[SearchResult, ...]:
    """Return the results of a question as the setting `store_text` lets them be stored."""
    if store == "none":
        return keep_quotes(question, results, inputs)
    if store == "full":
        return tuple(results)
    return tuple(replace(result, papers=tuple(map(_without_full_text, result.papers))) for result in results)


def _without_full_text(paper: Paper) -> Paper:
    full = paper.document is not None and paper.document.level == "full text"
    return replace(paper, document=None) if full else paper


def keep_quotes(question: str, results: Iterable[SearchResult], inputs: Inputs) -> tuple[SearchResult, ...]:
    """Return the results with each text cut down to its quotes; one that is cut down already stays as it is.

    Kept are all passages that the report quotes, a sentence before a claim that leans on it, and for each rule of
    the question a sentence that speaks to it, where the title does not.
    """
    whole = tuple(results)
    (asked,) = (one for one in inputs.questions if one.id == question)
    evidence = Evidence(question=question, results=whole, file="", hash="")
    report = synthesise(asked, inputs=replace(inputs, evidence={question: evidence}))
    cut = _Cut(report)
    return tuple(replace(result, papers=tuple(map(cut.paper, result.papers))) for result in whole)


class _Cut:
    """Cuts texts down to what a report takes from them."""

    def __init__(self, report: Report) -> None:
        """Gather what the report quotes, by the SHA-256 of the text."""
        texts = {paper.id: digest(paper.document.text) for paper in report.papers if paper.document}
        self._quoted: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self._leaning: dict[str, set[int]] = defaultdict(set)
        for passage in quoted(report.draft):
            self._quoted[texts[passage.paper]].add((passage.start, passage.end))
        for finding in (*report.findings, *report.draft.dossier.rejected):
            if finding.claim.resolved:
                self._leaning[texts[finding.claim.paper]].add(finding.claim.passage.start)
        question, rows = report.question, report.draft.dossier.screening.papers
        # A question without a criterion of inclusion takes the concept that its best papers share.
        self._rules = [rule.terms for rule in question.include] or list(question.keywords)
        self._against = [rule.terms for rule in question.exclude]
        # A record that was merged into another goes by one of that one's versions.
        self._fits = {name: row.score for row in rows for name in names(row.paper)}
        self._fits |= {name: row.score for row in rows for name in own_names(row.paper)}

    def paper(self, paper: Paper) -> Paper:
        """Return the record with the quotes of its text alone."""
        if paper.document is None or not paper.document.is_whole:
            return paper
        document = replace(paper.document, sentences=sentences(paper.document))
        sha256 = digest(document.text)
        before = (pair[0] for pair in pairwise(document.sentences) if pair[1][0] in self._leaning[sha256])
        spans = {*self._quoted[sha256], *before}
        for terms in (*self._against, *self._rules):
            told = not mentions(terms, prepare(paper.title)) and first_use(terms, document)
            if told and (terms in self._against or not first_use(terms, excerpt(document, spans))):
                spans.add(told)
        fit = next((self._fits[name] for name in sorted(own_names(paper)) if name in self._fits), None)
        return replace(paper, document=replace(excerpt(document, spans), fit=fit))


def excerpt(document: Document, spans: Iterable[tuple[int, int]]) -> Document:
    """Return the document with blanks in place of all but these places, which become its sentences, and its SHA-256."""
    kept = tuple(sorted(set(spans)))
    held = [" "] * len(document.text)
    for start, end in kept:
        held[start:end] = document.text[start:end]
    return replace(document, text="".join(held), sentences=kept, sha256=document.sha256 or digest(document.text))
