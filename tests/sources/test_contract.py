"""Every adapter over every recorded answer, whole and damaged: papers, or a sentence that says why not."""

from __future__ import annotations

import os
import random
import re
from importlib import import_module
from pathlib import Path

import pytest

from generator.errors import SourceError
from generator.ids import fold, parse_doi
from generator.markup import MAX_LINE, MAX_TEXT
from generator.people import MOST_AUTHORS
from generator.sources import LIVE, OPEN_ACCESS
from tests.sources.harness import FIXTURES, damaged, flipped, kind, untitled

ADAPTERS = {**LIVE, "unpaywall": OPEN_ACCESS}
SENTENCE = re.compile(r"(?:[A-Z][\w ]*|arXiv): (?:sent|refused) [^\x00-\x1f]{10,240}")
MUTANTS = 100
LARGEST = 60_000
ELSEWHERE = "0 warme"  # what damage writes, and a translated title in the fixture of DataCite
DATA = os.environ.get("REPORT_CORPUS_DATASETS")
needs_samples = pytest.mark.skipif(not DATA, reason="REPORT_CORPUS_DATASETS is unset: no recorded answers")


def samples(source=None):
    """Return the recorded answers of a service, or of all; DataCite has none."""
    folder = Path(DATA or "") / "api-samples"
    found = sorted(path for path in folder.glob("*/*.*") if path.name != "INDEX.json")
    return [path for path in found if source is None or key(path.parent.name) == key(source)]


def key(name):
    return name.replace("-", "").replace("_", "")


def understood(sentence):
    """Return the sentence of an error after checking that it is one."""
    assert SENTENCE.fullmatch(sentence), sentence
    return sentence


def outcome(source, body, content_type):
    """Return the papers of an answer after checking them, or the sentence after checking that."""
    try:
        papers = ADAPTERS[source].parse(body, content_type)
    except SourceError as error:
        return understood(str(error))
    for paper in papers:
        assert paper.title.strip()
        assert len(paper.title) <= MAX_LINE
        assert paper.id == (paper.doi or paper.ids[0])
        assert paper.doi is None or parse_doi(paper.doi) == paper.doi
        assert paper.document is None or 0 < len(paper.document.text) <= MAX_TEXT
        assert len(paper.authors) <= MOST_AUTHORS
        assert all(author.family for author in paper.authors)
        assert paper.found_by == (source,)
        assert all(not address or address.startswith("http") for address in (paper.url, paper.open_access))
        repr(paper).encode()  # half a character could not be written to a file
    return papers


@needs_samples
@pytest.mark.parametrize("source", ADAPTERS)
def test_every_adapter_reads_or_refuses_every_recorded_answer(source):
    read = 0
    for path in samples():
        found = outcome(source, path.read_bytes(), kind(path.name))
        own = key(path.parent.name) == key(source)
        assert own or not found or isinstance(found, str), f"{source} took {path.name} for its own"
        read += own and bool(found) and not isinstance(found, str)
    assert read or source == "datacite"


@pytest.mark.parametrize("source", ADAPTERS)
def test_no_damage_to_a_fixture_makes_another_paper(source):
    (path,) = (path for path in FIXTURES.iterdir() if path.stem == source)
    stay_true(source, [path])


@needs_samples
@pytest.mark.parametrize("source", sorted(ADAPTERS.keys() - {"datacite"}))
def test_no_damage_to_a_recorded_answer_makes_another_paper(source):
    small = [path for path in samples(source) if path.stat().st_size < LARGEST]
    stay_true(source, [path for path in small if not isinstance(outcome(source, path.read_bytes(), ""), str)])


def stay_true(source, paths):
    """Damage answers a hundred times each way; what is still read has to be a part of what was there."""
    chance = random.Random(source)
    for _ in range(MUTANTS):
        body = chance.choice(paths).read_bytes()
        outcome(source, flipped(body, chance), "")
        before = outcome(source, body, "")
        after = outcome(source, damaged(body, chance), "")
        for paper in () if isinstance(after, str) else after:
            assert any(part_of(paper, whole) for whole in before), paper


def part_of(paper, whole):
    """Return whether title and numbers of a paper come from the one whole record."""
    known = f"{fold(whole.title)} {ELSEWHERE}"
    titled = all(word in known for word in fold(paper.title.replace("x" * 50, " ")).split())
    numbered = not paper.doi or paper.doi == whole.doi or paper.doi in whole.versions
    return titled and numbered and set(paper.ids) <= set(whole.ids)


@pytest.mark.parametrize("source", ADAPTERS)
def test_records_that_lost_their_titles_are_dropped_and_counted(source):
    (path,) = (path for path in FIXTURES.iterdir() if path.stem == source)
    parse_page = import_module(f"generator.sources.{source}").parse_page
    whole, bare = parse_page(path.read_bytes(), ""), parse_page(untitled(path.read_bytes()), "")
    assert whole.papers
    assert bare.papers == ()
    assert bare.dropped >= len(whole.papers) + whole.dropped


@pytest.mark.parametrize("source", ADAPTERS)
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"data":' * 50_000,
        b"<a>" * 200_000,
        b"<a>" * 300 + b"</a>" * 300,
        b'{"message": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe" * 1000,
        b"\x00" * 1000,
        b'{"data": [null, 7, [], {"type": "dois"}], "results": [{}], "meta": {"count": 1}}',
    ],
    ids=range(8),
)
def test_hostile_answers_are_refused(source, body):
    assert isinstance(outcome(source, body, ""), str)
