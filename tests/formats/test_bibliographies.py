"""BibTeX, RIS and CSL-JSON: what is written arrives as one paper, a broken entry is a problem at its place."""

from __future__ import annotations

import json
import random
from time import process_time

import pytest

from generator.errors import Problem
from generator.library import read_file
from generator.paperfile import read_paper
from generator.records import Author, Paper
from tests.bakery import SECONDS

BIB = r"""
@string{lw = "Loaf Weekly"}
@article{rye,
  author = {M{\"u}ller, Ann and van der Oven, Bert and {Bakers of Bath, Inc.} and Jos{\'e} de Pan and others},
  title = {The {Rye} \& the Oven: 50% more},
  journal = lw # " Letters",
  year = 2020,
  doi = {https://doi.org/10.5555/RYE},
  eprint = {2101.00001v2},
  archivePrefix = {arXiv},
  abstract = {Rye rises by 12\% in $\alpha$ ovens.}
}
"""
RIS = """TY  - JOUR
TI  - Rye
AU  - Oven, Ann
A1  - Bakers of Bath
PY  - 2020/03/01/
T2  - Loaf Letters
DO  - doi:10.5555/Rye
UR  - https://bread.example/rye; https://doi.org/10.5555/rye
N2  - Rye rises
  slowly.
ER  -
"""
CSL = {
    "title": "Rye &amp; <i>Secale</i>",
    "DOI": "10.5555/RYE",
    "author": [
        {"family": "Oven", "non-dropping-particle": "van der", "given": "Ann", "suffix": "Jr."},
        {"literal": "Bakers of Bath"},
    ],
    "issued": {"date-parts": [[2020, 3]]},
    "container-title": "Loaf Letters",
    "PMID": "77",
    "abstract": "<jats:p>Rye rises.</jats:p><jats:p>2 < 3 loaves.</jats:p>",
}


def read(folder, name: str, body: str | bytes) -> tuple[list[Paper], list[Problem]]:
    path = folder / name
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    records, problems = read_file(path, folder)
    papers, found = [], list(problems)
    for record in records:
        paper, mistakes = read_paper(record)
        papers += [paper] if paper else []
        found += mistakes
    return papers, found


def places(problems: list[Problem]) -> list[tuple[int, str]]:
    return sorted((problem.line, problem.code) for problem in problems)


def test_bibtex_is_resolved_and_decoded(tmp_path):
    (paper,), problems = read(tmp_path, "a.bib", BIB)
    assert problems == []
    assert (paper.doi, paper.title, paper.year) == ("10.5555/rye", "The Rye & the Oven: 50% more", 2020)
    assert [(author.family, author.given) for author in paper.authors] == [
        ("Müller", "Ann"), ("van der Oven", "Bert"), ("Bakers of Bath Inc.", ""), ("de Pan", "José"),
    ]  # fmt: skip
    assert (paper.venue, paper.ids) == ("Loaf Weekly Letters", ("arxiv:2101.00001",))
    assert paper.versions == ("10.48550/arxiv.2101.00001",)
    assert (paper.document.level, paper.document.text) == ("abstract", "Rye rises by 12% in α ovens.")


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        (r"url = {https://doi.org/10.5555/a\_b}", "10.5555/a_b"),
        ("eprint = {2101.00001}, eprinttype = {arxiv}", "10.48550/arxiv.2101.00001"),
        ("eprint = {2101.00001}, eprinttype = {hdl}", None),
        ("url = {https://bread.example/10.5555}", None),
    ],
)
def test_the_doi_of_an_entry_may_stand_elsewhere(tmp_path, fields, doi):
    (paper,), problems = read(tmp_path, "a.bib", f"@misc{{a, title = {{Rye}}, {fields}}}")
    assert (paper.doi, problems) == (doi, [])


def test_a_chapter_takes_from_its_volume_what_it_lacks_and_the_volume_is_no_paper(tmp_path):
    body = "@inproceedings{a, title={Rye}, crossref={B}}\n@proceedings{b, title={Bread Days}, year=2019}\n"
    (paper,), problems = read(tmp_path, "a.bib", body)
    assert (paper.title, paper.venue, paper.year, problems) == ("Rye", "Bread Days", 2019, [])


def test_each_broken_entry_of_bibtex_is_named_and_the_rest_is_used(tmp_path):
    body = """@article{a title = {No comma}}
@misc{b, title={Twice}, title={Other}}
@misc{c, title={Name}, journal = nosuch}
@misc{d, title={Lost},
  crossref={gone}, year = {soon}}
@misc{e, author={Oven, Ann}}
@misc{f, title = {Never closed
@misc{g, title={Bad byte \udcff}}
@misc{c, title={Last}, doi = {none}}
"""
    papers, problems = read(tmp_path, "a.bib", body.encode("utf-8", "surrogateescape"))
    assert [paper.title for paper in papers] == ["Twice", "Name", "Lost", "Last"]
    assert places(problems) == [
        *[(1, "I001"), (2, "I002"), (3, "I003"), (5, "I004"), (5, "I005"), (6, "L002"), (7, "I001"), (8, "F003")],
        *[(9, "I002"), (9, "I005")],
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"p {\textless} 0.01 {\textgreater} 0", "p < 0.01 > 0"),
        (r"10\textsuperscript{-6} loaves, CO\textsubscript{2}", "10⁻⁶ loaves, CO₂"),
        (r"10$^{6}$ loaves, CO$_2$", "10⁶ loaves, CO₂"),
        (r"{\textless}i{\textgreater}Secale{\textless}/i{\textgreater} \& 5{\textdegree}C", "Secale & 5°C"),
    ],
)
def test_signs_and_raised_digits_of_bibtex_keep_their_meaning(tmp_path, written, text):
    ((paper,), problems) = read(tmp_path, "a.bib", f"@misc{{a, title = {{Rye}}, abstract = {{{written}}}}}\n")
    assert (paper.document.text, problems) == (text, [])


def test_an_address_where_bibtex_has_a_venue_is_an_address(tmp_path):
    (paper,), _ = read(tmp_path, "a.bib", r"@misc{a, title={Rye}, howpublished={\url{https://bread.example/rye}}}")
    assert (paper.venue, paper.url) == ("", "https://bread.example/rye")


def test_what_exporters_write_above_ris_is_no_problem(tmp_path):
    body = f"Scopus\nEXPORT DATE: today\n\n{RIS.replace('T2  - Loaf', 'BT  - Loaf')}"
    (paper,), problems = read(tmp_path, "a.ris", body)
    assert (paper.venue, problems) == ("Loaf Letters", [])


def test_numbers_that_zotero_notes_are_read(tmp_path):
    item = {"title": "Rye", "note": "PMID: 77\nPMCID: PMC88\nDOI: 10.5555/rye\nRead this: it is good."}
    (paper,), problems = read(tmp_path, "a.json", json.dumps([item]))
    assert (paper.doi, paper.ids, problems) == ("10.5555/rye", ("pmcid:pmc88", "pmid:77"), [])


def test_ris_tells_what_it_holds(tmp_path):
    (paper,), problems = read(tmp_path, "a.ris", "\ufeff" + RIS.replace("\n", "\r\n"))
    assert problems == []
    assert (paper.doi, paper.title, paper.year, paper.venue) == ("10.5555/rye", "Rye", 2020, "Loaf Letters")
    assert set(paper.authors) == {Author(family="Oven", given="Ann"), Author(family="Bakers of Bath")}
    assert paper.url == "https://bread.example/rye"
    assert (paper.document.level, paper.document.text) == ("abstract", "Rye rises slowly.")


def test_each_broken_record_of_ris_is_named_and_the_rest_is_used(tmp_path):
    body = (
        f"AB  - Lost\n{RIS}TY  - JOUR\nTI  - Open\nTY  - LOAF\nTI  - Odd\nPY  - soon\nER  - \nTY  - JOUR\nTI  - End\n"
    )
    papers, problems = read(tmp_path, "a.ris", body)
    assert [paper.title for paper in papers] == ["Rye", "Odd"]
    assert places(problems) == [(1, "I001"), (13, "I001"), (15, "I005"), (17, "I005"), (19, "I001")]


def test_csl_json_tells_what_it_holds(tmp_path):
    (paper,), problems = read(tmp_path, "a.json", json.dumps([CSL]))
    assert problems == []
    assert (paper.doi, paper.title, paper.year) == ("10.5555/rye", "Rye & Secale", 2020)
    assert paper.authors == (Author(family="van der Oven", given="Ann Jr."), Author(family="Bakers of Bath"))
    assert (paper.venue, paper.ids) == ("Loaf Letters", ("pmid:77",))
    assert (paper.document.level, paper.document.text) == ("abstract", "Rye rises. 2 < 3 loaves.")


@pytest.mark.parametrize("body", [json.dumps(CSL), json.dumps({"items": [CSL]})])
def test_one_item_or_a_wrapped_list_is_read_too(tmp_path, body):
    assert [paper.year for paper in read(tmp_path, "a.json", body)[0]] == [2020]


def test_each_broken_item_of_csl_json_is_named_and_the_rest_is_used(tmp_path):
    body = """[
  {"title": "Rye", "issued": {"date-parts": [["2020"]]}},
  {"title": "Open,
   "x": 1},
  {"title": "Oats", "author": ["Oven"], "DOI": "none"},
  7,
  {"title": "Wheat", "issued": {"literal": "spring"}}
"""
    papers, problems = read(tmp_path, "a.json", body)
    assert [paper.title for paper in papers] == ["Rye", "Oats", "Wheat"]
    assert places(problems) == [(3, "I001"), (5, "I005"), (5, "I005"), (6, "I001"), (7, "I005")]


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.json"])
@pytest.mark.parametrize("body", [b"", b"\x00\x01", "\ufeff\n\n".encode(), "loaf".encode("utf-16")])
def test_a_file_without_entry_says_so(tmp_path, name, body):
    papers, problems = read(tmp_path, name, body)
    assert (papers, len(problems)) == ([], 1)


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        *(
            ("a.bib", piece)
            for piece in ("@a{", "{", "@misc{a, title = {{", '"', "@string{a = a # a}\n@misc{b, title = a}")
        ),
        *(("a.bib", piece) for piece in ("@misc{a, author = {A and ", "@misc{a, title = {\\'e $x}}\n", "\\")),
        *(("a.ris", piece) for piece in ("TY  - JOUR\n", "TY  - JOUR\nER  - \n", "UR  - ;;;\n", "\n", "ER  - \n")),
        *(("a.json", piece) for piece in ("[", '[{"a":', '{"title":"a"},', "},{", "9", "[{}", '"')),
    ],
)
def test_endless_repetition_takes_no_time_to_speak_of(tmp_path, name, piece):
    start = process_time()
    read(tmp_path, name, (piece * 150_000)[:150_000])
    assert process_time() - start < 2 * SECONDS


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.json"])
@pytest.mark.parametrize("seed", range(30))
def test_damaged_files_never_raise(tmp_path, name, seed):
    rng = random.Random(seed)
    good = {"a.bib": BIB, "a.ris": RIS, "a.json": json.dumps([CSL, CSL])}[name]
    data = bytearray(good.encode() * 2)
    for _ in range(rng.randrange(1, 25)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    papers, problems = read(tmp_path, name, bytes(data[: rng.randrange(len(data))]))
    assert papers or problems
