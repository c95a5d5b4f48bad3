"""Tell by the build of a sentence whose figure it states, in any field.

An owner is the subject of the verb that reaches the figure, or the name right beside it.  "We", "our system" and
the like are nobody's name: "".  Where another name could own the figure as well, the owner is None: unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.names import Mention
from generator.onename import KIND, NO_OWNER, OTHER, SEGMENT, only_name
from generator.testsets import ENDS, ROW

_REACH = 60
_TRAINED = re.compile(r"\b(?:models?|systems?|students?|classifiers?)\s\w+ed\s(?:with|by|using|via)\s$")
_BOUND_BEFORE = re.compile(r"\b(?:more|less|greater|higher|lower|better|fewer) than\s$")
_REACHED = re.compile(
    r"\b(?:achiev(?:es?|ed|ing)|reach(?:es|ed|ing)?|obtain(?:s|ed|ing)?|attain(?:s|ed|ing)?|scor(?:es?|ed|ing)|"
    r"yield(?:s|ed|ing)?|gets?|got|with)\b"
)
_BESIDE = re.compile(r"(?:,\s|\sand\s|,\sand\s|\()$")
_GOVERNED = re.compile(
    r"\b(?:for|of|in|on|to|than|over|against|with|by|from|under|between|versus|vs\.?)\s(?:the\s|an?\s)?(?:[\w-]+\s)?$"
)
_OF_IT = re.compile(r"(?:.{0,60}[,;]\s)?(?:[Tt]he\s|(?=[A-Z][a-z]{3}))(?:[A-Za-z-]{3,}\s){1,4}of\s(?:the\s)?")
_STANDS = re.compile(r"is|was|reache[sd]|rose|drops|dropped|fell|increased|decreased|improved")
_DETERMINED = re.compile(r"\b(?:an?|the|of|with|best|overall|its|our|their)\s$")
_IN_BRACKETS = re.compile(r"\s?\($")
_OTHER_SIDE = re.compile(
    r"\b(?:compared|versus|vs|than|against|relative to|outperform\w*|surpass\w*|exceed\w*|beat\w*|close to|over the|"
    r"from the baseline|baseline of|while the|whereas)\b"
)
_STRONG = re.compile(r".*(?:[a-z0-9].*[A-Z]|\d|[A-Z].*[A-Z].*)")
_VERB = re.compile(
    r"\b(?:achiev(?:es?|ed|ing)|reach(?:es|ed|ing)?|obtain(?:s|ed|ing)?|attain(?:s|ed|ing)?|scor(?:es?|ed|ing)|"
    r"outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|improv(?:es?|ed|ing)|"
    r"increas(?:es?|ed|ing)|boost(?:s|ed|ing)?|rais(?:es?|ed|ing)|reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|"
    r"lower(?:s|ed|ing)|yield(?:s|ed|ing)?|gain(?:s|ed|ing)?|show(?:s|ed|ing)?|gives?|gave|produc(?:es?|ed|ing)|"
    r"perform(?:s|ed|ing)?|demonstrat(?:es?|ed|ing)|exhibit(?:s|ed|ing)?|deliver(?:s|ed|ing)?|secur(?:es?|ed|ing)|"
    r"enhanc(?:es?|ed|ing)|provid(?:es?|ed|ing)|generat(?:es?|ed|ing)|solv(?:es?|ed|ing)|sav(?:es?|ed|ing)|"
    r"cuts?|cutting|ha(?:s|ve|d|ving)|is|was|are|were|averag(?:es|ed)(?=\s(?:\d|about|only|an?\s))|runs?|ran|takes?|took|needs?|needed|requires?|"
    r"lost|loses?|losing|drop(?:s|ped)?|bring(?:s|ing)?|brought|leads?|led|results?(?=\sin\b)|resulted|"
    r"register(?:s|ed)?|"
    r"record(?:s|ed)?|report(?:s|ed)?|display(?:s|ed)?|predict(?:s|ed)?|detect(?:s|ed)|identif(?:ies|ied)|classif(?:ies|ied)|recogni[sz]e[sd]|"
    r"retain(?:s|ed)?|preserv(?:es?|ed)|"
    r"accelerat(?:es?|ed|ing)|sped up|speeds? up|offer(?:s|ed)?|bakes?|maintain(?:s|ed)?|matche[sd]|finish(?:es|"
    r"ed)|adds?|added|rank(?:s|ed|ing)?|place[sd]?|placing|came|comes|correlate[sd]?)\b"
)
_NOUN = re.compile(
    r"(?:scores?|gains?|increases?|decreases?|boosts?|cuts?|drops?|shows?|runs?|records?|reports?|reach|needs?|"
    r"places?|ranks?)"
    r"(?:[,;.)]|\s(?:of|in|on|for|over|by|around|between|with|to|from|and|or|is|was|are|were|=|:|\()(?=\s|$|\d))"
)
_UNNAMED = re.compile(
    r"\b(?:[Ww]e|[Oo]urs?|[Ii]t|[Tt]his|[Tt]hese|[Tt]hey|[Rr]esults?|[Ee]xperiments?|[Ee]valuations?|[Ss]ystems?|"
    r"[Mm]odels?|[Mm]ethods?|"
    r"[Aa]pproach(?:es)?|[Ff]ramework|[Ss]ubmissions?|[Cc]lassifiers?|[Tt]eam|[Pp]ipelines?|[Aa]lgorithms?|"
    r"[Ee]nsembles?|which|that|"
    r"[Tt]echniques?|[Bb]aselines?|[Pp]arsers?|[Aa]rchitectures?)\b"
)
_GENERIC_AFTER = re.compile(
    r"(?:,\s(?:an?|the|our)\s[^,()]{1,60},\s?)?(?:\s(?:model|system|method|approach|framework|classifier|"
    r"algorithm|architecture|ensemble|family|parser|baseline|decoder|pipeline|network|attack|"
    r"variant|meta-model|hybrid|solution|submission|team)){0,2}?s?(?:\s\([^()]{1,30}\))?,?\s*(?:(?:[a-z]+ly|also|still|already|even|can|could|only|both|then|"
    r"further|alone|itself|(?:was|is|were|are) able to|manage[sd] to|help(?:s|ed)|ha[sd]|have|been)\s)*$"
)
_CLAUSE = re.compile(
    r"[;:]\s|\.\s|,\s(?:while|whereas|but|and (?!\d))\s?|\s(?:while|whereas|but)\s|\sthat\s(?!is\b|are\b|of\b)"
)
_IN_BRACKETS_AFTER = re.compile(r"\s\((?:the\s|with\s)?$")
_WITH = re.compile(r"\bwith\s(?:the\s|our\s)?$")
_POSSESSIVE = re.compile(r"[’']s?\s")
_GERUND = re.compile(r"(?:[A-Z]\w*ing|(?:.*\s)?using)\s(?:of\s)?(?:the\s)?")
_NEW_CLAUSE = re.compile(r"[a-z],\s(?:the\s|our\s)?$")
_VARIETY = re.compile(r"\b(?:\w+lingual|vanilla|original)\s$")
_NO_SUBJECT = re.compile(r"\s*(?:which|and|,|but)?\s*(?:\w+ly\s)?")
_WHICH = re.compile(r"\s?(?:which|that)\s(?:\w+ly\s|can\s|also\s)?")
_THAT = re.compile(
    r"(?:\s\([^()]{1,30}\))?(?:\s(?:model|network|system|classifier|approach|method|framework))?,?\s(?:which|that)\s(?:\w+ly\s|can\s|also\s)?"
)
_RIGHT_AFTER = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:for|by|with|of)\s(?:the\s)?$|"
    r"\s(?:is|was|were|has been)\s(?:obtained|achieved|reached|attained)\s(?:using|by|with)\s(?:the\s|an?\s)?$"
)


def owner(text: str, start: int, end: int, right: int, names: Sequence[Mention]) -> Mention | Literal[""] | None:
    """Return the name whose figure stands at `start`..`end`, "" where the sentence names none, None where unsure.

    `names` are those that may own figures: no test sets, metrics or languages; `right` is where the next figure stands.
    """
    in_brackets = text.rfind("(", 0, start) > text.rfind(")", 0, start)
    beside = _beside(text, start, end, right, names)
    if beside or beside is None:
        return beside
    if in_brackets and any(text.rfind("(", 0, start) < name.start < end for name in names):
        return None
    verbs = [
        m
        for m in _VERB.finditer(text, 0, start)
        if not (
            _inside_brackets(text, m.start())
            or _NOUN.match(text, m.start())
            or _DETERMINED.search(text, max(0, m.start() - 10), m.start())
        )
    ]
    if not names:
        return ""
    found = _subject(text, verbs, names)
    return only_name(text, start, names) if found is None else found


def _beside(text: str, start: int, end: int, right: int, names: Sequence[Mention]) -> Mention | Literal[""] | None:
    """Return the name right at a figure: "X (85%)", "and X 85%", "85% for X"; "" where none stands there."""
    bracket = text.rfind("(", 0, start)
    for name in names:
        if bracket > text.rfind(")", 0, start) and _IN_BRACKETS.fullmatch(text, name.end, bracket + 1):
            return None if _GOVERNED.search(text, max(0, name.start - _REACH), name.start) else name
        inside = text[name.end : name.end + 1] == ")" and end <= name.start < right
        if inside and _IN_BRACKETS_AFTER.fullmatch(text, end, name.start):
            return name
        if name.end + 1 == start and _BESIDE.search(text, max(0, name.start - 6), name.start):
            return name
    after = next((name for name in names if end <= name.start < right), None)
    if after is None or not _RIGHT_AFTER.fullmatch(text, end, after.start):
        return ""
    in_row = any(ROW.fullmatch(text, after.end, other.start) for other in names if other.start > after.end)
    if not _STRONG.match(after.name):
        return ""
    return after if ENDS.match(text, after.end) and not in_row else None


def _subject(text: str, verbs: Sequence[re.Match[str]], names: Sequence[Mention]) -> Mention | Literal[""] | None:
    """Return the subject of the verb nearest to the figure; a participle has that of the verb before it."""
    doing = _doing(text, verbs[-1], names) if verbs else None
    if doing:
        return doing
    for verb in reversed(verbs):
        opening = _opening(text, verb.start())
        phrase = text[opening : verb.start()]
        which = _WHICH.fullmatch(phrase) or _WHICH.fullmatch(text, max(0, opening - 5), verb.start())
        if which and any(name.end <= verb.start() for name in names):
            return next((name for name in names if _THAT.fullmatch(text, name.end, verb.start())), None)
        if not (verb[0].endswith("ing") or _NO_SUBJECT.fullmatch(phrase)):
            mine = [name for name in names if opening <= name.start and name.end <= verb.start()]
            segment = SEGMENT.search(phrase)
            if segment and all(name.end <= opening + segment.start() for name in mine):
                return ""
            return _of_phrase(text, opening, verb, mine) if mine else "" if _UNNAMED.search(phrase) else None
    if text[: names[0].start] in {"", "The ", "Our "} and any(verb[0].endswith("ing") for verb in verbs):
        return names[0]
    return None if any(not OTHER.search(text, max(0, name.start - _REACH), name.start) for name in names) else ""


def _doing(text: str, verb: re.Match[str], names: Sequence[Mention]) -> Mention | None:
    """Return the name in front of a participle with a subject of its own: "with X achieving 85%"."""
    doing = [n for n in names if n.end < verb.start() and _GENERIC_AFTER.fullmatch(text, n.end, verb.start())]
    with_it = doing and verb[0].endswith("ing") and _WITH.search(text, max(0, doing[-1].start - 20), doing[-1].start)
    return doing[-1] if with_it else None


def _of_phrase(text: str, opening: int, verb: re.Match[str], mine: Sequence[Mention]) -> Mention | None:
    """Return the one of the names in front of a verb that is its subject, None where that is unsure."""
    able = [
        name
        for name in mine
        if name.start == opening or not NO_OWNER.search(text, max(0, name.start - _REACH), name.start)
    ]
    if able and _GENERIC_AFTER.fullmatch(text, able[-1].end, verb.start()):
        alone = (
            len(able) == 1 or text[able[-2].end : able[-1].start] == " (" or _NEW_CLAUSE.search(text, 0, able[-1].start)
        )
        return _of_kind(text, opening, able[-1]) if alone else None
    first, last = mine[0], mine[-1]
    if mine[:-1] == [first] == able and text[first.end : last.start] == " with ":
        return Mention(text[first.start : last.end], first.start, last.end, first.size)
    if _POSSESSIVE.match(text, first.end) and not _GOVERNED.search(text, max(0, first.start - _REACH), first.start):
        return first
    between = text[last.end : verb.start()]
    if len(mine) == 1 and _GERUND.fullmatch(text, opening, last.start) and "," not in between:
        return last
    if len(mine) == 1 and _OF_IT.fullmatch(text, opening, last.start) and _STANDS.fullmatch(verb[0]):
        return last if between == " " else None
    trained = _TRAINED.search(text, opening, last.start)
    start = trained.start() if trained and _GENERIC_AFTER.fullmatch(text, last.end, verb.start()) else last.end
    return Mention(text[start : last.end], start, last.end, last.size) if start < last.end else None


def _of_kind(text: str, opening: int, name: Mention) -> Mention | None:
    """Return a name, with the word that says which of its kind is meant; None where that is not clear."""
    if not KIND.search(text, opening, name.start):
        return name
    variety = _VARIETY.search(text, opening, name.start)
    return Mention(text[variety.start() : name.end], variety.start(), name.end, name.size) if variety else None


def _opening(text: str, before: int) -> int:
    """Return where the clause begins in which a verb at `before` has its subject."""
    turns = [0, *(m.end() for m in _CLAUSE.finditer(text, 0, before))]
    while len(turns) > 1 and text[: turns[-1]].rstrip().endswith(" and") and not text[turns[-1] : before].strip():
        turns.pop()
    return turns[-1]


def _inside_brackets(text: str, place: int) -> bool:
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)


def is_other_side(text: str, left: int, start: int) -> bool:
    """Return whether the stretch before a figure turns to what something is compared with."""
    reached = [m.end() for m in _REACHED.finditer(text, left, start)]
    opening = reached[-1] if reached else left
    bound = _BOUND_BEFORE.search(text, opening, start)
    return _OTHER_SIDE.search(text, opening, bound.start() if bound else start) is not None
