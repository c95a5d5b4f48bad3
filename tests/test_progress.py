"""Bars on a terminal, and silence elsewhere."""

from __future__ import annotations

import io

from generator.asking import sweep
from generator.harvest import Batch
from generator.lookup import side_by_side
from generator.progress import Bars, advance, listening
from tests.test_asking import TWO, papers, served

TITLES = {"rye": "Rye", "oat": "Oatmeal"}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_bars_are_drawn_over_each_other_and_wiped_in_the_end():
    stream = Terminal()
    with Bars(TITLES, stream) as bars:
        bars.set("oat", 1, 4)
        last = stream.getvalue().rpartition("\x1b[2A")[2]
    assert last == f"\x1b[2K  Rye     [{'.' * 24}]   0 %\n\x1b[2K  Oatmeal [{'#' * 6}{'.' * 18}]  25 %\n"
    assert stream.getvalue().endswith("\x1b[2A\x1b[2K\n\x1b[2K\n\x1b[2A")


def test_what_is_no_terminal_gets_nothing():
    stream = io.StringIO()
    with Bars(TITLES, stream) as bars:
        bars.set("rye", 1, 1)
    assert stream.getvalue() == ""


def test_terminal_gets_nothing_where_nobody_is_asked():
    stream = Terminal()
    with Bars({}, stream):
        pass
    assert stream.getvalue() == ""


def test_search_tells_how_many_of_its_queries_are_done():
    heard = []
    service, _ = served([Batch(papers("a"), 1), Batch(papers("b"), 1)])
    with listening(lambda done, of: heard.append((done, of))):
        sweep(service, TWO, None, 5)
    advance(7, 7)  # nobody listens any more
    assert heard == [(0, 2), (1, 2)]


def test_each_service_has_its_bar_until_it_is_done(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)

    def work(name):
        advance(1, 2)
        return name

    assert side_by_side(work, ["crossref", "pubmed"], None) == ("crossref", "pubmed")
    drawn = stream.getvalue()
    assert "Crossref [############............]  50 %" in drawn
    assert "PubMed   [########################] 100 %" in drawn
