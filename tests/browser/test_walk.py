"""The whole way of a reader: search, report, claim, quote, paper, another report; by keyboard alone, and on a phone."""

from __future__ import annotations

import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import DESKTOP, PHONE, visit

pytestmark = pytest.mark.browser

RESULT = ".md-search-result__link"


@pytest.fixture(scope="module")
def claim(built_site) -> dict:
    """Return a claim with a word of its own, from a paper that several reports use."""
    claims = json.loads((built_site.docs / "data" / "claims.json").read_text("utf-8"))
    words = Counter(word for one in claims for word in own_words(one))
    for one in claims:
        paper = built_site.docs / "data" / "papers" / f"{slug(one)}.json"
        used = json.loads(paper.read_text("utf-8"))["reports"] if paper.is_file() else []
        rare = sorted(word for word in own_words(one) if words[word] == 1)
        if len(used) > 1 and rare and one["evidence"]:
            other = next(row["report"] for row in used if row["report"] != one["report"])
            return {**one, "word": rare[0], "other": other}
    pytest.fail("no claim to walk to")


def own_words(claim: dict) -> set[str]:
    return set(re.findall(r"\b[a-z]{7,}\b", claim["text"]))


def slug(claim: dict) -> str:
    return re.sub(r"[^a-z0-9.-]", "_", claim["doi"] or "")


def look_for(page: Page, claim: dict, *, press: bool) -> None:
    """Search for the claim's word and follow what leads to its report."""
    if press:
        page.keyboard.press("/")
    else:
        page.locator(
            ".md-search__input" if page.viewport_size["width"] > 1000 else "label[for=__search].md-icon"
        ).first.click()
    page.locator(".md-search__input").wait_for()
    page.keyboard.type(claim["word"], delay=10)
    ways = page.locator(f"{RESULT}[href*='/{claim['report']}/']")
    ways.last.wait_for(state="attached", timeout=15_000)
    wanted = page.locator(f"{RESULT}[href*='/{claim['report']}/'][href*='claims']").first
    if not press:
        if not wanted.is_visible():
            wanted.locator("xpath=ancestor::li").locator("summary").click()
        return wanted.click()
    hidden = wanted.locator("xpath=ancestor::details[not(@open)]")
    for _ in range(60):
        page.keyboard.press("ArrowDown")
        if wanted.evaluate("node => node === document.activeElement"):
            return page.keyboard.press("Enter")
        if hidden.count() and hidden.locator("summary").evaluate("node => node === document.activeElement"):
            page.keyboard.press("Enter")
    pytest.fail("no key leads to the result")


def follow(page: Page, way, *, press: bool) -> None:
    """Follow a link with the mouse, or with Tab and Enter from where the reader is."""
    if not press:
        return way.click()
    for _ in range(120):
        page.keyboard.press("Tab")
        if way.evaluate("node => node === document.activeElement"):
            assert way.evaluate("node => node.matches(':focus-visible')")
            return page.keyboard.press("Enter")
    pytest.fail(f"Tab does not reach {way}")


@pytest.mark.parametrize(
    ("viewport", "scheme", "press"),
    [(DESKTOP, "light", True), (DESKTOP, "dark", False), (PHONE, "dark", False)],
    ids=["keyboard", "dark", "phone"],
)
def test_from_search_to_report_to_claim_to_quote_to_paper_to_another_report(
    chromium, built_site, claim, viewport, scheme, press
):
    with visit(chromium, built_site.url, viewport, scheme) as seen:
        page = seen.page
        look_for(page, claim, press=press)
        page.wait_for_url(f"**/{claim['report']}/**")
        row = page.locator("table.claims tbody", has=page.locator(f"#claim-{claim['id']}"))
        quote = row.locator(".quote").first
        quote.wait_for()
        assert claim["evidence"][0]["quote"] in quote.inner_text()
        expect(row.locator("td.text")).to_be_in_viewport()
        if press:
            row.locator("summary").focus()
        follow(page, quote.locator("a[href*='dois/']").first, press=press)
        page.wait_for_url(f"**/dois/{slug(claim)}/**")
        assert claim["text"] in page.locator("article").inner_text()
        follow(page, page.locator(f"article a[href*='reports/{claim['other']}/']").first, press=press)
        page.wait_for_url(f"**/reports/{claim['other']}/**")
        assert page.locator("h1").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert seen.complaints == []
        assert {urlsplit(url).netloc for url in seen.requests if not url.startswith("data:")} == {
            urlsplit(built_site.url).netloc
        }
