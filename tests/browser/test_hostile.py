"""Titles, abstracts, names, venues, questions and quotes that try to be more than text are text in Chromium.

Each of them is put wherever a report or a paper can hold text.  The page that comes of it has to have the same
elements with the same attributes as that of plain words, in the same order, and to show the text as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.markdown import clean
from generator.onepage import serving
from generator.records import Corpus, Relations
from generator.render import render
from generator.siteconfig import read_site
from generator.write import write
from tests.browser.hostile import CASES, PLAIN, report_on
from tests.conftest import command, copy_checkout

pytestmark = pytest.mark.slow
NAMES = {f"case-{number}": name for number, name in enumerate(CASES)}
SKELETON = """() => {
  const told = node => [node.localName, ...Array.from(node.attributes, one => one.name)].join(" ");
  return [...document.head.querySelectorAll("*"), ...document.querySelectorAll("article, article *")].map(told);
}"""
# On pages that list everything there is no plain page to compare with.
ACTIVE = """() => {
  const odd = "iframe,object,embed,base,math,video,audio,marquee,template,slot,textarea,frame,applet,img";
  const found = Array.from(document.querySelectorAll(odd), node => node.outerHTML.slice(0, 80));
  for (const node of document.querySelectorAll("*")) {
    for (const {name, value} of node.attributes) {
      const loads = ["href", "src", "action", "data", "srcdoc", "xlink:href", "formaction"].includes(name);
      const slug = name == "id" && /^h[1-6]$/.test(node.localName);  // what a heading is called follows from its words
      const named = !slug && ["id", "class"].includes(name) && value.split(" ").includes("pwn");
      const away = loads && new URL(value, location).host.includes("pwn");  // a tag may name a page of ours so
      if (name.startsWith("on") || named || away || (loads && /^\\s*(javascript|data|vbscript):/i.test(value)))
        found.push(`${node.localName} ${name}=${value}`);
    }
  }
  return window.PWN === undefined ? found : [...found, "window.PWN"];
}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Build one published website of all cases; return its address and its folder."""
    root = copy_checkout(tmp_path_factory.mktemp("hostile") / "checkout")
    settings = root / "mkdocs.yml"
    published = "site_url: https://ovens.example/\nrepo_url: https://github.com/bakers/ovens\n"
    settings.write_text(published + settings.read_text("utf-8"), "utf-8")
    reports = [report_on("plain", PLAIN), *(report_on(name, CASES[case]) for name, case in NAMES.items())]
    corpus = Corpus(reports=tuple(reports), relations=Relations(), site=read_site(root, root / "corpus", {}))
    write(render(corpus), root / "docs")
    command(root, "mkdocs", "build")
    command(root, "generator", "finish")
    with serving(root / "site") as url:
        yield url, root / "site"


@pytest.fixture(scope="module")
def look(chromium, hostile):
    """Return a function that opens a page of the website and says what it saw there, complaints first."""
    with chromium.new_context(service_workers="block") as context:
        tab = context.new_page()
        noted: list[str] = []
        tab.on("dialog", lambda dialog: (noted.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("pageerror", lambda error: noted.append(str(error)))
        tab.on("console", lambda message: noted.append(message.text) if message.type == "error" else None)
        tab.on("request", lambda one: None if one.url.startswith((hostile[0], "data:")) else noted.append(one.url))

        def visit(address: str):
            noted.clear()
            tab.goto(hostile[0] + address, wait_until="load")
            return tab, noted, tab.evaluate(ACTIVE)

        yield visit


@pytest.fixture(scope="module")
def plain(look) -> dict[str, list[str]]:
    """Return the elements and attributes of the pages that hold plain words, by kind of page."""
    return {kind: look(address.format("plain"))[0].evaluate(SKELETON) for kind, address in ADDRESSES.items()}


ADDRESSES = {"report": "reports/{}/", "paper": "dois/10.5555_{}/"}
LIMITS = {"report": 500, "paper": 300}  # characters of a heading


@pytest.mark.parametrize("name", NAMES, ids=NAMES.get)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_hostile_text_is_plain_text(look, plain, kind, name):
    shown = clean(CASES[NAMES[name]], LIMITS[kind])
    page, noted, active = look(ADDRESSES[kind].format(name))
    assert (noted, active) == ([], [])
    assert page.evaluate(SKELETON) == plain[kind]
    heading = page.locator("h1").evaluate("node => node.firstChild.textContent")
    assert heading == shown
    assert page.title().startswith(clean(CASES[NAMES[name]], 300))
    quotes = page.eval_on_selector_all(
        "blockquote, .quote .note", "nodes => nodes.map(node => node.textContent.trim())"
    )
    assert clean(CASES[NAMES[name]]) in quotes


@pytest.mark.parametrize("address", ["", "reports/", "dois/", "cross-reference/", "contradictions/", "open-questions/"])
def test_lists_of_hostile_texts_hold_nothing_active(look, address):
    _, noted, active = look(address)
    assert (noted, active) == ([], [])


def test_there_are_at_least_sixty_cases():
    assert len(CASES) >= 60
    assert len(set(CASES.values())) == len(CASES)
