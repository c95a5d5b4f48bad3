"""Services are asked politely, and every way in which they fail ends as a sentence."""

from __future__ import annotations

import gzip
import logging
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from generator.errors import MissingExtra, NoRecord, SourceError, UnknownName
from generator.fetch import ATTEMPTS, PoliteFetch, make_fetch
from generator.pace import Clock
from generator.services import SERVICES
from generator.settings import Settings
from tests.replay import (
    CONTACT,
    Replay,
    crowded,
    cut_off,
    drip,
    drip_headers,
    flood,
    json_reply,
    login_page,
    nobody,
    redirect,
    reply,
    silence,
    status,
)

WORKS = "/crossref/works"
LOAF = json_reply({"loaf": "rye"})
KEYS = {"openalex": "open-sesame-seeds", "semantic_scholar": "scholarly-sourdough"}


@dataclass
class Bakery:
    """A clock that sleeps without waiting, and remembers how long."""

    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float, _end: object) -> None:
        self.slept.append(round(seconds, 3))
        self.now += timedelta(seconds=seconds)

    def seconds(self) -> float:
        return self.now.timestamp()

    @property
    def clock(self) -> Clock:
        return Clock(seconds=self.seconds, sleep=self.sleep, date=lambda: self.now, chance=lambda: 0.0)


@pytest.fixture
def replay() -> Iterator[Replay]:
    with Replay() as server:
        yield server


@pytest.fixture
def bakery() -> Bakery:
    return Bakery()


@pytest.fixture
def settings(tmp_path, replay) -> Settings:
    folders = {name: tmp_path / name for name in ("corpus", "docs", "cache")}
    return Settings(root=tmp_path, **folders, contact=CONTACT, keys=KEYS, sources=replay.sources())


@pytest.fixture
def fetch(settings, bakery) -> Iterator[PoliteFetch]:
    with make_fetch(settings, clock=bakery.clock) as opened:
        yield opened


def failure(fetch: PoliteFetch, source: str = "crossref", path: str = "works") -> str:
    """Return the sentence that a request ends in."""
    with pytest.raises(SourceError) as caught:
        fetch(source, path, {"query": "bread"})
    return str(caught.value)


def test_an_answer_holds_body_kind_and_day(replay, fetch):
    replay.serve(WORKS, b'{"loaf": "rye"}')
    answer = fetch("crossref", "works", {"query": "bread"})
    assert (answer.body, answer.content_type, answer.date) == (b'{"loaf": "rye"}', "application/json", "2026-03-01")


@pytest.mark.parametrize(
    ("source", "name", "value"),
    [
        ("crossref", "mailto", CONTACT),
        ("europe_pmc", "email", CONTACT),
        ("pubmed", "tool", "report-corpus"),
        ("openalex", "api_key", KEYS["openalex"]),
        ("unpaywall", "email", CONTACT),
    ],
)
def test_a_service_is_told_what_it_wants_to_know(replay, fetch, source, name, value):
    replay.serve(f"/{source}/x", b"{}")
    fetch(source, "x", {"q": "a b&c"})
    (asked,) = replay.seen
    assert asked.parameters["q"] == "a b&c"
    assert asked.parameters[name] == value
    assert asked.headers["User-Agent"].endswith(f"(mailto:{CONTACT})")


def test_a_key_that_belongs_into_a_header_goes_to_its_own_service_only(replay, fetch):
    for source in ("semantic_scholar", "crossref"):
        replay.serve(f"/{source}/x", b"{}")
        fetch(source, "x", {})
    assert [asked.headers.get("x-api-key") for asked in replay.seen] == [KEYS["semantic_scholar"], None]


def test_nobody_is_asked_without_a_contact(replay, settings, bakery):
    with make_fetch(replace(settings, contact=""), clock=bakery.clock) as fetch:
        assert "REPORT_CORPUS_CONTACT" in failure(fetch)
    assert replay.seen == []


@pytest.mark.parametrize("key", ["short", "two words of a key", "line\nbreak-in-a-key", "schlüssel-mit-umlaut"])
def test_what_cannot_be_a_key_is_not_sent_and_not_shown(replay, settings, bakery, key):
    with make_fetch(replace(settings, keys={"openalex": key}), clock=bakery.clock) as fetch:
        said = failure(fetch, "openalex")
    assert said == "OpenAlex: was not asked, as what OPENALEX_API_KEY holds cannot be a key"
    assert replay.seen == []


def test_without_the_extra_it_is_named(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(MissingExtra, match="live"):
        make_fetch(settings)


def test_an_unknown_source_is_named(fetch):
    with pytest.raises(UnknownName, match="bakery"):
        fetch("bakery", "works", {})


# What may pass is asked again.


def test_three_failures_and_then_an_answer_is_an_answer(replay, fetch, bakery):
    replay.script(WORKS, status(500), status(500), status(500), LOAF)
    assert fetch("crossref", "works", {}).body == b'{"loaf": "rye"}'
    assert bakery.slept == [1, 2, 4]


def test_a_service_that_stays_down_is_left_alone(replay, fetch):
    replay.script(WORKS, *[status(503)] * 9)
    assert failure(fetch) == "Crossref: could not answer (status 503), 4 times in a row"
    assert len(replay.seen) == ATTEMPTS


def test_chance_shortens_a_wait_by_half_at_most(replay, settings, bakery):
    replay.script(WORKS, status(500), LOAF)
    with make_fetch(settings, clock=replace(bakery.clock, chance=lambda: 1.0)) as fetch:
        fetch("crossref", "works", {})
    assert bakery.slept == [0.5]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "Sun, 01 Mar 2026 12:00:09 GMT"}, 9),
        ({"Retry-After": "Sun, 01 Mar 2026 13:00:05 GMT", "X-Date": "of the service"}, 5),
        ({"Retry-After": "Sun, 01 Mar 2020 12:00:00 GMT"}, 0),
        ({"Retry-After": "soon"}, 1),
        ({"Retry-After": "-3"}, 1),
        ({}, 1),
    ],
)
def test_a_service_that_wants_rest_gets_it(replay, fetch, bakery, headers, wait, monkeypatch):
    # The test server states the date itself; the service's clock counts, not ours.
    theirs = "Sun, 01 Mar 2026 13:00:00 GMT" if "X-Date" in headers else "Sun, 01 Mar 2026 12:00:00 GMT"
    monkeypatch.setattr("http.server.BaseHTTPRequestHandler.date_time_string", lambda *_: theirs)
    replay.script(WORKS, status(429, headers), LOAF)
    fetch("crossref", "works", {})
    assert sum(bakery.slept) == wait


def test_a_rest_that_is_too_long_is_not_waited_for(replay, fetch, bakery):
    replay.script("/semantic_scholar/works", status(429, {"Retry-After": "3600"}))
    assert failure(fetch, "semantic_scholar").endswith("and wants 3600 seconds of rest, which is too long to wait")
    assert bakery.slept == []


def test_who_has_no_key_is_told_that_one_would_help(replay, settings, bakery):
    replay.script("/semantic_scholar/works", *[status(429)] * ATTEMPTS)
    with make_fetch(replace(settings, keys={}), clock=bakery.clock) as fetch:
        assert "a key in S2_API_KEY would allow more" in failure(fetch, "semantic_scholar")


@pytest.mark.parametrize(
    ("code", "said"),
    [(400, "did not accept the request"), (403, "refused to answer"), (204, "did not accept"), (418, "did not accept")],
)
def test_what_will_not_pass_is_not_asked_again(replay, fetch, code, said):
    replay.script(WORKS, status(code))
    assert said in failure(fetch)
    assert len(replay.seen) == 1


def test_a_number_that_nobody_has_is_told_apart_from_a_failure(replay, fetch):
    for _ in range(2):
        with pytest.raises(NoRecord, match="nothing under this number") as told:
            fetch("crossref", "works/10.5555/none", {})
        assert len(told.value.date) == len("2030-01-02")
    assert replay.paths() == ["/crossref/works/10.5555/none"]  # kept, like any other answer


# What is slow, large or broken.


def test_a_service_that_never_answers_is_given_up(replay, settings, bakery):
    replay.script(WORKS, *[silence] * ATTEMPTS)
    with make_fetch(replace(settings, request_seconds=0.2), clock=bakery.clock) as fetch:
        assert re.fullmatch(
            r"Crossref: (took more than|did not answer within) 0.2 seconds.*, 4 times in a row", failure(fetch)
        )


def test_a_service_that_cannot_be_reached_is_given_up(settings, bakery):
    with nobody() as address:
        usual = replace(settings, sources={"crossref": address})
        with make_fetch(usual, clock=bakery.clock) as fetch:
            assert failure(fetch) == "Crossref: could not be reached, or hung up, 4 times in a row"


def test_a_connection_that_is_never_taken_is_given_up(settings, bakery):
    with crowded() as address:
        usual = replace(settings, sources={"crossref": address}, request_seconds=0.2)
        with make_fetch(usual, clock=bakery.clock) as fetch:
            assert "in time, 4 times" in failure(fetch)


@pytest.mark.parametrize("step", [drip(b"[" + b"1," * 100 + b"1]", 0.05), drip_headers(0.05)])
def test_an_answer_byte_by_byte_is_cut_off(replay, settings, bakery, step):
    replay.script(WORKS, *[step] * ATTEMPTS)
    begun = time.monotonic()
    with make_fetch(replace(settings, request_seconds=0.3), clock=bakery.clock) as fetch:
        assert failure(fetch) == "Crossref: took more than 0.3 seconds to answer, 4 times in a row"
    assert time.monotonic() - begun < 4


def test_a_small_answer_that_unpacks_to_50_mb_is_cut_off(replay, fetch):
    replay.script(WORKS, reply(gzip.compress(b"7" * 50_000_000), headers={"Content-Encoding": "gzip"}))
    assert "more than the 20 MB" in failure(fetch)


def test_more_than_20_mb_are_cut_off_while_they_come(replay, fetch):
    replay.script(WORKS, flood(50))
    assert failure(fetch) == "Crossref: sent more than the 20 MB that are taken; it was cut off"
    assert len(replay.seen) == 1


def test_all_answers_of_a_source_have_a_bound_together(replay, settings, bakery):
    replay.serve(WORKS, b"[" + b"1," * 300_000 + b"1]")
    with make_fetch(replace(settings, source_megabytes=1), clock=bakery.clock) as fetch:
        fetch("crossref", "works", {"page": "1"})
        assert "sent more than the 0.399997 MB" in failure(fetch)


def test_all_time_of_a_source_has_a_bound_together(replay, settings, bakery):
    replay.script(WORKS, *[status(429, {"Retry-After": "60"})] * 3)
    with make_fetch(replace(settings, source_seconds=100), clock=bakery.clock) as fetch:
        assert failure(fetch).endswith("as the 100 seconds that one source may take are used up")
    assert bakery.slept == [60]


BROKEN = {
    "cut off": (cut_off(b'{"loaf": "rye"}'), "broke off in the middle of its answer, 4 times in a row"),
    "truncated JSON": (reply(b'{"loaf": "ry'), "sent JSON that is broken or cut off"),
    "nested JSON": (reply(b"[" * 100_000), "sent JSON that is broken or cut off"),
    "truncated XML": (reply(b"<feed><entry>", "application/atom+xml"), "sent XML that is broken or cut off"),
    "login page": (login_page, "sent a web page in place of records, as the login page of a network does"),
    "disguised page": (reply(b"\n<html><p>Hi", "application/json"), "sent a web page in place of records"),
    "picture": (reply(b"\x89PNG\r\n", "image/png"), "sent something that is neither JSON nor XML"),
    "nothing": (reply(b"  "), "sent an empty answer"),
    "bad gzip": (reply(b"{}", headers={"Content-Encoding": "gzip"}), "broke off in the middle of its answer"),
}


@pytest.mark.parametrize(("step", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_a_sentence_and_a_later_run_is_as_if_it_had_never_been(replay, fetch, step, said):
    replay.script(WORKS, *[step] * (ATTEMPTS if "4 times" in said or "broke off" in said else 1), LOAF)
    assert said in failure(fetch)
    assert fetch("crossref", "works", {"query": "bread"}).body == b'{"loaf": "rye"}'


def test_the_entities_of_an_answer_are_not_resolved(replay, fetch, tmp_path):
    (tmp_path / "secret").write_text("the recipe")
    body = f'<!DOCTYPE a [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]><a>&s;</a>'.encode()
    replay.serve("/arxiv/query", body, "text/xml")
    assert fetch("arxiv", "query", {}).body == body


# Where we are sent.


def test_a_redirect_on_the_same_host_is_followed_without_a_second_copy_of_the_parameters(replay, fetch):
    replay.script(WORKS, redirect("/crossref/moved?cursor=2"))
    replay.serve("/crossref/moved", b"{}")
    fetch("crossref", "works", {"query": "bread"})
    assert replay.seen[1].parameters == {"cursor": "2"}


@pytest.mark.parametrize(
    "target", ["http://localhost:1/x", "https://127.0.0.1/x", "//bread.example/", "file:///etc/passwd"]
)
def test_a_redirect_elsewhere_is_not_followed(replay, fetch, target):
    replay.script(WORKS, redirect(target))
    assert failure(fetch) == "Crossref: sent us on to another host, where we do not follow"


def test_redirects_end(replay, fetch):
    replay.script(WORKS, *[redirect(WORKS)] * 20)
    assert "without end" in failure(fetch)
    assert len(replay.seen) < 10


@pytest.mark.parametrize(
    "path", ["../secret", "works/%2e%2E/secret", "works/../../secret", "//bread.example/x", "works/a?key=1#b"]
)
def test_a_record_cannot_lead_a_request_to_another_place(replay, fetch, path):
    failure(fetch, path=path)
    assert all(asked.path.startswith("/crossref/") and "key" not in asked.parameters for asked in replay.seen)
    assert ".." not in "".join(replay.paths())


# How often.


def test_the_rate_that_headers_ask_for_is_kept(replay, fetch, bakery):
    replay.script(WORKS, json_reply(1, {"X-Rate-Limit-Limit": "10", "X-Rate-Limit-Interval": "5s"}), LOAF, LOAF)
    for page in "123":
        fetch("crossref", "works", {"page": page})
    assert bakery.slept == [0.5, 0.5]


@pytest.mark.parametrize(("limit", "interval"), [("0", "1s"), ("many", "1s"), ("5", ""), ("-1", "1s"), ("5", "1h")])
def test_a_rate_that_makes_no_sense_is_left_aside(replay, fetch, bakery, limit, interval):
    replay.script(WORKS, json_reply(1, {"X-Rate-Limit-Limit": limit, "X-Rate-Limit-Interval": interval}), LOAF)
    for page in "12":
        fetch("crossref", "works", {"page": page})
    assert bakery.slept == []


def test_the_wait_between_requests_is_that_of_the_service(replay, fetch, bakery):
    replay.serve("/arxiv/query", b"<a/>", "text/xml")
    fetch("arxiv", "query", {"page": "1"})
    # A server on this machine stands for nobody whom haste could hurt; here it plays one on the network.
    next(iter(fetch._hosts.values())).wire.local = False
    for page in "23":
        fetch("arxiv", "query", {"page": page})
    assert bakery.slept == [3.0]


def test_a_host_is_asked_one_thing_at_a_time_and_hosts_side_by_side(settings):
    meeting, busy, most = threading.Barrier(2, timeout=10), threading.Lock(), []

    def alone(handler):
        most.append(busy.acquire(blocking=False))
        time.sleep(0.02)
        LOAF(handler)
        busy.release()

    def together(handler):
        meeting.wait()
        LOAF(handler)

    with Replay() as one, Replay() as other:
        one.script("/a/x", *[alone] * 4)
        one.script("/a/y", together)
        other.script("/b/y", together)
        sources = {"crossref": f"{one.url}/a", "arxiv": f"{other.url}/b"}
        with make_fetch(replace(settings, sources=sources)) as fetch:
            in_threads(lambda number: fetch("crossref", "x", {"n": str(number)}), 4)
            in_threads(lambda number: fetch(("crossref", "arxiv")[number], "y", {}), 2)
    assert most == [True] * 4


def in_threads(work, count: int) -> None:
    """Do work(0), work(1), … at the same time; an error in one fails the test."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# What is kept.


def test_the_same_is_asked_once_a_week(replay, settings, bakery):
    replay.serve(WORKS, b"{}")
    for _ in range(2):
        with make_fetch(settings, clock=bakery.clock) as fetch:
            assert fetch("crossref", "works", {"a": "1", "b": "2"}) == fetch("crossref", "works", {"b": "2", "a": "1"})
            assert fetch("crossref", "works", {"a": "1", "b": "2"}).date == "2026-03-01"
        bakery.now += timedelta(days=6)
    assert len(replay.seen) == 1
    bakery.now = datetime(2026, 3, 8, 13, tzinfo=UTC)
    with make_fetch(settings, clock=bakery.clock) as fetch:
        assert list(settings.cache.rglob("*.answer")) == []
        assert fetch("crossref", "works", {"a": "1", "b": "2"}).date == "2026-03-08"
    assert len(replay.seen) == 2


def test_fresh_asks_again_what_is_held_and_once(replay, settings, bakery):
    replay.serve(WORKS, b"{}")
    for fresh in (False, True):
        bakery.now += timedelta(hours=1)
        with make_fetch(settings, fresh=fresh, clock=bakery.clock) as fetch:
            fetch("crossref", "works", {})
            fetch("crossref", "works", {})
    assert len(replay.seen) == 2


def test_what_was_asked_before_a_failure_is_not_asked_again(replay, settings, bakery):
    replay.serve(WORKS, b"{}")
    replay.script("/crossref/works/2", status(400))
    for _ in range(2):
        with make_fetch(settings, clock=bakery.clock) as fetch:
            fetch("crossref", "works", {})
            failure(fetch, path="works/2")
    assert replay.paths().count(WORKS) == 1


@pytest.mark.parametrize("damage", [b"", b"{}\n{}", b"\xff\n", b"[1]\n{}", None])
def test_a_damaged_file_is_asked_for_again(replay, settings, fetch, damage):
    replay.serve(WORKS, b"{}")
    fetch("crossref", "works", {})
    (file,) = settings.cache.rglob("*.answer")
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert fetch("crossref", "works", {}).body == b"{}"
    assert len(replay.seen) == 2


def test_an_answer_that_its_reader_refuses_is_forgotten_and_the_one_before_is_not(replay, fetch):
    replay.serve(WORKS, b"{}")
    fetch("crossref", "works", {"page": "1"})
    fetch("crossref", "works", {"page": "2"})
    fetch.forget("crossref", "works", {"page": "2"})
    fetch.forget("arxiv", "works", {"page": "1"})
    fetch("crossref", "works", {"page": "1"})
    fetch("crossref", "works", {"page": "2"})
    assert [asked.parameters["page"] for asked in replay.seen] == ["1", "2", "2"]


def test_another_address_of_a_service_is_another_question(replay, settings, bakery):
    replay.serve("/crossref/works", b"{}")
    replay.serve("/mirror/works", b"[]")
    for address, body in (("crossref", b"{}"), ("mirror", b"[]")):
        with make_fetch(
            replace(settings, sources={"crossref": f"{replay.url}/{address}"}), clock=bakery.clock
        ) as fetch:
            assert fetch("crossref", "works", {}).body == body


def test_no_key_and_no_contact_reach_disk_log_or_sentence(replay, settings, bakery, caplog):
    caplog.set_level(logging.DEBUG)
    secrets = [*KEYS.values(), CONTACT, CONTACT.replace("@", "%40")]
    with make_fetch(settings, clock=bakery.clock) as fetch:
        for source in SERVICES:
            echo = json_reply({"you": [KEYS.get(source), *secrets[-2:]]})
            faults = (status(401), status(400), redirect("https://bread.example/"), login_page)
            replay.script(f"/{source}/x", echo, *faults)
            fetch(source, "x", {})
            said = [failure(fetch, source, "x") for _ in range(4)]
            assert not [secret for secret in secrets for sentence in said if secret in sentence]
    written = [path for path in settings.cache.rglob("*") if path.is_file()]
    texts = [caplog.text, *map(str, written), *(path.read_text() for path in written)]
    assert len(written) == len(SERVICES)
    own = {"openalex": KEYS["openalex"], "semantic_scholar": KEYS["semantic_scholar"]}
    assert not [text for text in texts for secret in secrets[2:] if secret in text]
    assert not [
        path for path in written for source, key in own.items() if source in path.parts and key in path.read_text()
    ]
    assert not [secret for secret in KEYS.values() if secret in caplog.text]
