"""The way from a corpus to the files below docs/, on a toy corpus of an invented field."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
AGREED = "The Selkie turbine with a rotor diameter of 12 m reached a capture ratio of 38.2% on FlumeBench."
DISPUTED = "The Kelpie-2 turbine with a silicone coating reached a capture ratio of 33.0% on FlumeBench."
SUMMARY = re.compile(
    r"(\d+) reports \((\d+) synthesised, (\d+) from cache\), (\d+) pages: "
    r"(\d+) written, (\d+) unchanged, (\d+) removed\n"
)


def counts(printed: str) -> tuple[int, ...]:
    """Return the seven figures of the line that `pages` prints."""
    match = SUMMARY.fullmatch(printed)
    assert match, printed
    return tuple(map(int, match.groups()))


def data(toy, name: str):
    """Return a file below docs/data/, parsed."""
    return json.loads((toy.docs / "data" / name).read_text(encoding="utf-8"))


def test_first_run_synthesises_every_report_and_writes_every_page(toy, capsys):
    assert toy.run("pages") == 0
    reports, made, cached, pages, written, unchanged, removed = counts(capsys.readouterr().out)
    assert (reports, made, cached) == (3, 3, 0)
    assert pages == written > 3
    assert (unchanged, removed) == (0, 0)


def test_second_run_changes_no_byte_and_no_time_stamp(toy, capsys):
    toy.run("pages")
    before, _ = toy.files(), capsys.readouterr()
    assert toy.run("pages") == 0
    assert toy.files() == before
    reports, made, cached, pages, written, unchanged, removed = counts(capsys.readouterr().out)
    assert (made, cached, written, removed) == (0, reports, 0, 0)
    assert unchanged == pages


def test_run_without_cache_gives_the_same_bytes(toy):
    toy.run("pages")
    before = toy.files()
    shutil.rmtree(toy.root / ".cache")
    toy.run("pages")
    assert toy.files() == before


def test_name_of_the_folder_leaves_no_trace(toy, tmp_path):
    twin = toy.copy(tmp_path / "under another name" / "corpus of tides")
    assert (toy.run("pages"), twin.run("pages")) == (0, 0)
    assert {name: text for name, (text, _) in toy.files().items()} == {
        name: text for name, (text, _) in twin.files().items()
    }


def test_one_changed_word_synthesises_one_report(toy, capsys):
    toy.run("pages")
    capsys.readouterr()
    text = toy.question("rotor-size").read_text(encoding="utf-8")
    toy.question("rotor-size-2").write_text(text.replace("larger rotor", "wider rotor"), encoding="utf-8")
    assert toy.run("pages") == 0
    assert counts(capsys.readouterr().out)[:3] == (4, 1, 3)
    assert (toy.docs / "reports" / "rotor-size-2.md").is_file()


def test_deleted_question_takes_its_pages_along(toy, capsys):
    toy.run("pages")
    assert "reports/coatings-and-wear.md" in toy.files()
    capsys.readouterr()
    toy.question("coatings-and-wear").unlink()
    assert toy.run("pages") == 0
    left = toy.files()
    assert not [name for name in left if "coatings-and-wear" in name]
    assert not [name for name, (text, _) in left.items() if b"coatings-and-wear" in text]
    assert counts(capsys.readouterr().out)[-1] > 0


def test_what_is_wrong_is_left_out_on_demand_and_listed(toy, capsys):
    toy.question("moonlit-honey").write_text("title: Honey\nquestion: [\n", encoding="utf-8")
    (toy.root / "corpus" / "library" / "odd.jsonl").write_text('{"title": 5}\n', encoding="utf-8")
    assert toy.run("pages") == 1
    assert not toy.docs.exists()
    capsys.readouterr()
    assert toy.run("pages", "--keep-going") == 3
    printed = capsys.readouterr()
    assert counts(printed.out)[:2] == (2, 2)
    told = printed.err.splitlines()
    assert "odd.jsonl:1:11: L003 " in told[0]
    assert "moonlit-honey.yaml:3:1: Y001 " in told[1]
    assert told[2] == "2 problems; what they are in is left out"
    assert {"reports/rotor-size.md", "reports/coatings-and-wear.md"} <= toy.files().keys()
    assert "reports/moonlit-honey.md" not in toy.files()


def test_keeping_on_changes_no_byte_where_all_is_right(toy):
    assert toy.run("pages") == 0
    before = toy.files()
    assert toy.run("pages", "--keep-going") == 0
    assert toy.files() == before


def test_workers_leave_out_what_is_wrong_too(toy, monkeypatch):
    monkeypatch.setenv("REPORT_CORPUS_JOBS", "2")
    toy.question("moonlit-honey").write_text("title: Honey\n", encoding="utf-8")
    assert toy.run("pages", "--keep-going") == 3
    assert "reports/rotor-size.md" in toy.files()


def test_hand_written_page_is_never_touched(toy):
    page = toy.docs / "reports" / "my-notes.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Mine\n", encoding="utf-8")
    toy.run("pages")
    toy.question("rotor-size").unlink()
    toy.run("pages")
    assert page.read_text(encoding="utf-8") == "# Mine\n"


def test_hand_written_page_in_the_way_is_named_and_kept(toy, capsys):
    page = toy.docs / "reports" / "rotor-size.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Mine\n", encoding="utf-8")
    assert toy.run("pages") == 1
    assert "reports/rotor-size.md" in capsys.readouterr().err
    assert {name: text for name, (text, _) in toy.files().items()} == {"reports/rotor-size.md": b"# Mine\n"}


@pytest.mark.parametrize(
    "content",
    [b"title: A\n", b"title: [\n", b"\xff\xfe", b"", b"title: A\nquestion: B?\ntitel: C\n", b"\ttitle: A\n"],
    ids=["no question", "bad YAML", "not UTF-8", "empty", "unknown key", "tab"],
)
def test_broken_input_leaves_docs_as_it_was(toy, content, capsys):
    toy.run("pages")
    before, _ = toy.files(), capsys.readouterr()
    toy.question("broken").write_bytes(content)
    assert toy.run("pages") == 1
    assert toy.files() == before
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.search(r"broken\.yaml:\d+:\d+: [A-Z]+\d+ ", printed.err)


def test_every_quote_equals_its_span(toy):
    toy.run("pages")
    texts = {paper["doi"]: paper["text"] for paper in data(toy, "papers.json") if paper["doi"]}
    evidence = [entry for claim in data(toy, "claims.json") for entry in claim["evidence"] if entry["doi"]]
    assert evidence
    assert all(texts[entry["doi"]][entry["start"] : entry["end"]] == entry["quote"] for entry in evidence)


def test_claims_carry_the_fields_that_others_build_on(toy):
    toy.run("pages")
    claims = data(toy, "claims.json")
    wanted = {"id", "text", "report", "doi", "verdict", "confidence", "evidence"}
    assert claims
    assert [claim for claim in claims if not wanted <= claim.keys()] == []
    assert {claim["report"] for claim in claims} <= {"coatings-and-wear", "rotor-size"}


def test_figures_of_the_abstract_equal_the_data(toy):
    toy.run("pages")
    page = (toy.docs / "reports" / "coatings-and-wear.md").read_text(encoding="utf-8")
    abstract = page.split("## Abstract")[1].split("\n## ")[0]
    claims = [claim for claim in data(toy, "claims.json") if claim["report"] == "coatings-and-wear"]
    papers = data(toy, "reports/coatings-and-wear.json")["papers"]
    figures = set(map(int, re.findall(r"(?<![\w.:-])\d+(?![\w.:-]*\d)", abstract)))
    verdicts = [claim["verdict"] for claim in claims]
    assert {len(claims), sum(paper["included"] for paper in papers)} <= figures
    assert {verdicts.count("corroborated"), verdicts.count("contested")} <= figures


def test_agreement_and_disagreement_of_the_toy_papers_are_found(toy):
    toy.run("pages")
    verdicts = {(claim["report"], claim["text"]): claim["verdict"] for claim in data(toy, "claims.json")}
    assert verdicts["rotor-size", AGREED] == "corroborated"
    assert verdicts["coatings-and-wear", DISPUTED] == "contested"


def test_paper_of_another_field_is_screened_out(toy):
    toy.run("pages")
    for name in ("coatings-and-wear", "rotor-size"):
        included = {paper["doi"] for paper in data(toy, f"reports/{name}.json")["papers"] if paper["included"]}
        assert included
        assert "10.5555/bread.2025.07" not in included


def test_poster_of_a_paper_is_the_same_work(toy):
    toy.run("pages")
    papers = data(toy, "reports/coatings-and-wear.json")["papers"]
    assert [paper["doi"] for paper in papers].count("10.5555/tide.2028.01") == 1
    assert "poster" not in json.dumps(papers)


@pytest.mark.parametrize("missing", ["underwater noise", "SpringNeap-40"])
def test_page_says_what_no_paper_answers(toy, missing):
    toy.run("pages")
    page = (toy.docs / "reports" / "coatings-and-wear.md").read_text(encoding="utf-8")
    answer = page.split("## Abstract")[0]
    assert missing in answer.replace("\\", "")


def test_question_without_any_paper_gets_a_page_without_a_score(toy):
    toy.run("pages")
    page = (toy.docs / "reports" / "moonlit-honey.md").read_text(encoding="utf-8")
    report = data(toy, "reports/moonlit-honey.json")
    assert not [paper for paper in report["papers"] if paper["included"]]
    assert report["score"] is None
    assert "Moonlight and the flavour of honey" in page


def generator_process(toy) -> subprocess.Popen[bytes]:
    """Start `pages` on the toy corpus in a process that can be killed."""
    words = [sys.executable, "-m", "generator", "--root", str(toy.root), "pages"]
    return subprocess.Popen(words, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_kill_at_any_moment_leaves_whole_files_and_the_next_run_completes(toy, tmp_path):
    finished = toy.copy(tmp_path / "finished")
    started = time.monotonic()
    with generator_process(finished) as process:
        process.wait()
    whole = {name: text for name, (text, _) in finished.files().items()}
    span = time.monotonic() - started
    for moment in range(1, 9):
        shutil.rmtree(toy.docs, ignore_errors=True)
        shutil.rmtree(toy.root / ".cache", ignore_errors=True)
        with generator_process(toy) as process:
            time.sleep(span * moment / 8)
            process.send_signal(signal.SIGKILL)
        visible = {name: text for name, (text, _) in toy.files().items() if "/." not in f"/{name}"}
        assert visible.items() <= whole.items()
        assert toy.run("pages") == 0
        assert {name: text for name, (text, _) in toy.files().items()} == whole


def test_files_of_other_programs_are_used_and_what_is_broken_in_them_is_listed(toy, capsys):
    library = toy.root / "corpus" / "library"
    (library / "refs.bib").write_text(
        "@article{a title = {No comma}}\n@article{b, title = {The Nixie turbine}, doi = {10.5555/nixie},\n"
        "  abstract = {The Nixie turbine reached a capture ratio of 40.1% on FlumeBench.}}\n"
    )
    (library / "export.ris").write_text("TY  - JOUR\nTI  - Never ended\n")
    (library / "page.pdf").write_bytes(b"no PDF")
    assert toy.run("pages") == 0
    listed = capsys.readouterr().err.splitlines()
    assert [[*re.search(r"(\w+\.\w+):\d+:\d+: (\w+) ", line).groups()] for line in listed[:3]] == [
        ["export.ris", "I001"], ["page.pdf", "I010"], ["refs.bib", "I001"],
    ]  # fmt: skip
    assert listed[3] == "3 problems in files of other programs, the rest is used"
    assert (toy.docs / "dois" / "10.5555_nixie.md").exists()
