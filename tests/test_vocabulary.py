"""The words of a field: several files make one vocabulary, and each mistake has its code and its place."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from generator.errors import InvalidInput
from generator.figurelist import find_figures
from generator.records import Benchmark, Metric, Term, Vocabulary
from generator.vocabulary import CODES, MAX_WORD, load_vocabulary, read_vocabulary

SHIPPED = Path(__file__).parent.parent / "corpus"
EVERY_LIST = """
benchmarks:
  - {name: CombTest, synonyms: [Comb Test], metric: purity}
  - Combest
metrics:
  - {name: purity, synonyms: [pureness], units: ["%"], implied: true}
  - {name: weight, implied: false}
languages: [Heather]
settings: [{name: drought}]
concepts: [{name: warmth, synonyms: [heat]}]
units: [{name: "%", synonyms: [per cent]}]
topics: [{name: swarming, synonyms: [swarms]}]
up: [more]
down: [less]
plain: [Orkney]
models: [Oak]
tasks: [Foraging]
"""


def write(corpus: Path, text: str, name: str = "words.yaml") -> None:
    """Write a file of the vocabulary."""
    (corpus / "vocabulary").mkdir(exist_ok=True)
    (corpus / "vocabulary" / name).write_text(text, encoding="utf-8")


def test_every_list_arrives_in_the_record(tmp_path):
    write(tmp_path, EVERY_LIST)
    found = load_vocabulary(tmp_path)
    assert found.benchmarks == (
        Benchmark(name="CombTest", synonyms=("Comb Test",), metric="purity"),
        Benchmark(name="Combest"),
    )
    assert found.metrics == (
        Metric(name="purity", synonyms=("pureness",), units=("%",), implied=True),
        Metric(name="weight"),
    )
    assert (found.languages, found.settings) == ((Term(name="Heather"),), (Term(name="drought"),))
    assert found.concepts == (Term(name="warmth", synonyms=("heat",)),)
    assert found.topics == (Term(name="swarming", synonyms=("swarms",)),)
    assert found.units == (Term(name="%", synonyms=("per cent",)),)
    assert (found.up, found.down, found.plain, found.models) == (("more",), ("less",), ("Orkney",), ("Oak",))
    assert all(getattr(found, field.name) for field in fields(Vocabulary))


def test_lists_of_several_files_are_joined_in_the_order_of_their_names(tmp_path):
    write(tmp_path, "up: [rise, more]\nbenchmarks: [B]", "b.yaml")
    write(tmp_path, "up: [more, grow]\nbenchmarks: [{name: A, metric: purity}]", "a.yaml")
    write(tmp_path, "metrics: [purity]", "c.yaml")
    found = load_vocabulary(tmp_path)
    assert found.up == ("more", "grow", "rise")
    assert [benchmark.name for benchmark in found.benchmarks] == ["A", "B"]


def test_missing_folder_is_an_empty_vocabulary(tmp_path):
    found, problems = read_vocabulary(tmp_path)
    assert ((found.up, found.benchmarks), problems) == (((), ()), ())


def test_hash_changes_with_any_word_and_with_nothing_else(tmp_path):
    write(tmp_path, EVERY_LIST)
    before = load_vocabulary(tmp_path).hash
    write(tmp_path, f"# a comment\n{EVERY_LIST}")
    assert load_vocabulary(tmp_path).hash == before
    for old, new in [("Comb Test", "Comb-Test"), ("implied: true", "implied: false"), ("[less]", "[fewer]")]:
        write(tmp_path, EVERY_LIST.replace(old, new))
        assert load_vocabulary(tmp_path).hash != before


FAULTS = [
    ("V001", "colour: [amber]", 1, 1),
    ("V001", "up: [more]\nbenchmark: [A]", 2, 1),
    ("V001", "units:\n  - name: mm\n    metric: x", 3, 5),
    ("V002", "benchmarks: CombTest", 1, 13),
    ("V002", "up: more", 1, 5),
    ("V002", "up:", 1, 1),
    ("V002", "languages:\n  - [a, b]", 2, 5),
    ("V002", "languages:\n  - {name: a, synonyms: b}", 2, 25),
    ("V002", "up: [more, [less]]", 1, 5),
    ("V002", "metrics:\n  - {name: a, implied: yes}", 2, 24),
    ("V002", "metrics:\n  - {name: a, units: mm}", 2, 22),
    ("V002", "benchmarks:\n  - {name: a, metric: [b]}", 2, 23),
    ("V003", "languages:\n  - {synonyms: [a]}", 2, 5),
    ("V003", 'languages:\n  - {name: " "}', 2, 5),
    ("V003", 'languages:\n  - ""', 2, 5),
    ("V003", 'units:\n  - {name: mm, synonyms: [""]}', 2, 27),
    ("V003", 'up: [more, " "]', 1, 12),
    ("V004", "languages:\n  - a\n  - A", 3, 5),
    ("V004", "languages:\n  - {name: a, synonyms: [a]}", 2, 5),
    ("V005", f"up: [more, {'x' * (MAX_WORD + 1)}]", 1, 12),
    ("V005", f"languages:\n  - b\n  - {{name: a, synonyms: [{'x' * (MAX_WORD + 1)}]}}", 3, 26),
    ("V006", "benchmarks:\n  - {name: a, metric: purity}", 2, 23),
]


@pytest.mark.parametrize(("code", "text", "line", "column"), FAULTS)
def test_each_mistake_has_its_code_and_place(tmp_path, code, text, line, column):
    write(tmp_path, text)
    (problem,) = read_vocabulary(tmp_path)[1]
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.file.endswith("vocabulary/words.yaml")
    assert problem.hint


def test_file_of_another_kind_is_named(tmp_path):
    write(tmp_path, "up: [more]", "words.yml")
    (problem,) = read_vocabulary(tmp_path)[1]
    assert (problem.code, problem.line) == ("V007", 0)


def test_every_code_is_tested():
    assert {code for code, *_ in FAULTS} | {"V007"} == set(CODES)


def test_wrong_word_is_answered_with_the_one_that_was_meant(tmp_path):
    write(tmp_path, "benchmark: []\nbenchmarks: [{name: a, metric: puriti}]\nmetrics: [purity]")
    hints = [problem.hint for problem in read_vocabulary(tmp_path)[1]]
    assert hints == ["did you mean 'benchmarks'?", "did you mean 'purity'?"]


def test_a_name_given_twice_in_two_files_is_told_at_the_second(tmp_path):
    write(tmp_path, "languages: [Heather]", "a.yaml")
    write(tmp_path, "languages: [heather]", "b.yaml")
    (problem,) = read_vocabulary(tmp_path)[1]
    assert (problem.code, Path(problem.file).name) == ("V004", "b.yaml")


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    write(tmp_path, "up: more\nceiling: 3", "a.yaml")
    write(tmp_path, "languages: [{}]", "b.yaml")
    write(tmp_path, "", "c.yaml")
    with pytest.raises(InvalidInput) as caught:
        load_vocabulary(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["V002", "V001", "V003", "Y011"]


def test_what_can_be_read_beside_a_mistake_is_read(tmp_path):
    write(tmp_path, "languages: [Heather, {}]\nup: [more]\nceiling: 3")
    found = read_vocabulary(tmp_path)[0]
    assert (found.languages, found.up) == ((Term(name="Heather"),), ("more",))


def test_vocabulary_without_mistakes_can_read_figures(tmp_path):
    write(tmp_path, EVERY_LIST)
    found = find_figures("Oak-5 reached 41 per cent.", load_vocabulary(tmp_path))
    assert [(figure.value, figure.unit) for figure in found] == [(41.0, "%")]


def test_shipped_vocabulary_has_no_problem():
    assert read_vocabulary(SHIPPED)[1] == ()
