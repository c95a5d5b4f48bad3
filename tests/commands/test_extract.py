"""`extract` writes what documents state, every claim and figure with its place, or tells every mistake of the file."""

from __future__ import annotations

import json

from tests.bakery import SECONDS, seconds
from tests.conftest import Toy

TITLE = "Hives: what smoke does"
TEXT = (
    "We study bees.\n However,  smoked hives gave 12.5% more honey than calm hives in the warm valley.\tIt is late. "
    "The accuracy of BeeNet is 91.5% on the ApiarySet dataset."
)


def written(path, *rows):
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def run(root, *rows) -> tuple[int, list[dict]]:
    documents, out = written(root / "documents.jsonl", *rows), root / "out" / "lines.jsonl"
    status = Toy(root).run("extract", "--documents", str(documents), "--out", str(out))
    return status, [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.is_file() else []


def test_each_document_has_a_line_whose_spans_are_its_own(tmp_path):
    status, (first, empty) = run(
        tmp_path, {"id": 7, "title": TITLE, "text": TEXT}, {"id": "b", "title": "", "text": ""}
    )
    assert (status, first["id"], empty) == (0, 7, {"id": "b", "claims": [], "results": []})
    for claim in first["claims"]:
        assert TEXT[claim["start"] : claim["end"]] == claim["text"]
    assert [claim.get("standalone", claim["text"]) for claim in first["claims"]] == [
        "Smoked hives gave 12.5% more honey than calm hives in the warm valley.",
        "The accuracy of BeeNet is 91.5% on the ApiarySet dataset.",
    ]
    (level,) = (result for result in first["results"] if result["kind"] == "level")
    assert TEXT[level.pop("start") : level.pop("end")] == "91.5%"
    assert level == {
        "model": "BeeNet",
        "parameters_b": None,
        "benchmark": "ApiarySet",
        "language": None,
        "metric": "accuracy",
        "value": 91.5,
        "unit": "%",
        "kind": "level",
        "direction": None,
        "versus": None,
        "bound": None,
        "interval": None,
        "p": None,
    }


def test_every_mistake_is_told_at_once_and_nothing_is_written(tmp_path, capsys):
    rows = ("not JSON", {"title": "a", "text": "b"}, {"id": 1, "text": 5}, {"id": 1, "text": "x"}, {"id": 2})
    status, lines = run(tmp_path, *rows, {"id": 3, "text": "x" * 300_000})
    said = capsys.readouterr().err
    assert (status, lines) == (1, [])
    assert [f"documents.jsonl:{place}" in said for place in ("1:1", "2:1", "3:19", "4:", "5:1", "6:")] == [True] * 6


def test_words_of_the_corpus_at_hand_come_before_the_shipped_ones(tmp_path):
    words = tmp_path / "corpus" / "vocabulary" / "words.yaml"
    words.parent.mkdir(parents=True)
    words.write_text('metrics:\n  - {name: sweetness, units: ["%"]}\nunits:\n  - {name: "%"}\n', "utf-8")
    text = "The sweetness of HoneyX is 40%."
    _, (line,) = run(tmp_path, {"id": 1, "title": "", "text": text})
    assert [(result["metric"], result["value"]) for result in line["results"]] == [("sweetness", 40.0)]


def test_hostile_documents_are_read_in_time(tmp_path):
    texts = ["1" * 100_000, "1," * 50_000, "A" * 100_000, "A " * 50_000, "1.5% " * 20_000, "(95% CI 1.2-1.4) " * 6_000]
    rows = [{"id": place, "title": "", "text": text} for place, text in enumerate(texts)]
    assert seconds(lambda: run(tmp_path, *rows)) < len(texts) * SECONDS
