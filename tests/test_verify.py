"""The five verdicts in their order, who counts as independent, and where a confidence comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from generator.combination import Combination
from generator.contracts import Judgement
from generator.judges import JUDGES
from generator.records import Label, Paper, Passage
from generator.verify import NEUTRALS_KEPT, PASSAGES_PER_PAPER, confidence, shelve, verify, verify_one
from tests.beehives import CALIBRATION, RARITY, VOCABULARY, check, claim, one_bin, paper

TEXT = "Heating raised the purity of honey in oak hives."
SETTINGS = ("given", "searched")
AGAIN = "In oak hives, heating raised the purity of honey."
AGAINST = "Heating reduced the purity of honey in oak hives."
BESIDE = "Honey from oak hives was sold with purity labels."
SOURCE = paper("source", TEXT)
COMBINED = Combination(
    name="",
    data="",
    command="",
    model="",
    weights=dict.fromkeys(SETTINGS, ((1, 0, 0, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 1, 1, 0), (0, 0, 1, 0, 0, 0, 0, 0))),
    least={"supports": 0.5, "contradicts": 0.5},
    least_found={"supports": 0.5, "contradicts": 0.5},
    findings={},
)
REAL = [(name, make(VOCABULARY, RARITY, CALIBRATION)) for name, make in JUDGES.items()]


def verdict(*others: Paper, source: Paper = SOURCE, **fields: object) -> tuple[str, int, int]:
    """Return verdict, supporting and contradicting of the first sentence of `source` beside other papers."""
    found = verify_one(claim(source, **fields), shelve([source, *others], REAL, RARITY, CALIBRATION))
    return found.verdict, found.supporting, found.contradicting


def says(labels: Mapping[str, Label], rule: str = ""):
    """Return a judge that knows the label of some passages by their opening and is neutral to all others."""

    def judge(_: Passage, passage: Passage) -> Judgement:
        label = next((label for start, label in labels.items() if passage.quote.startswith(start)), "neutral")
        chances = {"supports": 0.05, "contradicts": 0.05, "neutral": 0.05} | {label: 0.9}
        return Judgement(label, **chances, reason="told so", rule=rule)

    return judge


def test_text_that_is_not_held_leaves_the_claim_unverified():
    held = claim(SOURCE)
    for papers in ([paper("b", AGAIN)], [paper("source"), paper("b", AGAIN)], [paper("source", BESIDE)]):
        found = verify_one(held, shelve(papers, REAL, RARITY, CALIBRATION))
        assert found.verdict == "unverified"
        assert not found.passes
        assert all(row.relation != "own source" for row in found.checks)


def test_passage_that_is_not_a_sentence_of_the_document_is_not_its_source():
    moved = replace(claim(SOURCE).passage, start=1)
    assert verdict(paper("b", AGAIN), passage=moved)[0] == "unverified"


def test_claim_that_its_own_source_does_not_bear_out_is_unsupported_whatever_others_say():
    for other in (AGAIN, AGAINST, BESIDE):
        reworded = verdict(paper("b", other), text="Smoke calms every queen at dusk.")
        assert reworded[0] == "unsupported"


def test_one_contradiction_outweighs_every_support():
    assert verdict(paper("b", AGAIN), paper("c", AGAIN), paper("d", AGAINST)) == ("contested", 2, 1)


def test_support_of_an_independent_paper_corroborates():
    assert verdict(paper("b", AGAIN), paper("c", BESIDE)) == ("corroborated", 1, 0)


def test_claim_that_nobody_else_speaks_to_has_a_single_source():
    assert verdict() == ("single source", 0, 0)
    assert verdict(paper("b", BESIDE), paper("c")) == ("single source", 0, 0)


def test_own_source_comes_first_and_apart():
    found = verify_one(claim(SOURCE), shelve([paper("b", AGAIN), SOURCE], REAL, RARITY, CALIBRATION))
    assert [(row.relation, row.passage.paper) for row in found.checks] == [
        ("own source", SOURCE.id),
        ("independent", "10.5555/b"),
    ]
    assert (found.checks[0].label, found.checks[0].supports) == ("supports", 1.0)


def test_other_sentences_of_its_own_source_neither_corroborate_nor_contest():
    assert verdict(source=paper("source", TEXT, AGAIN, AGAINST)) == ("single source", 0, 0)


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        (("Ōkami, Réne",), ("Okami, R.",)),
        (("Bee, A.", "Müller, Jürgen"), ("Muller, J", "Wax, B.")),
        (("GARCÍA, ana",), ("Garcia, A.",)),
        (("Apiary Union",), ("Apiary Union",)),
        ((), ("Wax, B.",)),
        (("Wax, B.",), ()),
        ((), ()),
    ],
)
def test_papers_with_a_common_or_unknown_author_are_not_independent(mine, other):
    source = paper("source", TEXT, authors=mine)
    for text in (AGAIN, AGAINST):
        assert verdict(paper("b", text, authors=other), source=source) == ("single source", 0, 0)


@pytest.mark.parametrize(("mine", "other"), [(("Müller, J.",), ("Müller, K.",)), (("Li, A.", "Wu, B."), ("Li, C.",))])
def test_one_family_name_with_two_initials_is_two_people(mine, other):
    assert verdict(paper("b", AGAIN, authors=other), source=paper("source", TEXT, authors=mine))[0] == "corroborated"


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        (("10.5555/b",), ()),
        ((), ("10.5555/source",)),
        (("10.5555/first-draft",), ("10.5555/first-draft",)),
    ],
)
def test_versions_of_one_work_are_not_independent(mine, other):
    source = paper("source", TEXT, versions=mine)
    assert verdict(paper("b", AGAIN, versions=other), source=source) == ("single source", 0, 0)
    assert source.independent_of(paper("c", AGAIN, versions=("10.5555/elsewhere",)))


def test_check_of_a_paper_that_is_not_independent_is_kept_and_named():
    kin = paper("kin", AGAIN, authors=("Keeper source",))
    found = verify_one(claim(SOURCE), shelve([SOURCE, kin], REAL, RARITY, CALIBRATION))
    assert [row.relation for row in found.checks] == ["own source", "not independent"]


def test_most_telling_passage_of_each_paper_counts_once():
    other = paper("b", BESIDE, AGAIN, "In oak hives heating raised the purity of all honey.")
    found = verify_one(claim(SOURCE), shelve([SOURCE, other], REAL, RARITY, CALIBRATION))
    assert found.supporting == 1
    assert [row.passage.quote for row in found.checks[1:]] == [AGAIN]


def test_no_more_than_a_few_passages_of_a_paper_are_judged():
    asked = []

    def judge(_: Passage, passage: Passage) -> Judgement:
        asked.append(passage.quote)
        return Judgement("neutral", 0.0, 0.0, 1.0, "")

    other = paper("b", *(f"Honey purity in oak hives, trial {n}." for n in range(9)))
    verify_one(claim(SOURCE), shelve([SOURCE, other], [("counting", judge)], RARITY, CALIBRATION))
    assert len(asked) == PASSAGES_PER_PAPER


def test_passage_without_a_word_in_common_is_not_judged():
    found = verify_one(claim(SOURCE), shelve([SOURCE, paper("b", "Smoke calms wasps.")], REAL, RARITY, CALIBRATION))
    assert len(found.checks) == 1


def test_first_judge_that_answers_decides():
    labels = {"Honey": "contradicts"}
    judges = [("silent", lambda *_: None), ("told", says(labels)), ("late", says({"Honey": "supports"}))]
    found = verify_one(claim(SOURCE), shelve([SOURCE, paper("b", BESIDE)], judges, RARITY, CALIBRATION))
    assert (found.verdict, found.checks[1].judge) == ("contested", "told")


def test_without_a_judge_everything_else_is_neutral():
    silent = [("silent", lambda *_: None)]
    found = verify_one(claim(SOURCE), shelve([SOURCE, paper("b", AGAIN)], silent, RARITY, CALIBRATION))
    assert (found.verdict, found.checks[1].label, found.checks[1].neutral) == ("single source", "neutral", 1.0)


def test_resolved_claim_is_judged_in_its_own_words_against_its_passage():
    short = paper("source", "It raised the purity of honey.")
    assert verdict(source=short, text=TEXT)[0] == "unsupported"
    judges = [("told", says({"It raised": "supports"}))]
    found = verify_one(claim(short, text=TEXT), shelve([short], judges, RARITY, CALIBRATION))
    assert (found.verdict, found.checks[0].judge, found.checks[0].reason) == ("single source", "told", "told so")


def test_all_sides_are_shown_and_only_the_nearest_neutral_papers():
    neutral = [paper(f"n{n}", f"Honey from oak hives was sold with purity labels in year {n}.") for n in range(9)]
    taking = [paper("y", AGAIN), paper("z", AGAINST)]
    found = verify_one(claim(SOURCE), shelve([SOURCE, *neutral, *taking], REAL, RARITY, CALIBRATION))
    assert [row.label for row in found.checks] == ["supports", "contradicts", "supports", *["neutral"] * NEUTRALS_KEPT]


def test_findings_come_in_the_order_of_the_claims_whatever_the_order_of_the_papers():
    other = paper("b", AGAINST, BESIDE)
    claims = [claim(other, 1), claim(SOURCE), claim(other)]
    there, back = (
        verify(claims, shelve(papers, REAL, RARITY, CALIBRATION)) for papers in ([SOURCE, other], [other, SOURCE])
    )
    assert there == back
    assert [found.claim for found in there] == claims


def test_probabilities_of_every_check_sum_to_one():
    papers = [SOURCE, paper("b", AGAIN), paper("c", AGAINST), paper("d", BESIDE)]
    for found in verify([claim(one) for one in papers], shelve(papers, REAL, RARITY, CALIBRATION)):
        assert 0 <= found.confidence <= 1
        for row in found.checks:
            assert row.supports + row.contradicts + row.neutral == pytest.approx(1, abs=2e-4)
            assert row.label == "neutral" or row.claim == found.claim.id


def test_confidence_is_the_measured_share_of_right_verdicts():
    made = claim(SOURCE)
    near, far = check(made, claim(paper("b", BESIDE)).passage, "neutral"), []
    assert confidence("single source", far, CALIBRATION) == 0.85
    assert confidence("single source", [near], CALIBRATION) == 0.4
    restated = replace(check(made, near.passage), rule="restates")
    assert confidence("corroborated", [restated], CALIBRATION) == 0.9


def test_rule_that_decided_no_training_verdict_lends_its_share_of_right_pairs():
    made = claim(SOURCE)
    doubtful = {"supports": 0.3, "contradicts": 0.5, "neutral": 0.2, "rule": "figures agree"}
    agreed = replace(check(made, made.passage, "supports"), **doubtful)
    assert confidence("corroborated", [agreed], CALIBRATION) == 0.3
    differing = replace(agreed, label="contradicts", rule="figures differ")
    assert confidence("contested", [differing], CALIBRATION) == 0.5


def test_verdict_that_the_training_data_cannot_show_is_even_odds():
    assert confidence("unsupported", [], CALIBRATION) == 0.5
    assert confidence("unverified", [], CALIBRATION) == 0.5


def test_confidence_follows_another_calibration():
    other = replace(CALIBRATION, findings=(("single source", (one_bin(0.25, 0.75),)),))
    assert verify_one(claim(SOURCE), shelve([SOURCE], REAL, RARITY, other)).confidence == 0.25


def reads(answers: Mapping[str, tuple[float, float, float]], *, otherwise=(0.02, 0.02, 0.96)):
    """Return a reader that knows what to say of passages by a word in them, and is silent on all others."""

    def read(_, spans):
        told = [triple for word, triple in answers.items() if any(word in span.quote for span in spans)]
        return told[0] if told else otherwise

    return read


def read_verdict(reader, *others: Paper, combination=COMBINED, judges=REAL):
    """Return the finding of the first sentence of the source beside others, read by a model."""
    return verify_one(
        claim(SOURCE), shelve([SOURCE, *others], judges, RARITY, CALIBRATION, reader, combination, VOCABULARY)
    )


def test_model_contests_what_no_rule_sees():
    other = paper("b", "Honey of oak hives lost purity through heating.")
    silent = read_verdict(reads({}), other)
    found = read_verdict(reads({"lost": (0.01, 0.97, 0.02)}), other)
    assert (silent.verdict, found.verdict) == ("single source", "contested")
    (check,) = [row for row in found.checks if row.label == "contradicts"]
    assert check.judge == "model"
    assert "contradicts 0.97" in check.reason


def test_model_corroborates_in_other_words():
    other = paper("b", "Purer honey came out of oak hives after heating.")
    found = read_verdict(reads({"Purer": (0.97, 0.01, 0.02)}), other)
    assert (found.verdict, found.supporting) == ("corroborated", 1)


def test_rule_that_fires_is_named_beside_the_model():
    found = read_verdict(reads({"reduced": (0.2, 0.6, 0.2)}), paper("b", AGAINST))
    (check,) = [row for row in found.checks if row.relation == "independent"]
    assert check.rule
    assert check.reason.startswith(check.rule)
    assert "the model" in check.reason


def test_the_sentence_that_carries_the_side_is_quoted():
    other = paper(
        "b", "In oak hives heating and purity of honey were studied.", "Purity of honey sank with heating in oak."
    )
    found = read_verdict(reads({"sank": (0.01, 0.97, 0.02)}), other)
    (check,) = [row for row in found.checks if row.label == "contradicts"]
    assert check.passage.quote.startswith("Purity of honey sank")


def test_what_goes_unread_is_judged_by_rule_alone():
    found = read_verdict(lambda *_: None, paper("b", AGAINST))
    assert found.verdict == "contested"
    assert all(row.judge != "model" for row in found.checks)


def test_own_source_is_never_read_for_corroboration():
    found = read_verdict(reads({"Heating": (0.99, 0.0, 0.01)}))
    assert (found.verdict, found.supporting, len(found.checks)) == ("single source", 0, 1)


def test_kin_of_the_source_does_not_corroborate_however_sure_the_model_is():
    kin = paper("b", "Purer honey came out of oak hives after heating.", authors=("Keeper source",))
    found = read_verdict(reads({"Purer": (0.97, 0.01, 0.02)}), kin)
    assert (found.verdict, found.supporting) == ("single source", 0)
    assert [row.relation for row in found.checks] == ["own source", "not independent"]


def test_confidence_comes_from_the_bins_of_the_combination():
    bins = {"contested": (one_bin(0.61),), "single source": (one_bin(0.83),)}
    sure = replace(COMBINED, findings=bins)
    other = paper("b", "Honey of oak hives lost purity through heating.")
    assert read_verdict(reads({"lost": (0.01, 0.97, 0.02)}), other, combination=sure).confidence == 0.61
    assert read_verdict(reads({}), other, combination=sure).confidence == 0.83


def test_evidence_on_one_benchmark_is_called_narrower():
    other = paper("b", "On CombTest the honey of oak hives lost purity through heating.")
    found = read_verdict(reads({"lost": (0.01, 0.97, 0.02)}), other)
    (check,) = [row for row in found.checks if row.label == "contradicts"]
    assert check.narrower == "CombTest"
