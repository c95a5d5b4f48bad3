"""Reports as cards: what each answers, how sure it is and what it rests on; and what a list of them filters by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import Catalogue
from generator.facts import count, many
from generator.ids import fold, slugs
from generator.layout import bar, certainty, day, href, report_page, stats
from generator.markdown import EMPTY, Html, clean, html, join, lines, link, tag
from generator.records import Report

NONE: Final = "The evidence found does not answer this question."
MOST_OPTIONS: Final = 200
MOST_CARDS: Final = 100  # a page; a card is five times the size of a row
_MOST_TAGS: Final = 12
_MOST_ANSWER: Final = 450


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by: the name of it, and its values with their number, counted from 1."""

    key: str
    name: str
    values: Mapping[str, int]


def facets(reports: Sequence[Report]) -> tuple[Facet, ...]:
    """Return what `reports` can be filtered by, each with at most the 200 most frequent values, in their order."""
    kinds = (("tag", "Tag"), ("outcome", "Outcome"), ("benchmark", "Benchmark"), ("year", "Year"))
    return tuple(Facet(key, name, _values(key, reports)) for key, name in kinds)


def _values(key: str, reports: Iterable[Report]) -> Mapping[str, int]:
    counts = Counter(value for report in reports for value in _facet(report, key))
    kept = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_OPTIONS]
    kept.sort(key=lambda value: (value.casefold(), value), reverse=key == "year")
    return {value: number for number, value in enumerate(kept, start=1)}


def _facet(report: Report, key: str) -> tuple[str, ...]:
    question = report.question
    if key == "tag":
        return tuple(dict.fromkeys(question.tags))
    if key == "outcome":
        return tuple(dict.fromkeys(outcome.name for outcome in question.outcomes))
    if key == "benchmark":
        return tuple(dict.fromkeys(question.benchmarks))
    return (report.date[:4],) if report.date and report.date[:4].isdecimal() else ()


def filters(found: Sequence[Facet], parts: Sequence[str], here: str) -> Html:
    """Return the form that a script filters the list with; `parts` are the pages that hold the rest of the list."""
    fields = [tag("label", tag("span", facet.name), _select(facet)) for facet in found if len(facet.values) > 1]
    words = tag("input", type="search", name="words", autocomplete="off", placeholder="in title or answer")
    told = tag("output", class_="told", aria_live="polite")
    others = " ".join(href(here, part) for part in parts)
    return tag(
        "form",
        tag("label", tag("span", "Words"), words),
        *fields,
        told,
        class_="filters",
        aria_label="Filter the reports",
        data_parts=others or None,
    )


def _select(facet: Facet) -> Html:
    options = [tag("option", "all", value="")]
    options += [tag("option", clean(value, 80), value=number) for value, number in facet.values.items()]
    return tag("select", *options, name=facet.key)


def totals(shelf: Catalogue) -> Html:
    """Return the figures of the whole corpus: published reports, papers, different claims by verdict, figures."""
    shown = shelf.published
    findings = [finding for report in shown for finding in report.findings]
    figures = {
        (figure.passage.paper, figure.start, figure.subject)
        for report in shown
        for figure in report.draft.dossier.quantities
    }
    verdicts = {(finding.claim.id, finding.verdict) for finding in findings}
    return stats(
        [
            (str(len(shown)), "report" if len(shown) == 1 else "reports"),
            (str(len({paper.id for report in shown for paper in report.papers})), "papers included"),
            (str(len({claim for claim, _ in verdicts})), "different claims"),
            (str(sum(verdict == "corroborated" for _, verdict in verdicts)), "independently corroborated"),
            (str(sum(verdict == "contested" for _, verdict in verdicts)), "contested"),
            (str(len(figures)), "different figures"),
        ]
    )


def tag_pages(shelf: Catalogue) -> Mapping[str, str]:
    """Return the path of the page of each tag of the published reports, in order of the alphabet."""
    names = sorted({name for report in shelf.published for name in report.question.tags}, key=lambda n: (fold(n), n))
    keys = slugs(names)
    return {name: f"tags/{keys[name]}.md" for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards of reports for the page `here`; `tags` leads to the pages of tags, titles are headings of `level`."""

    shelf: Catalogue
    here: str
    tags: Mapping[str, str]
    facets: Sequence[Facet] = ()
    level: int = 2

    def card(self, report: Report) -> Html:
        """Return a report as a card; with facets it carries the numbers of its values for the filter."""
        way = link(report.question.title, href(self.here, report_page(report.id)))
        data = {f"data_{facet.key}": _numbers(report, facet) for facet in self.facets}
        told = [tag(f"h{self.level}", way, class_="card-title"), _answer(report), _measures(report)]
        return tag(
            "article", lines([*told, self._facts(report), self._successor(report)]), class_="card report", **data
        )

    def _facts(self, report: Report) -> Html:
        named = [(name, self.tags.get(name)) for name in report.question.tags[:_MOST_TAGS]]
        tags = [
            link(name, href(self.here, page), class_="badge") if page else tag("span", name, class_="badge")
            for name, page in named
        ]
        about = f"{many(len(report.papers), 'paper')} · {day(report.date)}"
        return tag("p", join([html(about), *tags], " "), class_="meta")

    def _successor(self, report: Report) -> Html:
        other = self.shelf.report(report.question.replaced_by or "")
        if other is None:
            return EMPTY
        return tag("p", "Replaced by ", link(other.question.title, href(self.here, report_page(other.id))), ".")


def _numbers(report: Report, facet: Facet) -> str | None:
    return " ".join(str(facet.values[value]) for value in _facet(report, facet.key) if value in facet.values) or None


def _answer(report: Report) -> Html:
    """Return the first sentences of the answer, whole ones."""
    sentences = [clean(statement.text, _MOST_ANSWER) for statement in report.draft.answer]
    if not sentences:
        return tag("p", NONE, class_="none")
    shown = sentences[:1]
    for sentence in sentences[1:]:
        if len(" ".join([*shown, sentence])) > _MOST_ANSWER:
            break
        shown.append(sentence)
    return tag("p", " ".join(shown), " …" if len(shown) < len(sentences) else "")


def _measures(report: Report) -> Html:
    """Return how sure the answer is, how the panel scored it, and what share of the claims was verified."""
    counts = count(report)
    cells = [certainty(report.draft.certainty)] if report.draft.answer else []
    if counts.score is not None:
        cells.append(html(f"review {counts.score:.1f} of 10"))
    if counts.claims:
        share = counts.stated / counts.claims
        cells.append(bar(share, f"{counts.stated} of {counts.claims} claims stated by their source"))
        cells.append(html(f"{counts.corroborated} corroborated, {counts.contested} contested"))
    else:
        cells.append(html("no claim"))
    return tag("p", lines(tag("span", cell) for cell in cells), class_="measures")
