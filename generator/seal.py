"""Seal a built page: a policy that lets nothing run or load but what the page was built with, and careful links.

The policy is that of the page alone: it names the scripts and styles that
stand in it by their SHA-256, so that markup which got in on another way does
nothing.  A page that is sealed twice is the same as one sealed once.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape, unescape
from typing import Final
from urllib.parse import urlsplit

from generator.errors import CorpusError

# To the pages behind its links a site tells nothing. They are not marked `nofollow` or `ugc`: what is linked is cited,
# and a person has seen it in a pull request.
_REL: Final = ("noopener", "noreferrer")
_RUN: Final = frozenset({"", "text/javascript", "application/javascript", "module"})

# Each piece matches from where it begins, closed or not, so that no text makes the search start over and over. What is
# searched for begins with letters as they are, which is several times as fast as a search that ignores their case.
_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
_PIECE = re.compile(
    r"<(?:!--.*?(?:-->|\Z)"
    rf"|[sS][cC][rR][iI][pP][tT](?P<kind>{_ATTRIBUTES})(?:>(?P<script>.*?)(?:</[sS][cC][rR][iI][pP][tT]>|\Z))?"
    rf"|[sS][tT][yY][lL][eE]{_ATTRIBUTES}(?:>(?P<style>.*?)(?:</[sS][tT][yY][lL][eE]>|\Z))?"
    rf"|[aA](?P<link>\s{_ATTRIBUTES})(?P<end>>?))",
    re.DOTALL,
)
_STYLED = re.compile(r"""style=(?<=\sstyle=)(?:"([^"]*)"|'([^']*)')""")
_SEAL = re.compile(r'\n?<meta http-equiv="Content-Security-Policy" content="[^"]*">')
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)


def seal(page: str, own: str = "", scripts: Iterable[str] = ()) -> str:
    """Return a whole HTML page with its policy and with `rel` on links that leave the site.

    `own` is the address of the site, to which links do not leave; `scripts` are sources that scripts of this page need
    beside its own, such as 'wasm-unsafe-eval'.  Raises CorpusError where there is no place for a policy.
    """
    bare = _SEAL.sub("", page)
    host = urlsplit(own).netloc
    ran: list[str] = []
    styles: list[str] = []

    def piece(match: re.Match[str]) -> str:
        if match["end"]:
            return f"<a{_careful(match['link'], host)}>"
        if match["script"] and "src" not in (given := _given(match["kind"])) and given.get("type", "") in _RUN:
            ran.append(_hash(match["script"]))
        if match["style"]:
            styles.append(_hash(match["style"]))
        return match[0]

    linked = _PIECE.sub(piece, bare)
    attributes = {_hash(unescape(value or other)) for value, other in _STYLED.findall(linked)}
    policy = _policy([*scripts, *ran], styles, sorted(attributes))
    place = _CHARSET.search(linked)
    if not place:
        msg = "a page of the site names no character set, so that there is no place for its policy"
        raise CorpusError(msg)
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{linked[: place.end()]}{meta}{linked[place.end() :]}"


def _policy(scripts: Iterable[str], styles: Iterable[str], attributes: Iterable[str]) -> str:
    hashes = list(attributes)
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *dict.fromkeys(scripts)],
        "style-src": ["'self'", *dict.fromkeys(styles)],
        # The lengths of bars. A browser that does not know this directive draws them without a length.
        "style-src-attr": ["'unsafe-hashes'", *hashes] if hashes else [],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items() if sources)


def _careful(attributes: str, host: str) -> str:
    """Return the attributes of a link, with `rel` where it leaves the site."""
    if "//" not in attributes and "&" not in attributes:
        return attributes  # most links by far, and quick to see
    given = _given(attributes)
    target = urlsplit(given.get("href", "")) if _is_address(given.get("href", "")) else None
    if target is None or target.netloc == host:
        return attributes
    words = given.get("rel", "").split()
    rel = " ".join([*words, *(word for word in _REL if word not in words)])
    if rel == given.get("rel"):
        return attributes
    rest = _NAMED_REL.sub("", attributes).rstrip()
    return f'{rest} rel="{escape(rel)}"'


_NAMED_REL = re.compile(r"""\srel(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]*))?(?=\s|$)""", re.IGNORECASE)
_GIVEN = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


def _given(attributes: str) -> dict[str, str]:
    """Return the attributes of an element by name, the first of each, as a browser reads them."""
    found: dict[str, str] = {}
    for name, value in _GIVEN.findall(attributes):
        found.setdefault(name.lower(), unescape(value.strip("\"'")))
    return found


def _is_address(href: str) -> bool:
    try:
        return urlsplit(href).scheme in {"http", "https"} or href.startswith("//")
    except ValueError:
        return False


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
