"""The one place where text from outside becomes part of a page.

Pages are Markdown with blocks of raw HTML.  `Html` marks text that is already
safe; `tag` escapes every child that is not marked, so a forgotten escape shows
up as visible markup instead of a hole.  `text` does the same for headings and
other Markdown, where it leaves nothing for any extension to interpret.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Final

import yaml

LIMIT: Final = 4000
MARKER: Final = "report-corpus"

_BIDI = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_UNSEEN = re.compile(f"[{_BIDI}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\U000e0000-\U000e007f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(r"[\\`*_{}\[\]#|~^=$!:<>&\"'@]")
_RUNS = re.compile(r"(?:(?<=[-+])|^)[-+]|[-+](?=[-+])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_URL = re.compile(r"[^\s\\<>\"'`\x00-\x1f\x7f]*")
_ACTIVE = re.compile("[<>&']")
_UNPRINTED = re.compile("[^\\x20-\\x7e\\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what YAML refuses as it is
_LINKS = frozenset({"href", "src"})
_VOID = frozenset({"input", "meta"})  # these have no end tag


class Html(str):
    """Text that is safe to stand in a page as it is."""

    __slots__ = ()


EMPTY: Final = Html()


def clean(value: str, limit: int = LIMIT) -> str:
    """Return `value` on one line of at most `limit` characters, without anything that cannot be seen.

    Control characters, direction overrides and zero-width characters go; a
    lone surrogate becomes U+FFFD; a text that is too long ends in "…".
    """
    plain = value.isascii() and value.isprintable()  # most text by far, and quick to see
    seen = value if plain else _SURROGATE.sub("\ufffd", _UNSEEN.sub("", value))
    line = " ".join(seen.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def text(value: str, limit: int = LIMIT) -> str:
    """Return `value` for use inside a line of Markdown, every possible mark as an entity."""
    line = clean(value, limit)
    line = _MARKUP.sub(_entity, line)
    line = _NUMBERED.sub(lambda match: match[1] + f"&#{ord(match[2])};", line)
    return _RUNS.sub(_entity, line)


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def html(value: str, limit: int = LIMIT) -> Html:
    """Return `value` for use as the text or the attribute of an HTML element; one space at an end stays."""
    return value if isinstance(value, Html) else _escaped(value, limit)


@lru_cache(maxsize=2**16)
def _escaped(value: str, limit: int) -> Html:
    line = clean(value, limit)
    before, after = (" " if edge.isspace() else "" for edge in (value[:1], value[-1:]))
    return Html(f"{before}{escape(line, quote=True)}{after if line else ''}")


def join(parts: Iterable[str], between: str = "") -> Html:
    """Return `parts` one after the other, each escaped unless it is `Html`."""
    return Html(html(between).join([part if type(part) is Html else html(part) for part in parts]))


def lines(parts: Iterable[str]) -> Html:
    """Return `parts` on a line each, escaped unless they are `Html`."""
    return Html("\n".join(html(part) for part in parts if part))


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Html:
    """Return an element; `_` in an attribute's name stands for `-`, a last `_` is dropped.

    Attributes that are None or False are left out, and so is a link that
    `safe_url` refuses.
    """
    parts = "".join([_attribute(key, value) for key, value in attributes.items()])
    inner = "".join([child if type(child) is Html else html(child) for child in children])
    end = "" if name in _VOID else f"</{name}>"
    return Html(f"<{name}{parts}>{inner}{end}")


@lru_cache(maxsize=2**15, typed=True)
def _attribute(key: str, value: str | float | bool | None) -> str:  # noqa: FBT001 - an attribute may be a flag
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name in _LINKS and not safe_url(str(value)):
        return ""
    return f' {name}="{html(str(value))}"'


def safe_url(url: str) -> bool:
    """Return whether `url` is an http(s) address or a relative one without odd characters."""
    if not url or not _URL.fullmatch(url) or url.startswith("//") or _UNSEEN.search(url):
        return False
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[0].lower() in {"http:", "https:"}


def link(label: str, url: str, **attributes: str | None) -> Html:
    """Return a link, or only its label where `safe_url` refuses the address."""
    return tag("a", label, href=url, **attributes) if safe_url(url) else html(label)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    css: str = "",
    numeric: Sequence[int] = (),
    labelled: bool = True,
) -> Html:
    """Return a table whose cells carry their column's name, so that phones can stack them.

    `numeric` lists the columns, counted from 0, that are aligned as numbers.  A
    long table is not `labelled`: there the stylesheet names the columns.
    """
    kinds = ["num" if place in numeric else None for place in range(len(head))]
    top = join(tag("th", name, scope="col", class_=kind) for name, kind in zip(head, kinds, strict=True))
    labels = [name if labelled else None for name in head]
    body = [tag("tr", *map(_cell, labels, row, kinds)) for row in rows]
    return tag("table", tag("thead", tag("tr", top)), Html("\n"), tag("tbody", lines(body)), class_=css or None)


def _cell(name: str | None, cell: str, kind: str | None) -> Html:
    return tag("td", cell, class_=kind, data_label=name)


def drawing(name: str, title: str, told: str, content: str, *, box: tuple[float, float], size: int, css: str) -> Html:
    """Return an inline SVG that a screen reader announces by `title` and describes by `told`.

    `name` is unique on the page; `box` is the view box, wide and high, and `size` the font's in units of that box.
    """
    wide, high = box
    heads, about = f"{name}-title", f"{name}-desc"
    return tag(
        "svg",
        tag("title", title, id=heads),
        tag("desc", told, id=about),
        Html("\n"),
        content,
        viewBox=f"0 0 {wide:g} {high:g}",
        role="img",
        aria_labelledby=f"{heads} {about}",
        class_=css,
        font_size=size,
    )


def block(*parts: str) -> str:
    """Return `parts`, all of them block-level elements, as a raw block that Markdown leaves alone."""
    return str(lines(parts))


def heading(level: int, title: str) -> str:
    """Return a Markdown heading of `level` 1..6 with `title` from outside."""
    return f"{'#' * level} {text(title, 500)}"


def front_matter(meta: Mapping[str, object]) -> str:
    """Return the YAML block that opens a page, with `meta` in its order and its strings escaped.

    The theme prints title and description as they are, in elements and attributes.
    """
    safe = {key: str(html(value)).strip() if isinstance(value, str) else value for key, value in meta.items()}
    return f"---\n{yaml.safe_dump(safe, sort_keys=False, allow_unicode=True, width=sys.maxsize)}---\n"


def page(meta: Mapping[str, object], *blocks: str) -> str:
    """Return the text of a generated page: front matter that marks it as generated, then `blocks`."""
    body = "\n\n".join(part for part in blocks if part)
    return f"{front_matter({**meta, 'generated_by': MARKER})}\n{body}\n"


def data_block(value: object) -> Html:
    """Return `value` as JSON-LD in a script element, where no browser runs it and no text can end it.

    Every character outside ASCII, and each that means something in HTML, is written as an escape of JSON.
    """
    body = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    safe = _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", body)
    return Html(f'<script type="application/ld+json">{safe}</script>')


def extended(page_text: str, *blocks: str, head: Iterable[tuple[str, str]] = (), **told: str) -> str:
    """Return the text of a generated page with `blocks` at its end, and `head` and what is `told` in its front matter.

    These are not escaped; the template that prints them does that.  What is empty is left out.
    """
    front, body = page_text.split("\n---\n", 1)
    pairs = ", ".join(f"[{_scalar(name)}, {_scalar(content)}]" for name, content in head)
    more = f"\nhead: [{pairs}]" if pairs else ""
    more += "".join(f"\n{key}: {_scalar(value)}" for key, value in told.items() if value)
    return "\n\n".join([f"{front}{more}\n---\n{body.rstrip()}", *filter(None, blocks)]) + "\n"


def _scalar(value: str) -> str:
    """Return `value` as a quoted scalar of YAML, which is faster to write and to read than the dumper's."""
    return _UNPRINTED.sub(lambda match: f"\\U{ord(match[0]):08x}", json.dumps(value, ensure_ascii=False))
