"""Verify every claim against passages of all included papers, its own source and independent ones kept apart.

From every paper the few sentences that repeat most of the claim are judged.  The judges that go by rule are asked
in order and the first that answers decides; of each paper the most telling check counts.  Where a model can read,
it reads the sentences together, and what it says is combined with what the rules saw.  The verdict is the first
that holds, in the order of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.combination import LABELS, Combination, Signs
from generator.contracts import Judge, Judgement, Reader
from generator.rarity import Rarity
from generator.records import (
    Bin,
    Calibration,
    Check,
    Claim,
    Finding,
    Paper,
    Passage,
    Standing,
    Triple,
    Verdict,
    Vocabulary,
)
from generator.specificity import narrower
from generator.text import sentences, stems

PASSAGES_PER_PAPER = 3
MIN_COVERAGE = 0.2
MIN_READ = 0.1  # a model is told of what the rules would not look at
NEUTRALS_KEPT = 3
DIGITS = 4
MODEL = "model"
REFUTED = 0.5  # from this probability of the model on, a rule's support does not hold


@dataclass(frozen=True, slots=True)
class Shelf:
    """The papers to verify against, their sentences as passages, the judges by rule and the model with its weights."""

    papers: Mapping[str, Paper]
    passages: Mapping[str, tuple[Passage, ...]]
    judges: Sequence[tuple[str, Judge]]
    rarity: Rarity
    calibration: Calibration
    reader: Reader | None
    combination: Combination | None
    vocabulary: Vocabulary


def shelve(
    papers: Iterable[Paper],
    judges: Sequence[tuple[str, Judge]],
    rarity: Rarity,
    calibration: Calibration,
    reader: Reader | None = None,
    combination: Combination | None = None,
    vocabulary: Vocabulary | None = None,
) -> Shelf:
    """Return the papers made ready for `verify`; `reader` and `combination` come together or not at all."""
    known = {paper.id: paper for paper in papers}
    spans = {key: passages(paper) for key, paper in known.items()}
    return Shelf(known, spans, judges, rarity, calibration, reader, combination, vocabulary or Vocabulary())


def passages(paper: Paper) -> tuple[Passage, ...]:
    """Return the sentences of the paper's document as passages, none when no text is held."""
    document = paper.document
    if document is None:
        return ()
    return tuple(
        Passage(
            paper=paper.id,
            start=start,
            end=end,
            quote=document.text[start:end],
            level=document.level,
            unchecked=not document.is_whole,
        )
        for start, end in sentences(document)
    )


def verify(claims: Iterable[Claim], shelf: Shelf) -> tuple[Finding, ...]:
    """Return one finding per claim, in order."""
    return tuple(verify_one(claim, shelf) for claim in claims)


def verify_one(claim: Claim, shelf: Shelf) -> Finding:
    """Return the claim with its checks, verdict, tally of independent papers and confidence."""
    own = _own_check(claim, shelf)
    others = [_check(claim, paper, shelf) for key, paper in sorted(shelf.papers.items()) if key != claim.paper]
    checks = [check for check in others if check is not None]
    verdict = verdict_of(own, checks)
    supporting = sum(check.label == "supports" for check in checks if check.relation == "independent")
    contradicting = sum(check.label == "contradicts" for check in checks if check.relation == "independent")
    return Finding(
        claim=claim,
        checks=tuple([own, *_shown(checks)] if own else _shown(checks)),
        verdict=verdict,
        confidence=confidence_of(verdict, checks, shelf),
        supporting=supporting,
        contradicting=contradicting,
    )


def verdict_of(own: Check | None, checks: Sequence[Check]) -> Verdict:
    """Return the first verdict that holds, from the check of a claim's own source and those of other papers."""
    if own is None:
        return "unverified"
    if own.label != "supports":
        return "unsupported"
    independent = {check.label for check in checks if check.relation == "independent"}
    if "contradicts" in independent:
        return "contested"
    return "corroborated" if "supports" in independent else "single source"


def confidence_of(verdict: Verdict, checks: Sequence[Check], shelf: Shelf) -> float:
    """Return the confidence by the bins of the combination where the model read every paper, else by the rules'."""
    bins = shelf.combination.findings.get(verdict, ()) if shelf.combination else ()
    if not bins or any(MODEL not in check.judge for check in checks):
        return confidence(verdict, checks, shelf.calibration)
    deciding = _deciding(verdict, checks)
    if deciding is not None and deciding.rule:
        return confidence(verdict, checks, shelf.calibration)
    strongest = max((1 - check.neutral for check in checks), default=0.0)
    voice = strongest if deciding is None else max(deciding.supports, deciding.contradicts)
    return round(_bin(bins, voice).shares[0], DIGITS)


def confidence(verdict: Verdict, checks: Sequence[Check], calibration: Calibration) -> float:
    """Return the share of verdicts like this one that were right in the training data, 0..1.

    Likeness is the verdict, the rule that decided it, and the strongest probability that another paper speaks
    to the claim.  Where a rule decided no verdict of the training data, its share of right pairs stands in;
    a verdict that the training data cannot show at all takes 0.5: nothing is known.
    """
    deciding = _deciding(verdict, checks)
    key = f"{verdict}: {deciding.rule}" if deciding else verdict
    bins = dict(calibration.findings).get(key, ())
    if bins:
        strongest = max((1 - check.neutral for check in checks), default=0.0)
        return round(_bin(bins, strongest).shares[0], DIGITS)
    if deciding is None:
        return 0.5
    return deciding.supports if deciding.label == "supports" else deciding.contradicts


def _deciding(verdict: Verdict, checks: Sequence[Check]) -> Check | None:
    """Return the surest independent check on the side that made the verdict, None where no check did."""
    label = {"corroborated": "supports", "contested": "contradicts"}.get(verdict)
    sides = [check for check in checks if check.label == label and check.relation == "independent"]
    return max(sides, key=lambda check: (max(check.supports, check.contradicts), check.passage.paper), default=None)


def _bin(bins: tuple[Bin, ...], value: float) -> Bin:
    return next((item for item in bins if item.low <= value < item.high), bins[-1])


def _own_check(claim: Claim, shelf: Shelf) -> Check | None:
    """Return the check of the claim against the passage that it was taken from, None when that is not held."""
    if claim.passage not in shelf.passages.get(claim.paper, ()):
        return None
    if claim.text == " ".join(claim.passage.quote.split()):
        word_for_word = Judgement("supports", 1.0, 0.0, 0.0, "the claim is this sentence, word for word")
        return _as_check(claim, claim.passage, "own source", "quote", word_for_word)
    name, judged = _judge(claim, claim.passage, shelf)
    return _as_check(claim, claim.passage, "own source", name, judged)


def _check(claim: Claim, paper: Paper, shelf: Shelf) -> Check | None:
    """Return the most telling check of the claim against one other paper, None when the paper is silent."""
    ranked = nearest(claim.text, shelf.passages[paper.id], shelf.rarity)
    if ranked and shelf.reader and shelf.combination:
        near = [span for _, span in ranked]
        read = shelf.reader(claim, near)
        if read is not None:
            return _combined(claim, _ruled(claim, near, shelf), ranked, read, shelf)
    near = [span for share, span in ranked if share >= MIN_COVERAGE]
    if not near:
        return None
    name, best, passage = _ruled(claim, near, shelf)
    standing = _standing(shelf.papers.get(claim.paper), paper)
    return _scoped(claim, _as_check(claim, passage, standing, name, best), shelf)


def nearest(claim: str, spans: Iterable[Passage], rarity: Rarity) -> list[tuple[float, Passage]]:
    """Return the few passages that repeat most of the claim, the nearest first, each with the share that it repeats."""
    wanted = stems(claim)
    near = [(rarity.coverage(claim, span.quote), span) for span in spans if wanted & stems(span.quote)]
    near = sorted((pair for pair in near if pair[0] >= MIN_READ), key=lambda pair: (-pair[0], pair[1].start))
    return near[:PASSAGES_PER_PAPER]


def _ruled(claim: Claim, near: Sequence[Passage], shelf: Shelf) -> tuple[str, Judgement, Passage]:
    """Return the most telling judgement by rule, with the judge's name and the passage."""
    judged = [(_judge(claim, passage, shelf), passage) for passage in near]
    (name, best), passage = max(judged, key=lambda item: _telling(item[0][1]))
    return name, best, passage


def _combined(
    claim: Claim,
    ruled: tuple[str, Judgement, Passage],
    ranked: Sequence[tuple[float, Passage]],
    read: Triple,
    shelf: Shelf,
) -> Check:
    """Return the check that the model's reading and the rules give together."""
    assert shelf.reader  # noqa: S101 - the caller has asked it
    assert shelf.combination  # noqa: S101
    name, best, passage = ruled
    said = ", ".join(f"{side} {share:.2f}" for side, share in zip(LABELS, read, strict=True))
    standing = _standing(shelf.papers.get(claim.paper), shelf.papers[passage.paper])
    if _stands(best, read):
        told = replace(best, reason=f"{best.reason}; the model: {said}")
        return _scoped(claim, _as_check(claim, passage, standing, f"{name} and {MODEL}", told), shelf)
    near = [span for _, span in ranked]
    signs = Signs(read, ranked[0][0], best.rule)
    triple = shelf.combination.probabilities(signs, "searched")
    label = shelf.combination.label(triple)
    passage = _carrying(claim, near, LABELS.index(label), shelf.reader) if label != "neutral" else near[0]
    with_others = ", reading it with the sentences nearest to it" if len(near) > 1 else ""
    judged = Judgement(label, *triple, f"the model{with_others}: {said}")
    return _scoped(claim, _as_check(claim, passage, standing, MODEL, judged), shelf)


def _stands(ruled: Judgement, read: Triple) -> bool:
    """Return whether a rule's side holds whatever the model says: a refutation does, support unless it is refuted.

    In the shipped reports the rules were right where the model, trained on another field, stayed neutral.
    """
    return ruled.label == "contradicts" or (bool(ruled.rule) and read[1] < REFUTED)


def _scoped(claim: Claim, check: Check, shelf: Shelf) -> Check:
    """Return the check with what its passage is limited to, where it takes a side."""
    if check.label == "neutral":
        return check
    return replace(check, narrower=narrower(claim.text, check.passage.quote, shelf.vocabulary))


def _carrying(claim: Claim, near: Sequence[Passage], side: int, reader: Reader) -> Passage:
    """Return the one passage that by itself speaks most for the side that was found reading them together."""
    if len(near) == 1:
        return near[0]
    alone = [(reader(claim, [span]) or (0.0, 0.0, 1.0), span) for span in near]
    return max(alone, key=lambda item: (item[0][side], -item[1].start))[1]


def _telling(judgement: Judgement) -> tuple[bool, float]:
    if judgement.label == "neutral":
        return False, 1 - judgement.neutral
    return True, judgement.contradicts if judgement.label == "contradicts" else judgement.supports


def _judge(claim: Claim, passage: Passage, shelf: Shelf) -> tuple[str, Judgement]:
    asked = replace(claim.passage, quote=claim.text)
    for name, judge in shelf.judges:
        judgement = judge(asked, passage)
        if judgement is not None:
            return name, judgement
    return "none", Judgement("neutral", 0.0, 0.0, 1.0, "no judge answered")


def _standing(source: Paper | None, other: Paper) -> Standing:
    return "independent" if source and source.independent_of(other) else "not independent"


def _shown(checks: Sequence[Check]) -> list[Check]:
    """Return all checks that take a side, and the nearest neutral ones."""
    taking = [check for check in checks if check.label != "neutral"]
    neutral = sorted(
        (check for check in checks if check.label == "neutral"), key=lambda c: (c.neutral, c.passage.paper)
    )
    return [*sorted(taking, key=lambda c: (c.label, c.passage.paper)), *neutral[:NEUTRALS_KEPT]]


def _as_check(claim: Claim, passage: Passage, standing: Standing, judge: str, judged: Judgement) -> Check:
    return Check(
        claim=claim.id,
        passage=passage,
        relation=standing,
        label=judged.label,
        supports=round(judged.supports, DIGITS),
        contradicts=round(judged.contradicts, DIGITS),
        neutral=round(judged.neutral, DIGITS),
        judge=judge,
        reason=judged.reason,
        rule=judged.rule,
    )
