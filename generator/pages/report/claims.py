"""Extracted claims: one row each, which opens to the passages that speak for or against it."""

from __future__ import annotations

from generator.catalogue import overruled, quoted
from generator.facts import many
from generator.layout import View, paper_link, passage, place, quotation, surety, tally, verdict, who_when_why
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, tag
from generator.records import Check, Claim, Finding
from generator.references import short

COLUMNS = ("#", "Claim", "Verdict", "Confidence", "Corroboration", "Source")
MOST_QUOTES = 6


def render(view: View) -> str:
    """Return section 5; row n has the anchor `c<n>` and a lasting one, `claim-<id>`."""
    findings = view.report.findings
    title = heading(2, "5 Extracted Claims")
    if not findings:
        return f"{title}\n\n{block(tag('p', 'No claim could be extracted from the papers found.'))}"
    told = tag(
        "p",
        "✓ marks a claim that its source states and nobody contradicts, × the rest. Confidence is the calibrated "
        "probability that the verdict is right. Corroboration counts independent papers for and against.",
        class_="cap",
    )
    top = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in COLUMNS)))
    rows = lines(_rows(view, place_, finding) for place_, finding in enumerate(findings, start=1))
    # The script of the site puts filters into `claim-tools`; without it the room is not taken.
    tools = tag("div", class_="claim-tools", data_issues=_issues(view))
    return "\n\n".join([title, block(told, tools, tag("table", top, Html("\n"), rows, class_="claims"))])


def _issues(view: View) -> str | None:
    """Return the address of the form for a new issue, None where the source of the site is not known."""
    repository = view.catalogue.site.repository
    return f"{repository}/issues/new" if repository else None


def _rows(view: View, number: int, finding: Finding) -> Html:
    claim = finding.claim
    cells = [
        tag(
            "td",
            link(str(number), f"#claim-{claim.id}", title="Permanent link"),
            class_="n",
            id=f"claim-{claim.id}",
        ),
        tag("td", claim.text, class_="text"),
        tag("td", verdict(finding)),
        tag("td", surety(finding)),
        tag("td", tally(finding)),
        tag("td", _source(view, claim.paper)),
    ]
    opened = tag("tr", tag("td", _details(view, finding), colspan=len(COLUMNS)), class_="evidence")
    return tag("tbody", tag("tr", *cells), Html("\n"), opened, id=f"c{number}")


def _source(view: View, paper: str) -> Html:
    record = view.catalogue.papers.get(paper)
    name = paper_link(view.catalogue, view.here, paper, short(record) if record else paper)
    number = view.reference(paper)
    return join([name, link(f"[{number}]", f"#ref-{number}")], " ") if number else name


def _details(view: View, finding: Finding) -> Html:
    spoken = _telling(finding)
    quotes = [_quote(view, check, finding.claim) for check in spoken[:MOST_QUOTES]]
    if not any(check.relation == "own source" for check in spoken):
        quotes.insert(0, _origin(view, finding))
    quotes += [_quote(view, check, finding.claim) for check in overruled(finding)[:MOST_QUOTES]]
    title = tag("summary", many(len(quotes), "passage"))
    return tag("details", title, Html("\n"), lines(quotes), Html("\n"), _foot(finding, len(spoken)))


def _telling(finding: Finding) -> list[Check]:
    """Return the checks to quote: its own source, then contradictions, then support, the surest first."""
    kinds = {"own source": 0, "independent": 1, "not independent": 2}
    return sorted(
        quoted(finding),
        key=lambda check: (
            check.relation != "own source",
            check.label != "contradicts",
            kinds[check.relation],
            -max(check.supports, check.contradicts),
        ),
    )


def _quote(view: View, check: Check, claim: Claim) -> Html:
    return quotation(check, _doi(view, check.passage.paper), view.reference(check.passage.paper), claim.text)


def _origin(view: View, finding: Finding) -> Html:
    span = finding.claim.passage
    facts = [
        html("where the claim was taken from"),
        _doi(view, span.paper),
        html(place(span)),
        html("overruled by a person" if overruled(finding) else "no judge could read it as support"),
    ]
    said = passage(span, finding.claim.text)
    return tag("div", said, tag("p", join(facts, " · "), class_="facts"), class_="quote neutral")


def _doi(view: View, paper: str) -> Html:
    record = view.catalogue.papers.get(paper)
    return paper_link(view.catalogue, view.here, paper, record.doi or record.id if record else paper)


def _foot(finding: Finding, spoken: int) -> Html:
    claim = finding.claim
    silent = sum(check.label == "neutral" and not check.overruled for check in finding.checks)
    parts = [html(who_when_why(finding.decision))] if finding.decision else []
    parts += [html(f"{many(silent, 'more passage')} judged neutral, not shown")] if silent else []
    if spoken > MOST_QUOTES:
        parts.append(html(f"{many(spoken - MOST_QUOTES, 'more passage')} in the data"))
    if claim.resolved:
        parts.append(html(f"subject resolved: {clean(claim.resolved, 200)}"))
    if claim.outcomes:
        # The filters of the page read the outcomes from here.
        parts.append(join(["on ", join((tag("b", name) for name in claim.outcomes), ", ")]))
    return tag("p", join(parts, " · "), class_="facts outcomes") if parts else EMPTY
