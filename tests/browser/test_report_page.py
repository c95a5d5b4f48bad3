"""A reader of a report filters its claims, follows a permalink, looks at a citation, prints; mouse, keys or finger."""

from __future__ import annotations

import gzip
import io
import json
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.axe import violations
from tests.browser.visits import DESKTOP, PHONE, visit
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.browser

MOST_HTML, MOST_ZIPPED = 200_000, 40_000
SHIFTS = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.fixture(scope="module")
def claims(built_site) -> list[dict]:
    """Return the claims of the report under test, in the order of the page."""
    everything = json.loads((built_site.docs / "data" / "claims.json").read_text(encoding="utf-8"))
    return [claim for claim in everything if claim["report"] == "multimodal-distillation-robustness"]


@pytest.fixture(scope="module")
def address(built_site) -> str:
    """Return the address of a report whose claims have several verdicts."""
    return f"{built_site.url}reports/multimodal-distillation-robustness/"


def shown(page: Page) -> list[str]:
    """Return the claims that can be seen, from the top down."""
    return page.locator("table.claims tbody:not([hidden]) td.text").all_inner_texts()


def chosen(page: Page, label: str):
    """Return the filter of that name."""
    return page.get_by_role("combobox", name=label, exact=True)


def row(page: Page, claim: dict):
    return page.locator("table.claims tbody", has=page.locator(f"#claim-{claim['id']}"))


@pytest.mark.parametrize(("viewport", "scheme"), list(product((DESKTOP, PHONE), ("light", "dark"))))
def test_axe_finds_nothing_on_a_report_all_of_it_opened(chromium, address, viewport, scheme):
    with visit(chromium, f"{address}#c1", viewport, scheme) as seen:
        seen.page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
        seen.page.locator(".cite a").first.focus()
        assert violations(seen.page) == []
        assert seen.complaints == []


@pytest.mark.parametrize("kind", ["built_site", "published_site"])
def test_pages_keep_to_their_budgets(request, kind):
    pages = sorted((request.getfixturevalue(kind).html / "reports").glob("*/index.html"))
    assert len(pages) >= 6
    for page in pages:
        content = page.read_bytes()
        assert len(content) <= MOST_HTML, page
        assert len(gzip.compress(content, mtime=0)) <= MOST_ZIPPED, page


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("anchor", ["", "#5-extracted-claims", "#c3"])
def test_nothing_moves_while_a_report_loads(chromium, address, viewport, anchor):
    with chromium.new_context(viewport=viewport) as context:
        page = context.new_page()
        page.add_init_script(f"({SHIFTS})()")
        page.goto(address + anchor, wait_until="networkidle")
        page.wait_for_timeout(200)
        assert page.evaluate("window.shift") < 0.01


def test_filtered_claims_are_counted_shared_by_their_address_and_reset(chromium, address, claims):
    contested = [claim["text"] for claim in claims if claim["verdict"] == "contested"]
    assert 0 < len(contested) < len(claims)
    with visit(chromium, address) as seen:
        chosen(seen.page, "Verdict").select_option("contested")
        assert shown(seen.page) == contested
        assert seen.page.get_by_role("status").inner_text() == f"{len(contested)} of {len(claims)} claims shown"
        shared = seen.page.url
    assert parse_qs(urlsplit(shared).query) == {"verdict": ["contested"]}
    with visit(chromium, shared) as other:
        assert shown(other.page) == contested
        other.page.get_by_role("button", name="Show all").click()
        assert shown(other.page) == [claim["text"] for claim in claims]
        assert urlsplit(other.page.url).query == ""
        assert chosen(other.page, "Verdict").evaluate("node => node === document.activeElement")


def test_filters_by_outcome_and_source_narrow_together(chromium, address):
    with visit(chromium, address) as seen:
        for label in ("Outcome", "Source"):
            chosen(seen.page, label).select_option(index=1)
        rows = seen.page.locator("table.claims tbody:not([hidden])")
        outcome, source = (
            chosen(seen.page, label).evaluate("box => box.selectedOptions[0].text.replace(/ \\(\\d+\\)$/, '')")
            for label in ("Outcome", "Source")
        )
        for found in rows.all():
            assert outcome in found.locator(".outcomes").text_content()
            assert source in found.locator("td").nth(5).inner_text()


def test_unknown_filters_in_the_address_are_left_aside(chromium, address, claims):
    with visit(chromium, f"{address}?verdict=<b>&sort=--x&source=%00") as seen:
        assert len(shown(seen.page)) == len(claims)
        assert seen.complaints == []


def test_claims_sort_by_keyboard_and_the_order_is_in_the_address(chromium, address, claims):
    with visit(chromium, address) as seen:
        seen.page.get_by_role("button", name="Confidence").focus()
        for turn, order in ((1, "confidence"), (-1, "-confidence")):
            seen.page.keyboard.press("Enter")
            levels = [float(text) for text in seen.page.locator("table.claims tbody td:nth-child(4)").all_inner_texts()]
            assert levels == sorted((round(claim["confidence"], 2) for claim in claims), reverse=turn < 0)
            assert parse_qs(urlsplit(seen.page.url).query)["sort"] == [order]
            assert seen.page.evaluate("document.activeElement.textContent") == "Confidence"


def test_permalink_opens_its_row_even_where_a_filter_hides_it(chromium, address, claims):
    claim = next(claim for claim in claims if claim["verdict"] != "contested")
    with visit(chromium, f"{address}?verdict=contested#claim-{claim['id']}", PHONE) as seen:
        found = row(seen.page, claim)
        assert found.locator(".quote").first.is_visible()
        assert 0 <= found.bounding_box()["y"] < PHONE["height"] / 2
        assert len(shown(seen.page)) == len(claims)


def test_keyboard_alone_reaches_opens_and_copies_a_claim(chromium, address, claims):
    with visit(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as seen:
        page = seen.page
        chosen(page, "Source").focus()
        passed = [""]
        while not passed[-1].startswith("1 passage"):
            page.keyboard.press("Tab")
            passed.append(page.evaluate("document.activeElement.textContent"))
            assert len(passed) < 20, passed
        assert passed[1:4] == ["Open passages", "#", "Claim"]
        page.keyboard.press("Enter")
        quote = row(page, claims[0]).locator(".quote").first
        assert quote.is_visible()
        copy = row(page, claims[0]).get_by_role("button", name="Copy link")
        while not copy.evaluate("node => node === document.activeElement"):
            page.keyboard.press("Tab")
        assert copy.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{address}#claim-{claims[0]['id']}"


def test_citation_shows_its_claim_by_mouse_by_focus_and_by_a_first_tap(chromium, address, claims):
    def first(page):
        return page.locator(".answer .cite a").first

    with visit(chromium, address) as seen:
        claim = claims[int(first(seen.page).inner_text().strip("[]")) - 1]
        tip = seen.page.get_by_role("tooltip")
        first(seen.page).hover()
        tip.wait_for()
        assert claim["text"] in tip.inner_text()
        assert claim["verdict"] in tip.inner_text()
        assert claim["evidence"][0]["quote"] in tip.inner_text()
        assert seen.page.locator("[id]").evaluate_all("all => all.length === new Set(all.map(n => n.id)).size")
        tip.hover()
        seen.page.wait_for_timeout(300)
        assert tip.is_visible()
        seen.page.keyboard.press("Escape")
        assert not tip.is_visible()
        seen.page.mouse.move(5, 5)
        seen.page.locator(".kick a").last.focus()
        seen.page.keyboard.press("Tab")
        while not first(seen.page).evaluate("node => node === document.activeElement"):
            seen.page.keyboard.press("Tab")
        assert tip.is_visible()
        assert first(seen.page).get_attribute("aria-describedby") == tip.get_attribute("id")
    with visit(chromium, address, PHONE, has_touch=True) as seen:
        first(seen.page).tap()
        box = seen.page.get_by_role("tooltip").bounding_box()
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]
        assert urlsplit(seen.page.url).fragment == ""
        first(seen.page).tap()
        seen.page.wait_for_url(f"**{first(seen.page).get_attribute('href')}")


def test_problem_with_a_claim_becomes_an_issue_only_where_a_repository_is_named(
    chromium, address, published_site, claims
):
    label = "Report a problem with this claim"
    with visit(chromium, f"{address}#c2") as seen:
        assert seen.page.get_by_role("link", name=label).count() == 0
    with visit(chromium, f"{published_site.url}{urlsplit(address).path[1:]}#c2") as seen:
        issue = urlsplit(seen.page.get_by_role("link", name=label).get_attribute("href"))
        assert [url for url in seen.requests if not url.startswith((published_site.url, "data:"))] == []
        assert seen.complaints == []
    asked = parse_qs(issue.query)
    assert (issue.netloc, issue.path) == ("github.com", "/example/report-corpus/issues/new")
    assert claims[1]["id"] in asked["body"][0]
    assert claims[1]["text"] in asked["body"][0]
    assert len(asked["title"][0]) <= 120
    fields = (CHECKOUT / ".github" / "ISSUE_TEMPLATE" / asked.pop("template")[0]).read_text("utf-8")
    assert [name for name in asked.keys() - {"title", "body"} if f"    id: {name}\n" not in fields] == []
    assert asked["page"][0].endswith(f"#claim-{claims[1]['id']}")


def test_without_script_every_quote_can_be_opened_and_no_control_is_empty(chromium, address, claims):
    with visit(chromium, f"{address}#c2", java_script_enabled=False) as seen:
        assert shown(seen.page) == [claim["text"] for claim in claims]
        assert seen.page.locator(".claim-tools").bounding_box()["height"] == 0
        assert seen.page.locator("table.claims th").first.is_visible()
        assert row(seen.page, claims[1]).locator(".quote").first.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_paper_holds_every_passage_and_no_control(chromium, address, claims, script):
    with visit(chromium, address, scheme="dark", java_script_enabled=script) as seen:
        pages = PdfReader(io.BytesIO(seen.page.pdf(format="A4"))).pages
        text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert text.count("judge quote") >= len(claims) - 2
    assert "https://doi.org/10." in text
    assert "screened and excluded" in text
    for control in ("Open passages", "Copy link", "Show all", "Back to top", "Switch to"):
        assert control not in text
    assert len(pages) <= 20
    assert min(len(page.extract_text()) for page in pages[:-1]) > 700, "a page is left half empty"
