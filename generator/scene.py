"""A sentence with everything in it that figures can belong to: metrics, names, test sets, languages, sizes.

Test sets and languages are no owners of figures; abbreviations, settings ("top-3") and cited authors are not either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.amounts import TIMES, Amount, find_amounts, find_metrics
from generator.intervals import Beside, find_beside
from generator.names import MAX_SENTENCE, Mention, find_names, find_sizes, find_terms
from generator.ownwords import own_metrics
from generator.records import Vocabulary
from generator.testsets import find_sets

_CITATION = re.compile(r"\([^()]{1,80}\b(?:19|20)\d\d[a-z]?\)")
_SETTING = re.compile(r"(?:[a-z]+|Top)-\d+")
_HYPHEN = re.compile(r"(?<=[a-z])(?:[-–](?=[A-Z][a-z])|[-–](?=to[-–][A-Z])|(?<=[-–]to)[-–](?=[A-Z]))")
_COUNTED = re.compile(r"\s[a-z]")
_TEXTS = re.compile(
    r"\s(?:\w+\s)?(?:tokens|words|sentences|revisions|examples|samples|pairs|tweets|documents|articles|emails|dialogues|"
    r"users|papers|pages|posts|images|comments|questions|utterances)\b"
)
_OF_TASK = re.compile(r"\b[Ss]ub-?tasks?\b[^.;]{0,12}$|\b[Tt]asks?\s$")
_SHORT = 2
_IN = re.compile(r"\b(?:in|for|to|on)\s$")
_CODE = r"(?:[A-Z][a-z]|[a-z]{2,3}|[A-Z]{2,3})"
_PAIR = re.compile(
    rf"\b(?:{_CODE}(?:→|->|⇒|↔|<->){_CODE}|[A-Z][a-z]-[A-Z][a-z]|[A-Z][a-z](?:-|→|->)X|X(?:-|→|->)[A-Z][a-z])\b"
)
_LANGUAGE_LINK = re.compile(r"(?:-|–|→|->|\sto\s|-to-|↔|\sand\s(?=\w+\strans))")
_MAKER = re.compile(r"[’']s\s(?:[a-z-]+\s){0,1}[A-Z][\w-]*[A-Z\d]")
_TEAM = re.compile(r"\b[Tt]eam(?: name)?[,:]?\s[“\"(]?$")
_ABBREVIATED = re.compile(r"[a-z]\s\($")
_THING = re.compile(r"(?:model|method|approach|framework|system|called|network|algorithm|dataset|benchmark)s?\s\($")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with everything found in it."""

    text: str
    amounts: tuple[Amount, ...]
    metrics: tuple[Mention, ...]
    names: tuple[Mention, ...]
    sets: tuple[Mention, ...]
    languages: tuple[Mention, ...]
    sizes: tuple[Mention, ...]
    beside: tuple[Beside, ...]
    conventions: Mapping[str, str]
    factors: frozenset[str]
    units: Mapping[str, tuple[str, ...]]


def read_scene(text: str, vocabulary: Vocabulary) -> Scene | None:
    """Return everything found in a sentence, None where it states no amount or is longer than `MAX_SENTENCE`."""
    if len(text) > MAX_SENTENCE or not any(char.isdigit() for char in text):
        return None
    beside, metrics = find_beside(text), find_metrics(text, vocabulary.metrics)
    metrics = tuple(sorted((*metrics, *own_metrics(text, metrics)), key=lambda metric: metric.start))
    amounts = find_amounts(text, vocabulary.units, metrics, beside)
    if not amounts:
        return None
    cited = [(m.start(), m.end()) for m in _CITATION.finditer(text)] + [(one.start, one.end) for one in beside]
    names = [
        name
        for name in find_names(text, vocabulary)
        if not (_is_abbreviation(name, text) or _SETTING.fullmatch(name.name))
        and not any(start <= name.start < end for start, end in cited)
    ]
    known = find_terms(vocabulary.benchmarks, text)
    pairs = [(m.start(), m.end()) for m in _PAIR.finditer(text)]
    names = [cut for name in names if (cut := _before_pair(name, pairs, text)) is not None]
    sets = find_sets(text, [name for name in names if not _is_model(name, vocabulary)], known)
    languages = _languages(text, vocabulary, sets)
    places = {mention.start for mention in sets}
    spoken = [(mention.start, mention.end) for mention in languages]
    return Scene(
        text=text,
        amounts=amounts,
        metrics=metrics,
        names=tuple(
            name
            for name in names
            if name.start not in places
            and not _MAKER.match(text, name.end)
            and not _is_task_or_team(name, text, vocabulary)
            and not any(start < name.end and name.start < end for start, end in spoken)
        ),
        sets=sets,
        languages=languages,
        sizes=tuple(size for size in find_sizes(text) if _is_of_model(size, text)),
        beside=beside,
        conventions={term.name: term.metric for term in vocabulary.benchmarks if term.metric},
        factors=frozenset(metric.name for metric in vocabulary.metrics if metric.units == (TIMES,)),
        units={metric.name: metric.units for metric in vocabulary.metrics},
    )


def _is_of_model(size: Mention, text: str) -> bool:
    """Return whether a size is one of a model: no "18 million crumbs", no "task 2B"."""
    counted = (size.name.endswith("illion") and _COUNTED.match(text, size.end)) or _TEXTS.match(text, size.end)
    return not (counted or _OF_TASK.search(text, max(0, size.start - 30), size.start))


def _is_model(name: Mention, vocabulary: Vocabulary) -> bool:
    return any(word in name.name for word in vocabulary.models)


def _is_task_or_team(name: Mention, text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a name is that of a task ("Crumb Detection"), of the authors' team, or only says what sort."""
    words = name.name.split()
    task = words[-1] in vocabulary.tasks and all(word.isalpha() and word[0].isupper() for word in words)
    return (
        task
        or name.name.endswith(("-based", "-style"))
        or _TEAM.search(text, max(0, name.start - 12), name.start) is not None
    )


def _before_pair(name: Mention, pairs: Sequence[tuple[int, int]], text: str) -> Mention | None:
    """Return a name cut off where a pair of languages begins in it, None where nothing is left."""
    start = next((start for start, end in pairs if start < name.end and name.start < end), None)
    if start is None:
        return name
    kept = text[name.start : start].rstrip()
    return Mention(kept, name.start, name.start + len(kept), name.size) if start > name.start and kept else None


def _is_abbreviation(name: Mention, text: str) -> bool:
    """Return whether capitals in brackets only abbreviate the common words before them: "named entities (NE)"."""
    before = text[max(0, name.start - 30) : name.start]
    return name.name.isupper() and _ABBREVIATED.search(before) is not None and not _THING.search(before)


def _languages(text: str, vocabulary: Vocabulary, sets: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the languages, two that a sign of translation joins as one pair; those inside names of sets left out."""
    apart = _HYPHEN.sub(" ", text)
    single = [m for m in find_terms(vocabulary.languages, apart) if not any(s.start <= m.start < s.end for s in sets)]
    joined: list[Mention] = []
    for mention in single:
        if len(mention.name) <= _SHORT and not _IN.search(text[max(0, mention.start - 5) : mention.start]):
            continue
        last = joined[-1] if joined else None
        if last and "-" not in last.name and _LANGUAGE_LINK.fullmatch(text, last.end, mention.start):
            joined[-1] = Mention(f"{last.name}-{mention.name}", last.start, mention.end)
        else:
            joined.append(mention)
    joined = [m for m in joined if "-" in m.name or "-" not in text[max(0, m.start - 1) : m.end + 1]]
    pairs = [Mention(m[0], m.start(), m.end()) for m in _PAIR.finditer(text)]
    return tuple(sorted((*joined, *pairs), key=lambda mention: mention.start))
