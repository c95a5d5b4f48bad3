"""`preview` answers one question and says why a paper is in it or not."""

from __future__ import annotations

import json
import os
import signal
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.processes import started

CHECKOUT = Path(__file__).parent.parent.parent
INCLUDED, WITHDRAWN = "10.5555/tide.2028.01", "10.5555/tide.2029.02"


def printed(toy, capsys, *words: str, status: int = 0) -> str:
    """Run `preview` and return what it printed to stdout."""
    assert toy.run("preview", *words) == status
    return capsys.readouterr().out


def explained(toy, capsys, paper: str, question: str = "rotor-size"):
    """Return what `--explain` says, as data."""
    return json.loads(printed(toy, capsys, question, "--explain", paper, "--format", "json"))


def test_terminal_shows_answer_papers_claims_and_review(toy, capsys):
    text = printed(toy, capsys, "rotor-size")
    for title in ("ANSWER", "PAPERS", "BEST PAPERS", "CLAIMS", "REVIEW"):
        assert f"\n{title}" in text
    assert "included" in text
    assert "confidence 0." in text
    assert INCLUDED in text
    assert not (toy.root / "docs").exists()


def test_piped_text_holds_no_escapes_and_keeps_to_the_width(toy, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "64")
    text = printed(toy, capsys, "coatings-and-wear", "--all")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 64


def test_escape_sequences_of_a_title_are_not_obeyed(toy, capsys):
    # The reader of the library may refuse such a title; then it is the message that must not hold it.
    record = {"title": "Rotor diameter\u009b2J of turbines", "doi": "10.5555/tide.2031.99", "year": 2030}
    record |= {"authors": ["Eel, Eva"], "note": ["A larger rotor diameter raised the capture ratio on FlumeBench."]}
    library = toy.root / "corpus" / "library" / "hostile.jsonl"
    library.write_text(json.dumps(record) + "\n", encoding="utf-8")
    toy.run("preview", "rotor-size", "--all")
    shown = capsys.readouterr()
    assert not [char for char in shown.out + shown.err if not char.isprintable() and char != "\n"]


def test_json_is_what_the_page_shows(toy, capsys):
    data = json.loads(printed(toy, capsys, "rotor-size", "--format", "json"))
    toy.run("pages")
    page = json.loads((toy.docs / "data" / "reports" / "rotor-size.json").read_text(encoding="utf-8"))
    assert data["version"] == page["version"]
    assert data["answer"] == page["answer"]


def test_a_draft_is_shown(toy, capsys):
    file = toy.question("rotor-size")
    file.write_text(file.read_text(encoding="utf-8") + "status: draft\n", encoding="utf-8")
    assert "rotor-size, draft, version" in printed(toy, capsys, "rotor-size")


def test_file_anywhere_is_answered(toy, capsys, tmp_path):
    file = tmp_path / "blade-wear.yaml"
    file.write_text("title: Wear of blades\nquestion: Do coatings reduce the wear of blades?\n", encoding="utf-8")
    assert "Wear of blades" in printed(toy, capsys, str(file))


def test_all_mistakes_of_a_file_are_printed_and_no_traceback(toy, capsys, tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text("titel: Wear\nlimits: {papers: many}\n", encoding="utf-8")
    assert toy.run("preview", str(file)) == 1
    told = capsys.readouterr().err
    assert {"Q001", "Q002", "Q016"} <= {line.split()[1] for line in told.splitlines()}
    problems = json.loads(printed(toy, capsys, str(file), "--format", "json", status=1))["problems"]
    assert len(problems) == len(told.splitlines())


def test_mistakes_of_another_question_do_not_matter_and_own_ones_do(toy, capsys):
    toy.question("moonlit-honey").write_text("title: Only a title\n", encoding="utf-8")
    printed(toy, capsys, "rotor-size")
    assert toy.run("preview", "moonlit-honey") == 1
    assert "Q001" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "words"), [("rotor-sise", "did you mean 'rotor-size'?"), ("no/such.yaml", "F001")]
)  # fmt: skip
def test_unknown_question_is_named(toy, capsys, name, words):
    assert toy.run("preview", name) == 1
    assert words in capsys.readouterr().err


def test_included_paper_is_explained(toy, capsys):
    told = explained(toy, capsys, f"https://doi.org/{INCLUDED.upper()}")
    assert told["state"] == "included"
    assert told["rank"] >= 1
    assert any(hit["place"] for hit in told["hits"])
    assert sum(share for _, share in told["parts"]) == pytest.approx(1, abs=1e-4)
    assert told["claims"]


def test_excluded_paper_is_explained_with_the_rule(toy, capsys):
    file = toy.question("rotor-size")
    rule = "exclude:\n  - {reason: is on coatings, terms: [silicone]}\n"
    file.write_text(file.read_text(encoding="utf-8") + rule, encoding="utf-8")
    told = explained(toy, capsys, INCLUDED)
    assert (told["state"], told["reason"]) == ("excluded", "excluded by rule")
    assert {"concept": "exclude: is on coatings", "uses": ["silicone"], "lacks": []} in told["says"]


def test_paper_that_no_query_finds_is_explained_by_the_words_it_lacks(toy, capsys):
    told = explained(toy, capsys, INCLUDED, "moonlit-honey")
    assert told["state"] == "not found"
    assert told["in_library"]
    assert not any(hit["place"] for hit in told["hits"])
    assert all(not said["uses"] and said["lacks"] for said in told["says"])


def test_second_name_of_a_work_leads_to_the_work(toy, capsys):
    with (toy.root / "corpus" / "library" / "more.jsonl").open("w", encoding="utf-8") as file:
        record = {"title": "Eels", "doi": "10.5555/eel.1", "versions": ["10.5555/eel.2"], "note": ["Rotor diameter."]}
        file.write(json.dumps(record | {"authors": ["Eel, Eva"], "year": 2030}) + "\n")
    told = explained(toy, capsys, "10.5555/eel.2")
    assert (told["id"], told["merged"]) == ("10.5555/eel.1", ["10.5555/eel.2"])


def test_unknown_paper_gets_a_proposal(toy, capsys):
    told = explained(toy, capsys, "10.5555/tide.2028.10")
    assert told["state"] == "not at hand"
    assert INCLUDED in told["near"]
    assert "did you mean" in printed(toy, capsys, "rotor-size", "--explain", "10.5555/tide.2028.10")


@pytest.mark.slow
def test_page_is_built_and_served_until_interrupted(toy):
    (toy.root / "mkdocs.yml").write_text("site_name: Toy\n", encoding="utf-8")
    (toy.root / "docs").mkdir()
    (toy.root / "docs" / "about.md").write_text("# About\n", encoding="utf-8")
    words = [sys.executable, "-m", "generator", "--root", str(toy.root), "preview", "rotor-size", "--open"]
    environment = {**os.environ, "BROWSER": "true"}
    with started(words, cwd=CHECKOUT, env=environment, text=True) as process:
        address = process.stderr.readline().split()[0]
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 - loopback
            shown = page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert "Rotor diameter and capture ratio" in shown
    assert [path.name for path in (toy.root / "docs").iterdir()] == ["about.md"]
