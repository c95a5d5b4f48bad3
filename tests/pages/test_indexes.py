"""Front page, report index and cross-reference."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

from generator.catalogue import catalogue
from generator.crossmap import choose, crossmap
from generator.pages import PAGES, cross_reference, home, reports_index, tags
from generator.records import Corpus, Relation, Relations, SharedPapers
from tests.invented import corpus, empty_report, full_report


def text(kind, made=None):
    (page,) = kind.render(made or corpus())
    return page.text


def test_front_page_shows_the_answer_of_each_published_report():
    shown = text(home)
    assert "On HarbourBench skill rises from 64% at 1B to 71% at 12B." in shown
    assert "The evidence found does not answer this question." in shown
    assert 'href="reports/tidal-skill/"' in shown
    assert "tidal-size" not in shown


def test_index_lists_retired_reports_apart():
    published, retired = text(reports_index).split("## Retired")
    assert 'href="tidal-skill/"' in published
    assert 'href="tidal-size/"' in retired
    assert "Replaced by" in retired


def test_corpus_without_reports_says_so():
    nothing = Corpus(reports=(), relations=Relations())
    assert "There is no report yet." in text(home, nothing)
    assert "There is no report yet." in text(reports_index, nothing)


def test_conflict_shows_both_passages_side_by_side():
    conflict = text(cross_reference).split("## Claims that conflict")[1].split("## ")[0]
    assert "Our note on the paper:" in conflict
    assert "<blockquote><p>Flood-12B reaches a skill of 71% on HarbourBench.</p></blockquote>" in conflict
    assert '<a href="../reports/tidal-skill/#c2">claim 2</a>' in conflict
    assert "tidal-size" not in conflict  # it is retired


def test_shared_papers_are_listed_with_both_reports():
    shared = text(cross_reference).split("## Reports that share papers")[1]
    assert "2 papers" in shared
    assert '<a href="../dois/10.5555_tide.1/">' in shared


def test_relation_to_a_report_that_is_not_shown_is_left_out():
    relations = Relations(
        shared=(SharedPapers(first="tidal-skill", second="tidal-draft", papers=("x",)),),
        claims=(
            Relation(
                kind="agree",
                first_report="tidal-skill",
                first_claim=full_report().findings[0].claim.id,
                second_report="tidal-draft",
                second_claim="x",
                judge="base",
                reason="",
            ),
        ),
    )
    made = replace(corpus(), reports=(full_report(), empty_report("tidal-draft", "draft")), relations=relations)
    shown = text(cross_reference, made)
    assert shown.count("None found.") == 3
    assert "No two reports include the same paper." in shown


def test_registry_names_every_kind_of_page():
    assert list(PAGES) == [
        "home",
        "report",
        "renamed",
        "reports_index",
        "tags",
        "doi",
        "papers_index",
        "resolver",
        "cross_reference",
        "contradictions",
        "open_questions",
        "scoreboard",
        "changes",
        "data",
        "dictionary",
    ]


def crowd(number, **fields):
    """Return a corpus of so many reports, all alike but for their names."""
    made = full_report()
    dossier = made.draft.dossier
    asked = [replace(dossier.question, id=f"tidal-{n:03}", aliases=(), **fields) for n in range(number)]
    drafts = [replace(made.draft, dossier=replace(dossier, question=one)) for one in asked]
    return Corpus(reports=tuple(replace(made, draft=draft) for draft in drafts), relations=Relations())


def test_front_page_shows_twelve_of_many_reports_and_the_way_to_all():
    shown = text(home, crowd(13))
    assert shown.count("<article") == 12
    assert '<a href="reports/">All 13 reports</a>' in shown


def test_card_says_answer_certainty_score_verified_share_papers_and_date():
    card = text(reports_index).split("<article")[1].split("</article>")[0]
    assert "On HarbourBench skill rises from 64% at 1B to 71% at 12B." in card
    assert "low certainty" in card
    assert re.search(r"review \d\.\d of 10", card)
    assert re.search(r"[1-5] of 5 claims stated by their source", card)
    assert re.search(r"5 papers · \d+ \w+ 20\d\d", card)


def test_report_list_is_cut_into_pages_that_lead_to_each_other():
    pages = {page.path: page.text for page in reports_index.render(crowd(201))}
    assert [pages[path].count("<article") for path in pages] == [100, 100, 1]
    assert '<a href="list/2/" rel="next">' in pages["reports/index.md"]
    assert '<a href="../../" rel="prev">' in pages["reports/list/2.md"]
    assert 'data-parts="list/2/ list/3/"' in pages["reports/index.md"]


def test_card_carries_the_numbers_of_the_values_that_the_filter_offers():
    made = crowd(2)
    other = replace(made.reports[1].question, tags=("ebb | flow", "wind"))
    second = made.reports[1].draft
    second = replace(second, dossier=replace(second.dossier, question=other))
    shown = text(reports_index, replace(made, reports=(made.reports[0], replace(made.reports[1], draft=second))))
    offered = dict(
        re.findall(r'<option value="(\d+)">([^<]*)</option>', shown.split('name="tag"')[1].split("</select>")[0])
    )
    carried = re.findall(r'data-tag="([\d ]+)"', shown)[-1].split()
    assert [offered[number] for number in carried] == ["ebb | flow", "wind"]


def test_tags_lead_to_their_reports():
    pages = {page.path: page.text for page in tags.render(crowd(101, tags=("Tide & wind",)))}
    assert sorted(pages) == ["tags/index.md", "tags/tide___wind.md", "tags/tide___wind/2.md"]
    assert "101 reports" in pages["tags/index.md"]
    assert pages["tags/tide___wind.md"].count("<article") == 100
    assert 'class="badge">Tide &amp; wind</a>' in pages["tags/tide___wind.md"]


def test_map_draws_only_shared_papers_whatever_the_order_of_the_reports():
    made = crowd(3)
    shelf = catalogue(made)
    drawn = crossmap(choose(shelf.published, shelf), shelf, "cross-reference/index.md")
    assert drawn.count("<circle") == len(made.reports[0].papers)
    assert drawn.count('class="join"') == 3 * len(made.reports[0].papers)
    turned = crossmap(choose(shelf.published[::-1], shelf), shelf, "cross-reference/index.md")
    assert turned == drawn
    alone = catalogue(crowd(1))
    assert crossmap(choose(alone.published, alone), alone, "x.md") == ""


def test_many_reports_get_lists_of_the_nearest_in_place_of_a_matrix():
    made = crowd(41)
    ids = [report.id for report in made.reports]
    papers = made.reports[0].papers
    rows = tuple(
        SharedPapers(first=one, second=other, papers=tuple(paper.id for paper in papers))
        for one, other in combinations(ids, 2)
    )
    pages = {page.path: page.text for page in cross_reference.render(replace(made, relations=Relations(shared=rows)))}
    assert 'class="matrix"' not in pages["cross-reference/index.md"]
    first = pages["cross-reference/nearest.md"]
    assert (first.count('class="card"'), pages["cross-reference/nearest-2.md"].count('class="card"')) == (40, 1)
    assert first.split('class="card"')[1].count("<li>") == 5


def test_claims_of_many_reports_go_on_on_pages_of_their_own():
    pages = {page.path: page.text for page in cross_reference.render(crowd(41))}
    assert pages["cross-reference/index.md"].split("## Claims that several")[1].count('class="pair"') == 5
    assert "and 36 more reports" in pages["cross-reference/index.md"]
