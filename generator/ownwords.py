"""Name what is measured in the sentence's own words where it uses no word of the vocabulary.

"A detection rate of 92%" measures a detection rate, "reduces the number of calls by 3%" a number of calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.names import Mention

_MODIFIER = (
    r"(?:the|an?|its|their|our|his|this|that|these|those|each|both|all|overall|average|mean|total|relative|absolute|measured|"
    r"reported|high|higher|highest|low|lower|lowest|best|good|new|final|same|such|similar|strong|significant|large|small|"
    r"relatively|very|test|official|maximum|minimum|up|of|in|on|by|with|and|or|for|to|at|an|as|is|was|were|are|has|had|"
    r"have|shows?|gets|gives|have|than|from|which|any|no|per|perfect|[a-z]+ly|[a-z]+(?:es|ed|ing))"
)
_HEAD = r"(?:rates?|ratio|score|similarity|agreement|reliability)"
_MEASURE = re.compile(
    rf"\b(?!{_MODIFIER}\s)([A-Za-z][a-z-]{{2,}}(?:\s(?!{_MODIFIER}\s)[a-z-]{{3,}})?)\s{_HEAD}\b(?!-|\stasks?\b)"
)
# Rates and ratios that somebody sets, and words that only say of a score that it is one.
_SET = re.compile(
    r"\b(?:learning|dropout|sampling|masking|mask|data|bit|frame|training|sample|split|reward|improvement|reduction|increase)\b",
    re.IGNORECASE,
)
_UP = r"(?:improvements?|gains?|increases?|boosts?|rises?|jumps?)"
_DOWN = r"(?:reductions?|decreases?|drops?|declines?|savings?)"
_MOVES = (
    r"(?:reduc(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|improv(?:e|es|ed|ing)|boost(?:s|ed|ing)?|decreas(?:e|es|ed|ing)|"
    r"lower(?:s|ed|ing)|enhanc(?:e|es|ed|ing)|cuts?|cutting|rais(?:e|es|ed|ing))"
)
_STOP = (
    r"(?:on|over|for|with|while|when|compared|across|and|or|by|at|in|from|under|without|using|than|via|through|against|"
    r"relative|respectively|as|but|that|which|is|was|up|between|during|both|baselines?|models?|methods?|systems?|"
    r"improvements?|gains?|we|our|can|could|may|not|does|do|an?|the|average|relative|absolute|further|significant|"
    r"substantial|consistent|notable|additional|maximum|overall|drastic|remarkable|great|large|small|slight|"
    r"show(?:s|ed|ing)?|see|saw|observ\w+|achiev\w+|obtain\w*|yield\w*|report\w*|bring\w*|lead\w*|provid\w+)"
)
_PHRASE = rf"((?:(?!{_STOP}\b)[a-z][a-z-]+)(?:\s(?:(?!{_STOP}\b)[a-z][a-z-]+)){{0,3}})"
_SKIP = r"(?:(?:the|its|their|our|overall|average|mean|total|relative|absolute|measured|both)\s)*"
_ABOUT = (
    r"(?:\s(?:an?|average|of|only|about|around|roughly|nearly|almost|approximately|up to|at least|"
    r"more than|over|as much as|on))*\s?[~∼≈]?\s?$"
)
_BY = re.compile(rf"\b{_MOVES}\s{_SKIP}{_PHRASE}\sby{_ABOUT}")
_OF = re.compile(rf"\b{_SKIP}{_PHRASE}\s(?:{_UP}|{_DOWN})\s(?:of|by|up to|from){_ABOUT}")
_IN = re.compile(rf"\b(?:{_UP}|{_DOWN})\s(?:in|of)\s{_SKIP}{_PHRASE}(?:,?\s(?:of|by|up to|ranging from)){_ABOUT}")
_PASSIVE = re.compile(
    rf"(?:^|\bthat\s|,\s){_SKIP}{_PHRASE}\s(?:can be|could be|is|was|are|were)\s{_MOVES}\sby{_ABOUT}", re.IGNORECASE
)
_AFTER = re.compile(
    rf"\s(?:(?:absolute|relative|average|overall)\s)?(?:{_UP}|{_DOWN})\s(?:in|of)\s{_SKIP}{_PHRASE}"
    rf"(?=$|[.,;:)]|\s(?!and\b|or\b){_STOP}\b)"
)
_GENERAL = re.compile(
    r"\b(?:performance|performances|results?|effectiveness|baselines?|models?|methods?|approach(?:es)?|systems?|state|"
    r"quality of|capabilit(?:y|ies))\b|^scores?$"
)
_REACH = 90


def own_metrics(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield measures that a sentence names by a word such as "rate" or "score", those `known` left out."""
    for m in _MEASURE.finditer(text):
        if not _SET.search(m[0]) and not any(one.start < m.end() and m.start() < one.end for one in known):
            yield Mention(m[0].lower(), m.start(), m.end())


def moved_by(text: str, left: int, start: int, end: int, right: int) -> str | None:
    """Return what a change at `start`..`end` changes, in lower case; "" for performance at large, None if unsaid."""
    before, after = text[max(left, start - _REACH) : start], text[end : min(right, end + _REACH)]
    found = _AFTER.match(after)
    for pattern in (_BY, _IN, _OF, _PASSIVE):
        found = found or pattern.search(before)
    if found is None:
        return None
    return "" if _GENERAL.search(found[1].lower()) else found[1].lower()
