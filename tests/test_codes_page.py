"""The page *Contribute* lists every code with its meaning, and its examples are wrong and right in just that way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.advice import Desk, advise
from generator.athand import AtHand
from generator.codes import CODES
from generator.errors import InvalidInput
from generator.library import read_library
from generator.overrides import read_overrides
from generator.questions import read_questions
from generator.records import Vocabulary
from generator.sameas import read_decisions
from generator.settings import load_settings
from generator.vocabulary import read_vocabulary
from generator.yamlfile import read_yaml

PAGE = Path(__file__).parent.parent / "docs" / "contribute.md"
ROW = re.compile(r"^\| ([A-Z]\d{3}) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = {code: (meaning, wrong, right) for code, meaning, wrong, right in ROW.findall(PAGE.read_text("utf-8"))}
# A question file that an example is put into has what the example does not say.
REST = {"title": "title: Rye bread", "question": "question: How does water change rye bread?"}


def spans(cell: str) -> list[str] | None:
    """Return the lines that a cell shows, None where it says something in words."""
    found = re.findall(r"`([^`]+)`", cell)
    return found if found and not re.sub(r"`[^`]+`", "", cell).strip() else None


def question(corpus: Path, lines: list[str]) -> list[str]:
    keys = {line.partition(":")[0] for line in lines}
    rest = [line for key, line in REST.items() if key not in keys]
    return put(corpus / "questions" / "rye.yaml", [*lines, *rest], lambda: read_questions(corpus)[1])


def any_yaml(corpus: Path, lines: list[str]) -> list[str]:
    path = corpus / "rye.yaml"
    return put(path, lines, lambda: read_yaml(path, corpus)[1])


def record(corpus: Path, lines: list[str]) -> list[str]:
    return put(corpus / "library" / "rye.jsonl", lines, lambda: read_library(corpus)[1])


def words(corpus: Path, lines: list[str]) -> list[str]:
    return put(corpus / "vocabulary" / "rye.yaml", lines, lambda: read_vocabulary(corpus)[1])


def decisions(corpus: Path, lines: list[str]) -> list[str]:
    return put(corpus / "same-as.yaml", lines, lambda: read_decisions(corpus)[1])


def by_hand(corpus: Path, lines: list[str]) -> list[str]:
    return put(corpus / "overrides" / "rye.yaml", lines, lambda: read_overrides(corpus, ["rye"])[1])


def settings(corpus: Path, lines: list[str]) -> list[str]:
    return put(corpus / "generator.toml", lines, lambda: load_settings(corpus, {}) and ())


def put(path: Path, lines: list[str], read) -> list[str]:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    try:
        return [problem.code for problem in read()]
    except InvalidInput as error:
        return [problem.code for problem in error.problems]


def doubts(corpus: Path, lines: list[str]) -> list[str]:
    assert question(corpus, lines) == []
    (one,), _ = read_questions(corpus)
    file, _ = read_yaml(corpus / one.file, corpus)
    return [problem.code for problem in advise(one, file, Desk([], Vocabulary(), AtHand([]), lambda _: ()))]


READERS = {
    "Q": question,
    "Y": any_yaml,
    "L": record,
    "J": record,
    "A": doubts,
    "V": words,
    "M": decisions,
    "H": by_hand,
    "S": settings,
}
# What is wrong only beside another file or beside papers, or is told of the name of a file.
BESIDE = {
    "A003",
    "A004",
    "A005",
    "A009",
    "A010",
    "A012",
    "Q018",
    "Q019",
    "Q020",
    "Q021",
    "Q022",
    "L020",
    "L021",
    "L022",
    "J006",
    "V007",
    "H001",
    "H012",
}
# The question that it leads to is not there, which is a fault of its own.
FOLLOWED = {"Q017", "A007", "A011"}
TRIED = sorted(code for code, row in ROWS.items() if code[0] in READERS and code not in BESIDE and spans(row[1]))


def test_the_page_lists_every_code_with_its_meaning():
    assert {code: row[0] for code, row in ROWS.items()} == dict(CODES)


def test_every_code_has_a_wrong_and_a_right_example():
    assert [code for code, (_, wrong, right) in ROWS.items() if not wrong.strip() or wrong == right] == []


def test_most_examples_are_tried():
    assert len(TRIED) >= 50


@pytest.mark.parametrize("code", TRIED)
def test_the_wrong_example_gives_its_code_and_the_right_one_does_not(tmp_path, code):
    _, wrong, right = ROWS[code]
    read = READERS[code[0]]
    given = read(tmp_path, spans(wrong))
    assert code in given
    assert code in FOLLOWED or set(given) == {code}
    if shown := spans(right):
        left = read(tmp_path, shown)
        assert [one for one in left if (code, one) not in {("Q017", "Q019"), ("A007", "A008"), ("A011", "A008")}] == []
