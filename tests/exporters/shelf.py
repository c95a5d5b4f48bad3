"""A corpus around papers that a test makes, for exports of it."""

from __future__ import annotations

from dataclasses import replace

from generator.records import Author, Corpus, Paper, Relations
from tests.invented import full_report, paper, screening

HOSTILE_TITLES = {
    "braces": "Tides } of { brace, {nested {twice}} and one too many }",
    "latex": r"\input{/etc/tides} $x^2$ 100% & more_ #1 ~ \textbf{ebb}",
    "comment": "50% of the tides % and a remark",
    "quotes": 'He said "ebb", ``flow\'\' and --- "again"',
    "entry": "@article{fake, title = {x}}",
    "right to left": "גאות ושפל & מים: בדיקה",
    "Arabic": "المد والجزر {تجربة}",
    "emoji": "Tides 🌊 of 1 < 2 > 0 | a=b",
    "markup": "<script>alert('tide')</script> &amp; <i>ebb</i>",
    "formula": '=HYPERLINK("http://tides.invalid","x")',
    "tag": "ER  - TY  - JOUR",
    "accents": "Über Ćma Łódź naïve 漢字",
    "long": "flood and ebb of the tide, " * 370 + "end",
}


def corpus_of(*papers: Paper, **fields) -> Corpus:
    """Return a corpus of one report that includes exactly `papers`."""
    report = full_report()
    dossier = replace(report.draft.dossier, screening=screening(*papers), findings=(), quantities=())
    made = replace(report, draft=replace(report.draft, dossier=dossier, answer=(), summary=(), gaps=()))
    return Corpus(reports=(made,), relations=Relations(), **fields)


def titled(title: str) -> Paper:
    """Return a paper with that title."""
    return paper(7, "A text.", title=title)


def retracted() -> Paper:
    """Return a paper that stands retracted."""
    return paper(8, title="Withdrawn tides", notices=("Retracted 2030-01-02: invented currents",))


def bare() -> Paper:
    """Return a paper of which only the title is known."""
    return Paper(id="tide-0", title="A title alone")


def odd_names() -> tuple[Author, ...]:
    """Return names that formats could take apart."""
    return (
        Author(family="van der Ebb", given="Jan"),
        Author(family="Ebb and Flow Institute"),
        Author(family="Tide, Inc."),
        Author(family="Rock and Sand", given="A. and B."),
        Author(family="אבן", given="ש."),
    )
