"""What a question might do better is said of those that might, and of no other."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.advice import CODES, Desk, advise
from generator.athand import AtHand
from generator.questions import read_questions
from generator.records import Document, Paper, Question, Vocabulary
from generator.yamlfile import read_yaml

DATA = Path(__file__).parent / "data" / "asked"
GOOD = yaml.safe_load((DATA / "good.yaml").read_text("utf-8"))
DOUBTFUL = yaml.safe_load((DATA / "doubtful.yaml").read_text("utf-8"))
RYE = "How much does more water raise the volume of rye loaves?"


def asked(corpus: Path, entries: list[dict]) -> dict[str, Question]:
    """Write each entry to a file of its own and return the questions by their wording."""
    folder = corpus / "questions"
    folder.mkdir(parents=True)
    for number, entry in enumerate(entries):
        told = {"title": f"Question number {number}", **{key: value for key, value in entry.items() if key != "code"}}
        (folder / f"q-{number}.yaml").write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True), "utf-8")
    questions, problems = read_questions(corpus)
    assert problems == ()
    return {question.question: question for question in questions}


def paper(name: str, text: str) -> Paper:
    return Paper(id=f"10.5555/{name}", doi=f"10.5555/{name}", title=name, document=Document(level="note", text=text))


PAPERS = [
    paper("rye", "With more water the volume of rye loaves rose. Hydration matters."),
    paper("oats", "Hydration did not change the crumb of oat loaves; Crumbtest showed none."),
    paper("spelt", "Hydration raised the volume of spelt loaves."),
]


def advice(
    corpus: Path, papers: list[Paper] = PAPERS, today: str = "", **keys: object
) -> list[tuple[str, int, int, str]]:
    """Return code, place and hint of each warning on one question about rye that has `keys` besides."""
    entry = {"title": "Rye", "question": RYE, "outcomes": ["volume"], **keys}
    (question,) = asked(corpus, [entry]).values()
    file, _ = read_yaml(corpus / question.file, corpus)
    found = advise(question, file, Desk([question], Vocabulary(), AtHand(papers), lambda _: (), today))
    return [(one.code, one.line, one.column, one.hint) for one in found]


def codes(found: list[tuple[str, int, int, str]]) -> list[str]:
    return [one[0] for one in found]


def test_forty_good_questions_of_many_fields_give_no_warning(tmp_path):
    assert len(GOOD) >= 40
    questions = asked(tmp_path, GOOD)
    desk = Desk(list(questions.values()), Vocabulary(), AtHand([]), lambda _: ())
    for question in questions.values():
        file, _ = read_yaml(tmp_path / question.file, tmp_path)
        assert [str(one) for one in advise(question, file, desk)] == []


def test_forty_doubtful_questions_give_their_one_code(tmp_path):
    assert len(DOUBTFUL) >= 40
    shelf = list(asked(tmp_path / "good", GOOD).values())
    questions = asked(tmp_path / "doubtful", DOUBTFUL)
    for entry in DOUBTFUL:
        question = questions[entry["question"]]
        file, _ = read_yaml(tmp_path / "doubtful" / question.file, tmp_path)
        # The good ones are of another corpus, where ids are numbered alike.
        others = [one for one in shelf if one.id != question.id] if entry["code"] == "A001" else []
        found = advise(question, file, Desk([question, *others], Vocabulary(), AtHand([]), lambda _: ()))
        assert [one.code for one in found] == [entry["code"]], (entry["question"], found)


def test_a_question_that_the_papers_know_gives_no_warning(tmp_path):
    assert advice(tmp_path, keywords=[["hydration", "wetness"], "rye"], benchmarks=["Crumbtest"]) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"keywords": ["rye", ["sourdough", "levain"]]}, ("A003", 7, 3)),
        ({"include": [{"reason": "is on kilns", "terms": ["kiln"]}]}, ("A003", 8, 3)),
        ({"outcomes": ["volume", "price"]}, ("A004", 5, 3)),
        ({"benchmarks": ["Crustbench"]}, ("A005", 6, 3)),
        ({"languages": ["Cornish"]}, ("A005", 6, 3)),
        ({"must_include": ["10.5555/rye", "10.5555/barley"]}, ("A009", 7, 3)),
        ({"review_by": "2031-01-01"}, ("A010", 5, 12)),
        ({"must_include": ["10.5555/rye", "10.5555/oats"], "limits": {"papers": 1}}, ("A011", 9, 11)),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else value[0],
)
def test_what_the_papers_do_not_know_is_named_with_its_place(tmp_path, keys, expected):
    assert [one[:3] for one in advice(tmp_path, today="2031-02-03", **keys)] == [expected]


@pytest.mark.parametrize(
    ("term", "hint"),
    [
        ("hydratoin", "did you mean 'hydration'?"),
        ("dough hydratin", ""),  # two words that nobody uses: no slip
        ("rye hydrations", None),  # the same stem
        ("dehydration", ""),
        ("volume of hydraton", "did you mean 'volume of hydration'?"),
    ],
)
def test_a_slip_in_a_term_is_put_right(tmp_path, term, hint):
    found = advice(tmp_path, keywords=[["rye", term]])
    assert [one[3] for one in found] == ([hint] if hint else [])
    assert codes(found) == (["A012"] if hint else [])


def test_a_group_of_slips_alone_is_told_once(tmp_path):
    assert [(one[0], one[3]) for one in advice(tmp_path, keywords=[["hydratoin"]])] == [
        ("A003", "did you mean 'hydration'?")
    ]


def test_without_papers_nothing_is_said_of_what_they_know(tmp_path):
    assert advice(tmp_path, papers=[], keywords=["levain"], must_include=["10.5555/rye"]) == []


def test_a_retired_question_is_left_in_peace(tmp_path):
    assert advice(tmp_path, status="retired", benchmarks=["Crustbench"]) == []


def test_without_a_day_nothing_is_overdue(tmp_path):
    assert advice(tmp_path, review_by="2031-01-01") == []


def test_every_code_of_advice_is_tried():
    tried = {entry["code"] for entry in DOUBTFUL} | {f"A{number:03}" for number in (2, 3, 4, 5, 9, 10, 11, 12)}
    assert tried == set(CODES)
