"""Records of one work become one paper."""

from __future__ import annotations

import pytest

from generator.dedupe import dedupe
from generator.ids import Doi
from generator.records import Author, Document, Paper

TITLE = "Ovens of the world"
DOE, ROE = (Author(family="Doe"),), (Author(family="Roe"),)


def record(source, doi=None, *, title=TITLE, year=2020, level="abstract", abstract="", **fields):
    """Return what `source` holds of a paper."""
    return Paper(
        id=doi or f"{source}-record",
        title=title,
        doi=Doi(doi) if doi else None,
        year=year,
        document=Document(level=level, text=abstract) if abstract else None,
        found_by=(source,),
        **fields,
    )


def dois(*records):
    """Return the DOIs of the works."""
    return [work.doi for work in dedupe(records)]


def test_record_without_doi_joins_the_one_work_of_its_title():
    (work,) = dedupe([record("library"), record("bulletin", "10.1000/a", abstract="Long.")])
    assert (work.id, work.doi, work.document.text) == ("10.1000/a", "10.1000/a", "Long.")
    assert work.found_by == ("library", "bulletin")


def test_one_title_two_dois_stays_two_works():
    works = dedupe([record("a", "10.1000/a"), record("b", "10.1000/b"), record("c")])
    assert [work.doi for work in works] == ["10.1000/a", "10.1000/b", None]


def test_records_of_one_doi_are_one_work_whatever_their_titles():
    assert dois(record("a", "10.1000/a", title="Ovens"), record("b", "10.1000/a", title="Kilns")) == ["10.1000/a"]


def test_case_accents_and_punctuation_of_a_title_do_not_matter():
    assert len(dedupe([record("a", title="Öfen: of the world!"), record("b", title="ofen of the  World")])) == 1


@pytest.mark.parametrize(("first", "second"), [((TITLE, 2020), (TITLE, 2021)), ((TITLE, 2020), ("Kilns", 2020))])
def test_other_title_or_year_is_another_work(first, second):
    assert len(dedupe([record("a", title=first[0], year=first[1]), record("b", title=second[0], year=second[1])])) == 2


def test_declared_version_is_the_same_work():
    published = record("a", "10.1000/journal", versions=("10.1000/preprint",))
    preprint = record("b", "10.1000/preprint", title="Ovens, a draft", abstract="Long.")
    for records in ((published, preprint), (preprint, published)):
        (work,) = dedupe(records)
        assert work.document.text == "Long."
        assert {work.doi, *work.versions} == {"10.1000/journal", "10.1000/preprint"}


def test_versions_that_declare_each_other_are_one_work():
    one = record("a", "10.1000/a", versions=("10.1000/b",))
    other = record("b", "10.1000/b", versions=("10.1000/a",))
    for records in ((one, other), (other, one)):
        assert len(dedupe(records)) == 1


def test_chain_of_versions_is_one_work():
    records = (
        record("a", "10.1000/a", versions=("10.1000/b",)),
        record("b", "10.1000/b", versions=("10.1000/c",)),
        record("c", "10.1000/c"),
    )
    assert len(dedupe(records)) == 1
    assert len(dedupe(reversed(records))) == 1


def test_two_works_that_declare_one_preprint_are_one():
    records = (
        record("a", "10.1000/a", versions=("10.1000/p",)),
        record("b", "10.1000/b", title="Other", versions=("10.1000/p",)),
        record("c", "10.1000/p", title="Preprint"),
    )
    assert len(dedupe(records)) == 1


def test_record_without_doi_that_declares_a_version_joins_it():
    (work,) = dedupe([record("a", title="Draft", versions=("10.1000/a",)), record("b", "10.1000/a")])
    assert (work.id, work.doi, work.found_by) == ("10.1000/a", "10.1000/a", ("a", "b"))


def test_long_chain_of_versions_is_no_trouble():
    records = [record("s", f"10.1000/{n}", title=f"T{n}", versions=(f"10.1000/{n + 1}",)) for n in range(3_000)]
    assert len(dedupe(records)) == len(dedupe(reversed(records))) == 1


def test_paper_that_declares_itself_stays_one_work():
    assert dois(record("a", "10.1000/a", versions=("10.1000/a",))) == ["10.1000/a"]


def test_title_joins_works_only_when_their_versions_make_them_one():
    records = (
        record("a", "10.1000/a", versions=("10.1000/p",)),
        record("b", "10.1000/p"),
        record("c", abstract="Long."),
    )
    (work,) = dedupe(records)
    assert work.found_by == ("a", "b", "c")


def test_earliest_record_wins_and_later_ones_fill_the_gaps():
    first = record("a", "10.1000/a", authors=DOE, venue="", url="https://a.example")
    second = record("b", "10.1000/a", authors=ROE, venue="Journal", url="https://b.example", notices=("Retracted",))
    (work,) = dedupe([first, second])
    assert (work.authors, work.venue, work.url, work.notices) == (DOE, "Journal", "https://a.example", ("Retracted",))


@pytest.mark.parametrize(
    ("levels", "kept"),
    [
        (("note", "abstract"), 1),
        (("abstract", "note"), 0),
        (("abstract", "full text"), 1),
        (("full text", "abstract"), 0),
        (("abstract", "abstract"), 0),
    ],
)
def test_fullest_text_wins(levels, kept):
    texts = ("First.", "Second.")
    records = [record(text, "10.1000/a", level=level, abstract=text) for level, text in zip(levels, texts, strict=True)]
    (work,) = dedupe(records)
    assert (work.document.text, work.document.level) == (texts[kept], levels[kept])


def test_note_is_kept_over_a_stub_of_an_abstract():
    stub, note = "Loaves rise.", "Loaves rise by 52% in a large oven of clay."
    for levels in (("abstract", "note"), ("note", "abstract")):
        texts = {"abstract": stub, "note": note}
        records = [record(level, "10.1000/a", level=level, abstract=texts[level]) for level in levels]
        (work,) = dedupe(records)
        assert (work.document.text, work.document.level) == (note, "note")


def test_works_come_in_order_of_first_appearance():
    records = [record("x", title="B"), record("y", "10.1000/a", title="A"), record("z", title="B")]
    assert [work.title for work in dedupe(records)] == ["B", "A"]


def test_ids_stay_unique():
    works = dedupe([record("a", "10.1000/a"), record("b", "10.1000/b"), record("c"), record("d", title="Kilns")])
    assert len({work.id for work in works}) == len(works) == 4


def test_nothing_is_no_work():
    assert dedupe([]) == ()
