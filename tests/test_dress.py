"""Every generated page tells machines what it is and readers what it was made from, and says nothing it cannot know."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import yaml

from generator.dress import FILES, INDEXES, dress, title_of
from generator.jsonld import SCALE
from generator.markdown import data_block, extended, page
from generator.metadata import paper_tags, report_tags
from generator.records import Author, Corpus, Paper, Relations, Site
from generator.render import render
from tests.invented import HOSTILE, corpus, empty_report, full_report
from tests.schema_org import faults, graph, of_type

SITE = Site(
    name="Tides",
    url="https://tides.example/r/",
    repository="https://github.com/t/r",
    edit="https://github.com/t/r/edit/main/",
)


def pages(site=SITE):
    return {one.path: one.text for one in render(replace(corpus(), site=site)) if one.path.endswith(".md")}


PUBLISHED, UNPUBLISHED = pages(), pages(Site())


def front(text):
    return yaml.safe_load(text.split("\n---\n")[0])


@pytest.mark.parametrize("made", [PUBLISHED, UNPUBLISHED], ids=["published", "unpublished"])
def test_json_ld_of_every_page_is_valid(made):
    assert {path: found for path, text in made.items() if (found := faults(graph(text)))} == {}


def test_lists_of_reports_name_the_feed_and_only_where_it_is_written():
    named = {path for path, text in PUBLISHED.items() if front(text).get("feed") == "feed.xml"}
    assert named == {"index.md", "reports/index.md", "changes.md"}
    undated = render(Corpus(reports=(empty_report(),), relations=Relations()))
    assert not [page.path for page in undated if page.path == "feed.xml" or "\nfeed:" in page.text]


def test_the_checker_sees_what_is_wrong():
    wrong = [{"@type": "ClaimReview", "author": {"@id": "#nobody"}, "url": "reports/", "claimReviewed": ""}]
    assert set(faults(wrong)) == {
        "ClaimReview without reviewRating",
        "ClaimReview without itemReviewed",
        "ClaimReview: url is no absolute address: reports/",
        "ClaimReview: claimReviewed is empty",
        "nothing is called #nobody",
    }


def test_every_verified_claim_is_reviewed_at_its_row_with_its_verdict_in_words():
    report = full_report()
    nodes = graph(PUBLISHED["reports/tidal-skill.md"])
    names = {rating["@id"]: rating["alternateName"] for rating in of_type(nodes, "Rating")}
    reviews = {one["url"]: names[one["reviewRating"]["@id"]] for one in of_type(nodes, "ClaimReview")}
    home = "https://tides.example/r/reports/tidal-skill/"
    verified = [finding for finding in report.findings if finding.verdict != "unverified"]
    assert reviews == {f"{home}#claim-{finding.claim.id}": finding.verdict for finding in verified}
    assert set(reviews.values()) <= set(SCALE)
    assert all(f'id="claim-{url.partition("#claim-")[2]}"' in PUBLISHED["reports/tidal-skill.md"] for url in reviews)


def test_report_is_an_article_that_says_who_made_it():
    (article,) = [one for one in graph(PUBLISHED["reports/tidal-skill.md"]) if one["@type"] == "ScholarlyArticle"]
    report = full_report()
    assert article["headline"] == report.question.title
    assert article["version"] == report.version
    assert [one["name"] for one in article["author"]] == list(report.question.authors)
    assert "Machine-generated" in article["creditText"]
    assert len(article["citation"]) == len(report.papers)


def test_what_needs_an_address_is_left_out_without_one():
    types = {kind for text in UNPUBLISHED.values() for kind in re.findall(r'"@type":"(\w+)"', text)}
    assert types & {"ClaimReview", "BreadcrumbList", "DataDownload"} == set()
    assert {"ScholarlyArticle", "Dataset"} <= types
    assert [path for path, text in UNPUBLISHED.items() if "card" in front(text) or "edit this question" in text] == []


def test_breadcrumbs_lead_home():
    (trail,) = of_type(graph(PUBLISHED["dois/10.5555_tide.1.md"]), "BreadcrumbList")
    assert [step["name"] for step in trail["itemListElement"]] == [
        "Evidence reports",
        "Papers",
        "Ebb: small models of tidal currents",
    ]
    assert trail["itemListElement"][2]["item"] == "https://tides.example/r/dois/10.5555_tide.1/"


def test_front_page_describes_the_data_and_where_to_load_it():
    (data,) = of_type(graph(PUBLISHED["index.md"]), "Dataset")
    assert 50 <= len(data["description"]) <= 5000
    assert "https://tides.example/r/data/claims.json" in [one["contentUrl"] for one in data["distribution"]]


def test_highwire_tags_name_each_author_and_leave_out_what_is_unknown():
    bare = Paper(id="x", title="Bread")
    full = replace(
        bare,
        doi="10.5555/bread",
        authors=(Author(family="Baker", given="Anna"), Author(family="Miller")),
        year=2024,
        venue="Proceedings of the Oven Workshop",
        ids=("arxiv:2401.00001", "openalex:W1", "pmid:17"),
    )
    assert paper_tags(bare) == (("citation_title", "Bread"),)
    assert paper_tags(full) == (
        ("citation_title", "Bread"),
        ("citation_author", "Baker, Anna"),
        ("citation_author", "Miller"),
        ("citation_publication_date", "2024"),
        ("citation_conference_title", "Proceedings of the Oven Workshop"),
        ("citation_doi", "10.5555/bread"),
        ("citation_arxiv_id", "2401.00001"),
        ("citation_pmid", "17"),
    )
    tags = dict(report_tags(replace(full_report(), date=None), Site()))
    assert "citation_publication_date" not in tags
    assert "citation_doi" not in tags
    assert dict(report_tags(full_report(), SITE))["citation_publication_date"] == "2026/02/03"


def test_each_page_but_reports_says_what_it_was_made_from():
    for path, text in PUBLISHED.items():
        made = text.count('class="cap made"')
        assert made == (0 if path.startswith("reports/tidal") else 1), path
    doi = PUBLISHED["dois/10.5555_tide.1.md"]
    made = full_report().provenance
    assert all(f'title="{one}"' in doi for one in (made.question_hash, made.evidence_hash))
    assert "https://github.com/t/r/edit/main/corpus/" in doi


def test_hostile_text_stays_inside_front_matter_and_json():
    value = f"{HOSTILE}</script>\u2028\ufffe'\"\\ --- \U0001f600"
    assert json.loads(data_block([value])[35:-9]) == [value]
    assert not set(data_block([value])[35:-9]) & set("<>&'\u2028")
    text = extended(page({"title": "x"}, "body"), "<p>more</p>", head=[("name", value)], card=value)
    assert front(text)["head"] == [["name", value]]
    assert front(text)["card"] == value
    assert text.partition("\n---\n")[2].strip() == "body\n\n<p>more</p>"


def test_pages_that_are_no_markdown_are_left_alone():
    empty = Corpus(reports=(), relations=Relations())
    data = [one for one in render(corpus()) if one.path.endswith(".json")]
    assert list(dress(data, empty)) == data


def test_indexes_and_data_files_are_those_that_are_made():
    made = {one.path: one for one in render(corpus())}
    assert {path: title_of(made[path]) for path in INDEXES} == dict(INDEXES)
    assert set(FILES) <= set(made)
