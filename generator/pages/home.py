"""The front page: what this is, and the answer of every report."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Catalogue, catalogue
from generator.facts import count, many
from generator.layout import certainty, day, href, report_page, stats
from generator.markdown import Html, block, clean, heading, html, join, lines, link, page, tag
from generator.records import Corpus, Page, Report

HERE = "index.md"


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `index.md`."""
    shelf = catalogue(corpus)
    shown = [report for report in shelf.reports if report.question.status == "published"]
    meta = {"title": "Evidence reports", "hide": ["navigation", "toc"]}
    cards = [_card(report) for report in shown] or [tag("p", "There is no report yet.")]
    yield Page(
        path=HERE,
        text=page(meta, heading(1, "Evidence reports"), block(_lead()), block(_stats(shelf, shown)), block(*cards)),
    )


def _lead() -> Html:
    return tag(
        "p",
        "Each report answers one research question from papers that were searched, screened and quoted by a program. "
        "Every claim leads to the passage behind it, and where the evidence found is silent, the report says so. ",
        link("How reports are made", href(HERE, "method.md")),
        ". ",
        link("What no report answers", href(HERE, "open-questions.md")),
        ".",
        class_="lead",
    )


def _stats(shelf: Catalogue, shown: list[Report]) -> Html:
    findings = [finding for report in shown for finding in report.findings]
    verdicts = {(finding.claim.id, finding.verdict) for finding in findings}
    return stats(
        [
            (str(len(shown)), "report" if len(shown) == 1 else "reports"),
            (str(len(shelf.papers)), "papers included"),
            (str(len({claim for claim, _ in verdicts})), "different claims"),
            (str(sum(verdict == "corroborated" for _, verdict in verdicts)), "independently corroborated"),
            (str(sum(verdict == "contested" for _, verdict in verdicts)), "contested"),
        ]
    )


def _card(report: Report) -> Html:
    counts = count(report)
    title = tag("h2", link(report.question.title, href(HERE, report_page(report.id))), class_="card-title")
    score = "no review score" if counts.score is None else f"review {counts.score:.1f} of 10"
    claims = many(counts.claims, "claim")
    if counts.claims:
        claims += f", {sum(finding.passes for finding in report.findings)} marked ✓"
    facts = [day(report.date), many(counts.included, "paper"), claims, score, *report.question.tags]
    told = [html(part) for part in facts]
    if report.draft.answer:
        told.append(certainty(report.draft.certainty))
    return tag("article", title, _answer(report), tag("p", join(told, " · "), class_="meta"), class_="card")


def _answer(report: Report) -> Html:
    sentences = [clean(statement.text) for statement in report.draft.answer]
    if not sentences:
        return tag("p", "The evidence found does not answer this question.", class_="none")
    return lines([tag("p", " ".join(sentences))])
