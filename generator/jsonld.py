"""What a page says of itself in the words of schema.org, as nodes of JSON-LD.

Addresses have to be absolute.  Where the site's own is not set, what needs it
is left out: reviews of claims, the way to a page, files to load.  A report is
marked as made by an algorithm, as it is on its page; its authors are those
that the question names, and as nobody knows whether these are people or
groups, they are given as organisations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from generator.catalogue import Catalogue
from generator.facts import many
from generator.ids import doi_url
from generator.layout import report_page, url
from generator.markdown import clean, safe_url
from generator.metadata import full_name, iso_day
from generator.records import Finding, Paper, Report, Site, Verdict

Node = Mapping[str, object]

MOST_AUTHORS: Final = 20
MOST_ABSTRACT: Final = 1500
NOTICE: Final = "Machine-generated synthesis; not original research."
ALGORITHM: Final = "https://schema.org/AlgorithmicMediaDigitalSource"
# What a page names often stands in it once, and is pointed to.
_PUBLISHER: Final = {"@id": "#publisher"}
# From worst to best; a claim that was not verified has no place on this scale and is not reviewed.
SCALE: Final[tuple[Verdict, ...]] = ("unsupported", "contested", "single source", "corroborated")


def report_nodes(report: Report, shelf: Catalogue) -> list[Node]:
    """Return the report as an article with the papers that it cites, then a review of each verified claim."""
    reviews = _reviews(report, shelf)
    used = {finding.verdict for finding in report.findings}
    ratings = [_rating(verdict) for verdict in SCALE if reviews and verdict in used]
    return [_article(report, shelf), _publisher(shelf.site), *ratings, *reviews]


def paper_nodes(paper: Paper, shelf: Catalogue) -> list[Node]:
    """Return our page on `paper`, whose subject is the paper."""
    page = shelf.page(paper.id) or ""
    node = _filled({"@type": "WebPage", "url": shelf.site.address(url(page)), "mainEntity": _paper(paper, whole=True)})
    return [node]


def breadcrumbs(trail: Sequence[tuple[str, str]], site: Site) -> list[Node]:
    """Return the way from the front page to a page as (title, path) pairs; nothing where `site` has no address."""
    if not site.url or len(trail) < 2:
        return []
    steps = [
        {"@type": "ListItem", "position": place, "name": clean(title, 300), "item": site.address(url(path))}
        for place, (title, path) in enumerate(trail, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}]


def dataset(shelf: Catalogue, files: Iterable[str]) -> list[Node]:
    """Return the corpus as a dataset, and `files` below the front page as what can be loaded of it."""
    site = shelf.site
    claims = sum(len(report.findings) for report in shelf.reports)
    told = (
        f"{many(claims, 'claim')} extracted from {many(len(shelf.papers), 'paper')} for "
        f"{many(len(shelf.reports), 'research question')}, each with the quoted passage that it was taken from, "
        f"a verdict and a confidence. {NOTICE}"
    )
    loads = [
        {"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": site.address(file)}
        for file in files
        if site.url
    ]
    days = [report.date for report in shelf.reports if report.date and iso_day(report.date)]
    node = {
        "@type": "Dataset",
        "name": f"{site.name or 'Report corpus'}: claims and the passages behind them",
        "description": told,
        "url": site.url,
        "isAccessibleForFree": True,
        "creator": _PUBLISHER,
        "dateModified": max(days, default=""),
        "distribution": loads,
    }
    return [_filled(node), _publisher(site)]


def _article(report: Report, shelf: Catalogue) -> Node:
    question, site = report.question, shelf.site
    page, data = (site.address(one) for one in (url(report_page(report.id)), f"data/reports/{report.id}.json"))
    node = {
        "@type": "ScholarlyArticle",
        "@id": page,
        "url": page,
        "headline": clean(question.title, 300),
        "description": clean(question.question, 1000),
        "abstract": clean(" ".join(statement.text for statement in report.draft.answer), MOST_ABSTRACT),
        "author": [{"@type": "Organization", "name": clean(name, 200)} for name in question.authors],
        "publisher": _PUBLISHER,
        "datePublished": next(filter(iso_day, (question.published, report.date)), ""),
        "dateModified": report.date if iso_day(report.date) else "",
        "version": report.version,
        "inLanguage": "en",
        "keywords": [clean(tag, 100) for tag in question.tags],
        "creditText": NOTICE,
        "digitalSourceType": ALGORITHM,
        "isBasedOn": site.edit_file(f"{site.corpus}/{question.file}") if question.file else "",
        "encoding": _filled({"@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": data})
        if data
        else "",
        "citation": [_paper(paper, whole=False) for paper in report.papers],
    }
    return _filled(node)


def _reviews(report: Report, shelf: Catalogue) -> list[Node]:
    if not shelf.site.url:
        return []
    cited = frozenset(_address(paper) for paper in report.papers) - {""}
    return [_review(report, finding, shelf, cited) for finding in report.findings if finding.verdict in SCALE]


def _review(report: Report, finding: Finding, shelf: Catalogue, cited: frozenset[str]) -> Node:
    """Return the review of a claim, which stands at its row of the report; the article is dated for all of them.

    What a report says more than once makes the most of its page, so a paper that the article cites is pointed to.
    """
    page = shelf.page(finding.claim.paper) or report_page(report.id)
    place = _address(shelf.papers.get(finding.claim.paper)) or shelf.site.address(url(page))
    work = {"@id": place} if place in cited else {"@type": "ScholarlyArticle", "@id": place}
    node = {
        "@type": "ClaimReview",
        "url": f"{shelf.site.address(url(report_page(report.id)))}#claim-{finding.claim.id}",
        "claimReviewed": clean(finding.claim.text, 1000),
        "author": _PUBLISHER,
        "itemReviewed": {"@type": "Claim", "appearance": work},
        "reviewRating": {"@id": _rating(finding.verdict)["@id"]},
    }
    return _filled(node)


def _rating(verdict: Verdict) -> Node:
    """Return a verdict as its place in `SCALE`, counted from 1; reviews point to it."""
    value = SCALE.index(verdict) + 1
    return {
        "@type": "Rating",
        "@id": f"#rating-{value}",
        "ratingValue": value,
        "worstRating": 1,
        "bestRating": len(SCALE),
        "alternateName": verdict,
    }


def _paper(paper: Paper, *, whole: bool) -> Node:
    """Return a paper, with all that is known of it where it is wanted `whole`; its address alone names it, else."""
    address = _address(paper)
    node: dict[str, object] = {"@type": "ScholarlyArticle", "@id": address}
    if whole or not address:
        node |= {"name": clean(paper.title, 500) or paper.id, "datePublished": str(paper.year or "")}
    if whole:
        node |= {
            "author": _people(paper),
            "isPartOf": _filled({"@type": "CreativeWork", "name": clean(paper.venue, 300)}) if paper.venue else "",
            "identifier": f"doi:{paper.doi}" if paper.doi else "",
            "creativeWorkStatus": [clean(notice, 300) for notice in paper.notices],
        }
    return _filled(node)


def _people(paper: Paper) -> list[Node]:
    names = filter(None, map(full_name, paper.authors[:MOST_AUTHORS]))
    return [{"@type": "Person", "name": name} for name in names]


def _address(paper: Paper | None) -> str:
    """Return where a paper can be read elsewhere: its DOI's address, else its own, else ""."""
    if paper is None:
        return ""
    absolute = paper.url.lower().startswith(("https://", "http://")) and safe_url(paper.url)
    return doi_url(paper.doi) if paper.doi else paper.url if absolute else ""


def _publisher(site: Site) -> Node:
    return _filled({"@type": "Organization", **_PUBLISHER, "name": site.name or "Report corpus", "url": site.url})


def _filled(node: Mapping[str, object]) -> Node:
    """Return `node` without what is empty; 0 and False stay."""
    return {key: value for key, value in node.items() if value not in ("", [], {}, None)}
