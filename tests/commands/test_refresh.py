"""`refresh` writes what services answer into evidence files that builds replay offline; failures are told and pass."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from html import unescape

import pytest

from generator.services import SERVICES
from generator.sources import LIVE
from tests.commands.services import FIXTURES, FREE, KEYS, LOOKED_UP, NAME, break_down, files, results
from tests.processes import started
from tests.replay import CONTACT, Asked, Replay, json_reply, login_page, status


def test_all_questions_are_refreshed_and_built_offline_with_the_numbers_of_the_files(toy, replay):
    assert toy.run("refresh", "--all") == 0
    questions = {path.stem for path in toy.question(NAME).parent.iterdir()}
    assert set(files(toy)) == {f"{name}.json" for name in questions}
    asked = len(replay.seen)
    assert toy.run("pages") == 0
    assert len(replay.seen) == asked
    for name in questions:
        taken = {source: len(result["papers"]) for source, result in results(toy, name).items()}
        assert set(taken) - LOOKED_UP == FREE
        assert min(taken[source] for source in FREE) > 0
        data = json.loads((toy.docs / "data" / "reports" / f"{name}.json").read_text("utf-8"))
        counted = {row["source"]: row["records"] for row in data["prisma"]["identified"]}
        assert {source: counted[source] for source in FREE} == {source: taken[source] for source in FREE}
        assert counted.keys().isdisjoint(LOOKED_UP)
        page = unescape((toy.docs / "reports" / f"{name}.md").read_text("utf-8"))
        drawn = re.sub(r"<[^>]*>|\s+", " ", page[page.index("PRISMA 2020 flow diagram") :])
        assert [source for source in FREE if f"{source} (n = {taken[source]})" not in drawn] == []


@pytest.mark.usefixtures("replay")
def test_each_source_has_its_query_date_hits_and_records(toy):
    toy.run("refresh", NAME)
    found = results(toy)["arxiv"]
    assert [query["hits"] for query in found["queries"]] == [found["total"]] == [5]
    assert 'all:"Rotor"' in found["queries"][0]["text"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["date"])
    assert (found["outcome"], found["failed"]) == ("ok", False)
    ids = [paper["id"] for paper in found["papers"]]
    assert ids == sorted(ids)
    assert all(len(paper["document"]["sha256"]) == 64 for paper in found["papers"] if paper["document"])


def test_second_refresh_asks_nobody_and_changes_no_byte_and_a_fresh_one_asks_again(toy, replay):
    toy.run("refresh", NAME)
    first, asked = files(toy), len(replay.seen)
    assert toy.run("refresh", NAME) == 0
    assert (files(toy), len(replay.seen)) == (first, asked)
    assert toy.run("refresh", NAME, "--fresh") == 0
    assert (files(toy), len(replay.seen)) == (first, 2 * asked)


def test_failed_source_is_told_and_a_clean_run_leaves_no_trace_of_it(toy, replay, tmp_path, capsys):
    clean = toy.copy(tmp_path / "clean")
    assert clean.run("refresh", NAME) == 0
    break_down(replay, "crossref")
    capsys.readouterr()
    assert toy.run("refresh", NAME) == 0
    failed = results(toy)["crossref"]
    assert "could not answer (status 500)" in failed["outcome"]
    assert (failed["failed"], failed["papers"], failed["date"]) == (True, [], None)
    assert failed["outcome"] in capsys.readouterr().out
    assert {source for source, result in results(toy).items() if result["papers"]} == FREE - {"crossref"}
    assert toy.run("pages") == 0
    assert "could not answer" in (toy.docs / "reports" / f"{NAME}.md").read_text("utf-8")
    assert toy.run("refresh", NAME) == 0
    assert files(toy) == files(clean)


def test_answer_that_makes_no_sense_is_not_kept(toy, replay, tmp_path):
    clean = toy.copy(tmp_path / "clean")
    clean.run("refresh", NAME)
    replay.script("/crossref/works", json_reply({"status": "failed", "message-type": "x", "message": []}))
    replay.script("/datacite/dois", login_page)
    assert toy.run("refresh", NAME) == 0
    assert {source for source, result in results(toy).items() if result["failed"]} == {"crossref", "datacite"}
    toy.run("refresh", NAME)
    assert files(toy) == files(clean)


def test_records_of_an_earlier_search_stay_when_the_source_fails_later(toy, replay, capsys):
    toy.run("refresh", NAME)
    before = results(toy)["crossref"]
    break_down(replay, "crossref")
    capsys.readouterr()
    assert toy.run("refresh", NAME, "--fresh") == 0
    after = results(toy)["crossref"]
    assert after["papers"] == before["papers"] != []
    assert after["failed"]
    assert f"held is what was found on {before['date']}" in capsys.readouterr().out


def test_when_all_fail_the_file_stays_as_it_was(toy, replay, capsys):
    toy.run("refresh", NAME)
    before = files(toy)
    break_down(replay, *FREE)
    assert toy.run("refresh", NAME, "--fresh") == 1
    assert files(toy) == before
    assert f"{NAME}: every source failed, so nothing was written" in capsys.readouterr().err


def test_what_is_new_gone_updated_and_retracted_is_printed(toy, replay, capsys):
    def works(*items: dict) -> None:
        body = {"status": "ok", "message-type": "work-list", "message": {"total-results": len(items), "items": items}}
        replay.serve("/crossref/works", json.dumps(body).encode())

    def work(number: int, **fields: object) -> dict:
        return {"DOI": f"10.5555/flume.{number}", "title": [f"Flume \x1b[31m{number}"], **fields}

    works(work(1), work(2), work(3))
    toy.run("refresh", NAME, "--source", "crossref")
    asked = len(replay.seen)
    assert set(replay.paths()) == {"/crossref/works"}
    notice = {"DOI": "10.5555/notice", "type": "retraction", "updated": {"date-parts": [[2030, 1, 2]]}}
    works(work(2), work(3, **{"updated-by": [notice]}), work(4))
    capsys.readouterr()
    assert toy.run("refresh", NAME, "--source", "crossref", "--fresh") == 0
    printed = capsys.readouterr().out
    assert len(replay.seen) == 2 * asked
    assert "Crossref, 3 records of 3 hits: 1 new, 1 gone, 1 updated, 1 newly retracted" in printed
    for kind, number in (("new", 4), ("gone", 1), ("updated", 3), ("newly retracted", 3)):
        assert f"    {kind}: 10.5555/flume.{number}  Flume" in printed
    assert "\x1b" not in printed


@pytest.mark.usefixtures("replay")
def test_results_of_sources_that_are_not_asked_and_the_history_stay(toy):
    toy.run("refresh", NAME)
    path = toy.root / "corpus" / "evidence" / f"{NAME}.json"
    history = [{"answer": [], "claims": {}, "date": None, "papers": [], "score": 6.5, "version": "0a1b2c3d"}]
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"history": history}), "utf-8")
    before = results(toy)
    assert toy.run("refresh", NAME, "--source", "arxiv", "--fresh") == 0
    assert results(toy) == before
    assert json.loads(path.read_text("utf-8"))["history"] == history


@pytest.mark.usefixtures("replay")
def test_dry_run_prints_hits_and_titles_and_writes_nothing(toy, capsys):
    assert toy.run("refresh", NAME, "--dry-run") == 0
    printed = capsys.readouterr().out
    assert "arXiv, 2 records of 5 hits\n    10.48550/arxiv.2401.00001  Heat in ovens" in printed
    assert not (toy.root / "corpus" / "evidence").exists()


def test_sources_are_those_that_the_question_names_and_whose_key_is_set(toy, replay, capsys, monkeypatch):
    toy.question(NAME).write_text(f"{toy.question(NAME).read_text('utf-8')}sources: [library, arxiv, openalex]\n")
    assert toy.run("refresh", NAME, "--dry-run") == 0
    assert "OpenAlex: skipped, as OPENALEX_API_KEY is not set" in capsys.readouterr().out
    assert {path.split("/")[1] for path in replay.paths()} == {"arxiv"}
    monkeypatch.setenv("OPENALEX_API_KEY", KEYS["OPENALEX_API_KEY"])
    replay.serve("/openalex/works", (FIXTURES / "openalex.json").read_bytes())
    assert toy.run("refresh", NAME, "--dry-run", "--source", "openalex", "--source", "crossref") == 0
    printed = capsys.readouterr().out
    assert "Crossref: skipped, as the question names other sources only" in printed
    assert "OpenAlex, " in printed
    assert "arXiv" not in printed


def test_keys_and_contact_stand_in_no_file_and_no_output(toy, replay, capsys, monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    replay.serve("/openalex/works", f'{{"error": "no key {KEYS["OPENALEX_API_KEY"]}"}}'.encode())
    assert toy.run("refresh", NAME) == 0
    toy.run("pages")
    printed = capsys.readouterr()
    pages = b"".join(content for content, _ in toy.files().values())
    written = b"".join(files(toy).values()) + pages + (printed.out + printed.err).encode()
    assert [secret for secret in (*KEYS.values(), CONTACT) if secret.encode() in written] == []


def test_question_that_names_only_the_library_asks_nobody(toy, replay, capsys):
    toy.question(NAME).write_text(f"{toy.question(NAME).read_text('utf-8')}sources: [library]\n")
    assert toy.run("refresh", NAME) == 0
    assert "there is no live source to ask" in capsys.readouterr().out
    assert (replay.seen, files(toy)) == ([], {})


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "name the questions to refresh, or use --all"),
        ((NAME, "--all"), 2, "name the questions to refresh, or use --all"),
        (("no-such",), 1, "no question is called 'no-such'"),
        ((NAME, "--source", "crosref"), 1, "no source is called 'crosref'"),
    ],
)
def test_wrong_words_are_answered_in_sentences(words, code, sentence, toy, replay, capsys):
    assert toy.run("refresh", *words) == code
    assert sentence in capsys.readouterr().err
    assert replay.seen == []


def test_without_a_contact_nobody_is_asked(toy, replay, capsys, monkeypatch):
    monkeypatch.setenv("REPORT_CORPUS_CONTACT", "")
    assert toy.run("refresh", NAME) == 1
    assert "set `contact` in generator.toml" in capsys.readouterr().err
    assert replay.seen == []


def test_every_live_source_is_a_service():
    assert set(LIVE) < set(SERVICES)


SHARED = "10.5555/tide.2029.02"


def work(doi: str, **fields: object) -> bytes:
    """Return Crossref's answer about one DOI."""
    record = {"DOI": doi, "title": ["A second look at coated turbine blades"], **fields}
    return json.dumps({"status": "ok", "message-type": "work", "message": record}).encode()


def page(toy, name: str) -> str:
    """Return a page of the site, as Markdown."""
    return unescape((toy.docs / f"{name}.md").read_text("utf-8"))


RETRACTED = {"updated-by": [{"DOI": "10.5555/n", "type": "retraction", "updated": {"date-parts": [[2030, 1, 2]]}}]}
RETRACTING = {"update-to": [{"DOI": SHARED, "type": "retraction", "updated": {"date-parts": [[2030, 1, 2]]}}]}


@pytest.mark.parametrize("fields", [RETRACTED, RETRACTING], ids=["updated-by", "update-to"])
def test_paper_of_the_library_that_was_retracted_is_told_and_leaves_every_report(fields, toy, replay, capsys):
    replay.serve(f"/crossref/works/{SHARED}", work(SHARED, **fields))
    toy.run("pages")
    assert "A second look" in page(toy, "reports/coatings-and-wear").partition("References")[2].partition("excluded")[0]
    assert toy.run("refresh", NAME) == 0
    printed = capsys.readouterr().out
    assert f"    newly retracted: {SHARED}  A second look at coated turbine blades\n" in printed
    toy.run("pages")
    for name in (NAME, "coatings-and-wear"):
        data = json.loads((toy.docs / "data" / "reports" / f"{name}.json").read_text("utf-8"))
        (row,) = (paper for paper in data["papers"] if paper["id"] == SHARED)
        assert (row["included"], row["reason"]) == (False, "retracted")
        assert row["detail"].startswith("Retracted 2030-01-02")
    toy.run("refresh", NAME, "--fresh")
    assert f"newly retracted: {SHARED}" not in capsys.readouterr().out


def test_required_paper_is_looked_up_and_a_free_copy_is_linked(toy, replay):
    doi, copy = "10.5555/a,required(1)", "https://repo.example/1.pdf"
    toy.question(NAME).write_text(f"{toy.question(NAME).read_text('utf-8')}must_include: ['{doi}']\n")
    replay.serve(f"/crossref/works/{doi}", work(doi))
    record = {"doi": doi, "doi_url": "x", "is_oa": True, "title": "A", "best_oa_location": {"url_for_pdf": copy}}
    replay.serve(f"/unpaywall/v2/{doi}", json.dumps(record).encode())
    assert toy.run("refresh", NAME) == 0
    found = results(toy)
    assert doi in {paper["id"] for paper in found["crossref"]["papers"]}
    assert {"hits": 1, "label": "required papers", "text": f"DOI: {doi}"} in found["crossref"]["queries"]
    assert {paper["id"]: paper["open_access"] for paper in found["unpaywall"]["papers"]} == {doi: copy}
    toy.run("pages")
    assert f'<a href="{copy}">free copy</a>' in page(toy, f"reports/{NAME}")
    assert f"required papers</span> <code>DOI: {doi}</code>" in page(toy, f"reports/{NAME}")
    assert copy not in replay.paths()


def test_registers_that_fail_are_told_and_a_clean_run_leaves_no_trace_of_it(toy, replay, tmp_path):
    replay.serve(f"/crossref/works/{SHARED}", work(SHARED, **RETRACTED))
    clean = toy.copy(tmp_path / "clean")
    clean.run("refresh", NAME)
    for doi in ("10.5555/tide.2028.01", SHARED):
        for register in ("crossref/works", "unpaywall/v2"):
            replay.script(f"/{register}/{doi}", status(403))
    assert toy.run("refresh", NAME, "--fresh") == 0
    assert "Crossref: refused to answer" in results(toy)["notices"]["outcome"]
    assert "Unpaywall: refused to answer" in results(toy)["unpaywall"]["outcome"]
    assert toy.run("refresh", NAME) == 0
    assert files(toy) == files(clean)
    replay.script(f"/crossref/works/{SHARED}", status(403))
    assert toy.run("refresh", NAME, "--fresh") == 0
    assert [paper["id"] for paper in results(toy)["notices"]["papers"]] == [SHARED]  # known before, and kept


def test_dates_are_asked_for_and_papers_outside_them_are_counted(toy, replay):
    path = toy.question(NAME)
    path.write_text(f"{path.read_text('utf-8')}since: 2029-03-01\nuntil: 2029\n")
    assert toy.run("refresh", NAME) == 0
    texts = {source: result["queries"][0]["text"] for source, result in results(toy).items() if source in FREE}
    assert texts["crossref"].endswith("&filter=from-pub-date:2029-03-01,until-pub-date:2029-12-31")
    assert [source for source, text in texts.items() if "2029" not in text] == []
    asked = {one.path: one.parameters for one in replay.seen}
    assert asked["/crossref/works"]["filter"] == "from-pub-date:2029-03-01,until-pub-date:2029-12-31"
    toy.run("pages")
    report = page(toy, f"reports/{NAME}")
    assert "Only papers from 2029-03-01 until 2029 were taken" in report
    data = json.loads((toy.docs / "data" / "reports" / f"{NAME}.json").read_text("utf-8"))
    outside = [paper for paper in data["papers"] if paper["reason"] == "outside the dates"]
    assert {paper["year"] for paper in data["papers"] if paper["included"]} == {2029}
    assert SHARED not in {paper["id"] for paper in outside} != set()
    counted = {row["reason"]: row["records"] for row in data["prisma"]["excluded"]}
    assert counted["outside the dates"] == len(outside)


def apart(asked: list[Asked]) -> list[tuple[object, ...]]:
    """Return requests in a form that can be compared, sorted."""
    return sorted((one.path, *sorted(one.parameters.items())) for one in asked)


def refresh_in_a_process(toy, *words: str) -> AbstractContextManager[subprocess.Popen]:
    """Start a refresh as a person does."""
    return started([sys.executable, "-m", "generator", "--root", str(toy.root), "refresh", *words])


def wait_until_quiet(replay: Replay) -> None:
    """Return when half a second has gone by without a request."""
    before = -1
    while before < len(replay.seen):
        before = len(replay.seen)
        time.sleep(0.5)


@pytest.mark.parametrize("number", [1, 5])
def test_interrupted_refresh_goes_on_with_what_is_missing_and_ends_as_if_undisturbed(number, toy, replay, tmp_path):
    clean = toy.copy(tmp_path / "clean")
    assert clean.run("refresh", "--all") == 0
    whole = apart(replay.seen)
    replay.seen.clear()
    replay.stall_at(number)
    with refresh_in_a_process(toy, "--all") as process:
        assert replay.stalled.wait(20)
        wait_until_quiet(replay)  # the other sources go on meanwhile
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, b"")
    assert time.monotonic() - begun < 5
    answered = apart([asked for asked in replay.seen if asked is not replay.left])
    replay.seen.clear()
    assert toy.run("refresh", "--all") == 0
    assert sorted(answered + apart(replay.seen)) == whole
    assert files(toy) == files(clean)


def test_interrupted_refresh_does_not_wait_for_a_service_that_wants_rest(toy, replay):
    replay.script("/crossref/works", status(429, {"Retry-After": "60"}))
    with refresh_in_a_process(toy, NAME, "--source", "crossref") as process:
        while not replay.seen:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 130
    assert files(toy) == {}
