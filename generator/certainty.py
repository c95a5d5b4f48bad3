"""How sure a line of the summary is, in the four grades of GRADE, and why not surer.

Evidence starts as high and loses one grade for each reason that applies
(Guyatt et al. 2008, GRADE: an emerging consensus; the reasons are those that can be
computed from records).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.records import Certainty, Finding, Paper, Question

GRADES: tuple[Certainty, ...] = ("high", "moderate", "low", "very low")
FEW_PAPERS = 3
DOUBTFUL = 0.5


def certainty(
    findings: Sequence[Finding], papers: Mapping[str, Paper], question: Question
) -> tuple[Certainty, tuple[str, ...]]:
    """Return the grade of what `findings` say together, and the reason of each step down from high."""
    sources = [papers[key] for key in dict.fromkeys(finding.claim.paper for finding in findings)]
    steps = []
    if len(sources) < FEW_PAPERS:
        steps.append("few sources: one paper" if len(sources) == 1 else f"few sources: {len(sources)} papers")
    contested = sum(finding.verdict == "contested" for finding in findings)
    if contested:
        steps.append(f"inconsistency: {contested} of {len(findings)} claims contested")
    # Of a verdict that a person gave, the program's confidence says nothing.
    doubtful = sum(finding.confidence < DOUBTFUL and not finding.corrected for finding in findings)
    if 2 * doubtful > len(findings):
        steps.append(f"low confidence: {doubtful} of {len(findings)} claims below {DOUBTFUL:g}")
    if question.benchmarks and not any(finding.claim.benchmarks for finding in findings):
        steps.append("indirectness: no claim on a benchmark that the question names")
    if all(_is_preprint(paper) for paper in sources):
        steps.append("preprints only" if all(paper.venue for paper in sources) else "preprints or unknown venues only")
    if not any(paper.document and paper.document.level == "full text" for paper in sources):
        steps.append("notes or abstracts only")
    return GRADES[min(len(steps), len(GRADES) - 1)], tuple(steps)


def _is_preprint(paper: Paper) -> bool:
    venue = paper.venue.lower()
    return not venue or "rxiv" in venue or "preprint" in venue
