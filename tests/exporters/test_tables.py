"""JSON Lines and CSV, read back and held against the data package and the pages."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from generator.catalogue import catalogue
from generator.columns import TABLES
from generator.exporters import records, tables
from generator.facts import count
from generator.records import Corpus, Relations, Site
from generator.render import render
from tests.exporters.shelf import HOSTILE_TITLES, corpus_of, retracted, titled
from tests.invented import corpus, full_report

NAMES = [table.name for table in TABLES]
READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": lambda text: date.fromisoformat(text).isoformat(),
    "array": json.loads,
}
GUARD = re.compile(r"^'")


def files(made=None):
    return {page.path.removeprefix("data/"): page.text for page in tables.export(made or corpus())}


def read_csv(text, fields):
    """Return the rows of a CSV file as its schema types them."""
    head, *body = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert head == [field["name"] for field in fields]
    return [{field["name"]: typed(cell, field) for field, cell in zip(fields, row, strict=True)} for row in body]


def typed(cell, field):
    if cell == "":
        assert "constraints" not in field, field
        return [] if field["type"] == "array" else None
    return READ[field["type"]](GUARD.sub("", cell) if field["type"] == "string" else cell)


def read_lines(text):
    assert text.endswith("\n") or not text
    return [json.loads(line) for line in text.splitlines()]


MADE = files()
PACKAGE = json.loads(MADE["datapackage.json"])
SCHEMAS = {resource["path"]: resource["schema"] for resource in PACKAGE["resources"]}


def rows(name, made=MADE):
    return read_csv(made[f"{name}.csv"], SCHEMAS[f"{name}.csv"]["fields"])


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_json_lines_hold_the_same_values_of_the_types_of_the_schema(name):
    assert rows(name) == read_lines(MADE[f"{name}.jsonl"])
    assert rows(name)


def test_package_describes_each_file_as_it_is():
    assert {resource["path"] for resource in PACKAGE["resources"]} == MADE.keys() - {"datapackage.json"}
    for resource in PACKAGE["resources"]:
        body = MADE[resource["path"]].encode()
        assert resource["bytes"] == len(body)
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        assert resource["rows"] == len(rows(resource["path"].split(".")[0]))
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
    assert PACKAGE["licenses"][0]["name"] == "MIT"


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique_and_links_lead_somewhere(name):
    schema = SCHEMAS[f"{name}.csv"]
    key = schema.get("primaryKey")
    if key:
        found = [tuple(row[column] for column in key) for row in rows(name)]
        assert len(found) == len(set(found))
    for link in schema.get("foreignKeys", ()):
        other = link["reference"]["resource"].removesuffix("-csv")
        there = {tuple(row[column] for column in link["reference"]["fields"]) for row in rows(other)}
        assert {tuple(row[column] for column in link["fields"]) for row in rows(name)} <= there


def test_counts_equal_those_of_the_pages():
    made = {page.path: page.text for page in render(corpus())}
    shelf = catalogue(corpus())
    by_report = {row["id"]: row for row in rows("reports")}
    for report in shelf.reports:
        counts, row = count(report), by_report[report.id]
        assert sum(claim["report"] == report.id for claim in rows("claims")) == row["claims"] == counts.claims
        assert sum(figure["report"] == report.id for figure in rows("figures")) == row["figures"] == counts.figures
        assert row["contested"] == counts.contested
        assert row["included"] == made[f"reports/{report.id}.md"].count('<li id="ref-')
    assert len(rows("papers")) == len(shelf.papers)
    shown = re.findall(r'data-label="Table">(\w+)</td><td class="num" data-label="Rows">(\d+)<', made["data/index.md"])
    assert dict(shown) == {name: str(len(rows(name))) for name in NAMES}


def test_each_column_is_explained_on_the_data_page():
    page = next(page.text for page in render(corpus()) if page.path == "data/index.md")
    for table in TABLES:
        part = page.split(f"\n## {table.name.capitalize()}\n")[1].split("\n## ")[0]
        assert re.findall(r"<code>(\w+)</code>", part) == [column.name for column in table.columns]


def test_quotes_can_be_checked_by_their_hash_and_place():
    texts = {
        row.paper.id: row.paper.document.text
        for row in full_report().draft.dossier.screening.papers
        if row.paper.document
    }
    for name in ("claims", "checks"):
        for row in rows(name):
            passage = texts[row["paper"]][row["start"] : row["end"]]
            assert row["passage_sha256"] == hashlib.sha256(passage.encode()).hexdigest()
            assert row["quote"] in {passage, None}


def test_a_passage_whose_text_was_not_at_hand_is_told_apart_in_tables_and_records():
    report = full_report()
    first, *others = report.draft.dossier.findings
    unseen = replace(first, claim=replace(first.claim, passage=replace(first.claim.passage, unchecked=True)))
    dossier = replace(report.draft.dossier, findings=(unseen, *others))
    shown = replace(report, draft=replace(report.draft, dossier=dossier))
    made = Corpus(reports=(shown,), relations=Relations())
    assert [row["rechecked"] for row in rows("claims", files(made))] == [False, *(True for _ in others)]
    assert all(row["rechecked"] for row in rows("checks", files(made)))
    (record,) = [json.loads(page.text) for page in records.export(made) if first.claim.id in page.path]
    assert [row["passage"]["rechecked"] for row in record["reports"]] == [False]


def test_neutral_passage_of_a_text_that_is_not_ours_is_not_published():
    hidden = [row for row in rows("checks") if row["quote"] is None]
    assert hidden
    assert all(row["label"] == "neutral" and row["level"] != "note" for row in hidden)


@pytest.mark.parametrize(
    "title", [*HOSTILE_TITLES.values(), "+1", "-1", "@x", "'=1", "＝1", " =1", "\t=1", "a\r\nb", "a\u2028b"]
)
def test_hostile_text_comes_back_whole_and_is_no_formula(title):
    made = files(corpus_of(titled(title)))
    (row,) = rows("papers", made)
    assert row["title"] == read_lines(made["papers.jsonl"])[0]["title"] == title
    for text in (text for path, text in made.items() if path.endswith(".csv")):
        cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
        assert not [cell for cell in cells if cell.strip()[:1] in tuple("=+@＝") or cell[:1] in tuple("\t\r\n")]


def test_negative_figure_stays_a_number():
    report = full_report()
    first, *others = report.draft.dossier.quantities
    dossier = replace(report.draft.dossier, quantities=(replace(first, value=-2.5), *others))
    made = files(
        Corpus(reports=(replace(report, draft=replace(report.draft, dossier=dossier)),), relations=Relations())
    )
    assert rows("figures", made)[0]["value"] == -2.5
    assert ",-2.5," in made["figures.csv"]


def test_lines_of_csv_end_as_the_standard_says():
    assert MADE["reports.csv"].count("\r\n") == len(rows("reports")) + 1
    assert "\n" not in MADE["reports.csv"].replace("\r\n", "")


def test_retracted_paper_keeps_its_notice():
    made = files(corpus_of(retracted()))
    (row,) = rows("papers", made)
    assert (row["retracted"], row["notices"]) == (True, list(retracted().notices))


def test_half_a_character_does_not_break_the_hashes():
    made = files(corpus_of(titled("a\ud800b")))
    package = json.loads(made["datapackage.json"])
    for resource in package["resources"]:
        body = made[resource["path"]].encode("utf-8", "replace")
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"


def test_same_corpus_gives_the_same_bytes_and_any_change_another_version():
    assert files() == MADE
    other = json.loads(files(corpus_of(titled("Another")))["datapackage.json"])
    assert other["version"] != PACKAGE["version"]


def test_address_stands_in_the_package_only_where_it_is_known():
    assert "homepage" not in PACKAGE
    made = files(replace(corpus(), site=Site(name="Tides", url="https://tides.example/")))
    package = json.loads(made["datapackage.json"])
    assert (package["title"], package["homepage"]) == ("Tides", "https://tides.example/data/")


def test_corpus_without_reports_gives_tables_without_rows():
    made = files(Corpus(reports=(), relations=Relations()))
    assert [rows(name, made) for name in NAMES] == [[]] * len(NAMES)
