"""Figures of a sentence: whose they are, what of, and which must not be used."""

from __future__ import annotations

import pytest

from generator.figurelist import find_figures, grouped, row_of
from generator.names import MAX_SENTENCE, Mention
from generator.quantities import quantities
from generator.records import Vocabulary
from tests.bakery import ADVERSARIAL, SECONDS, VOCABULARY, passage, seconds

OVEN, KILN, SOUR = ("OvenNet-7B", 7.0), ("KilnLM-3B", 3.0), ("SourDough-1B", 1.0)
BEFORE = "Before."


def row(owner, value, written, *, metric="rise@1", unit="%", benchmark="LoafBench", language=None, setting=""):
    """Return what is read of one figure: subject, size, metric, value, unit, benchmark, language, setting, text."""
    return (*owner, metric, value, unit, benchmark, language, setting, written)


def rate(size, value, written):
    """Return what is read of a bake rate of OvenNet."""
    return row(("OvenNet", size), value, written, metric="bake rate", unit="loaves/s", benchmark=None)


def read(sentence: str) -> list[tuple]:
    """Return what is read of every figure; the text is cut out of the whole document by its offsets."""
    document = BEFORE + sentence
    return [
        (
            *(found.subject, found.parameters_b, found.metric, found.value, found.unit),
            *(found.benchmark, found.language, found.setting, document[found.start : found.end]),
        )
        for found in quantities(passage(sentence, len(BEFORE)), VOCABULARY)
    ]


ONE = [row(OVEN, 52.0, "52%")]
BOTH = [row(OVEN, 52.0, "52%"), row(KILN, 41.0, "41%")]

TABLE = {
    # one figure
    "OvenNet-7B reaches 52.1% rise@1 on LoafBench.": [row(OVEN, 52.1, "52.1%")],
    "OvenNet-7B reaches a rise@1 of 52.1% on LoafBench in Rye.": [row(OVEN, 52.1, "52.1%", language="Rye")],
    "OvenNet-7B (Rye) reaches 52% on LoafBench.": [row(OVEN, 52.0, "52%", language="Rye")],
    "OvenNet-7B's rise@1 on Loaf Bench is 52%.": ONE,
    "52% on LoafBench is the rise@1 of OvenNet-7B.": ONE,
    "In 2023 OvenNet-7B reached about 52% on LoafBench.": ONE,
    "OvenNet-7B reaches 52 per cent rise@10 on LoafBench+.": [
        row(OVEN, 52.0, "52 per cent", metric="rise@10", benchmark="LoafBench+")
    ],
    "OvenNet-7B, heir of KilnLM-70B, reaches 52% on LoafBench.": ONE,
    "OvenNet-7B made from KilnLM-70B reaches 52% on LoafBench.": ONE,
    "OvenNet-7B is not large and reaches 52% on LoafBench.": ONE,
    # what a subject was trained by, and settings
    "Trained by Yeasty on 2,500 loaves, OvenNet-7B reached 52% on LoafBench.": [
        row(("OvenNet-7B with Yeasty", 7.0), 52.0, "52%")
    ],
    "52% on LoafBench is the rise@1 of a OvenNet-7B student trained with Yeasty.": [
        row(("OvenNet-7B with Yeasty", 7.0), 52.0, "52%")
    ],
    "On LoafBench OvenNet-7B reached 52% in Rye, 48% in Spelt and 41% in Oat with low heat.": [
        row(OVEN, 52.0, "52%", language="Rye", setting="half heat"),
        row(OVEN, 48.0, "48%", language="Spelt", setting="half heat"),
        row(OVEN, 41.0, "41%", language="Oat", setting="half heat"),
    ],
    "The low heat OvenNet-7B reached 52% on LoafBench against 41% for KilnLM-3B.": [
        row(OVEN, 52.0, "52%", setting="half heat"),
        row(KILN, 41.0, "41%"),
    ],
    # sizes
    "A 7B OvenNet reaches 44% on LoafBench.": [row(("OvenNet", 7.0), 44.0, "44%")],
    "The 7B base version of OvenNet reaches 44% on LoafBench.": [row(("OvenNet", 7.0), 44.0, "44%")],
    "OvenNet, with 7 billion parameters, reaches 44% on LoafBench.": [row(("OvenNet", 7.0), 44.0, "44%")],
    "OvenNet 350M reaches 12% on LoafBench.": [row(("OvenNet 350M", 0.35), 12.0, "12%")],
    "OvenNet's 7B version reaches 44% on LoafBench, its 15B version 50%.": [
        row(("OvenNet", 7.0), 44.0, "44%"),
        row(("OvenNet", 15.0), 50.0, "50%"),
    ],
    # lists with sizes
    "OvenNet reaches 28.1% (3B), 44.2% (7B) and 50.3% (15B) rise@1 on LoafBench.": [
        row(("OvenNet", 3.0), 28.1, "28.1%"),
        row(("OvenNet", 7.0), 44.2, "44.2%"),
        row(("OvenNet", 15.0), 50.3, "50.3%"),
    ],
    "OvenNet models of 3B, 7B and 15B reach 28%, 44% and 50% on LoafBench.": [
        row(("OvenNet", 3.0), 28.0, "28%"),
        row(("OvenNet", 7.0), 44.0, "44%"),
        row(("OvenNet", 15.0), 50.0, "50%"),
    ],
    "On LoafBench, OvenNet reaches 30% at 3B and 41% at 7B.": [
        row(("OvenNet", 3.0), 30.0, "30%"),
        row(("OvenNet", 7.0), 41.0, "41%"),
    ],
    "OvenNet reaches 28% on LoafBench with 3B and 44% with 7B.": [
        row(("OvenNet", 3.0), 28.0, "28%"),
        row(("OvenNet", 7.0), 44.0, "44%"),
    ],
    "OvenNet bakes 50.0 loaves/s at 3B, 46.9 at 7B and 30.1 at 15B.": [
        rate(3.0, 50.0, "50.0 loaves/s"),
        rate(7.0, 46.9, "46.9"),
        rate(15.0, 30.1, "30.1"),
    ],
    # parallel lists
    "Rise@1 on LoafBench is 52% for OvenNet-7B and 41% for KilnLM-3B.": BOTH,
    "OvenNet-7B and KilnLM-3B reach 52% and 41% on LoafBench.": BOTH,
    "Rise@1 of 52% and 41% for OvenNet-7B and KilnLM-3B holds on LoafBench.": [
        row(OVEN, 52.0, "52%"),
        row(KILN, 41.0, "41%"),
    ],
    "OvenNet-7B, KilnLM-3B and SourDough-1B reach 52%, 41% and 30% on LoafBench.": [
        row(OVEN, 52.0, "52%"),
        row(KILN, 41.0, "41%"),
        row(SOUR, 30.0, "30%"),
    ],
    "OvenNet-7B reaches 52% on LoafBench and 40% on CrustEval, KilnLM-3B 41% and 33%.": [
        row(OVEN, 52.0, "52%"),
        row(OVEN, 40.0, "40%", benchmark="CrustEval"),
        row(KILN, 41.0, "41%"),
        row(KILN, 33.0, "33%", benchmark="CrustEval"),
    ],
    "OvenNet-7B reaches 52% and 40% on LoafBench and CrustEval.": [
        row(OVEN, 52.0, "52%"),
        row(OVEN, 40.0, "40%", benchmark="CrustEval"),
    ],
    "On LoafBench and CrustEval, OvenNet-7B reaches 52% and 40%.": [
        row(OVEN, 52.0, "52%"),
        row(OVEN, 40.0, "40%", benchmark="CrustEval"),
    ],
    "OvenNet-7B scores 52% (LoafBench) and 40% (CrustEval).": [
        row(OVEN, 52.0, "52%"),
        row(OVEN, 40.0, "40%", benchmark="CrustEval"),
    ],
    "OvenNet-7B reaches 52% rise@1 and 70% rise@10 on LoafBench.": [
        row(OVEN, 52.0, "52%"),
        row(OVEN, 70.0, "70%", metric="rise@10"),
    ],
    "On LoafBench OvenNet-7B reaches 52% in Rye, 44% in Spelt and 31% in Oat.": [
        row(OVEN, 52.0, "52%", language="Rye"),
        row(OVEN, 44.0, "44%", language="Spelt"),
        row(OVEN, 31.0, "31%", language="Oat"),
    ],
    # comparisons
    "OvenNet-7B reaches 52% on LoafBench against 41% for KilnLM-3B.": BOTH,
    "OvenNet-7B reaches 52% on LoafBench versus 41% for KilnLM-3B and 30% for SourDough-1B.": [
        row(OVEN, 52.0, "52%"),
        row(KILN, 41.0, "41%"),
        row(SOUR, 30.0, "30%"),
    ],
    "OvenNet-7B reaches 52% on LoafBench, whereas KilnLM-3B reaches 41%.": BOTH,
    "OvenNet-7B reaches 52% on LoafBench (KilnLM-3B: 41%).": BOTH,
    "OvenNet-7B reaches 52% on LoafBench, compared with 47% before.": ONE,
    "Compared with KilnLM-13B, OvenNet-7B reaches 52% on LoafBench.": ONE,
    "OvenNet-7B reaches 52% on LoafBench while using 40% less heat.": [
        *ONE,
        row(OVEN, 40.0, "40%", metric="heat"),
    ],
    # a method that raised a subject
    "CrumbTune raised OvenNet-7B to 61.5% on LoafBench.": [row(("OvenNet-7B with CrumbTune", 7.0), 61.5, "61.5%")],
    "A model trained with CrumbTune reaches 52% on LoafBench.": [
        row(("model trained with CrumbTune", None), 52.0, "52%")
    ],
    # settings
    "At half heat OvenNet-7B reaches 50% on LoafBench.": [row(OVEN, 50.0, "50%", setting="half heat")],
    "OvenNet-7B reaches 52% on LoafBench at full heat and 50% at low heat.": [
        row(OVEN, 52.0, "52%", setting="full heat"),
        row(OVEN, 50.0, "50%", setting="half heat"),
    ],
    # units
    "OvenNet bakes 1,250.5 loaves per second.": [rate(None, 1250.5, "1,250.5 loaves per second")],
    "OvenNet-7B needs 14.2 GB of heat.": [row(OVEN, 14.2, "14.2 GB", metric="heat", unit="GB", benchmark=None)],
    "OvenNet-7B has a wait of 350 ms.": [row(OVEN, 350.0, "350 ms", metric="wait", unit="ms", benchmark=None)],
    "OvenNet-7B is 3 times faster than KilnLM-13B.": [
        row(OVEN, 3.0, "3 times", metric="speed-up", unit="times", benchmark=None)
    ],
    "OvenNet-7B reaches 52% rise@1 on LoafBench and bakes 100 loaves/s.": [
        row(OVEN, 52.0, "52%"),
        row(OVEN, 100.0, "100 loaves/s", metric="bake rate", unit="loaves/s", benchmark=None),
    ],
    "LoafBench lists OvenNet-7B at 100 loaves/s, 52% in Rye but 40% in Oat.": [
        row(OVEN, 100.0, "100 loaves/s", metric="bake rate", unit="loaves/s"),
        row(OVEN, 52.0, "52%", language="Rye"),
        row(OVEN, 40.0, "40%", language="Oat"),
    ],
}

NOTHING = [
    # nobody is named for certain
    "Using CrumbTune, a 7B model reaches 52% on LoafBench.",
    "Miller and Baker report 52% rise@1 on LoafBench.",
    "Papers on OvenNet report 52% on LoafBench.",
    # what is measured is not said
    "OvenNet-7B reaches 52%.",
    "OvenNet-7B runs 2.5 times as fast as KilnLM-13B.",
    # a deviation, and a fall
    "OvenNet-7B reaches 52.1 ± 0.4% on LoafBench.",
    "OvenNet-7B falls below 52% on LoafBench.",
    # where a change began
    "OvenNet-7B reduces heat from 14 GB to 7 GB.",
    "CrumbTune raised OvenNet-7B from 40% to 61.5% on LoafBench.",
    "OvenNet-7B reaches -5% rise@1 on LoafBench.",
    # averages
    "OvenNet-7B reaches an average rise@1 of 48% over LoafBench and CrustEval.",
    "On LoafBench and CrustEval, OvenNet-7B reaches 52%.",
    "OvenNet-7B reaches 52% on both LoafBench and CrustEval.",
    # two owners, one figure
    "OvenNet-7B and KilnLM-3B reach 52% on LoafBench.",
    "OvenNet-7B, KilnLM-3B and SourDough-1B reach 52% and 41% on LoafBench.",
    "Stone and OvenNet-7B reach 52% and 41% on LoafBench.",
    "Rise@1 on LoafBench is 52% for OvenNet-7B and KilnLM-3B.",
    # somebody else
    "OvenNet-7B outperforms KilnLM-13B, which reaches 47% on LoafBench.",
    "A 3B heir of OvenNet-15B reaches 52% on LoafBench.",
    # denied or supposed
    "OvenNet-7B does not reach 52% on LoafBench.",
    "OvenNet-7B never reached 52% on LoafBench.",
    "OvenNet-7B fails to reach 52% on LoafBench.",
    "Neither OvenNet-7B nor KilnLM-3B reaches 52% on LoafBench.",
    "OvenNet-7B would need to reach 52% on LoafBench.",
    "OvenNet-7B falls short of 52% on LoafBench.",
    # no number, or none that can be read
    "OvenNet-7B reaches 12,5% on LoafBench.",
    "OvenNet-7B reaches ninety per cent on LoafBench.",
    f"OvenNet-7B reaches {'9' * 400}% on LoafBench.",
    f"OvenNet-7B reaches 0.{'9' * 400}% on LoafBench.",
    "",
    "%",
    "🙂 \u202e% אבג e\u0301",
]


@pytest.mark.parametrize("sentence", TABLE)
def test_figures_are_read_with_all_that_is_known_of_them(sentence):
    assert read(sentence) == TABLE[sentence]


@pytest.mark.parametrize("sentence", NOTHING)
def test_unsure_figure_is_left_out(sentence):
    assert read(sentence) == []


def test_empty_vocabulary_reads_nothing():
    assert quantities(passage("OvenNet-7B reaches 52% rise@1 on LoafBench."), Vocabulary()) == ()


def test_figure_carries_its_sentence():
    said = passage("OvenNet-7B reaches 52% rise@1 on LoafBench.", 40)
    assert [found.passage for found in quantities(said, VOCABULARY)] == [said]


def test_neighbours_of_one_unit_stand_in_one_list():
    text = "28% (3B), 44% at 7B and 50%, then 60% of 5 GB and 6 GB"
    groups = grouped(find_figures(text, VOCABULARY), text)
    assert [[figure.value for figure in group] for group in groups] == [[28, 44, 50], [60], [5, 6]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A, B and C", "A B C"),
        ("A, B, or C", "A B C"),
        ("A and B", "A B"),
        ("A, B", "A"),
        ("A of B and C", "A"),
        ("A", "A"),
    ],
)
def test_row_of_names_ends_with_a_conjunction(text, expected):
    names = [Mention(char, place, place + 1) for place, char in enumerate(text) if char in "ABC"]
    assert " ".join(name.name for name in row_of(names[0], names, text)) == expected


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_text_is_read_in_linear_time(name):
    text = ADVERSARIAL[name]
    assert seconds(lambda: quantities(passage(text), VOCABULARY)) < SECONDS
    assert seconds(lambda: grouped(find_figures(text, VOCABULARY), text)) < SECONDS


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_hostile_sentence_of_the_greatest_length_is_read_at_once(name):
    sentence = ("OvenNet-7B " + ADVERSARIAL[name])[:MAX_SENTENCE]
    assert seconds(lambda: quantities(passage(sentence), VOCABULARY)) < 0.5


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_figures_of_hostile_text_stand_where_they_say(name):
    sentence = ("OvenNet-7B reaches " + ADVERSARIAL[name])[:400]
    for found in quantities(passage(sentence, 0), VOCABULARY):
        digits = "".join(char for char in sentence[found.start : found.end].partition(" ")[0] if char.isdigit())
        assert float(digits.rstrip("0") or 0) == float(f"{found.value:g}".replace(".", "").rstrip("0") or 0)
