"""What a question file may say, and a code with a place for each way to say it wrong."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from generator import questions, yamlfile
from generator.errors import InvalidInput
from generator.questions import load_questions, read_questions
from generator.records import Limits, Outcome, Question, Rule
from generator.sources import LIVE, SOURCES
from generator.specs import QuestionSpec

BROKEN = Path(__file__).parent / "data" / "broken" / "questions"
SMALLEST = "title: Loaf volume\nquestion: Does wet dough rise higher?\n"

FAULTS = [
    ("Bad Name.yaml", "Q012", 1, 1),
    ("bad-alias.yaml", "Q012", 3, 19),
    ("bad-id.yaml", "Q012", 3, 5),
    ("date-in-words.yaml", "Q010", 3, 12),
    ("empty-question.yaml", "Q004", 2, 11),
    ("empty-title.yaml", "Q004", 1, 8),
    ("impossible-date.yaml", "Q010", 3, 12),
    ("limit-in-words.yaml", "Q016", 3, 18),
    ("limit-too-high.yaml", "Q016", 4, 11),
    ("limit-zero.yaml", "Q016", 3, 18),
    ("list-for-text.yaml", "Q003", 1, 8),
    ("long-id.yaml", "Q012", 3, 5),
    ("long-list.yaml", "Q007", 3, 7),
    ("long-title.yaml", "Q006", 1, 8),
    ("mapping-in-list.yaml", "Q003", 4, 5),
    ("missing-question.yaml", "Q001", 1, 1),
    ("missing-terms.yaml", "Q001", 4, 5),
    ("missing-title.yaml", "Q001", 1, 1),
    ("no-doi.yaml", "Q015", 5, 5),
    ("no-value.yaml", "Q005", 3, 1),
    ("notes.txt", "Q021", 0, 0),
    ("null-title.yaml", "Q005", 1, 1),
    ("old-ending.yml", "Q021", 0, 0),
    ("repeated-outcome.yaml", "Q009", 5, 5),
    ("repeated-tag.yaml", "Q009", 3, 22),
    ("replaced-but-published.yaml", "Q017", 3, 1),
    ("replaced-by-itself.yaml", "Q020", 4, 14),
    ("replaced-by-nothing.yaml", "Q019", 4, 14),
    ("reserved-id.yaml", "Q013", 3, 5),
    ("rule-without-terms.yaml", "Q008", 5, 12),
    ("since-after-until.yaml", "Q023", 4, 8),
    ("since-in-words.yaml", "Q010", 3, 8),
    ("taken-alias.yaml", "Q018", 3, 11),
    ("text-for-limits.yaml", "Q003", 3, 9),
    ("text-for-list.yaml", "Q003", 3, 7),
    ("unknown-inner-key.yaml", "Q002", 5, 5),
    ("unknown-key.yaml", "Q002", 3, 1),
    ("unknown-source.yaml", "Q014", 3, 11),
    ("unknown-status.yaml", "Q014", 3, 9),
    ("updated-before-published.yaml", "Q011", 4, 10),
]

EVERY_KEY = """\
title: >
  Loaf  volume:
  a question of water
question: "Does wet dough rise higher?"
id: loaf
authors: ["Miller, Ann", Bakers of Bath]
published: 2026-05-30
updated: 2026-06-01
status: retired
outcomes:
  - volume
  - name: crumb
    terms: [pores, "open crumb"]
benchmarks: [Crumbtest]
languages: [Rye]
keywords:
  - hydration
  - [dough, batter]
include:
  - reason: bakes bread
    terms: [bread, loaf]
exclude:
  - {reason: is about cakes, terms: [cake]}
sources: [library]
must_include: ["https://doi.org/10.1000/LOAF"]
since: 2015
until: 2024-06-30
limits: {papers: 5, claims: 6}
tags: [bread]
aliases: [loaves]
replaced_by: crumb
review_by: 2027-01-31
"""


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "questions").mkdir()
    return tmp_path


def write(corpus: Path, name: str, text: str = SMALLEST) -> None:
    (corpus / "questions" / name).write_text(text, encoding="utf-8")


def found(corpus: Path) -> list[tuple[str, str, int]]:
    return [(Path(problem.file).name, problem.code, problem.line) for problem in read_questions(corpus)[1]]


@pytest.mark.parametrize(("name", "code", "line", "column"), FAULTS)
def test_each_broken_file_gives_one_problem_at_its_place(corpus, name, code, line, column):
    shutil.copy(BROKEN / name, corpus / "questions")
    write(corpus, "crumb.yaml")
    (valid,), (problem,) = read_questions(corpus)
    assert valid.id == "crumb"
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.file.endswith(f"questions/{name}")
    assert "pydantic" not in str(problem)
    assert problem.message


def test_every_broken_file_is_in_the_table():
    assert sorted(path.name for path in BROKEN.iterdir()) == sorted(row[0] for row in FAULTS)


def test_every_code_of_questions_is_tested():
    assert {row[1] for row in FAULTS} | {"Q022"} == set(questions.CODES)


def test_no_code_has_two_meanings():
    assert not set(questions.CODES) & set(yamlfile.CODES)


def test_the_known_sources_are_those_of_the_registry():
    assert (*SOURCES, *LIVE) == questions.KNOWN_SOURCES


def test_title_and_question_are_enough(corpus):
    write(corpus, "loaf.yaml")
    (question,) = load_questions(corpus)
    assert len(question.source_hash) == 64
    assert question == Question(
        id="loaf",
        title="Loaf volume",
        question="Does wet dough rise higher?",
        file="questions/loaf.yaml",
        source_hash=question.source_hash,
    )


def test_every_key_arrives_in_the_record(corpus):
    write(corpus, "a.yaml", EVERY_KEY)
    write(corpus, "crumb.yaml")
    _, question = load_questions(corpus)
    assert question == Question(
        id="loaf",
        title="Loaf volume: a question of water",
        question="Does wet dough rise higher?",
        authors=("Miller, Ann", "Bakers of Bath"),
        published="2026-05-30",
        updated="2026-06-01",
        status="retired",
        outcomes=(Outcome(name="volume"), Outcome(name="crumb", terms=("pores", "open crumb"))),
        benchmarks=("Crumbtest",),
        languages=("Rye",),
        keywords=(("hydration",), ("dough", "batter")),
        include=(Rule(reason="bakes bread", terms=("bread", "loaf")),),
        exclude=(Rule(reason="is about cakes", terms=("cake",)),),
        sources=("library",),
        must_include=("10.1000/loaf",),
        since="2015",
        until="2024-06-30",
        limits=Limits(papers=5, claims=6),
        tags=("bread",),
        aliases=("loaves",),
        replaced_by="crumb",
        review_by="2027-01-31",
        file="questions/a.yaml",
        source_hash=question.source_hash,
    )


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        ("since: 2020\nuntil: 2020\n", None, ""),
        ("since: 2020-05-01\nuntil: 2020\n", None, ""),
        ("since: 2021\nuntil: 2020-12-31\n", "Q023", "`since` is after `until`"),
        ("since: 0000\n", "Q010", "not a year of the calendar"),
        ("until: 2020-02-30\n", "Q010", "not a day of the calendar"),
        ("until: 2020-02\n", "Q010", "write YYYY or YYYY-MM-DD"),
    ],
)
def test_bounds_of_dates_are_years_or_days(corpus, lines, code, said):
    write(corpus, "loaf.yaml", SMALLEST + lines)
    problems = read_questions(corpus)[1]
    assert [problem.code for problem in problems] == ([code] if code else [])
    assert all(said in str(problem) for problem in problems)


def test_words_that_yaml_turns_into_truth_values_stay_titles(corpus):
    write(corpus, "a.yaml", "title: no\nquestion: on\ntags: [yes, 1_000, 2026-05-30, 0x1F]\n")
    (question,) = load_questions(corpus)
    assert (question.title, question.question) == ("no", "on")
    assert question.tags == ("yes", "1_000", "2026-05-30", "0x1F")


def test_questions_come_in_order_of_id(corpus):
    write(corpus, "a.yaml", f"{SMALLEST}id: zwieback\n")
    write(corpus, "b.yaml")
    assert [question.id for question in load_questions(corpus)] == ["b", "zwieback"]


def test_all_problems_of_all_files_come_at_once(corpus):
    write(corpus, "a.yaml", "title: Loaf\ntitle: Crumb\npublished: 2026-13-01\ntagz: [x]\n")
    write(corpus, "b.yaml", "title: [\n")
    write(corpus, "c.yaml", f"{SMALLEST}status: done\nlimits: {{papers: 0, claims: x}}\n")
    with pytest.raises(InvalidInput) as caught:
        load_questions(corpus)
    lines = [(Path(problem.file).name, problem.line, problem.code) for problem in caught.value.problems]
    assert lines == [
        *(("a.yaml", 1, "Q001"), ("a.yaml", 2, "Y003"), ("a.yaml", 3, "Q010"), ("a.yaml", 4, "Q002")),
        ("b.yaml", 2, "Y001"),
        *(("c.yaml", 3, "Q014"), ("c.yaml", 4, "Q016"), ("c.yaml", 4, "Q016")),
    ]


def test_an_id_used_twice_names_the_other_file(corpus):
    write(corpus, "loaf.yaml")
    write(corpus, "other.yaml", f"{SMALLEST}id: loaf\n")
    (problem,) = read_questions(corpus)[1]
    assert (problem.code, problem.line, problem.column) == ("Q018", 3, 5)
    assert "questions/loaf.yaml" in problem.message


def test_a_question_may_be_replaced_by_one_whose_file_is_broken(corpus):
    write(corpus, "a.yaml", f"{SMALLEST}status: retired\nreplaced_by: b\n")
    write(corpus, "b.yaml", "title: [\n")
    assert found(corpus) == [("b.yaml", "Y001", 2)]


def test_a_draft_replaces_nothing_for_the_site_does_not_show_it(corpus):
    write(corpus, "a.yaml", f"{SMALLEST}status: retired\nreplaced_by: b\n")
    write(corpus, "b.yaml", f"{SMALLEST}status: draft\n")
    (problem,) = read_questions(corpus)[1]
    assert (Path(problem.file).name, problem.code) == ("a.yaml", "Q019")
    assert "is a draft" in problem.message


def test_a_circle_of_replacements_is_found_in_each_file_of_it(corpus):
    for name, after in (("a", "b"), ("b", "c"), ("c", "b")):
        write(corpus, f"{name}.yaml", f"{SMALLEST}status: retired\nreplaced_by: {after}\n")
    assert found(corpus) == [("b.yaml", "Q020", 4), ("c.yaml", "Q020", 4)]


def test_a_missing_corpus_is_a_problem_and_an_empty_one_is_not(tmp_path):
    assert [problem.code for problem in read_questions(tmp_path / "nowhere")[1]] == ["Q022"]
    assert read_questions(tmp_path) == ((), ())


def test_a_misspelt_key_gets_the_right_one_as_hint(corpus):
    write(corpus, "a.yaml", f"{SMALLEST}keywrods: [x]\n")
    (problem,) = read_questions(corpus)[1]
    assert problem.hint == "did you mean 'keywords'?"


def test_a_name_that_only_differs_in_signs_is_another_name(corpus):
    write(corpus, "a.yaml", f'{SMALLEST}benchmarks: [Crumbtest, "Crumbtest+"]\n')
    assert load_questions(corpus)[0].benchmarks == ("Crumbtest", "Crumbtest+")


def test_problems_are_shown_relative_to_the_current_folder(corpus, monkeypatch):
    write(corpus, "a.yaml", "title: Loaf\n")
    monkeypatch.chdir(corpus)
    assert str(read_questions(corpus)[1][0]).startswith("questions/a.yaml:1:1: Q001 ")


def test_a_file_name_with_a_line_break_stays_on_one_line(corpus):
    write(corpus, "a\nb.yaml", "title: Loaf\n")
    assert all("\n" not in str(problem) for problem in read_questions(corpus)[1])


@pytest.mark.parametrize("seed", range(60))
def test_random_values_never_raise(corpus, seed):
    rng = random.Random(seed)
    values = ["", "x", "[]", "[x, x]", "{}", "{name: x}", "[{name: }]", "[[x]]", "[{reason: a, terms: [b]}]", "-1"]
    keys = [*QuestionSpec.model_fields, "other", '"{x}"', "1"]
    write(corpus, "a.yaml", "".join(f"{key}: {rng.choice(values)}\n" for key in rng.sample(keys, k=12)))
    valid, problems = read_questions(corpus)
    assert bool(valid) != bool(problems)


@pytest.mark.parametrize("seed", range(40))
def test_random_bytes_never_raise(corpus, seed):
    data = bytearray(EVERY_KEY.encode())
    rng = random.Random(seed)
    for _ in range(rng.randrange(1, 20)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    (corpus / "questions" / "a.yaml").write_bytes(bytes(data))
    write(corpus, "crumb.yaml")
    valid, problems = read_questions(corpus)
    assert len(valid) == 2 or problems
