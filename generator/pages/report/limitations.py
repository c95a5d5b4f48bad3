"""Limitations: what weakens this report, counted from its own records."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import quoted, retracted
from generator.facts import count, listing, many
from generator.layout import View
from generator.markdown import block, clean, heading, tag

READING = (
    "A small network read each claim beside the nearest sentences of every other paper. It was trained on biomedical "
    "claims and on abstracts, misses some contradictions and sees some where there are none; how often is on the "
    "scoreboard. “Single source” means that neither the network nor a rule found another paper on the claim."
)
JUDGING = (
    "The judges compare words, figures and directions. They cannot tell support from contradiction by wording alone: "
    "support or contradiction put in other words goes unnoticed, so “single source” means that no rule found another "
    "paper on the claim."
)


def render(view: View) -> str:
    """Return section 4 as a list of sentences."""
    said = (
        *_sources(view),
        *_held(view),
        *_unchecked(view),
        *_claims(view),
        *_decided(view),
        *_gaps(view),
        _judging(view),
        *_calibration(view),
    )
    return f"{heading(2, '4 Limitations')}\n\n{block(tag('ul', *(tag('li', line) for line in said)))}"


def _judging(view: View) -> str:
    replayed, computed, unread = view.report.provenance.readings
    if not replayed + computed:
        return JUDGING
    left = f" {many(unread, 'pair')} went unread, because no model is installed and none is locked." if unread else ""
    return READING + left


def _sources(view: View) -> Iterator[str]:
    found = view.report.draft.dossier.found
    for result in found:
        if result.outcome != "ok":
            share = "was not used" if result.outcome.startswith("taken ") else "did not answer"
            yield f"The source {clean(result.source, 60)} {share} in full: {clean(result.outcome, 300)}."
    if found and all(result.date is None for result in found):
        yield "Only the local library was searched; what it does not hold could not be found."


def _held(view: View) -> Iterator[str]:
    counts = count(view.report)
    if not counts.included:
        yield "No paper was included, so no sentence of this report rests on evidence."
        return
    forms = {"note": "our own notes", "abstract": "abstracts", "full text": "full texts", "no text": "no text at all"}
    held = listing([f"{number} as {forms[level]}" for level, number in counts.held.items() if number])
    yield f"Of the included papers, {held} are held; what is not in the text held was not read."
    if counts.held.get("note"):
        yield (
            "A note is our own wording of what a paper reports, so “stated by its source” means there: stated in our "
            "note on it. A figure that a note takes from a leaderboard or another paper counts as stated by that note."
        )
    notices = sum(bool(paper.notices) for paper in view.report.papers)
    gone = len(retracted(view.report))
    if gone:
        left = many(gone, "paper was", "papers were")
        yield (
            f"{left} left out for a retraction or withdrawal and counted nowhere: what only such a paper bore out "
            "has lost its support, and nothing speaks against it for that."
        )
    if notices:
        papers = many(notices, "included paper carries", "included papers carry")
        yield f"{papers} a notice such as a retraction or a correction."


def _unchecked(view: View) -> Iterator[str]:
    dossier = view.report.draft.dossier
    quotes = {figure.passage for figure in dossier.quantities}
    for finding in dossier.findings:
        quotes |= {finding.claim.passage, *(check.passage for check in quoted(finding))}
    unseen = sum(quote.unchecked for quote in quotes)
    if unseen:
        told = f"{unseen} of {many(len(quotes), 'quote')} {'was' if unseen == 1 else 'were'} not rechecked"
        yield f"{told}: of these texts only quotes are stored, with their places and a hash of the whole text."


def _claims(view: View) -> Iterator[str]:
    counts = count(view.report)
    if not counts.claims:
        return
    single = counts.verdicts["single source"]
    yield f"{single} of {many(counts.claims, 'claim')} ({single / counts.claims:.0%}) rest on a single source."
    weak = counts.verdicts["unsupported"] + counts.verdicts["unverified"]
    if weak:
        yield f"{many(weak, 'claim')} could not be borne out by the documents at hand."
    if counts.contested:
        contested = many(counts.contested, "claim is", "claims are")
        yield (
            f"{contested} contested. A rule sees that figures or directions differ, not why: equipment, settings, "
            "data and versions may explain a difference."
        )


def _decided(view: View) -> Iterator[str]:
    idle = [decision for decision in view.report.draft.dossier.decided if decision.idle]
    if idle:
        told = many(len(idle), "decision of a person changes nothing", "decisions of people change nothing")
        yield f"{told}, because what was decided on is gone or stays out; the list of decisions says which."


def _gaps(view: View) -> Iterator[str]:
    draft = view.report.draft
    silent = [clean(row.outcome, 120) for row in draft.summary if row.certainty is None]
    if silent:
        yield f"No claim speaks to {listing(silent, 'or')}."
    spoken = {cell.benchmark for cell in draft.gaps if cell.claims}
    spoken |= {name for finding in view.report.findings for name in finding.claim.benchmarks}
    unknown = [clean(name, 120) for name in view.report.question.benchmarks if name not in spoken]
    if unknown:
        yield f"No claim reports a result on {listing(unknown, 'or')}."


def _calibration(view: View) -> Iterator[str]:
    made = clean(view.report.provenance.calibration, 200)
    if made and view.report.findings:
        yield f"Confidence was fitted on claims of another field ({made}); here it may be too high or too low."
    yield "Selection, extraction and review are automatic and make errors; the quoted passages let a reader find them."
