"""What one question's evidence file knows of a paper reaches it wherever it is used."""

from __future__ import annotations

import pytest

from generator.records import SearchResult
from generator.standing import UNHEARD, standing
from tests.bakery import paper

DOI, DRAFT = "10.5555/loaf", "10.48550/arxiv.2401.00001"
GONE = "Retracted 2030-01-02: notice 10.5555/n"


def result(source, *papers):
    return SearchResult(source=source, queries=(), papers=papers, total=0)


def noted(doi, *notices, **fields):
    return paper(doi, doi=doi, notices=notices, **fields)


@pytest.mark.parametrize("source", ["notices", "crossref"])
def test_notice_reaches_the_paper_of_that_doi_once(source):
    known = standing([result(source, noted(DOI, GONE)), result("notices", noted(DOI, GONE))])
    assert known.of([noted(DOI), noted("10.5555/other")]) == (noted(DOI, GONE), noted("10.5555/other"))
    assert known.of([noted(DOI, "Corrected 2029", GONE)]) == (noted(DOI, "Corrected 2029", GONE),)


def test_withdrawn_preprint_says_nothing_of_the_article():
    known = standing([result("notices", noted(DRAFT, "Withdrawn 2030"))])
    (article,) = known.of([noted(DOI, ids=("arxiv:2401.00001",), versions=(DRAFT,))])
    (draft,) = known.of([paper("arxiv:2401.00001")])
    assert article.notices == ("Preprint: Withdrawn 2030",)
    assert draft.notices == ("Withdrawn 2030",)


def test_notice_on_the_article_does_not_reach_another_version_that_it_only_declares():
    known = standing([result("notices", noted(DOI, GONE, versions=(DRAFT,)))])
    assert known.of([noted(DRAFT)]) == (noted(DRAFT),)


def test_copy_fills_a_gap_and_comes_from_look_ups_only():
    found = [noted(DOI, open_access="https://repo.example/1")]
    assert standing([result("unpaywall", *found)]).of([noted(DOI)]) == tuple(found)
    assert standing([result("europe_pmc", *found)]).of([noted(DOI)]) == (noted(DOI),)
    own = noted(DOI, open_access="https://own.example")
    assert standing([result("unpaywall", *found)]).of([own]) == (own,)


def test_hash_changes_with_what_is_known_and_not_with_its_order():
    one, other = result("notices", noted(DOI, GONE)), result("arxiv", noted(DRAFT, "Withdrawn"))
    assert standing([one, other]).hash == standing([other, one]).hash
    assert len({standing([one]).hash, standing([other]).hash, UNHEARD.hash}) == 3
    assert standing([result("crossref", noted(DOI))]) == UNHEARD
