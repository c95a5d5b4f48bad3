"""A report is what was concluded, with every quotation rechecked and a version that follows its content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assemble import assemble, quoted, recheck
from generator.errors import QuoteMismatch
from generator.records import Draft, Provenance, Report, Review, Statement
from tests.beehives import QUESTION, check, claim, dossier, draft, figure, finding, paper, screening
from tests.beehives import quoted as sentence

TEXT = "The Oak-5 hive reached a purity of 41% on CombTest."
ONE, TWO = paper("one", TEXT, "Bees dance."), paper("two", TEXT)
OFF = paper("off", "Bread rises.")
REVIEW = Review(reviewer="grounding", score=7.0, reasons=("1 of 1",))
MADE_OF = Provenance(
    question_file="questions/warm-hives.yaml",
    question_hash="ab",
    evidence_file=None,
    evidence_hash=None,
    library_hash="cd",
    generator="1",
    ranker="bm25",
    judges=("rules",),
    calibration="toy",
)


def known() -> Draft:
    """Return a draft with a claim, a check against another paper and a figure."""
    made = claim(ONE)
    backed = finding(made, "corroborated", check(made, sentence(TWO)))
    full = dossier((ONE, TWO), (backed,), (figure(ONE, 0, 41.0, "Oak-5"),))
    full = replace(full, screening=screening(ONE, TWO, excluded=(OFF,)))
    return draft(full, answer=(Statement(text=TEXT, claims=(made.id,)),))


def report(shown: Draft, reviews: tuple[Review, ...] = (REVIEW,), provenance: Provenance = MADE_OF) -> Report:
    """Return the assembled report."""
    return assemble(shown, reviews, (7.0, ()), provenance, "2031-01-02")


def test_key_that_a_question_leaves_open_changes_no_version_and_one_that_it_sets_does(monkeypatch):
    shown = known()
    dated = replace(QUESTION, since="2020")
    assert report(replace(shown, dossier=replace(shown.dossier, question=dated))).version != report(shown).version
    whole = report(shown).version
    monkeypatch.setattr("generator.assemble.LATER", ())
    assert report(shown).version != whole  # as it was before there was such a key


def test_report_holds_what_it_was_given():
    made = report(known())
    assert (made.score, made.caps, made.date, made.reviews) == (7.0, (), "2031-01-02", (REVIEW,))
    assert (made.id, made.provenance) == (QUESTION.id, MADE_OF)
    assert made.papers == (ONE, TWO)
    assert made.draft.answer == known().answer


def test_texts_that_nothing_quotes_are_not_carried_along():
    made = report(known())
    assert [row.paper.document is None for row in made.draft.dossier.screening.papers] == [False, False, True]
    assert made.draft.dossier.found[0].papers == ()
    assert made.draft.dossier.found[0].total == 2


def test_every_quotation_of_claim_check_and_figure_is_rechecked():
    spans = list(quoted(known()))
    assert [span.paper for span in spans] == [ONE.id, ONE.id, TWO.id, ONE.id]


@pytest.mark.parametrize(
    "change",
    [
        {"quote": TEXT.replace("41", "42")},
        {"start": 1},
        {"end": len(TEXT) - 1},
        {"start": 10_000, "end": 10_051},
        {"paper": "10.5555/nobody"},
        {"paper": OFF.id},
    ],
    ids=["quote", "start", "end", "beyond", "unknown paper", "excluded paper"],
)
@pytest.mark.parametrize("place", ["claim", "check", "figure"])
def test_quotation_that_is_not_its_span_stops_the_report(place, change):
    shown = known()
    full = shown.dossier
    (only,) = full.findings
    if place == "claim":
        moved = replace(only, claim=replace(only.claim, passage=replace(only.claim.passage, **change)))
        full = replace(full, findings=(moved,))
    elif place == "check":
        last = replace(only.checks[-1], passage=replace(sentence(TWO), **change))
        full = replace(full, findings=(replace(only, checks=(*only.checks[:-1], last)),))
    else:
        (one,) = full.quantities
        full = replace(full, quantities=(replace(one, passage=replace(one.passage, **change)),))
    with pytest.raises(QuoteMismatch, match="does not equal its span"):
        report(replace(shown, dossier=full))


def test_paper_without_a_text_cannot_be_quoted():
    with pytest.raises(QuoteMismatch) as caught:
        recheck(sentence(ONE), screening(replace(ONE, document=None)))
    assert (caught.value.paper, caught.value.start, caught.value.end) == (ONE.id, 0, len(TEXT))


def retold(source):
    return replace(source, document=replace(source.document, text="Another text."))


def test_report_remembers_which_excluded_papers_had_no_text():
    off = replace(OFF, document=None)
    made = report(
        replace(known(), dossier=replace(known().dossier, screening=screening(ONE, TWO, excluded=(OFF, off))))
    )
    assert [row.unread for row in made.draft.dossier.screening.papers] == [False, False, False, True]


def test_same_content_has_the_same_version_however_it_was_made():
    shown = known()
    version = report(shown).version
    assert len(version) == 8
    elsewhere = replace(MADE_OF, generator="2", library_hash="ef", question_hash="01", evidence_file="x")
    assert report(shown, provenance=elsewhere).version == version
    commented = replace(shown.dossier, question=replace(shown.dossier.question, source_hash="01"))
    assert report(replace(shown, dossier=commented)).version == version
    other_text = replace(shown.dossier, screening=screening(ONE, TWO, excluded=(retold(OFF),)))
    assert report(replace(shown, dossier=other_text)).version == version


def test_version_changes_with_anything_that_the_report_says():
    shown = known()
    full = shown.dossier
    (only,) = full.findings
    others = [
        replace(shown, answer=()),
        replace(shown, missing=("Nothing on wasps.",)),
        replace(shown, certainty="low"),
        replace(shown, dossier=replace(full, question=replace(QUESTION, title="Warmer hives"))),
        replace(shown, dossier=replace(full, question=replace(QUESTION, updated="2032-01-01"))),
        replace(shown, dossier=replace(full, findings=(replace(only, confidence=0.1),))),
        replace(shown, dossier=replace(full, quantities=())),
        replace(shown, dossier=replace(full, screening=screening(TWO, ONE, excluded=(OFF,)))),
        replace(shown, dossier=replace(full, screening=replace(full.screening, duplicates=3))),
        replace(shown, dossier=replace(full, found=(replace(full.found[0], outcome="timed out"),))),
    ]
    versions = [report(other).version for other in (shown, *others)]
    versions.append(report(shown, reviews=(replace(REVIEW, score=1.0),)).version)
    assert len(set(versions)) == len(versions)
