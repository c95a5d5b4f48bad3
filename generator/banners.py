"""What a reader has to know before the first word of a report: it is retired, or overdue for review."""

from __future__ import annotations

from generator.layout import View, day, href, report_page
from generator.markdown import EMPTY, Html, html, join, lines, link, tag


def banners(view: View) -> Html:
    """Return the banners of a report; nothing for one that stands."""
    return lines([_retired(view), _overdue(view)])


def _retired(view: View) -> Html:
    question, shelf = view.report.question, view.catalogue
    if question.status != "retired":
        return EMPTY
    successor = shelf.report(question.replaced_by) if question.replaced_by else None
    if successor:
        there = href(view.here, report_page(successor.id))
        way = join([" It is replaced by ", link(successor.question.title, there), "."])
    else:
        way = html(f" It is replaced by {question.replaced_by}." if question.replaced_by else "")
    return tag("p", tag("b", "This report is retired."), way, class_="banner")


def _overdue(view: View) -> Html:
    """Return that the day of review has passed, by the newest date of the corpus: a build knows no other today."""
    due, newest = view.report.question.review_by, view.catalogue.as_of
    if due is None or newest <= due or view.report.question.status == "retired":
        return EMPTY
    told = f" It was to be reviewed by {day(due)}; the newest report or search here is of {day(newest)}."
    return tag("p", tag("b", "This report is overdue for review."), told, class_="banner")
