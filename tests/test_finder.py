"""The index of the finder: small, complete, and readable back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalogue import Catalogue
from generator.finder import paper_lines, report_lines, shards
from generator.ids import slugs
from generator.plain import dumps
from tests.invented import full_report, paper


def shelf(*papers):
    keys = slugs(one.doi or one.id for one in papers)
    return Catalogue(
        reports=(),
        papers={one.id: one for one in papers},
        slugs={one.id: keys[one.doi or one.id] for one in papers},
    )


def read(lines):
    """Return the records of index lines as the script reads them."""
    before, found = "", []
    for line in lines:
        kept, ending, known, year, title = line.split("|")
        before = before[: int(kept)] + ending
        found.append((before, known.split(), year, title))
    return found


def test_lines_read_back_in_order_of_file_name():
    held = shelf(*(paper(n, title=f"Tides | of\n{n}") for n in (20, 3, 1)))
    assert read(paper_lines(held)) == [
        ("10.5555_tide.1", [], "2021", "Tides of 1"),
        ("10.5555_tide.20", [], "2020", "Tides of 20"),
        ("10.5555_tide.3", [], "2023", "Tides of 3"),
    ]


def test_every_file_reads_back_on_its_own():
    held = shelf(*(paper(n) for n in range(25)))
    files = list(shards(tuple(paper_lines(held)), 10))
    assert [len(file) for file in files] == [10, 10, 5]
    assert sorted(row[0] for file in files for row in read(file)) == sorted(held.slugs.values())
    assert list(shards((), 10)) == [[]]


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"url": "https://doi.org/10.5555/tide.1"}, []),
        ({"url": "https://www.example.org/papers/tide.1/"}, []),
        ({"url": "https://www.Example.org/Papers/Other?x=1"}, ["example.org/papers/other"]),
        ({"url": "javascript:alert(1)"}, []),
        ({"url": "https://[broken"}, []),
        ({"ids": ("arxiv:2301.00001", "pmid:77", "s2:ff", "openalex:W1")}, ["arxiv:2301.00001", "pmid:77"]),
        ({"versions": ("10.5555/preprint.1",)}, ["10.5555_preprint.1"]),
    ],
)
def test_what_the_doi_does_not_tell_is_kept(fields, known):
    ((_, found, _, _),) = read(paper_lines(shelf(replace(paper(1), **fields))))
    assert found == known


def test_a_thousand_papers_take_less_than_a_hundred_kilobytes():
    words = "harbour current skill forecast neural estuary"
    papers = [
        replace(
            paper(n, title=f"Forecasting the {words.split()[n % 6]} of {words} in basin {n}"),
            url=f"https://anthology.example.org/tide.{n}/",
        )
        for n in range(1_000)
    ]
    files = list(shards(tuple(paper_lines(shelf(*papers)))))
    assert sum(len(dumps(file)) for file in files) < 100_000


def test_report_is_found_by_its_aliases():
    made = full_report()
    dossier = made.draft.dossier
    asked = replace(dossier.question, aliases=("old-tides",))
    (line,) = report_lines([replace(made, draft=replace(made.draft, dossier=replace(dossier, question=asked)))])
    assert line.startswith(f"{made.id} old-tides|{asked.title[:10]}")
