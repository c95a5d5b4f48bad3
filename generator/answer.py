"""Draw the conclusions: the answer, and what it leaves open.

The answer says one thing for each outcome of the question: from where to where comparable figures run, or the
claim that carries most on it.  A claim that answers two outcomes is told once.  Claims that papers
dispute are told with what stands against them.  Every sentence cites its claims; what the question names and no
included paper speaks to is said in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from generator.certainty import certainty
from generator.facts import many
from generator.figuretable import Series, named_after
from generator.missing import missing
from generator.records import Dossier, Draft, Finding, Outcome, Passage, Question, Statement
from generator.spans import families_said, span_said, spans
from generator.summary import gaps, summaries
from generator.telling import SIDES, carries, compared, only, sides, tells
from generator.text import mentions, prepare
from generator.worth import largest_size, within

MOST_SENTENCES = 9
WITHOUT_OUTCOMES = 4
MOST_SPANS = 3
MOST_DISPUTES = 2
# A question with few outcomes has room for two claims on each.
FEW_OUTCOMES = 4
TITLE_BONUS = 0.25
REPEAT_FACTOR = 0.7
SAME_WORDING = 75


@dataclass(slots=True)
class _Telling:
    """A claim that the answer tells, and the outcomes that it is told for."""

    finding: Finding
    outcomes: list[str] = field(default_factory=list)


def answer(dossier: Dossier) -> Draft:
    """Return the dossier with all that is concluded from it."""
    included = dossier.screening.included
    passing = tuple(finding for finding in dossier.findings if finding.passes)
    statements = tuple(_statements(dossier, passing))
    used = {claim for statement in statements for claim in statement.claims}
    carrying = [finding for finding in dossier.findings if finding.claim.id in used]
    papers = {paper.id: paper for paper in included}
    grade, steps = certainty(carrying, papers, dossier.question) if carrying else (None, ())
    return Draft(
        dossier=dossier,
        answer=statements,
        missing=tuple(missing(dossier, passing)),
        summary=summaries(dossier),
        gaps=gaps(dossier),
        certainty=grade,
        steps=steps,
        closest=included[0].id if included else None,
    )


def _statements(dossier: Dossier, passing: Sequence[Finding]) -> list[Statement]:
    """Return what is told, in the order of the question's outcomes; disputes come last."""
    ranged: list[Statement] = []
    given: set[Passage] = set()
    for outcome, group, claims in _ranges(dossier, passing):
        ranged.append(_about((outcome.name,), _span_sentence(group), claims, dossier))
        given |= _carriers(group)
    disputes = list(_disputes(dossier))[:MOST_DISPUTES]
    covered = {name for statement in ranged for name in statement.outcomes}
    fresh = [finding for finding in passing if finding.claim.passage not in given]
    most = WITHOUT_OUTCOMES if _is_open(dossier.question) else MOST_SENTENCES
    room = most - len(ranged) - len(disputes)
    told = [
        _about(tuple(telling.outcomes), telling.finding.claim.text, (telling.finding.claim.id,), dossier)
        for telling in _tellings(fresh, dossier, covered)[: max(0, room)]
    ]
    return [*sorted((*ranged, *told), key=lambda item: _place(item, dossier.question)), *disputes]


def _is_open(question: Question) -> bool:
    """Return whether the question states no outcomes; a metric or two that its words name do not say all it asks."""
    return not question.outcomes or ("outcomes" in question.derived and len(question.outcomes) < WITHOUT_OUTCOMES)


def _place(statement: Statement, question: Question) -> int:
    names = [outcome.name for outcome in question.outcomes]
    return min((names.index(name) for name in statement.outcomes), default=len(names))


def _ranges(dossier: Dossier, passing: Sequence[Finding]) -> Iterator[tuple[Outcome, Series, tuple[str, ...]]]:
    """Yield, for outcomes named after their metric, the largest group of figures and its claims."""
    stated = {finding.claim.passage: finding.claim.id for finding in passing}
    bound = largest_size(dossier.question)
    usable = [f for f in dossier.quantities if f.passage in stated and within(bound, f)]
    told: list[Series] = []
    for outcome in dossier.question.outcomes:
        groups = [g for g in spans(f for f in usable if named_after(outcome, f)) if g not in told]
        if groups and len(told) < MOST_SPANS and _is_about_figures(outcome, dossier, passing):
            told.append(groups[0])
            claims = tuple(dict.fromkeys(stated[figure.passage] for figure in groups[0].figures))
            yield outcome, groups[0], claims


def _is_about_figures(outcome: Outcome, dossier: Dossier, passing: Sequence[Finding]) -> bool:
    """Return whether at least half of the claims on the outcome give such a figure; a range says little otherwise."""
    speaking = {finding.claim.passage for finding in passing if outcome.name in finding.claim.outcomes}
    figured = {figure.passage for figure in dossier.quantities if named_after(outcome, figure)}
    return 2 * len(figured & speaking) >= len(speaking)


def _carriers(group: Series) -> set[Passage]:
    """Return the passages that give half of a range's figures or more: to tell them as well would repeat the range."""
    counts = Counter(figure.passage for figure in group.figures)
    return {passage for passage, count in counts.items() if 2 * count >= len(group.figures)}


def _span_sentence(group: Series) -> str:
    by_size = families_said(group)
    return f"Across the claims, {group.label} runs {span_said(group)}{f'; {by_size}' if by_size else ''}."


def _tellings(fresh: Sequence[Finding], dossier: Dossier, covered: set[str]) -> list[_Telling]:
    """Return the best claim for every outcome not covered yet, then second ones, then one for each side not named.

    A claim told for one outcome serves another as well where it gives a figure on it, or where none does.  A question
    that compares has the best claim of each side; one with few outcomes a second claim, from another paper and
    with a figure.
    """
    question = dossier.question
    told: list[_Telling] = []
    groups = compared(question)
    for outcome in question.outcomes:
        if outcome.name in covered:
            continue
        pool = [finding for finding in fresh if outcome.name in finding.claim.outcomes]
        parts = [part for part in (only(side, groups, pool) for side in groups) if part] or [pool]
        for part in parts:
            _tell_best(part, outcome, dossier, told)
    if len(question.outcomes) <= FEW_OUTCOMES and not groups:
        for outcome in question.outcomes:
            papers = {telling.finding.claim.paper for telling in told}
            pool = [f for f in fresh if outcome.name in f.claim.outcomes and f.claim.paper not in papers]
            figured = [f for f in pool if carries(f, outcome, dossier.quantities) and not _repeats(f, told)]
            if figured:
                told.append(_Telling(_best(figured, outcome, dossier, told), [outcome.name]))
    told.extend(_for_sides(fresh, question, told))
    return told


def _tell_best(pool: Sequence[Finding], outcome: Outcome, dossier: Dossier, told: list[_Telling]) -> None:
    """Add the best claim of the pool on an outcome, or let one of the pool that is told already serve it."""
    left = [finding for finding in pool if not _repeats(finding, told)]
    if not left:
        return
    best = _best(left, outcome, dossier, told)
    carried = carries(best, outcome, dossier.quantities)
    served = [telling for telling in told if telling.finding in pool and outcome.name not in telling.outcomes]
    able = [t for t in served if t.finding is best or carries(t.finding, outcome, dossier.quantities) or not carried]
    if able:
        able[0].outcomes.append(outcome.name)
    elif all(telling.finding is not best for telling in told):
        told.append(_Telling(best, [outcome.name]))


def _best(pool: Sequence[Finding], outcome: Outcome, dossier: Dossier, told: Sequence[_Telling]) -> Finding:
    papers = {telling.finding.claim.paper for telling in told}
    title = prepare(dossier.question.title)
    asked = [group for group in dossier.question.keywords if mentions(group, title)]

    def worth(finding: Finding) -> tuple[float, str]:
        value = tells(finding, outcome, dossier.quantities) * (1 + TITLE_BONUS * len(sides(finding, asked)))
        return value * (REPEAT_FACTOR if finding.claim.paper in papers else 1.0), finding.claim.id

    return max(pool, key=worth)


def _repeats(finding: Finding, told: Iterable[_Telling]) -> bool:
    """Return whether the claim says nearly the same as another one that is told."""
    others = (telling.finding for telling in told if telling.finding is not finding)
    text = finding.claim.text
    return any(fuzz.token_sort_ratio(text, other.claim.text, score_cutoff=SAME_WORDING) > 0 for other in others)


def _for_sides(fresh: Sequence[Finding], question: Question, told: Sequence[_Telling]) -> Iterator[_Telling]:
    """Yield the best claims that name a side of the question of which nothing is told yet.

    Without outcomes of the file, the best claims of all follow, each paper once.
    """
    groups = question.keywords[:SIDES]
    named = {side for telling in told for side in sides(telling.finding, groups)}
    papers = {telling.finding.claim.paper for telling in told}
    chosen = list(told)
    for finding in sorted(fresh, key=lambda f: (-f.claim.score, f.claim.id)):
        new = sides(finding, groups) - named
        wanted = True if _is_open(question) else new
        if wanted and finding.claim.paper not in papers and not _repeats(finding, chosen):
            named |= new
            papers.add(finding.claim.paper)
            chosen.append(_Telling(finding, list(finding.claim.outcomes[:1])))
            yield chosen[-1]


def _about(outcomes: tuple[str, ...], text: str, claims: tuple[str, ...], dossier: Dossier) -> Statement:
    return Statement(text=text, claims=claims, outcomes=outcomes, agreement=_agreement(outcomes, claims, dossier))


def _agreement(outcomes: tuple[str, ...], claims: tuple[str, ...], dossier: Dossier) -> str:
    """Return in words how many of the papers with a claim on the outcome this is from, and how many speak against."""
    speaking = [f for f in dossier.findings if set(outcomes) & set(f.claim.outcomes)]
    papers = {finding.claim.paper for finding in speaking}
    if not papers:
        return ""
    cited = [finding for finding in speaking if finding.claim.id in claims]
    mine = {finding.claim.paper for finding in cited}
    checks = [check for finding in cited for check in finding.checks if check.relation == "independent"]
    backing = {check.passage.paper for check in checks if check.label == "supports"} - mine
    disputed = sum(finding.verdict == "contested" for finding in speaking)
    of = f"{len(mine)} of {many(len(papers), 'paper')} with claims on it"
    told = [of if len(papers) > 1 else "the only paper with a claim on it"]
    if backing:
        told.append(f"{many(len(backing), 'other')} found to agree")
    told.append(f"{many(disputed, 'claim')} on it disputed, see below" if disputed else "none found to disagree")
    return "; ".join(told)


def _disputes(dossier: Dossier) -> Iterator[Statement]:
    """Yield a statement for each pair of passages that contradict each other."""
    told: set[frozenset[Passage]] = set()
    for finding in dossier.findings:
        if finding.verdict != "contested":
            continue
        sides = (c for c in finding.checks if c.label == "contradicts" and c.relation == "independent")
        against = next(sides, None)
        if against is None:
            yield Statement(
                text=f"A person finds that papers disagree on this: {finding.claim.text}",
                claims=(finding.claim.id,),
                outcomes=finding.claim.outcomes[:1],
            )
            continue
        pair = frozenset((finding.claim.passage, against.passage))
        if pair not in told:
            told.add(pair)
            others = [item.claim for item in dossier.findings if item.claim.passage == against.passage]
            text = others[0].text if others else against.passage.quote
            yield Statement(
                text=f"Papers disagree. {finding.claim.text} Another paper says the opposite: {text}",
                claims=(finding.claim.id, *(claim.id for claim in others)),
                outcomes=finding.claim.outcomes[:1],
            )
