"""Tell levels from changes: by how much something went up or down, against what, and where a figure only bounds it.

All functions take the sentence and where in it the figure, or a list of figures, starts and ends.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["", "up", "down"]
Bound = Literal["", "at most", "at least"]

_UP_NOUN = (
    r"(?:improvements?|gains?|increases?|boosts?|rises?|margins?|advantages?|enhancements?|growth|uplift|"
    r"speed-?ups?|accelerations?|lifts?|jumps?|leaps?)"
)
_DOWN_NOUN = (
    r"(?:reductions?|decreases?|drops?|declines?|loss(?:es)?|falls?|savings?|degradations?|slowdowns?|dips?|"
    r"compression)"
)
_EITHER_NOUN = r"(?:differences?|gaps?|changes?)"
_UP_VERB = (
    r"(?:improv(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|boost(?:s|ed|ing)?|rais(?:e|es|ed|ing)|enhanc(?:e|es|ed|ing)|"
    r"out-?perform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|outdo(?:es)?|"
    r"outstrip(?:s|ped)?|"
    r"rose|rises|rising|grew|grows|elevat(?:e|es|ed|ing)|accelerat(?:e|es|ed|ing)|advanc(?:e|es|ed|ing)|lift(?:s|ed)?|"
    r"gain(?:s|ed|ing)?|add(?:s|ed|ing)?|sped up|speeds? up|speeding up|outpac(?:e|es|ed|ing)|better(?:s|ed|ing)?)"
)
_DOWN_VERB = (
    r"(?:reduc(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|lower(?:s|ed|ing)?|cut(?:s|ting)?|"
    r"declin(?:e|es|ed|ing)|los[et](?:s)?|losing|sav(?:e|es|ed|ing)|degrad(?:e|es|ed|ing)|fell|falls?|falling|"
    r"shrink(?:s|ing)?|shrank|underperform(?:s|ed|ing)?|diminish(?:es|ed|ing)?|costs?|lag(?:s|ged|ging)?|"
    r"trail(?:s|ed)?)"
)
_LEAD = (
    r"(?:(?:\s|^|(?<=[\s(]))(?:an?|the|its?|only|about|around|roughly|nearly|almost|approximately|some|further|"
    r"additional|another|"
    r"extra|absolute|relative|respectively|average|of|up to|at most|at least|more than|over|less than|as much as|"
    r"as high as|highest|maximum|largest|significant|a further|on average|an average of|an additional|averagely|"
    r"also|even|~|∼|≈|by))*\s?[~∼≈><≥≤+(−–-]?\s?$"
)
_BY = re.compile(rf"\bby(?:,? on average,?)?(?:\s(?:a|an) (?:\w+\s){{0,2}}margin of)?{_LEAD}")
_BY_METRIC = re.compile(rf"\bby\san?\s(?:[\w-]+\s){{1,4}}of\s?{_LEAD}")
_PASSIVE_BY = re.compile(
    r"\b(?:followed|given|achieved|obtained|chosen|used|preferred|shared|supported|covered) by\s\S*\s?$"
)
_OF = re.compile(
    rf"\b(?:({_UP_NOUN})|({_DOWN_NOUN})|({_EITHER_NOUN}))\b(?:\s(?!(?:and|or|but|with|to|achiev\w+|reach\w*|"
    rf"obtain\w*|yield\w*|result\w*)\b)[\w@/-]+){{0,7}}?"
    rf"(?:,?\s(?:of|by|from|ranging from|ranged from|up to|is|was|at|with)\s|\s?\(|:\s|\s(?=up to|at least|"
    rf"more than)){_LEAD}"
)
_VERB_AT = re.compile(
    r"\b(?:(gain(?:s|ed|ing)?|add(?:s|ed|ing)?|improv(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|boost(?:s|ed|ing)?|"
    r"rais(?:e|es|ed|ing)|rose)|(los[et]s?|losing|sav(?:e|es|ed|ing)|cut(?:s|ting)?|costs?|drop(?:s|ped|ping)?|"
    rf"reduc(?:e|es|ed|ing)|lower(?:s|ed|ing)?|decreas(?:e|es|ed|ing)|fell))(?:{_LEAD})"
)
_VERB = re.compile(rf"\b(?:({_UP_VERB})|({_DOWN_VERB}))\b")
_NOUN = re.compile(rf"\b(?:({_UP_NOUN})|({_DOWN_NOUN}))\b")
_RANGE_OF = re.compile(
    r"\b(?:improvements|gains|increases|reductions|drops)(?:\s[^\s,;]+){0,6}\sfrom\s(?:[\d.]+\s?%?\sto\s)?$"
)
_AFTER_NOUN = re.compile(
    rf"(?:\s\(?(?:absolute|relative|average|overall|significant|mean|further|additional|accuracy|performance|"
    rf"[\w@+-]+)\)?){{0,4}}?[\s-](?:({_UP_NOUN})|({_DOWN_NOUN}))(?![\w@])"
)
_AFTER_COMPARATIVE = re.compile(
    r"(?:\s(?:absolute|absolutely|relative|points?|in absolute terms|significantly|relatively))?\s"
    r"(?:(higher|better|more|larger|greater|faster|above|stronger|over|as (?:much|many|fast|high|large)|better than)|"
    r"(lower|worse|less|fewer|smaller|slower|below|shorter|cheaper|weaker|behind|under))\b"
)
_AFTER_METRIC = re.compile(
    r"(?:\s[\w@.-]+){1,3}?\s(?:(higher|better|above|ahead of|more than)|"
    r"(lower|worse|below|behind))\s(?:than|the|that|our)\b"
)
_FROM = re.compile(r"\bfrom\s(?:\w+\s){0,3}?$")
# "Below the 50% of X" bounds nothing: X stands at 50%.
_AT_MOST = re.compile(
    r"(?:\b(?:up to|at most|no more than|less than|under|below|fewer than|at best|as (?:much|high|many) as)|"
    r"[<≤])\s?(?:only\s|an?\s)?[+]?$"
)
_AT_LEAST = re.compile(
    r"(?:\b(?:at least|more than|over|above|exceed(?:s|ed|ing)?|no less than|greater than|higher than|as (?:low|"
    r"little) as|better than)|[>≥])\s?(?:only\s|an?\s)?[+]?$"
)
_OR_LESS = re.compile(r"\s?(?:or (?:less|fewer|lower)\b)")
_OR_MORE = re.compile(r"\s?(?:or (?:more|better|higher)\b|\+(?=[\s,.]))")
_VERSUS = re.compile(
    r"[\s,]*\b(?:than|over|compared (?:to|with)|against|relative to|versus|vs\.?)\s(?:that of\s|those of\s|on\s)?"
    r"((?:[^\s,;.()]+(?:\.\d+[^\s,;.()]*)?\s?){1,6})"
)
_OVER = re.compile(
    r"\b(?:than|over|outperform\w*|surpass\w*|exceed\w*|beat\w*)\s((?:(?!by\b|with\b|on\b|"
    r"in\b)[^\s,;.()]+\s){1,6})(?:by|with|on|in)\s"
)
_UP_TO = re.compile(r"\b(?:outperform|surpass|improv)\w*\b[^,;]{0,70}\s(?:up to|at least)\s$")
_BEATS_WITH = re.compile(
    rf"\b(?:outperform|surpass|exceed|beat)\w*\b(?:(?!\bachiev|\breach|\bobtain)[^,;]){{0,70}}\swith{_LEAD}"
)
_OVER_TASKS = re.compile(r"\sover\s(?:the\s)?\w+\s(?:questions|tasks|examples)")
_RANGED = re.compile(r"\brang\w+ from\s$")
_PLACE = re.compile(r"\s(?:and|or|on|in|for|with|to|of|over|by|at)\b")
_REACH, _NEAR = 110, 150


def change(text: str, left: int, start: int, end: int, right: int) -> tuple[bool, Direction]:
    """Return whether a figure is a change rather than a level, and the direction of what it measures.

    `left` and `right` are where the stretch of the sentence that may speak about it starts and ends.
    """
    before, after = text[max(left, start - _REACH) : start], text[end : min(right, end + _REACH)]
    comparative = _AFTER_COMPARATIVE.match(after)
    if comparative and not _OVER_TASKS.match(after):
        return True, "up" if comparative[1] else "down"
    further = _AFTER_METRIC.match(after)
    if further and not _PLACE.search(further[0]):
        return True, "up" if further[1] else "down"
    ranged = _RANGE_OF.search(text[max(0, start - _REACH) : start])
    if ranged:
        return True, "down" if ranged[0].startswith(("red", "drop")) else "up"
    if _FROM.search(before) and not _RANGED.search(before):
        return False, ""
    noun = _AFTER_NOUN.match(after)
    if noun and not _PLACE.match(after):
        return True, "up" if noun[1] else "down"
    return _before(before, text[max(0, start - 2 * _REACH) : start])


def _before(before: str, further: str) -> tuple[bool, Direction]:
    """Return the same as `change`, from the words before a figure; `further` begins earlier than `before`."""
    of = _OF.search(before)
    if of:
        return True, "up" if of[1] else "down" if of[2] else ""
    if (_BY.search(before) or _BY_METRIC.search(before)) and not _PASSIVE_BY.search(before):
        return _moved(further)
    if _BEATS_WITH.search(before) or _UP_TO.search(before):
        return True, "up"
    at = _VERB_AT.search(before)
    return (True, "up" if at[1] else "down") if at else (False, "")


def _moved(before: str) -> tuple[bool, Direction]:
    """Return whether a verb of change stands before "by", and its direction; the last one counts."""
    moves = list(_VERB.finditer(before[-_NEAR:])) or list(_NOUN.finditer(before[-_NEAR:]))
    return (True, "up" if moves[-1][1] else "down") if moves else (False, "")


def bound_of(text: str, start: int, end: int) -> Bound:
    """Return whether a figure only bounds a value, and on which side ("up to 40%" is "at most")."""
    before = text[max(0, start - 40) : start]
    if _AT_MOST.search(before) or _OR_LESS.match(text, end):
        return "at most"
    return "at least" if _AT_LEAST.search(before) or _OR_MORE.match(text, end) else ""


def versus_of(text: str, left: int, start: int, end: int, right: int) -> str:
    """Return what a change is compared with, as written, "" where that is not said close to the figure."""
    found = _VERSUS.search(text, end, min(right, end + _REACH))
    if found is None:
        found = _OVER.search(text, max(left, start - _REACH), start)
    return found[1].strip() if found else ""


def is_from(text: str, start: int) -> bool:
    """Return whether the figure is where a change began ("from 40% to 50%")."""
    return _FROM.search(text, max(0, start - 40), start) is not None
