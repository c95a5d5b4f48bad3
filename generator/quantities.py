"""Read figures out of a sentence: whose figure it is, of which size, metric, benchmark, language and setting.

A figure is kept only when the sentence itself names the subject and settles the
metric.  Whatever is unsure is left out, and so are bounds ("up to 40%"),
changes ("raised by 7 points") and the unnamed side of a comparison.
Figures that a sentence lists ("28%, 44% and 50% in Python") share what follows
the last of them, and pair up with a list of sizes, names or benchmarks of the
same length; a list of names or benchmarks of another length leaves them unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from generator.amounts import SHARE, TIMES
from generator.comparisons import bound_of
from generator.figurelist import (
    SIZE,
    Figure,
    Sentence,
    find_figures,
    grouped,
    last_within,
    read_sentence,
    row_of,
    within,
)
from generator.hedges import is_bound, is_change, is_turning_point, is_unreal
from generator.names import Same
from generator.records import Passage, Quantity, Vocabulary
from generator.stated import stated
from generator.subjects import size_at, subjects, taught

_OWNER = re.compile(rf"(?:\s[\w@%+.-]+){{0,5}}?\s(?:for|of)\s(?:the\s|an?\s)?(?:released\s|{SIZE}\s)?$")
_SIZE_AFTER = re.compile(r"(?:\s[\w@+%-]+){0,4}?(?:\s\((?:[A-Z]\w+ )?|\sat |\swith |\sfor (?:the )?)$")
_LISTED = re.compile(r"(?:\s(?:in|on|for)\s[\w+#.-]+)?,?(?:\s(?:and|or))?\s")
_ELSEWHERE = re.compile(r"(?:\s[\w@%+-]+)?\son\s(?:the\s)?[a-z]+\s(?:versions|ones|benchmarks|sets)")


def quantities(passage: Passage, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """Return the figures of one sentence in order; empty when none can be attributed for certain."""
    return tuple(
        replace(one, passage=passage, start=passage.start + one.start, end=passage.start + one.end)
        for one in _read(passage.quote, Same(vocabulary))
    )


@lru_cache(maxsize=8_192)
def _read(text: str, held: Same) -> tuple[Quantity, ...]:
    """Return the figures of a sentence with their places in it; several questions ask for the same ones."""
    vocabulary: Vocabulary = held.value
    passage = Passage(paper="", start=0, end=len(text), quote=text, level="note")
    settled = _settled(passage, vocabulary)
    places = [(one.start, one.end) for one in settled]
    more = (
        one
        for one in stated(passage, vocabulary)
        if not any(start < one.end and one.start < end for start, end in places)
    )
    return tuple(sorted((*settled, *more), key=lambda one: one.start))


def _settled(passage: Passage, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """Return the levels whose subject, metric and setting the words of the field settle."""
    figures = find_figures(passage.quote, vocabulary)
    if not figures:
        return ()
    sentence = read_sentence(passage.quote, vocabulary)
    if _averages_benchmarks(sentence):
        return ()
    attributed: list[Figure] = []
    for group in grouped(figures, passage.quote):
        attributed.extend(_attribute(group, attributed, sentence))
    settings = _settings(attributed, sentence)
    return tuple(
        _quantity(figure, setting, sentence, passage)
        for figure, setting in zip(attributed, settings, strict=True)
        if _kept(figure, sentence) and _of_the_field(figure, sentence)
    )


def _of_the_field(figure: Figure, sentence: Sentence) -> bool:
    """Return whether a figure has a mark of the field: a known test set, a size, or a metric of its own."""
    vocabulary = sentence.vocabulary
    own = {metric.name for metric in vocabulary.metrics if metric.implied} | {b.metric for b in vocabulary.benchmarks}
    marked = figure.benchmark is not None or figure.size is not None or figure.unit not in {SHARE, TIMES}
    return marked or _metric_name(figure, sentence) in own


def _averages_benchmarks(sentence: Sentence) -> bool:
    pairs = zip(sentence.benchmarks, sentence.benchmarks[1:], strict=False)
    return any(
        sentence.text[: first.start].endswith(" over ") and sentence.text[first.end : second.start] == " and "
        for first, second in pairs
    )


def _attribute(group: list[Figure], earlier: Sequence[Figure], sentence: Sentence) -> list[Figure]:
    """Fill in each figure of a list: what stands at it, what follows the last one, what the list continues."""
    own = [_own(figure, sentence) for figure in group]
    first, last = own[0], own[-1]
    twins = earlier[-len(own) :] if len(own) > 1 and len(earlier) >= len(own) else ()
    owners = subjects(own, twins, earlier, sentence)
    benchmarks = _benchmarks(own, twins, earlier, sentence)
    language = last.language or last_within(sentence.languages, first.left, first.start)
    unsure = not benchmarks or last.dropped or is_unreal(sentence.text, first.left, first.start)
    filled: list[Figure] = []
    for place, figure in enumerate(own):
        subject, size = owners[place]
        before = filled[-1] if filled else earlier[-1] if earlier else None
        filled.append(
            replace(
                figure,
                subject=subject,
                size=size,
                benchmark=benchmarks[place] if benchmarks else None,
                language=figure.language or language,
                metric=_metric(figure, last, earlier, sentence),
                dropped=unsure or _ranges(figure, before, sentence.text),
                bound=_bound(figure, before, sentence.text),
            )
        )
    return filled


def _benchmarks(
    own: Sequence[Figure], twins: Sequence[Figure], earlier: Sequence[Figure], sentence: Sentence
) -> list[str | None]:
    """Return the benchmark of each figure of a list, None where there is none; empty where it cannot be told."""
    first, last = own[0], own[-1]
    opening = _opening(first, earlier, sentence.text)
    before = within(sentence.benchmarks, opening, first.start)[-1:]
    after = [bench for bench in within(sentence.benchmarks, last.end, last.right) if bench.name == last.benchmark]
    common = after[:1] or before
    row = row_of(common[0], sentence.benchmarks, sentence.text) if common else ()
    if len(row) > 1:
        return [bench.name for bench in row] if len(row) == len(own) else []
    return [
        figure.benchmark
        or (common[0].name if common else _continued(twins[place] if twins else None, earlier, sentence, first))
        for place, figure in enumerate(own)
    ]


def _opening(first: Figure, earlier: Sequence[Figure], text: str) -> int:
    """Return where the stretch before a list stops belonging to the figure before it."""
    if not earlier:
        return first.left
    turn = re.compile(r",|\s(?:and|but)\s").search(text, first.left, first.start)
    return turn.end() if turn else first.start


def _continued(twin: Figure | None, earlier: Sequence[Figure], sentence: Sentence, first: Figure) -> str | None:
    if twin:
        return twin.benchmark
    if earlier and earlier[-1].unit == first.unit:
        return earlier[-1].benchmark
    return last_within(sentence.benchmarks, 0, (earlier[0] if earlier else first).start)


def _own(figure: Figure, sentence: Sentence) -> Figure:
    """Fill in what stands right after the figure: "(7B)", "at 3B", "on X", "in Y", "for Z"."""
    after, text = (figure.end, figure.right), sentence.text
    owner = next((n for n in within(sentence.names, *after) if _OWNER.fullmatch(text, figure.end, n.start)), None)
    sizes = (s for s in within(sentence.sizes, *after) if _SIZE_AFTER.fullmatch(text, figure.end, s.start))
    size = next((s.size for s in sizes), None) or (size_at(owner, sentence) if owner else None)
    benches = [b for b in within(sentence.benchmarks, *after) if "," not in text[figure.end : b.start]]
    lang = next((x for x in within(sentence.languages, *after) if _adjacent(text[figure.end : x.start])), None)
    return replace(
        figure,
        subject=owner.name if owner else None,
        size=size,
        benchmark=benches[0].name if benches else None,
        language=lang.name if lang else None,
        settled=bool(size or benches),
        dropped=_ELSEWHERE.match(text, figure.end) is not None,
    )


def _adjacent(between: str) -> bool:
    return re.fullmatch(r"(?:\s\([^)]*\)|\s[\w@]+){0,3}?\s(?:in\s)?", between) is not None


def _metric(figure: Figure, last: Figure, earlier: Sequence[Figure], sentence: Sentence) -> str | None:
    fitting = {metric.name: metric for metric in sentence.vocabulary.metrics if figure.unit in metric.units}
    named = [mention for mention in sentence.metrics if mention.name in fitting]
    unit_start = figure.end - len(figure.unit) if figure.unit == "times" else figure.end
    for start, end in ((unit_start, figure.right), (last.end, last.right)):
        after = [m for m in within(named, start, end) if "," not in sentence.text[start : m.start]]
        if after:
            return after[0].name
    before = within(named, 0, figure.start)
    if before:
        return before[-1].name
    implied = next((name for name, metric in fitting.items() if metric.implied), None)
    return implied or next((f.metric for f in reversed(earlier) if f.unit == figure.unit and f.metric), None)


def _ranges(figure: Figure, before: Figure | None, text: str) -> bool:
    """Return whether the figure is the end of a range, or a limit of which the side is not said, or continues one."""
    if is_bound(text, figure.start, figure.end):
        return bound_of(text, figure.start, figure.end) == ""
    return before is not None and before.dropped and _goes_on(figure, text)


def _bound(figure: Figure, before: Figure | None, text: str) -> Literal["", "at most", "at least"]:
    """Return on which side the figure bounds a value; one that continues a list ("up to 67% on X and 65% on Y") too."""
    own = bound_of(text, figure.start, figure.end)
    return own or (before.bound if before is not None and _goes_on(figure, text) else "")


def _goes_on(figure: Figure, text: str) -> bool:
    return text[: figure.start].endswith((" and ", ",and "))


def _kept(figure: Figure, sentence: Sentence) -> bool:
    text = sentence.text
    moved = is_turning_point(text, figure.start) and not figure.settled
    unfit = figure.subject is None or figure.dropped or moved or is_change(text, figure.start, figure.end)
    return not unfit and _metric_name(figure, sentence) is not None


def _metric_name(figure: Figure, sentence: Sentence) -> str | None:
    if figure.metric:
        return figure.metric
    conventional = {b.name: b.metric for b in sentence.vocabulary.benchmarks}.get(figure.benchmark or "")
    units = next((metric.units for metric in sentence.vocabulary.metrics if metric.name == conventional), ())
    return conventional if figure.unit in units else None


def _settings(figures: Sequence[Figure], sentence: Sentence) -> list[str]:
    """Return the setting of each figure: what follows it or ends its list, else what precedes all of them.

    What stands before the name of the first subject ("the base model of X") is a setting of that subject alone.
    """
    before = within(sentence.settings, 0, figures[0].start)
    first = next((name.start for name in sentence.names if name.name == figures[0].subject), 0)
    own = [mention.name for mention in before if mention.start < first][:1]
    common = [mention.name for mention in before if mention.start >= first][:1]
    found: list[str] = []
    for figure, later in zip(reversed(figures), (None, *reversed(figures)), strict=False):
        after = within(sentence.settings, figure.end, figure.right)
        if after:
            found.append(after[0].name)
        elif later and found[-1] and _LISTED.fullmatch(sentence.text, figure.end, later.start):
            found.append(found[-1])
        else:
            found.append(", ".join([*(own if figure.subject == figures[0].subject else ()), *common]))
    return found[::-1]


def _quantity(figure: Figure, setting: str, sentence: Sentence, passage: Passage) -> Quantity:
    return Quantity(
        subject=taught(figure.subject, sentence) if figure.subject else "",
        metric=_metric_name(figure, sentence) or "",
        value=figure.value,
        unit=figure.unit,
        passage=passage,
        start=passage.start + figure.start,
        end=passage.start + figure.end,
        parameters_b=figure.size,
        benchmark=figure.benchmark,
        language=figure.language,
        setting=setting,
        bound=figure.bound,
    )
