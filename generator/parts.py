"""Tell of each amount of a sentence whether it is a level or a change, and of which metric.

What cannot be told of one amount is taken from its neighbour where both stand in one list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.amounts import POINTS, TIMES, Amount
from generator.comparisons import Bound, Direction, bound_of, change, is_from
from generator.figurelist import row_of
from generator.names import Mention
from generator.owners import is_other_side
from generator.ownwords import moved_by
from generator.scene import Scene

BETWEEN = re.compile(r"\s?\\?%?(?:,|,?\s(?:and|or|to|vs\.?|versus|but)(?:\sup\sto)?|[–/~∼-]|\\sim)\s?[~∼≈+]?")
NEAR = 90
_CHAINED = re.compile(
    r"(?:\s?\([^()]{1,40}\)|\s(?!and\b|or\b|but\b|while\b|which\b)[\w@.’'→>-]+){0,9}?\)?"
    r"(?:,\s(?:and\s|with\s|but\s)?|,?\s(?:and|or)\s|\s\(|;\s|\s?\)\s?(?:and\s)?)"
    r"(?:(?:an?|by|on|of|up to|the|also|about|in|for|with|and|an average|average|at|to)\s|\(|"
    r"[A-Z][\w@.-]*(?:\s(?:scores?|rates?|of|is|to))?\s?[:=]?\s?\(?|"
    r"(?:scores?|rates?|of|is)\s){0,6}[~∼≈+]?"
)
_AFTER = re.compile(
    r"(?:[\s-](?!(?:on|in|of|for|with|and|or|to|over|than|by|at|from|using|compared|more|less)\b)[\w-]+){0,3}?[\s-]"
)
_CHANGE_AFTER = re.compile(
    r"(?:\s[\w/.-]+){0,4}?\s(?:in|on|of|for|in terms of|with respect to)\s(?:the\s|terms of\s|its\s|both\s)?"
    r"(?:(?!over|on|for|with|and|of)[\w-]+\s){0,3}?"
)
_LESS = re.compile(r"\s(?:less|fewer|more|lower|higher|better|greater|worse|shorter|longer|faster)\s(?:\w+\s)?")
_LEVEL_AFTER = re.compile(r"\s(?:in|on|for|in terms of)\s(?:the\s|its\s)?(?:\w+\s)?")
_TURNS = re.compile(r"\b(?:that|which|while|whereas|with|but)\b|[;,]")
_NOUN_AFTER = re.compile(
    r"\s(?!(?:absolute|relative|on|in|over|for|when|while|with|by|to|and|or|of|as|than|compared|across|from|"
    r"without|using|"
    r"after|under|at|points?|through|respectively|against|relatively|during|even|while|which|higher|lower|better|"
    r"worse|more|"
    r"less|faster|slower|smaller|larger|improvement|improvements|gain|gains|increase|increases|boost|reduction|"
    r"reductions|"
    r"drop|decrease|averaged|average|performance|overall|margin|upon|thanks|due|via|w\.r\.t|compression|speedup|"
    r"loss|decline|[a-z]+ly)\b)(?:[a-z]{3,}|[A-Za-z]*[A-Z@][\w@-]*)"
)
_GAIN_IN = re.compile(
    r"\s(?:\w+\s)?(?:improvements?|gains?|increases?|boosts?|reductions?|drops?|decreases?)\s(?:in|of|"
    r"for)\s(?:the\s|its\s)?"
    r"(?!(?:overall\s|average\s|model\s|task\s|zero-shot\s|downstream\s)?(?:performance|results|scores?)\b)[a-z]"
)
_TO_LEVEL = re.compile(
    r"(?:[\s-](?:scores?|rates?|values?|measures?|performances?))?(?:\s?\([^()\d]{1,30}\))?"
    r"(?:\s?[:=]\s?|\s?\(|(?:\s[\w@()/’'-]+){0,8}?,?\s(?:of|is|was|were|are|be|to|from|at|reach(?:es|ed|ing)?|"
    r"exceed\w*|"
    r"equal\w*|averag\w+|between|achiev\w+|hit\w*|attain\w*|drop\w*|fell|rose)|\s[A-Z][\w.-]*[A-Z\d][\w.-]*|)"
    r"(?:\s?(?:about|around|approximately|roughly|nearly|almost|only|up to|at least|over|more than|less than|"
    r"above|below|under|at most|"
    r"slightly|well|just|as high as|an average of|a mean of|between|~|∼|≈))*\s?$"
)
_BEATS = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat\w*|better|outdo\w*|underperform\w*|worse)\b", re.IGNORECASE
)
_BETTERS = re.compile(r"\b(?:improv\w+|gain\w*|boost\w*|enhanc\w+)\b", re.IGNORECASE)
_PERFORMANCE = re.compile(
    r"\b(?:performance|results|scores?|baselines?|state[- ]of[- ]the[- ]art|SOTA)\b", re.IGNORECASE
)
_OTHER_NOUN = re.compile(
    r"\b(?:quality|speed|efficiency|parameters|labell?ed|data|inference|memory|size|cost|tokens?|diversity|"
    r"fluency|relevance|"
    r"vocabulary|params|number|amount|length|users?|time|agreement|annotat\w+|human)\b",
    re.IGNORECASE,
)
_BY_END = re.compile(r"\bby\s(?:about\s|up to\s|over\s|around\s|more than\s|at least\s|[~∼≈])?$")
_DROP_ON = re.compile(r"\b(?:improvements?|gains?|drops?|declines?|increases?)\s(?:on|over|across)\s")
# Of "SAS and accuracy" the first may be a metric too.
_UNKNOWN_BESIDE = re.compile(
    r"\b(?:of|and|the|an?|,|with|attained|achieved)\s[A-Z]{2,6}(?:\sand|\sor|/|,)\s$|\b(?:an?|the)\s[a-z]{4,}\sand\s$"
)
_BASELINE = re.compile(r"\bbaselines?(?:\s(?:model|system|method|score))?(?:\s\(|\sof\s)$")
# "The drop in accuracy shrank to 5%" gives no accuracy.
_DROP_IN = re.compile(
    r"\b(?:improvements?|gains?|drops?|decreases?|reductions?|increases?|loss|losses)\s(?:in|of)\s(?:the\s)?(?:\w+\s)?$"
)
_RANGE_LINK = re.compile(r"\s?\\?%?\s?(?:to|[–—-])\s?")
_RANGED = re.compile(r"\brang\w+\s(?:from\s)?$")
_CLAUSES = re.compile(r",\s(?!on average)|;|\s(?:while|whereas|which)\s")
_OF_AMOUNT = re.compile(
    r"\s(?:\w+\s)?(?:larger|smaller|more|fewer|less|greater|longer|shorter|cheaper|as many|as much)\b"
)
# "Improves the accuracy of 5%" may say by how much, or of what.
_MOVED_OF = re.compile(
    r"\b(?:improv(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:e|es|ed|ing))\s"
    r"(?:[\w-]+\s){1,5}of\s$"
)
_BRACKETED = re.compile(
    r"\b(?:improv\w+|gains?|increas\w+|outperform\w*|reduc\w+|boost\w*|decreas\w+|drops?)\b[^()]*\((?:[^()]*\s)?$"
)
_SIGNS: Mapping[str, Direction] = {"": "", "+": "up", "-": "down"}


@dataclass(frozen=True, slots=True)
class Part:
    """What is settled of one amount; `metric` is None where none could be told.

    `baseline` says that it stands at a baseline without a name.
    """

    amount: Amount
    changed: bool
    direction: Direction
    metric: str | None
    bound: Bound = ""
    unsure: bool = False
    aside: bool = False
    baseline: bool = False


def read_parts(scene: Scene) -> list[Part]:
    """Return what is settled of each amount; of a list ("3, 4 and 5% better") the last speaks for all."""
    parts: list[Part] = []
    for amount in scene.amounts:
        parts.append(_part(amount, parts[-1] if parts else None, scene))
    for place in range(len(parts) - 2, -1, -1):
        one, other = parts[place], parts[place + 1]
        if one.amount.unit == other.amount.unit and BETWEEN.fullmatch(scene.text, one.amount.end, other.amount.start):
            changed = other.changed and not is_from(scene.text, one.amount.start)
            parts[place] = replace(
                one,
                changed=one.changed or changed,
                direction=one.direction or other.direction,
                metric=other.metric if one.metric is None else one.metric,
            )
            if _is_range(one.amount, other.amount, scene):
                parts[place] = replace(parts[place], bound="at least")
                parts[place + 1] = replace(other, bound="at most")
    return parts


def _is_range(one: Amount, other: Amount, scene: Scene) -> bool:
    """Return whether two amounts are the ends of a range ("40 to 52%", "between 40% and 52%")."""
    if is_from(scene.text, one.start) and not _RANGED.search(scene.text, 0, one.start):
        return False
    between = scene.text[max(0, one.start - 12) : one.start].rstrip().endswith("between")
    return between or _RANGE_LINK.fullmatch(scene.text, one.end, other.start) is not None


def _part(amount: Amount, last: Part | None, scene: Scene) -> Part:
    text = scene.text
    listed = last is not None and BETWEEN.fullmatch(text, last.amount.end, amount.start) is not None
    changed, direction = change(text, amount.start if listed else amount.left, amount.start, amount.end, amount.right)
    if amount.sign == "+":
        changed, direction = True, direction or "up"
    if amount.unit == POINTS:
        by = _BY_END.search(text, amount.left, amount.start) is not None
        changed, direction = changed or by or amount.sign != "", direction or _SIGNS[amount.sign]
    told = not (changed or amount.sign)
    unsure = told and any(way.search(text, amount.left, amount.start) for way in (_BRACKETED, _MOVED_OF))
    aside = is_other_side(text, amount.left, amount.start)
    bound: Bound = "" if is_from(text, amount.start) else bound_of(text, amount.start, amount.end)
    follows = listed and last is not None and last.changed and last.amount.unit == amount.unit
    metric = _metric(amount, scene, changed=changed or follows or amount.unit == TIMES)
    if metric in scene.factors and not amount.unit:
        amount = replace(amount, unit=TIMES)
    if amount.unit == TIMES and not changed:
        changed, direction = metric is not None, "up"
    if last and last.amount.unit == amount.unit and _continues(last, amount, scene):
        if not changed and last.changed:
            changed, direction = True, last.direction
        metric = last.metric if metric is None else metric
        unsure, aside = unsure or (last.unsure and not changed), aside or last.aside
        bound = bound or last.bound
    if last and last.amount.unit == amount.unit and not changed and _BASELINE.search(text, amount.left, amount.start):
        return Part(amount, changed, "", metric or last.metric, bound, baseline=True)
    return Part(amount, changed, direction, metric, bound, unsure or (aside and not changed), aside)


def _continues(last: Part, amount: Amount, scene: Scene) -> bool:
    return amount.start - last.amount.end < NEAR and is_link(last.amount, amount, scene)


def is_link(one: Amount, other: Amount, scene: Scene) -> bool:
    """Return whether nothing stands between two amounts but "and", a metric, or what the first is limited to."""
    if BETWEEN.fullmatch(scene.text, one.end, other.start):
        return True
    pieces, at = [], one.end
    for metric in scene.metrics:
        if one.end <= metric.start and metric.end <= other.start:
            pieces += [scene.text[at : metric.start], "METRIC"]
            at = metric.end
    return _CHAINED.fullmatch("".join([*pieces, scene.text[at : other.start]])) is not None


def _metric(amount: Amount, scene: Scene, *, changed: bool) -> str | None:
    """Return the metric that stands at an amount, "" where a change needs none, None where it cannot be told."""
    text, metrics = scene.text, scene.metrics
    if amount.metric:
        follows = amount.metric.end <= amount.start and _has_unknown_beside(amount.metric, scene)
        return None if follows else amount.metric.name
    after = [m for m in metrics if amount.end <= m.start < amount.right]
    # A unit may be part of the name of its metric: "3 [times faster]".
    shared = next((m.name for m in metrics if amount.start < m.start < amount.end < m.end), None)
    if shared:
        return shared
    if after and _AFTER.fullmatch(text, amount.end, after[0].start):
        return after[0].name
    before = [m for m in metrics if amount.left <= m.start and m.end <= amount.start][-1:]
    if before and not changed and _DROP_IN.search(text, amount.left, before[0].start):
        before = []
    if changed:
        return _metric_of_change(amount, before, after, scene)
    if before and _TO_LEVEL.fullmatch(text, before[0].end, amount.start) and _stands_alone(before[0], scene):
        return before[0].name
    at_it = after and _LEVEL_AFTER.fullmatch(text, amount.end, after[0].start)
    return after[0].name if at_it and _stands_alone(after[0], scene) else None


def _metric_of_change(amount: Amount, before: Sequence[Mention], after: Sequence[Mention], scene: Scene) -> str | None:
    text = scene.text
    if after and any(way.fullmatch(text, amount.end, after[0].start) for way in (_CHANGE_AFTER, _LESS)):
        return after[0].name if _stands_alone(after[0], scene) else None
    elsewhere = any(way.match(text, amount.end) for way in (_NOUN_AFTER, _GAIN_IN))
    if before and not (_TURNS.search(text, before[0].end, amount.start) or elsewhere):
        return before[0].name if _stands_alone(before[0], scene) else None
    unsaid = None if amount.unit == TIMES else _unsaid(amount, scene)
    if unsaid is None and not metrics_near(amount, scene):
        return moved_by(text, amount.left, amount.start, amount.end, amount.right)
    return unsaid


def metrics_near(amount: Amount, scene: Scene) -> bool:
    """Return whether a metric stands between the neighbours of an amount."""
    return any(amount.left <= m.start < amount.right for m in scene.metrics)


def _stands_alone(metric: Mention, scene: Scene) -> bool:
    """Return whether a metric stands in no row: of two that stand together, a figure tells neither."""
    return row_of(metric, scene.metrics, scene.text) == (metric,) and not _has_unknown_beside(metric, scene)


def _has_unknown_beside(metric: Mention, scene: Scene) -> bool:
    return _UNKNOWN_BESIDE.search(scene.text, max(0, metric.start - 20), metric.start) is not None


def _unsaid(amount: Amount, scene: Scene) -> str | None:
    """Return the metric of a change at which none stands: the only one of the sentence, or none at all."""
    text = scene.text
    said = {m.name for m in scene.metrics if m.name not in scene.factors}
    stretch = _CLAUSES.split(text[amount.left : amount.start])[-1]
    following = text[amount.end : amount.right][:40]
    if _OF_AMOUNT.match(text, amount.end) or _GAIN_IN.match(text, amount.end) or _NOUN_AFTER.match(text, amount.end):
        return None
    general = bool(
        _BEATS.search(stretch)
        or _BEATS.search(following)
        or _PERFORMANCE.search(stretch)
        or (_BETTERS.search(stretch + following) and not _OTHER_NOUN.search(stretch + following))
        or _DROP_ON.search(stretch)
        or _PERFORMANCE.match(following.strip())
        or amount.unit == POINTS
    )
    if not general or len(said) > 1 or not all(_stands_alone(m, scene) for m in scene.metrics):
        return None
    return said.pop() if said else ""
