"""Fit generator/data/calibration.json on SciFact's training claims and print its bins.

    REPORT_CORPUS_DATASETS=<folder> python -m generator.training.fit_calibration

Pairs: every claim with the best sentence of each abstract it cites, and of the
ten abstracts that full-text search adds; those that nobody labelled count as
neutral.  Findings: every claim is taken for a sentence of a paper of its own and
verified against those abstracts.  Counts are smoothed by adding one to each class.
Five folds over the claims give the expected calibration error that is printed.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.agreement import RULES
from generator.calibration import SHIPPED, dump_calibration, monotone
from generator.fulltext import FullText, match_any
from generator.judges import JUDGES
from generator.judges.base import RESTATES, score
from generator.rarity import Rarity
from generator.records import Author, Bin, Calibration, Claim, Document, Finding, Paper, Passage, Vocabulary
from generator.text import content_words, tokens
from generator.verify import passages, shelve, verify_one
from generator.vocabulary import load_vocabulary

SEARCHED = 10
SIDES = ("SUPPORT", "CONTRADICT", "NEUTRAL")
VERDICTS = {"SUPPORT": "corroborated", "CONTRADICT": "contested", "NEUTRAL": "single source"}
PAIR_EDGES = tuple(round(step * 0.05, 2) for step in range(20))
FINDING_EDGES = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.4, 0.6, 0.8)
TOP = 1.01
FOLDS = 5
NUMBER_COVERAGE = 0.65


@dataclass(frozen=True, slots=True)
class Case:
    """One training claim with the papers to verify it against and the side that each takes."""

    claim: str
    papers: tuple[Paper, ...]
    sides: Mapping[str, str]

    @property
    def gold(self) -> str:
        """Return the verdict that the labels give: contested before corroborated before single source."""
        found = set(self.sides.values())
        return VERDICTS["CONTRADICT" if "CONTRADICT" in found else "SUPPORT" if "SUPPORT" in found else "NEUTRAL"]


def read_cases(folder: Path) -> tuple[tuple[Case, ...], Rarity]:
    """Return SciFact's training claims with their papers, and how rare words are in its abstracts."""
    papers = {}
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            papers[str(record["doc_id"])] = _paper(record)
    texts = {key: paper.document.text for key, paper in papers.items() if paper.document}
    index = FullText((key, paper.title, texts[key]) for key, paper in papers.items())
    claims = (folder / "claims_train.jsonl").read_text("utf-8").splitlines()
    cases = tuple(_case(json.loads(line), papers, index) for line in claims)
    return cases, Rarity(f"{paper.title} {texts[key]}" for key, paper in papers.items())


def _paper(record: Mapping[str, object]) -> Paper:
    parts = [str(part).strip() for part in record["abstract"] if str(part).strip()]  # type: ignore[attr-defined]
    spans, at = [], 0
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part) + 1
    key = str(record["doc_id"])
    document = Document(level="abstract", text=" ".join(parts), sentences=tuple(spans))
    return Paper(id=key, title=str(record["title"]), authors=(Author(family=f"Author of {key}"),), document=document)


def _case(record: Mapping[str, object], papers: Mapping[str, Paper], index: FullText) -> Case:
    text = str(record["claim"])
    evidence: Mapping[str, list[Mapping[str, str]]] = record["evidence"]  # type: ignore[assignment]
    cited = [str(key) for key in record["cited_doc_ids"]]  # type: ignore[attr-defined]
    _, searched = index.query(match_any(content_words(text)), SEARCHED)
    keys = [key for key in dict.fromkeys([*cited, *searched]) if key in papers]
    sides = {key: str(evidence[key][0]["label"]) if key in evidence else "NEUTRAL" for key in keys}
    return Case(text, tuple(papers[key] for key in keys), sides)


def fit(cases: Sequence[Case], rarity: Rarity, vocabulary: Vocabulary) -> Calibration:
    """Return the calibration that `cases` give."""
    blank = Bin(low=0.0, high=TOP, n=0, shares=(0.0, 0.0, 1.0))
    empty = Calibration(
        name="base-1",
        data=f"SciFact, {len(cases)} training claims",
        command="python -m generator.training.fit_calibration",
        pairs=(blank,),
        rules=tuple((rule, blank) for rule in (RESTATES, *RULES)),
        findings=(),
    )
    counts = {rule: Counter[str]() for rule in (RESTATES, *RULES)}
    scored: list[tuple[float, str]] = []
    for case in cases:
        for paper in case.papers:
            _count(case, paper, rarity, vocabulary, empty, counts, scored)
    pairs = monotone(_bins(scored, SIDES, PAIR_EDGES), rising=False, share=2)
    rules = tuple(
        (rule, Bin(low=0.0, high=TOP, n=tally.total(), shares=_shares(tally, SIDES))) for rule, tally in counts.items()
    )
    fitted = replace(empty, pairs=pairs, rules=rules)
    return replace(fitted, findings=_fit_findings(verified(cases, rarity, vocabulary, fitted)))


def _count(
    case: Case,
    paper: Paper,
    rarity: Rarity,
    vocabulary: Vocabulary,
    empty: Calibration,
    counts: Mapping[str, Counter[str]],
    scored: list[tuple[float, str]],
) -> None:
    """Add one (claim, abstract) pair to the counts of the rules that fire on it, and to the scores."""
    judges = [make(vocabulary, rarity, empty) for make in JUDGES.values()]
    asked = Passage(paper="", start=0, end=len(case.claim), quote=case.claim, level="abstract")
    near = sorted(passages(paper), key=lambda p: (-score(case.claim, p.quote, rarity), p.start))[:3]
    side = case.sides[paper.id]
    if near:
        scored.append((score(case.claim, near[0].quote, rarity), side))
    fired = set()
    for passage in near:
        judgement = next(answer for judge in judges if (answer := judge(asked, passage)))
        fired.add(judgement.rule)
        fired.update(_number_rule(case.claim, passage.quote, rarity))
    for rule in fired & set(counts):
        counts[rule][side] += 1


def _number_rule(claim: str, passage: str, rarity: Rarity) -> Iterator[str]:
    """Yield the figure rule that applies in its weak form, without subject, metric and benchmark.

    SciFact's claims name no benchmark, so the strong form cannot be measured on them; the weak one is a lower bound.
    """
    here, there = ({t.text for t in tokens(text) if t.text.replace(".", "").isdigit()} for text in (claim, passage))
    if here and rarity.coverage(claim, passage) >= NUMBER_COVERAGE:
        if here <= there:
            yield "figures agree"
        elif there and not here & there:
            yield "figures differ"


def verified(
    cases: Iterable[Case], rarity: Rarity, vocabulary: Vocabulary, calibration: Calibration
) -> list[tuple[str, float, str]]:
    """Return (verdict, strongest sign of another voice, right or wrong) for every case."""
    judges = [(name, make(vocabulary, rarity, calibration)) for name, make in JUDGES.items()]
    rows = []
    for case in cases:
        finding = verify_one(_as_claim(case), shelve([_source(case), *case.papers], judges, rarity, calibration))
        rows.append((_key(finding), _strongest(finding), "right" if finding.verdict == case.gold else "wrong"))
    return rows


def _key(finding: Finding) -> str:
    """Return the verdict, with the rule of the surest check that made it: what `verify.confidence` looks up."""
    label = {"corroborated": "supports", "contested": "contradicts"}.get(finding.verdict)
    sides = [check for check in finding.checks if check.label == label and check.relation == "independent"]
    if not sides:
        return finding.verdict
    return f"{finding.verdict}: {max(sides, key=lambda check: max(check.supports, check.contradicts)).rule}"


def _source(case: Case) -> Paper:
    document = Document(level="abstract", text=case.claim, sentences=((0, len(case.claim)),))
    return Paper(id="source", title="", authors=(Author(family="Claimant"),), document=document)


def _as_claim(case: Case) -> Claim:
    passage = Passage(paper="source", start=0, end=len(case.claim), quote=case.claim, level="abstract")
    return Claim(id="claim", text=case.claim, passage=passage, score=1.0)


def _strongest(finding: Finding) -> float:
    return max((1 - check.neutral for check in finding.checks if check.relation != "own source"), default=0.0)


def _fit_findings(rows: Sequence[tuple[str, float, str]]) -> tuple[tuple[str, tuple[Bin, ...]], ...]:
    fitted = []
    for verdict in sorted({name for name, _, _ in rows}):
        mine = [(value, side) for name, value, side in rows if name == verdict]
        if verdict == "single source":
            bins = monotone(_bins(mine, ("right", "wrong"), FINDING_EDGES), rising=False, share=0)
        else:
            tally = Counter(side for _, side in mine)
            bins = (Bin(low=0.0, high=TOP, n=len(mine), shares=_shares(tally, ("right", "wrong"))),)
        fitted.append((verdict, bins))
    return tuple(fitted)


def _bins(scored: Sequence[tuple[float, str]], classes: Sequence[str], edges: Sequence[float]) -> tuple[Bin, ...]:
    bins = []
    for low, high in zip(edges, (*edges[1:], TOP), strict=True):
        tally = Counter(side for value, side in scored if low <= value < high)
        if tally:
            bins.append(Bin(low=low, high=high, n=tally.total(), shares=_shares(tally, classes)))
    return closed(bins)


def closed(bins: Sequence[Bin]) -> tuple[Bin, ...]:
    """Return the bins stretched so that together they cover [0, TOP) without a hole."""
    starts = [0.0, *(item.low for item in bins[1:])]
    ends = [*starts[1:], TOP]
    return tuple(replace(item, low=low, high=high) for item, low, high in zip(bins, starts, ends, strict=True))


def _shares(tally: Counter[str], classes: Sequence[str]) -> tuple[float, ...]:
    total = tally.total() + len(classes)
    return tuple((tally[name] + 1) / total for name in classes)


def calibration_error(rows: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins: mean |confidence - share right|, weighted by n."""
    error = 0.0
    for place in range(bins):
        inside = [
            row for row in rows if place / bins <= row[0] < (place + 1) / bins or (place == bins - 1 and row[0] == 1)
        ]
        if inside:
            error += abs(sum(value for value, _ in inside) - sum(right for _, right in inside)) / len(rows)
    return error


def cross_validated(cases: Sequence[Case], rarity: Rarity, vocabulary: Vocabulary) -> float:
    """Return the calibration error of the findings' confidence when each fold is judged by the other four."""
    rows: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        fitted = fit([case for place, case in enumerate(cases) if place % FOLDS != fold], rarity, vocabulary)
        held = [case for place, case in enumerate(cases) if place % FOLDS == fold]
        shelves = dict(fitted.findings)
        for verdict, value, side in verified(held, rarity, vocabulary, fitted):
            bins = shelves.get(verdict, (Bin(low=0.0, high=TOP, n=0, shares=(0.5, 0.5)),))
            share = next(item.shares[0] for item in bins if item.low <= value < item.high)
            rows.append((share, side == "right"))
    return calibration_error(rows)


def show(calibration: Calibration, write: Callable[[str], object]) -> None:
    """Print all bins as tables."""
    write(f"{calibration.name}: {calibration.data}")
    write("score of the pair       n  supports contradicts neutral")
    for item in calibration.pairs:
        write(_row(_range(item), item))
    write("rule                    n  supports contradicts neutral")
    for name, item in calibration.rules:
        write(_row(name, item))
    write("verdict, strongest voice n     right    wrong")
    for verdict, bins in calibration.findings:
        for item in bins:
            write(_row(f"{verdict} {_range(item)}", item))


def _range(item: Bin) -> str:
    return f"{item.low:.2f}-{min(item.high, 1):.2f}"


def _row(label: str, item: Bin) -> str:
    return f"{label:24s} {item.n:5d} " + " ".join(f"{share:9.3f}" for share in item.shares)


def main() -> int:
    """Fit, print and write; exit 2 when the data are not at hand."""
    folder = os.environ.get("REPORT_CORPUS_DATASETS")
    if not folder:
        sys.stderr.write("set REPORT_CORPUS_DATASETS to the folder that holds scifact/\n")
        return 2
    cases, rarity = read_cases(Path(folder) / "scifact")
    vocabulary = load_vocabulary(Path("corpus"))
    calibration = fit(cases, rarity, vocabulary)
    show(calibration, print)
    error = cross_validated(cases, rarity, vocabulary)
    print(f"expected calibration error of a finding's confidence, {FOLDS} folds: {error:.3f}")
    SHIPPED.write_text(dump_calibration(calibration), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
