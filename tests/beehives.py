"""The smallest records that verdicts, answers and reviews need, about an invented field: keeping bees.

No hive, test set or paper in it exists.
"""

from __future__ import annotations

from dataclasses import replace

from generator.ids import claim_id
from generator.rarity import Rarity
from generator.records import (
    Author,
    Benchmark,
    Bin,
    Calibration,
    Check,
    Claim,
    Document,
    Dossier,
    Draft,
    Finding,
    Label,
    Metric,
    Outcome,
    Paper,
    Passage,
    Quantity,
    Question,
    Screened,
    Screening,
    SearchResult,
    Standing,
    Term,
    Verdict,
    Vocabulary,
)

VOCABULARY = Vocabulary(
    benchmarks=(Benchmark(name="CombTest", metric="purity"), Benchmark(name="Combest")),
    metrics=(Metric(name="purity", units=("%",)), Metric(name="brood loss", units=("%",))),
    languages=(Term(name="Heather"), Term(name="Clover")),
    settings=(Term(name="drought"),),
    concepts=(Term(name="warmth", synonyms=("heat", "heating")),),
    units=(Term(name="%"),),
    up=("more", "higher", "raise", "increase", "improve"),
    down=("less", "lower", "reduce", "decrease"),
)
RARITY = Rarity(f"sentence number{n} about something" for n in range(60))


def one_bin(*shares: float, n: int = 10) -> Bin:
    """Return a bin over all of 0..1."""
    return Bin(low=0.0, high=1.01, n=n, shares=shares)


CALIBRATION = Calibration(
    name="toy-1",
    data="ten invented claims",
    command="none",
    pairs=(
        Bin(low=0.0, high=0.5, n=60, shares=(0.04, 0.02, 0.94)),
        Bin(low=0.5, high=1.01, n=20, shares=(0.3, 0.2, 0.5)),
    ),
    rules=(
        ("restates", one_bin(0.8, 0.1, 0.1)),
        ("figures agree", one_bin(0.6, 0.3, 0.1)),
        ("figures differ", one_bin(0.1, 0.7, 0.2)),
        ("opposite direction", one_bin(0.1, 0.65, 0.25)),
    ),
    findings=(
        ("corroborated: restates", (one_bin(0.9, 0.1),)),
        (
            "single source",
            (
                Bin(low=0.0, high=0.1, n=30, shares=(0.85, 0.15)),
                Bin(low=0.1, high=1.01, n=30, shares=(0.4, 0.6)),
            ),
        ),
    ),
)


def paper(key: str, *sentences: str, authors: tuple[str, ...] | None = None, **fields: object) -> Paper:
    """Return a paper by an author of its own, with a note of these sentences or without a text."""
    text = " ".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    families = (f"Keeper {key}",) if authors is None else authors
    made = Paper(
        id=f"10.5555/{key}",
        doi=f"10.5555/{key}",
        title=f"Hives, part {key}",
        authors=tuple(Author(family=name.split(",")[0], given=name.partition(",")[2]) for name in families),
        year=2030,
        venue="Invented Apiary Letters",
        document=Document(level="note", text=text, sentences=tuple(spans)) if text else None,
    )
    return replace(made, **fields)


def quoted(source: Paper, nth: int = 0) -> Passage:
    """Return the nth sentence of a paper."""
    assert source.document
    start, end = source.document.sentences[nth]
    return Passage(
        paper=source.id, start=start, end=end, quote=source.document.text[start:end], level=source.document.level
    )


def said(quote: str, key: str = "x") -> Passage:
    """Return a passage of a paper that nobody needs to hold."""
    return Passage(paper=key, start=0, end=len(quote), quote=quote, level="note")


def claim(source: Paper, nth: int = 0, **fields: object) -> Claim:
    """Return the claim that the nth sentence of a paper makes."""
    passage = quoted(source, nth)
    made = Claim(id=claim_id(source.id, passage.quote), text=passage.quote, passage=passage, score=1.0)
    return replace(made, **fields)


def check(made: Claim, passage: Passage, label: Label = "supports", relation: Standing = "independent") -> Check:
    """Return a check that is rather sure of its label."""
    chances = {"supports": 0.1, "contradicts": 0.1, "neutral": 0.1} | {label: 0.8}
    return Check(claim=made.id, passage=passage, relation=relation, label=label, judge="toy", **chances)


def finding(made: Claim, verdict: Verdict = "single source", *checks: Check) -> Finding:
    """Return a finding; its own source states it unless the verdict says otherwise."""
    own: Label = "neutral" if verdict in ("unsupported", "unverified") else "supports"
    own_checks = () if verdict == "unverified" else (check(made, made.passage, own, "own source"),)
    independent = [row for row in checks if row.relation == "independent"]
    return Finding(
        claim=made,
        checks=(*own_checks, *checks),
        verdict=verdict,
        confidence=0.7,
        supporting=sum(row.label == "supports" for row in independent),
        contradicting=sum(row.label == "contradicts" for row in independent),
    )


def figure(source: Paper, nth: int, value: float, subject: str, **fields: object) -> Quantity:
    """Return a figure that the nth sentence of a paper states about the purity of a hive's honey."""
    passage = quoted(source, nth)
    at = passage.quote.index(f"{value:g}%")
    made = Quantity(
        subject=subject,
        metric="purity",
        value=value,
        unit="%",
        passage=passage,
        start=passage.start + at,
        end=passage.start + at + len(f"{value:g}%"),
        benchmark="CombTest",
    )
    return replace(made, **fields)


QUESTION = Question(
    id="warm-hives",
    title="Warm hives",
    question="Does heating raise the purity of honey on CombTest?",
    published="2031-01-02",
    outcomes=(Outcome(name="purity"), Outcome(name="brood loss")),
    benchmarks=("CombTest",),
)


def screening(*included: Paper, excluded: tuple[Paper, ...] = ()) -> Screening:
    """Return a screening in which every included paper fits as well as the best one."""
    rows = [Screened(paper=one, rank=n, score=1.0, included=True) for n, one in enumerate(included, start=1)]
    rows += [
        Screened(paper=one, rank=len(included) + n, score=0.01, included=False, reason="off topic")
        for n, one in enumerate(excluded, start=1)
    ]
    return Screening(papers=tuple(rows), identified=(("library", len(rows)),), duplicates=0)


def dossier(
    papers: tuple[Paper, ...] = (),
    findings: tuple[Finding, ...] = (),
    quantities: tuple[Quantity, ...] = (),
    question: Question = QUESTION,
    outcome: str = "ok",
) -> Dossier:
    """Return a dossier whose papers all came from the local library."""
    found = SearchResult(source="library", queries=(), papers=papers, total=len(papers), outcome=outcome)
    return Dossier(
        question=question, found=(found,), screening=screening(*papers), findings=findings, quantities=quantities
    )


def draft(known: Dossier, **fields: object) -> Draft:
    """Return a draft that concludes nothing unless it is told what."""
    made = Draft(dossier=known, answer=(), missing=(), summary=(), gaps=(), certainty=None)
    return replace(made, **fields)
