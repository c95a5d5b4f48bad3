"""Put what people decided into effect: on papers before claims are drawn from them, on findings before conclusions.

A person's word goes before every rule but one: a retracted paper stays out.  What is decided on a paper or claim that
is not there changes nothing, and is said to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from generator.identity import name, names
from generator.records import Check, Decision, Dossier, Finding, Label, Paper, Passage, Screening, SearchResult, Verdict
from generator.verify import Shelf, confidence_of, verdict_of

LIBRARY: Final = "library"
NO_PAPER: Final = "no paper at hand goes by this id"
OUT: Final = "the paper is retracted or withdrawn and stays out"
NO_CLAIM: Final = "the report draws no claim of this id"
# The sides of independent papers that a verdict leaves room for.
_SIDES: Final[Mapping[Verdict, frozenset[Label]]] = {
    "corroborated": frozenset({"supports"}),
    "contested": frozenset({"supports", "contradicts"}),
    "single source": frozenset(),
    "unsupported": frozenset({"supports", "contradicts"}),
    "unverified": frozenset({"supports", "contradicts"}),
}
_BORNE_OUT: Final[frozenset[Verdict]] = frozenset({"corroborated", "contested", "single source"})


def on_papers(papers: Iterable[Paper], decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """Return what is decided on each of `papers`, by the paper's id."""
    wanted = {decision.target: decision for decision in decisions if decision.on_paper}
    if not wanted:
        return {}
    found = ((paper.id, next((wanted[one] for one in names(paper) if one in wanted), None)) for paper in papers)
    return {key: decision for key, decision in found if decision}


def with_included(
    found: tuple[SearchResult, ...], library: Sequence[Paper], decisions: Iterable[Decision]
) -> tuple[SearchResult, ...]:
    """Return the results with the papers of the library that a person included and no search hit."""
    wanted = [decision for decision in decisions if decision.kind == "include"]
    if not wanted:
        return found
    there = {paper.id for result in found if result.searched for paper in result.papers}
    decided = on_papers((paper for paper in library if paper.id not in there), wanted)
    more = tuple(paper for paper in library if paper.id in decided)
    if not more:
        return found
    results = {result.source: result for result in found}
    outcome = "not searched; only papers that a person included were taken"
    result = results.get(LIBRARY, SearchResult(source=LIBRARY, queries=(), papers=(), total=0, outcome=outcome))
    results[LIBRARY] = replace(result, papers=(*result.papers, *more), total=result.total + len(more))
    return tuple(results.values())


def turned_out(decisions: Sequence[Decision], screening: Screening, claims: Collection[str]) -> tuple[Decision, ...]:
    """Return the decisions, in order, each with why it changes nothing, if so.

    `claims` are the ids of all claims that were drawn.  A paper's decision comes back under the id of that paper.
    """
    rows = {one: row for row in reversed(screening.papers) for one in names(row.paper)}
    made = []
    for decision in decisions:
        row = rows.get(decision.target)
        if not decision.on_paper:
            made.append(replace(decision, idle="" if decision.target in claims else NO_CLAIM))
        elif row is None:
            made.append(replace(decision, idle=NO_PAPER))
        else:
            out = decision.kind == "include" and not row.included
            made.append(replace(decision, target=row.paper.id, idle=OUT if out else ""))
    return tuple(made)


def settle(dossier: Dossier, decisions: Sequence[Decision], shelf: Shelf) -> Dossier:
    """Return the dossier with claims struck and verdicts corrected as people decided.

    A rejected claim takes the figures of its sentence with it, and its sentence no longer speaks for or against other
    claims; their verdicts are drawn anew from what is left, before any is corrected.  Where a correction denies that
    two sentences agree or contradict each other, that holds for the claims of both.
    """
    if not decisions:
        return dossier
    on_claims = {decision.target: decision for decision in decisions if not decision.on_paper}
    rejected = [one for one in dossier.findings if _is_rejected(on_claims.get(one.claim.id))]
    left = [one for one in dossier.findings if one not in rejected]
    struck = {finding.claim.passage for finding in rejected} - {finding.claim.passage for finding in left}
    heard = [_without(finding, lambda _, passage: passage in struck, shelf) for finding in left]
    kept = [_corrected(finding, on_claims.get(finding.claim.id)) for finding in heard]
    denied = {(check.passage, finding.claim.passage) for finding in kept for check in _denied(finding)}
    kept = [one if one.decision else _without(one, lambda *pair: pair in denied, shelf) for one in kept]
    return replace(
        dossier,
        findings=tuple(kept),
        rejected=tuple(replace(finding, decision=on_claims[finding.claim.id]) for finding in rejected),
        quantities=tuple(figure for figure in dossier.quantities if figure.passage not in struck),
        decided=turned_out(decisions, dossier.screening, {finding.claim.id for finding in dossier.findings}),
    )


def _is_rejected(decision: Decision | None) -> bool:
    return decision is not None and decision.kind == "reject"


def _without(finding: Finding, silent: Callable[[Passage, Passage], bool], shelf: Shelf) -> Finding:
    """Return the finding as it stands when passages say nothing on it that are `silent` on the claim's own."""
    mine = finding.claim.passage
    checks = tuple(
        _overrule(check) if check.label != "neutral" and silent(mine, check.passage) else check
        for check in finding.checks
    )
    if checks == finding.checks:
        return finding
    own = next((check for check in checks if check.relation == "own source"), None)
    others = [check for check in checks if check.relation != "own source" and not check.overruled]
    verdict = verdict_of(own, others)
    return replace(_counted(finding, checks), verdict=verdict, confidence=confidence_of(verdict, others, shelf))


def _denied(finding: Finding) -> Iterator[Check]:
    """Yield the checks of other papers that a person's verdict on the claim denies."""
    if finding.decision:
        yield from (check for check in finding.checks if check.overruled and check.relation != "own source")


def _corrected(finding: Finding, decision: Decision | None) -> Finding:
    if decision is None or decision.verdict is None:
        return finding
    checks = tuple(_heard(check, decision.verdict) for check in finding.checks)
    return replace(_counted(finding, checks), verdict=decision.verdict, machine=finding.verdict, decision=decision)


def _counted(finding: Finding, checks: tuple[Check, ...]) -> Finding:
    labels = [check.label for check in checks if check.relation == "independent"]
    supporting, contradicting = labels.count("supports"), labels.count("contradicts")
    return replace(finding, checks=checks, supporting=supporting, contradicting=contradicting)


def _heard(check: Check, verdict: Verdict) -> Check:
    """Return a check as it counts beside a person's verdict: a side that the verdict denies is overruled."""
    if check.label == "neutral":
        return check
    own = check.relation == "own source"
    goes = verdict in _BORNE_OUT if own else check.relation != "independent" or check.label in _SIDES[verdict]
    return check if goes else _overrule(check)


def _overrule(check: Check) -> Check:
    return replace(check, label="neutral", overruled=check.label)


def known_names(screening: Screening) -> frozenset[str]:
    """Return every name of the screened papers, to tell which one a decision may have meant."""
    return frozenset(one for row in screening.papers for one in (*names(row.paper), name(row.paper.id)))
