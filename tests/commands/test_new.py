"""`new` writes a question file that the reader takes, from words, a terminal or an issue, and nothing else."""

from __future__ import annotations

import re

import pytest

from generator import issueform
from generator.commands import new
from generator.errors import CorpusError
from generator.proposal import id_of, measured, outcome_of, title_of
from generator.questionfile import scalar
from generator.questions import read_questions
from generator.records import Outcome
from tests.conftest import CHECKOUT

ASKED = "How does rotor diameter affect the capture ratio and the blade wear of tidal turbines on FlumeBench?"
BODY = f"""\
### Research question

{ASKED}

### Title

Rotors: "how wide"?

### Why it matters

Yards build one size only.
# title: smuggled
\x85title: smuggled too
---
### Not a label

### Outcomes

- blade wear: erosion, wear of blades
- underwater noise

### Benchmarks

FlumeBench, SpringNeap-40

### Search words

rotor diameter, rotor size
tidal turbine

### Papers that must be included (DOIs)

https://doi.org/10.5555/TIDE.1, 10.5555/tide.2
not-a-doi

### Your name for the page

Skipper, Ann
"""


def made(toy, name: str):
    """Return the question of that id; the whole corpus has to be without fault."""
    questions, problems = read_questions(toy.root / "corpus")
    assert problems == ()
    return next(question for question in questions if question.id == name)


def test_one_sentence_makes_a_file_with_what_the_question_names(toy, capsys):
    assert toy.run("new", ASKED) == 0
    name = "rotor-diameter-capture-ratio-blade-wear-tidal-turbines"
    question = made(toy, name)
    assert (question.question, question.benchmarks) == (ASKED, ("FlumeBench",))
    assert [outcome.name for outcome in question.outcomes][:1] == ["capture ratio"]
    assert ("rotor diameter",) in [group[:1] for group in question.keywords]
    text = toy.question(name).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/question.schema.json\n")
    printed = capsys.readouterr().out
    assert f"{name}.yaml is written." in printed
    assert f"make preview Q={name}" in printed
    assert "make check" in printed


def test_flags_say_everything(toy):
    words = ("--title", "Rotors: how wide", "--id", "wide-rotors", "--outcome", "yield: energy, power: output")
    more = ("--outcome", "wear", "--benchmark", "FlumeBench", "--keyword", "rotor, blade", "--author", "Skipper, Ann")
    assert toy.run("new", ASKED, *words, *more, "--must-include", "10.5555/Tide.1", "--tag", "no") == 0
    question = made(toy, "wide-rotors")
    assert question.title == "Rotors: how wide"
    assert question.outcomes == (
        Outcome(name="yield", terms=("energy", "power: output")),
        Outcome(name="wear"),
    )
    assert question.keywords == (("rotor", "blade"),)
    assert (question.authors, question.must_include, question.tags) == (("Skipper, Ann",), ("10.5555/tide.1",), ("no",))


def test_a_file_that_is_there_is_never_overwritten(toy, capsys):
    before = toy.question("rotor-size").read_bytes()
    assert toy.run("new", ASKED, "--id", "rotor-size") == 1
    assert "rotor-size.yaml is there already; name another with --id" in capsys.readouterr().err
    assert toy.question("rotor-size").read_bytes() == before


@pytest.mark.parametrize("name", ["../escape", "a/b", ".hidden", "Upper", "a--b", "x" * 81, "/x/y"])
def test_an_id_is_never_a_path(toy, name, capsys):
    before = sorted(toy.root.rglob("*.yaml"))
    assert toy.run("new", ASKED, "--id", name) == 1
    assert "cannot be an id" in capsys.readouterr().err
    assert sorted(toy.root.rglob("*.yaml")) == before


@pytest.mark.parametrize("words", [("x" * 2001,), ("How?", "--title", "t" * 301), (ASKED, "--id", "index")])
def test_what_the_reader_refuses_leaves_nothing_behind(toy, words, capsys):
    before = sorted(toy.root.rglob("*.yaml"))
    assert toy.run("new", *words, *(() if "--id" in words else ("--id", "odd"))) == 1
    printed = capsys.readouterr().err
    assert any(code in printed for code in ("Q006", "Q013"))
    assert sorted(toy.root.rglob("*.yaml")) == before


def test_nobody_is_asked_without_a_terminal(toy, capsys, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked"))
    assert toy.run("new") == 1
    assert "say what is asked" in capsys.readouterr().err
    assert toy.run("new", "塩はパンにどう影響しますか?") == 1
    assert "--id" in capsys.readouterr().err


def test_a_terminal_is_asked_only_for_what_cannot_be_derived(toy, monkeypatch):
    prompts = []
    answers = iter(["Which lunar phase ripens cheese best?", "ripeness, mould"])
    monkeypatch.setattr(new.sys, "stdin", Terminal())
    monkeypatch.setattr(new.sys, "stdout", Terminal())
    monkeypatch.setattr("builtins.input", lambda prompt: prompts.append(prompt) or next(answers))
    assert toy.run("new") == 0
    assert [prompt.split("?")[0] for prompt in prompts] == ["What is the research question", "What is measured"]
    question = made(toy, "lunar-phase-ripens-cheese-best")
    assert [outcome.name for outcome in question.outcomes] == ["ripeness", "mould"]


class Terminal:
    """Somebody who sits there and reads."""

    def isatty(self) -> bool:
        return True

    def write(self, _: str) -> int:
        return 0

    def flush(self) -> None:
        pass


def test_an_issue_becomes_the_same_file(toy, tmp_path, capsys):
    body = tmp_path / "issue.md"
    body.write_text(BODY.replace("\n", "\r\n"), "utf-8", newline="")
    assert toy.run("new", "--from-issue", str(body)) == 0
    question = made(toy, "rotors-wide")
    assert (question.title, question.question) == ('Rotors: "how wide"?', ASKED)
    assert question.outcomes == (
        Outcome(name="blade wear", terms=("erosion", "wear of blades")),
        Outcome(name="underwater noise"),
    )
    assert question.benchmarks == ("FlumeBench", "SpringNeap-40")
    assert question.keywords == (("rotor diameter", "rotor size"), ("tidal turbine",))
    assert question.must_include == ("10.5555/tide.1", "10.5555/tide.2")
    assert question.authors == ("Skipper, Ann",)
    text = toy.question("rotors-wide").read_text("utf-8")
    assert "# Yards build one size only.\n# # title: smuggled\n# title: smuggled too\n# ---\n" in text
    assert "'not-a-doi' is not a DOI" in capsys.readouterr().out


@pytest.mark.parametrize("body", ["", "### Title\n\nNo question", "### Research question\n\n_No response_\n"])
def test_an_issue_without_a_question_makes_no_file(toy, tmp_path, body, capsys):
    path = tmp_path / "issue.md"
    path.write_text(body, "utf-8")
    assert toy.run("new", "--from-issue", str(path)) == 1
    assert "has no text below the heading 'Research question'" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * 1_000_001, None], ids=["no UTF-8", "large", "missing"])
def test_a_body_that_cannot_be_read_is_a_sentence(toy, tmp_path, data, capsys):
    path = tmp_path / "issue.md"
    if data is not None:
        path.write_bytes(data)
    assert toy.run("new", "--from-issue", str(path)) == 1
    assert "issue.md" in capsys.readouterr().err


def test_the_form_of_the_project_has_the_labels_that_are_looked_for():
    forms = sorted((CHECKOUT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    labels = [re.findall(r"^ +label: (.+)$", form.read_text("utf-8"), re.MULTILINE) for form in forms]
    assert list(issueform.LABELS) in labels


def test_an_issue_is_cut_where_github_would_cut_it():
    form = issueform.read_form("### Title\n\n" + "x" * 70_000)
    assert len(form["Title"]) == issueform.MOST_CHARACTERS - len("### Title\n\n")


def test_of_two_headings_alike_the_first_counts():
    assert issueform.read_form("### Title\n\na\n\n### Title\n\nb") == {"Title": "a"}


ODD = 'a: b|# a|- a|null|No|1.5|2031-01-01|*a|{x}|a\u2028b|"|\\n|a #b|pass@1|’|?|!x|%a|a:'


@pytest.mark.parametrize("value", ODD.split("|"))
def test_text_is_read_back_as_it_was_written(tmp_path, value):
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "a.yaml").write_text(f"title: {scalar(value)}\nquestion: x\ntags: [{scalar(value)}, z]\n", "utf-8")
    (question,), problems = read_questions(tmp_path)
    assert problems == ()
    assert (question.title, question.tags) == (value.replace("\u2028", ""), (value.replace("\u2028", ""), "z"))


@pytest.mark.parametrize(
    ("question", "title", "outcomes"),
    [
        ("How does salt affect the crust of rye bread?", "Salt and crust of rye bread", ("crust",)),
        ("To what extent do tariffs on steel change employment?", "Tariffs on steel and employment", ("employment",)),
        ("Does a wider rotor raise yield and wear?", "Wider rotor: yield and wear", ("yield", "wear")),
        ("How do A and B compare in cost, noise and range?", "How do A and B compare in cost, noise and range",
         ("cost", "noise", "range")),
        ("What is the effect of lime on the moisture of walls?", "What is the effect of lime on the moisture of walls",
         ("moisture",)),
        ("Which bees sleep?", "Which bees sleep", ()),
    ],
)  # fmt: skip
def test_title_and_outcomes_are_read_out_of_a_question(question, title, outcomes):
    assert (title_of(question), measured(question)) == (title, outcomes)


def test_a_long_question_gives_a_short_title_and_id():
    title = title_of("Why " + "word " * 100 + "?")
    assert len(title) <= 120
    assert title.endswith("word")
    assert len(id_of(title)) <= 60


def test_an_id_has_latin_letters_or_is_none():
    assert (id_of("Crème brûlée: crust!"), id_of("塩"), id_of("The")) == ("creme-brulee-crust", "", "the")


def test_an_outcome_without_a_name_is_taken_as_it_stands():
    assert outcome_of(": x") == Outcome(name=": x", terms=("x",))


def test_no_error_of_new_is_a_traceback(toy):
    with pytest.raises(CorpusError):
        new._named(made(toy, "rotor-size").__class__(id="", title="塩", question="?"))
