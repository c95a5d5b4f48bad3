"""Figures by the build of a sentence: levels, changes, bounds, ranges, owners and test sets, in any field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.names import MAX_SENTENCE
from generator.quantities import quantities
from generator.records import Metric, Term, Vocabulary
from tests.bakery import ADVERSARIAL, VOCABULARY, passage, seconds

# A field without test sets of its own: bees, and how they fare.
BEES = Vocabulary(
    metrics=(
        Metric(name="accuracy", synonyms=("accuracies",), units=("%",)),
        Metric(name="buzz", synonyms=("buzz score", "BZ")),
        Metric(name="hum", synonyms=("hum score",)),
        Metric(name="odds ratio", synonyms=("OR",)),
        Metric(name="mortality", synonyms=("mortality rate",), units=("%",)),
        Metric(name="wait", synonyms=("waiting time",), units=("s",)),
        Metric(name="speed-up", synonyms=("faster",), units=("times",)),
    ),
    tasks=("Foraging",),
    languages=(Term(name="Dutch"), Term(name="Welsh"), Term(name="Greek")),
    units=(Term(name="%", synonyms=("per cent",)), Term(name="s", synonyms=("seconds",))),
)


def read(sentence: str, vocabulary: Vocabulary = BEES) -> list[tuple]:
    """Return of every figure its text, kind with direction, metric, unit, subject, test set and language."""
    return [
        (
            sentence[one.start : one.end],
            {"level": "", "change": one.direction or "either"}[one.kind],
            *(one.metric, one.unit, one.subject, one.benchmark, one.language),
        )
        for one in quantities(passage(sentence, 0), vocabulary)
    ]


def level(written, metric, unit="%", subject="", benchmark=None, language=None):
    """Return what `read` gives of a level."""
    return (written, "", metric, unit, subject, benchmark, language)


def change(written, direction, metric, unit="%", subject="", benchmark=None, language=None):
    """Return what `read` gives of a change."""
    return (written, direction, metric, unit, subject, benchmark, language)


TABLE = {
    # levels, of somebody or of nobody by name
    "Our model reaches an accuracy of 85.2%.": [level("85.2%", "accuracy")],
    "BeeNet reaches 85.2% accuracy.": [level("85.2%", "accuracy", subject="BeeNet")],
    "BeeNet, a small hive, reaches an accuracy of 85\\%.": [level("85\\%", "accuracy", subject="BeeNet")],
    "We report an accuracy of 85% and a buzz score of 0.71.": [level("85%", "accuracy"), level("0.71", "buzz", "")],
    "The buzz was 0.71 for BeeNet.": [level("0.71", "buzz", "", "BeeNet")],
    "HiveA (accuracy: 0.91) and HiveB (accuracy: 0.84) were compared.": [
        level("0.91", "accuracy", "", "HiveA"),
        level("0.84", "accuracy", "", "HiveB"),
    ],
    "The waiting time was 1,250.5 seconds.": [level("1,250.5 seconds", "wait", "s")],
    "Mortality was 12.5% in smoked hives.": [level("12.5%", "mortality")],
    # lists
    "BeeNet achieves buzz and hum of 31.2 and 40.5.": [
        level("31.2", "buzz", "", "BeeNet"),
        level("40.5", "hum", "", "BeeNet"),
    ],
    "Accuracies of 80%, 82% and 85% were reached.": [
        level("80%", "accuracy"),
        level("82%", "accuracy"),
        level("85%", "accuracy"),
    ],
    # test sets by their place in the sentence
    "BeeNet reaches 85% accuracy on the HiveBench dataset.": [level("85%", "accuracy", "%", "BeeNet", "HiveBench")],
    "On the HiveBench benchmark, we achieve an accuracy of 85%.": [level("85%", "accuracy", benchmark="HiveBench")],
    "We gain 2.7% accuracy on HiveBench and 1.3% on CombQA.": [
        change("2.7%", "up", "accuracy", benchmark="HiveBench"),
        change("1.3%", "up", "accuracy", benchmark="CombQA"),
    ],
    "We achieve accuracies of 80% and 85% on HiveBench and CombQA.": [
        level("80%", "accuracy", benchmark="HiveBench"),
        level("85%", "accuracy", benchmark="CombQA"),
    ],
    "We achieve 80% accuracy on a dataset of hives.": [level("80%", "accuracy")],
    # languages
    "Our system reaches a buzz of 0.67 for Dutch and 0.80 for Welsh.": [
        level("0.67", "buzz", "", language="Dutch"),
        level("0.80", "buzz", "", language="Welsh"),
    ],
    "Our system reaches a buzz of 0.67 for Dutch to Greek.": [level("0.67", "buzz", "", language="Dutch-Greek")],
    # changes
    "BeeNet improves accuracy by 3.5%.": [change("3.5%", "up", "accuracy", subject="BeeNet")],
    "Smoke reduces mortality by 40 per cent.": [change("40 per cent", "down", "mortality")],
    "We outperform the old hive by 3 points.": [change("3 points", "up", "", "points")],
    "We see an improvement of 2.3 buzz.": [change("2.3", "up", "buzz", "points")],
    "We see +2.3 buzz over the old hive.": [change("+2.3", "up", "buzz", "points")],
    "BeeNet is 4.3 times faster than HiveB.": [change("4.3 times", "up", "speed-up", "times", "BeeNet")],
    "BeeNet runs 2x faster.": [change("2x", "up", "speed-up", "times", "BeeNet")],
    "A 4-fold reduction in mortality was seen.": [change("4-fold", "down", "mortality", "times")],
    "BeeNet reaches 3% higher accuracy.": [change("3%", "up", "accuracy", subject="BeeNet")],
    "BeeNet cut the waiting time by 20% to 35%.": [
        change("20%", "down", "wait", subject="BeeNet"),
        change("35%", "down", "wait", subject="BeeNet"),
    ],
    "We see a 50% improvement in wax quality.": [change("50%", "up", "wax quality")],
    "BeeNet reduces the number of stings by 80%.": [change("80%", "down", "number of stings", subject="BeeNet")],
    "We see a nectar reduction of more than 85%.": [change("85%", "down", "nectar")],
    "BeeNet leads by a buzz score 3.1 points higher than that of wasps.": [
        change("3.1 points", "up", "buzz", "points", "BeeNet")
    ],
    "BeeNet beats HiveB by an average buzz score of 4.7.": [change("4.7", "up", "buzz", "points", "BeeNet")],
    "Hives are 7.6\\times faster.": [change("7.6\\times", "up", "speed-up", "times")],
    "Hives with BeeNet gain (average 5.5% improvement).": [change("5.5%", "up", "", subject="BeeNet")],
    # measures in the sentence's own words
    "BeeNet reaches a swarm detection rate of 92.5%.": [level("92.5%", "swarm detection rate", subject="BeeNet")],
    "Our hive reached 0.82 nectar score.": [level("0.82", "nectar score", "")],
    # numbers joined by a sign, and at a distance from their metric
    "Our hives reach 0.92-0.95 buzz.": [level("0.92", "buzz", ""), level("0.95", "buzz", "")],
    "Our hive reaches 0.312 in buzz score.": [level("0.312", "buzz", "")],
    "We see a 2.4/1.3 gain in terms of buzz/hum.": [
        change("2.4", "up", "buzz", "points"),
        change("1.3", "up", "hum", "points"),
    ],
    # whose figure
    "We test BeeNet on wasps and reach an accuracy of 85%.": [level("85%", "accuracy", subject="BeeNet")],
    "Using BeeNet improves accuracy by 3%.": [change("3%", "up", "accuracy", subject="BeeNet")],
    "Hives differ, with BeeNet achieving 85% accuracy.": [level("85%", "accuracy", subject="BeeNet")],
    "Our model beats an OakNet based hive by 3 points.": [change("3 points", "up", "", "points")],
    "An accuracy of 85% shows the potential of BeeNet.": [level("85%", "accuracy", subject="BeeNet")],
    "Our team, BeeHunters, reached an accuracy of 85%.": [level("85%", "accuracy")],
    "We reach a buzz of 0.77 for Nectar Foraging.": [level("0.77", "buzz", "")],
    "BeeNet is small and reaches 85% accuracy, while being 9.4x faster than OakNet.": [
        level("85%", "accuracy", subject="BeeNet"),
        change("9.4x", "up", "speed-up", "times", "BeeNet"),
    ],
    "Hives show that OakNet with BeeNet reaches 85% accuracy.": [
        level("85%", "accuracy", subject="OakNet with BeeNet")
    ],
    "BeeNet reaches 68.4% accuracy and outperforms the baseline (54.1%).": [
        level("68.4%", "accuracy", subject="BeeNet"),
        level("54.1%", "accuracy"),
    ],
    "Apiarists show BeeNet reaches 85% accuracy.": [level("85%", "accuracy", subject="BeeNet")],
    "We see an improvement in hives by up to 2.7 buzz.": [change("2.7", "up", "buzz", "points")],
    "We see improvements on the buzz from 5.3% to 28.4%.": [
        change("5.3%", "up", "buzz"),
        change("28.4%", "up", "buzz"),
    ],
    "Our hive is found with high accuracy (buzz = 0.78).": [level("0.78", "buzz", "")],
    # shares of what was solved or kept
    "BeeNet solves only 49% of the puzzles and 30% of other puzzles.": [
        level("49%", "accuracy", subject="BeeNet"),
        level("30%", "accuracy", subject="BeeNet"),
    ],
    "Our hive finds the correct flower 87% of the time.": [level("87%", "accuracy")],
    "Our hive keeps 98% of the performance of wasps.": [level("98%", "performance")],
    "This improves performance from 67% to 72% on the HiveBench dataset.": [
        level("67%", "", benchmark="HiveBench"),
        level("72%", "", benchmark="HiveBench"),
    ],
    # test sets and languages
    "We gain 2.2 buzz for Dutch texts put into Welsh (En→Cy).": [
        change("2.2", "up", "buzz", "points", language="En→Cy")
    ],
    "We gain 2% accuracy on Comb Test.": [change("2%", "up", "accuracy", benchmark="Comb Test")],
    "We reach a buzz of 33.8 on the BeeTalk En-De test set.": [
        level("33.8", "buzz", "", benchmark="BeeTalk", language="En-De")
    ],
    "We were tenth in Dutch with a buzz of 0.9 and first in Welsh with a buzz of 0.6.": [
        level("0.9", "buzz", "", language="Dutch"),
        level("0.6", "buzz", "", language="Welsh"),
    ],
    "In Dutch, Welsh and Greek our hive reaches a buzz of 0.9.": [level("0.9", "buzz", "")],
    # medicine
    "Smoke was linked to swarming (OR 2.68, 95% CI 1.06 to 6.83; p = 0.03).": [level("2.68", "odds ratio", "")],
}

NOTHING = [
    "In 2019 we kept 25 hives (n = 25) for 3.5 months.",
    "The difference was significant (p < 0.001, 95% CI 0.2-0.9).",
    "Only 10% of the data were used.",
    "We used a 10-shot setting with top-5 answers and BLEU-4.",
    "Bees from 61.4% of the hives were watched.",
    # whose figure, or on which set, is unsure
    "Hives built on BeeNet and CombNet reach 85% accuracy.",
    "BeeNet beats CombNet, whose accuracy is 85%.",
    "BeeNet raised CombNet from 40% to 61% accuracy.",
    "We reach 85% accuracy on HiveBench and CombQA.",
    # the other side of a comparison
    "We do better than the old hive with its 85% to 90%.",
    # by how much, or of what
    "BeeNet improves the accuracy of 5.8%.",
    # another thing than the metric
    "We improve accuracy and save 7.9% wax.",
    "The drop in accuracy shrank to 53%.",
    "BeeNet and OakNet reach 85% accuracy.",
    "OakNet beats BeeNet, which reaches 85% accuracy.",
    "A learning rate of 0.5% was used.",
    "We reach a TQ and buzz score of 0.3.",
    "Our hive does well in terms of buzz at 10.",
    "With 5 attempts BeeNet solves 49% of the puzzles.",
    # denied
    "BeeNet never reached an accuracy of 85%.",
]


@pytest.mark.parametrize("sentence", TABLE)
def test_figures_are_read_with_kind_and_place(sentence):
    assert read(sentence) == TABLE[sentence]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_unsure_or_no_result_is_left_out(sentence):
    assert read(sentence) == []


def test_a_million_of_anything_is_no_size():
    (found,) = quantities(passage("Of 18 million bees our hive finds some with an accuracy of 85%.", 0), BEES)
    assert found.parameters_b is None
    (found,) = quantities(passage("With 18 million parameters our hive reaches an accuracy of 85%.", 0), BEES)
    assert found.parameters_b == 0.018


def test_model_is_no_test_set():
    sentence = "We reach 85% accuracy on OakNet."
    assert read(sentence) == [level("85%", "accuracy", benchmark="OakNet")]
    assert read(sentence, replace(BEES, models=("Oak",))) == []


def test_general_metrics_are_words_and_short_ones_keep_their_case():
    assert read("This or 85 hives buzz; the or 3.") == []
    assert read("The BZ was 0.5.") == [level("0.5", "buzz", "")]


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        ("OvenNet-7B reaches up to 52% rise@1 on LoafBench.", {"52%": "at most"}),
        ("OvenNet-7B reaches up to 52% on LoafBench and 40% on CrustEval.", {"52%": "at most", "40%": "at most"}),
        ("OvenNet-7B reaches at least 52% on LoafBench.", {"52%": "at least"}),
        ("OvenNet-7B reaches 52% or more on LoafBench.", {"52%": "at least"}),
        ("OvenNet-7B reaches > 52% on LoafBench.", {"52%": "at least"}),
        ("OvenNet-7B exceeds 52% on LoafBench.", {"52%": "at least"}),
        ("OvenNet-7B reaches 52.1% ± 0.4% on LoafBench.", {"52.1%": ""}),
        # the ends of a range are limits of what lies between
        ("OvenNet-7B reaches between 40% and 52% on LoafBench.", {"40%": "at least", "52%": "at most"}),
        ("OvenNet-7B reaches 40 to 52% on LoafBench.", {"40": "at least", "52%": "at most"}),
        ("OvenNet-7B reaches 40–52% on LoafBench.", {"40": "at least", "52%": "at most"}),
        ("Our oven went from 40% to 52% rise@1 on LoafBench.", {"40%": "", "52%": ""}),
    ],
)
def test_bounds_and_ranges(sentence, bounds):
    found = quantities(passage(sentence, 0), VOCABULARY)
    assert {sentence[one.start : one.end]: one.bound for one in found} == bounds
    assert {one.kind for one in found} == {"level"}


def test_interval_and_p_value_belong_to_their_figure():
    sentence = "Smoke raised swarming (OR 2.68, 95% CI 1.06 to 6.83; P < .001)."
    (found,) = quantities(passage(sentence, 0), BEES)
    assert (found.value, found.interval, found.p) == (2.68, (1.06, 6.83), "<0.001")


@pytest.mark.parametrize(
    ("sentence", "versus"),
    [
        ("We gain 3% accuracy over the old hive.", "the old hive"),
        ("BeeNet outperforms HiveB by 3 points.", "HiveB"),
        ("BeeNet gains 3% accuracy.", ""),
    ],
)
def test_change_says_what_it_is_compared_with(sentence, versus):
    (found,) = quantities(passage(sentence, 0), BEES)
    assert found.versus == versus


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_sentence_is_read_at_once(name):
    for opening in ("", "BeeNet reaches an accuracy of ", "on the "):
        sentence = (opening + ADVERSARIAL[name])[:MAX_SENTENCE]
        assert seconds(lambda sentence=sentence: quantities(passage(sentence, 0), BEES)) < 0.5
