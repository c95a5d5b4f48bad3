"""Lists, finder, paper pages and cross-reference in a browser: found, filtered, read by everybody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.visits import DESKTOP, PHONE, visit

pytestmark = pytest.mark.browser

LISTS = (
    "",
    "reports/",
    "dois/",
    "dois/years/",
    "dois/venues/",
    "cross-reference/",
    "tags/",
    "resolve/",
    "404.html",
    "changes/",
    "data/",
)
ARXIV = "10.48550_arxiv."


@pytest.fixture(scope="module")
def papers(built_site) -> list[str]:
    """Return the addresses of all paper pages, relative to the site."""
    return sorted(f"dois/{path.stem}/" for path in (built_site.docs / "dois").glob("*.md") if path.stem != "index")


@pytest.fixture(scope="module")
def tag_page(built_site) -> str:
    """Return the address of the page of one tag."""
    return f"tags/{min(path.stem for path in (built_site.docs / 'tags').glob('*.md') if path.stem != 'index')}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(chromium, built_site, papers, tag_page, viewport, scheme):
    for address in (*LISTS, tag_page, papers[0], "resolve/?find=models"):
        with visit(chromium, built_site.url + address, viewport, scheme) as seen:
            assert violations(seen.page) == [], address
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address
            assert seen.complaints == [], address
            assert [url for url in seen.requests if not url.startswith((built_site.url, "data:"))] == [], address


def find(page, words: str) -> None:
    """Type into the finder of the page and press Enter."""
    page.locator("form.finder input").fill(words)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    "form",
    [
        "{doi}",
        "https://doi.org/{doi}",
        "DOI: {upper}.",
        "doi:{doi}",
        "arXiv:{arxiv}v2",
        "{arxiv}",
        "https://arxiv.org/pdf/{arxiv}",
    ],
)
def test_finder_arrives_from_every_form_of_an_identifier(chromium, built_site, papers, form):
    address = next(name for name in papers if ARXIV in name)
    doi = address.split("/")[1].replace("_", "/", 1)
    typed = form.format(doi=doi, upper=doi.upper(), arxiv=doi.rpartition("arxiv.")[2])
    with visit(chromium, built_site.url + "resolve/") as seen:
        find(seen.page, typed)
        seen.page.wait_for_url(built_site.url + address)


def test_finder_arrives_by_title_and_lists_what_is_near(chromium, built_site, papers):
    with visit(chromium, built_site.url + papers[0]) as seen:
        title = seen.page.locator("h1").inner_text().removesuffix("¶").strip()
    with visit(chromium, built_site.url + "resolve/") as seen:
        find(seen.page, title.upper())
        seen.page.wait_for_url(built_site.url + papers[0])
    with visit(chromium, built_site.url + "resolve/") as seen:
        find(seen.page, " ".join(title.split()[:3]))
        expect(seen.page.locator(".found li a").first).to_be_focused()
        seen.page.keyboard.press("ArrowUp")
        expect(seen.page.locator("form.finder input")).to_be_focused()
        seen.page.keyboard.press("ArrowDown")
        seen.page.keyboard.press("Enter")
        expect(seen.page).not_to_have_url(re.compile("resolve"))


@pytest.mark.parametrize("name", ["find", "q"])
def test_address_with_a_query_arrives(chromium, built_site, papers, name):
    doi = papers[0].split("/")[1].replace("_", "/", 1)
    with visit(chromium, f"{built_site.url}resolve/?{name}={doi}") as seen:
        seen.page.wait_for_url(built_site.url + papers[0])


def test_finder_says_that_nothing_was_found(chromium, built_site):
    with visit(chromium, built_site.url + "resolve/") as seen:
        find(seen.page, "10.5555/nowhere")
        expect(seen.page.locator(".found .told")).to_contain_text("Nothing here goes by that.")


def test_finder_of_another_page_leads_there(chromium, built_site, papers):
    with visit(chromium, built_site.url) as seen:
        find(seen.page, papers[0].split("/")[1].replace("_", "/", 1))
        seen.page.wait_for_url(built_site.url + papers[0])


def test_without_a_script_the_finder_leads_to_the_lists(chromium, built_site):
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(built_site.url + "resolve/")
        assert page.locator("noscript p", has_text="Finding needs JavaScript").is_visible()
        page.get_by_role("link", name="by year").click()
        assert page.locator("h1").inner_text().startswith("Papers by year")
        page.goto(built_site.url + "reports/")
        assert page.locator(".card.report").count() == 6
        assert not page.locator("form.filters").is_visible()


def test_reports_are_filtered_by_tag_and_words_and_the_choice_stands_in_the_address(chromium, built_site):
    with visit(chromium, built_site.url + "reports/") as seen:
        page = seen.page
        everything = page.locator(".card.report:visible").count()
        page.get_by_label("Tag").select_option(index=1)
        chosen = page.locator("select[name=tag] option:checked").inner_text()
        expect(page.locator("form.filters output")).to_contain_text(f"of {everything} reports")
        shown = page.locator(".card.report:visible")
        assert 0 < shown.count() < everything
        assert all(chosen in card for card in shown.all_inner_texts())
        page.reload()
        expect(page.locator("select[name=tag] option:checked")).to_have_text(chosen)
        expect(page.locator(".card.report:visible")).to_have_count(shown.count())
        page.get_by_label("Words").fill("no report holds these words")
        expect(page.locator("form.filters output")).to_have_text(f"0 of {everything} reports")


def test_filter_fetches_the_other_pages_of_a_long_list(chromium, built_site):
    card = '<article class="card report" data-tag="1"><h2><a href="../../far/">Far report</a></h2></article>'
    with chromium.new_context(viewport=DESKTOP, service_workers="block") as context:
        page = context.new_page()
        own = (built_site.html / "reports" / "index.html").read_text("utf-8")
        body = own.replace('aria-label="Filter the reports"', 'aria-label="Filter the reports" data-parts="list/2/"')
        page.route("**/reports/", lambda route: route.fulfill(body=body, content_type="text/html"))
        other = f'<div class="reports">{card}</div>'
        page.route("**/reports/list/2/", lambda route: route.fulfill(body=other, content_type="text/html"))
        page.goto(built_site.url + "reports/")
        page.get_by_label("Words").fill("far report")
        way = page.get_by_role("link", name="Far report")
        expect(way).to_be_visible()
        assert way.get_attribute("href") == built_site.url + "reports/far/"
        expect(page.locator("form.filters output")).to_have_text("1 of 7 reports")


def test_from_a_paper_to_another_report_by_its_claim(chromium, built_site, papers):
    for address in papers:
        with visit(chromium, built_site.url + address) as seen:
            ways = seen.page.locator(".claim a[href*='/reports/']")
            targets = {way.get_attribute("href").split("#")[0] for way in ways.all()}
            if len(targets) < 2:
                continue
            ways.last.click()
            seen.page.wait_for_url(re.compile(r"/reports/[^/]+/#c\d+$"))
            assert seen.page.locator(f"[id='{seen.page.url.partition('#')[2]}']").first.is_visible()
            return
    pytest.fail("no paper is claimed from in two reports")


def test_map_leads_by_keyboard_to_reports_and_papers(chromium, built_site):
    with visit(chromium, built_site.url + "cross-reference/") as seen:
        ways = seen.page.locator("svg.map a")
        assert {way.get_attribute("href").split("/")[1] for way in ways.all()} == {"reports", "dois"}
        ways.first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url(re.compile(r"/reports/"))


def test_page_that_is_not_there_searches(chromium, built_site):
    with visit(chromium, built_site.url + "404.html") as seen:
        find(seen.page, "models")
        expect(seen.page.locator(".found li a").first).to_be_visible()
