"""One page per cited paper: the paper, its claims, what it says about others' claims, who uses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue, catalogue, quoted, retracted
from generator.facts import many
from generator.layout import View, badges, bar, held, href, mark, passage, place, quotation, report_page, tally
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, page, table, tag
from generator.notices import is_gone
from generator.records import Check, Corpus, Finding, Page, Paper, Report, Screened
from generator.references import free_copy, reference, short

INDEX = "dois/index.md"
MOST_ROWS = 200


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `dois/<slug>.md` for each cited paper and the index of them, in parts of at most 200 rows."""
    shelf = catalogue(corpus)
    for name, paper in shelf.papers.items():
        yield Page(path=f"dois/{shelf.slugs[name]}.md", text=_paper(paper, shelf))
    yield from _index(shelf)


def _paper(paper: Paper, shelf: Catalogue) -> str:
    here = f"dois/{shelf.slugs[paper.id]}.md"
    title = clean(paper.title, 300) or paper.id
    views = [View(report=report, catalogue=shelf, here=here) for report in shelf.reports]
    meta = {"title": title, "hide": ["navigation"], **_searchable(paper.doi)}
    return page(
        meta,
        heading(1, title),
        block(*_facts(paper)),
        heading(2, "Claims drawn from it"),
        block(*_drawn(paper, views)),
        heading(2, "What it says about claims of other papers"),
        block(*_checked(paper, views)),
        heading(2, "Reports that use it"),
        block(_uses(paper, views)),
    )


def _searchable(doi: str | None) -> Mapping[str, object]:
    """Return what the site's search ranks first for this page: the DOI, and its part that is unique."""
    if not doi:
        return {}
    suffix = doi.partition("/")[2]
    return {"tags": list(dict.fromkeys([doi, suffix, suffix.removeprefix("arxiv.")]))}


def _facts(paper: Paper) -> list[Html]:
    number = tag("p", tag("b", "DOI" if paper.doi else "Id"), " ", tag("code", paper.doi or paper.id), class_="kick")
    return [
        number,
        tag("p", join([one for one in (reference(paper), free_copy(paper)) if one], " · "), class_="lead"),
        tag("p", badges(paper, held(paper), "decided by a person" if paper.decided else "")),
        _gone(paper),
        _held(paper),
        _versions(paper),
        *(tag("p", sentence, class_="cap") for sentence in paper.decided),
    ]


def _gone(paper: Paper) -> Html:
    if not is_gone(paper.notices):
        return EMPTY
    told = "This paper stands retracted or withdrawn: reports leave it out, it supports no claim and contradicts none."
    return tag("p", told, class_="banner")


def _held(paper: Paper) -> Html:
    held = paper.document
    if held is None:
        return tag("p", "No text of this paper is held, so nothing could be read in it.", class_="cap")
    forms = {
        "note": "our own note on it, not its authors' words",
        "abstract": "its abstract",
        "full text": "its full text",
    }
    kept = "" if held.is_whole else " Of it only quotes are stored, which this build could not recheck."
    return tag("p", f"What was read: {forms[held.level]} ({len(held.text)} characters).{kept}", class_="cap")


def _versions(paper: Paper) -> Html:
    if not paper.versions:
        return EMPTY
    return tag("p", "Other versions of the work: ", join((tag("code", name) for name in paper.versions), ", "), ".")


def _drawn(paper: Paper, views: list[View]) -> list[Html]:
    rows = [
        (view, number, finding)
        for view in views
        for number, finding in enumerate(view.report.findings, start=1)
        if finding.claim.paper == paper.id
    ]
    if not rows:
        return [tag("p", "No report drew a claim from it.")]
    return [_claim(view, number, finding) for view, number, finding in rows]


def _claim(view: View, number: int, finding: Finding) -> Html:
    facts = [mark(finding.verdict), bar(finding.confidence, f"confidence {finding.confidence:.2f}")]
    facts += [html(tally(finding)), _row(view, number)]
    span = finding.claim.passage
    source = tag("div", passage(span), tag("p", place(span), class_="facts"), class_="quote")
    text = tag("p", finding.claim.text, class_="text")
    return tag("div", text, tag("p", join(facts, " · "), class_="facts"), source, class_="claim")


def _row(view: View, number: int) -> Html:
    report = view.report
    way = href(view.here, report_page(report.id), f"c{number}")
    return join([link(f"claim {number}", way), f" of {clean(report.question.title, 300)}"])


def _checked(paper: Paper, views: list[View]) -> list[Html]:
    found = [
        _check(view, number, finding, check)
        for view in views
        for number, finding in enumerate(view.report.findings, start=1)
        if finding.claim.paper != paper.id
        for check in quoted(finding)
        if check.passage.paper == paper.id
    ]
    return found or [tag("p", "It neither supports nor contradicts a claim of another paper, as far as it was read.")]


def _check(view: View, number: int, finding: Finding, check: Check) -> Html:
    word = "Supports" if check.label == "supports" else "Contradicts"
    source = view.catalogue.papers.get(finding.claim.paper)
    title = short(source) if source else finding.claim.paper
    page_ = view.catalogue.page(finding.claim.paper)
    name = link(title, href(view.here, page_)) if page_ else html(title)
    text = tag("p", tag("b", f"{word}: "), finding.claim.text, class_="text")
    facts = tag("p", join([name, _row(view, number), mark(finding.verdict)], " · "), class_="facts")
    return tag("div", text, facts, quotation(check, html("this paper")), class_="claim")


def _uses(paper: Paper, views: list[View]) -> Html:
    items = [_use(view, row.rank) for view in views for row in _rows(view.report, paper) if row.included]
    if items:
        return tag("ul", lines(items))
    left = [
        _use(view, row.rank, "left out") for view in views for row in retracted(view.report) if row.paper.id == paper.id
    ]
    return tag("ul", lines(left)) if left else tag("p", "It is quoted, but no report includes it.")


def _rows(report: Report, paper: Paper) -> Iterator[Screened]:
    return (row for row in report.draft.dossier.screening.papers if row.paper.id == paper.id)


def _use(view: View, rank: int, *more: str) -> Html:
    title = link(view.report.question.title, href(view.here, report_page(view.report.id)))
    return tag(
        "li",
        title,
        f", ranked {rank} of {len(view.report.draft.dossier.screening.papers)} screened",
        *(f", {word}" for word in more),
    )


def _index(shelf: Catalogue) -> Iterator[Page]:
    papers = sorted(shelf.papers.values(), key=lambda paper: (short(paper).casefold(), paper.id))
    parts = [papers[start : start + MOST_ROWS] for start in range(0, len(papers), MOST_ROWS)] or [[]]
    for place_, part in enumerate(parts, start=1):
        yield Page(path=_part(place_), text=_listing(shelf, part, place_, len(parts)))


def _part(number: int) -> str:
    return INDEX if number == 1 else f"dois/papers-{number}.md"


def _listing(shelf: Catalogue, papers: list[Paper], number: int, parts: int) -> str:
    here = _part(number)
    rows = [_line(shelf, here, paper) for paper in papers]
    told = tag(
        "p",
        f"{many(len(shelf.papers), 'paper')} that a report includes or quotes{_and_left(shelf)}, by first author.",
        class_="lead",
    )
    head = ("Paper", "DOI", "Claims", "Reports")
    listed = table(head, rows, css="cards papers", numeric=(2, 3)) if rows else tag("p", "No paper is cited yet.")
    ways = join((link(str(other), href(here, _part(other))) for other in range(1, parts + 1)), " ")
    more = tag("p", "Parts: ", ways) if parts > 1 else EMPTY
    meta = {"title": "Papers", "hide": ["navigation", "toc"]}
    return page(meta, heading(1, "Papers"), block(told), block(listed, more))


def _and_left(shelf: Catalogue) -> str:
    left = any(retracted(report) for report in shelf.reports)
    return ", or leaves out because it was retracted" if left else ""


def _line(shelf: Catalogue, here: str, paper: Paper) -> tuple[str, ...]:
    name = link(paper.title or paper.id, href(here, f"dois/{shelf.slugs[paper.id]}.md"), class_="title")
    claims = sum(finding.claim.paper == paper.id for report in shelf.reports for finding in report.findings)
    uses = sum(paper.id in {one.id for one in report.papers} for report in shelf.reports)
    first = join(
        [name, tag("p", f"{short(paper)}. {clean(paper.venue, 200)}".strip(), class_="cap"), badges(paper, held(paper))]
    )
    return first, tag("span", paper.doi or "none", class_="doi"), str(claims), str(uses)
