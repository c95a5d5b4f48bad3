"""What people decided on papers and claims of the report: who, when and why, rejected claims in full."""

from __future__ import annotations

from generator.facts import many
from generator.layout import View, day, mark, paper_link
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, link, table, tag
from generator.records import Decision
from generator.references import short

COLUMNS = ("Decided", "On", "Who", "When", "Why")
_DONE = {"exclude": "paper excluded", "include": "paper included", "reject": "claim rejected"}


def render(view: View) -> str:
    """Return every decision in the order of its file, a row each; nothing where people decided nothing."""
    decided = view.report.draft.dossier.decided
    if not decided:
        return ""
    told = (
        f"{many(len(decided), 'decision')} of people on this report. A rejected claim is counted nowhere and carries "
        "no answer; beside a corrected verdict stands what the program had found."
    )
    rows = [(_done(one), _on(view, one), clean(one.who, 200), day(one.when), clean(one.why, 500)) for one in decided]
    return "\n\n".join(
        [heading(3, "Decided by people"), block(tag("p", told, class_="cap"), table(COLUMNS, rows, css="cards"))]
    )


def _done(decision: Decision) -> Html:
    done = _DONE.get(decision.kind, f"verdict set to {decision.verdict}")
    idle = tag("span", f"without effect: {decision.idle}", class_="cap") if decision.idle else EMPTY
    return join(filter(None, [html(done), idle]), " ")


def _on(view: View, decision: Decision) -> Html:
    if decision.idle:
        return tag("code", clean(decision.target, 120))
    return _paper(view, decision.target) if decision.on_paper else _claim(view, decision.target)


def _paper(view: View, name: str) -> Html:
    rows = view.report.draft.dossier.screening.papers
    title = next((row.paper.title for row in rows if row.paper.id == name), name)
    return paper_link(view.catalogue, view.here, name, clean(title, 200))


def _claim(view: View, name: str) -> Html:
    """Return the way to a claim of the report; a rejected one with its words, source and the program's verdict."""
    number = view.number(name)
    if number:
        return link(f"claim {number}", f"#c{number}")
    found = next(one for one in view.report.draft.dossier.rejected if one.claim.id == name)
    known = view.catalogue.papers.get(found.claim.paper)
    source = paper_link(view.catalogue, view.here, found.claim.paper, short(known) if known else found.claim.paper)
    facts = tag("span", "program: ", mark(found.verdict), " · ", source, class_="cap")
    return tag("div", tag("s", found.claim.text), Html(" "), facts, id=f"claim-{found.claim.id}")
