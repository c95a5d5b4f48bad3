"""From a question to a report: what is replayed, what decides whether it is made anew, and what comes of nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator import pipeline
from generator.calibration import load_calibration
from generator.combination import load_combination
from generator.errors import InvalidInput
from generator.evidence import dump_evidence
from generator.library import Library
from generator.pipeline import Inputs, cached, load_inputs, publish, synthesise, synthesise_and_store
from generator.records import Document, Paper, Query, Question, SearchResult, Vocabulary
from generator.settings import load_settings
from tests.beehives import paper

CHECKOUT = Path(__file__).parent.parent
WARM = "Heating raised the purity of honey in oak hives to 41% on CombTest."
ASKED = Question(
    id="warm-hives",
    title="Heating and the purity of honey",
    question="Does heating raise the purity of honey in hives on WAXCUP?",
)


def inputs(tmp_path: Path, *papers: Paper, **fields: object) -> Inputs:
    """Return inputs that hold these papers and nothing else."""
    made = Inputs(
        questions=(ASKED,),
        library=Library(papers),
        vocabulary=Vocabulary(hash="none"),
        evidence={},
        calibration=load_calibration(),
        combination=load_combination(),
        judgements={},
        cache=tmp_path / "cache",
    )
    return replace(made, **fields)


def report_page(made) -> str:
    """Return the page of a report."""
    return next(page.text for page in publish([made], Vocabulary(hash="none")) if page.path == f"reports/{made.id}.md")


def toy_inputs(toy) -> Inputs:
    """Return all that a build of the toy corpus reads."""
    return load_inputs(load_settings(toy.root, {}))


def lock(toy, name: str, *results: SearchResult) -> None:
    """Write the evidence file of a question."""
    folder = toy.root / "corpus" / "evidence"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(dump_evidence(name, results), encoding="utf-8")


def test_empty_library_gives_a_valid_report_without_score(tmp_path):
    made = synthesise(ASKED, inputs=inputs(tmp_path))
    assert (made.score, made.reviews, made.caps, made.findings, made.papers) == (None, (), (), (), ())
    assert made.draft.answer == ()
    assert made.draft.missing == ("No paper at hand fits the question.",)
    pages = {page.path: page.text for page in publish([made], Vocabulary())}
    assert "The evidence found does not answer this question." in pages["reports/warm-hives.md"]


def test_question_that_no_paper_fits_gives_a_valid_report_without_score(toy):
    made = inputs_of = toy_inputs(toy)
    (question,) = [one for one in inputs_of.questions if one.id == "moonlit-honey"]
    made = synthesise(question, inputs=inputs_of)
    assert (made.score, made.draft.answer) == (None, ())
    assert made.draft.missing
    tuple(publish([made], inputs_of.vocabulary))


def test_papers_without_texts_give_no_claim_and_no_score(tmp_path):
    made = synthesise(ASKED, inputs=inputs(tmp_path, paper("a", title="Heating hives for the purity of honey")))
    assert len(made.papers) == 1
    assert (made.score, made.findings, made.draft.answer) == (None, (), ())
    assert any("WAXCUP" in sentence for sentence in made.draft.missing)


def test_claim_verdict_answer_and_score_of_the_smallest_library(tmp_path):
    again = "In oak hives, heating raised the purity of honey to 41% on CombTest."
    made = synthesise(ASKED, inputs=inputs(tmp_path, paper("a", WARM), paper("b", again)))
    assert {found.claim.text for found in made.findings} <= {WARM, again}
    assert {found.verdict for found in made.findings} == {"corroborated"}
    assert made.draft.answer[0].text in {WARM, again}
    assert any("WAXCUP" in sentence for sentence in made.draft.missing)
    assert 0 < made.score <= 10
    assert made.provenance.judges == ("rules", "base", f"model {load_combination().model[:8]}")


def test_every_quotation_of_the_toy_reports_is_its_span(toy):
    known = toy_inputs(toy)
    for question in known.questions:
        made = synthesise(question, inputs=known)
        texts = {one.id: one.document.text for one in made.papers if one.document}
        for found in made.findings:
            for span in (found.claim.passage, *(check.passage for check in found.checks)):
                assert texts[span.paper][span.start : span.end] == span.quote


def test_every_sentence_of_the_toy_answers_cites_known_claims(toy):
    known = toy_inputs(toy)
    for question in known.questions:
        made = synthesise(question, inputs=known)
        ids = {found.claim.id for found in made.findings}
        assert all(statement.claims and set(statement.claims) <= ids for statement in made.draft.answer)
        for row in made.draft.summary:
            assert row.supporting + row.contradicting + row.touching + row.silent == len(made.papers)


LOCKED = SearchResult(
    source="meadow",
    queries=(Query(label="all", text="rotor AND diameter", hits=7),),
    papers=(
        Paper(
            id="10.5555/meadow.1",
            doi="10.5555/meadow.1",
            title="Rotor diameter and the capture ratio of tidal turbines in meadows",
            document=Document(
                level="abstract", text="A larger rotor diameter lowered the capture ratio of tidal turbines."
            ),
        ),
    ),
    total=7,
    date="2031-01-31",
)


def test_locked_search_is_replayed_instead_of_a_new_one(toy):
    lock(toy, "rotor-size", LOCKED, replace(LOCKED, source="library", papers=()))
    known = toy_inputs(toy)
    (question,) = [one for one in known.questions if one.id == "rotor-size"]
    made = synthesise(question, inputs=known)
    assert [result.source for result in made.draft.dossier.found] == ["meadow", "library"]
    assert made.draft.dossier.found[0] == replace(LOCKED, papers=())
    assert [one.id for one in made.papers] == ["10.5555/meadow.1"]


def test_library_is_searched_anew_where_it_is_not_locked(toy):
    lock(toy, "rotor-size", LOCKED)
    known = toy_inputs(toy)
    (question,) = [one for one in known.questions if one.id == "rotor-size"]
    made = synthesise(question, inputs=known)
    assert len(made.papers) > 1
    assert made.draft.dossier.found[1].date is None
    assert made.provenance.evidence_file == "evidence/rotor-size.json"
    assert made.provenance.evidence_hash == known.evidence["rotor-size"].hash


def test_prisma_counts_per_source_are_those_of_the_file_and_add_up(toy):
    twice = replace(LOCKED, source="marsh", papers=(*LOCKED.papers, replace(LOCKED.papers[0], id="no-doi", doi=None)))
    lock(toy, "rotor-size", LOCKED, twice)
    known = toy_inputs(toy)
    (question,) = [one for one in known.questions if one.id == "rotor-size"]
    screening = synthesise(question, inputs=known).draft.dossier.screening
    identified = dict(screening.identified)
    assert (identified["meadow"], identified["marsh"]) == (1, 2)
    assert sum(identified.values()) - screening.duplicates == len(screening.papers)
    assert len(screening.papers) == len(screening.included) + sum(count for _, count in screening.excluded)


def test_reference_date_is_updated_then_published_then_newest_evidence_and_never_today(toy):
    lock(toy, "rotor-size", LOCKED)
    known = toy_inputs(toy)
    (question,) = [one for one in known.questions if one.id == "rotor-size"]
    for fields, date in [
        ({"published": "2031-05-06", "updated": "2031-07-08"}, "2031-07-08"),
        ({"published": "2031-05-06", "updated": None}, "2031-05-06"),
        ({"published": None, "updated": None}, "2031-01-31"),
    ]:
        assert synthesise(replace(question, **fields), inputs=known).date == date
    unlocked = replace(known, evidence={})
    assert synthesise(replace(question, published=None, updated=None), inputs=unlocked).date is None


def test_finished_report_is_found_again_until_something_it_was_made_from_changes(tmp_path, monkeypatch):
    known = inputs(tmp_path, paper("a", WARM))
    assert cached(ASKED, known) is None
    made = synthesise_and_store(ASKED, known)
    assert cached(ASKED, known) == made
    assert cached(replace(ASKED, title="Heating"), known) is None
    assert cached(ASKED, replace(known, library=Library([paper("a", WARM, year=1999)]))) is None
    assert cached(ASKED, replace(known, vocabulary=Vocabulary(hash="other"))) is None
    monkeypatch.setattr(pipeline, "code_version", lambda: "other")
    assert cached(ASKED, known) is None


def test_report_is_made_anew_when_its_evidence_changes_and_only_that_one(toy):
    before = toy_inputs(toy)
    for question in before.questions:
        synthesise_and_store(question, before)
    lock(toy, "rotor-size", LOCKED)
    after = toy_inputs(toy)
    assert {one.id for one in after.questions if cached(one, after) is None} == {"rotor-size"}


def test_version_of_the_code_holds_every_file_and_the_libraries_that_decide():
    assert pipeline.code_version() == pipeline.code_version()
    assert len(pipeline.code_version()) == 64


def test_version_of_a_report_follows_its_content(tmp_path):
    first = synthesise(ASKED, inputs=inputs(tmp_path, paper("a", WARM)))
    again = synthesise(replace(ASKED, source_hash="a comment"), inputs=inputs(tmp_path, paper("a", WARM)))
    other = synthesise(ASKED, inputs=inputs(tmp_path, paper("a", WARM.replace("41", "42"))))
    assert first.version == again.version != other.version


def test_all_problems_of_all_inputs_are_told_at_once(toy):
    corpus = toy.root / "corpus"
    (corpus / "questions" / "bad.yaml").write_text("title: x\n", encoding="utf-8")
    (corpus / "vocabulary" / "bad.yaml").write_text("colour: []\n", encoding="utf-8")
    (corpus / "library" / "bad.jsonl").write_text("{\n", encoding="utf-8")
    (corpus / "evidence").mkdir()
    (corpus / "evidence" / "rotor-size.json").write_text("{", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        toy_inputs(toy)
    assert {problem.code[0] for problem in caught.value.problems} == {"Q", "V", "J", "E"}


SCRIPT = """
import sys
from pathlib import Path
from generator.codec import dumps
from generator.executor import synthesise_all
from generator.pipeline import load_inputs, publish
from generator.settings import load_settings
settings = load_settings(Path(sys.argv[1]), {})
inputs = load_inputs(settings)
reports = synthesise_all(inputs, settings)
sys.stdout.write("".join(map(dumps, reports)) + dumps(tuple(publish(reports, inputs.vocabulary))))
"""


def test_same_bytes_whatever_the_order_of_sets(toy, tmp_path):
    printed = []
    for seed in ("0", "1"):
        twin = toy.copy(tmp_path / seed)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(CHECKOUT)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(twin.root)], env=environment, capture_output=True, check=True
        )
        printed.append(done.stdout)
    assert len(printed[0]) > 10_000
    assert printed[0] == printed[1]


def test_retracted_paper_says_nothing_in_a_report_and_is_counted(tmp_path):
    gone = replace(paper("gone", WARM), notices=("Retracted 2024-01-02",))
    report = synthesise(ASKED, inputs=inputs(tmp_path, paper("kept", WARM), gone))
    assert [one.id for one in report.papers] == ["10.5555/kept"]
    assert report.draft.dossier.screening.excluded == (("retracted", 1),)
    assert {finding.claim.paper for finding in report.findings} == {"10.5555/kept"}
    assert {(finding.supporting, finding.contradicting) for finding in report.findings} == {(0, 0)}
    assert "1 paper was left out for a retraction" in report_page(report)


def test_decision_of_a_person_makes_a_report_anew_and_merges_its_papers(toy):
    before = toy_inputs(toy)
    question = before.questions[0]
    synthesise_and_store(question, before)
    first, second = (one.id for one in before.library.papers[:2])
    (toy.root / "corpus" / "same-as.yaml").write_text(f'same: [["{first}", "{second}"]]\n', encoding="utf-8")
    after = toy_inputs(toy)
    assert len(after.library.papers) == len(before.library.papers) - 1
    assert cached(question, before)
    assert cached(question, after) is None
    assert synthesise(question, inputs=after).provenance.decisions_hash == after.decisions.hash


def test_mistake_in_the_decisions_stops_a_build(toy):
    (toy.root / "corpus" / "same-as.yaml").write_text("same: [[a]]\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        toy_inputs(toy)
    assert [problem.code for problem in caught.value.problems] == ["M004"]
