"""Squeeze a built page: white space that nobody sees, and end tags that HTML lets be left out.

The theme's templates indent what they write, and a report has a thousand
cells; together these are a tenth of its page.  What a browser shows and what
a script reads stay the same.  A page that is squeezed twice is the same as
one squeezed once.
"""

from __future__ import annotations

import re

# White space has a meaning in the first four, and a comment may hold anything. A cell ends where the next one or its
# row does; a row ends where the next one or its part of the table does.
_PIECE = re.compile(
    r"<(?:((?i:pre|textarea|script|style))\b.*?(?:</(?i:\1)\s*>|\Z)"
    r"|!--.*?(?:-->|\Z)"
    r"|/t[dh]>(?=<t[dh][ >]|</tr>)"
    r"|/tr>\s*(?=<tr[ >]|</t(?:head|body)>))"
    r"|\n\s+",
    re.DOTALL,
)


def squeeze(page: str) -> str:
    """Return a whole HTML page with one line break for each run of white space that begins with one."""
    return _PIECE.sub(_kept, page)


def _kept(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] == "\n":
        return "\n"
    return "" if found.startswith("</t") else found
