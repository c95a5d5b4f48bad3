"""A folder of the library may hold what several programs wrote, broken parts included."""

from __future__ import annotations

import json

import pytest

from generator.errors import InvalidInput
from generator.library import Library, load_library, read_library
from tests.formats.test_pdf import BROKEN, FIRST, SECOND, TITLE
from tests.formats.test_xml import BODY, JATS, SET
from tests.invented_pdf import pdf

BIB = """@article{a, title = {Sourdough in winter}, doi = {10.5555/winter}, abstract = {Cold dough rises late.}}
@article{b title = {No comma}}
@article{c, title = {Crusts}, journal = nosuch, year = 2018}
"""
RIS = "TY  - JOUR\nTI  - Salt and crumb\nDO  - 10.5555/salt\nER  - \nTY  - JOUR\nTI  - Open end\n"
CSL = '[{"title": "Oats", "DOI": "10.5555/oats", "abstract": "Oats hold water."}, {"title": ]\n'


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "refs.bib").write_text(BIB)
    (folder / "export.ris").write_text(RIS)
    (folder / "zotero.json").write_text(CSL)
    (folder / "article.nxml").write_text(JATS.replace("BODY", BODY))
    (folder / "page.PDF").write_bytes(pdf(FIRST, BROKEN, SECOND, title=TITLE))
    (folder / "own.jsonl").write_text('{"title": "Wheat", "note": ["Wheat rises fast."]}\n')
    return tmp_path


def test_every_kind_is_read_problems_are_listed_and_the_rest_is_used(corpus):
    papers, problems = read_library(corpus)
    held = {paper.title: paper.document.level if paper.document else None for paper in papers}
    assert held == {
        "Sourdough in winter": "abstract",
        "Crusts": None,
        "Salt and crumb": None,
        "Oats": "abstract",
        "Rye & Secale: a test": "full text",
        TITLE: "full text",
        "Wheat": "note",
    }
    named = {(problem.file.rsplit("/", 1)[-1], problem.line, problem.code) for problem in problems}
    assert named == {
        *[("refs.bib", 2, "I001"), ("refs.bib", 3, "I003"), ("export.ris", 5, "I001"), ("zotero.json", 1, "I001")],
        ("page.PDF", 0, "I011"),
    }
    assert all(problem.message for problem in problems)


def test_what_is_broken_elsewhere_stops_no_build_and_is_not_forgotten(corpus):
    library = load_library(corpus)
    assert (len(library.papers), len(library.left_out)) == (7, 5)
    assert [paper.title for paper in library.query('"cold oven"', 5)[1]] == [TITLE]


def test_what_is_broken_in_a_file_of_ones_own_still_stops_it(corpus):
    (corpus / "library" / "own.jsonl").write_text('{"title": 7}\n')
    with pytest.raises(InvalidInput) as caught:
        load_library(corpus)
    assert [problem.code for problem in caught.value.problems] == ["L003"]


def test_one_work_in_several_files_is_one_paper_with_its_fullest_text(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "own.jsonl").write_text('{"title": "Our rye", "doi": "10.5555/rye", "note": ["Rye rose."]}\n')
    (folder / "article.xml").write_text(JATS.replace("BODY", BODY))
    (folder / "pubmed.xml").write_text(SET)
    ((paper,), problems) = read_library(tmp_path)
    assert (paper.title, paper.year, paper.document.level, problems) == ("Our rye", 2020, "full text", ())
    assert (paper.ids, paper.notices) == (("pmcid:pmc88", "pmid:77"), ("Retracted 2022: notice Loaf Lett. 2022",))


def test_a_record_beside_a_pdf_is_no_paper_of_its_own(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "rye.pdf").write_bytes(pdf(SECOND))
    (folder / "rye.yaml").write_text("- title: Rye\n  doi: 10.5555/rye\n")
    ((paper,), problems) = read_library(tmp_path)
    assert (paper.id, paper.document.level, problems) == ("10.5555/rye", "full text", ())


def test_only_what_changed_is_indexed_again(corpus, tmp_path):
    first = load_library(corpus, tmp_path / "cache")
    first.query('"rye"', 1)
    before = rows(first)
    (corpus / "library" / "export.ris").write_text(RIS.replace("crumb", "crust"))
    second = load_library(corpus, tmp_path / "cache")
    second.query('"rye"', 1)
    assert {name for name, row in rows(second).items() if before.get(name) != row} == {"10.5555/salt"}


def rows(library: Library) -> dict[str, int]:
    return dict(library._index._database.execute("SELECT id, rowid FROM entry"))


def test_the_numbers_of_other_registers_are_part_of_the_hash(tmp_path):
    def hashed(**more):
        folder = tmp_path / "library"
        folder.mkdir(exist_ok=True)
        (folder / "a.jsonl").write_text(json.dumps({"title": "Rye", **more}))
        return load_library(tmp_path).hash

    assert len({hashed(), hashed(ids=["pmid:1"]), hashed(open_access="https://bread.example/")}) == 3
