"""The data page: which files there are, and what each column of each table holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.catalogue import Catalogue, catalogue
from generator.columns import CHECKS, CLAIMS, FIGURES, PAPERS, REPORTS, TABLES, Table
from generator.layout import href
from generator.markdown import Html, block, heading, html, join, lines, link, page, table, tag
from generator.records import Corpus, Page
from generator.reuse import CHANGES, DATA

_FILES: Mapping[str, str] = {
    "data/datapackage.json": "describes all tables: schemas, sizes, hashes (Frictionless Data Package)",
    "data/papers.bib": "every paper as BibTeX",
    "data/papers.ris": "every paper as RIS",
    "data/papers.csl.json": "every paper as CSL-JSON",
    "data/claims.json": "claims with the passages that speak to them, nested",
    "data/papers.json": "papers, nested; of their texts our own notes only",
    "data/reports.json": "reports with all their counts, nested",
    "data/contradictions.json": "pairs of sentences that contradict each other",
    "data/open-questions.json": "what no report could answer",
}
_ONE_BY_ONE: Mapping[str, str] = {
    "data/reports/<id>.json": "everything on the page of a report; .bib, .ris, .csl.json cite it, .txt is plain text",
    "data/reports/<id>.references.bib": "the references of a report; also .ris and .csl.json",
    "data/papers/<slug>.json": "a paper, its claims and the reports that use it; also .bib, .ris and .csl.json",
    "data/claims/<id>.json": "a claim, its passage and every check, with the verdict of each report that holds it",
}
_RULES: Sequence[str] = (
    "JSON Lines (.jsonl) holds one object a line, with null where a record holds nothing.",
    "CSV is RFC 4180 in UTF-8. An empty cell means that a record holds nothing; a list is written as a JSON array.",
    (
        "A spreadsheet runs some texts as formulas. In CSV a text that begins with =, +, -, @ or a line break "
        "therefore gets an apostrophe put in front, and so does one that begins with an apostrophe: take one away to "
        "have it back."
    ),
    (
        "Offsets count characters (Unicode code points) from 0: the passage is text[start:end]. With its SHA-256 a "
        "quotation can be checked without the text; that of the text tells whether you hold the same one."
    ),
    (
        "The version of a report changes whenever anything that it says does. A claim keeps its id as long as its "
        "wording and its paper stay."
    ),
    "There is no Parquet file: DuckDB, Polars and pandas read the CSV and the JSON Lines as they are.",
)


def render(corpus: Corpus) -> Iterator[Page]:
    """Yield `data/index.md`."""
    shelf = catalogue(corpus)
    numbers = _numbers(shelf)
    meta = {"title": "Data", "hide": ["navigation"]}
    listed = [_line(one, numbers[one.name]) for one in TABLES]
    yield Page(
        path=DATA,
        text=page(
            meta,
            heading(1, "Data"),
            block(_lead(), table(("Table", "Rows", "What a row is", "Files"), listed, css="cards files", numeric=(1,))),
            heading(2, "Other files"),
            block(_named(_FILES, linked=True), tag("p", "One file each:"), _named(_ONE_BY_ONE, linked=False)),
            heading(2, "How to read the tables"),
            block(*_rules()),
            *(part for one in TABLES for part in (heading(2, one.name.capitalize()), block(_columns(one)))),
            heading(2, "Licence"),
            block(_licence()),
        ),
    )


def _numbers(shelf: Catalogue) -> Mapping[str, int]:
    findings = [finding for report in shelf.reports for finding in report.findings]
    return {
        REPORTS.name: len(shelf.reports),
        PAPERS.name: len(shelf.papers),
        CLAIMS.name: len(findings),
        CHECKS.name: sum(len(finding.checks) for finding in findings),
        FIGURES.name: sum(len(report.draft.dossier.quantities) for report in shelf.reports),
    }


def _lead() -> Html:
    told = "Everything that the pages show can be taken away as files, whose addresses stay. "
    feed = link("What changed lately", href(DATA, CHANGES))
    return tag("p", told, feed, " has a feed.", class_="lead")


def _line(one: Table, number: int) -> tuple[str, ...]:
    files = join((link(form, href(DATA, f"data/{one.name}.{form}")) for form in ("csv", "jsonl")), " · ")
    return html(one.name), str(number), html(one.told), files


def _named(files: Mapping[str, str], *, linked: bool) -> Html:
    names = ((link(name, href(DATA, name)) if linked else tag("code", name), told) for name, told in files.items())
    return tag("ul", lines(tag("li", name, f": {told}") for name, told in names))


def _rules() -> Iterator[Html]:
    return (tag("p", told) for told in _RULES)


def _columns(one: Table) -> Html:
    rows = [
        (
            tag("code", column.name),
            html(column.kind),
            html(column.told if column.required else f"{column.told} (or empty)"),
        )
        for column in one.columns
    ]
    return lines([tag("p", one.told), table(("Column", "Type", "What it holds"), rows, css="cards")])


def _licence() -> Html:
    return tag(
        "p",
        "What this project wrote (records, notes, verdicts, reports) may be used under the MIT licence, as its source. "
        "Passages quoted from abstracts and full texts are their authors' and are here as quotations. Please cite the "
        "report with its version, and the papers themselves.",
    )
