"""Sentences changed on purpose: what they state turned round, told in other words, or told of something else.

Each function takes a sentence and a source of chance and returns the changed sentence, or None where it finds
nothing to change.  The lists are ours; they cover the words in which abstracts state findings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

_PAIRS = (
    "increase decrease|increases decreases|increased decreased|increasing decreasing|higher lower|highest lowest|"
    "more less|better worse|best worst|greater smaller|larger smaller|largest smallest|high low|large small|"
    "improve worsen|improves worsens|improved worsened|improving worsening|improvement decline|"
    "improvements declines|outperform underperform|outperforms underperforms|outperformed underperformed|"
    "outperforming underperforming|upregulated downregulated|upregulation downregulation|enhance impair|"
    "enhances impairs|enhanced impaired|enhancing impairing|promote inhibit|promotes inhibits|promoted inhibited|"
    "promoting inhibiting|positive negative|positively negatively|longer shorter|faster slower|stronger weaker|"
    "strong weak|gain loss|gains losses|rise fall|rises falls|rose fell|accelerate delay|accelerates delays|"
    "accelerated delayed|effective ineffective|sufficient insufficient|necessary unnecessary|consistent inconsistent|"
    "similar different|superior inferior|earlier later|early late|before after|always never|often rarely|"
    "frequently rarely|benefit harm|benefits harms|beneficial harmful|success failure|succeeds fails|able unable|"
    "majority minority|most few|many few|all none|with without|safe unsafe|stable unstable|robust fragile|"
    "sensitive insensitive|accurate inaccurate|reliable unreliable|useful useless|possible impossible|"
    "activates suppresses|activated suppressed|activation suppression|induces prevents|induced prevented|"
    "raises lowers|raised lowered|elevated reduced|gained lost|exceeds trails|surpasses trails|agree disagree|"
    "likely unlikely|common rare|easy hard|easier harder|simple complex|cheaper costlier|significant negligible|"
    "substantial negligible|protective harmful|confirmed refuted|confirms refutes|"
    "presence absence|maximum minimum|above below|over under|reduces increases|reduce increase|reduced increased|"
    "reducing increasing|reduction increase|reductions increases"
)
ANTONYMS: dict[str, str] = {}
for _pair in _PAIRS.split("|"):
    _one, _other = _pair.split()
    ANTONYMS.setdefault(_one, _other)
    ANTONYMS.setdefault(_other, _one)
_WEAK = frozenset(
    {"with", "without", "before", "after", "over", "under", "most", "all", "above", "below", "high", "low"}
)

_SYNONYMS = {
    "increase": "raise", "increases": "raises", "increased": "raised", "reduces": "lowers", "reduce": "lower",
    "reduced": "lowered", "decreased": "fell", "improves": "enhances", "improve": "enhance", "improved": "enhanced",
    "shows": "demonstrates", "showed": "demonstrated", "outperforms": "surpasses", "outperform": "surpass",
    "outperformed": "surpassed", "significantly": "markedly", "substantially": "considerably", "patients": "people",
    "associated with": "linked to", "related to": "connected with", "compared with": "relative to",
    "compared to": "relative to", "achieves": "reaches", "achieve": "reach", "achieved": "reached",
    "methods": "approaches", "method": "approach", "large": "big", "children": "kids", "utilize": "use",
    "approximately": "about", "effective": "successful", "demonstrated": "showed", "obtains": "gets",
    "suggest": "indicate", "suggests": "indicates", "requires": "needs", "require": "need", "important": "key",
    "higher than": "above", "lower than": "below", "enhanced": "strengthened", "inhibits": "suppresses",
    "inhibited": "suppressed", "promotes": "fosters", "mortality": "death rate", "prior": "earlier",
    "previous": "earlier", "various": "several", "performance": "results", "accuracy": "correctness",
    "elevated": "raised", "risk": "hazard", "treatment": "therapy", "better than": "superior to",
}  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:BACKGROUND|OBJECTIVES?|AIMS?|METHODS?|RESULTS?|FINDINGS|CONCLUSIONS?|INTERPRETATION)[A-Z /&]*:\s*|"
    r"(?:however|moreover|furthermore|additionally|finally|in addition|overall|specifically|notably|thus|therefore|"
    r"hence|also|interestingly|importantly|in particular|in this (?:paper|work|study)|here|first|second|in conclusion|"
    r"in summary|as a result),?\s+|"
    r"(?:(?:our|the|these|extensive|experimental|empirical|further|present|study|main)\s+)*"
    r"(?:results?|findings?|experiments?|analys[ei]s|evaluations?|study|data|we|paper)(?:\s+on\s+[^,]{3,60}?)?\s+"
    r"(?:further\s+|also\s+|clearly\s+)?"
    r"(?:show(?:s|ed)?|demonstrates?d?|indicates?d?|suggest(?:s|ed)?|reveal(?:s|ed)?|find|found|observed?|conclude|"
    r"confirm(?:s|ed)?|report(?:ed)?)\s+that\s+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",\s+(?:which|suggesting|indicating|thereby|demonstrating|highlighting|while|whereas|although|making)\b.*$"
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|\.\d|-\w)")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|could|may|does|did|do|has|have|had|will|would|should)\b(?! not\b|n't| no\b)"
)
_DENIED = re.compile(r"\b(is|are|was|were|can|could|may|does|did|do|has|have|had|will|would|should) not\b|\bcannot\b")
_NO = re.compile(r"\bno (significant|evidence|difference|effect|association|correlation|improvement|change)\b")
_BEATS = re.compile(
    r"^(?P<one>[\w][^,;:]{2,70}?) (?P<verb>(?:significantly |consistently |substantially |clearly )?"
    r"(?:outperforms?|outperformed|surpass(?:es|ed)?|exceed(?:s|ed)?|(?:is|are|was|were|performs?|performed) "
    r"(?:better|worse|more \w+|less \w+|faster|slower|higher|lower|larger|smaller|superior|inferior) (?:than|to)))"
    r" (?P<other>[^,;:.]{3,60}?)(?P<rest>(?: (?:on|in|by|for|at|with|when|across|under|over|after) .*|[,;.].*)?)$"
)
_NAME = re.compile(r"\b(?:[A-Z][A-Za-z]*[A-Z0-9][\w-]*|[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*)\b")
_FRONT = re.compile(r"^((?:In|On|Among|For|With|During|After|Under|Compared (?:with|to)) [^,]{5,70}), (.+?)\.?$")


def plainer(sentence: str, chance: Random) -> str:
    """Return what the sentence states with less around it and in some words of equal meaning."""
    text = sentence.strip()
    for _ in range(3):
        shorter = _LEAD.sub("", text, count=1)
        if shorter == text or len(shorter.split()) < 5:
            break
        text = shorter
    text = _BRACKETS.sub("", text)
    shorter = _TAIL.sub(".", text)
    if len(shorter.split()) >= 6 and chance.random() < 0.7:
        text = shorter
    fronted = _FRONT.match(text)
    if fronted and chance.random() < 0.6:
        text = f"{_lower(fronted[2])} {_lower(fronted[1])}."
    known = [word for word in _SYNONYMS if re.search(rf"\b{word}\b", text)]
    for word in chance.sample(known, min(len(known), chance.choice((1, 2, 3)))):
        text = re.sub(rf"\b{word}\b", _SYNONYMS[word], text, count=1)
    return text[:1].upper() + text[1:]


def turned(sentence: str, chance: Random) -> str | None:
    """Return the sentence with what it states turned into something that cannot hold beside it."""
    ways = [_swapped, _opposed, _opposed, _recounted, _recounted, _denied, _affirmed, _affirmed]
    chance.shuffle(ways)
    return next((made for way in ways if (made := way(sentence, chance)) and made != sentence), None)


def renamed(sentence: str, others: Sequence[str], chance: Random) -> str | None:
    """Return the sentence told of another name that stands in `others`, which says nothing of that name."""
    mine = [name for name in dict.fromkeys(_NAME.findall(sentence[1:])) if name not in _LABELS]
    theirs = [
        name for text in others for name in _NAME.findall(text[1:]) if name not in sentence and name not in _LABELS
    ]
    if not mine or not theirs:
        return None
    old, new = chance.choice(mine), chance.choice(sorted(set(theirs)))
    if _kind(old) != _kind(new):
        return None
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, sentence)


_LABELS = frozenset({"We", "Our", "The", "This", "These", "However", "Moreover", "Results", "Methods", "Conclusion"})


def _kind(name: str) -> bool:
    return any(char.isupper() or char.isdigit() for char in name[1:].replace(" ", ""))


def _opposed(sentence: str, chance: Random) -> str | None:
    places = [m for m in re.finditer(r"[A-Za-z]+", sentence) if m[0].lower() in ANTONYMS]
    strong = [m for m in places if m[0].lower() not in _WEAK]
    if not (strong or places):
        return None
    at = chance.choice(strong or places)
    other = ANTONYMS[at[0].lower()]
    return sentence[: at.start()] + (other.capitalize() if at[0][0].isupper() else other) + sentence[at.end() :]


def _recounted(sentence: str, chance: Random) -> str | None:
    places = [m for m in _NUMBER.finditer(sentence) if not re.fullmatch(r"(?:19|20)\d\d|[01]", m[0])]
    if not places:
        return None
    at = chance.choice(places)
    decimals = len(at[0].partition(".")[2])
    value = float(at[0].replace(",", ""))
    factor = chance.choice((0.2, 0.35, 0.5, 0.6, 1.4, 1.7, 2, 3))
    if sentence[at.end() :].lstrip().startswith("%") and value * factor > 100:
        factor = 0.4
    new = f"{value * factor:,.{decimals}f}" if "," in at[0] else f"{value * factor:.{decimals}f}"
    return sentence[: at.start()] + new + sentence[at.end() :] if new != at[0] and float(new.replace(",", "")) else None


def _denied(sentence: str, _chance: Random) -> str | None:
    at = _AUXILIARY.search(sentence)
    return sentence[: at.end()] + " not" + sentence[at.end() :] if at else None


def _affirmed(sentence: str, _chance: Random) -> str | None:
    at = _DENIED.search(sentence)
    if at:
        return sentence[: at.start()] + (at[1] or "can") + sentence[at.end() :]
    none = _NO.search(sentence)
    return sentence[: none.start()] + f"a clear {none[1]}" + sentence[none.end() :] if none else None


def _swapped(sentence: str, _chance: Random) -> str | None:
    bare = _LEAD.sub("", sentence, count=1)
    at = _BEATS.match(bare)
    if not at:
        return None
    other = at["other"][:1].upper() + at["other"][1:]
    return f"{other} {at['verb']} {_lower(at['one'])}{at['rest']}"


def _lower(text: str) -> str:
    return text if _kind(text.split(" ", 1)[0]) or text[:2] in {"A ", "I "} else text[:1].lower() + text[1:]
