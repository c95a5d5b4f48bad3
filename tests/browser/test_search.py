"""The dialog that searches with Pagefind, and what is pasted of a DOI into the theme's own search."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from generator.onepage import serving
from tests.browser.axe import violations
from tests.browser.visits import DESKTOP, PHONE, visit
from tests.conftest import command

pytestmark = pytest.mark.browser

FIELD, STATUS, ROWS = ".rc-search__field", ".rc-search__status", ".rc-search__list a"
READY_MS = 2_000


@pytest.fixture(scope="module")
def site(built_site, tmp_path_factory):
    """Build the shipped corpus once more, searched with Pagefind, and serve it."""
    if not importlib.util.find_spec("pagefind_bin"):
        pytest.skip("the extra `search` is not installed")
    root = tmp_path_factory.mktemp("pagefind") / "site-root"
    shutil.copytree(built_site.root, root, ignore=shutil.ignore_patterns("site"))
    (root / "generator.toml").write_text("search = 'pagefind'\n", encoding="utf-8")
    for word in ("build", "finish"):
        command(root, "generator", word)
    claims = json.loads((root / "docs" / "data" / "claims.json").read_text("utf-8"))
    with serving(root / "site") as url:
        yield SimpleNamespace(url=url, claims=claims, folder=Path(root / "site"))


@pytest.fixture
def page(chromium, site):
    with chromium.new_context(service_workers="block") as context:
        page = context.new_page()
        page.seen = []
        page.complaints = []
        page.on("request", lambda request: page.seen.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(site.url + "reports/")
        yield page
        assert page.complaints == []
        assert [url for url in page.seen if not url.startswith((site.url, "data:"))] == []


def opened(page: Page) -> Page:
    page.keyboard.press("/")
    page.wait_for_selector("dialog.rc-search[data-ready]", timeout=READY_MS)
    return page


def search(page: Page, words: str) -> list[str]:
    """Type `words` and return where the results lead."""
    page.fill(FIELD, "")
    expect(page.locator(STATUS)).to_contain_text(re.compile("^Type"))
    page.fill(FIELD, words)
    expect(page.locator(STATUS)).not_to_contain_text(re.compile("^Type"))
    return page.eval_on_selector_all(ROWS, "rows => rows.map(row => row.getAttribute('href'))")


def test_a_phrase_of_a_claim_leads_to_the_row_of_the_claim_by_keyboard_alone(page, site):
    claim = site.claims[0]
    phrase = " ".join(claim["text"].split()[:6]).rstrip(".,;")
    ways = search(opened(page), f'"{phrase}"')
    wanted = next(place for place, way in enumerate(ways) if f"/{claim['report']}/#c" in way)
    for _ in range(wanted):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{claim['report']}/#c*")
    assert claim["text"] in page.locator(f"#{page.url.partition('#')[2]}").inner_text()


def test_claims_that_hold_most_of_the_words_come_first_and_are_shown_once(page, site):
    claim = max(site.claims, key=lambda claim: len(claim["text"]))
    words = sorted(set(re.findall(r"\b[a-z]{6,}\b", claim["text"])))[:5]
    search(opened(page), " ".join(words))
    marks = page.locator(f"{ROWS}.rc-search__report:first-child ~ .rc-search__part").evaluate_all(
        """rows => rows.map(row => {
          const words = [...row.querySelectorAll("mark")].map(mark => mark.textContent.toLowerCase());
          return [row.href.split("#")[0], new Set(words.map(word => word.replace(/\\W/g, ""))).size];
        })"""
    )
    assert marks
    assert all(one[1] >= other[1] for one, other in pairwise(marks) if one[0] == other[0])
    shown = [" ".join(text.split()) for text in page.locator(f"{ROWS}.rc-search__part").all_inner_texts()]
    assert [text.count(claim["text"]) for text in shown if claim["text"][:30] in text][:1] == [1]


def test_escape_closes_and_gives_the_focus_back(page):
    opened(page)
    page.keyboard.press("Escape")
    assert not page.locator("dialog.rc-search").is_visible()


def test_a_doi_is_found_however_it_is_pasted_and_by_its_beginning(page, site):
    doi = next(claim["doi"] for claim in site.claims if claim["doi"])
    bare = search(opened(page), doi)
    assert bare
    for pasted in (f"https://doi.org/{doi}", f"doi:{doi}", f"http://dx.doi.org/{doi}"):
        assert search(page, pasted) == bare
    assert search(page, doi.partition("/")[0])


def test_results_are_narrowed_only_together_with_a_word(page, site):
    before = search(opened(page), "model")
    page.select_option("select[name=verdict]", "corroborated")
    page.wait_for_timeout(500)
    reports = {claim["report"] for claim in site.claims if claim["verdict"] == "corroborated"}
    shown = page.eval_on_selector_all(f"{ROWS}.rc-search__report", "rows => rows.map(row => row.getAttribute('href'))")
    assert 0 < len(shown) <= len(before)
    assert {way.strip("/").split("/")[-1] for way in shown} <= reports
    page.seen.clear()
    page.fill(FIELD, "")
    page.wait_for_timeout(500)
    assert page.inner_text(STATUS) == "Type a word as well."
    assert page.seen == []


def test_nothing_is_loaded_before_the_dialog_opens(page):
    assert [url for url in page.seen if "/pagefind/" in url] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_dialog(page, viewport, scheme):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    search(opened(page), "model")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_search_of_the_theme(chromium, built_site, viewport, scheme):
    with visit(chromium, built_site.url, viewport, scheme) as seen:
        seen.page.keyboard.press("/")
        seen.page.keyboard.type("model", delay=10)
        seen.page.locator(".md-search-result__link").first.wait_for(timeout=15_000)
        assert violations(seen.page) == []


def test_dialog_fits_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    search(opened(page), "model")
    box = page.locator("dialog.rc-search").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.querySelector('dialog.rc-search').scrollWidth") <= box["width"]


def test_address_of_a_doi_is_understood_by_the_search_of_the_theme(chromium, built_site):
    claims = json.loads((built_site.docs / "data" / "claims.json").read_text("utf-8"))
    doi = min(claim["doi"] for claim in claims if claim["doi"])
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(built_site.url)
        page.locator(".md-search__input").click()
        page.keyboard.insert_text(f"https://doi.org/{doi}")
        page.keyboard.press("Shift")
        links = page.locator(".md-search-result__item a.md-search-result__link")
        links.first.wait_for(state="attached", timeout=15_000)
        assert any("/dois/" in link.get_attribute("href") for link in links.all())
