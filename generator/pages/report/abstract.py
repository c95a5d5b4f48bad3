"""Abstract and introduction: what was asked, and how much was found, in full sentences."""

from __future__ import annotations

from generator.facts import Counts, count, listing
from generator.layout import View, paper_link
from generator.markdown import EMPTY, Html, block, clean, heading, html, join, lines, link, tag
from generator.references import short

NOTICE = (
    "This report is a machine-generated synthesis of literature, not original research; "
    "no person has reviewed it, and the papers themselves are the authority."
)


def render(view: View) -> str:
    """Return the abstract; each of its figures names the count in the data file that it prints."""
    counts = count(view.report)
    sentences = [_papers(counts), _question(view), _claims(counts), _by_hand(counts), _score(counts), _notice(view)]
    sentences = [sentence for sentence in sentences if sentence]
    return f"{heading(2, 'Abstract')}\n\n{block(tag('p', join(sentences, ' '), class_='abstract'))}"


def _notice(view: View) -> Html:
    decided = any(not decision.idle for decision in view.report.draft.dossier.decided)
    return html(NOTICE.replace("reviewed it,", "reviewed it as a whole,") if decided else NOTICE)


def _number(counts: Counts, name: str) -> Html:
    return tag("span", str(getattr(counts, name)), data_count=name)


def _papers(counts: Counts) -> Html:
    words = " paper" if counts.included == 1 else " papers"
    found = [_number(counts, "included"), words, " included of ", _number(counts, "screened"), " screened."]
    return join(["This report synthesises findings from ", *found])


def _question(view: View) -> Html:
    return join(["It addresses the research question: ", tag("q", clean(view.report.question.question))])


def _claims(counts: Counts) -> Html:
    if not counts.claims:
        return join([_number(counts, "claims"), " claims were extracted, so nothing could be verified."])
    parts = [
        _number(counts, "claims"),
        " claim was extracted" if counts.claims == 1 else " claims were extracted",
        "; ",
    ]
    parts += [_number(counts, "stated"), _are(counts.stated), "stated by their source, "]
    parts += [_number(counts, "corroborated"), _are(counts.corroborated), "independently corroborated and "]
    return join([*parts, _number(counts, "contested"), _are(counts.contested), "contested."])


def _by_hand(counts: Counts) -> Html:
    """Return how many verdicts people corrected and how many claims they rejected; nothing where they did neither."""
    told = []
    if counts.corrected:
        noun = " verdict" if counts.corrected == 1 else " verdicts"
        told.append(join([_number(counts, "corrected"), noun, " corrected by a person"]))
    if counts.rejected:
        noun = " claim" if counts.rejected == 1 else " claims"
        told.append(join([_number(counts, "rejected"), noun, " rejected by a person and not counted"]))
    return join([join(told, "; "), "."]) if told else EMPTY


def _are(number: int) -> str:
    return " is " if number == 1 else " are "


def _score(counts: Counts) -> Html:
    if counts.score is None:
        return html("There is no review score, because there is no claim to review.")
    told = [
        "An automated panel of ",
        _number(counts, "reviewers"),
        " reviewers scored it ",
        _number(counts, "score"),
        " of 10",
    ]
    if counts.spread:
        told.append(f", with single scores from {counts.spread[0]:.1f} to {counts.spread[1]:.1f}")
    return join([*told, "."])


def introduction(view: View) -> str:
    """Return the question with its outcomes, benchmarks and scope, and the paper closest to it."""
    question = view.report.question
    parts = [
        tag("p", "The question is: ", tag("em", question.question)),
        _scope("Outcomes asked for", tuple(outcome.name for outcome in question.outcomes)),
        _scope("Benchmarks named", question.benchmarks),
        _scope("Languages named", question.languages),
        _derived(question.derived),
        _closest(view),
        _tags(question.tags),
    ]
    return f"{heading(2, '1 Introduction')}\n\n{block(lines(parts))}"


def _derived(names: tuple[str, ...]) -> Html:
    if not names:
        return EMPTY
    told = (
        f"The question file gives no {listing(names, 'or')}; they were read out of the question, by the vocabulary "
        "and by phrases that it shares with the papers at hand."
    )
    return tag("p", told, class_="cap")


def _scope(label: str, names: tuple[str, ...]) -> Html:
    return tag("p", tag("b", f"{label}:"), f" {listing(names)}.") if names else EMPTY


def _tags(names: tuple[str, ...]) -> Html:
    return tag("p", *(tag("span", name, class_="badge") for name in names), class_="tags") if names else EMPTY


def _closest(view: View) -> Html:
    papers = {paper.id: paper for paper in view.report.papers}
    paper = papers.get(view.report.draft.closest or "")
    if paper is None:
        told = "No included paper is named as closest to it." if papers else "No paper was included."
        return tag("p", told)
    page = paper_link(view.catalogue, view.here, paper.id, paper.title)
    number = link(f"[{view.reference(paper.id)}]", f"#ref-{view.reference(paper.id)}")
    return tag("p", "The included paper closest to it is ", page, f" ({short(paper)}) ", number, ".")
