"""corpus/same-as.yaml: read with every mistake at once."""

from __future__ import annotations

import pytest

from generator.sameas import CODES, FILE, NONE, read_decisions

FAULTS = [
    ("joined: []", "M001", 1, 1),
    ("same: 10.1000/a", "M002", 1, 7),
    ("same:\n  - 10.1000/a", "M002", 2, 5),
    ("same:\n  - [10.1000/a, [b]]", "M003", 2, 17),
    ("same:\n  - [10.1000/a, 'https://doi.org/10.1000/A']", "M004", 2, 5),
    ("same: [[a, b], [b, c]]\ndifferent: [[c, a]]", "M005", 2, 13),
    (f"same: [[{', '.join(f'n{n}' for n in range(51))}]]", "M006", 1, 8),
]


def read(tmp_path, text):
    (tmp_path / FILE).write_text(text, "utf-8")
    return read_decisions(tmp_path)


@pytest.mark.parametrize(("text", "code", "line", "column"), FAULTS)
def test_each_mistake_is_named_at_its_place(tmp_path, text, code, line, column):
    _, (problem,) = read(tmp_path, text)
    assert (problem.code, problem.line, problem.column) == (code, line, column)


def test_every_code_has_a_test():
    assert {code for _, code, _, _ in FAULTS} == set(CODES)


def test_all_mistakes_come_at_once(tmp_path):
    _, problems = read(tmp_path, "same: [[a]]\ndiffrent: []")
    assert sorted(problem.code for problem in problems) == ["M001", "M004"]


def test_no_file_decides_nothing(tmp_path):
    assert read_decisions(tmp_path) == (NONE, ())


def test_ids_are_brought_into_one_form_and_the_file_is_hashed(tmp_path):
    text = 'same: [["https://doi.org/10.1000/A", "arXiv:2301.00001v2"]]\ndifferent: [["PMID:7", rye, b]]'
    made, problems = read(tmp_path, text)
    assert problems == ()
    assert made.same == (("10.1000/a", "arxiv:2301.00001"),)
    assert made.pairs == (("b", "pmid:7"), ("b", "rye"), ("pmid:7", "rye"))
    assert len(made.hash) == 64
