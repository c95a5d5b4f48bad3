"""The parts that pages share: links between pages, marks for verdicts, bars, quotations, citations."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.catalogue import Catalogue
from generator.markdown import EMPTY, Html, clean, html, join, lines, link, tag
from generator.overlap import overlap
from generator.records import Certainty, Check, Decision, Finding, Paper, Passage, Report, Verdict

GRADES: Final[tuple[Certainty, ...]] = ("very low", "low", "moderate", "high")
_MARKS: Final[dict[Verdict, tuple[str, str]]] = {
    "corroborated": ("✓", "yes"),
    "single source": ("✓", "one"),
    "contested": ("×", "mix"),
    "unsupported": ("×", "no"),
    "unverified": ("×", "open"),
}
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_GLUE: Final = "&#8288;"  # keeps a citation on the line of its sentence


def url(page: str) -> str:
    """Return the address of the page at path `page` below the site's root: "a/b.md" is served as "a/b/"."""
    folder, name = posixpath.split(page)
    if not name.endswith(".md"):
        return page
    stem = name.removesuffix(".md")
    return posixpath.join(folder, "" if stem == "index" else f"{stem}/")


@lru_cache(maxsize=2**10)
def href(here: str, there: str, anchor: str = "") -> str:
    """Return the relative address of the page `there` (and an anchor on it) for use on the page `here`."""
    start, end = url(here), url(there)
    path = posixpath.relpath("/" + end, "/" + start)
    slash = "/" if end.endswith("/") or not end else ""
    return f"{path}{slash}{'#' + anchor if anchor else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A report as one page shows it: `here` is the path of that page."""

    report: Report
    catalogue: Catalogue
    here: str

    @property
    def home(self) -> str:
        """Return the path of the report's own page."""
        return report_page(self.report.id)

    def number(self, claim: str) -> int | None:
        """Return the number of a claim, counted from 1, or None when the report does not print it."""
        ids = [finding.claim.id for finding in self.report.findings]
        return ids.index(claim) + 1 if claim in ids else None

    def reference(self, paper: str) -> int | None:
        """Return the reference number of an included paper, or None."""
        ids = [included.id for included in self.report.papers]
        return ids.index(paper) + 1 if paper in ids else None

    def cite(self, claims: Iterable[str]) -> Html:
        """Return "[3] [7]", each linked to the row of that claim."""
        numbers = sorted({number for claim in claims if (number := self.number(claim))})
        target = "" if self.here == self.home else href(self.here, self.home)
        marks = [link(f"[{number}]", f"{target}#c{number}") for number in numbers]
        return Html(f"{_GLUE}{tag('sup', *marks, class_='cite')}") if marks else EMPTY


def report_page(name: str) -> str:
    """Return the path of a report's page."""
    return f"reports/{name}.md"


def paper_link(shelf: Catalogue, here: str, paper: str, label: str) -> Html:
    """Return a link to the page of `paper`, or only `label` when it has none."""
    page = shelf.page(paper)
    return link(label, href(here, page)) if page else html(label)


def mark(verdict: Verdict) -> Html:
    """Return a verdict as mark, word and colour; a reader needs none of the three to know the others."""
    sign, css = _MARKS[verdict]
    return tag("span", tag("span", sign, class_="sign"), Html(" "), verdict, class_=f"verdict {css}")


def verdict(finding: Finding) -> Html:
    """Return the verdict on a claim; one that a person gave says so, and what the program's was."""
    if finding.machine is None:
        return mark(finding.verdict)
    told = "corrected by a person" if finding.corrected else "confirmed by a person"
    before = [tag("span", f"program: {finding.machine}", class_="cap")] if finding.corrected else []
    return join([mark(finding.verdict), tag("span", told, class_="badge"), *before], " ")


def bar(share: float, label: str) -> Html:
    """Return `share` (0..1) as a bar followed by `label`."""
    filled = round(100 * min(max(share, 0.0), 1.0))
    # A drawing takes its width from an attribute; the site's policy on content allows no style in one.
    inner = tag("rect", width=f"{filled}%", height="100%")
    return join([tag("svg", inner, class_="bar", aria_hidden="true"), tag("span", label, class_="n")], " ")


def surety(finding: Finding, before: str = "") -> Html:
    """Return the confidence in a verdict as a bar; of one that a person corrected, the program's in its own."""
    if finding.corrected:
        return tag("span", f"{before}of the program's verdict {finding.confidence:.2f}", class_="cap")
    return bar(finding.confidence, f"{before}{finding.confidence:.2f}")


def certainty(grade: Certainty | None) -> Html:
    """Return a certainty as filled dots and words."""
    if grade is None:
        return tag("span", "not rated", class_="certainty")
    on = GRADES.index(grade) + 1
    dots = join(tag("i", class_="on" if place < on else None) for place in range(len(GRADES)))
    return tag(
        "span",
        tag("span", dots, class_="dots", aria_hidden="true"),
        Html(" "),
        f"{grade} certainty",
        class_="certainty",
    )


def tally(finding: Finding) -> str:
    """Return how many independent papers support and contradict: "+2 / −1"."""
    return f"+{finding.supporting} / −{finding.contradicting}"


def day(date: str | None) -> str:
    """Return an ISO date as "30 May 2026"; what is no such date is returned cleaned, None as "undated"."""
    if date is None:
        return "undated"
    parts = date.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and 1 <= int(parts[1]) <= len(_MONTHS):
        return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return clean(date, 40)


def quotation(check: Check, source: Html, number: int | None = None, claim: str = "") -> Html:
    """Return the passage of a check with its place and its judgement; `source` is the paper's link.

    Words of `claim` are marked in it.
    """
    css = {"supports": "yes", "contradicts": "against", "neutral": "neutral"}[check.label]
    relation = "its source" if check.relation == "own source" else check.relation
    seen = check.overruled or check.label
    chance = {"supports": check.supports, "contradicts": check.contradicts, "neutral": check.neutral}[seen]
    cited = [html(f"[{number}] ")] if number else []
    facts = [
        html(relation),
        join([*cited, source]),
        html(place(check.passage)),
        html(f"{seen}, probability {chance:.2f}" + (", overruled by a person" if check.overruled else "")),
        html(f"judge {clean(check.judge, 80)}" + (f": {clean(check.reason, 400)}" if check.reason else "")),
        *([html(f"narrower than the claim: {clean(check.narrower, 120)}")] if check.narrower else []),
    ]
    said = passage(check.passage, claim)
    return tag("div", said, tag("p", join(facts, " · "), class_="facts"), class_=f"quote {css}")


def passage(span: Passage, claim: str = "") -> Html:
    """Return the words of a passage: a paper's own in a blockquote, ours labelled as a note.

    Words of `claim` are marked; the text stays that of the passage.  Where the text that they were taken from is not
    at hand, it says that they were not rechecked.
    """
    said = _marked(clean(span.quote), clean(claim))
    unseen = tag("p", "quote not rechecked", class_="cap") if span.unchecked else EMPTY
    if span.level == "note":
        return join([tag("p", tag("b", "Our note on the paper:"), Html(" "), said, class_="note"), unseen])
    return join([tag("blockquote", tag("p", said)), unseen])


def _marked(quote: str, claim: str) -> Html:
    parts, at = [], 0
    for start, end in overlap(claim, quote):
        parts += [html(quote[at:start]), tag("mark", quote[start:end])]
        at = end
    return join([*parts, html(quote[at:])])


def place(span: Passage) -> str:
    """Return where a passage stands: "abstract, characters 12–98"."""
    level = "our note on the paper" if span.level == "note" else span.level
    return f"{level}, characters {span.start}–{span.end}"


def held(paper: Paper) -> str:
    """Return what text is held of a paper."""
    level = {"note": "our note", "abstract": "abstract", "full text": "full text"}
    return level[paper.document.level] if paper.document else "no text held"


def badges(paper: Paper, *more: str) -> Html:
    """Return small labels: `more`, then each notice such as a retraction."""
    plain = [tag("span", name, class_="badge") for name in more if name]
    alarms = [tag("span", clean(notice, 200), class_="badge alarm") for notice in paper.notices]
    return join([*plain, *alarms], " ")


def stats(cells: Iterable[tuple[str, str]]) -> Html:
    """Return a strip of figures, each a (value, label) pair."""
    return tag("dl", lines(tag("div", tag("dt", label), tag("dd", value)) for value, label in cells), class_="stats")


def who_when_why(decision: Decision) -> str:
    """Return who decided, when and why: "decided by A. Smith on 3 March 2026: a typing error"."""
    return f"decided by {clean(decision.who, 200)} on {day(decision.when)}: {clean(decision.why, 500)}"


def scrolling(content: Html, label: str) -> Html:
    """Return `content` in a frame that scrolls sideways and can be reached by keyboard."""
    return tag("div", content, class_="scroll", role="region", aria_label=label, tabindex="0")
