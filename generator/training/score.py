"""Measure everything that the scoreboard shows and write generator/data/scoreboard.json.

    REPORT_CORPUS_DATASETS=<folder> python -m generator.training.score --cache FOLDER

Uses SciFact's training claims, sets that were not trained on, and the fifth of the pairs written by hand that is
kept for testing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from generator import neural
from generator.codec import decode, encode
from generator.combination import LABELS, Combination, load_combination, side, softmax
from generator.library import read_library
from generator.rankers import TEXT_RANKERS
from generator.records import Triple
from generator.scoreboard import SHIPPED, Changed, Curve, Figure, Scoreboard, Twin, load_scoreboard
from generator.text import sentences
from generator.training.fit_calibration import calibration_error
from generator.training.fit_combination import (
    Reading,
    f1,
    held_out,
    likeliest,
    load_readings,
    macro_f1,
    recall_at,
    stated_confidence,
)
from generator.training.scifact import read_claims, read_documents
from generator.training.shift import CALIBRATION, Shift

DATA = Path(__file__).parent / "data"
COMMAND = "python -m generator.training.score"
MINE = "python -m generator"
DEPTH = 10
GIVEN = "Verification, documents given: SciFact’s training claims, five folds"
OPEN = "Verification, open pipeline: SciFact’s training claims, five folds"
RETRIEVAL = "Retrieval: SciFact’s training claims over 5,183 abstracts"
COST = "Cost and exactness"


class Scorer:
    """Measures, and writes commit and date to every figure."""

    def __init__(self, datasets: Path, cache: Path, commit: str) -> None:
        """Read what is shipped."""
        self.datasets, self.cache, self.commit = datasets, cache, commit
        self.date = datetime.now(tz=UTC).date().isoformat()
        self.combination: Combination = load_combination()
        self.network = neural.judge(self.combination.model)
        self.readings: list[Reading] = load_readings()

    def figure(self, task: str, measure: str, value: float, n: int, **more: str) -> Figure:
        """Return one figure with its command, commit and date."""
        command = more.pop("command", COMMAND)
        return Figure(
            task=task,
            measure=measure,
            value=round(value, 4),
            n=n,
            command=command,
            commit=self.commit,
            date=self.date,
            **more,
        )

    @cached_property
    def given(self) -> list[tuple[Reading, Triple]]:
        """Return the pairs that are given, judged by weights of the other folds."""
        return held_out(self.readings, "given")

    @cached_property
    def stated(self) -> list[tuple[float, bool]]:
        """Return the confidence of each finding by weights of the other folds, and whether its verdict is right."""
        return stated_confidence(self.readings)

    def verification(self) -> Iterator[Figure]:
        """Yield the figures of given pairs and of the open pipeline."""
        pairs = [(row.label, likeliest(triple)) for row, triple in self.given]
        n = len(pairs)
        others = "proofpath .597 (0.4 GB) and .697 (1.7 GB), on dev claims"
        yield self.figure(GIVEN, "macro-F1, three labels", macro_f1(pairs), n, beat=others, aim=".70")
        bare = [(row.label, likeliest(row.signs.model)) for row, _ in self.given]
        yield self.figure(GIVEN, "macro-F1, the network alone", macro_f1(bare), n)
        for label in LABELS:
            yield self.figure(GIVEN, f"F1 of {label}", f1(pairs, label), n)
        most = Counter(row.label for row, _ in self.given).most_common(1)[0][1] / n
        hits = sum(true == called for true, called in pairs) / n
        yield self.figure(GIVEN, "accuracy", hits, n, beat=f"majority class {most:.3f}")
        recall = recall_at(self.given, 0.7)
        yield self.figure(
            GIVEN, "recall of contradicts at precision .7", recall, n, beat=".20 (feature model)", aim=".50"
        )
        yield from self._open()

    def _open(self) -> Iterator[Figure]:
        folder = self.datasets / "scifact"
        claims = {claim.id: claim for claim in read_claims(folder)}
        judged = held_out(self.readings, "found")
        label_only = with_rationale = called = 0
        for row, triple in judged:
            called_side = side(triple, self.combination.least_found)
            if called_side == "neutral":
                continue
            called += 1
            if called_side == row.label:
                label_only += 1
                gold = claims[row.claim].rationales.get(row.document, ())
                with_rationale += any(set(one) <= set(row.places[:3]) for one in gold)
        true = sum(len(claim.labels) for claim in claims.values())
        for measure, hit, beat in (
            ("abstract F1, label only", label_only, "VeriSci 52.1 % (test claims)"),
            ("abstract F1, label and rationale", with_rationale, "VeriSci 50.0 % (test claims)"),
        ):
            value = 2 * hit / (called + true)
            yield self.figure(OPEN, measure, value, len(claims), beat=beat, aim=".60")
        hits = total = 0
        for row, _ in self.given:
            gold = claims[row.claim].rationales.get(row.document, ())
            if gold:
                total += 1
                hits += bool(set(row.places) & {place for one in gold for place in one})
        yield self.figure(OPEN, "sentence selection: a rationale among the three read", hits / total, total, aim=".85")

    def retrieval(self) -> Iterator[Figure]:
        """Yield nDCG@10 and recall@10 of each ranker."""
        folder = self.datasets / "scifact"
        texts = [(key, item.title, " ".join(item.sentences)) for key, item in read_documents(folder).items()]
        claims = read_claims(folder)
        beats = ("BM25 .679, bge-small .713 (test claims)", "bge-small .836 (test claims)")
        for name, make in TEXT_RANKERS.items():
            search = make(texts, self.cache)
            found = [[key for key, _ in search(claim.text, DEPTH)] for claim in claims]
            gains = [_ndcg(keys, claim.cited) for keys, claim in zip(found, claims, strict=True)]
            recalls = [len(set(keys) & set(c.cited)) / len(c.cited) for keys, c in zip(found, claims, strict=True)]
            command = f"python -m generator retrieve --ranker {name}"
            aim = ".73" if name == "hybrid" else ""
            n = len(claims)
            yield self.figure(RETRIEVAL, f"nDCG@10, {name}", sum(gains) / n, n, beat=beats[0], aim=aim, command=command)
            yield self.figure(RETRIEVAL, f"recall@10, {name}", sum(recalls) / n, n, beat=beats[1], command=command)

    def calibration(self) -> Iterator[Figure]:
        """Yield the calibration errors on the training folds."""
        rows = [(max(t), row.label == likeliest(t)) for row, t in self.given]
        yield self.figure(
            CALIBRATION, "calibration error of a check, SciFact, given", calibration_error(rows), len(rows), aim=".04"
        )
        searched = [(max(t), row.label == likeliest(t)) for row, t in held_out(self.readings, "searched")]
        yield self.figure(
            CALIBRATION, "calibration error of a check, SciFact, searched", calibration_error(searched), len(searched)
        )
        stated = self.stated
        yield self.figure(
            CALIBRATION,
            "calibration error of a finding’s confidence",
            calibration_error(stated),
            len(stated),
            beat=".033 (feature model, checks)",
            aim=".04",
        )

    def curves(self) -> Iterator[Curve]:
        """Yield the two reliability curves."""
        rows = [(max(t), row.label == likeliest(t)) for row, t in self.given]
        yield _curve("Probability of a check", "SciFact’s training claims, documents given, five folds.", rows)
        told = "SciFact’s training claims with ten searched abstracts each, five folds."
        yield _curve("Confidence of a finding", told, self.stated)

    def cost(self) -> Iterator[Figure]:
        """Yield time and memory for 1,000 pairs of 64 tokens, and the share of quotes that equal their span."""
        words = " ".join(["result"] * 40)
        pairs = [
            ("the treatment lowers the risk of an early relapse in most adults", f"{words} {n}") for n in range(1000)
        ]
        neural.logits(pairs[:20], self.network)
        started = time.perf_counter()
        neural.logits(pairs, self.network)
        taken = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        yield self.figure(
            COST, "seconds for 1,000 pairs of about 60 tokens", taken, 1000, beat="proofpath 54 (54 ms a pair)",
            note=f"{os.cpu_count()} processors; peak memory of the whole scoring run {peak:,.0f} MB",
        )  # fmt: skip
        yield self.figure(COST, "megabytes of the network", neural.JUDGE.stat().st_size / 1e6, 1, aim="at most 25")
        claims = json.loads(Path("docs/data/claims.json").read_text("utf-8"))
        papers, _ = read_library(Path("corpus"))
        texts = {paper.id: paper.document.text for paper in papers if paper.document}
        quotes = [quote for claim in claims for quote in claim["evidence"]]
        equal = sum(texts.get(quote["paper"], "")[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes)
        yield self.figure(
            COST, "share of quotes that equal their span", equal / len(quotes), len(quotes), aim="1",
            command="python -m generator pages",
        )  # fmt: skip

    def twins(self) -> Iterator[Twin]:
        """Yield the claims written by hand and their altered twins."""
        papers, _ = read_library(Path("corpus"))
        known = {paper.id: paper.document for paper in papers}
        for line in (DATA / "twins.tsv").read_text("utf-8").splitlines():
            paper, places, claim, altered = line.split("\t")
            document = known[paper]
            if document is None:
                raise ValueError(f"no text is held of {paper}")
            spans = sentences(document)
            read = " ".join(document.text[slice(*spans[int(place)])] for place in places.split(","))
            first, second = (softmax(row) for row in neural.logits([(claim, read), (altered, read)], self.network))
            yield Twin(paper=paper, claim=claim, altered=altered, judged=first, judged_altered=second)


def _curve(title: str, told: str, rows: Sequence[tuple[float, bool]]) -> Curve:
    points = []
    for place in range(10):
        inside = [row for row in rows if min(9, int(row[0] * 10)) == place]
        if inside:
            stated = sum(value for value, _ in inside) / len(inside)
            points.append((round(stated, 3), round(sum(right for _, right in inside) / len(inside), 3), len(inside)))
    return Curve(title=title, told=told, points=tuple(points), error=round(calibration_error(rows), 4))


def _ndcg(found: Sequence[str], relevant: Sequence[str]) -> float:
    gain = sum(1 / math.log2(rank + 1) for rank, key in enumerate(found[:DEPTH], start=1) if key in relevant)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(DEPTH, len(relevant)) + 1))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write; exit 2 when the data are not at hand."""
    parser = argparse.ArgumentParser(description="Measure everything that the scoreboard shows.")
    parser.add_argument("--cache", type=Path, required=True, help="folder for vectors")
    parser.add_argument("--only", nargs="*", metavar="PART", help="measure these anew and keep the other figures")
    options = parser.parse_args(arguments)
    folder = os.environ.get("REPORT_CORPUS_DATASETS")
    if not folder:
        sys.stderr.write("set REPORT_CORPUS_DATASETS to the folder of the data sets\n")
        return 2
    commit = subprocess.run(
        ["git", "rev-parse", "--short=8", "HEAD"],  # noqa: S607 - whichever git is in use
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    scorer = Scorer(Path(folder), options.cache, commit)
    shift = Shift(scorer.datasets, scorer.cache, scorer.network, scorer.combination)
    parts = {
        "verification": scorer.verification,
        "retrieval": scorer.retrieval,
        "shift": lambda: (scorer.figure(**row) for row in shift.rows()),
        "calibration": scorer.calibration,
        "cost": scorer.cost,
    }
    figures: list[Figure] = []
    for name in options.only or parts:
        for figure in parts[name]():
            print(f"{figure.task[:24]:24s} {figure.measure:60s} {figure.value:9.3f} {figure.n:7d}", flush=True)
            figures.append(figure)
    if options.only:
        anew = {(figure.task, figure.measure): figure for figure in figures}
        figures = [anew.get((figure.task, figure.measure), figure) for figure in load_scoreboard().figures]
    else:
        # What the benchmarks stored is not measured here.
        figures += [figure for figure in load_scoreboard().figures if not figure.command.startswith(MINE)]
    order = list(dict.fromkeys(figure.task for figure in figures))
    changed = json.loads((DATA / "changed.json").read_text("utf-8")) if (DATA / "changed.json").exists() else []
    board = Scoreboard(
        model=scorer.combination.model,
        figures=tuple(sorted(figures, key=lambda figure: order.index(figure.task))),
        curves=tuple(scorer.curves()),
        twins=tuple(scorer.twins()),
        changed=tuple(decode(Changed, row) for row in changed),
    )
    SHIPPED.write_text(json.dumps(encode(board), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
