"""PubMed's records as papers."""

from __future__ import annotations

import pytest

from generator.asking import Ask
from generator.errors import SourceError
from generator.records import Author
from generator.sources import pubmed
from tests.sources.harness import ASKED, XML, Replay, fixture

RECORDS, NUMBERS = fixture("pubmed.xml"), fixture("pubmed_numbers.json")


def test_article_is_read_with_the_labels_of_its_abstract():
    paper = pubmed.parse(RECORDS, XML)[0]
    assert (paper.id, paper.ids) == ("10.5555/steam.1", ("pmcid:pmc77", "pmid:501"))
    assert (paper.title, paper.year, paper.venue) == ("Steam at 10² degrees & crust", 2003, "Archives of Crust")
    assert paper.document.text == "BACKGROUND: Steam is wet. RESULTS: It was hot (p < 0.01). Done."
    assert paper.authors == (
        Author(family="Oven", given="Jane A"), Author(family="Plato"), Author(family="Steam Group"),
    )  # fmt: skip
    assert paper.versions == ("10.5555/draft.1",)


def test_links_to_notices_become_sentences_and_a_notice_is_not_itself_retracted():
    paper, notice = pubmed.parse(RECORDS, XML)
    assert paper.notices == ("Retracted 2005-02-07: notice 10.5555/gone.1", "Corrected 2004: notice PMID 602")
    assert (notice.id, notice.notices) == ("pmid:601", ("Notice on PMID 501 (retraction)",))


def test_title_that_is_not_available_is_taken_from_the_language_of_the_article():
    bare = RECORDS.replace(b"Retraction: steam.", b"[Not Available].")
    native = bare.replace(
        b"[Not Available].</ArticleTitle>", b"[Not Available].</ArticleTitle><VernacularTitle>Dampf.</VernacularTitle>"
    )
    assert (len(pubmed.parse(bare, XML)), pubmed.parse_page(bare, XML).dropped) == (1, 1)
    assert pubmed.parse(native, XML)[1].title == "Dampf"


def test_retracted_publication_without_link_is_marked():
    bare = RECORDS.replace(b'"RetractionIn"', b'"Cites"')
    assert "Retracted" in pubmed.parse(bare, XML)[0].notices


@pytest.mark.parametrize("body", [RECORDS[:2000], b"<ERROR>Empty id list</ERROR>", b"<other/>", b"{}", b""])
def test_other_answers_are_errors(body):
    with pytest.raises(SourceError):
        pubmed.parse(body, XML)


def test_search_asks_for_numbers_and_then_for_records():
    fetch = Replay([NUMBERS, RECORDS, NUMBERS.replace(b'["501", "601"]', b"[]")])
    result = pubmed.search(ASKED, fetch, 50)
    assert [path for path, _ in fetch.calls] == ["esearch.fcgi", "efetch.fcgi", "esearch.fcgi"]
    assert (fetch.calls[1][1]["id"], fetch.calls[2][1]["retstart"]) == ("501,601", "2")
    assert (result.total, len(result.papers), result.date) == (7, 2, "2026-01-03")
    assert result.queries[0].text == '("oven"[tiab] OR "stone kiln"[tiab]) AND ("loaf"[tiab] OR "crust"[tiab])'


def test_first_records_are_kept_when_a_later_page_fails():
    fetch = Replay([NUMBERS, RECORDS, SourceError("PubMed", "is down")])
    result = pubmed.search(ASKED, fetch, 50)
    assert len(result.papers) == 2
    assert result.outcome == "PubMed: is down; this ended the search at the query “oven and loaf”"


def test_dates_bound_a_query():
    text = pubmed.request(Ask("x", (("oven",),), "2020-01-01", "2021-12-31")).text
    assert text == '("oven"[tiab]) AND ("2020/01/01"[dp] : "2021/12/31"[dp])'
