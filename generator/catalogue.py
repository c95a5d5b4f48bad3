"""What the pages of a corpus need to know about each other: papers, their pages, who cites whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.ids import slugs
from generator.notices import GONE
from generator.records import Check, Conflict, Corpus, Finding, Paper, Report, Screened, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The reports that are shown, and every paper that they cite.

    `papers` is ordered by id; a paper is cited when a report includes it, quotes it, or
    leaves it out for its retraction alone.  `slugs` gives the file name of each paper's page, `conflicts` every
    contradiction, within and across reports; `site` where all of it is published, `names`
    the report of each id and alias; `as_of` is the newest date (ISO) of any report or search, "" where none is dated.
    """

    reports: tuple[Report, ...]
    papers: Mapping[str, Paper]
    slugs: Mapping[str, str]
    conflicts: tuple[Conflict, ...] = ()
    site: Site = field(default_factory=Site)
    names: Mapping[str, Report] = field(default_factory=dict)
    as_of: str = ""

    def page(self, paper: str) -> str | None:
        """Return the path of the page of `paper`, None for a paper that nothing cites."""
        return f"dois/{self.slugs[paper]}.md" if paper in self.slugs else None

    def report(self, name: str) -> Report | None:
        """Return the shown report of that id or alias, or None."""
        return self.names.get(name)

    @property
    def published(self) -> tuple[Report, ...]:
        """Return the shown reports that are not retired."""
        return tuple(report for report in self.reports if report.question.status == "published")


@lru_cache(maxsize=1)
def catalogue(corpus: Corpus) -> Catalogue:
    """Return the catalogue of all reports that are no drafts; kept, since every kind of page and export asks for it."""
    shown = tuple(report for report in corpus.reports if report.question.status != "draft")
    held = _papers(shown)
    cited = {name: held[name] for name in sorted(_cited(shown)) if name in held}
    keys = slugs(paper.doi or paper.id for paper in cited.values())
    return Catalogue(
        reports=shown,
        papers=cited,
        slugs={name: keys[paper.doi or paper.id] for name, paper in cited.items()},
        conflicts=corpus.relations.conflicts,
        site=corpus.site,
        names=_names(shown),
        as_of=_newest(shown),
    )


def _newest(shown: Iterable[Report]) -> str:
    dates = ((report.date, *(result.date for result in report.draft.dossier.found)) for report in shown)
    return max((date for some in dates for date in some if date), default="")


def _names(shown: Iterable[Report]) -> Mapping[str, Report]:
    names: dict[str, Report] = {}
    for report in shown:
        for name in (report.id, *report.question.aliases):
            names.setdefault(name, report)
    return names


def _papers(reports: Iterable[Report]) -> Mapping[str, Paper]:
    held: dict[str, Paper] = {}
    for report in reports:
        for row in report.draft.dossier.screening.papers:
            known = held.get(row.paper.id)
            held[row.paper.id] = _joined(known, row.paper) if known and known is not row.paper else row.paper
    return held


def _joined(first: Paper, second: Paper) -> Paper:
    return replace(
        first,
        document=first.document or second.document,
        versions=tuple(dict.fromkeys(first.versions + second.versions)),
        notices=tuple(dict.fromkeys(first.notices + second.notices)),
        decided=tuple(dict.fromkeys(first.decided + second.decided)),
    )


def _cited(reports: Iterable[Report]) -> set[str]:
    cited: set[str] = set()
    for report in reports:
        cited.update(paper.id for paper in report.papers)
        cited.update(row.paper.id for row in retracted(report))
        for finding in report.findings:
            cited.add(finding.claim.paper)
            cited.update(check.passage.paper for check in quoted(finding))
    return cited


def retracted(report: Report) -> tuple[Screened, ...]:
    """Return the papers that a report would include, had they not been retracted or withdrawn."""
    rows = report.draft.dossier.screening.papers
    return tuple(row for row in rows if not row.included and row.reason in GONE)


def quoted(finding: Finding) -> tuple[Check, ...]:
    """Return the checks that a page quotes: those that are not neutral, own source first."""
    order = {"own source": 0, "independent": 1, "not independent": 2}
    spoken = [check for check in finding.checks if check.label != "neutral"]
    return tuple(sorted(spoken, key=lambda check: (order[check.relation], check.passage.paper, check.passage.start)))


def overruled(finding: Finding) -> tuple[Check, ...]:
    """Return the checks whose side a person's verdict denies, which count for nothing and are shown all the same."""
    return tuple(check for check in finding.checks if check.overruled)
