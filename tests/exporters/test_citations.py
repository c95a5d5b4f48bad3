"""BibTeX, RIS and CSL-JSON, read back by the parsers of these formats."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys

from generator.citations import of_paper
from generator.exporters import bibtex, csl_json, ris
from generator.formats import read_format
from generator.markdown import clean
from generator.records import Author, Paper, Site
from generator.render import render
from tests.exporters.shelf import HOSTILE_TITLES, bare, corpus_of, odd_names, retracted, titled
from tests.invented import EBB, SLACK, corpus, paper

CSL_TYPES = {"article-journal", "paper-conference", "article", "report", "document"}
CSL_TEXTS = {"id", "type", "title", "container-title", "DOI", "URL", "genre", "number", "version", "note"}


def files(made, exporter, suffix):
    return {page.path.removesuffix(suffix): page.text for page in exporter.export(made)}


def entries(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries


def decoded(text):
    stack = [NormalizeFieldKeys(), LatexDecodingMiddleware(keep_math_mode=False)]
    library = bibtexparser.parse_string(text, append_middleware=stack)
    assert library.failed_blocks == []
    # Its decoder has another sign for the one that ^ is printed with.
    return [{key: field.value.replace("ˆ", "^") for key, field in one.fields_dict.items()} for one in library.entries]


def items(text):
    """Return the items of a CSL-JSON file after a check against the parts of its schema that we use."""
    made = json.loads(text)
    for item in made:
        assert {"id", "type"} <= item.keys() <= CSL_TEXTS | {"author", "issued"}
        assert item["type"] in CSL_TYPES
        assert all(isinstance(item[key], str) and item[key] for key in item.keys() & CSL_TEXTS)
        assert all(name.keys() in ({"family", "given"}, {"literal"}) for name in item.get("author", ()))
        (parts,) = item["issued"]["date-parts"] if "issued" in item else [[2000]]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)
    return made


BIB, RIS, CSL = (
    files(corpus(), module, suffix) for module, suffix in ((bibtex, ".bib"), (ris, ".ris"), (csl_json, ".csl.json"))
)


def counts(texts, parse):
    return {stem: len(parse(text)) for stem, text in texts.items()}


def test_three_formats_hold_the_same_works_in_the_same_files():
    assert counts(BIB, entries) == counts(RIS, rispy.loads) == counts(CSL, items)


def test_counts_equal_those_of_the_pages():
    made = {page.path: page.text for page in render(corpus())}
    listed = counts(BIB, entries)
    for name in ("tidal-skill", "tidal-silence", "tidal-size"):
        assert listed[f"data/reports/{name}"] == 1
        assert listed.get(f"data/reports/{name}.references", 0) == made[f"reports/{name}.md"].count('<li id="ref-')
    pages = {path for path in made if path.startswith("dois/") and path.count("/") == 1} - {"dois/index.md"}
    assert listed["data/papers"] == len(pages)
    assert {stem for stem in listed if stem.startswith("data/papers/")} == {
        f"data/papers/{page.removeprefix('dois/').removesuffix('.md')}" for page in pages
    }


def test_keys_of_a_file_are_all_different():
    assert max(Counter(entry.key for entry in entries(BIB["data/papers"])).values()) == 1


@pytest.mark.parametrize("title", HOSTILE_TITLES.values(), ids=HOSTILE_TITLES)
def test_hostile_title_comes_back_whole_and_leaves_its_neighbours(title):
    made = corpus_of(titled(title), EBB)
    stem = "data/reports/tidal-skill.references"
    bib = decoded(files(made, bibtex, ".bib")[stem])
    plain = entries(files(made, bibtex, ".bib")[stem])
    found = rispy.loads(files(made, ris, ".ris")[stem])
    listed = items(files(made, csl_json, ".csl.json")[stem])
    whole = " ".join(title.split())
    for titles in (
        [unicodedata.normalize("NFC", one["title"]) for one in bib],
        [one["title"] for one in found],
        [one["title"] for one in listed],
    ):
        assert titles == [whole, EBB.title]
    assert [entry.fields_dict["title"].value.count("{") for entry in plain] == [
        entry.fields_dict["title"].value.count("}") for entry in plain
    ]


def test_lines_and_what_cannot_be_seen_do_not_reach_a_format():
    made = corpus_of(titled("One\nER  - \n\n@misc{x,\r\n} \u202etwo\u200b"))
    for module, suffix, parse in ((bibtex, ".bib", entries), (ris, ".ris", rispy.loads)):
        text = files(made, module, suffix)["data/reports/tidal-skill.references"]
        assert len(parse(text)) == 1
        assert "\u202e" not in text
        assert "\u200b" not in text


def test_fields_come_back_as_they_were_recorded():
    (bib,) = decoded(BIB[f"data/papers/{of_paper(EBB, 'x').doi.replace('/', '_')}"])
    assert bib | {"title": bib["title"]} == {
        "author": "Skipper1, Anna Maria",
        "title": EBB.title,
        "year": "2021",
        "journal": EBB.venue,
        "doi": EBB.doi,
        "url": "https://doi.org/10.5555/tide.1",
    }
    (record,) = rispy.loads(RIS["data/papers/10.5555_tide.1"])
    assert record["authors"] == ["Skipper1, Anna Maria"]
    assert (record["year"], record["secondary_title"], record["doi"]) == ("2021", EBB.venue, EBB.doi)
    (item,) = items(CSL["data/papers/10.5555_tide.1"])
    assert item["author"] == [{"family": "Skipper1", "given": "Anna Maria"}]
    assert (item["issued"], item["container-title"]) == ({"date-parts": [[2021]]}, EBB.venue)


def test_what_a_record_does_not_hold_is_in_no_format():
    made = corpus_of(bare())
    stem = "data/papers/tide-0"
    (entry,) = entries(files(made, bibtex, ".bib")[stem])
    assert entry.fields_dict.keys() == {"title"}
    (record,) = rispy.loads(files(made, ris, ".ris")[stem])
    assert record.keys() == {"type_of_reference", "id", "title", "name_of_database"}
    assert items(files(made, csl_json, ".csl.json")[stem]) == [
        {"id": "tide-0", "type": "document", "title": "A title alone"}
    ]


def test_notice_of_a_retraction_stays_with_the_paper_in_each_format():
    (notice,) = retracted().notices
    made = corpus_of(retracted())
    stem = "data/papers/10.5555_tide.8"
    assert decoded(files(made, bibtex, ".bib")[stem])[0]["note"] == notice
    assert rispy.loads(files(made, ris, ".ris")[stem])[0]["notes"] == [notice]
    assert items(files(made, csl_json, ".csl.json")[stem])[0]["note"] == notice


def test_report_is_cited_with_its_version_and_without_an_address_that_nobody_set():
    (bib,) = decoded(BIB["data/reports/tidal-skill"])
    (record,) = rispy.loads(RIS["data/reports/tidal-skill"])
    (item,) = items(CSL["data/reports/tidal-skill"])
    assert bib["howpublished"] == "Machine-generated evidence report tidal-skill, version 1f00d5ea"
    assert (record["edition"], record["date"]) == ("version 1f00d5ea", "2026/02/03/")
    assert (item["version"], item["issued"]) == ("1f00d5ea", {"date-parts": [[2026, 2, 3]]})
    assert item["author"] == [{"literal": "Invented Tides Group"}]
    assert "url" not in bib
    assert "urls" not in record
    assert "URL" not in item


def test_report_without_authors_and_date_has_none_in_its_citation():
    (item,) = items(CSL["data/reports/tidal-silence"])
    assert not {"author", "issued"} & item.keys()


def test_report_has_its_address_where_the_site_has_one():
    made = replace(corpus(), site=Site(url="https://tides.example/reports/"))
    (item,) = items(files(made, csl_json, ".csl.json")["data/reports/tidal-skill"])
    assert item["URL"] == "https://tides.example/reports/reports/tidal-skill/"


@pytest.mark.parametrize(("module", "suffix"), [(bibtex, ".bib"), (ris, ".ris"), (csl_json, ".csl.json")])
def test_our_own_reader_of_the_format_takes_the_export_back(module, suffix, tmp_path):
    works = (replace(paper(7, title="Ebb: 50% & more"), authors=odd_names()), EBB, SLACK)
    text = files(corpus_of(*works), module, suffix)["data/reports/tidal-skill.references"]
    path = tmp_path / f"library{suffix.replace('.csl', '')}"
    path.write_text(text, encoding="utf-8")
    records, problems = read_format(path, tmp_path)
    assert problems == ()
    for work, located in zip(works, records, strict=True):
        assert located.data["title"] == clean(work.title)
        assert located.data.get("doi") == work.doi
        assert located.data["year"] == work.year
        assert located.data["venue"] == work.venue
        assert len(located.data["authors"]) == len(work.authors)


def test_names_that_could_be_taken_apart_stay_whole():
    work = Paper(id="x", title="T", authors=(*odd_names(), Author(family="", given="Solo"), Author(family=" ")))
    text = files(corpus_of(work), bibtex, ".bib")["data/papers/x"]
    names = bibtexparser.parse_string(
        text,
        append_middleware=[
            bibtexparser.middlewares.SeparateCoAuthors(),
            bibtexparser.middlewares.SplitNameParts(),
        ],
    )
    found = [(part.von + part.last, part.first) for part in names.entries[0].fields_dict["author"].value]
    assert found == [
        (["van", "der", "Ebb"], ["Jan"]),
        (["{Ebb and Flow Institute}"], []),
        (["{Tide, Inc.}"], []),
        (["{Rock and Sand}"], ["{A. and B.}"]),
        (["אבן"], ["ש."]),
        (["{Solo}"], []),
    ]


@pytest.mark.parametrize(
    ("venue", "doi", "kind"),
    [
        ("Journal of Tides", None, "journal"),
        ("IEEE Transactions on Currents", None, "journal"),
        ("9th Workshop on Ebb", None, "conference"),
        ("arXiv", None, "preprint"),
        ("EbbConf 2031", None, "other"),
        ("", "10.48550/arxiv.3101.00001", "preprint"),
        ("", None, "other"),
    ],
)
def test_kind_of_a_work_is_said_only_where_venue_or_doi_says_it(venue, doi, kind):
    assert of_paper(Paper(id="x", title="T", venue=venue, doi=doi), "x").kind == kind


def test_two_papers_whose_names_differ_by_an_ending_keep_files_of_their_own():
    works = (paper(1, doi="10.5555/a"), paper(2, doi="10.5555/a.csl"), paper(3, doi="10.5555/a.bib"))
    paths = [page.path for page in render(corpus_of(*works))]
    assert len(paths) == len(set(paths))
