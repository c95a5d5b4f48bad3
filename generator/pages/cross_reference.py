"""What ties reports together: shared papers as map, matrix and lists, and claims that agree, conflict or repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.catalogue import Catalogue, catalogue
from generator.concordance import Concordance, Spot, concordance
from generator.crossmap import choose, crossmap
from generator.facts import many
from generator.layout import href, paper_link, passage, place, report_page, scrolling, verdict
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, page, tag
from generator.paging import Part, Row, pager, parts
from generator.records import Corpus, Page, Relation, Report, SharedPapers
from generator.references import short
from generator.sides import claim_ways

HERE: Final = "cross-reference/index.md"
AGREE: Final = ("cross-reference/agreements.md", "cross-reference/agreements-{}.md")
CONFLICT: Final = ("cross-reference/conflicts.md", "cross-reference/conflicts-{}.md")
REPEATED: Final = ("cross-reference/repeated.md", "cross-reference/repeated-{}.md")
NEAREST: Final = ("cross-reference/nearest.md", "cross-reference/nearest-{}.md")
MOST_HERE: Final = 10
MOST_PAIRS: Final = 60  # a page: each holds two claims with their quotes
MOST_REPEATED: Final = 100
MOST_IN_MATRIX: Final = 30
MOST_NEAR: Final = 5
MOST_NEAREST: Final = 40
MOST_PAPERS: Final = 12


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `cross-reference/index.md`, and pages of their own for lists that are too long for it."""
    shelf = catalogue(corpus)
    where = concordance(shelf.published)
    relations = [row for row in corpus.relations.claims if _held(row, shelf, where)]
    conflicts, agreements = ([row for row in relations if row.kind == kind] for kind in ("conflict", "agree"))
    repeated = [spots for spots in where.claims.values() if len({spot.report.id for spot in spots}) > 1]
    repeated.sort(key=lambda spots: -len(spots))
    blocks = [heading(1, "Cross-reference"), block(_lead(), _ways())]
    blocks += [heading(2, "Reports that share papers"), *_shared(corpus.relations.shared, shelf)]
    for title, rows, paths in (
        ("Claims that conflict", conflicts, CONFLICT),
        ("Claims that agree", agreements, AGREE),
    ):
        shown = [_pair(row, shelf, where, HERE) for row in rows[:MOST_HERE]]
        blocks += [heading(2, title), block(*_section(shown, len(rows), "pair", paths[0]))]
        if len(rows) > MOST_HERE:
            for part in parts(rows, *paths, MOST_PAIRS):
                yield _listed(title, part, [_pair(row, shelf, where, part.path) for row in part.rows])
    shown = [_repeated(spots, HERE) for spots in repeated[:MOST_HERE]]
    title = "Claims that several reports print"
    blocks += [heading(2, title), block(*_section(shown, len(repeated), "claim", REPEATED[0]))]
    if len(repeated) > MOST_HERE:
        for listed in parts(repeated, *REPEATED, MOST_REPEATED):
            yield _listed(title, listed, [_repeated(spots, listed.path) for spots in listed.rows])
    if len(shelf.published) > MOST_IN_MATRIX:
        yield from _nearest(corpus.relations.shared, shelf)
    yield Page(path=HERE, text=page({"title": "Cross-reference", "hide": ["navigation"]}, *blocks))


def _lead() -> Html:
    return tag(
        "p",
        "Where two reports speak about the same thing: what they share, and where their claims part.",
        class_="lead",
    )


def _ways() -> Html:
    contradictions = link("All contradictions", href(HERE, "contradictions.md"))
    questions = link("What no report answers", href(HERE, "open-questions.md"))
    tags = link("Reports by tag", href(HERE, "tags/index.md"))
    return tag("p", contradictions, ", within reports too. ", questions, ". ", tags, ".")


def _listed(title: str, part: Part[Row], rows: Sequence[Html]) -> Page:
    name = part.titled(title)
    back = tag("p", link("Cross-reference", href(part.path, HERE)), class_="cap")
    meta = {"title": name, "hide": ["navigation", "toc"]}
    return Page(path=part.path, text=page(meta, heading(1, name), block(back, *rows, pager(part))))


def _section(shown: Sequence[Html], number: int, noun: str, rest: str) -> list[Html]:
    if not shown:
        return [tag("p", "None found.")]
    if number <= len(shown):
        return list(shown)
    way = link(f"All {many(number, noun)}", href(HERE, rest))
    return [*shown, tag("p", f"The first {len(shown)}. ", way, ".")]


def _held(row: Relation, shelf: Catalogue, where: Concordance) -> bool:
    """Return whether both reports of a relation are shown and print its claims."""
    sides = ((row.first_report, row.first_claim), (row.second_report, row.second_claim))
    return all(shelf.report(report) and claim in where.claims for report, claim in sides)


def _pair(row: Relation, shelf: Catalogue, where: Concordance, here: str) -> Html:
    one, other = (_side(where.claims[claim], shelf, here) for claim in (row.first_claim, row.second_claim))
    reason = f": {clean(row.reason, 400)}" if row.reason else ""
    told = tag("p", f"judge {clean(row.judge, 80)}{reason}", class_="facts")
    return tag("div", tag("div", one, Html("\n"), other, class_="sides"), told, class_="pair")


def _side(spots: Sequence[Spot], shelf: Catalogue, here: str) -> Html:
    finding = spots[0].finding
    span = finding.claim.passage
    paper = shelf.papers.get(span.paper)
    source = paper_link(shelf, here, span.paper, short(paper) if paper else span.paper)
    return tag(
        "div",
        tag("p", finding.claim.text, class_="text"),
        tag("div", passage(span), class_="quote"),
        tag("p", join([verdict(finding), source, html(place(span))], " · "), class_="facts"),
        tag("p", claim_ways(spots, here)),
    )


def _repeated(spots: Sequence[Spot], here: str) -> Html:
    text = tag("p", spots[0].finding.claim.text, class_="text")
    return tag("div", text, tag("p", claim_ways(spots, here), class_="facts"), class_="pair")


def _shared(rows: Sequence[SharedPapers], shelf: Catalogue) -> list[str]:
    """Return map, matrix and lists; for many reports the way to the lists of the nearest in place of the last two."""
    known = [row for row in rows if shelf.report(row.first) and shelf.report(row.second)]
    if not known:
        return [block(tag("p", "No two reports include the same paper."))]
    shown = choose(shelf.published, shelf)
    drawn = crossmap(shown, shelf, HERE)
    told = (
        f"Reports on the left, papers that several of them include on the right: {many(len(shown.papers), 'paper')} "
        f"and {many(len(shown.reports), 'report')}, those with most in common. Each leads to its page."
    )
    framed = scrolling(drawn, "Map of reports and papers")
    figure = tag("figure", framed, Html("\n"), tag("figcaption", told), class_="wide") if drawn else EMPTY
    if len(shelf.published) > MOST_IN_MATRIX:
        way = link("The reports nearest to each report", href(HERE, NEAREST[0]))
        return [block(figure, tag("p", way, ", by shared papers."))]
    pairs = [_sharing(row, shelf) for row in sorted(known, key=lambda row: -len(row.papers))[:MOST_IN_MATRIX]]
    return [block(figure), block(_matrix(known, shelf)), block(*pairs)]


def _matrix(rows: Sequence[SharedPapers], shelf: Catalogue) -> Html:
    """Return how many papers each two published reports share; in the diagonal, how many each includes."""
    reports = shelf.published
    if len(reports) < 2:
        return EMPTY
    shared = {frozenset((row.first, row.second)): len(row.papers) for row in rows}
    most = max(shared.values(), default=1)
    head = [tag("th", "Report", scope="col")]
    head += [
        tag("th", link(str(n), href(HERE, report_page(r.id)), title=clean(r.question.title, 200)), scope="col")
        for n, r in enumerate(reports, start=1)
    ]
    body = []
    for number, report in enumerate(reports, start=1):
        name = link(report.question.title, href(HERE, report_page(report.id)))
        cells = [tag("th", f"{number}. ", name, scope="row")]
        for other in reports:
            count = len(report.papers) if other is report else shared.get(frozenset((report.id, other.id)), 0)
            shade = "own" if other is report else f"w{-(-4 * count // most)}"
            cells.append(tag("td", str(count) if count else "–", class_=shade))
        body.append(tag("tr", *cells))
    whole = tag("table", tag("thead", tag("tr", *head)), Html("\n"), tag("tbody", lines(body)), class_="matrix")
    told = tag("p", "Papers that two reports share; in the diagonal, the papers of one report.", class_="cap")
    return lines([told, scrolling(whole, "Papers that two reports share")])


def _sharing(row: SharedPapers, shelf: Catalogue) -> Html:
    first, second = (shelf.names[name] for name in (row.first, row.second))
    names = tag("summary", _title(first), " and ", _title(second), f": {many(len(row.papers), 'paper')}")
    papers = [tag("li", _paper(shelf, name)) for name in row.papers[:MOST_PAPERS]]
    left = len(row.papers) - len(papers)
    if left > 0:
        papers.append(tag("li", f"and {many(left, 'more paper')}"))
    ways = join([link(report.question.title, href(HERE, report_page(report.id))) for report in (first, second)], " · ")
    return tag("details", names, Html("\n"), tag("p", ways, class_="facts"), tag("ul", lines(papers)), class_="all")


def _title(report: Report) -> Html:
    return tag("b", clean(report.question.title, 300))


def _paper(shelf: Catalogue, name: str) -> Html:
    paper = shelf.papers.get(name)
    if paper is None:
        return html(name)
    return join([paper_link(shelf, HERE, name, paper.title), f" ({short(paper)})"])


def _nearest(rows: Sequence[SharedPapers], shelf: Catalogue) -> Iterator[Page]:
    """Yield the lists of the nearest reports of each: the five that share most papers with it."""
    near: dict[str, list[tuple[int, str, tuple[str, ...]]]] = {}
    for row in rows:
        for one, other in ((row.first, row.second), (row.second, row.first)):
            near.setdefault(one, []).append((-len(row.papers), other, row.papers))
    known = [report for report in shelf.published if report.id in near]
    for part in parts(known, *NEAREST, MOST_NEAREST):
        listed = [_near(report, sorted(near[report.id])[:MOST_NEAR], shelf, part.path) for report in part.rows]
        yield _listed("Reports nearest to each other", part, listed)


def _near(report: Report, found: Sequence[tuple[int, str, tuple[str, ...]]], shelf: Catalogue, here: str) -> Html:
    items = [_neighbour(shelf.names[other], papers, shelf, here) for _, other, papers in found if other in shelf.names]
    title = tag("h2", link(report.question.title, href(here, report_page(report.id))), class_="card-title")
    return tag("div", title, tag("ol", lines(items)), class_="card")


def _neighbour(other: Report, papers: Sequence[str], shelf: Catalogue, here: str) -> Html:
    named = [paper_link(shelf, here, name, short(shelf.papers[name])) for name in papers[:3] if name in shelf.papers]
    more = ", …" if len(papers) > len(named) else ""
    way = link(other.question.title, href(here, report_page(other.id)))
    return tag("li", way, f", {many(len(papers), 'paper')}: ", tag("span", join(named, ", "), more, class_="cap"))
