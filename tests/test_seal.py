"""A sealed page lets run what it was built with, and nothing else; sealing is quick and can be repeated."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from generator.errors import CorpusError, HalfBuilt
from generator.seal import seal
from tests.bakery import seconds

HEAD = '<!doctype html>\n<html><head><meta charset="utf-8"><title>Bread</title>'

REL = 'rel="noopener noreferrer"'


def page(body: str) -> str:
    return f"{HEAD}</head><body>{body}</body></html>"


def policy(text: str) -> dict[str, list[str]]:
    """Return the directives of a page's only policy, which stands before all that it governs."""
    before, _, after = text.partition('<meta http-equiv="Content-Security-Policy" content="')
    assert before.endswith('<meta charset="utf-8">\n')
    assert "Content-Security-Policy" not in after
    rules = [rule.split() for rule in after.partition('"')[0].split("; ")]
    return {name: sources for name, *sources in rules}


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_inline_scripts_are_named_by_their_hash_and_nothing_is_unsafe():
    sealed = seal(page('<script>a()</script><script src="b.js"></script><script type="module">c("</div>")</script>'))
    assert policy(sealed)["script-src"] == ["'self'", hashed("a()"), hashed('c("</div>")')]
    assert policy(sealed)["default-src"] == ["'none'"]
    assert "unsafe-inline" not in sealed


def test_data_in_a_script_element_is_not_allowed_to_run():
    sealed = seal(
        page('<script type="application/ld+json">{"a":"b"}</script><script id=x type="application/json">1</script>')
    )
    assert policy(sealed)["script-src"] == ["'self'"]


def test_what_a_comment_holds_is_no_script_and_no_link():
    body = '<!-- <script>a()</script> <a href="https://bread.example/">x</a> -->'
    sealed = seal(page(body))
    assert policy(sealed)["script-src"] == ["'self'"]
    assert body in sealed


def test_styles_are_named_by_their_hash_and_a_page_without_any_allows_none():
    sealed = policy(seal(page("<style>b{}</style><i style=\"width:4%\"></i><b style='color:&quot;x&quot;'></b>")))
    assert sealed["style-src"] == ["'self'", hashed("b{}")]
    assert set(sealed["style-src-attr"]) == {"'unsafe-hashes'", hashed("width:4%"), hashed('color:"x"')}
    assert "style-src-attr" not in policy(seal(page("<i></i>")))


def test_a_step_can_name_what_else_scripts_need():
    assert policy(seal(page(""), scripts=["'wasm-unsafe-eval'"]))["script-src"] == ["'self'", "'wasm-unsafe-eval'"]


@pytest.mark.parametrize(
    ("link", "sealed"),
    [
        ('<a href="https://b.example/">', f'<a href="https://b.example/" {REL}>'),
        ('<a class="x" href=http://b.example/>', f'<a class="x" href=http://b.example/ {REL}>'),
        ('<a href="//b.example/">', f'<a href="//b.example/" {REL}>'),
        ('<a href="HTTPS&#58;//b.example">', f'<a href="HTTPS&#58;//b.example" {REL}>'),
        ('<a rel="me" href="https://b.example/">', '<a href="https://b.example/" rel="me noopener noreferrer">'),
        ('<a title="1 > 0" href="https://b.example/">', f'<a title="1 > 0" href="https://b.example/" {REL}>'),
        ('<a href="https://ovens.example/r/dois/">', '<a href="https://ovens.example/r/dois/">'),
        ('<a href="../dois/">', '<a href="../dois/">'),
        ('<a href="#https://bread.example/">', '<a href="#https://bread.example/">'),
        ('<a id="x">', '<a id="x">'),
        ('<abbr title="https://bread.example/">', '<abbr title="https://bread.example/">'),
    ],
)  # fmt: skip
def test_only_links_that_leave_the_site_get_rel(link, sealed):
    assert f"<body>{sealed}" in seal(page(link), "https://ovens.example/r/")


def test_sealing_twice_is_sealing_once():
    once = seal(page('<script>a()</script><a href="https://bread.example/">x</a><i style="width:4%"></i>'))
    assert seal(once) == once


def test_page_without_a_place_for_the_policy_is_refused():
    with pytest.raises(CorpusError):
        seal("<html><head></head></html>")


def test_hard_text_takes_no_longer_than_other_text():
    hard = [
        "<a " * 60_000,
        '<a x="' * 60_000,
        "<script " * 60_000,
        "<!--" * 60_000,
        "<a x='\"" * 60_000,
        " rel" * 60_000,
    ]
    for body in hard:
        assert seconds(lambda body=body: seal(page(body))) < 3, body[:8]


def built(toy):
    """Write pages and what a builder would make of them, without one."""
    for source in ("index.md", "reports/index.md", "reports/ovens.md"):
        path = toy.docs / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Bread\n", encoding="utf-8")
    for name in ("index.html", "404.html", "reports/index.html", "reports/ovens/index.html"):
        path = toy.root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page("<script>a()</script>") + "\n", encoding="utf-8")
    return toy.root / "site"


def test_finish_seals_every_page_once(toy, capsys):
    site = built(toy)
    assert toy.run("finish") == 0
    first = {path: path.read_bytes() for path in site.rglob("*.html")}
    assert all(b"Content-Security-Policy" in text for text in first.values())
    assert toy.run("finish") == 0
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == first
    assert "4 pages sealed, 0 of them before" in capsys.readouterr().out


@pytest.mark.parametrize("harm", ["missing", "broken off", "nothing"])
def test_finish_refuses_a_website_that_is_not_whole_and_changes_nothing(toy, harm, capsys):
    site = built(toy)
    victim = site / "reports" / "ovens" / "index.html"
    if harm == "missing":
        victim.unlink()
    elif harm == "broken off":
        victim.write_text(HEAD, encoding="utf-8")
    else:
        for path in site.rglob("*.html"):
            path.unlink()
    before = {path: path.read_bytes() for path in site.rglob("*.html")}
    assert toy.run("finish") == 1
    assert "is not built to its end" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in site.rglob("*.html")} == before


def test_a_half_built_website_is_named_with_its_first_pages():
    assert "4 pages are missing or broken off: a, b, c, …" in str(HalfBuilt("site", "abcd"))
