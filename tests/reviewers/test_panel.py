"""Each reviewer on a draft that deserves a low score and on one that deserves a high one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.records import Author, Claim, Document, Draft, Paper, Review, Statement
from generator.review import review, score
from generator.reviewers import PANEL, RUBRICS
from tests.beehives import QUESTION, check, claim, dossier, draft, finding, paper, screening

NAMES = (
    "relevance",
    "outcome coverage",
    "grounding",
    "figures",
    "self-containedness",
    "distinctness",
    "corroboration",
    "source diversity",
    "source integrity",
    "recency",
    "transparency",
    "citation",
)
HIVES = ["oak", "pine", "elm", "ash", "clay", "straw", "cork", "reed", "birch", "larch", "beech", "maple"]
TEXT = "Heating raised the purity of honey on CombTest."
ROOM = replace(QUESTION, limits=replace(QUESTION.limits, claims=12))


def said(hive: str, place: int) -> str:
    """Return a sentence with a figure that shares half of its words with those about other hives."""
    return f"In {hive} hives facing {hive}wards, heating cut {hive} brood loss and raised purity to {60 + place}%."


def by_name(known: Draft) -> dict[str, Review]:
    """Return the review of every reviewer."""
    return {item.reviewer: item for item in review(known, PANEL)}


def full_text(one: Paper) -> Paper:
    """Return the paper, held in full text."""
    document = one.document
    return replace(one, document=Document(level="full text", text=document.text, sentences=document.sentences))


def on_both(one: Paper) -> Claim:
    """Return the claim of a paper on both outcomes and the benchmark of the question."""
    return claim(one, outcomes=("purity", "brood loss"), benchmarks=("CombTest",))


def good() -> Draft:
    """Return a draft of twelve recent full texts that back each other, all asked for, all cited."""
    papers = tuple(
        full_text(paper(f"p{n}", said(hive, n), "CombTest was used.", authors=(f"Smith{n}, A.",)))
        for n, hive in enumerate(HIVES)
    )
    made = [on_both(one) for one in papers]
    backed = tuple(finding(one, "corroborated", check(one, made[place - 1].passage)) for place, one in enumerate(made))
    answer = tuple(Statement(text=one.text, claims=(one.id,)) for one in made[:3])
    return draft(dossier(papers, backed, question=ROOM), answer=answer, certainty="high")


def bad() -> Draft:
    """Return a draft of an old anonymous note, retracted, off the point, contested; its answer cites nothing."""
    old = paper(
        "old", "Bees dance.", "Wasps sing.", "Ants march.", authors=(), year=1990, doi=None, id="old",
        notices=("Retracted in 1991",),
    )  # fmt: skip
    other = paper("other", "Bees do not dance.", year=None)
    made = [replace(claim(old, nth), text="And bees dance") for nth in range(3)]
    findings = (
        finding(made[0], "contested", check(made[0], claim(other).passage, "contradicts")),
        finding(made[1], "unsupported"),
        finding(made[2], "unverified"),
    )
    return draft(
        dossier((old, other), findings, outcome="timed out"), answer=(Statement(text="Bees may dance.", claims=()),)
    )


def lone() -> Draft:
    """Return a draft with one claim of one paper."""
    one = paper("a", TEXT)
    return draft(dossier((one,), (finding(claim(one)),)))


def test_rubrics_are_those_of_the_panel_in_order():
    assert tuple(by_name(good())) == NAMES
    assert tuple(rubric.reviewer for rubric in RUBRICS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_good_draft_scores_high_and_bad_one_low(name):
    high, low = by_name(good())[name], by_name(bad())[name]
    assert high.score >= 9
    # Three claims that all say the same are still one thing said.
    assert low.score <= (3.4 if name == "distinctness" else 3)
    assert high.cap is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("made", [good, bad, lone], ids=lambda make: make.__name__)
def test_score_is_within_bounds_and_reasons_are_sentences_with_figures(name, made):
    given = by_name(made())[name]
    assert 0 <= given.score <= 10
    assert any(re.search(r"\d", reason) for reason in given.reasons)
    assert all(reason.strip() == reason and reason for reason in given.reasons)


@pytest.mark.parametrize("made", [good, bad, lone], ids=lambda make: make.__name__)
def test_only_caps_of_the_rubric_are_given(made):
    given = by_name(made())
    assert all(given[rubric.reviewer].cap in {None, rubric.cap} for rubric in RUBRICS)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("relevance", "the 2 included papers name 0.0 of 3 things that the question names"),
        ("outcome coverage", "0 of 2 outcomes of the question have a claim that holds"),
        ("outcome coverage", "not answered: purity, brood loss"),
        ("grounding", "1 of 3 claims are stated by their source, 0 are marked ✓"),
        ("figures", "0 of 3 claims give a figure"),
        ("self-containedness", "0 of 3 claims are whole sentences that lean on no other"),
        ("distinctness", "1 of 3 claims repeat none before them"),
        ("corroboration", "0 of 2 outcomes have claims of 3 or more papers independent of one another"),
        ("corroboration", "0 of 3 claims have an independent second source"),
        ("corroboration", "1 are contested by an independent paper"),
        (
            "source diversity",
            "3 claims come from 1 of 2 included papers, as varied as 1.0 papers of equal weight",
        ),
        ("source diversity", "0 of them share no author with one another; one paper gives 3 claims at most"),
        ("source integrity", "3 of 3 claims come from a paper that was retracted or withdrawn"),
        ("recency", "0 of 3 claims come from papers of 2028 or later"),
        ("recency", "the papers are from 1990 to 1990"),
        ("transparency", "0 of 2 included papers are held as full text, 2 as notes or abstracts"),
        ("transparency", "0 of 2 records have authors, year and address"),
        ("transparency", "0 of 1 sources answered"),
        ("citation", "0 of 1 sentences of the answer cite claims of this report that their source states"),
    ],
)
def test_reasons_quote_the_figures_of_the_draft(name, reason):
    assert reason in by_name(bad())[name].reasons


def test_relevance_counts_what_papers_name_and_passages_that_speak_to_it():
    near, far = paper("a", "Heating raised purity and cut brood loss on CombTest."), paper("b", "Bees dance.")
    asked = replace(QUESTION, limits=replace(QUESTION.limits, claims=2))
    # A passage that two claims quote is used once.
    twice = (finding(on_both(near)), finding(replace(on_both(near), id="again")))
    assert by_name(draft(dossier((near,), twice, question=asked)))["relevance"].score == 7.5 + 1.25
    diluted = by_name(draft(dossier((near, far, far, far), twice, question=asked)))["relevance"]
    assert diluted.score == 3.75 + 1.25
    assert diluted.reasons[0] == "the 4 included papers name 0.8 of 3 things that the question names"


def test_relevance_asks_only_for_what_the_question_names():
    one = paper("a", TEXT)
    asked = replace(QUESTION, outcomes=(), benchmarks=(), keywords=(("heating",), ("wasps",)))
    assert by_name(draft(dossier((one,), (finding(claim(one)),), question=asked)))["relevance"].score == 10
    mute = replace(asked, keywords=())
    assert by_name(draft(dossier((one,), (finding(claim(one)),), question=mute)))["relevance"].reasons[0] == (
        "the 1 included papers name 5.0 of 5 things that the question names"
    )


def test_coverage_does_not_ask_for_what_the_question_does_not_name():
    one = paper("a", TEXT)
    known = dossier((one,), (finding(claim(one)),), question=replace(QUESTION, outcomes=()))
    given = by_name(draft(known))["outcome coverage"]
    assert (given.score, given.cap) == (0, None)
    on_benchmark = replace(known, findings=(finding(claim(one, benchmarks=("CombTest",))),))
    assert by_name(draft(on_benchmark))["outcome coverage"].score == 10


def test_unanswered_outcome_costs_its_share_and_three_points_at_least():
    one = paper("a", TEXT)
    outcomes = tuple(replace(QUESTION.outcomes[0], name=f"outcome {n}") for n in range(6))
    held = finding(claim(one, outcomes=tuple(o.name for o in outcomes[:-1])))
    many = replace(QUESTION, outcomes=outcomes, benchmarks=())
    assert by_name(draft(dossier((one,), (held,), question=many)))["outcome coverage"].score == pytest.approx(
        10 * (9 - 3) / 9, abs=0.01
    )
    two = replace(many, outcomes=outcomes[-2:])
    assert by_name(draft(dossier((one,), (held,), question=two)))["outcome coverage"].score == 5


def test_report_without_an_answered_outcome_is_capped():
    assert by_name(lone())["outcome coverage"].cap == 5


@pytest.mark.parametrize(("passing", "cap"), [(0, 6.0), (1, 6.0), (2, None), (4, None)])
def test_no_report_above_six_with_under_half_of_its_claims_passing(passing, cap):
    one = paper("a", *(f"{TEXT} In year {n}." for n in range(4)))
    findings = tuple(
        finding(claim(one, nth, outcomes=("purity", "brood loss")), "single source" if nth < passing else "unsupported")
        for nth in range(4)
    )
    given = by_name(draft(dossier((one,), findings)))["grounding"]
    assert given.cap == cap
    generous = [*[Review(reviewer="generous", score=10.0, reasons=("all 10",)) for _ in range(20)], given]
    assert (score(generous)[0] <= 6) == (cap is not None)


def test_one_claim_that_its_passage_does_not_state_costs_three_points_at_once():
    one = paper("a", *(f"{TEXT} In year {n}." for n in range(10)))
    findings = [finding(claim(one, nth)) for nth in range(10)]
    assert by_name(draft(dossier((one,), tuple(findings))))["grounding"].score == 10
    findings[0] = finding(claim(one), "unsupported")
    assert by_name(draft(dossier((one,), tuple(findings))))["grounding"].score == pytest.approx(6.3)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Purity rose from 40% to 52.5% in 12 Hive-7 hives.", 10),
        ("Purity rose from 52.5% to 40% in 12 Hive-7 hives.", 4),
        ("Purity rose from 40% to 52.6% in 12 Hive-7 hives.", 4),
        ("Purity rose to 52.5% in Hive-9 hives.", 10),
        ("Purity rose in Hive-7 hives.", 0),
    ],
)
def test_figures_of_a_claim_have_to_stand_in_its_passage_in_order(text, points):
    one = paper("a", "Purity rose from 40% to 52.5% in 12 Hive-7 hives.")
    known = dossier((one,), (finding(replace(claim(one), text=text)),))
    assert by_name(draft(known))["figures"].score == points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Heating raised the purity of honey in oak hives and cut brood loss there.", 10),
        ("Heating raised the purity of honey in oak", 0),
        ("Heating raised the purity of honey in oak.", 5),
        ("It raised the purity of honey in oak hives and cut brood loss there, heating did.", 5),
    ],
)
def test_claim_has_to_be_a_whole_sentence_and_to_say_what_its_passage_says(text, points):
    one = paper("a", "Our results show that heating raised the purity of honey in oak hives and cut brood loss there.")
    known = dossier((one,), (finding(replace(claim(one), text=text)),))
    assert by_name(draft(known))["self-containedness"].score == points


def test_claim_that_repeats_another_in_other_order_or_with_a_word_more_is_not_distinct():
    one = paper("a", "Heating raised purity in oak hives.", "In oak hives heating also raised purity.", "Wasps sing.")
    known = dossier((one,), tuple(finding(claim(one, nth)) for nth in range(3)))
    given = by_name(draft(known))["distinctness"]
    assert given.score == 6.67
    assert given.reasons == ("2 of 3 claims repeat none before them", "the two most alike share 100% of their words")


def test_one_claim_of_one_paper_is_no_diversity():
    assert by_name(lone())["source diversity"].score <= 1


def test_diversity_is_measured_against_as_many_claims_as_the_question_allows():
    papers = tuple(paper(f"p{n}", TEXT, authors=(f"Smith{n}, A.",)) for n in range(4))
    asked = replace(QUESTION, limits=replace(QUESTION.limits, claims=4))
    known = dossier(papers, tuple(finding(claim(one)) for one in papers), question=asked)
    assert by_name(draft(known))["source diversity"].score == 10
    same = dossier((papers[0],), (finding(claim(papers[0])),) * 4, question=asked)
    assert by_name(draft(same))["source diversity"].score == 2.5


def test_papers_of_one_author_are_one_voice():
    papers = tuple(paper(f"p{n}", said(hive, n)) for n, hive in enumerate(HIVES))
    known = dossier(papers, tuple(finding(on_both(one)) for one in papers), question=ROOM)
    group = (Author(family="Keeper"),)
    joined = tuple(replace(one, authors=group) for one in papers)
    apart, together = by_name(draft(known)), by_name(draft(replace(known, screening=screening(*joined))))
    assert (apart["corroboration"].score, together["corroboration"].score) == (5, 0)
    assert apart["source diversity"].score - together["source diversity"].score == pytest.approx(5 * 11 / 12, abs=0.01)


def test_contested_claims_cost_what_corroborated_ones_earn():
    one, other = paper("a", TEXT, "Bees dance."), paper("b", TEXT)
    backed = finding(claim(one), "corroborated", check(claim(one), claim(other).passage))
    attacked = finding(claim(one, 1), "contested", check(claim(one, 1), claim(other).passage, "contradicts"))
    assert by_name(draft(dossier((one, other), (backed,))))["corroboration"].score == 5
    assert by_name(draft(dossier((one, other), (backed, attacked))))["corroboration"].score == 0
    assert by_name(draft(dossier((one, other), (attacked,))))["corroboration"].score == 0


def test_one_retracted_source_costs_six_points_and_caps_a_report_that_cites_it():
    papers = tuple(paper(f"p{n}", said(hive, n)) for n, hive in enumerate(HIVES[:10]))
    findings = tuple(finding(claim(one)) for one in papers)
    gone = (replace(papers[0], notices=("RETRACTION: figures were invented",)), *papers[1:])
    known = dossier(gone, findings)
    given = by_name(draft(known))["source integrity"]
    assert (given.score, given.cap) == (pytest.approx(3.6), None)
    told = Statement(text="Purity rose.", claims=(findings[0].claim.id,))
    assert by_name(draft(known, answer=(told,)))["source integrity"].cap == 6
    corrected = dossier((replace(papers[0], notices=("Corrected: table 2",)), *papers[1:]), findings)
    assert by_name(draft(corrected))["source integrity"].score == pytest.approx(9.6)


def test_recency_counts_from_the_newest_paper_where_the_question_is_undated():
    old, new = paper("a", TEXT, year=2001), paper("b", TEXT, year=2020)
    undated = replace(QUESTION, published=None)
    findings = (finding(claim(old)), finding(claim(new)))
    given = by_name(draft(dossier((old, new), findings, question=undated)))["recency"]
    assert given.score == 5
    assert given.reasons[0].endswith("of 2017 or later")
    unknown = paper("c", TEXT, year=None)
    given = by_name(draft(dossier((unknown,), (finding(claim(unknown)),), question=undated)))["recency"]
    assert (given.score, given.reasons[1]) == (0, "the papers are of unknown years")


@pytest.mark.parametrize(("held", "points"), [("full text", 6.0), ("abstract", 4.2), ("note", 2.4), (None, 0.0)])
def test_transparency_weighs_what_text_is_held(held, points):
    one = paper("a", TEXT)
    document = replace(one.document, level=held) if held else None
    known = dossier((one,), (finding(claim(one)),))
    known = replace(known, screening=screening(replace(one, document=document)))
    given = by_name(draft(known))["transparency"]
    assert given.score == points + 4
    assert f"{int(held in ('note', 'abstract'))} as notes or abstracts" in given.reasons[0]


def test_sentences_have_to_cite_claims_that_their_source_states():
    one = paper("a", TEXT, "Bees dance.")
    holds, fails = finding(claim(one)), finding(claim(one, 1), "unsupported")
    known = dossier((one,), (holds, fails))
    cited = [
        by_name(draft(known, answer=(Statement(text="So it is.", claims=claims),)))["citation"].score
        for claims in ((holds.claim.id,), (fails.claim.id,), (holds.claim.id, fails.claim.id), ("unknown",), ())
    ]
    assert cited == [10, 0, 0, 0, 0]


def test_answer_has_to_tell_of_every_outcome_that_is_answered():
    one = paper("a", TEXT, "Bees dance.")
    first, second = claim(one, outcomes=("purity",)), claim(one, 1, outcomes=("brood loss",))
    known = dossier((one,), (finding(first), finding(second)))
    half = draft(known, answer=(Statement(text="So it is.", claims=(first.id,)),))
    assert by_name(half)["citation"].score == 8.5
    assert by_name(half)["citation"].reasons[1].startswith("the claims cited speak to 1 of 2 outcomes")
