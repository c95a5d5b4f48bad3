"""An invented corpus about forecasts of tidal currents; no paper, model or benchmark in it exists.

It holds a report with every verdict, a report for which nothing was found, a
retired report and a draft, so that tests of pages, data and exports can share it.
"""

from __future__ import annotations

from generator.ids import claim_id
from generator.records import (
    Author,
    Check,
    Claim,
    Conflict,
    Corpus,
    Difference,
    Document,
    Dossier,
    Draft,
    Finding,
    GapCell,
    Label,
    Level,
    Limits,
    Outcome,
    Paper,
    Passage,
    Provenance,
    Quantity,
    Query,
    Question,
    Relation,
    Relations,
    Report,
    Review,
    Rule,
    Screened,
    Screening,
    SearchResult,
    SharedPapers,
    Standing,
    Statement,
    Status,
    Summary,
    Verdict,
    Version,
)

HOSTILE = '<script>alert("tide")</script> | *Ebb* _and_ `flow` [x](javascript:alert(1)) {#id} \u202egnorw &amp; 1 < 2'


def paper(
    number: int,
    text: str = "",
    *,
    level: Level = "note",
    title: str = "",
    authors: tuple[Author, ...] | None = None,
    doi: str | None = "",
    notices: tuple[str, ...] = (),
) -> Paper:
    """Return paper `number`; its DOI is made of the number unless another, or None, is given."""
    known = f"10.5555/tide.{number}" if doi == "" else doi
    return Paper(
        id=known or f"tide-{number}",
        doi=known,
        title=title or f"Tidal current forecasting, part {number}",
        authors=(Author(family=f"Skipper{number}", given="Anna Maria"),) if authors is None else authors,
        year=2020 + number % 5,
        venue="Journal of Invented Tides",
        document=Document(level=level, text=text) if text else None,
        notices=notices,
        found_by=("library",),
    )


def passage(source: Paper, quote: str) -> Passage:
    """Return the span of `quote` in the document of `source`, which has to hold it."""
    assert source.document
    start = source.document.text.index(quote)
    return Passage(paper=source.id, start=start, end=start + len(quote), quote=quote, level=source.document.level)


def claim(source: Paper, quote: str, score: float = 1.0, benchmarks: tuple[str, ...] = ()) -> Claim:
    """Return the claim that `source` makes in `quote`."""
    return Claim(
        id=claim_id(source.id, quote),
        text=quote,
        passage=passage(source, quote),
        score=score,
        outcomes=("skill",),
        benchmarks=benchmarks,
    )


def check(made: Claim, source: Paper, quote: str, label: Label, relation: Standing = "independent") -> Check:
    """Return a check of `made` against `quote` that the judge is rather sure of."""
    chances = dict.fromkeys(("supports", "contradicts", "neutral"), 0.05) | {label: 0.9}
    reason = "same metric and benchmark, 71 against 64" if label == "contradicts" else ""
    return Check(
        claim=made.id,
        passage=passage(source, quote),
        relation=relation,
        label=label,
        judge="rules",
        reason=reason,
        **chances,
    )


def finding(made: Claim, verdict: Verdict, *checks: Check, confidence: float = 0.8) -> Finding:
    """Return a finding whose tally counts the independent papers among `checks`."""
    spoken = [row for row in checks if row.relation == "independent"]
    return Finding(
        claim=made,
        checks=checks,
        verdict=verdict,
        confidence=confidence,
        supporting=len({row.passage.paper for row in spoken if row.label == "supports"}),
        contradicting=len({row.passage.paper for row in spoken if row.label == "contradicts"}),
    )


def quantity(source: Paper, subject: str, size: float | None, value: float, quote: str) -> Quantity:
    """Return the figure `value` that `quote` states about `subject`."""
    span = passage(source, quote)
    return Quantity(
        subject=subject,
        metric="skill",
        value=value,
        unit="%",
        passage=span,
        start=span.start,
        end=span.start + 2,
        parameters_b=size,
        benchmark="HarbourBench",
        language=None,
        setting="spring tide",
    )


SMALL = "Ebb-1B reaches a skill of 64% on HarbourBench."
LARGE = "Flood-12B reaches a skill of 71% on HarbourBench."
FASTER = "Ebb-1B forecasts a day in 4 seconds, Flood-12B in 31 seconds."
AGAIN = "We measured a skill of 64% for Ebb-1B on HarbourBench."
AGAINST = "Flood-12B reaches a skill of 64% on HarbourBench."
SIZES = "Slack-2B, Slack-4B, Slack-7B and Slack-9B reach 55%, 58%, 66% and 69%."
DOUBTFUL = "Moon phase alone explains 99% of all currents."

EBB = paper(1, f"{SMALL} {FASTER}", title="Ebb: small models of tidal currents")
FLOOD = paper(2, f"{LARGE} {DOUBTFUL}", level="abstract", title="Flood: large models of tidal currents")
HARBOUR = paper(
    3,
    f"{AGAIN} {AGAINST}",
    level="full text",
    title=HOSTILE,
    authors=tuple(Author(family=f"Pilot{place}", given="Q.") for place in range(12)),
    notices=("Corrected 2024-05-01: table 2",),
)
SLACK = paper(4, SIZES, title="Slack water", authors=(Author(family="Institute of Invented Seas"),), doi=None)
SILENT = paper(5, title="Currents without a text", authors=())
OFF_TOPIC = paper(6, "Bread rises.", title="Bread and <i>yeast</i>")


def question(name: str, title: str, status: Status = "published", replaced_by: str | None = None) -> Question:
    """Return a question about forecasts of tidal currents."""
    return Question(
        id=name,
        title=title,
        question="How does the skill of tidal forecasts on HarbourBench and STRAITSET change with model size?",
        authors=("Invented Tides Group",),
        published="2026-02-03",
        status=status,
        outcomes=(Outcome(name="skill", terms=("skill",)), Outcome(name="speed", terms=("seconds",))),
        benchmarks=("HarbourBench", "STRAITSET"),
        keywords=(("tide", "current"),),
        include=(Rule(reason="forecasts tidal currents", terms=("tidal",)),),
        exclude=(Rule(reason="concerns baking", terms=("bread",)),),
        limits=Limits(papers=5, claims=8),
        tags=("tides", "forecasting"),
        replaced_by=replaced_by,
        file=f"questions/{name}.yaml",
        source_hash="ab" * 32,
    )


def screening(*included: Paper) -> Screening:
    """Return a screening of `included` after two duplicates and one paper about bread."""
    rows = [
        Screened(paper=one, rank=place, score=round(1 / place, 3), included=True)
        for place, one in enumerate(included, start=1)
    ]
    off = Screened(
        paper=OFF_TOPIC,
        rank=len(rows) + 1,
        score=0.01,
        included=False,
        reason="excluded by rule",
        detail="concerns baking (uses “bread”)",
    )
    return Screening(papers=(*rows, off), identified=(("library", len(rows) + 2), ("bulletin", 1)), duplicates=2)


def _found(*papers: Paper) -> tuple[SearchResult, ...]:
    queries = (Query(label="question", text='("tide" OR "current") AND "size"', hits=len(papers)),)
    library = SearchResult(source="library", queries=queries, papers=papers, total=len(papers))
    bulletin = SearchResult(
        source="bulletin", queries=(), papers=(OFF_TOPIC,), total=1, outcome="timed out after 30 s", date="2026-01-31"
    )
    return library, bulletin


def _findings() -> tuple[Finding, ...]:
    small = claim(EBB, SMALL, 5.0, ("HarbourBench",))
    large = claim(FLOOD, LARGE, 4.0, ("HarbourBench",))
    faster, doubtful, sizes = claim(EBB, FASTER, 3.0), claim(FLOOD, DOUBTFUL, 2.0), claim(SLACK, SIZES, 1.0)
    return (
        finding(
            small,
            "corroborated",
            check(small, EBB, SMALL, "supports", "own source"),
            check(small, HARBOUR, AGAIN, "supports"),
            check(small, SLACK, SIZES, "neutral"),
            confidence=0.93,
        ),
        finding(
            large,
            "contested",
            check(large, FLOOD, LARGE, "supports", "own source"),
            check(large, HARBOUR, AGAINST, "contradicts"),
            confidence=0.71,
        ),
        finding(faster, "single source", check(faster, EBB, FASTER, "supports", "own source")),
        finding(doubtful, "unsupported", check(doubtful, FLOOD, DOUBTFUL, "neutral", "own source"), confidence=0.55),
        finding(sizes, "unverified", confidence=0.4),
    )


def _quantities() -> tuple[Quantity, ...]:
    small = quantity(EBB, "Ebb-1B", 1.0, 64.0, SMALL)
    large = quantity(FLOOD, "Flood-12B", 12.0, 71.0, LARGE)
    sizes = ((2.0, 55.0), (4.0, 58.0), (7.0, 66.0), (9.0, 69.0))
    return (small, large, *(quantity(SLACK, f"Slack-{size:g}B", size, value, SIZES) for size, value in sizes))


def _draft(dossier: Dossier) -> Draft:
    ids = tuple(row.claim.id for row in dossier.findings)
    gaps = (
        GapCell(outcome="skill", benchmark="HarbourBench", claims=ids[:2]),
        GapCell(outcome="skill", benchmark="STRAITSET", claims=()),
    )
    return Draft(
        dossier=dossier,
        answer=(
            Statement(text="On HarbourBench skill rises from 64% at 1B to 71% at 12B.", claims=ids[:2]),
            Statement(text="The small model is about eight times as fast.", claims=ids[2:3]),
        ),
        missing=("No included paper reports a result on STRAITSET.", "Speed on HarbourBench is not reported."),
        summary=(
            Summary(
                outcome="skill",
                finding="64% at 1B, 71% at 12B",
                claims=ids[:2],
                supporting=2,
                contradicting=1,
                silent=2,
                certainty="low",
                steps=("few sources", "inconsistency"),
            ),
            Summary(
                outcome="energy",
                finding="no included paper speaks to it",
                claims=(),
                supporting=0,
                contradicting=0,
                silent=5,
                certainty=None,
            ),
        ),
        gaps=gaps,
        certainty="low",
        steps=("few sources", "inconsistency"),
        closest=EBB.id,
    )


def _reviews() -> tuple[Review, ...]:
    return (
        Review(reviewer="grounding", score=8.4, reasons=("3 of 5 claims are stated by their source",)),
        Review(reviewer="corroboration", score=2.0, reasons=("1 of 5 claims has a second source",), cap=6.0),
    )


def _provenance(name: str, evidence: str | None = None) -> Provenance:
    return Provenance(
        question_file=f"questions/{name}.yaml",
        question_hash="ab" * 32,
        evidence_file=evidence,
        evidence_hash="cd" * 32 if evidence else None,
        library_hash="ef" * 32,
        generator="report-corpus 0.0-test",
        ranker="bm25",
        judges=("rules", "base"),
        calibration="invented training claims, 2 bins",
        searches=1 if evidence else 0,
    )


def history() -> tuple[Version, ...]:
    """Return two recorded versions; between the last of them and `full_report` something of every kind changed."""
    small, sizes = claim(EBB, SMALL), claim(SLACK, SIZES)
    first = Version(
        version="0badcafe",
        date="2025-11-30",
        papers=(EBB.id,),
        claims=((small.id, "single source"),),
        score=None,
        answer=(),
    )
    second = Version(
        version="5ea5ca1e",
        date="2025-12-31",
        papers=(EBB.id, SLACK.id, "10.5555/tide.9"),
        claims=tuple(sorted([(small.id, "single source"), (sizes.id, "unverified"), ("0123456789", "corroborated")])),
        score=4.9,
        answer=("Skill rises with size.",),
    )
    return first, second


def full_report(name: str = "tidal-skill", status: Status = "published", replaced_by: str | None = None) -> Report:
    """Return a report that has something in every section."""
    papers = (EBB, FLOOD, HARBOUR, SLACK, SILENT)
    dossier = Dossier(
        question=question(name, "Skill of tidal forecasts & model size", status, replaced_by),
        found=_found(*papers),
        screening=screening(*papers),
        findings=_findings(),
        quantities=_quantities(),
    )
    return Report(
        draft=_draft(dossier),
        reviews=_reviews(),
        score=5.2,
        caps=("none above 6 while under half of the claims are ✓",),
        provenance=_provenance(name, f"evidence/{name}.json"),
        version="1f00d5ea",
        date="2026-02-03",
        history=history(),
    )


def empty_report(name: str = "tidal-silence", status: Status = "published") -> Report:
    """Return the report of a question for which nothing was found."""
    asked = Question(id=name, title="Silence", question="Do tides sing?", status=status)
    nothing = Screening(papers=(), identified=(), duplicates=0)
    dossier = Dossier(question=asked, found=(), screening=nothing, findings=(), quantities=())
    missing = ("No included paper speaks to the question.",)
    draft = Draft(dossier=dossier, answer=(), missing=missing, summary=(), gaps=(), certainty=None)
    return Report(draft=draft, reviews=(), score=None, caps=(), provenance=_provenance(name), version="0", date=None)


def retired_report(name: str = "tidal-size") -> Report:
    """Return a retired report that `tidal-skill` replaces and that shares its papers."""
    return full_report(name, "retired", "tidal-skill")


def corpus() -> Corpus:
    """Return the whole invented corpus: full, empty, retired and draft."""
    full, old = full_report(), retired_report()
    first, second = full.findings[0].claim.id, full.findings[1].claim.id
    return Corpus(
        reports=(full, empty_report(), old, empty_report("tidal-draft", "draft")),
        relations=Relations(
            shared=(SharedPapers(first=full.id, second=old.id, papers=(EBB.id, HARBOUR.id)),),
            claims=(
                _relation("same claim", first, first),
                _relation("conflict", first, second),
            ),
            conflicts=(_conflict((full.id, old.id)), _conflict(())),
        ),
    )


def _conflict(reports: tuple[str, ...]) -> Conflict:
    """Return the contradiction of the second claim: of reports that hold both sentences, or across reports."""
    return Conflict(
        first=passage(FLOOD, LARGE),
        second=passage(HARBOUR, AGAINST),
        reports=reports,
        judge="rules",
        rule="figures differ",
        reason="figures differ: 71 against 64",
        chance=0.9 if reports else None,
        shared=("HarbourBench", HOSTILE),
        differences=(
            Difference(kind="figure", first=("71%",), second=("64%",)),
            Difference(kind="setting", first=(), second=("spring tide",)),
        ),
    )


def _relation(kind: str, first: str, second: str) -> Relation:
    return Relation(
        kind=kind,
        first_report="tidal-skill",
        first_claim=first,
        second_report="tidal-size",
        second_claim=second,
        judge="rules",
        reason="same metric, other figure" if kind == "conflict" else "",
    )
