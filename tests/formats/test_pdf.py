"""A PDF gives the text of the pages that can be read, under a name that is certain, and nothing else."""

from __future__ import annotations

from io import BytesIO
from time import process_time

import pytest
from pypdf import PdfWriter

from generator.library import read_file
from generator.paperfile import read_paper
from tests.bakery import SECONDS
from tests.invented_pdf import packed, page_of, pdf

TITLE = "Rye in slow ovens"
FIRST = packed(page_of(TITLE, "https://doi.org/10.5555/rye.7", "Rye rises slow-", "ly in a cold oven."))
SECOND = packed(page_of("A warm oven doubles the rise."))
BROKEN = b"<< /Filter /FlateDecode /Length 9 >>\nstream\nnot zlib!\nendstream"


def read(folder, data: bytes, sidecar: str = ""):
    (folder / "rye.pdf").write_bytes(data)
    if sidecar:
        (folder / "rye.yaml").write_text(sidecar, "utf-8")
    records, problems = read_file(folder / "rye.pdf", folder)
    papers = [paper for record in records if (paper := read_paper(record)[0])]
    return papers, [problem.code for problem in problems]


def test_title_and_doi_of_the_first_page_name_the_paper(tmp_path):
    (paper,), codes = read(tmp_path, pdf(FIRST, SECOND, title=TITLE))
    assert (paper.id, paper.title, codes) == ("10.5555/rye.7", TITLE, [])
    assert paper.document.level == "full text"
    assert "Rye rises slowly in a cold oven. A warm oven doubles the rise." in paper.document.text


def test_one_bad_page_is_a_problem_and_the_others_are_used(tmp_path):
    (paper,), codes = read(tmp_path, pdf(FIRST, BROKEN, SECOND, title=TITLE))
    assert codes == ["I011"]
    assert paper.document.text.endswith("A warm oven doubles the rise.")


@pytest.mark.parametrize(
    ("pages", "title"),
    [
        ((FIRST,), "Microsoft Word - final2.doc"),
        ((FIRST,), ""),
        ((packed(page_of(TITLE)),), TITLE),
        ((packed(page_of(TITLE, "10.5555/rye.7", "as in 10.5555/oats.2")),), TITLE),
        ((SECOND, FIRST), TITLE),
    ],
    ids=["another title", "no title", "no DOI", "two DOIs", "not on the first page"],
)
def test_what_is_not_certain_is_not_guessed(tmp_path, pages, title):
    assert read(tmp_path, pdf(*pages, title=title)) == ([], ["I012"])


def test_a_record_beside_the_pdf_says_which_paper_it_is(tmp_path):
    sidecar = "- title: Rye by hand\n  doi: 10.5555/hand\n  authors: ['Oven, Ann']\n  note: [A note.]\n"
    (paper,), codes = read(tmp_path, pdf(FIRST, title=TITLE), sidecar)
    assert (paper.id, paper.title, paper.authors[0].family, codes) == ("10.5555/hand", "Rye by hand", "Oven", [])
    assert (paper.document.level, paper.document.text[:17]) == ("full text", TITLE)


def test_the_record_beside_a_pdf_is_checked_like_any_other(tmp_path):
    (tmp_path / "rye.pdf").write_bytes(pdf(FIRST, title=TITLE))
    (tmp_path / "rye.yaml").write_text("- title: Rye\n  doi: rye\n", "utf-8")
    ((record,), _) = read_file(tmp_path / "rye.pdf", tmp_path)
    (problem,) = read_paper(record)[1]
    assert (problem.code, problem.line, problem.column) == ("L007", 2, 8)
    assert problem.file.endswith("rye.yaml")


def test_the_record_beside_an_unreadable_pdf_keeps_its_own_text(tmp_path):
    (paper,), codes = read(tmp_path, b"%PDF-1.4\nnothing", "- title: Rye\n  note: [Rye rises.]\n")
    assert (paper.document.level, codes) == ("note", ["I010"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "I010"),
        (b"%PDF-1.4\n", "I010"),
        (b"PK\x03\x04 a word processor's file", "I010"),
        (pdf(packed(b"")), "I013"),
        (pdf(BROKEN, BROKEN), "I013"),
    ],
    ids=["empty", "head only", "zip", "no text", "broken pages"],
)
def test_a_file_without_text_is_a_problem(tmp_path, data, code):
    papers, codes = read(tmp_path, data)
    assert (papers, codes[-1]) == ([], code)


def test_a_stream_that_unpacks_to_a_gigabyte_costs_its_page_only(tmp_path):
    bomb = packed(b"BT /F1 12 Tf (bread) Tj ET " + b" " * 200_000_000)
    start = process_time()
    (paper,), codes = read(tmp_path, pdf(FIRST, bomb, SECOND, title=TITLE))
    assert (codes, "doubles" in paper.document.text) == (["I011"], True)
    assert process_time() - start < SECONDS * 3


def test_forms_that_call_each_other_do_not_grow(tmp_path):
    def form(number: int) -> bytes:
        calls = b"/X Do " * 10
        resources = b"/Resources << /XObject << /X %d 0 R >> /Font << /F1 3 0 R >> >>" % (number + 1)
        return b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s /Length %d >>\nstream\n%s\nendstream" % (
            resources,
            len(calls),
            calls,
        )

    forms = tuple(form(6 + number) for number in range(10))
    last = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream"
    data = pdf(packed(b"/X Do"), more=(*forms, last), resources=b"/XObject << /X 6 0 R >>")
    start = process_time()
    papers, codes = read(tmp_path, data)
    assert (papers, bool(codes)) == ([], True)
    assert process_time() - start < SECONDS * 3


def test_a_text_that_is_too_long_is_cut_before_a_page(tmp_path):
    long = packed(page_of(*["crumb " * 50] * 2000))
    (paper,), codes = read(tmp_path, pdf(FIRST, long, long, SECOND, title=TITLE))
    assert codes == ["I008"]
    assert len(paper.document.text) < 800_000


def test_a_pdf_with_a_password_says_so(tmp_path):
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(9, 9)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    assert read(tmp_path, out.getvalue()) == ([], ["I010"])
