"""What people decide reaches every part of a report: screening, verdicts, answer, scores, page and data."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.commands import check
from generator.decide import NO_CLAIM, NO_PAPER, OUT, on_papers, turned_out
from generator.flow import flow
from generator.markdown import html
from generator.overrides import read_overrides
from generator.pipeline import cached, load_inputs, publish, synthesise, synthesise_and_store
from generator.records import Decision, Screened, Screening
from generator.settings import load_settings
from generator.unheeded import unheeded
from tests.beehives import paper

ROTORS = "rotor-size"
SAYS = {"who": "Ann Baker", "when": "2031-06-07", "why": "it is on another turbine"}
FIRST, SECOND = "6e540518d5", "b97923daac"  # claims of two papers that contest each other
LONE = "681c05372f"
FOREMOST = "549a250fb7"
COPPER, COATED = "10.5555/tide.2027.03", "10.5555/tide.2029.02"


def decided(kind: str, target: str, **fields: str) -> dict[str, str]:
    """Return an entry of a file of decisions."""
    key = "paper" if kind in ("exclude", "include") else "claim"
    return {"kind": kind, key: target, **SAYS, **fields}


@pytest.fixture
def build(toy):
    """Return a function that builds the report on rotors with decisions, and its page and data."""

    def made(*entries: dict[str, str]):
        folder = toy.root / "corpus" / "overrides"
        folder.mkdir(exist_ok=True)
        lists: dict[str, list[dict[str, str]]] = {}
        for entry in entries:
            lists.setdefault(entry["kind"], []).append({k: v for k, v in entry.items() if k != "kind"})
        (folder / f"{ROTORS}.yaml").write_text(json.dumps(lists), encoding="utf-8")
        inputs = load_inputs(load_settings(toy.root, {}))
        (question,) = [one for one in inputs.questions if one.id == ROTORS]
        report = synthesise(question, inputs=inputs)
        pages = {page.path: page.text for page in publish([report], inputs.vocabulary)}
        return report, pages[f"reports/{ROTORS}.md"], json.loads(pages[f"data/reports/{ROTORS}.json"])

    return made


def verdicts(report) -> dict[str, str]:
    return {finding.claim.id: finding.verdict for finding in report.findings}


def test_excluded_paper_leaves_with_the_reason_of_the_person(build):
    report, page, data = build(decided("exclude", COATED))
    assert COATED not in {one.id for one in report.papers}
    (row,) = [one for one in data["papers"] if one["id"] == COATED]
    assert (row["included"], row["reason"]) == (False, "excluded by a person: it is on another turbine")
    assert row["detail"] == "Ann Baker, 2031-06-07"
    assert ("excluded by a person: it is on another turbine", 1) in flow(report.draft.dossier.screening).excluded
    assert "Reports excluded: excluded by a person: it is on another turbine" in page
    assert all(one.claim.paper != COATED for one in report.findings)
    assert verdicts(report)[FIRST] == "single source"  # nobody is left who contests it


def test_included_paper_enters_though_the_ranking_left_it_out(build):
    before, _, _ = build()
    report, page, _ = build(decided("include", "https://doi.org/10.5555/TIDE.2027.03"))
    assert COPPER not in {one.id for one in before.papers}
    assert COPPER in {one.id for one in report.papers}
    (row,) = [one for one in report.draft.dossier.screening.papers if one.paper.id == COPPER]
    assert row.reason == "included by a person"
    assert row.detail == "Ann Baker, 2031-06-07: it is on another turbine"
    assert "but for 1 paper that people decided on" in page


def test_rejected_claim_is_counted_nowhere_and_speaks_against_no_other(build):
    before, _, _ = build()
    report, page, data = build(decided("reject", SECOND))
    assert len(report.findings) == len(before.findings) - 1
    assert (verdicts(before)[FIRST], verdicts(report)[FIRST]) == ("contested", "single source")
    quoted = next(one.claim for one in before.findings if one.claim.id == SECOND).text
    assert quoted not in json.dumps([data["answer"], data["summary"], data["quantities"]])
    assert all(figure.passage.quote != quoted for figure in report.draft.dossier.quantities)
    assert data["counts"]["rejected"] == 1
    assert data["rejected"][0]["decision"]["who"] == "Ann Baker"
    assert f'id="claim-{SECOND}"' in page
    assert "claim rejected by a person and not counted" in page
    assert report.score != before.score


def test_outcome_whose_claims_are_all_rejected_says_so(build):
    before, _, _ = build()
    on_it = [one.claim.id for one in before.findings if "capture ratio" in one.claim.outcomes]
    report, _, _ = build(*(decided("reject", name) for name in on_it))
    assert report.draft.summary[0].finding == (
        f"No claim of this report answers capture ratio: a person rejected all {len(on_it)} claims on it."
    )


def test_corrected_verdict_shows_both_and_decides_what_follows(build):
    before, _, _ = build()
    report, page, data = build(decided("correct", FIRST, verdict="single source"))
    (finding,) = [one for one in report.findings if one.claim.id == FIRST]
    assert (finding.verdict, finding.machine, finding.corrected) == ("single source", "contested", True)
    assert (finding.contradicting, finding.checks[1].overruled) == (0, "contradicts")
    assert "corrected by a person" in page
    assert "program: contested" in page
    assert "overruled by a person" in page
    assert data["counts"]["contested"] == sum(one.verdict == "contested" for one in before.findings) - 2
    (row,) = [one for one in data["claims"] if one["id"] == FIRST]
    assert (row["verdict"], row["machine"], row["decision"]["when"]) == ("single source", "contested", "2031-06-07")
    assert 'data-count="corrected">1</span> verdict corrected by a person' in page
    assert not any(FIRST in one.claims and "disagree" in one.text for one in report.draft.answer[:1])


def test_contradiction_that_a_person_denies_is_denied_to_both_sides(build):
    before, _, _ = build()
    report, _, data = build(decided("correct", FIRST, verdict="single source"))
    assert (verdicts(before)[SECOND], verdicts(report)[SECOND]) == ("contested", "single source")
    (other,) = [one for one in report.findings if one.claim.id == SECOND]
    assert (other.decision, other.machine, other.contradicting) == (None, None, 0)
    assert [one for one in data["answer"] if FIRST in one["claims"] and "disagree" in one["text"]] == []


def test_paper_that_a_person_includes_has_a_place_kept_within_the_limit(toy, build):
    path = toy.root / "corpus" / "questions" / f"{ROTORS}.yaml"
    path.write_text(path.read_text() + "limits: {papers: 2}\n")
    report, _, _ = build(decided("include", COPPER))
    assert len(report.papers) == 2
    assert COPPER in {one.id for one in report.papers}


def test_claim_that_only_a_person_contests_is_told_as_that(build):
    report, _, data = build(decided("correct", FOREMOST, verdict="contested"))
    (told,) = [one.text for one in report.draft.answer if FOREMOST in one.claims]
    assert told.startswith("A person finds that papers disagree on this: The Selkie turbine")
    assert data["counts"]["contested"] == 5


def test_claim_that_a_person_finds_unsupported_is_no_longer_stated_by_its_source(build):
    _, _, old = build()
    _, _, new = build(decided("correct", LONE, verdict="unsupported"))
    assert new["counts"]["stated"] == old["counts"]["stated"] - 1


def test_verdict_that_the_program_found_too_is_confirmed_and_not_counted(build):
    _, page, data = build(decided("correct", LONE, verdict="single source"))
    assert data["counts"]["corrected"] == 0
    assert "confirmed by a person" in page
    assert "corrected by a person" not in page


def test_decision_on_what_is_gone_is_said_on_the_page_and_changes_nothing_else(build):
    before, _, _ = build()
    report, page, data = build(decided("reject", "0123456789"), decided("exclude", "10.5555/gone"))
    assert [one.idle for one in report.draft.dossier.decided] == [NO_PAPER, NO_CLAIM]
    assert verdicts(report) == verdicts(before)
    assert "2 decisions of people change nothing" in page
    assert "2 decisions, 2 of them without effect" in page
    assert [one["idle"] for one in data["decisions"]] == [NO_PAPER, NO_CLAIM]


def test_hostile_words_of_a_decision_are_escaped(build):
    nasty = '<script>alert(1)</script> [x](javascript:alert(2)) "quoted"'
    for kind, target in (("reject", SECOND), ("exclude", COATED)):
        _, page, _ = build(decided(kind, target, who=nasty, why=nasty))
        assert "<script>alert" not in page
        assert html(nasty) in page


def test_a_decision_changes_version_and_cache_and_a_report_without_one_keeps_both(toy, build):
    plain, _, _ = build()
    inputs = load_inputs(load_settings(toy.root, {}))
    (question,) = [one for one in inputs.questions if one.id == ROTORS]
    without = replace(inputs, overrides={})
    kept = synthesise_and_store(question, without)
    assert kept.version == plain.version
    changed, _, _ = build(decided("reject", SECOND))
    assert cached(question, load_inputs(load_settings(toy.root, {}))) is None
    assert changed.version != plain.version
    assert changed.provenance.overrides_file == f"overrides/{ROTORS}.yaml"


def test_check_warns_of_a_decision_without_effect_and_guesses_what_was_meant(toy, build):
    build(decided("reject", SECOND[:-1] + "0"), decided("exclude", "10.5555/tide.2029.020"), decided("reject", LONE))
    first, second = unheeded(load_inputs(load_settings(toy.root, {})))
    assert (first.code, first.line) == ("H013", 1)
    assert (first.hint, second.hint) == (f"did you mean '{COATED}'?", f"did you mean '{SECOND}'?")


def test_check_lists_a_broken_file_of_decisions_and_warns_of_idle_ones(toy, build, capsys, monkeypatch):
    monkeypatch.chdir(toy.root)
    build(decided("reject", "0123456789"))
    args = argparse.Namespace(ids=[], asked=[], format="text", strict=False, today="2031-01-01")
    check.run(args, load_settings(toy.root, {}))
    assert "warning: corpus/overrides/rotor-size.yaml:1:13: H013 'reject' of '0123456789'" in capsys.readouterr().out
    (toy.root / "corpus" / "overrides" / "rotor-size.yaml").write_text("reject:\n  - claim: 0123456789\n")
    assert check.run(args, load_settings(toy.root, {})) == 1
    assert capsys.readouterr().out.count("corpus/overrides/rotor-size.yaml:2:5: H003") == 3


def test_retracted_paper_stays_out_and_the_decision_says_why():
    gone = paper("a", "Bees sing.", notices=("Retracted 2031-01-01",))
    wanted = Decision(kind="include", target=gone.id, **SAYS)
    row = Screened(paper=gone, rank=1, score=1.0, included=False, reason="retracted")
    screening = Screening(papers=(row,), identified=(), duplicates=0)
    assert turned_out([wanted], screening, ())[0].idle == OUT


def test_paper_is_found_by_any_of_its_numbers():
    held = paper("a", "Bees sing.", ids=("pmid:77",))
    wanted = Decision(kind="exclude", target="pmid:77", **SAYS)
    assert on_papers([held, paper("b", "Bees hum.")], [wanted]) == {held.id: wanted}


def test_example_of_the_contribute_page_is_read(tmp_path):
    text = (Path(__file__).parent.parent / "docs" / "contribute.md").read_text(encoding="utf-8")
    part = text.split("## Decide by hand", 1)[1].split("\n## ", 1)[0]
    example = part.split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "tides-and-rotors.yaml").write_text(example, encoding="utf-8")
    found, problems = read_overrides(tmp_path, ["tides-and-rotors"])
    assert problems == ()
    assert [one.kind for one in found["tides-and-rotors"].decisions] == ["exclude", "include", "reject", "correct"]
