"""Records of one work become one paper."""

from __future__ import annotations

from itertools import permutations
from time import process_time

import pytest

from generator.dedupe import dedupe
from generator.ids import Doi
from generator.records import Author, Document, Paper
from generator.sameas import Decisions
from tests.bakery import SECONDS

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


def test_numbers_of_registers_join_what_has_no_doi_in_common():
    records = (
        record("pubmed", title="Ovens", ids=("pmid:7",)),
        record("crossref", "10.1000/a", title="Kilns", ids=("pmcid:PMC1", "pmid:7")),
        record("openalex", title="Hearths", ids=("openalex:W1", "pmcid:PMC1")),
    )
    (work,) = dedupe(records)
    assert (work.id, work.title) == ("10.1000/a", "Kilns")
    assert work.ids == ("openalex:W1", "pmcid:PMC1", "pmid:7")
    assert work.found_by == ("crossref", "pubmed", "openalex")


@pytest.mark.parametrize("doi", ["10.48550/arxiv.2001.00001", "10.21203/rs.3.rs-1/v2", "10.1101/2020.01.02.000003"])
def test_preprint_and_record_are_one_work_shown_by_the_record(doi):
    preprint = record("library", doi, year=2019, authors=DOE, venue="a server", notices=("Withdrawn 2020",))
    article = record("crossref", "10.1000/a", year=2020, authors=DOE, venue="Journal")
    for records in ((preprint, article), (article, preprint)):
        (work,) = dedupe(records)
        assert (work.id, work.doi, work.year, work.venue) == ("10.1000/a", "10.1000/a", 2020, "Journal")
        assert work.versions == (doi,)
        assert work.notices == ("Preprint: Withdrawn 2020",)


def test_versions_of_one_preprint_are_one_work():
    one, two = record("a", "10.21203/rs.3.rs-1/v1", title="A"), record("b", "10.21203/rs.3.rs-1/v2", title="B")
    assert len(dedupe([one, two])) == 1
    assert (
        len(dedupe([record("a", "10.48550/arxiv.2001.00001"), record("b", title="B", ids=("arxiv:2001.00001v3",))]))
        == 1
    )


@pytest.mark.parametrize(
    ("fields", "works"),
    [
        ({"year": 2022}, 1),
        ({"year": 2023}, 2),
        ({"authors": ROE}, 2),
        ({"authors": (Author(family="Doe", given="Zoe"), *ROE)}, 2),
        ({"year": None}, 1),
        ({"title": "Ovens of the world: a survey"}, 1),
        ({"title": "Ovens of the world: Part II"}, 2),
        ({"title": "Correction to: Ovens of the world"}, 2),
        ({"title": "Ovens of the word"}, 2),
    ],
)
def test_title_joins_with_first_author_and_year_within_two(fields, works):
    known = record("a", "10.1000/a", authors=(Author(family="Doe", given="Ann"),))
    other = record("b", **{"authors": (Author(family="Doe", given="A."),), **fields})
    assert len(dedupe([known, other])) == works


def test_numbers_tell_apart_what_titles_would_join():
    records = [record("a", ids=("pmid:1",), authors=DOE), record("b", ids=("pmid:2",), authors=DOE)]
    assert len(dedupe(records)) == 2


def test_years_do_not_add_up_along_a_chain():
    assert len(dedupe([record(str(year), year=year, authors=DOE) for year in (2018, 2020, 2022)])) == 3


def test_title_cut_from_two_joins_neither():
    records = [record(name, title=f"Ovens of the world{rest}", authors=DOE) for name, rest in
               (("a", ": bread"), ("b", ": cake"), ("c", ""))]  # fmt: skip
    assert len(dedupe(records)) == 3


def test_title_cut_from_two_joins_the_one_of_its_year_and_does_not_bridge_them():
    records = [record(name, title=f"Ovens of the world{rest}", authors=DOE, year=year) for name, rest, year in
               (("a", ": bread", 2020), ("b", ": cake", 2021), ("c", "", 2020))]  # fmt: skip
    assert [work.found_by for work in dedupe(records)] == [("a", "c"), ("b",)]


def test_title_without_its_subtitle_joins_the_one_work_that_stands_with_its_venue_too():
    records = [record(name, title=f"Ovens of the world{rest}", authors=DOE, venue="Journal of Kilns") for name, rest in
               (("a", ": bread"), ("b", ": bread. Journal of Kilns"), ("c", ""))]  # fmt: skip
    assert len(dedupe(records)) == 1


def test_thousands_of_records_of_one_title_take_seconds():
    records = [record(str(place), authors=DOE) for place in range(3_000)]
    start = process_time()
    assert len(dedupe(records)) == 1
    assert process_time() - start < 2 * SECONDS


def test_generic_title_joins_nothing():
    assert len(dedupe([record("a", title="Editorial", authors=DOE), record("b", title="Editorial", authors=DOE)])) == 2


def test_order_of_records_decides_nothing_but_the_order_of_works():
    records = (
        record("library", title="Ovens of the world: a survey", authors=DOE, abstract="Short.", level="note"),
        record("crossref", "10.1000/a", authors=DOE, url="https://a.example", notices=("Corrected",)),
        record("arxiv", "10.48550/arxiv.2001.00001", authors=DOE, year=2019, abstract="A longer text. " * 9),
        record("pubmed", authors=DOE, ids=("pmid:7",), venue="Journal"),
        record("pubmed", "10.1000/b", title="Kilns", ids=("pmid:8",)),
    )
    made = {frozenset(dedupe(order)) for order in permutations(records)}
    assert len(made) == 1
    assert len(made.pop()) == 2


def test_trust_in_a_source_decides_fields_not_its_place():
    trusted, other = record("crossref", "10.1000/a", venue="Journal"), record("openalex", "10.1000/a", venue="J.")
    assert [work.venue for work in dedupe([other, trusted])] == ["Journal"]


def test_person_joins_what_nothing_else_would():
    decided = Decisions(same=(("10.1000/a", "pmid:7"),))
    (work,) = dedupe([record("a", "10.1000/a", title="Ovens"), record("b", title="Kilns", ids=("pmid:7",))], decided)
    assert work.decided == ("A person decided that these are one work: 10.1000/a, pmid:7.",)


def test_person_splits_what_even_a_number_joins():
    decided = Decisions(different=(("10.1000/a", "10.1000/b"),))
    one = record("a", "10.1000/a", versions=("10.1000/b",), ids=("openalex:W1",))
    other = record("b", "10.1000/b", ids=("openalex:W1",))
    for order in ((one, other), (other, one)):
        works = dedupe(order, decided)
        assert {work.decided for work in works} == {
            ("A person decided that this is another work than 10.1000/b.",),
            ("A person decided that this is another work than 10.1000/a.",),
        }


def test_decision_on_other_records_leaves_no_mark():
    (work,) = dedupe([record("a", "10.1000/a")], Decisions(same=(("10.1000/x", "10.1000/y"),)))
    assert work.decided == ()
