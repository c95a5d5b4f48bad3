"""One page per cited paper: the paper, its claims, what it says about others' claims, who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from generator.catalogue import Catalogue, catalogue
from generator.concordance import Concordance, Spot, concordance
from generator.facts import many
from generator.figuretable import size_said, stated_said
from generator.ids import doi_url
from generator.layout import (
    badges,
    held,
    href,
    paper_link,
    passage,
    place,
    quotation,
    report_page,
    surety,
    tally,
    verdict,
)
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, page, table, tag
from generator.notices import is_gone
from generator.records import Check, Corpus, Page, Paper, Quantity, Report, Screened
from generator.references import free_copy, reference, short
from generator.reuse import export_paper

MOST_ROWS: Final = 200
MOST_FIGURES: Final = 60
MOST_PLACES: Final = 10
_REGISTERS: Final = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/"),
    "pmid": ("PMID", "https://pubmed.ncbi.nlm.nih.gov/"),
    "pmcid": ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/"),
}


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `dois/<slug>.md` for each cited paper."""
    shelf = catalogue(corpus)
    where = concordance(shelf.reports)
    for name, paper in shelf.papers.items():
        yield Page(path=f"dois/{shelf.slugs[name]}.md", text=_paper(paper, shelf, where))


def _paper(paper: Paper, shelf: Catalogue, where: Concordance) -> str:
    here = f"dois/{shelf.slugs[paper.id]}.md"
    title = clean(paper.title, 300) or paper.id
    meta = {"title": title, "hide": ["navigation"], **_searchable(paper.doi)}
    return page(
        meta,
        heading(1, title),
        block(*_facts(paper, shelf, here), export_paper(here, shelf.slugs[paper.id])),
        heading(2, "Claims drawn from it"),
        block(*_drawn(where.drawn.get(paper.id, ()), here)),
        heading(2, "What it says about claims of other papers"),
        block(*_checked(where.checked.get(paper.id, ()), shelf, here)),
        *_figures(where.figures.get(paper.id, ())),
        heading(2, "Reports that use it"),
        block(_uses(paper, where, here)),
    )


def _searchable(doi: str | None) -> Mapping[str, object]:
    """Return what the site's search ranks first for this page: the DOI, and its part that is unique."""
    if not doi:
        return {}
    suffix = doi.partition("/")[2]
    return {"tags": list(dict.fromkeys([doi, suffix, suffix.removeprefix("arxiv.")]))}


def _facts(paper: Paper, shelf: Catalogue, here: str) -> list[Html]:
    number = tag("p", tag("b", "DOI" if paper.doi else "Id"), " ", tag("code", paper.doi or paper.id), class_="kick")
    return [
        number,
        tag("p", join([one for one in (reference(paper), free_copy(paper)) if one], " · "), class_="lead"),
        tag("p", badges(paper, "" if _unread(paper) else held(paper), "decided by a person" if paper.decided else "")),
        _gone(paper),
        _held(paper),
        _elsewhere(paper),
        _versions(paper, shelf, here),
        *(tag("p", sentence, class_="cap") for sentence in paper.decided),
    ]


def _gone(paper: Paper) -> Html:
    if not is_gone(paper.notices):
        return EMPTY
    told = "This paper stands retracted or withdrawn: reports leave it out, it supports no claim and contradicts none."
    return tag("p", told, class_="banner")


def _unread(paper: Paper) -> bool:
    """Return whether nothing was read of the paper as it is gone, so that nobody knows here what is held of it."""
    return paper.document is None and is_gone(paper.notices)


def _held(paper: Paper) -> Html:
    held = paper.document
    if _unread(paper):
        return EMPTY
    if held is None:
        return tag("p", "No text of this paper is held, so nothing could be read in it.", class_="cap")
    forms = {
        "note": "our own note on it, not its authors' words",
        "abstract": "its abstract",
        "full text": "its full text",
    }
    kept = "" if held.is_whole else " Of it only quotes are stored, which this build could not recheck."
    return tag("p", f"What was read: {forms[held.level]} ({len(held.text)} characters).{kept}", class_="cap")


def _elsewhere(paper: Paper) -> Html:
    """Return the ways to the paper in other registers; nothing where none is known."""
    ways = []
    for name in paper.ids:
        register, _, number = name.partition(":")
        if register in _REGISTERS and number:
            label, address = _REGISTERS[register]
            ways.append(link(f"{label} {clean(number, 40)}", address + number))
    return tag("p", "Elsewhere: ", join(ways, ", "), ".", class_="cap") if ways else EMPTY


def _versions(paper: Paper, shelf: Catalogue, here: str) -> Html:
    if not paper.versions:
        return EMPTY
    return tag(
        "p", "Other versions of the work: ", join((_version(name, shelf, here) for name in paper.versions), ", "), "."
    )


def _version(name: str, shelf: Catalogue, here: str) -> Html:
    label = tag("code", name)
    if shelf.page(name):
        return paper_link(shelf, here, name, label)
    return link(label, doi_url(name)) if name.startswith("10.") else label


def _drawn(spots: Sequence[Spot], here: str) -> list[Html]:
    """Return each claim once, in the order in which the paper states them, with all reports that print it."""
    claims = _by_claim(spots)
    shown = [_claim(same, here) for same in claims[:MOST_ROWS]]
    none = tag("p", "No report drew a claim from it.")
    return [*shown, _more(len(claims) - len(shown), "claim")] if shown else [none]


def _by_claim(spots: Iterable[Spot]) -> list[list[Spot]]:
    ordered = sorted(spots, key=lambda spot: (spot.finding.claim.passage.start, spot.finding.claim.id))
    return [list(same) for _, same in groupby(ordered, key=lambda spot: spot.finding.claim.id)]


def _more(left: int, noun: str) -> Html:
    return tag("p", f"And {many(left, f'more {noun}')}.", class_="cap") if left > 0 else EMPTY


def _claim(spots: Sequence[Spot], here: str) -> Html:
    claim = spots[0].finding.claim
    source = tag("div", passage(claim.passage), tag("p", place(claim.passage), class_="facts"), class_="quote")
    return tag("div", tag("p", claim.text, class_="text"), _places(spots, here), source, class_="claim")


def _places(spots: Sequence[Spot], here: str) -> Html:
    """Return where a claim is printed, and with which verdict."""
    told = [_judged(spot, here) for spot in spots[:MOST_PLACES]]
    more = [html(f"and in {many(len(spots) - MOST_PLACES, 'more report')}")] if len(spots) > MOST_PLACES else []
    return lines(tag("p", part, class_="facts") for part in (*told, *more))


def _judged(spot: Spot, here: str) -> Html:
    finding = spot.finding
    facts = [verdict(finding), surety(finding, "confidence ")]
    return join([*facts, html(tally(finding)), _row(spot, here)], " · ")


def _row(spot: Spot, here: str) -> Html:
    way = href(here, report_page(spot.report.id), f"c{spot.number}")
    return join([link(f"claim {spot.number}", way), f" of {clean(spot.report.question.title, 300)}"])


def _checked(found: Sequence[tuple[Spot, Check]], shelf: Catalogue, here: str) -> list[Html]:
    """Return what the paper says about each claim of others once, with all reports that print the claim."""
    same: dict[tuple[str, int, str], list[tuple[Spot, Check]]] = {}
    for spot, check in found:
        same.setdefault((spot.finding.claim.id, check.passage.start, check.label), []).append((spot, check))
    shown = [_check([spot for spot, _ in pairs], pairs[0][1], shelf, here) for pairs in list(same.values())[:MOST_ROWS]]
    none = tag("p", "It neither supports nor contradicts a claim of another paper, as far as it was read.")
    return [*shown, _more(len(same) - len(shown), "claim")] if shown else [none]


def _check(spots: Sequence[Spot], check: Check, shelf: Catalogue, here: str) -> Html:
    word = "Supports" if check.label == "supports" else "Contradicts"
    claim = spots[0].finding.claim
    source = shelf.papers.get(claim.paper)
    name = paper_link(shelf, here, claim.paper, short(source) if source else claim.paper)
    text = tag("p", tag("b", f"{word}: "), claim.text, class_="text")
    ways = [join([verdict(spot.finding), _row(spot, here)], " · ") for spot in spots[:MOST_PLACES]]
    if len(spots) > MOST_PLACES:
        ways.append(html(f"and in {many(len(spots) - MOST_PLACES, 'more report')}"))
    told = lines(tag("p", way, class_="facts") for way in ways)
    return tag(
        "div",
        text,
        tag("p", "A claim of ", name, class_="facts"),
        told,
        quotation(check, html("this paper")),
        class_="claim",
    )


def _figures(found: Sequence[Quantity]) -> tuple[str, ...]:
    """Return the figures that were read in the paper, in the order in which it states them; nothing without any."""
    if not found:
        return ()
    ordered = sorted(found, key=lambda figure: (figure.start, figure.subject))
    rows = [
        (
            join([html(figure.subject or "not named"), _setting(figure)]),
            size_said(figure.parameters_b) if figure.parameters_b else "–",
            figure.metric or "–",
            stated_said(figure),
            join([html(name) for name in (figure.benchmark, figure.language) if name], ", ") or "–",
        )
        for figure in ordered[:MOST_FIGURES]
    ]
    head = ("What", "Size", "Metric", "Value", "Measured on")
    told = tag(
        "p", f"{many(len(found), 'figure').capitalize()}, read by rule from the text that is held.", class_="cap"
    )
    shown = table(head, rows, css="cards sortable", numeric=(1, 3))
    return heading(2, "Figures read in it"), block(told, shown, _more(len(found) - len(rows), "figure"))


def _setting(figure: Quantity) -> Html:
    return tag("span", f" {clean(figure.setting, 80)}", class_="cap") if figure.setting else EMPTY


def _uses(paper: Paper, where: Concordance, here: str) -> Html:
    rows = where.used.get(paper.id, ())
    if rows:
        return lines([_listed(rows, here), _more(len(rows) - MOST_ROWS, "report")])
    left = where.left_out.get(paper.id, ())
    return _listed(left, here, ", left out") if left else tag("p", "It is quoted, but no report includes it.")


def _listed(rows: Sequence[tuple[Report, Screened]], here: str, more: str = "") -> Html:
    return tag("ul", lines(_use(report, row.rank, here, more) for report, row in rows[:MOST_ROWS]))


def _use(report: Report, rank: int, here: str, more: str) -> Html:
    title = link(report.question.title, href(here, report_page(report.id)))
    return tag("li", title, f", ranked {rank} of {len(report.draft.dossier.screening.papers)} screened{more}")
