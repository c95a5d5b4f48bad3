"""Read figures out of a sentence: whose figure it is, of which size, metric, benchmark, language and setting.

A figure is kept only when the sentence itself names the subject and settles the
metric.  Whatever is unsure is left out, and so are bounds ("up to 40%"),
changes ("raised by 7 points") and the unnamed side of a comparison.
Figures that a sentence lists ("28%, 44% and 50% in Python") share what follows
the last of them, and pair up with a list of sizes of the same length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.figurelist import SIZE, Figure, Sentence, find_figures, grouped, last_within, read_sentence, within
from generator.names import Mention
from generator.records import Passage, Quantity, Vocabulary

_BOUND = re.compile(
    r"(?:\b(?:(?:of )?up to|at most|at least|(?:more|less|fewer|better|higher|lower) than|over|under|nearly|between|"
    r"within|can be \w+ to|at best|extra|top)|\d(?: ?%| times)? to)\s(?:only\s|the\s)?$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(r"\s(?:or (?:less|more|fewer)|to \d)|-\d", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:by|gain(?:ed|s)?(?: of)?|adds?|added|costs?(?: only)?|another|los[te]s?|loses|saved?|cut|an?)\s"
    r"(?:(?:about|roughly) )?$"
)
_CHANGE_AFTER = re.compile(
    r"\s(?:points?|better|worse|higher|lower|larger|smaller|more|fewer|loss|as many|of (?:cases|the|all|tokens))\b"
)
_FROM_TO = re.compile(
    r"\b(?:rose|fell|falls|rises|raised|lowered|increased|decreased|grew|went|shrank)\b.*\b(?:from|to)\s$"
)
_COMPARED = re.compile(r"\b(?:against|compared (?:with|to)|versus|vs|than|close to|below|above|while|whereas)\b")
_NO_SUBJECT = re.compile(
    r"\b(?:by|with|from|than|as|over|using|like|on|to|in|against|exceed\w*|beat\w*|match\w*|outperform\w*)\s(?:the\s)?$",
    re.IGNORECASE,
)
_TRAINED = re.compile(r"\bmodels?\s((?:trained|tuned|fine-tuned|distilled) (?:with|by|on))\s$")
_RAISED = re.compile(r"\s(?:raised|improved|increased|boosted|lifted)\s$")
_ASIDE = re.compile(r",\s[^,]*,(?=\s)")
_OWNER = re.compile(rf"(?:\s[\w@%+.-]+){{0,5}}?\s(?:for|of)\s(?:the\s|an?\s)?(?:released\s|{SIZE}\s)?$")
_SIZE_AFTER = re.compile(r"(?:\s[\w@+%-]+){0,4}?(?:\s\((?:[A-Z]\w+ )?|\sat |\sfor (?:the )?)$")
_SIZE_BEFORE = re.compile(r"\s(?:[\w-]+\s){0,3}(?:of\s)?$")
_SIZE_OF = re.compile(r"(?:\shas|,?\swith)\s$")
_ELSEWHERE = re.compile(r"(?:\s[\w@%+-]+)?\son\s(?:the\s)?[a-z]+\s(?:versions|ones|benchmarks|sets)")


def quantities(passage: Passage, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """Return the figures of one sentence in order; empty when none can be attributed for certain."""
    figures = find_figures(passage.quote, vocabulary)
    if not figures:
        return ()
    sentence = read_sentence(passage.quote, vocabulary)
    if _averages_benchmarks(sentence):
        return ()
    attributed: list[Figure] = []
    for group in grouped(figures, passage.quote):
        attributed.extend(_attribute(group, attributed, sentence))
    return tuple(
        _quantity(figure, figures[0].start, sentence, passage) for figure in attributed if _kept(figure, sentence)
    )


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
    subject, size = _subject(first, earlier, sentence)
    sizes = _listed_sizes(own, [twin for twin in twins if twin.subject == (last.subject or subject)], sentence)
    opening = _opening(first, earlier, sentence.text)
    benchmark = last.benchmark or last_within(sentence.benchmarks, opening, first.start)
    language = last.language or last_within(sentence.languages, first.left, first.start)
    subjects = {twin.subject for twin in twins}
    filled: list[Figure] = []
    for place, figure in enumerate(own):
        twin = twins[place] if twins else None
        named = figure.subject or last.subject
        paired = twin if len(subjects) > 1 and not within(sentence.names, first.left, first.start) else None
        given = (paired.subject, paired.size) if paired else (subject, size)
        filled.append(
            replace(
                figure,
                subject=named or given[0],
                size=figure.size or (sizes[place] if sizes else None if named else given[1]),
                benchmark=figure.benchmark or benchmark or _continued(twin, earlier, sentence, first),
                language=figure.language or language,
                metric=_metric(figure, last, earlier, sentence),
                dropped=last.dropped or _is_bound(figure, [*earlier, *filled], sentence.text),
            )
        )
    return filled


def _opening(first: Figure, earlier: Sequence[Figure], text: str) -> int:
    """Return where the stretch before a list stops belonging to the figure before it."""
    if not earlier:
        return first.left
    turn = re.compile(r",|\s(?:and|but)\s").search(text, first.left, first.start)
    return turn.end() if turn else first.start


def _continued(twin: Figure | None, earlier: Sequence[Figure], sentence: Sentence, first: Figure) -> str | None:
    if twin:
        return twin.benchmark
    return earlier[-1].benchmark if earlier else last_within(sentence.benchmarks, 0, first.start)


def _own(figure: Figure, sentence: Sentence) -> Figure:
    """Fill in what stands right after the figure: "(7B)", "at 3B", "on X", "in Y", "for Z"."""
    after, text = (figure.end, figure.right), sentence.text
    owner = next((n for n in within(sentence.names, *after) if _OWNER.fullmatch(text, figure.end, n.start)), None)
    sizes = (s for s in within(sentence.sizes, *after) if _SIZE_AFTER.fullmatch(text, figure.end, s.start))
    size = next((s.size for s in sizes), None) or (_size_at(owner, sentence) if owner else None)
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


def _subject(first: Figure, earlier: Sequence[Figure], sentence: Sentence) -> tuple[str | None, float | None]:
    """Return the subject, with its size, that stands before a list of figures, or the one it continues."""
    text, stretch = sentence.text, sentence.text[first.left : first.start]
    if stretch.endswith(" its ") and sentence.names and sentence.names[0].start == 0:
        return sentence.names[0].name, sentence.names[0].size
    asides = [(first.left + m.start(), first.left + m.end()) for m in _ASIDE.finditer(stretch)]
    names = [n for n in within(sentence.names, first.left, first.start) if not any(a <= n.start < b for a, b in asides)]
    able = [n for n in names if not _NO_SUBJECT.search(text, 0, n.start)]
    if able:
        name = able[-1]
        if _COMPARED.search(text, name.end, first.start):
            return None, None
        return _raised(name, able, text), _size_at(name, sentence)
    trained = [(n, m[1]) for n in names if (m := _TRAINED.search(text[: n.start]))]
    if trained:
        return f"model {trained[-1][1]} {trained[-1][0].name}", _only_size(sentence, first)
    if names or not earlier or _COMPARED.search(stretch):
        return None, None
    return earlier[-1].subject, earlier[-1].size


def _raised(name: Mention, names: Sequence[Mention], text: str) -> str:
    """Return the name, with the method that raised it to the figure where the sentence says so."""
    for method in names:
        if method.end < name.start and _RAISED.fullmatch(text, method.end, name.start):
            return f"{name.name} with {method.name}"
    return name.name


def _only_size(sentence: Sentence, first: Figure) -> float | None:
    sizes = within(sentence.sizes, first.left, first.start)
    return sizes[0].size if len(sizes) == 1 else None


def _size_at(name: Mention, sentence: Sentence) -> float | None:
    """Return the size that the name carries or that stands beside it ("the 6B base model of X", "X has 6B")."""
    if name.size is not None:
        return name.size
    for size in sentence.sizes:
        if size.end < name.start and _SIZE_BEFORE.fullmatch(sentence.text, size.end, name.start):
            listed = re.search(r"(?:,|\band|\bto)\s$", sentence.text[: size.start])
            return None if listed else size.size
        if size.start > name.end and _SIZE_OF.fullmatch(sentence.text, name.end, size.start):
            return size.size
    return None


def _listed_sizes(own: Sequence[Figure], twins: Sequence[Figure], sentence: Sentence) -> tuple[float | None, ...]:
    if len(twins) == len(own) and all(twin.size is not None for twin in twins):
        return tuple(twin.size for twin in twins)
    listed = tuple(mention.size for mention in sentence.sizes)
    return listed if len(own) > 1 and len(listed) == len(own) else ()


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


def _is_bound(figure: Figure, earlier: Sequence[Figure], text: str) -> bool:
    """Return whether the figure bounds something or continues a list that does ("up to 67% on X and 65% on Y")."""
    if _BOUND.search(text, 0, figure.start) or _BOUND_AFTER.match(text, figure.end):
        return True
    return bool(earlier and earlier[-1].dropped and re.search(r"\band\s$", text[: figure.start]))


def _kept(figure: Figure, sentence: Sentence) -> bool:
    left = sentence.text[: figure.start]
    changed = _CHANGE.search(left) or _CHANGE_AFTER.match(sentence.text, figure.end)
    moved = _FROM_TO.search(left) and not figure.settled
    return not (figure.subject is None or figure.dropped or changed or moved or _metric_name(figure, sentence) is None)


def _metric_name(figure: Figure, sentence: Sentence) -> str | None:
    if figure.metric:
        return figure.metric
    conventional = {b.name: b.metric for b in sentence.vocabulary.benchmarks}.get(figure.benchmark or "")
    units = next((metric.units for metric in sentence.vocabulary.metrics if metric.name == conventional), ())
    return conventional if figure.unit in units else None


def _quantity(figure: Figure, first: int, sentence: Sentence, passage: Passage) -> Quantity:
    near = within(sentence.settings, figure.end, figure.right)
    near = near or within(sentence.settings, 0, first)
    return Quantity(
        subject=figure.subject or "",
        metric=_metric_name(figure, sentence) or "",
        value=figure.value,
        unit=figure.unit,
        passage=passage,
        start=passage.start + figure.start,
        end=passage.start + figure.end,
        parameters_b=figure.size,
        benchmark=figure.benchmark,
        language=figure.language,
        setting=near[0].name if near else "",
    )
