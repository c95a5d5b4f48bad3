"""Methodology: the search log, the PRISMA flow, the rules, the verifier and the panel."""

from __future__ import annotations

from generator.facts import listing, many
from generator.flow import Counts, flow
from generator.layout import View, href, scrolling
from generator.markdown import EMPTY, Html, block, clean, heading, lines, link, table, tag
from generator.records import Rule, SearchResult
from generator.svg import prisma

MOST_QUERIES, LONGEST_QUERY = 18, 1_000


def render(view: View) -> str:
    """Return section 2."""
    parts = [
        heading(2, "2 Methodology"),
        heading(3, "Search log"),
        block(*_search(view)),
        heading(3, "PRISMA flow"),
        block(*_flow(view)),
        heading(3, "Inclusion rules"),
        block(*_rules(view)),
        heading(3, "Verification and review"),
        block(*_verifier(view)),
    ]
    return "\n\n".join(parts)


def _search(view: View) -> list[Html]:
    found = view.report.draft.dossier.found
    if not found:
        return [tag("p", "No source was searched.")]
    logs = [_log(result) for result in found]
    rows = [row for log in logs for row in log]
    # Some of each source, for one reader looks for one of them and another for another.
    each = len(rows) if len(rows) <= MOST_QUERIES else max(MOST_QUERIES // len(logs), 1)
    shown = [row for log in logs for row in log[:each]]
    log = table(("Source", "Query", "Date", "Hits"), shown, css="log", numeric=(3,), labelled=False)
    totals = [
        f"{clean(result.source, 60)}: {many(result.total, 'record')} in all ({clean(result.outcome, 300)})"
        for result in found
    ]
    told = [scrolling(log, "Search log")]
    if len(rows) > len(shown):
        way = link("data file", href(view.here, f"data/reports/{view.report.id}.json"))
        told.append(
            tag(
                "p",
                f"The first of each source, {len(shown)} of {len(rows)} queries; the ",
                way,
                " holds all.",
                class_="cap",
            )
        )
    return [*told, tag("p", f"{'; '.join(totals)}.", class_="cap")]


def _log(result: SearchResult) -> list[tuple[str, str, str, str]]:
    date = clean(result.date, 40) if result.date else "each build"
    if not result.queries:
        return [(result.source, "no query was put", date, str(result.total))]
    return [
        (
            result.source,
            Html(f"{tag('span', query.label, class_='cap')} {tag('code', _short(query.text))}"),
            date,
            str(query.hits),
        )
        for query in result.queries
    ]


def _short(query: str) -> str:
    """Return the query, cut where it is a list that nobody reads on a page; the data file holds all of it."""
    return query if len(query) <= LONGEST_QUERY else f"{query[:LONGEST_QUERY]}…"


def _flow(view: View) -> list[Html]:
    screening = view.report.draft.dossier.screening
    found = flow(screening)
    rows = [(f"Records identified: {clean(source, 60)}", str(hits)) for source, hits in found.identified]
    rows += [("Duplicate records removed", str(found.duplicates)), ("Records screened", str(found.screened))]
    rows += _left("Records excluded", found.unfit)
    rows += [("Reports sought for retrieval", str(found.sought)), ("Reports not retrieved", str(found.missing))]
    rows.append(("Reports assessed for eligibility", str(found.assessed)))
    rows += _left("Reports excluded", found.excluded)
    rows.append(("Studies included", str(found.included)))
    if found.by_title:
        rows.append(("of these by title only, no text held", str(found.by_title)))
    drawing = tag("figure", prisma(screening, f"prisma-{view.report.id}"), class_="flow")
    by_hand = sum(decision.on_paper and not decision.idle for decision in view.report.draft.dossier.decided)
    done = "A program did all of it, nobody by hand."
    if by_hand:
        done = f"A program did all of it but for {many(by_hand, 'paper')} that people decided on."
    told = (
        f"{done} A report is the text held of a record: a note, an abstract or a full text. Records are screened by "
        "their fit to the question, reports assessed by its rules and its limit."
    )
    return [drawing, tag("p", told, class_="cap"), table(("PRISMA step", "Number"), rows, css="narrow", numeric=(1,))]


def _left(step: str, counts: Counts) -> list[tuple[str, str]]:
    reasons = [(f"{step}: {clean(reason, 120) or 'no reason given'}", str(hits)) for reason, hits in counts]
    return reasons or [(step, "0")]


def _rules(view: View) -> list[Html]:
    question = view.report.question
    rows = [("Include", rule.reason, _hits(view, rule)) for rule in question.include]
    rows += [("Exclude", rule.reason, _hits(view, rule)) for rule in question.exclude]
    period = (
        f"Only papers {question.period} were taken; of a record the year decides, and one without a year stays. "
        if question.period
        else ""
    )
    limit = f"{period}At most {many(question.limits.papers, 'paper')} and {many(question.limits.claims, 'claim')}."
    if not rows:
        return [tag("p", f"The question states no rule; papers were included by rank. {limit}")]
    found = table(("Kind", "Criterion: the paper", "Papers excluded"), rows, css="cards rules", numeric=(2,))
    return [found, tag("p", limit, class_="cap")]


def _hits(view: View, rule: Rule) -> str:
    rows = view.report.draft.dossier.screening.papers
    told = (f"criterion: {rule.reason}", f"{rule.reason} (uses ")
    return str(sum(not row.included and (row.detail == told[0] or row.detail.startswith(told[1])) for row in rows))


def _verifier(view: View) -> list[Html]:
    report = view.report
    made = report.provenance
    judges = listing(tuple(clean(name, 80) for name in made.judges)) or "none"
    reviewers = listing(tuple(clean(review.reviewer, 80) for review in report.reviews)) or "none"
    way = link("Method", href(view.here, "method.md"))
    return [
        tag(
            "p",
            f"Ranker: {clean(made.ranker, 80)}. Judges: {judges}. "
            f"Calibration: {clean(made.calibration, 200) or 'none'}.",
        ),
        tag(
            "p",
            f"Each claim was checked against passages of every included paper. Reviewers: {reviewers}. ",
            way,
            " explains every stage.",
        ),
        _caps(view),
    ]


def _caps(view: View) -> Html:
    caps = view.report.caps
    return tag("p", "The score is capped: ", lines(caps), class_="caps") if caps else EMPTY
