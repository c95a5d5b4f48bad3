"""Every broken file of tests/data/broken gives `check` exactly its code at its place, and stops no other report.

The tables stand beside the tests of the readers; FILES joins them.  A file of `questions` or `yaml` is a question file.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.pipeline import read_inputs
from tests import test_library, test_overrides, test_questions, test_yamlfile
from tests.conftest import TOY_CORPUS

BROKEN = Path(__file__).parent / "data" / "broken"
TABLES = {
    "questions": test_questions.FAULTS,
    "library": test_library.FAULTS,
    "overrides": test_overrides.FAULTS,
    "yaml": test_yamlfile.FAULTS,
}
CRUMB = "title: Crumb\nquestion: How open is it?\n"
FILES = [(kind, *row) for kind, rows in TABLES.items() for row in rows]


def put(corpus: Path, kind: str, name: str) -> Path:
    """Copy a broken file to where it would lie and return its path; decisions get a question that they belong to."""
    if kind == "overrides":
        target = corpus / "overrides" / f"on-{name}"
        target.parent.mkdir(exist_ok=True)
        (corpus / "questions" / f"on-{Path(name).stem}.yaml").write_text(CRUMB, "utf-8")
        shutil.copy(BROKEN / kind / name, target)
        return target
    target = corpus / ("library" if kind == "library" else "questions") / (f"yaml-{name}" if kind == "yaml" else name)
    shutil.copy(BROKEN / kind / name, target)
    return target


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Return a corpus without papers, in which nothing else is wrong."""
    made = tmp_path_factory.mktemp("broken") / "corpus"
    shutil.copytree(TOY_CORPUS, made, ignore=shutil.ignore_patterns("library"))
    (made / "library").mkdir()
    (made / "questions" / "crumb.yaml").write_text(CRUMB, "utf-8")
    return made


@pytest.mark.parametrize(("kind", "name", "code", "line", "column"), FILES, ids=[f"{row[0]}/{row[1]}" for row in FILES])
def test_each_broken_file_gives_its_one_code_at_its_place(corpus, tmp_path, kind, name, code, line, column):
    path = put(corpus, kind, name)
    try:
        inputs, problems = read_inputs(corpus, tmp_path)
    finally:
        path.unlink()
    assert [(one.code, one.line, one.column) for one in problems] == [(code, line, column)]
    assert problems[0].file.endswith(path.name)
    assert problems[0].message
    assert len(inputs.questions) >= 4


def test_there_are_at_least_sixty_and_none_is_forgotten():
    there = sorted((path.parent.name, path.name) for path in BROKEN.glob("*/*"))
    assert sorted((row[0], row[1]) for row in FILES) == there
    assert len(there) >= 60


def test_all_of_them_together_leave_the_other_reports_standing(toy, capsys):
    for kind, name, *_ in FILES:
        put(toy.root / "corpus", kind, name)
    toy.question("crumb").write_text("title: Crumb\nquestion: How open is it?\n", "utf-8")
    assert toy.run("pages", "--keep-going") == 3
    assert {"reports/rotor-size.md", "reports/coatings-and-wear.md", "reports/moonlit-honey.md"} <= toy.files().keys()
    told = capsys.readouterr().err
    assert "Traceback" not in told
    for kind, name, *_ in FILES:
        assert f"{'yaml-' if kind == 'yaml' else ''}{name}:" in told
