"""A file of another program is parsed once; what is kept of it is never trusted where anything has changed."""

from __future__ import annotations

import gzip
import shutil

import pytest

from generator import foreign
from generator.library import read_library
from tests.formats.test_pdf import BROKEN, FIRST, TITLE
from tests.invented_pdf import pdf

BIB = "@misc{a, title = {Rye}, doi = {10.5555/rye}, abstract = {Rye rises.}}\n@misc{b title = {No comma}}\n"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "refs.bib").write_text(BIB)
    (folder / "page.pdf").write_bytes(pdf(FIRST, BROKEN, title=TITLE))
    return tmp_path


@pytest.fixture
def parsed(monkeypatch):
    names = []

    def read(path, within):
        names.append(path.name)
        return original(path, within)

    original = foreign.read_format
    monkeypatch.setattr(foreign, "read_format", read)
    return names


def kept(corpus):
    return sorted((corpus / "cache" / foreign.KEPT).iterdir())


def test_the_second_reading_parses_nothing_and_says_the_same_problems_included(corpus, parsed):
    plain = read_library(corpus)
    assert len(plain[1]) == 2
    del parsed[:]
    assert read_library(corpus, corpus / "cache") == read_library(corpus, corpus / "cache") == plain
    assert parsed == ["page.pdf", "refs.bib"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda body: body[:-9],
        lambda _: b"\x00" * 100,
        lambda body: body[:30] + bytes([body[30] ^ 1]) + body[31:],
        lambda _: gzip.compress(b"[" * 100_000),
        lambda _: gzip.compress(b'{"papers": [], "problems": [], "key": 7}'),
        lambda _: gzip.compress(b'{"papers": [], "problems": []}'),
    ],
)
def test_what_is_damaged_is_read_anew(corpus, parsed, damage):
    whole = read_library(corpus, corpus / "cache")
    for file in kept(corpus):
        file.write_bytes(damage(file.read_bytes()))
    del parsed[:]
    assert read_library(corpus, corpus / "cache") == whole
    assert parsed == ["page.pdf", "refs.bib"]


def test_only_a_file_that_changed_is_read_again_and_its_old_papers_are_gone(corpus, parsed):
    read_library(corpus, corpus / "cache")
    (corpus / "library" / "refs.bib").write_text(BIB.replace("10.5555/rye", "10.5555/new"))
    del parsed[:]
    papers, _ = read_library(corpus, corpus / "cache")
    assert ({paper.id for paper in papers} & {"10.5555/rye", "10.5555/new"}, parsed) == ({"10.5555/new"}, ["refs.bib"])
    assert len(kept(corpus)) == 2


def test_a_record_beside_a_pdf_is_part_of_what_is_kept(corpus):
    read_library(corpus, corpus / "cache")
    (corpus / "library" / "page.yaml").write_text("- title: Named\n  doi: 10.5555/named\n")
    assert "10.5555/named" in {paper.id for paper in read_library(corpus, corpus / "cache")[0]}


def test_other_code_reads_anew(corpus, parsed, monkeypatch):
    read_library(corpus, corpus / "cache")
    del parsed[:]
    monkeypatch.setattr(foreign, "_code", lambda: "other")
    read_library(corpus, corpus / "cache")
    assert parsed == ["page.pdf", "refs.bib"]


def test_what_is_kept_of_one_file_is_not_taken_for_another(corpus):
    whole = read_library(corpus, corpus / "cache")
    first, second = kept(corpus)
    shutil.copy(first, second)
    assert read_library(corpus, corpus / "cache") == whole


def test_a_cache_that_cannot_be_written_stops_nobody(corpus):
    (corpus / "cache").write_text("a file")
    assert read_library(corpus, corpus / "cache") == read_library(corpus)
