"""`import` adds each work once, as a line that reads back as the same paper, and says what it did."""

from __future__ import annotations

import json

import pytest

from generator.ids import title_key
from generator.intake import line_of
from generator.library import load_library, read_file
from generator.paperfile import identity, read_paper
from generator.records import Author, Document, Paper
from tests.conftest import Toy

BIB = """@article{a, title = {Sourdough in winter}, author = {Oven, Ann and Crumb, Cy}, year = 2020,
  doi = {10.5555/winter}, abstract = {Cold dough rises late.}}
@article{b title = {No comma}}
@article{c, title = {Crusts of Old}, year = 2018, author = {Crumb, Cy}}
"""
RIS = "TY  - JOUR\nTI  - Sourdough in Winter\nDO  - https://doi.org/10.5555/WINTER\nJO  - Loaf Letters\nER  - \n"


@pytest.fixture
def files(toy: Toy):
    (toy.root / "refs.bib").write_text(BIB)
    (toy.root / "refs.ris").write_text(RIS)
    return [str(toy.root / "refs.bib"), str(toy.root / "refs.ris")]


def imported(toy: Toy) -> list[dict]:
    file = toy.root / "corpus" / "library" / "imported.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def test_new_works_are_added_once_and_the_broken_entry_is_named(toy, files, capsys):
    before = {paper.id for paper in load_library(toy.root / "corpus").papers}
    assert toy.run("import", *files) == 1
    first, second = imported(toy)
    assert (first["doi"], first["venue"], first["abstract"]) == (
        "10.5555/winter", "Loaf Letters", "Cold dough rises late.",
    )  # fmt: skip
    assert (second["title"], second["authors"]) == ("Crusts of Old", ["Crumb, Cy"])
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "new: Sourdough in winter (2020), an abstract"
    assert printed[1] == "new: Crusts of Old (2018), no text"
    assert printed[2].startswith("problem: ")
    assert "refs.bib:3:1: I001" in printed[2]
    assert printed[3].startswith("2 new added to ")
    assert printed[3].endswith("imported.jsonl, 0 already there, 1 problem")
    after = load_library(toy.root / "corpus")
    assert {paper.id for paper in after.papers} == before | {"10.5555/winter", "crusts-of-old-2018"}


def test_a_second_import_adds_nothing(toy, files, capsys):
    toy.run("import", files[0])
    held = imported(toy)
    capsys.readouterr()
    assert toy.run("import", files[1]) == 0
    assert imported(toy) == held
    assert capsys.readouterr().out.splitlines()[0] == (
        "already there: Sourdough in Winter, no text, as 10.5555/winter; the library has an abstract"
    )


def test_a_known_work_of_which_more_text_comes_is_updated_and_nothing_that_was_written_is_lost(toy, files, capsys):
    own = toy.root / "corpus" / "library" / "own.yaml"
    own.write_text("# by hand\n- title: My winter\n  doi: 10.5555/winter\n  note: [It rose.]\n  topics: [cold]\n")
    toy.run("import", files[0])
    printed = capsys.readouterr().out.splitlines()
    assert (
        printed[1]
        == "updated: Sourdough in winter (2020), an abstract, where the library had a note, as 10.5555/winter"
    )
    assert "1 new and 1 updated added to" in printed[-1]
    assert [(line.get("completes"), line["imported_from"]) for line in imported(toy)] == [
        ("10.5555/winter", "refs.bib"), (None, "refs.bib"),
    ]  # fmt: skip
    assert own.read_text().startswith("# by hand\n- title: My winter\n")
    (paper,) = (one for one in load_library(toy.root / "corpus").papers if one.id == "10.5555/winter")
    assert (paper.title, paper.year, paper.document.text) == ("My winter", 2020, "Cold dough rises late.")
    held = imported(toy)
    assert toy.run("import", files[0]) == 1  # its broken entry
    assert imported(toy) == held


def test_a_full_text_updates_an_abstract_that_was_imported_and_less_text_updates_nothing(toy, files):
    toy.run("import", *files)
    full = toy.root / "full.jsonl"
    full.write_text('{"title": "Sourdough in winter", "authors": ["Oven, Ann"], "year": 2020, "text": "All of it."}\n')
    for _ in range(2):
        assert toy.run("import", str(full), files[1]) == 0
    assert [line.get("completes") for line in imported(toy)] == [None, None, "10.5555/winter"]
    (paper,) = (one for one in load_library(toy.root / "corpus").papers if one.id == "10.5555/winter")
    assert (paper.document.text, len(paper.authors)) == ("All of it.", 2)


def test_a_dry_run_writes_nothing(toy, files, capsys):
    assert toy.run("import", "--dry-run", files[1]) == 0
    assert imported(toy) == []
    assert "1 new would be added to" in capsys.readouterr().out


def test_another_file_may_take_them_and_what_it_holds_is_known(toy, files):
    target = toy.root / "more" / "papers.jsonl"
    target.parent.mkdir()
    target.write_text('{"title": "Kept"}')
    for _ in range(2):
        assert toy.run("import", files[1], "--to", str(target)) == 0
    assert [json.loads(line)["title"] for line in target.read_text().splitlines()] == ["Kept", "Sourdough in Winter"]
    assert imported(toy) == []


def test_a_target_that_the_library_could_not_read_is_refused(toy, files, capsys):
    with pytest.raises(SystemExit) as stopped:
        toy.run("import", files[1], "--to", str(toy.root / "papers.txt"))
    assert stopped.value.code == 2
    assert "has to end in .jsonl" in capsys.readouterr().err


def test_files_that_are_missing_or_of_another_kind_are_problems(toy, capsys):
    (toy.root / "a.docx").write_text("x")
    assert toy.run("import", str(toy.root / "gone.bib"), str(toy.root / "a.docx")) == 1
    said = capsys.readouterr().out
    assert "F001" in said
    assert "L020" in said
    assert imported(toy) == []


def test_nothing_that_moves_a_cursor_is_printed(toy, capsys):
    file = toy.root / "a.json"
    file.write_text(json.dumps([{"title": "Rye \x1b[2J\u202e bread"}]))
    toy.run("import", str(file))
    said = capsys.readouterr().out
    assert "Rye [2J bread" in said
    assert not {"\x1b", "\u202e"} & set(said)


@pytest.mark.parametrize(
    "document",
    [
        None,
        Document(level="note", text="One. Two.", sentences=((0, 4), (5, 9))),
        Document(level="abstract", text="One. Two."),
        Document(level="full text", text='He said "rise".'),
    ],
)
@pytest.mark.parametrize(
    ("doi", "title"), [("10.5555/rye", "Rye «and» 黑麦"), (None, "Rye «and» 黑麦"), (None, "Long " * 100), (None, "")]
)
def test_a_line_reads_back_as_the_same_paper(tmp_path, document, doi, title):
    title = title.strip()
    paper = Paper(
        id=doi or (identity(title_key(title, 2020)) if title else "given-2020"),
        title=title or "Rye",
        doi=doi,
        authors=(Author(family="van Oven", given="Ann, Jr."), Author(family="Bakers")),
        year=2020,
        venue="Loaf",
        url="https://bread.example/",
        document=document,
        versions=("10.5555/draft",),
        notices=("Corrected: 2021",),
        found_by=("library",),
        ids=("arxiv:2001.00001", "pmid:77"),
        open_access="https://bread.example/rye.pdf",
    )
    (tmp_path / "a.jsonl").write_text(line_of(paper), "utf-8")
    (record,), _ = read_file(tmp_path / "a.jsonl", tmp_path)
    assert read_paper(record) == (paper, ())
