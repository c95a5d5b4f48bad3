"""Provenance: what the report was made from, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.citations import NOTICE
from generator.facts import listing, many
from generator.layout import View, day, href
from generator.markdown import Html, block, clean, heading, html, join, lines, link, tag
from generator.records import Provenance, Question
from generator.references import cite_report
from generator.reuse import export_report


def render(view: View) -> str:
    """Return the last section."""
    cite = tag("p", tag("b", "How to cite:"), f" {cite_report(view.report)}", class_="howto")
    files = export_report(view.here, view.report.id, references=bool(view.report.papers))
    notice = tag("p", NOTICE, class_="notice")
    return f"{heading(2, 'Provenance')}\n\n{block(_facts(view), cite, files, notice)}"


def _facts(view: View) -> Html:
    made = view.report.provenance
    file = f"data/reports/{view.report.id}.json"
    rows = [
        ("Report", html(f"{view.report.id}, version {view.report.version}, {day(view.report.date)}")),
        ("Question file", _question(view)),
        ("Evidence file", _evidence(made)),
        ("Library", _hashed("", made.library_hash)),
        *([("Decisions on records", _hashed("same-as.yaml", made.decisions_hash))] if made.decisions_hash else []),
        *([("Decisions of people", _decided(view))] if made.overrides_file else []),
        ("Generator", html(made.generator, 120)),
        ("Ranker", html(made.ranker, 120)),
        ("Judgements", _judgements(made)),
        ("Judges", html(listing(tuple(clean(name, 80) for name in made.judges)) or "none", 400)),
        ("Calibration", html(made.calibration or "none", 200)),
        ("Data", link(file, href(view.here, file))),
        *_lifetime(view.report.question),
    ]
    return tag("dl", lines(tag("div", tag("dt", name), tag("dd", value)) for name, value in rows), class_="facts-list")


def _question(view: View) -> Html:
    """Return the question's file with the link that edits it, where the source is published."""
    made, question, site = view.report.provenance, view.report.question, view.catalogue.site
    file = _hashed(made.question_file, made.question_hash)
    way = site.edit_file(f"{site.corpus}/{question.file}") if question.file else ""
    return join([file, link("edit this question", way)], ", ") if way else file


def _decided(view: View) -> Html:
    made, decided = view.report.provenance, view.report.draft.dossier.decided
    idle = sum(bool(decision.idle) for decision in decided)
    told = f"{many(len(decided), 'decision')}{f', {idle} of them without effect' if idle else ''}"
    return join([_hashed(made.overrides_file or "", made.overrides_hash or ""), html(told)], ": ")


def _judgements(made: Provenance) -> Html:
    """Return the file of locked judgements and how many pairs came from it, were read anew, or went unread."""
    if not any(made.readings):
        return html("no pair was read by a model")
    replayed, computed, unread = made.readings
    told = f"{replayed} replayed, {computed} read in this build, {unread} not read"
    if not made.judgements_file:
        return html(told)
    return join([_hashed(made.judgements_file, made.judgements_hash or ""), html(told)], ": ")


def _lifetime(question: Question) -> Iterator[tuple[str, Html]]:
    if question.aliases:
        yield "Earlier names", html(listing(question.aliases), 400)
    if question.review_by:
        yield "To be reviewed by", html(day(question.review_by))


def _evidence(made: Provenance) -> Html:
    if not made.evidence_file:
        return html("none: local library only")
    told = (
        many(made.searches, "locked search", "locked searches") if made.searches else "history only, no locked search"
    )
    return join([_hashed(made.evidence_file, made.evidence_hash or ""), html(told)], ": ")


def _hashed(file: str, sum_: str) -> Html:
    name = f"{clean(file, 200)} " if file else ""
    return tag("span", name, tag("code", f"sha256 {clean(sum_, 64)[:16]}", title=sum_) if sum_ else "")
