"""Read figures by the build of a sentence, in any field: levels and changes, with or without a named owner.

A figure is kept when its metric stands at it, or when a change needs none ("outperforms X by 3 points"), and when
owner, test set and language are settled: named in a place that can mean only this figure, or not named at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.amounts import POINTS, SHARE, Amount
from generator.comparisons import is_from, versus_of
from generator.figurelist import row_of
from generator.hedges import is_unreal
from generator.intervals import belonging, limits_after
from generator.names import Mention
from generator.owners import owner
from generator.parts import BETWEEN, NEAR, Part, is_link, read_parts
from generator.places import spoken, test_sets
from generator.records import Passage, Quantity, Vocabulary
from generator.scene import Scene, read_scene

_SOLVED = "accuracy"  # what the share of solved tasks is called, where the vocabulary has the word
_RAISES = re.compile(
    r"\s(?:\w+\s)?(?:raise[sd]?|improve[sd]?|increase[sd]?|boost(?:s|ed)?|lift(?:s|ed)?|reduce[sd]?|lower(?:s|ed)?|decrease[sd]?|cuts?)\b"
)
_SHARE_OF = re.compile(r"\s(?:of|from)\s(?!(?:accuracy|performance)\b)")
_SCORED = re.compile(
    r"\b(?:scor\w+|reach\w*|achiev\w+|obtain\w*|attain\w*|averag\w+|lists?|rais\w+|rose|fell|drop\w*)\b(?:(?!,|;|\bby\b).)*$"
)
_SHARE_SOLVED = re.compile(
    r"\s(?:of|from)\s(?:all\s|the\s|our\s|these\s)?(?:[^\s,;.]+\s){0,3}?"
    r"(?:tasks|problems|questions|puzzles|exercises|riddles)\b"
)
_SOLVES = re.compile(
    r"\b(?:solv(?:es?|ed|ing)|answer(?:s|ed|ing)?)\s(?:correctly\s)?"
    r"(?:(?:only|about|up to|just|nearly|over|around)\s)*(?:[~∼≈]?\d[\d.]*%\sof\s[^,;]{1,40}\sand\s)?[~∼≈]?$"
)
_SEVERAL = re.compile(r"\b\d+\s(?:samples|attempts|tries)\b")
_KEPT = re.compile(r"\s(?:of\s)?(?:the\s|its\s|their\s)?(?:full\s|original\s|[\w-]+[’']s\s)?performance\b")
_CORRECT = re.compile(
    r"\b(?:[Cc]orrect|[Cc]orrectly|right)\b[^,;]{0,60}?\s(?:in\s)?(?:[~∼≈]?\d[\d.]*%\sof\sthe\s(?:time|cases)\s[^,;]{1,40}\sand\s)?"
    r"(?:(?:only|about|up to|nearly|over|around)\s)*[~∼≈]?$"
)
_OF_TIME = re.compile(r"\sof\s(?:the\s|all\s)?(?:time|cases|instances|examples)\b|\sfor\s[a-z]")
_PERFORMED = re.compile(r"\b[Pp]erformance\b[^,;.]{0,60}\sfrom\s(?:[\d.]+\s?\\?%?\sto\s)?$")
_ARROW = re.compile(r"->|→|=>")
_SETUP = re.compile(
    r"\b(?:(?<!of )only|using|top|first|last|remaining|additional|extra)\s(?:the\s|an?\s)?$", re.IGNORECASE
)


def stated(passage: Passage, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """Return the figures of one sentence in order, those left out of which anything is unsure."""
    scene = read_scene(passage.quote, vocabulary)
    if scene is None:
        return ()
    found: list[Quantity] = []
    for chain in _chains(read_parts(scene), scene):
        found.extend(_settle(chain, scene, passage))
    return tuple(found)


def _chains(parts: Sequence[Part], scene: Scene) -> Iterator[list[Part]]:
    """Yield the amounts in lists: neighbours with nothing but "and", or another metric, in between."""
    chain: list[Part] = []
    for part in parts:
        if chain and not _linked(chain[-1].amount, part.amount, scene):
            yield chain
            chain = []
        chain.append(part)
    if chain:
        yield chain


def _linked(one: Amount, other: Amount, scene: Scene) -> bool:
    marked = any(one.end <= m.start < other.start for m in (*scene.sets, *scene.names, *scene.languages))
    return not marked and other.start - one.end < NEAR and is_link(one, other, scene)


def _settle(chain: Sequence[Part], scene: Scene, passage: Passage) -> Iterator[Quantity]:
    """Yield the figures of a list whose owner, test set and language are settled."""
    text, first, last = scene.text, chain[0].amount, chain[-1].amount
    figures = [part.amount for part in chain]
    sets, languages = test_sets(figures, scene), spoken(figures, scene)
    if sets is None or languages is None or is_unreal(text, max(0, first.start - 60), first.start):
        return
    name = owner(text, first.start, last.end, last.right, scene.names)
    if name is None:
        return
    metrics: Sequence[str | None] = _row_of_metrics(chain, scene) or [part.metric for part in chain]
    for part, metric, benchmark, language in zip(chain, metrics, sets, languages, strict=True):
        if isinstance(name, Mention) and not part.changed and _is_of_another(part.amount, name, scene):
            continue
        whose = "" if part.baseline else name
        said = metric if metric is not None else _by_convention(part, benchmark, scene)
        if said is not None and _is_result(part, said, benchmark, whose, scene):
            yield _quantity(part, said, whose, (benchmark, language), scene, passage)


def _is_of_another(amount: Amount, name: Mention, scene: Scene) -> bool:
    """Return whether a level is where something else stood: "X cut the time from 5 s", "X raised Y from 40% to 50%"."""
    text = scene.text
    if name.start > amount.start:
        return False
    between = [other for other in scene.names if name.end <= other.start and other.end <= amount.start]
    return is_from(text, amount.start) or bool(between and _RAISES.match(text, name.end))


def _by_convention(part: Part, benchmark: str | None, scene: Scene) -> str | None:
    """Return the metric of a level that is only scored on a named test set: what is usual there, or none."""
    text, amount = scene.text, part.amount
    if not part.changed and _is_solved(amount, scene):
        return scene.conventions.get(benchmark or "", _SOLVED if _SOLVED in scene.units else None)
    if amount.unit == SHARE and not part.changed and _KEPT.match(text, amount.end):
        return "performance"
    if not (part.changed or scene.metrics) and _PERFORMED.search(text, 0, amount.start):
        return ""
    if part.changed or benchmark is None or amount.unit != SHARE or scene.metrics:
        return None
    if not _SCORED.search(text, max(0, amount.start - 60), amount.start):
        return None
    return scene.conventions.get(benchmark) or ""


def _is_solved(amount: Amount, scene: Scene) -> bool:
    """Return whether a percentage is the share of tasks that was solved, in one attempt as far as is said."""
    before = _SOLVES.search(scene.text, max(0, amount.start - 90), amount.start)
    solved = amount.unit == SHARE and before and _SHARE_SOLVED.match(scene.text, amount.end)
    right = amount.unit == SHARE and _CORRECT.search(scene.text, max(0, amount.start - 120), amount.start)
    return bool(solved or (right and _OF_TIME.match(scene.text, amount.end))) and not _SEVERAL.search(scene.text)


def _row_of_metrics(chain: Sequence[Part], scene: Scene) -> tuple[str, ...]:
    """Return the metrics that a list of figures shares one by one ("3, 4 and 5 on X, Y and Z"), else nothing."""
    if len(chain) < 2 or any(part.amount.unit != chain[0].amount.unit for part in chain):
        return ()
    if any(not BETWEEN.fullmatch(scene.text, a.amount.end, b.amount.start) for a, b in pairwise(chain)):
        return ()
    end, right = chain[-1].amount.end, chain[-1].amount.right
    near = [m for m in scene.metrics if end <= m.start < right][:1]
    near = near or [m for m in scene.metrics if chain[0].amount.left <= m.start < chain[0].amount.start][-1:]
    row = row_of(near[0], scene.metrics, scene.text) if near else ()
    return tuple(m.name for m in row) if len(row) == len(chain) else ()


def _is_result(part: Part, metric: str, benchmark: str | None, name: Mention | str, scene: Scene) -> bool:
    """Return whether an amount with its metric is a result: no share of a whole, no setting, no count."""
    beside_it = isinstance(name, Mention) and name.start > part.amount.start
    if part.unsure and not (part.aside and beside_it):
        return False
    if part.changed:
        return metric != "" or part.amount.unit in {SHARE, POINTS}
    return _is_level(part.amount, metric, scene) and (
        metric != "" or benchmark is not None or _PERFORMED.search(scene.text, 0, part.amount.start) is not None
    )


def _is_level(amount: Amount, metric: str, scene: Scene) -> bool:
    text = scene.text
    if amount.unit == POINTS or amount.sign == "-" or _ARROW.search(text[max(0, amount.start - 4) : amount.end + 4]):
        return False
    if (
        amount.unit == SHARE
        and _SHARE_OF.match(text, amount.end)
        and not (_is_solved(amount, scene) or _KEPT.match(text, amount.end))
    ):
        return False
    if metric and amount.unit not in {"", SHARE} and amount.unit not in scene.units.get(metric, ()):
        return False
    return (
        amount.metric is not None
        or _is_solved(amount, scene)
        or not _SETUP.search(text, max(0, amount.start - 20), amount.start)
    )


def _quantity(
    part: Part,
    metric: str,
    name: Mention | str,
    place: tuple[str | None, str | None],
    scene: Scene,
    passage: Passage,
) -> Quantity:
    text, amount = scene.text, part.amount
    following = min((a.start for a in scene.amounts if a.start >= amount.end), default=len(text))
    near = [*belonging(amount.end, following, scene.beside), *filter(None, [limits_after(text, amount.end)])]
    sizes = [s for s in scene.sizes if amount.left <= s.start and s.end <= amount.start]
    size = name.size if isinstance(name, Mention) else None
    return Quantity(
        subject=name.name if isinstance(name, Mention) else name,
        metric=metric,
        value=amount.value,
        unit=POINTS if part.changed and not amount.unit else amount.unit,
        passage=passage,
        start=passage.start + amount.start,
        end=passage.start + amount.end,
        parameters_b=size or (sizes[0].size if len(sizes) == 1 else None),
        benchmark=place[0],
        language=place[1],
        kind="change" if part.changed else "level",
        direction=part.direction if part.changed else "",
        versus=versus_of(text, amount.left, amount.start, amount.end, amount.right) if part.changed else "",
        bound=part.bound,
        interval=next((one.interval for one in near if one.interval), None),
        p=next((one.p for one in near if one.p), ""),
    )
