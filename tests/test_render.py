from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import markdown
import pytest
import yaml

from generator.errors import InvalidInput
from generator.layout import href, url
from generator.records import Corpus, Page, Relations
from generator.render import render
from tests.invented import corpus, empty_report

HAND_WRITTEN = {"about.md", "method.md", "contribute.md"}
BALANCED = re.compile(r"</?([a-z][a-z0-9]*)")


class Reader(HTMLParser):
    """Collects ids, links, tags left open, and everything that could run or load something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.active: list[str] = []

    def handle_starttag(self, name, attrs):
        if name != "input":  # has no end tag
            self.open.append(name)
        held = dict(attrs)
        self.ids += [held["id"]] if "id" in held else []
        self.links += [held["href"]] if "href" in held else []
        if held == {"type": "application/ld+json"}:
            return  # data, which no browser runs
        if name in {"script", "img", "iframe", "link", "object", "style", "base", "meta"}:
            self.active.append(name)
        if ":" in held.get("action", ""):  # a form of ours leads to a page of ours
            self.active.append(name)
        self.active += [key for key in held if key.startswith("on") or key == "src"]

    def handle_endtag(self, name):
        assert self.open.pop() == name, f"</{name}> closes another element"


def body(page: Page) -> str:
    return page.text.split("\n---\n", 1)[1]


def read(page: Page) -> Reader:
    reader = Reader()
    settings = re.sub(r"!!python\S*|!ENV", "", Path("mkdocs.yml").read_text("utf-8"))
    extensions, options = [], {}
    for item in yaml.safe_load(settings)["markdown_extensions"]:
        name, given = next(iter(item.items())) if isinstance(item, dict) else (item, {})
        extensions.append(name)
        options[name] = given
    made = markdown.markdown(body(page), extensions=[*extensions, "tables", "fenced_code"], extension_configs=options)
    reader.feed(made)
    reader.close()
    assert reader.open == []
    return reader


def pages(kind=".md"):
    return [page for page in render(corpus()) if page.path.endswith(kind)]


def test_each_path_comes_once():
    paths = [page.path for page in render(corpus())]
    assert len(paths) == len(set(paths))


def test_two_pages_of_one_path_are_refused():
    report = empty_report("index")
    with pytest.raises(InvalidInput) as raised:
        tuple(render(Corpus(reports=(report,), relations=Relations())))
    assert "reports/index.md" in str(raised.value)


def test_paths_that_differ_in_case_only_are_refused():
    kinds = {"one": lambda _: [Page(path="a.md", text="")], "two": lambda _: [Page(path="A.md", text="")]}
    with pytest.raises(InvalidInput):
        tuple(render(corpus(), kinds, {}))


def test_draft_has_no_page_and_is_in_no_data():
    assert not [page.path for page in render(corpus()) if "tidal-draft" in page.path or "tidal-draft" in page.text]


def test_corpus_without_reports_gives_indexes_and_empty_data():
    made = render(Corpus(reports=(), relations=Relations()), exporters={})
    assert sorted(page.path for page in made) == [
        "changes.md",
        "contradictions.md",
        "cross-reference/index.md",
        "data/claims.json",
        "data/contradictions.json",
        "data/index.md",
        "data/open-questions.json",
        "data/papers.json",
        "data/reports.json",
        "data/resolve/index.json",
        "data/resolve/papers-1.json",
        "data/resolve/reports.json",
        "dois/index.md",
        "dois/venues/index.md",
        "dois/years/index.md",
        "index.md",
        "open-questions.md",
        "reports/index.md",
        "resolve.md",
        "scoreboard.md",
        "tags/index.md",
    ]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.path)
def test_page_is_well_formed_and_nothing_on_it_runs_or_loads(page):
    reader = read(page)
    assert reader.active == []
    assert len(reader.ids) == len(set(reader.ids))


def test_every_internal_link_and_anchor_resolves():
    made = {page.path: read(page) for page in pages()}
    addresses = {url(path): path for path in (*made, *HAND_WRITTEN)}
    data = {page.path for page in render(corpus()) if not page.path.endswith(".md")}
    broken = []
    for path, reader in made.items():
        for link in reader.links:
            target, _, anchor = link.partition("#")
            if target.startswith("https://doi.org/"):
                continue
            place = (
                normpath(join("/", dirname(url(path) + "x"), target)).lstrip("/") if target else url(path).rstrip("/")
            )
            there = addresses.get(f"{place}/" if place else "")
            if not (place in data or there in HAND_WRITTEN or (there and (not anchor or anchor in made[there].ids))):
                broken.append((path, link))
    assert broken == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.path)
def test_front_matter_can_be_read_and_gives_the_title(page):
    meta = yaml.safe_load(page.text.split("---\n")[1])
    assert meta["title"]
    assert meta["generated_by"] == "report-corpus"


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("reports/a.md", "dois/b.md", "../../dois/b/"),
        ("reports/a.md", "reports/index.md", "../"),
        ("reports/a.md", "index.md", "../../"),
        ("index.md", "reports/a.md", "reports/a/"),
        ("index.md", "data/a.json", "data/a.json"),
        ("reports/index.md", "data/a.json", "../data/a.json"),
        ("dois/index.md", "dois/10.1_a.b.md", "10.1_a.b/"),
        ("reports/a.md", "reports/a.md", "./"),
    ],
)
def test_links_are_relative_to_the_folder_that_a_page_is_served_as(here, there, expected):
    assert href(here, there) == expected
    assert href(here, there, "c1") == f"{expected}#c1"


def test_same_corpus_gives_the_same_bytes():
    assert tuple(render(corpus())) == tuple(render(corpus()))


def test_order_of_papers_in_records_does_not_choose_slugs():
    first, *rest = corpus().reports
    turned = replace(corpus(), reports=(*rest, first))
    paths = {page.path for page in render(corpus()) if page.path.startswith("dois/")}
    assert paths == {page.path for page in render(turned) if page.path.startswith("dois/")}
