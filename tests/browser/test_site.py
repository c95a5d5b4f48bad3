"""What a reader meets in a browser: pages load, nothing else is fetched, search finds, phones can read."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page

from tests.browser.visits import PHONE, visit

pytestmark = pytest.mark.browser

LISTS = ("contradictions/", "open-questions/")
HAND_WRITTEN = ("about/", "method/", "contribute/")
SEARCH_MS = 15_000


@pytest.fixture(scope="module")
def claims(built_site) -> list[dict]:
    """Return all claims of the site."""
    return json.loads((built_site.docs / "data" / "claims.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reports(built_site) -> list[str]:
    """Return the addresses of all report pages, relative to the site."""
    return sorted(
        f"reports/{path.stem}/" for path in (built_site.docs / "reports").glob("*.md") if path.stem != "index"
    )


@pytest.fixture(scope="module")
def report(reports) -> str:
    """Return the address of the report that the others are measured by."""
    return next(address for address in reports if "model-size-and-efficiency" in address)


@pytest.fixture(scope="module")
def doi_page(built_site) -> str:
    """Return the address of one DOI page."""
    names = sorted(path.stem for path in (built_site.docs / "dois").glob("*.md") if path.stem.startswith("10."))
    return f"dois/{names[0]}/"


def test_every_kind_of_page_loads_without_complaint_or_request_elsewhere(chromium, built_site, reports, doi_page):
    for address in ("", "reports/", *reports, "dois/", doi_page, "cross-reference/", *LISTS, *HAND_WRITTEN):
        with visit(chromium, built_site.url + address) as seen:
            assert seen.complaints == [], address
            assert [url for url in seen.requests if not url.startswith((built_site.url, "data:"))] == [], address
            assert seen.page.locator("h1").first.is_visible(), address


def test_six_reports_are_published(reports):
    assert len(reports) == 6


def search(page: Page, words: str) -> list[str]:
    """Type `words` as a person does, and return the addresses of the results."""
    page.locator(".md-search__input").click()
    page.keyboard.type(words, delay=10)
    links = page.locator(".md-search-result__item a.md-search-result__link")
    links.first.wait_for(state="attached", timeout=SEARCH_MS)
    return [link.get_attribute("href") for link in links.all()]


def rarest_word(claims: list[dict], report_id: str) -> str:
    """Return a long word that only one claim of all uses."""
    texts = [(claim["report"], set(re.findall(r"\b[a-z]{7,}\b", claim["text"]))) for claim in claims]
    mine = sorted({word for name, words in texts if name == report_id for word in words})
    return min(mine, key=lambda word: (sum(word in words for _, words in texts), word))


def test_search_finds_a_report_by_a_word_of_a_claim(chromium, built_site, claims, report):
    word = rarest_word(claims, report.split("/")[1])
    with visit(chromium, built_site.url) as seen:
        found = search(seen.page, word)
    assert [href for href in found if report in href], (word, found)


def test_search_finds_a_doi_page_by_its_doi(chromium, built_site, claims):
    doi = min(claim["doi"] for claim in claims if claim["doi"])
    slug = re.sub(r"[^a-z0-9.-]", "_", doi)
    with visit(chromium, built_site.url) as seen:
        found = search(seen.page, doi)
    assert [href for href in found if f"dois/{slug}/" in href], (doi, found)


def test_report_fits_on_a_phone(chromium, built_site, reports):
    for address in reports:
        with visit(chromium, built_site.url + address, PHONE) as seen:
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def places(page: Page, selector: str) -> dict[str, dict[str, float]]:
    """Return where each element lies in the window, by its text; an invisible one has no width."""
    boxes = "nodes => nodes.map(node => [node.innerText.trim(), node.getBoundingClientRect().toJSON()])"
    return dict(page.eval_on_selector_all(selector, boxes))


def test_every_claim_is_readable_on_a_phone(chromium, built_site, claims, report):
    wanted = [claim["text"] for claim in claims if claim["report"] == report.split("/")[1]]
    with visit(chromium, built_site.url + report, PHONE) as seen:
        shown = places(seen.page, "table.claims td.text")
    assert list(shown) == wanted
    narrow = {text for text, box in shown.items() if box["width"] < PHONE["width"] / 2}
    outside = {text for text, box in shown.items() if box["left"] < 0 or box["right"] > PHONE["width"]}
    assert (narrow, outside) == (set(), set())


def background(page: Page) -> int:
    """Return the brightness of the page's background, 0 (black) to 765 (white)."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def test_dark_scheme_of_the_system_is_followed(chromium, built_site, report):
    with visit(chromium, built_site.url + report, scheme="light") as light:
        assert background(light.page) > 600
    with visit(chromium, built_site.url + report, scheme="dark") as dark:
        assert background(dark.page) < 250
        assert dark.complaints == []
        dark.page.emulate_media(media="print")
        assert background(dark.page) > 600


def test_anchor_of_a_claim_brings_it_into_view(chromium, built_site, claims, report):
    last = [claim for claim in claims if claim["report"] == report.split("/")[1]][-1]
    with visit(chromium, f"{built_site.url}{report}#claim-{last['id']}", PHONE) as seen:
        box = places(seen.page, "table.claims td.text")[last["text"]]
    assert 0 <= box["top"] < PHONE["height"]


def test_passages_of_a_claim_open_on_demand(chromium, built_site, claims, report):
    first = next(claim for claim in claims if claim["report"] == report.split("/")[1])
    with visit(chromium, built_site.url + report) as seen:
        row = seen.page.locator("table.claims tbody").first
        quote = row.locator(".quote").first
        assert not quote.is_visible()
        row.locator("summary").click()
        assert quote.is_visible()
        assert first["evidence"][0]["quote"] in quote.inner_text()


def column(page: Page, number: int) -> list[str]:
    """Return the texts of a column of the figures table, from the top down."""
    return page.eval_on_selector_all(
        f"table.figures tbody td:nth-child({number})", "nodes => nodes.map(n => n.innerText)"
    )


def test_figures_sort_by_keyboard_as_numbers_and_stay_a_table_without_script(chromium, built_site, report):
    with visit(chromium, built_site.url + report) as seen:
        seen.page.locator("details#figures > summary").click()
        before, size = column(seen.page, 2), seen.page.locator("table.figures th").nth(1)
        size.get_by_role("button").focus()
        for order, turn in (("ascending", 1), ("descending", -1)):
            seen.page.keyboard.press("Enter")
            shown = column(seen.page, 2)
            known = [float(text.rstrip("B")) for text in shown if text != "–"]
            assert size.get_attribute("aria-sort") == order
            assert known == sorted(known, key=lambda number, turn=turn: turn * number)
            assert shown[len(known) :] == ["–"] * (len(shown) - len(known))
            assert sorted(shown) == sorted(before)
        seen.page.locator("table.figures th button").first.click()
        assert seen.page.locator("table.figures th[aria-sort]").count() == 1
    with chromium.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(built_site.url + report)
        assert plain.locator("table.figures th button").count() == 0
        assert plain.locator("table.figures th").first.text_content() == "Subject"


def test_sentence_behind_a_figure_is_one_click_away(chromium, built_site, report):
    with visit(chromium, built_site.url + report) as seen:
        seen.page.locator("details#figures > summary").click()
        way = seen.page.locator("table.figures tbody tr").first.locator("a").last
        target = seen.page.locator(way.get_attribute("href"))
        way.click()
        assert target.locator(".note, blockquote").first.is_visible()
