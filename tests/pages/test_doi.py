from __future__ import annotations

from dataclasses import replace

import yaml

from generator.pages import doi
from generator.records import Corpus, Relations, Screened, Screening
from tests.invented import EBB, SILENT, corpus, full_report, paper

MADE = {page.path: page.text for page in doi.render(corpus())}


def only(*papers):
    made = full_report()
    rows = tuple(Screened(paper=one, rank=n, score=1, included=True) for n, one in enumerate(papers, start=1))
    screening = Screening(papers=rows, identified=(), duplicates=0)
    dossier = replace(made.draft.dossier, screening=screening, findings=(), quantities=())
    return Corpus(reports=(replace(made, draft=replace(made.draft, dossier=dossier)),), relations=Relations())


def test_there_is_a_page_for_each_cited_paper_and_none_for_an_excluded_one():
    assert sorted(MADE) == [
        "dois/10.5555_tide.1.md",
        "dois/10.5555_tide.2.md",
        "dois/10.5555_tide.3.md",
        "dois/10.5555_tide.5.md",
        "dois/tide-4.md",
    ]


def test_dois_that_would_share_a_file_name_get_a_hash():
    one, two = paper(1, "A.", doi="10.5555/a;b"), paper(2, "B.", doi="10.5555/a<b".replace("<", "~"))
    paths = [page.path for page in doi.render(only(one, two))]
    assert len(set(paths)) == 2
    assert all(path.startswith("dois/10.5555_a_b-") for path in paths)


def test_page_shows_the_claims_drawn_from_the_paper():
    text = MADE["dois/10.5555_tide.1.md"]
    assert '<a href="../../reports/tidal-skill/#c1">claim 1</a>' in text
    assert "Ebb-1B forecasts a day in 4 seconds, Flood-12B in 31 seconds." in text


def test_page_shows_what_the_paper_says_about_claims_of_others():
    text = MADE["dois/10.5555_tide.3.md"]
    assert "<b>Supports: </b>Ebb-1B reaches a skill of 64% on HarbourBench." in text
    assert "<b>Contradicts: </b>Flood-12B reaches a skill of 71% on HarbourBench." in text
    assert "Corrected 2024-05-01: table 2" in text


def test_search_finds_the_page_by_its_doi_and_by_the_part_behind_the_prefix():
    meta = yaml.safe_load(MADE["dois/10.5555_tide.1.md"].split("---\n")[1])
    assert meta["tags"] == ["10.5555/tide.1", "tide.1"]
    (page,) = doi.render(only(paper(1, "A.", doi="10.48550/arxiv.2301.00001")))
    assert yaml.safe_load(page.text.split("---\n")[1])["tags"][-1] == "2301.00001"


def test_paper_without_text_says_that_nothing_was_read():
    assert "No text of this paper is held" in MADE[f"dois/{SILENT.doi.replace('/', '_')}.md"]


def test_claim_that_two_reports_print_stands_once_with_both_verdicts():
    drawn = MADE["dois/10.5555_tide.1.md"].split("## What it says")[0]
    claim = full_report().findings[0].claim
    assert drawn.count(f'<p class="text">{claim.text}</p>') == 1
    assert '<a href="../../reports/tidal-size/#c1">claim 1</a>' in drawn


def test_page_lists_the_figures_that_were_read_in_the_paper_once():
    figures = full_report().draft.dossier.quantities
    mine = {(figure.start, figure.subject) for figure in figures if figure.passage.paper == EBB.id}
    shown = MADE[f"dois/{EBB.doi.replace('/', '_')}.md"].split("## Figures read in it")[1].split("## ")[0]
    assert shown.count('data-label="Value"') == len(mine) > 0


def test_versions_and_registers_lead_to_where_they_are():
    other = paper(2, "B.")
    one = replace(
        paper(1, "A."),
        versions=(other.id, "10.5555/elsewhere"),
        ids=("arxiv:2301.00001", "s2:abc"),
        open_access="https://example.org/copy.pdf",
    )
    (text,) = [page.text for page in doi.render(only(one, other)) if "tide.1" in page.path]
    assert '<a href="../10.5555_tide.2/"><code>10.5555/tide.2</code></a>' in text
    assert '<a href="https://doi.org/10.5555/elsewhere">' in text
    assert '<a href="https://arxiv.org/abs/2301.00001">arXiv 2301.00001</a>' in text
    assert '<a href="https://example.org/copy.pdf">free copy</a>' in text
    assert "abc" not in text.split("Elsewhere")[1].split("</p>")[0]


def test_paper_of_very_many_reports_keeps_its_page_short():
    made = full_report()
    reports = tuple(_renamed(made, f"tidal-{n:03}") for n in range(300))
    pages = {page.path: page.text for page in doi.render(Corpus(reports=reports, relations=Relations()))}
    text = pages["dois/10.5555_tide.1.md"]
    assert "and in 290 more reports" in text
    assert "And 100 more reports." in text
    assert len(text) < 100_000


def _renamed(report, name):
    dossier = report.draft.dossier
    asked = replace(dossier.question, id=name, aliases=())
    return replace(report, draft=replace(report.draft, dossier=replace(dossier, question=asked)))


def retracted_corpus():
    """Return a corpus whose one report left a paper out for its retraction."""
    gone = paper(7, "A.", notices=("Retracted 2024-01-02: invented tides",))
    made = only(paper(1, "A."), gone)
    report = made.reports[0]
    screening = report.draft.dossier.screening
    kept, out = screening.papers
    out = replace(
        out,
        paper=replace(gone, document=None),
        included=False,
        reason="retracted",
        detail="Retracted 2024-01-02: invented tides",
    )
    dossier = replace(report.draft.dossier, screening=replace(screening, papers=(kept, out)))
    return replace(made, reports=(replace(report, draft=replace(report.draft, dossier=dossier)),))


def test_retracted_paper_keeps_its_page_and_counts_nowhere():
    pages = {page.path: page.text for page in doi.render(retracted_corpus())}
    text = pages["dois/10.5555_tide.7.md"]
    assert 'class="badge alarm">Retracted 2024-01-02: invented tides' in text
    assert "it supports no claim and contradicts none" in text
    assert "ranked 2 of 2 screened, left out" in text
    assert "no text" not in text.lower()


def test_page_says_that_a_person_decided():
    told = "A person decided that these are one work: 10.5555/tide.1, pmid:7."
    (page,) = doi.render(only(replace(paper(1, "A."), decided=(told,))))
    assert told in page.text
    assert '<span class="badge">decided by a person</span>' in page.text
    assert "decided by a person" not in MADE["dois/10.5555_tide.1.md"]
