"""Former addresses of reports: each leads on to the page that took its place, without a script."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import catalogue
from generator.layout import href, report_page, url
from generator.markdown import MARKER, Html, clean, lines, link, tag
from generator.records import Corpus, Page, Report, Site


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `reports/<alias>/index.html` for each alias of a shown report.

    It is a page by itself and not one of MkDocs', which would list and index it.
    """
    for report in catalogue(corpus).reports:
        for alias in report.question.aliases:
            yield Page(path=f"reports/{alias}/index.html", text=_text(alias, report, corpus.site))


def _text(alias: str, report: Report, site: Site) -> str:
    title = clean(report.question.title, 300)
    there = href(report_page(alias), report_page(report.id))
    # Nothing of a style or script in it, so that it passes any policy that a site sets.
    head = lines(
        [
            tag("meta", charset="utf-8"),
            tag("title", f"Moved: {title}"),
            tag("meta", name="generator", content=MARKER),
            tag("meta", name="robots", content="noindex"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", http_equiv="refresh", content=f"0; url={there}"),
            _canonical(site.address(url(report_page(report.id))) or there),
        ]
    )
    told = tag("p", "This report has another address now: ", link(title, there), ".")
    body = tag("main", tag("h1", "Moved"), Html("\n"), told)
    page = tag("html", tag("head", Html("\n"), head, Html("\n")), Html("\n"), tag("body", body), lang="en")
    return f"<!doctype html>\n{page}\n"


def _canonical(address: str) -> Html:
    # In HTML the element has no end tag, in the feeds that `tag` builds too it has to have one.
    return Html(tag("link", rel="canonical", href=address).removesuffix("</link>"))
