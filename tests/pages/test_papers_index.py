"""All papers by first author, by year and by venue."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.pages import papers_index, resolver
from generator.records import Corpus, Relations, Screened, Screening
from tests.invented import EBB, corpus, full_report, paper

MADE = {page.path: page.text for page in papers_index.render(corpus())}


def only(*papers):
    made = full_report()
    rows = tuple(Screened(paper=one, rank=n, score=1, included=True) for n, one in enumerate(papers, start=1))
    screening = Screening(papers=rows, identified=(), duplicates=0)
    dossier = replace(made.draft.dossier, screening=screening, findings=(), quantities=())
    return Corpus(reports=(replace(made, draft=replace(made.draft, dossier=dossier)),), relations=Relations())


def test_each_order_lists_every_paper_with_its_counts():
    for path in ("dois/index.md", "dois/years/index.md", "dois/venues/index.md"):
        assert MADE[path].count('data-label="DOI"') == 5, path
        assert EBB.title in MADE[path]


def test_papers_stand_under_their_year_the_newest_first_and_those_without_one_last():
    made = only(*(replace(paper(n), year=year) for n, year in enumerate((2019, None, 2024))))
    text = {page.path: page.text for page in papers_index.render(made)}["dois/years/index.md"]
    assert re.findall(r'<h2 id="g\d">([^<]*)</h2>', text) == ["2024", "2019", "No year"]
    assert '<li><a href="#g1">2019</a></li>' in text


def test_index_is_cut_into_parts_of_200_rows_and_jumps_to_the_part_of_a_year():
    papers = [replace(paper(n), year=2025 if n < 250 else 2001) for n in range(401)]
    made = {page.path: page.text for page in papers_index.render(only(*papers))}
    parts = ["dois/index.md", "dois/papers-2.md", "dois/papers-3.md"]
    assert [made[part].count('data-label="DOI"') for part in parts] == [200, 200, 1]
    assert 'href="../papers-2/"' in made["dois/papers-3.md"]
    assert '<li><a href="2/#g1">2001</a></li>' in made["dois/years/index.md"]
    assert '<h2 id="g1">2001</h2>' in made["dois/years/2.md"]


def test_hostile_venue_is_text():
    made = only(replace(paper(1), venue="</h2><script>alert(1)</script>"))
    assert not any("<script>" in page.text for page in papers_index.render(made))


def test_finder_names_its_files_and_works_as_lists_without_a_script():
    pages = {page.path: page.text for page in resolver.render(corpus())}
    assert '"data/resolve/papers-1.json"' in pages["data/resolve/index.json"]
    assert "data/resolve/papers-1.json" in pages
    assert 'data-index="../data/resolve/index.json"' in pages["resolve.md"]
    assert '<a href="../dois/years/">by year</a>' in pages["resolve.md"]
