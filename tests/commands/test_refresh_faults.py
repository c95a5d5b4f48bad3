"""Whatever a service does, the run ends as described, and a clean one after it leaves no trace of the fault."""

from __future__ import annotations

import functools
import json

import pytest

from generator.fetch import ATTEMPTS, make_fetch
from generator.pace import Clock
from tests.commands.services import FIXTURES, FREE, LAST_PAGES, NAME, files, results
from tests.replay import crowded, cut_off, drip, flood, json_reply, login_page, nobody, redirect, reply, silence, status

PATH = "/crossref/works"
WHOLE = (FIXTURES / "crossref.json").read_bytes()
EMPTY = LAST_PAGES["crossref/works"]["message"] | {"total-results": 0}
ROUND = json.loads(WHOLE) | {"message": json.loads(WHOLE)["message"] | {"next-cursor": "*"}}
PASSING = {
    "429 with seconds": [status(429, {"Retry-After": "7"})],
    "429 with a date": [status(429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})],
    "500 three times": [status(500)] * 3,
    "hung up once": [cut_off(WHOLE)],
}
# What the service does as often as it is asked, and what is told.
ENDING = {
    "500 for ever": ([status(500)] * ATTEMPTS, "could not answer (status 500), 4 times in a row"),
    "429 for hours": ([status(429, {"Retry-After": "7200"})], "wants 7200 seconds of rest, which is too long to wait"),
    "silence": ([silence] * ATTEMPTS, "0.2 seconds"),
    "byte by byte": ([drip(WHOLE, 0.05)] * ATTEMPTS, "took more than 0.2 seconds to answer"),
    "truncated": ([reply(WHOLE[: len(WHOLE) // 2])], "sent JSON that is broken or cut off"),
    "hung up": ([cut_off(WHOLE)] * ATTEMPTS, "broke off in the middle of its answer"),
    "wrong content type": ([reply(WHOLE, "text/html")], "web page"),
    "login page": ([login_page], "web page"),
    "another host": (
        [redirect("https://elsewhere.example/works")],
        "sent us on to another host, where we do not follow",
    ),
    "50 MB": ([flood(50)], "sent more than the 20 MB that are taken"),
}
# Whole answers with little in them: outcome, whether the search has failed.
ODD = {
    "empty result": ([json_reply({"message-type": "work-list", "message": EMPTY})], "ok", False),
    "repeated cursor": ([json_reply(ROUND)], "repeated a page", True),
}


@pytest.fixture(autouse=True)
def _hasty(monkeypatch):
    """Let no test wait: requests last 0.2 seconds at most, and pauses none."""
    monkeypatch.setenv("REPORT_CORPUS_REQUEST_SECONDS", "0.2")
    hasty = functools.partial(make_fetch, clock=Clock(sleep=lambda *_: None, chance=lambda: 0.0))
    monkeypatch.setattr("generator.commands.refresh.make_fetch", hasty)


@pytest.fixture
def clean(toy, replay, tmp_path):
    """Return the evidence files of an undisturbed run, made elsewhere."""
    other = toy.copy(tmp_path / "clean")
    assert other.run("refresh", NAME) == 0
    replay.seen.clear()
    return files(other)


@pytest.mark.parametrize("name", PASSING)
def test_fault_that_passes_leaves_no_trace(name, toy, replay, clean):
    replay.script(PATH, *PASSING[name])
    assert toy.run("refresh", NAME) == 0
    assert files(toy) == clean


@pytest.mark.parametrize("name", ENDING)
def test_fault_that_does_not_pass_is_told_and_the_next_run_is_as_if_it_had_not_been(
    name, toy, replay, clean, monkeypatch
):
    steps, told = ENDING[name]
    if name == "50 MB":
        monkeypatch.setenv("REPORT_CORPUS_REQUEST_SECONDS", "30")
    replay.script(PATH, *steps)
    assert toy.run("refresh", NAME) == 0
    found = results(toy)
    assert told in found["crossref"]["outcome"]
    assert "elsewhere.example" not in found["crossref"]["outcome"]
    assert (found["crossref"]["failed"], found["crossref"]["papers"]) == (True, [])
    assert {source for source in FREE if found[source]["papers"]} == FREE - {"crossref"}
    assert toy.run("refresh", NAME) == 0
    assert files(toy) == clean


@pytest.mark.parametrize("name", ODD)
def test_whole_answer_that_says_little_is_told_and_the_next_run_is_as_if_it_had_not_been(name, toy, replay, clean):
    steps, told, failed = ODD[name]
    replay.script(PATH, *steps)
    assert toy.run("refresh", NAME) == 0
    assert told in results(toy)["crossref"]["outcome"]
    assert results(toy)["crossref"]["failed"] is failed
    assert toy.run("refresh", NAME) == 0
    assert files(toy) == clean


@pytest.mark.parametrize(
    ("place", "told"),
    [(nobody, "could not be reached, or hung up"), (crowded, "could not be reached in time")],
    ids=["refused", "connect time-out"],
)
def test_service_that_cannot_be_reached_is_told_and_its_return_leaves_no_trace(place, told, toy, clean, monkeypatch):
    with monkeypatch.context() as away, place() as address:
        away.setenv("REPORT_CORPUS_SOURCES_CROSSREF", address)
        assert toy.run("refresh", NAME) == 0
        assert told in results(toy)["crossref"]["outcome"]
    assert toy.run("refresh", NAME) == 0
    assert files(toy) == clean
