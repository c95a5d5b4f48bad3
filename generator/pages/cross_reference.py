"""What ties reports together: shared papers, and claims that agree or conflict, quotes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.catalogue import Catalogue, catalogue
from generator.facts import many
from generator.layout import View, href, mark, paper_link, passage, place, report_page
from generator.markdown import Html, block, clean, heading, html, join, lines, link, page, tag
from generator.records import Corpus, Finding, Page, Relation, Report, SharedPapers
from generator.references import short

HERE = "cross-reference/index.md"
PAIRED = (("conflict", "Claims that conflict"), ("agree", "Claims that agree"))


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `cross-reference/index.md`."""
    shelf = catalogue(corpus)
    parts = [heading(1, "Cross-reference"), block(_lead())]
    parts.append(block(_ways()))
    for kind, title in PAIRED:
        rows = [row for row in corpus.relations.claims if row.kind == kind]
        parts += [heading(2, title), block(*_pairs(rows, shelf))]
    repeated = [row for row in corpus.relations.claims if row.kind == "same claim"]
    parts += [heading(2, "Claims that several reports print"), block(*_repeated(repeated, shelf))]
    parts += [heading(2, "Reports that share papers"), block(*_shared(corpus.relations.shared, shelf))]
    yield Page(path=HERE, text=page({"title": "Cross-reference", "hide": ["navigation"]}, *parts))


def _lead() -> Html:
    return tag(
        "p",
        "Where two reports speak about the same thing: what they share, and where their claims part.",
        class_="lead",
    )


def _ways() -> Html:
    contradictions = link("All contradictions", href(HERE, "contradictions.md"))
    questions = link("What no report answers", href(HERE, "open-questions.md"))
    return tag("p", contradictions, ", within reports too. ", questions, ".")


def _pairs(rows: list[Relation], shelf: Catalogue) -> list[Html]:
    """Return each pair of claims once, however many pairs of reports print it."""
    once = {frozenset((row.first_claim, row.second_claim)): row for row in reversed(rows)}
    found = [pair for row in reversed(once.values()) if (pair := _pair(row, shelf))]
    return found or [tag("p", "None found.")]


def _repeated(rows: list[Relation], shelf: Catalogue) -> list[Html]:
    """Return each claim that several reports print once, with the way to all of them."""
    reports: dict[str, list[str]] = {}
    for row in rows:
        reports.setdefault(row.first_claim, []).extend((row.first_report, row.second_report))
    found = [item for claim, names in reports.items() if (item := _short(claim, dict.fromkeys(names), shelf))]
    return found or [tag("p", "None found.")]


def _pair(row: Relation, shelf: Catalogue) -> Html | None:
    first = _find(shelf, row.first_report, row.first_claim)
    second = _find(shelf, row.second_report, row.second_claim)
    if first is None or second is None:
        return None
    sides = tag("div", _side(*first), Html("\n"), _side(*second), class_="sides")
    reason = f": {clean(row.reason, 400)}" if row.reason else ""
    return tag("div", sides, tag("p", f"judge {clean(row.judge, 80)}{reason}", class_="facts"), class_="pair")


def _find(shelf: Catalogue, report: str, claim: str) -> tuple[View, int, Finding] | None:
    shown = shelf.report(report)
    if shown is None:
        return None
    view = View(report=shown, catalogue=shelf, here=HERE)
    number = view.number(claim)
    return (view, number, shown.findings[number - 1]) if number else None


def _side(view: View, number: int, finding: Finding) -> Html:
    span = finding.claim.passage
    paper = view.catalogue.papers.get(span.paper)
    source = paper_link(view.catalogue, HERE, span.paper, short(paper) if paper else span.paper)
    facts = tag("p", join([mark(finding.verdict), source, html(place(span))], " · "), class_="facts")
    return tag(
        "div",
        tag("p", finding.claim.text, class_="text"),
        tag("div", passage(span), class_="quote"),
        facts,
        tag("p", _way(view, number)),
    )


def _way(view: View, number: int) -> Html:
    way = href(HERE, report_page(view.report.id), f"c{number}")
    return join([link(f"claim {number}", way), f" of {clean(view.report.question.title, 300)}"])


def _short(claim: str, reports: Iterable[str], shelf: Catalogue) -> Html | None:
    found = [spot for name in reports if (spot := _find(shelf, name, claim))]
    if not found:
        return None
    ways = join([_way(view, number) for view, number, _ in found], "; ")
    text = found[0][2].claim.text
    return tag("div", tag("p", text, class_="text"), tag("p", ways, class_="facts"), class_="pair")


def _shared(rows: tuple[SharedPapers, ...], shelf: Catalogue) -> list[Html]:
    found = [item for row in rows if (item := _sharing(row, shelf))]
    return found or [tag("p", "No two reports include the same paper.")]


def _sharing(row: SharedPapers, shelf: Catalogue) -> Html | None:
    first, second = shelf.report(row.first), shelf.report(row.second)
    if first is None or second is None:
        return None
    names = tag("summary", _title(first), " and ", _title(second), f": {many(len(row.papers), 'paper')}")
    papers = lines(tag("li", _paper(shelf, name)) for name in row.papers)
    ways = join([link(report.question.title, href(HERE, report_page(report.id))) for report in (first, second)], " · ")
    return tag("details", names, Html("\n"), tag("p", ways, class_="facts"), tag("ul", papers), class_="all")


def _title(report: Report) -> Html:
    return tag("b", clean(report.question.title, 300))


def _paper(shelf: Catalogue, name: str) -> Html:
    paper = shelf.papers.get(name)
    if paper is None:
        return html(name)
    return join([paper_link(shelf, HERE, name, paper.title), f" ({short(paper)})"])
