"""Conclusions: sentences that cite, ranges that are true, gaps that are named, counts that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.answer import WITHOUT_OUTCOMES, answer
from generator.records import Draft, Finding, GapCell, Outcome, Paper, Touch
from tests.beehives import QUESTION, check, claim, dossier, figure, finding, paper, quoted, screening

PURITY = "The {name} hive reached a purity of {value}% on CombTest."
WARM = "Heating raised the purity of honey in oak hives."
COLD = "Heating reduced the purity of honey in oak hives."
LOSS = "Brood loss stayed low in heated hives."


def measured(key: str, name: str, value: float) -> Paper:
    """Return a paper that gives one figure."""
    return paper(key, PURITY.format(name=name, value=f"{value:g}"))


def on(source: Paper, *outcomes: str, nth: int = 0, score: float = 1.0, benchmarks: tuple[str, ...] = ()) -> Finding:
    """Return a finding on outcomes."""
    return finding(claim(source, nth, outcomes=outcomes, benchmarks=benchmarks, score=score))


def contested(source: Paper, other: Paper, *outcomes: str) -> Finding:
    """Return a finding that another paper contradicts."""
    made = claim(source, outcomes=outcomes)
    return finding(made, "contested", check(made, quoted(other), "contradicts"))


def drafted(papers: tuple[Paper, ...], *findings: Finding, **fields: object) -> Draft:
    """Return the draft on these papers and findings."""
    return answer(dossier(papers, findings, **fields))


def ranged(*values: float, outcomes: tuple[Outcome, ...] = QUESTION.outcomes, **fields: object) -> Draft:
    """Return the draft on papers that give one figure of one hive each."""
    papers = tuple(measured(f"p{n}", f"Oak-{n}", value) for n, value in enumerate(values))
    figures = tuple(
        figure(one, 0, value, f"Oak-{n}", **fields) for n, (one, value) in enumerate(zip(papers, values, strict=True))
    )
    findings = tuple(on(one, "purity", score=1 / (n + 1)) for n, one in enumerate(papers))
    return drafted(papers, *findings, quantities=figures, question=replace(QUESTION, outcomes=outcomes))


def unmentioned(made: Draft) -> list[str]:
    """Return the sentences that say what no text mentions."""
    return [sentence for sentence in made.missing if " mentions " in sentence]


def test_every_statement_cites_claims_of_the_dossier():
    one, two, off = paper("a", WARM, LOSS), paper("b", LOSS), paper("c", COLD)
    made = drafted((one, two, off), on(one, "purity"), on(two, "brood loss"), contested(one, off, "purity"))
    known = {found.claim.id for found in made.dossier.findings}
    assert made.answer
    for statement in made.answer:
        assert statement.claims
        assert set(statement.claims) <= known


def test_range_runs_from_the_smallest_to_the_largest_figure_and_cites_all():
    made = ranged(62.5, 41.0, 50.0)
    first = made.answer[0]
    assert "purity on CombTest runs from 41% (Oak-1) to 62.5% (Oak-0), 3 figures from 3 papers." in first.text
    assert set(first.claims) == {found.claim.id for found in made.dossier.findings}


def test_two_figures_or_one_subject_make_no_range():
    assert not any("runs from" in statement.text for statement in ranged(41.0, 62.5).answer)
    one = tuple(measured(f"p{n}", "Oak-1", value) for n, value in enumerate((41.0, 50.0, 62.5)))
    figures = tuple(figure(source, 0, value, "Oak-1") for source, value in zip(one, (41.0, 50.0, 62.5), strict=True))
    made = drafted(one, *(on(source, "purity") for source in one), quantities=figures)
    assert not any("runs from" in statement.text for statement in made.answer)


def test_figures_behind_no_passing_claim_stay_out_of_the_range():
    papers = tuple(measured(f"p{n}", f"Oak-{n}", value) for n, value in enumerate((41.0, 50.0, 62.5, 99.0)))
    figures = tuple(
        figure(one, 0, value, f"Oak-{n}")
        for n, (one, value) in enumerate(zip(papers, (41.0, 50.0, 62.5, 99.0), strict=True))
    )
    good = [on(one, "purity") for one in papers[:3]]
    bad = finding(claim(papers[3], outcomes=("purity",)), "unsupported")
    assert "to 62.5% (Oak-2), 3 figures from 3 papers" in drafted(papers, *good, bad, quantities=figures).answer[0].text


def test_averages_stay_out_of_the_range():
    assert not any("runs from" in statement.text for statement in ranged(41.0, 50.0, 62.5, setting="average").answer)


def test_two_outcomes_of_one_metric_are_not_told_the_same_twice():
    twins = (Outcome(name="purity"), Outcome(name="clearness", terms=("purity",)))
    texts = [statement.text for statement in ranged(62.5, 41.0, 50.0, outcomes=twins).answer]
    assert len(texts) == len(set(texts))


def test_without_outcomes_the_answer_has_at_most_four_sentences_and_takes_each_paper_once():
    papers = tuple(paper(f"p{n}", f"Hive {n} {word} far.") for n, word in enumerate(("flew", "sang", "dug", "ate") * 2))
    asked = replace(QUESTION, outcomes=())
    findings = [on(one) for one in papers]
    made = drafted(papers, *findings, question=asked)
    assert len(made.answer) == WITHOUT_OUTCOMES
    source = {found.claim.id: found.claim.paper for found in findings}
    told = [source[statement.claims[0]] for statement in made.answer]
    assert len(set(told)) == len(told)


def test_each_outcome_is_told_once_in_its_order_with_the_claim_that_gives_a_figure():
    vague, exact, loss = paper("a", WARM), paper("b", "Purity rose to 62%."), paper("c", LOSS)
    made = drafted((vague, exact, loss), on(loss, "brood loss"), on(vague, "purity"), on(exact, "purity", score=0.9))
    assert [(s.outcomes, s.text) for s in made.answer] == [
        (("purity",), "Purity rose to 62%."),
        (("brood loss",), LOSS),
    ]


def test_claim_on_two_outcomes_is_told_once_for_both():
    one = paper("a", "Heating raised purity by 8% and brood loss by 5%.")
    made = drafted((one,), on(one, "purity", "brood loss"))
    assert [statement.outcomes for statement in made.answer] == [("purity", "brood loss")]


def test_second_claim_on_an_outcome_needs_a_figure_and_another_paper():
    first, same = "Heating raised purity to 62%.", "In glass jars purity stayed at 40%."
    one, two, three = paper("a", first, same), paper("b", WARM), paper("c", "Cold cellars left a purity of 71%.")
    found = (on(one, "purity"), on(one, "purity", nth=1, score=0.9), on(two, "purity", score=0.8))
    assert [s.text for s in drafted((one, two), *found).answer] == [first]
    more = on(three, "purity", score=0.5)
    assert [s.text for s in drafted((one, two, three), *found, more).answer] == [first, three.document.text]


def test_question_that_compares_has_a_claim_of_each_side():
    groups = (("heating",), ("cooling",))
    asked = replace(QUESTION, question="How do heating and cooling compare in purity?", keywords=groups)
    hot, warm = paper("a", "Heating raised purity to 62%."), paper("b", "Heating of jars left purity at 60%.")
    cold = paper("c", "Cooling lowered purity a little.")
    found = (on(hot, "purity"), on(warm, "purity", score=0.9), on(cold, "purity", score=0.2))
    told = [statement.text for statement in drafted((hot, warm, cold), *found, question=asked).answer]
    assert told == [hot.document.text, cold.document.text]
    lines = drafted((hot, warm, cold), *found, question=asked).summary
    assert [(row.comparison, len(row.claims)) for row in lines if row.outcome == "purity"] == [
        ("heating", 2),
        ("cooling", 1),
    ]


def test_outcome_with_a_disputed_claim_says_so():
    one, other, third = paper("a", WARM), paper("b", COLD), paper("c", "Heating raised purity to 62%.")
    told = drafted((one, other, third), contested(one, other, "purity"), on(third, "purity")).answer[0]
    assert told.agreement == "1 of 2 papers with claims on it; 1 claim on it disputed, see below"


def test_agreement_counts_the_papers_on_the_outcome():
    one, two = paper("a", WARM), paper("b", LOSS)
    alone = drafted((one,), on(one, "purity")).answer[0]
    assert alone.agreement == "the only paper with a claim on it; none found to disagree"
    made = claim(one, outcomes=("purity",))
    backed = finding(made, "corroborated", check(made, quoted(two)))
    both = drafted((one, two), backed, on(two, "purity", score=0.1)).answer[0]
    assert both.agreement == "1 of 2 papers with claims on it; 1 other found to agree; none found to disagree"


def test_range_tells_how_a_family_changes_with_size():
    one = paper("a", "Oak hives of 1B, 3B and 7B reached 41%, 50% and 62% on CombTest.")
    figures = tuple(
        figure(one, 0, value, "Oak", parameters_b=size) for value, size in ((41.0, 1.0), (50.0, 3.0), (62.0, 7.0))
    )
    made = drafted((one,), on(one, "purity"), quantities=figures)
    assert made.answer[0].text.endswith(
        "; from the smallest of a family to its largest, it goes for Oak from 41% (1B) to 62% (7B)."
    )


@pytest.mark.parametrize("fields", [{"kind": "change"}, {"bound": "at most"}, {"subject": ""}])
def test_changes_limits_and_figures_of_nobody_make_no_range(fields):
    made = ranged(62.5, 41.0, 50.0)
    figures = tuple(replace(item, **fields) for item in made.dossier.quantities)
    redrawn = answer(replace(made.dossier, quantities=figures))
    assert not any("runs from" in statement.text for statement in redrawn.answer)


def test_summary_has_a_line_for_each_comparison_and_one_for_other_claims():
    made = ranged(62.5, 41.0, 50.0)
    other = paper("z", WARM)
    known = replace(
        made.dossier,
        screening=screening(*made.dossier.screening.included, other),
        findings=(*made.dossier.findings, on(other, "purity", score=0.1)),
    )
    rows = [row for row in answer(known).summary if row.outcome == "purity"]
    assert [(row.comparison, len(row.claims)) for row in rows] == [("purity on CombTest", 3), ("other claims", 1)]


def test_benchmark_that_is_named_without_a_figure_is_said():
    one = paper("a", "Heating raised purity on CombTest.")
    told = "No claim of this report gives a figure on CombTest."
    assert told in drafted((one,), on(one, "purity", benchmarks=("CombTest",))).missing
    two = paper("b", "Heating raised purity to 80% on CombTest.")
    assert told not in drafted((two,), on(two, "purity", benchmarks=("CombTest",))).missing


def test_dispute_is_said_with_the_passage_against_it():
    one, other = paper("a", WARM), paper("b", COLD)
    against = on(other)
    made = drafted((one, other), contested(one, other, "purity"), against)
    last = made.answer[-1]
    assert last.claims == (claim(one).id, against.claim.id)
    assert last.text == f"Papers disagree. {WARM} Another paper says the opposite: {COLD}"


def test_claims_that_fail_are_never_told_as_the_answer():
    one = paper("a", WARM)
    for verdict in ("unsupported", "unverified"):
        assert drafted((one,), finding(claim(one), verdict)).answer == ()


def test_no_claims_no_answer_and_what_is_missing_in_words():
    made = drafted((paper("a", "Bees dance."),))
    assert (made.answer, made.certainty, made.steps) == ((), None, ())
    assert [
        name in sentence for name, sentence in zip(("purity", "brood loss", "CombTest"), made.missing, strict=True)
    ] == [True] * 3
    assert made.missing[0] == "No text held of an included paper speaks to purity."
    assert [row.certainty for row in made.summary] == [None, None]


def test_no_papers_no_answer():
    made = drafted(())
    assert (made.answer, made.missing, made.closest) == ((), ("No paper at hand fits the question.",), None)
    assert [row.silent for row in made.summary] == [0, 0]


def test_outcome_that_papers_touch_without_a_finding_is_said_so():
    one, two = paper("a", "No purity was reported."), paper("b", "We weighed purity and smoke.")
    known = replace(dossier((one, two)), touches=(Touch(paper=two.id, outcomes=("purity",)),))
    made = answer(known)
    assert made.missing[0].startswith("No claim of this report answers purity; one included paper ")
    assert made.missing[1] == "No text held of an included paper speaks to brood loss."
    row = made.summary[0]
    assert (row.supporting, row.contradicting, row.touching, row.silent) == (0, 0, 1, 1)


def test_outcome_with_claims_that_do_not_hold_is_not_called_unanswered():
    one, other = paper("a", WARM), paper("b", COLD)
    missing = drafted((one, other), contested(one, other, "purity")).missing
    assert missing[0] == "No claim on purity holds: what was found is contested or not borne out."


def test_name_in_the_question_that_no_paper_mentions_is_said():
    asked = replace(QUESTION, question="Does heating raise purity on CombTest and WAXCUP-7 or in any HiveLab?")
    one = paper("a", f"{WARM} It was seen on CombTest.")
    missing = unmentioned(drafted((one,), on(one, "purity", "brood loss"), question=asked))
    assert [[name in sentence for name in ("WAXCUP-7", "HiveLab", "CombTest")] for sentence in missing] == [
        [True, False, False],
        [False, True, False],
    ]


def test_benchmark_or_language_of_the_specification_that_no_paper_mentions_is_said_once():
    asked = replace(QUESTION, benchmarks=("WAXCUP",), languages=("Clover",), question="Does WAXCUP tell?")
    one = paper("a", WARM)
    missing = unmentioned(drafted((one,), on(one, "purity", "brood loss"), question=asked))
    assert [[name in sentence for name in ("WAXCUP", "Clover")] for sentence in missing] == [
        [True, False],
        [False, True],
    ]


def test_name_that_only_an_excluded_paper_mentions_is_missing_from_the_included_ones():
    one, off = paper("a", WARM), paper("off", "WAXCUP is a test of bread.")
    known = dossier((one,), (on(one, "purity", "brood loss"),), question=replace(QUESTION, benchmarks=("WAXCUP",)))
    sentence, *_ = unmentioned(answer(replace(known, screening=screening(one, excluded=(off,)))))
    assert sentence == "No text held of an included paper mentions WAXCUP; one paper that was screened out does."


@pytest.mark.parametrize("name", ["purity", "brood loss"])
def test_summary_counts_every_included_paper_once(name):
    one, two, three, four, silent = (
        paper(key, text) for key, text in zip("abcde", (WARM, WARM, COLD, LOSS, ""), strict=True)
    )
    made = claim(one, outcomes=("purity",))
    both = finding(made, "contested", check(made, quoted(two)), check(made, quoted(three), "contradicts"))
    kin = check(made, quoted(four), "supports", "not independent")
    shown = drafted((one, two, three, four, silent), replace(both, checks=(*both.checks, kin)), on(four, "brood loss"))
    (row,) = [row for row in shown.summary if row.outcome == name]
    assert row.supporting + row.contradicting + row.touching + row.silent == 5
    expected = {"purity": (2, 1, 2), "brood loss": (1, 0, 4)}
    assert (row.supporting, row.contradicting, row.silent) == expected[name]


def test_paper_that_speaks_on_both_sides_counts_as_against():
    one, two = paper("a", WARM), paper("b", COLD, WARM)
    made = claim(one, outcomes=("purity",))
    attacked = finding(made, "contested", check(made, quoted(two), "contradicts"))
    shown = drafted((one, two), attacked, on(two, "purity", nth=1))
    assert (shown.summary[0].supporting, shown.summary[0].contradicting, shown.summary[0].silent) == (1, 1, 0)


def test_summary_gives_the_range_of_its_figures_or_its_best_claim():
    row = ranged(62.5, 41.0, 50.0).summary[0]
    assert (row.comparison, row.finding) == (
        "purity on CombTest",
        "In these claims it runs from 41% (Oak-1) to 62.5% (Oak-0), 3 figures from 3 papers",
    )
    one = paper("a", WARM, "Purity rose a little.")
    shown = drafted((one,), on(one, "purity", nth=1, score=0.2), on(one, "purity", score=0.9))
    assert shown.summary[0].finding == WARM
    assert len(shown.summary[0].claims) == 2


def test_certainty_of_the_answer_is_that_of_the_claims_it_cites():
    one = paper("a", WARM)
    shown = drafted((one,), on(one, "purity", benchmarks=("CombTest",)))
    assert (shown.certainty, shown.steps) == ("low", ("few sources: one paper", "notes or abstracts only"))
    assert shown.summary[0].certainty == "low"


def test_gap_map_has_a_cell_for_every_outcome_and_benchmark():
    one = paper("a", WARM)
    asked = replace(QUESTION, benchmarks=("CombTest", "WAXCUP"))
    made = on(one, "purity", benchmarks=("CombTest",))
    assert drafted((one,), made, question=asked).gaps == (
        GapCell(outcome="purity", benchmark="CombTest", claims=(made.claim.id,)),
        GapCell(outcome="purity", benchmark="WAXCUP", claims=()),
        GapCell(outcome="brood loss", benchmark="CombTest", claims=()),
        GapCell(outcome="brood loss", benchmark="WAXCUP", claims=()),
    )


def test_closest_paper_is_the_first_included_one():
    assert drafted((paper("b", WARM), paper("a", WARM))).closest == "10.5555/b"


def test_question_that_no_paper_answers_as_a_whole_says_so():
    groups = (("heated hives", "heating"), ("brood loss",), ("purity",), ("altitude",))
    asked = replace(QUESTION, question="Do heated hives at altitude change purity and brood loss?", keywords=groups)
    papers = (paper("a", WARM, LOSS), paper("b", "At altitude honey stayed in the comb."))
    made = drafted(papers, on(papers[0], "purity"), question=asked)
    asked_for = "heated hives, brood loss, purity and altitude"
    assert f"In the texts held, no included paper uses words of all of these: {asked_for}." in made.missing


def test_question_that_one_paper_answers_as_a_whole_says_nothing_of_it():
    groups = (("heating",), ("brood loss",), ("purity",), ("hives",))
    asked = replace(QUESTION, question="Does heating of hives change purity and brood loss?", keywords=groups)
    source, other = paper("a", WARM, LOSS), paper("b", "Bees fly far.")
    made = drafted((source, other), on(source, "purity"), question=asked)
    assert not [line for line in made.missing if "all of these" in line]


def test_outcome_whose_claims_give_no_figure_is_said_so():
    words, number = paper("a", WARM), paper("b", PURITY.format(name="Oak", value="97%"))
    told = "No claim of this report gives a figure for purity."
    assert told in drafted((words,), on(words, "purity")).missing
    assert told not in drafted((number,), on(number, "purity")).missing


@pytest.mark.parametrize("text", ["The Oak-7 hive of Ash et al. (2024) was 8-bit.", "A 7B hive stayed warm."])
def test_year_name_and_size_are_no_figure(text):
    one = paper("a", text)
    assert "No claim of this report gives a figure for purity." in drafted((one,), on(one, "purity")).missing


def test_required_paper_that_is_not_held_is_said():
    one = paper("a", WARM)
    asked = replace(QUESTION, must_include=("10.5555/lost",))
    missing = drafted((one,), on(one, "purity"), question=asked).missing
    assert missing[0] == "10.5555/lost, which the question requires, is not held."


def test_outcomes_read_out_of_the_question_leave_room_for_other_claims():
    texts = (WARM, "Cold winters spoil the honey of pine hives.", "Beekeepers who feed sugar sell less wax.")
    papers = tuple(paper(f"p{n}", text) for n, text in enumerate(texts))
    findings = tuple(on(one, "purity", score=1 / (n + 1)) for n, one in enumerate(papers))
    asked = replace(QUESTION, outcomes=QUESTION.outcomes[:1], derived=("outcomes",))
    stated = replace(asked, derived=())
    told = [len(drafted(papers, *findings, question=one).answer) for one in (stated, asked)]
    assert told == [1, 3]
