"""The script that measures the judges, run on an invented data set in SciFact's format."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from generator.calibration import dump_calibration, load_calibration
from generator.training import fit_calibration
from generator.training.fit_calibration import calibration_error, cross_validated, fit, read_cases, show
from tests.beehives import VOCABULARY

THINGS = (
    "purity of honey",
    "brightness of wax",
    "weight of propolis",
    "temper of queens",
    "number of drones",
    "length of dances",
    "colour of pollen",
    "noise of swarms",
    "age of foragers",
    "depth of cells",
)


def abstract(number: int, *sentences: str) -> dict[str, object]:
    """Return one line of the data set's corpus."""
    return {"doc_id": number, "title": f"Trial {number} of heated hives", "abstract": [f"{s}\n" for s in sentences]}


def line(number: int, text: str, cited: int, label: str | None) -> dict[str, object]:
    """Return one claim; without a label its document says nothing about it."""
    evidence = {str(cited): [{"sentences": [0], "label": label}]} if label else {}
    return {"id": number, "claim": text, "evidence": evidence, "cited_doc_ids": [cited]}


@pytest.fixture
def scifact(tmp_path: Path) -> Path:
    """Return a folder with thirty claims: restated, contradicted, and not spoken to."""
    folder = tmp_path / "scifact"
    folder.mkdir()
    papers, claims = [], []
    for place, thing in enumerate(THINGS):
        papers.append(abstract(place, f"Warm hives raised the {thing}.", "All stood dry."))
        claims.append(line(3 * place, f"Warm hives raised the {thing}.", place, "SUPPORT"))
        claims.append(line(3 * place + 1, f"Warm hives reduced the {thing}.", place, "CONTRADICT"))
        claims.append(line(3 * place + 2, "Moonlight calms wasps in walls.", place, None))
    text = "".join(json.dumps(one) + "\n" for one in papers)
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "claims_train.jsonl").write_text("".join(json.dumps(one) + "\n" for one in claims), encoding="utf-8")
    return folder


def test_cases_hold_the_cited_abstract_its_side_and_the_gold_verdict(scifact):
    cases, _ = read_cases(scifact)
    assert len(cases) == 30
    assert [case.gold for case in cases[:3]] == ["corroborated", "contested", "single source"]
    for case in cases:
        assert set(case.sides) == {one.id for one in case.papers}
    first = cases[0].papers[0]
    assert [first.document.text[start:end] for start, end in first.document.sentences] == [
        "Warm hives raised the purity of honey.",
        "All stood dry.",
    ]


def test_document_that_is_cited_and_not_held_is_left_out(scifact):
    with (scifact / "claims_train.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line(99, "Smoke calms bees.", 4711, "SUPPORT")) + "\n")
    cases, _ = read_cases(scifact)
    assert "4711" not in cases[-1].sides


def test_fit_measures_what_was_true_where_a_rule_fired(scifact):
    cases, rarity = read_cases(scifact)
    made = fit(cases, rarity, VOCABULARY)
    rules = dict(made.rules)
    assert rules["restates"].shares[0] == max(rules["restates"].shares)
    assert rules["opposite direction"].shares[1] == max(rules["opposite direction"].shares)
    assert rules["restates"].n == rules["opposite direction"].n == 10
    assert made.data == "SciFact, 30 training claims"
    assert sum(item.n for item in made.pairs) == sum(len(case.papers) for case in cases)


def test_counts_are_smoothed_so_that_nothing_is_impossible(scifact):
    made = fit(*read_cases(scifact), VOCABULARY)
    assert dict(made.rules)["opposite direction"].shares == pytest.approx((1 / 13, 11 / 13, 1 / 13))
    for item in (*made.pairs, *(item for _, item in made.rules), *(b for _, bins in made.findings for b in bins)):
        assert sum(item.shares) == pytest.approx(1)
        assert all(0 < share < 1 for share in item.shares)


def test_what_was_fitted_is_a_calibration_that_can_be_read(scifact, tmp_path):
    path = tmp_path / "fitted.json"
    path.write_text(dump_calibration(fit(*read_cases(scifact), VOCABULARY)), encoding="utf-8")
    assert {verdict for verdict, _ in load_calibration(path).findings} >= {"single source"}


def test_fit_gives_the_same_bytes_twice(scifact):
    once, twice = (dump_calibration(fit(*read_cases(scifact), VOCABULARY)) for _ in range(2))
    assert once == twice


def test_five_folds_give_an_error_between_0_and_1(scifact):
    cases, rarity = read_cases(scifact)
    error = cross_validated(cases, rarity, VOCABULARY)
    assert 0 <= error <= 1
    assert error == cross_validated(cases, rarity, VOCABULARY)


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([(0.8, True)] * 8 + [(0.8, False)] * 2, 0.0),
        ([(1.0, False)] * 4, 1.0),
        ([(1.0, True), (0.0, False)], 0.0),
        ([(0.55, True), (0.15, False)], 0.3),
    ],
)
def test_calibration_error_is_the_mean_distance_of_confidence_and_truth(rows, error):
    assert calibration_error(rows) == pytest.approx(error)


def test_all_bins_are_printed_with_their_counts(scifact):
    made, printed = fit(*read_cases(scifact), VOCABULARY), []
    show(made, printed.append)
    bins = len(made.pairs) + len(made.rules) + sum(len(bins) for _, bins in made.findings)
    assert len(printed) == bins + 4
    assert any(row.startswith("restates") and "10" in row for row in printed)


def test_script_writes_what_it_fitted_and_prints_the_error(scifact, tmp_path, monkeypatch, capsys):
    target = tmp_path / "calibration.json"
    (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(fit_calibration, "SHIPPED", target)
    monkeypatch.setenv("REPORT_CORPUS_DATASETS", str(scifact.parent))
    monkeypatch.chdir(tmp_path)
    assert fit_calibration.main() == 0
    assert load_calibration(target).data == "SciFact, 30 training claims"
    assert "expected calibration error" in capsys.readouterr().out


def test_script_without_data_says_which_variable_to_set(monkeypatch, capsys):
    monkeypatch.delenv("REPORT_CORPUS_DATASETS", raising=False)
    assert fit_calibration.main() == 2
    assert "REPORT_CORPUS_DATASETS" in capsys.readouterr().err
