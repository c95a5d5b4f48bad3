from __future__ import annotations

from dataclasses import replace

import pytest

from generator.ids import doi_url, parse_doi
from generator.markdown import html
from generator.records import Author, Paper
from generator.references import authors, cite_report, initials, outgoing, reference, short
from tests.invented import empty_report, full_report

PAPER = Paper(
    id="10.5555/tide.1",
    doi="10.5555/tide.1",
    title="Tides & currents",
    authors=(Author(family="Skipper", given="Anna Maria"), Author(family="Pilot", given="Q.")),
    year=2024,
    venue="Journal of Tides",
)


def named(number):
    return tuple(Author(family=f"Pilot{place}") for place in range(number))


def test_reference_names_authors_year_title_venue_and_doi():
    assert reference(PAPER) == (
        "Skipper, A. M.; Pilot, Q. (2024). Tides &amp; currents. Journal of Tides. "
        '<a href="https://doi.org/10.5555/tide.1" class="doi">10.5555/tide.1</a>'
    )


def test_reference_without_authors_opens_with_the_title():
    assert reference(replace(PAPER, authors=(), doi=None)) == "Tides &amp; currents (2024). Journal of Tides."


def test_reference_without_year_says_so():
    assert "(no year)." in reference(replace(PAPER, year=None))


def test_title_that_ends_in_a_question_mark_gets_no_full_stop():
    assert "Do tides sing? Journal" in reference(replace(PAPER, title="Do tides sing?"))


@pytest.mark.parametrize(("number", "last"), [(10, "Pilot9"), (11, "et al."), (300, "et al.")])
def test_more_than_ten_authors_are_et_al(number, last):
    assert authors(named(number)).split("; ")[-1] == last
    assert authors(named(number)).count("Pilot") == min(number, 10)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Jean-Pierre M.", "J.-P. M."), ("A.B.", "A. B."), ("émile", "É."), ("", ""), ("...", "")],
)
def test_given_names_become_initials(given, expected):
    assert initials(given) == expected


def test_corporate_author_stands_as_it_is():
    assert authors((Author(family="Institute of Invented Seas"),)) == "Institute of Invented Seas"


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "Pilot0 2024"), (2, "Pilot0 and Pilot1 2024"), (3, "Pilot0 et al. 2024"), (0, "Tides & currents 2024")],
)
def test_short_form_fits_a_table(number, expected):
    assert short(replace(PAPER, authors=named(number))) == expected


def test_short_form_without_year_says_so():
    assert short(replace(PAPER, year=None)) == "Skipper and Pilot, no year"


def test_doi_with_odd_characters_is_quoted_in_its_address():
    assert parse_doi("10.1002/(SICI)1<2:a>3#x") == "10.1002/(sici)1<2:a>3#x"
    assert parse_doi("10.1002/a>") is None
    assert doi_url("10.1002/(sici)1<2:a>3#x") == "https://doi.org/10.1002/(sici)1%3C2:a%3E3%23x"


def test_paper_without_doi_links_to_its_own_address():
    assert outgoing(replace(PAPER, doi=None, url="https://example.org/p")) == (
        '<a href="https://example.org/p">https://example.org/p</a>'
    )
    assert outgoing(replace(PAPER, doi=None, url="javascript:alert(1)")) == html("javascript:alert(1)")


def test_report_is_cited_with_author_year_title_and_version():
    assert cite_report(full_report()) == (
        "Invented Tides Group (2026). Skill of tidal forecasts & model size. Machine-generated evidence report "
        "tidal-skill, version 1f00d5ea."
    )


def test_undated_report_without_author_can_be_cited():
    assert cite_report(empty_report()).startswith("No author (undated). Silence.")
