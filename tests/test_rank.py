"""Ranking and screening: who is in, who is out, and why."""

from __future__ import annotations

import pytest

from generator.ids import Doi
from generator.notices import RETRACTED, WITHDRAWN
from generator.rank import BEYOND, MEETS, OFF_TOPIC, OUTSIDE, REQUIRED, RULE, UNMET, rank
from generator.records import Limits, Rule, SearchResult
from tests.bakery import paper, question

COLD = Rule(reason="bakes without heat", terms=("cold oven", "raw"))
WARM = Rule(reason="bakes with heat", terms=("heat",))
BREAD = Rule(reason="is on bread", terms=("bread",))


def found(*counts):
    """Return results of as many papers as `counts` say."""
    return [
        SearchResult(source=f"s{place}", queries=(), papers=(paper("x"),) * count, total=count)
        for place, count in enumerate(counts)
    ]


def screen(papers, scores, results=(), **fields):
    """Return the screening of `papers` by given scores."""
    return rank(results, papers, question(**fields), lambda *_: scores)


def rows(screening):
    """Return id, place and reason of every row."""
    return [(row.paper.id, row.rank, row.reason) for row in screening.papers]


def test_papers_come_by_score_and_ties_by_id():
    papers = [paper(name, "Bread.") for name in "dcba"]
    assert rows(screen(papers, {"a": 1.0, "b": 2.0, "c": 1.0, "d": 1.0})) == [
        ("b", 1, MEETS),
        ("a", 2, MEETS),
        ("c", 3, MEETS),
        ("d", 4, MEETS),
    ]


def test_scores_are_shares_of_the_best():
    screening = screen([paper("a"), paper("b")], {"a": 8.0, "b": 2.0})
    assert [row.score for row in screening.papers] == [1.0, 0.25]


@pytest.mark.parametrize(
    ("score", "rules", "reason"),
    [
        (0.199, (WARM,), OFF_TOPIC),
        (0.2, (WARM,), MEETS),
        (0.0, (WARM,), OFF_TOPIC),
        (0.249, (), OFF_TOPIC),
        (0.25, (), MEETS),
    ],
)
def test_paper_far_below_the_best_is_off_topic_sooner_where_no_criterion_is_stated(score, rules, reason):
    row = screen([paper("a", "Heat."), paper("b", "Heat.")], {"a": 1.0, "b": score}, include=rules).papers[1]
    assert (row.reason, row.included) == (reason, reason == MEETS)


def test_off_topic_row_says_how_far_off():
    row = screen([paper("a"), paper("b")], {"a": 1.0}).papers[1]
    assert row.detail == "its fit to the question is 0.0% of the best paper's, below 25%"


def ground(speaking, last, **fields):
    """Return the row of `last`, ranked after ten papers of which as many as `speaking` say speak of ovens."""
    best = [paper(f"a{number}", "An oven." if number < speaking else "A fire.") for number in range(10)]
    scores = dict.fromkeys((row.id for row in best), 1.0) | {"z": 0.5}
    return screen([*best, paper("z", last)], scores, **fields).papers[-1]


def test_what_nearly_all_of_the_best_papers_speak_of_is_asked_of_the_others():
    row = ground(9, "Rye bread.")
    assert row.reason == OFF_TOPIC
    assert row.detail == "says nothing of “oven”, unlike at least 9 of the 10 best papers"


@pytest.mark.parametrize(
    ("speaking", "last", "fields"),
    [
        (8, "Rye bread.", {}),
        (10, "A kiln.", {}),
        (10, "Heat.", {"include": (Rule(reason="any", terms=("oven", "heat")),)}),
        (10, "Rye bread.", {"keywords": ()}),
    ],
)
def test_paper_need_not_share_what_few_share_or_where_criteria_are_stated(speaking, last, fields):
    assert ground(speaking, last, **fields).reason == MEETS


def test_of_what_they_share_only_the_widest_concept_is_asked():
    best = [paper(f"a{number}", "An oven for bread.") for number in range(10)]
    others = [paper("x", "Bread."), paper("y", "Rye bread."), paper("z", "An oven.")]
    scores = dict.fromkeys((row.id for row in best), 1.0) | dict.fromkeys("xyz", 0.5)
    assert [row.reason for row in screen([*best, *others], scores).papers[10:]] == [MEETS, MEETS, OFF_TOPIC]


def test_few_papers_have_no_common_ground():
    papers = [paper(name, "An oven.") for name in "abcdefgh"]
    assert screen([*papers, paper("z", "Bread.")], dict.fromkeys("abcdefghz", 1.0)).papers[-1].reason == MEETS


@pytest.mark.parametrize(
    ("rules", "detail"),
    [
        ((), "its fit to the question is 50% of the best paper's"),
        ((WARM,), "meets its one criterion; its fit to the question is 50% of the best paper's"),
        ((WARM, BREAD), "meets all 2 criteria; its fit to the question is 50% of the best paper's"),
    ],
)
def test_included_row_says_what_it_meets_and_how_well_it_fits(rules, detail):
    row = screen([paper("a", "Heat. Bread."), paper("b", "Heat. Bread.")], {"a": 1.0, "b": 0.5}, include=rules).papers[
        1
    ]
    assert row.detail == detail


def test_paper_is_excluded_by_a_rule_whose_term_it_uses():
    papers = [
        paper("a", "Bread. A cold oven was used."),
        paper("b", "Raw fish.", title="x"),
        paper("c", "No cold oven."),
    ]
    screening = screen(papers, dict.fromkeys("abc", 1.0), exclude=(COLD,))
    assert rows(screening) == [("a", 1, RULE), ("b", 2, RULE), ("c", 3, MEETS)]
    assert screening.papers[0].detail == "bakes without heat (uses “cold oven”)"


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        (None, None, "abcd"),
        ("2020", None, "bcd"),
        ("2020-12-31", "2021", "bcd"),
        (None, "2020-01-01", "abd"),
        ("2020", "2020", "bd"),
    ],
)
def test_paper_of_another_year_than_asked_for_is_out_and_one_without_a_year_is_not(since, until, kept):
    papers = [paper(name, "Bread.", year=year) for name, year in zip("abcd", (2019, 2020, 2021, None), strict=True)]
    screening = screen(papers, dict.fromkeys("abcd", 1.0), since=since, until=until)
    assert "".join(one.id for one in screening.included) == kept
    assert {row.reason for row in screening.papers} <= {MEETS, OUTSIDE}


def test_reason_names_the_year_and_the_dates():
    screening = screen([paper("a", "Bread.", year=2019)], {"a": 1.0}, since="2020-05-01", until="2024")
    assert screening.papers[0].detail == "is of 2019; the question asks for papers from 2020-05-01 until 2024"


def test_paper_must_meet_every_inclusion_rule():
    papers = [paper("a", "Heat."), paper("b", title="On heat"), paper("c", "No heat is reported."), paper("d")]
    screening = screen(papers, dict.fromkeys("abcd", 1.0), include=(WARM,))
    assert rows(screening) == [("a", 1, MEETS), ("b", 2, MEETS), ("c", 3, UNMET), ("d", 4, UNMET)]
    assert WARM.reason in screening.papers[2].detail


def test_reasons_are_tried_in_order():
    papers = [paper("a", "Heat. Bread."), paper("b", "A raw thing."), paper("c", "Bread."), paper("d", "Heat.")]
    scores = {"a": 1.0, "d": 0.01}
    screening = screen(papers, scores, exclude=(COLD,), include=(WARM,), limits=Limits(papers=1))
    assert {name: reason for name, _, reason in rows(screening)} == {
        "a": MEETS,
        "b": RULE,
        "c": UNMET,
        "d": OFF_TOPIC,
    }


def test_papers_after_the_limit_are_counted_as_beyond_it():
    papers = [paper(name, "Raw." if name == "b" else "Bread.") for name in "abcde"]
    screening = screen(papers, dict.fromkeys("abcde", 1.0), exclude=(COLD,), limits=Limits(papers=2))
    assert rows(screening) == [("a", 1, MEETS), ("b", 2, RULE), ("c", 3, MEETS), ("d", 4, BEYOND), ("e", 5, BEYOND)]
    assert "2 papers" in screening.papers[3].detail


def test_paper_that_must_be_included_passes_every_rule_and_score():
    wanted = paper("w", "Raw.", doi=Doi("10.5555/w"))
    asked = {"must_include": (Doi("10.5555/w"),), "exclude": (COLD,), "include": (WARM,)}
    assert rows(screen([paper("a", "Heat."), wanted], {"a": 1.0}, **asked)) == [("a", 1, MEETS), ("w", 2, REQUIRED)]


def test_paper_that_must_be_included_is_not_crowded_out_by_the_limit():
    wanted = paper("w", "Bread.", doi=Doi("10.5555/w"))
    papers = [paper("a", "Bread."), paper("b", "Bread."), wanted]
    screening = screen(
        papers, {"a": 3.0, "b": 2.0, "w": 1.0}, must_include=(Doi("10.5555/w"),), limits=Limits(papers=2)
    )
    assert rows(screening) == [("a", 1, MEETS), ("b", 2, BEYOND), ("w", 3, REQUIRED)]


def test_papers_that_must_be_included_may_be_more_than_the_limit():
    papers = [paper(name, "Bread.", doi=Doi(f"10.5555/{name}")) for name in "ab"]
    both = (Doi("10.5555/a"), Doi("10.5555/b"))
    screening = screen([*papers, paper("c")], {"c": 1.0}, must_include=both, limits=Limits(papers=1))
    assert rows(screening) == [("c", 1, BEYOND), ("a", 2, REQUIRED), ("b", 3, REQUIRED)]


def test_paper_without_a_doi_is_not_taken_for_one_that_must_be_included():
    assert rows(screen([paper("a", "Raw.")], {"a": 1.0}, exclude=(COLD,))) == [("a", 1, RULE)]


def test_counts_add_up():
    papers = [
        paper(name, text)
        for name, text in zip("abcdef", ("Heat.", "Raw.", "Bread.", "Heat.", "Heat.", "Heat."), strict=True)
    ]
    scores = {"a": 1.0, "b": 1.0, "c": 1.0, "d": 0.01, "e": 0.9, "f": 0.8}
    screening = screen(papers, scores, found(5, 4, 0), exclude=(COLD,), include=(WARM,), limits=Limits(papers=2))
    assert screening.identified == (("s0", 5), ("s1", 4), ("s2", 0))
    assert screening.duplicates == 3
    assert dict(screening.excluded) == {RULE: 1, UNMET: 1, OFF_TOPIC: 1, BEYOND: 1}
    identified = sum(count for _, count in screening.identified)
    screened = len(screening.included) + sum(count for _, count in screening.excluded)
    assert identified - screening.duplicates == screened == len(screening.papers)


def test_nothing_found_is_a_screening_too():
    screening = screen([], {}, found(0))
    assert (screening.papers, screening.duplicates, screening.included, screening.excluded) == ((), 0, (), ())


def test_no_score_at_all_puts_every_paper_off_topic():
    assert rows(screen([paper("b"), paper("a")], {})) == [("a", 1, OFF_TOPIC), ("b", 2, OFF_TOPIC)]


def test_retracted_paper_is_left_out_even_where_the_question_requires_it():
    papers = [
        paper("a", "Heat.", notices=("Retracted 2021-05-01: no oven was lit",)),
        paper("b", "Heat.", notices=("Withdrawn", "Reinstated")),
        paper("c", "Heat.", doi=Doi("10.1000/c"), notices=("Withdrawn 2020",)),
        paper("d", "Heat.", notices=("Expression of concern",)),
        paper("e", "Heat."),
    ]
    screening = screen(papers, dict.fromkeys("abcde", 1.0), must_include=(Doi("10.1000/c"),), limits=Limits(papers=3))
    assert [row.reason for row in screening.papers] == [RETRACTED, MEETS, WITHDRAWN, MEETS, MEETS]
    assert screening.papers[0].detail == "Retracted 2021-05-01: no oven was lit"
    assert screening.excluded == ((RETRACTED, 1), (WITHDRAWN, 1))


def test_notice_on_another_paper_is_no_study_and_a_new_edition_is_one():
    about = ("Notice on 10.1000/b (correction, 2021)",)
    papers = [
        paper("a", title="Ovens", notices=about),
        paper("b", "Heat.", title="Correction to: Ovens", notices=about),
        paper("c", "Heat.", title="Ovens, again", notices=about),
    ]
    screening = screen(papers, dict.fromkeys("abc", 1.0))
    assert [row.reason for row in screening.papers] == [OFF_TOPIC, OFF_TOPIC, MEETS]
    assert screening.papers[0].detail == "is nothing but a notice on 10.1000/b"


def test_retracted_paper_that_would_be_out_anyway_keeps_that_reason():
    row = screen([paper("a"), paper("b", notices=("Retracted",))], {"a": 1.0}).papers[1]
    assert row.reason == OFF_TOPIC


def test_required_preprint_is_found_in_the_work_that_it_became():
    work = paper("a", "Heat.", doi=Doi("10.1000/a"), versions=("10.1000/p",))
    (row,) = screen([work], {}, must_include=(Doi("10.1000/p"),)).papers
    assert row.reason == REQUIRED


JOINED = {"derived": ("keywords",), "keywords": (("oven",), ("rye",))}
RYE = [paper(f"both{n}", "Rye in an oven.") for n in range(5)]
HALF = [paper("oven", "Bread in an oven."), paper("rye", "Rye in a field.")]


def test_open_question_of_two_concepts_takes_papers_that_speak_to_both():
    screening = screen([*RYE, *HALF], dict.fromkeys([p.id for p in (*RYE, *HALF)], 1.0), **JOINED)
    left = [(row.paper.id, row.reason, row.detail) for row in screening.papers if not row.included]
    assert left == [
        ("oven", OFF_TOPIC, "says nothing of “rye”, unlike 5 papers found"),
        ("rye", OFF_TOPIC, "says nothing of “oven”, unlike 5 papers found"),
    ]


@pytest.mark.parametrize("fields", [JOINED | {"derived": ()}, JOINED | {"include": (BREAD,)}])
def test_stated_concepts_and_rules_ask_for_no_more_than_they_say(fields):
    screening = screen([*RYE, paper("oven", "Bread in an oven.")], {"oven": 1.0, "both0": 0.9}, **fields)
    assert {row.paper.id: row.reason for row in screening.papers}["oven"] == MEETS
