"""What a report page says, and that it equals its records."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest

from generator.pages import data, report
from generator.pages.report.methodology import MOST_QUERIES
from generator.pages.report.sources import FEW
from generator.records import Corpus, Finding, Paper, Query, Relations, Report, Site
from tests.invented import HOSTILE, corpus, empty_report, full_report, retired_report

SECTIONS = [
    "Abstract",
    "1 Introduction",
    "2 Methodology",
    "3 Results",
    "4 Limitations",
    "5 Extracted Claims",
    "References",
    "Provenance",
]


class Tree(HTMLParser):
    """Collects cells of tables, and text by the class or count of the element around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path: list[dict[str, str | None]] = []
        self.cells: list[tuple[str | None, str]] = []
        self.counts: dict[str, str] = {}
        self.quotes = 0
        self.words = ""

    def handle_starttag(self, name, attrs):
        self.path.append({"name": name, **dict(attrs)})
        if name == "td":
            self.cells.append((dict(attrs).get("data-label"), ""))
        self.quotes += "quote" in (dict(attrs).get("class") or "").split()

    def handle_endtag(self, _name):
        self.path.pop()

    def handle_data(self, text):
        self.words += text
        if any(node["name"] == "td" for node in self.path):
            label, held = self.cells[-1]
            self.cells[-1] = (label, held + text)
        if self.path and "data-count" in self.path[-1]:
            self.counts[self.path[-1]["data-count"]] = text


def source(made: Report) -> str:
    (page,) = report.render(Corpus(reports=(made,), relations=Relations()))
    return page.text


def tree(made: Report) -> Tree:
    reader = Tree()
    reader.feed(markdown.markdown(source(made).split("\n---\n", 1)[1], extensions=["toc"]))
    return reader


def held(made: Report):
    pages = data.render(Corpus(reports=(made,), relations=Relations()))
    return json.loads(next(page.text for page in pages if page.path == f"data/reports/{made.id}.json"))


@pytest.mark.parametrize("made", [full_report(), empty_report()], ids=["full", "empty"])
def test_sections_are_fixed(made):
    assert re.findall(r"^## (.*)$", source(made), re.MULTILINE) == SECTIONS


@pytest.mark.parametrize("made", [full_report(), empty_report(), retired_report()], ids=["full", "empty", "retired"])
def test_each_number_of_the_abstract_is_the_count_in_the_data(made):
    counts = tree(made).counts
    known = held(made)["counts"]
    assert {"included", "screened", "claims"} <= counts.keys()
    assert counts == {name: str(known[name]) for name in counts}


def test_abstract_claims_neither_peer_review_nor_independent_verification():
    text = source(full_report()).lower()
    assert "peer-reviewed" not in text
    assert "independently verified" not in text


def test_prisma_table_adds_up():
    cells = [text for label, text in tree(full_report()).cells if label in {"PRISMA step", "Number"}]
    table = dict(zip(cells[::2], map(int, cells[1::2]), strict=True))

    def total(step):
        return sum(number for name, number in table.items() if name.startswith(step))

    assert total("Records identified") - table["Duplicate records removed"] == table["Records screened"]
    assert table["Records screened"] - total("Records excluded") == table["Reports sought for retrieval"]
    sought, missing = table["Reports sought for retrieval"], table["Reports not retrieved"]
    assert sought - missing == table["Reports assessed for eligibility"]
    reports = table["Reports assessed for eligibility"] - total("Reports excluded")
    assert reports + total("of these by title only") == table["Studies included"] == 5
    assert missing == total("of these by title only") == 1


def test_answer_cites_the_numbers_of_its_claims():
    assert (
        '64% at 1B to 71% at 12B.&#8288;<sup class="cite"><a href="#c1">[1]</a> <a href="#c2">[2]</a></sup>'
        in source(full_report()).replace("</a><a", "</a> <a")
    )


def test_long_search_log_is_cut_on_the_page_and_whole_in_the_data():
    made = full_report()
    dossier = made.draft.dossier
    first, *others = dossier.found
    queries = tuple(Query(label="ebb", text=f"ebb AND tide{n}", hits=n) for n in range(40))
    wide = Query(label="dois", text="10.5555/ebb, " * 200 + "10.5555/end", hits=2)
    found = (replace(first, queries=queries), *others, replace(others[0], source="flood", queries=(wide,)))
    long = replace(made, draft=replace(made.draft, dossier=replace(dossier, found=found)))
    text = source(long)
    each = MOST_QUERIES // len(found)
    assert f"ebb AND tide{each - 1}<" in text
    assert f"ebb AND tide{each}<" not in text
    assert "10.5555/ebb" in text
    assert "10.5555/end" not in text
    rest = sum(min(each, max(1, len(one.queries))) for one in found[1:])
    whole = 40 + sum(max(1, len(one.queries)) for one in found[1:])
    assert f"The first of each source, {each + rest} of {whole} queries" in text
    assert "ebb AND tide39" in json.dumps(held(long))
    assert "10.5555/end" in json.dumps(held(long))


def named(title: str) -> Paper:
    return Paper(id=title, title=title)


def test_long_list_of_excluded_papers_is_cut_on_the_page_but_for_retracted_ones():
    made = full_report()
    dossier = made.draft.dossier
    *rows, last = (row for row in dossier.screening.papers if not row.included)
    many = [
        replace(last, rank=50 + n, reason="retracted" if n == 400 else "beyond limit", paper=named(f"Ebb no. {n};"))
        for n in range(500)
    ]
    kept = tuple(row for row in dossier.screening.papers if row.included)
    screening = replace(dossier.screening, papers=(*kept, *rows, last, *many))
    long = replace(made, draft=replace(made.draft, dossier=replace(dossier, screening=screening)))
    text = source(long)
    number = FEW - len(rows) - 1
    assert f"Ebb no. {number - 1};" in text
    assert f"Ebb no. {number};" not in text
    assert "Ebb no. 400;" in text
    assert f"Shown are {FEW + 1}: those that fit best" in text
    assert "Ebb no. 499;" in json.dumps(held(long))


def test_what_is_missing_stands_in_the_answer_box():
    box = source(full_report()).split('aria-label="Answer"')[1].split("</section>")[0]
    assert "Not answered by the evidence found:" in box
    assert "No included paper reports a result on STRAITSET." in box


def test_report_without_answer_says_so_and_has_no_score():
    text = source(empty_report())
    assert "The evidence found does not answer this question." in text
    assert "There is no review score" in text
    assert held(empty_report())["score"] is None


def test_every_verdict_shows_its_mark_and_word():
    told = [text for _, text in tree(full_report()).cells if text[:1] in {"✓", "×"}]
    assert told == ["✓ corroborated", "× contested", "✓ single source", "× unsupported", "× unverified"]


def test_row_has_a_numbered_and_a_lasting_anchor():
    text = source(full_report())
    for number, finding in enumerate(full_report().findings, start=1):
        assert text.count(f'id="c{number}"') == 1
        assert text.count(f'id="claim-{finding.claim.id}"') == 1


def test_passage_of_a_note_is_labelled_and_never_in_a_quotation():
    text = source(full_report())
    assert "<b>Our note on the paper:</b> <mark>Ebb-1B reaches a skill of 64% on HarbourBench.</mark>" in text
    assert "<blockquote><p><mark>Ebb-1B reaches" not in text
    assert re.sub("</?mark>", "", text).count(
        "<blockquote><p>We measured a skill of 64% for Ebb-1B on HarbourBench.</p></blockquote>"
    )


def test_words_of_the_claim_are_marked_in_the_passages_of_others():
    quote = source(full_report()).split("<blockquote><p>We measured")[1].split("</p>")[0]
    assert quote == " a <mark>skill of 64%</mark> for <mark>Ebb-1B on HarbourBench</mark>."


def test_reason_that_excludes_several_papers_stands_once():
    made = full_report()
    dossier = made.draft.dossier
    (out, *_) = [row for row in dossier.screening.papers if not row.included]
    twins = tuple(replace(out, paper=replace(out.paper, id=f"twin-{n}", title=f"Twin {n}")) for n in range(3))
    screening = replace(dossier.screening, papers=(*dossier.screening.papers, *twins))
    text = source(replace(made, draft=replace(made.draft, dossier=replace(dossier, screening=screening))))
    assert text.count(f"<b>{out.reason}</b>") == 1
    assert [f"Twin {n}" in text for n in range(3)] == [True] * 3


def test_neutral_checks_are_counted_and_not_quoted():
    text = source(full_report())
    assert "1 more passage judged neutral" in text
    assert tree(full_report()).quotes == 2 + 2 + 1 + 1 + 1


def test_contradiction_names_its_reason():
    assert "judge rules: same metric and benchmark, 71 against 64" in source(full_report())


def test_gap_is_named_in_words():
    assert (None, "none") in tree(full_report()).cells
    assert "nothing on STRAITSET" in tree(full_report()).words


def test_source_that_failed_and_levels_are_limitations():
    text = source(full_report())
    assert "The source bulletin did not answer in full: timed out after 30 s." in text
    assert "2 as our own notes, 1 as abstracts, 1 as full texts and 1 as no text at all are held;" in text
    assert "No claim reports a result on STRAITSET." in text


def test_hostile_title_stays_text():
    assert tree(full_report()).words.count('<script>alert("tide")</script> | *Ebb* _and_ `flow` [x]') == 1
    assert "\u202e" not in source(full_report())
    assert HOSTILE.startswith("<script>")


def test_retired_report_points_to_its_successor():
    pages = {page.path: page.text for page in report.render(corpus())}
    assert 'It is replaced by <a href="../tidal-skill/">' in pages["reports/tidal-size.md"]
    assert "retired" not in pages["reports/tidal-skill.md"]


def test_large_report_stays_below_200_kilobytes():
    made = full_report()
    dossier = made.draft.dossier
    many = tuple(_renamed(dossier.findings[place % 2], place) for place in range(24))
    figures = dossier.quantities * 60
    large = replace(made, draft=replace(made.draft, dossier=replace(dossier, findings=many, quantities=figures)))
    assert len(markdown.markdown(source(large).split("\n---\n", 1)[1], extensions=["toc"]).encode()) < 200_000


def _renamed(finding: Finding, place: int) -> Finding:
    return replace(finding, claim=replace(finding.claim, id=f"{finding.claim.id}{place}"))


def test_sentences_on_the_same_outcomes_stand_under_one_heading():
    made = full_report()
    one = replace(made.draft.answer[0], outcomes=("forecast error",))
    other, bare = replace(one, outcomes=("hours ahead", "cost")), replace(one, outcomes=())
    answered = replace(made, draft=replace(made.draft, answer=(one, one, other, bare, one)))
    headings = re.findall(r'<li>(?:<b class="on">(.*?)</b>)?', source(answered).partition('class="told"')[2])[:5]
    assert headings == ["forecast error", "", "hours ahead · cost", "", "forecast error"]


def test_earlier_names_and_the_date_of_the_next_review_are_told():
    made = full_report()
    dossier = made.draft.dossier
    question = replace(dossier.question, aliases=("old-tides",), review_by="2027-05-30")
    text = tree(replace(made, draft=replace(made.draft, dossier=replace(dossier, question=question)))).words
    assert "old-tides" in text
    assert "30 May 2027" in text


def test_what_was_read_out_of_the_question_is_called_so():
    made = full_report()
    dossier = made.draft.dossier
    question = replace(dossier.question, derived=("outcomes", "keywords"))
    text = tree(replace(made, draft=replace(made.draft, dossier=replace(dossier, question=question)))).words
    assert "The question file gives no outcomes or keywords" in text


def _with_figures(figures):
    made = full_report()
    dossier = replace(made.draft.dossier, quantities=tuple(figures))
    return replace(made, draft=replace(made.draft, dossier=dossier))


def test_too_few_comparable_figures_are_said_in_words():
    figures = full_report().draft.dossier.quantities
    assert "One mark per model; lines join the sizes of one family." in source(_with_figures(figures))
    few = source(_with_figures(figures[:3]))
    assert "No plot: the largest set of comparable figures, skill on HarbourBench, holds 3 models" in few
    assert 'class="plot"' not in few


def test_figures_that_are_all_changes_are_listed_without_a_plot():
    changes = [replace(figure, kind="change") for figure in full_report().draft.dossier.quantities[:3]]
    assert "No plot: the papers give changes here" in source(_with_figures(changes))


def _figures_section(made: Report) -> str:
    return source(made).split("### Figures extracted")[1].split("### ")[0]


def test_sentence_behind_a_figure_is_the_row_that_claims_it_word_for_word():
    section = _figures_section(full_report())
    targets = re.findall(r'<td><a href="#([cs]\d+)">', section)
    assert len(targets) == len(full_report().draft.dossier.quantities)
    assert set(targets) <= set(re.findall(r'<tbody id="(c\d+)">', source(full_report())))
    assert 'class="behind"' not in section


def test_sentence_that_no_claim_says_word_for_word_is_listed_once():
    made = full_report()
    dossier = made.draft.dossier
    reworded = tuple(replace(f, claim=replace(f.claim, text=f"It was read that {f.claim.text}")) for f in made.findings)
    section = _figures_section(replace(made, draft=replace(made.draft, dossier=replace(dossier, findings=reworded))))
    assert section.count("Slack-2B, Slack-4B, Slack-7B and Slack-9B reach") == 1
    targets = re.findall(r'<td><a href="#(s\d+)">', section)
    assert len(targets) == len(dossier.quantities)
    assert set(targets) == set(re.findall(r'<li id="(s\d+)">', section))


def test_form_for_issues_is_named_only_where_the_source_is_known():
    known = Corpus(reports=(full_report(),), relations=Relations(), site=Site(repository="https://example.org/a&b"))
    (page,) = report.render(known)
    assert 'data-issues="https://example.org/a&amp;b/issues/new"' in page.text
    assert "data-issues" not in source(full_report())


def test_certainty_sorts_by_its_grade_and_not_by_its_letters():
    assert re.findall(r'data-sort="(\d)"', source(full_report())) == ["2", "0"]
