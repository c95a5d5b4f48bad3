"""Plain text from what services send: HTML, JATS and MathML tags, entities, characters that cannot be seen.

Only the tags of these three are taken out: "a <b" and "x<y>z" stay as they are written.  Raised and lowered
digits keep their meaning ("10⁻³", "CO₂").  The text is not safe for a page; whoever prints it escapes it.
"""

from __future__ import annotations

import html
import re

from generator.textfile import UNSEEN

MAX_TEXT = 100_000
MAX_LINE = 1_000

_INLINE = (
    "a abbr b big bold cite code del dfn em emphasis ext-link font i inf ins italic kbd mark monospace overline "
    "roman sans-serif sc scp small smallcaps span strike strong sub sup tt u underline var xref inline-formula "
    "inline-graphic math mi mn mo mrow mtext mspace msub msup msubsup mfrac msqrt mroot mstyle mover munder "
    "munderover mfenced mtable mtr mtd mpadded mphantom menclose merror none mprescripts mmultiscripts semantics "
    "annotation alternatives tex-math named-content styled-content email uri institution"
)
_BLOCK = (
    "abstract abstracttext article-title articletitle blockquote br caption center dd disp-formula div dl dt fig"
    " graphic h1 h2 h3 h4 h5 h6 hr label li list list-item ol p pre product sec section subtitle table tbody td th"
    " thead title tr ul"
)
_NAMES = "|".join(sorted(f"{_INLINE} {_BLOCK}".split(), key=lambda name: (-len(name), name)))
_TAG = re.compile(
    rf"<(?P<end>/?)\s?(?:\w{{1,12}}:)?(?P<name>{_NAMES})"
    r"(?:\s+[\w:.-]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>",
    re.IGNORECASE | re.ASCII,
)
_BLOCKS = frozenset(_BLOCK.split())
_HEADING = re.compile(r"<(?P<tag>(?:\w{1,12}:)?(?:title|h[1-6]))>(?P<said>[^<>]{1,120})</(?P=tag)>", re.IGNORECASE)
_SHIFTED = re.compile(
    r"<(?P<tag>(?:\w{1,12}:)?su(?P<way>[bp]))>(?P<said>[0-9+\-−–()=n ]{1,20})</(?P=tag)>", re.IGNORECASE
)
_TEX_BESIDE_MATH = re.compile(
    r"<(?P<tag>(?:\w{1,12}:)?tex-math)(?:\s[^<>]{0,500})?>[^<]{0,5000}</(?P=tag)>(?=\s{0,50}<(?:\w{1,12}:)?math\b)",
    re.IGNORECASE,
)
_RAISED = str.maketrans("0123456789+-−–()=n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾⁼ⁿ")
_LOWERED = str.maketrans("0123456789+-−–()=n", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎₌ₙ")
_DROPPED = re.compile(f"{UNSEEN.pattern}|[\ud800-\udfff]")  # JSON escapes can write half a character, too
_OPENING = re.compile(r"(?:Abstract|ABSTRACT|Summary|SUMMARY)(?:[:.] ?| (?=[A-Z]))(?=.)")


def plain(text: str, limit: int = MAX_LINE) -> str:
    """Return `text` on one line without tags and entities, cut after `limit` characters at the end of a word."""
    text = text[: 8 * limit]  # tags take room, but not without bounds
    if "<" in text:
        text = _untagged(text)
    if "&" in text:
        # Titles often come escaped twice: &amp;lt;i&amp;gt;.
        text = html.unescape(html.unescape(text))
        text = _untagged(text) if "<" in text else text
    text = " ".join(_DROPPED.sub(lambda match: " " if match[0].isspace() else "", text).split())
    return text if len(text) <= limit else _cut(text, limit)


def abstract(text: str, limit: int = MAX_TEXT) -> str:
    """Return an abstract as plain text; headings of its sections stand before them as "Label: "."""
    found = plain(_HEADING.sub(_labelled, text[: 8 * limit]) if "<" in text else text, limit)
    opening = _OPENING.match(found)
    return found[opening.end() :] if opening else found


def _labelled(match: re.Match[str]) -> str:
    said = match["said"].strip().rstrip(":.")
    return " " if said.casefold() in {"", "abstract", "summary"} else f" {said}: "


def _untagged(text: str) -> str:
    text = _TEX_BESIDE_MATH.sub(" ", text)
    text = _SHIFTED.sub(lambda match: match["said"].translate(_RAISED if match["way"] in "pP" else _LOWERED), text)
    return _TAG.sub(lambda match: " " if match["name"].lower() in _BLOCKS else "", text)


def _cut(text: str, limit: int) -> str:
    head = text[:limit]
    return head[: head.rfind(" ")] if " " in head[limit // 2 :] else head
