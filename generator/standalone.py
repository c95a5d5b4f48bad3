"""Make a sentence stand alone: resolve what it leans on, or give it up.

"However, it is faster." says nothing outside its paragraph.  An opening adverb is
taken off, "We find that" is taken off, a pronoun or "our method" is replaced
by the name that the sentence before or the title gives.  What remains unclear gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.names import find_names
from generator.records import Vocabulary

MIN_WORDS, MAX_WORDS = 5, 90
MAX_CHARACTERS = 700

_SECTION = (
    r"(?:BACKGROUND|INTRODUCTION|OBJECTIVES?|AIMS?|(?:MATERIALS AND )?METHODS?|RESULTS?|FINDINGS|CONCLUSIONS?|"
    r"INTERPRETATION|PURPOSE|SIGNIFICANCE)"
)
_LABEL = re.compile(rf"(?i:{_SECTION}(?:(?: and | & |/)[a-z ]{{3,30}})?)\s*:\s*(?=\S)|{_SECTION}\s+(?=[A-Z])")
_ADVERB = re.compile(
    r"(?:(?:However|In addition|Specifically|Overall|In contrast|In particular|Meanwhile|In summary|In conclusion|"
    r"As a result|Besides|Also|Then|Lastly|First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Surprisingly|Remarkably|Crucially|"
    r"On the other hand|On the contrary|Conversely|Nonetheless|Together|Taken together|For example|Instead|"
    r"Of note|For instance|More specifically|More importantly),|(?:Moreover|Thus|"
    r"Furthermore|Additionally|Finally|Notably|Interestingly|Importantly|Therefore|Hence|Consequently|Nevertheless|"
    r"Indeed),?)\s+",
)
_HERE = r"(?:(?:Here|In this (?:paper|work|study|article|report)),?\s+)?"
_REPORTING = re.compile(
    rf"{_HERE}(?:[Ww]e|"
    r"[Oo]ur (?:\w+ ){0,2}?(?:results|experiments|findings|analysis|analyses|study|evaluation|data)|"
    r"(?:The|These) (?:\w+ ){0,2}?(?:results|findings|experiments)|"
    r"(?:Experimental |Extensive )?(?:[Rr]esults|[Ee]xperiments)|This (?:study|paper|work))"
    r"(?:\s(?:on|of|from|across|in|with)\s[^,]{1,80}?)?\s(?:also\s|further\s|empirically\s|clearly\s)?"
    r"(?:find|found|show|showed|shows|demonstrate|demonstrated|demonstrates|report|observe|observed|conclude|concluded|"
    r"indicate|indicates|indicated|suggest|suggests|suggested|reveal|revealed|reveals|confirm|confirmed)\s+that\s+",
)
_VERB_NEXT = r"(?=\s(?:is|are|was|were|has|have|can|also|\w+(?:s|ed)\b))"
_PRONOUN = re.compile(
    r"(?:It|(?:This|The|Our|The proposed|Our proposed) (?:method|approach|model|framework|system|technique|tool|"
    rf"algorithm|strategy)){_VERB_NEXT}"
)
# "It is known that ..." has no subject to be named.
_EMPTY_IT = re.compile(
    r"It\s(?:is|was|has been|remains|seems|appears|turns out)\s(?:\w+\s){0,3}?"
    r"(?:that|whether|why|how|unclear|clear|possible|impossible|important|necessary|hard|difficult|easy)\b"
)
_PRESENTS = re.compile(r"(?:$|We\b|Our\b|In this\b|This (?:paper|work|study|article)\b)")
_DANGLING = re.compile(
    r"(?:It|Its|They|Their|Them|This|These|Those|That|Such|He|She|His|Her|We|Our|I|My|Both|Here|There|One|Another|"
    r"The (?:same|latter|former|other|others|first|second|above|following|resulting|proposed|two|three|authors|"
    r"approach|method|framework|technique|reason|idea|gain|difference|"
    r"(?:(?:experimental )?results?|findings|experiments|analysis|evaluation|study|paper|goal|aim)"
    r"(?! (?:of|on|for|in) [A-Z]))|All (?:approaches|methods|models|systems|of them)|"
    r"Further (?:improvements?|enhancements?|gains?|analys[ie]s|experiments?|work|research|studies))\b",
)
_LEANING = re.compile(
    rf"The (?:benchmark|dataset){_VERB_NEXT}|(?:[\w-]+ ){{1,3}}(?:this|these|those)\b|"
    r"[^,;:]{5,60} (?:(?:this|these) (?!(?:is|are|was|were|can|may)\b)|those (?!(?:of|who|that|which|with|in|from|on|"
    r"for|by|without)\b))[a-z]|"
    r"\w[^,]*,\s(?:it|they)\s"
)
# What was sought and not found is a result too: "we found no difference between the two".
_FOUND_NONE = re.compile(
    rf"{_HERE}[Ww]e\s(?:found|find|observed|observe|saw|see|"
    r"detected|noted)\s(?=(?:no|little|neither)\s)"
)
_OWN = re.compile(
    r"\b(?:we|ours?|(?-i:us)|this (?:paper|work|study|article)|the (?:present|current) (?:paper|work|study))\b",
    re.IGNORECASE,
)


_OPENINGS = (
    (_LABEL, "section label"),
    (_ADVERB, "opening word"),
    (_REPORTING, "reporting phrase"),
    (_ADVERB, "opening word"),
    (_FOUND_NONE, "reporting phrase"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence that stands alone, and what was done to make it so (empty: nothing)."""

    text: str
    resolved: str = ""


def standalone(sentence: str, before: str, title: str, vocabulary: Vocabulary) -> Standing | None:
    """Return `sentence` made self-contained, or None when it cannot be, is cut off, a question, too short or too long.

    `before` is the sentence in front of it, itself made to stand alone where it can be; empty for the first one.
    """
    text, done = " ".join(sentence.split()), []
    for pattern, name in _OPENINGS:
        match = pattern.match(text)
        if match:
            done.append(f"{name} “{match[0].strip()}” left out")
            text = _capital(text[match.end() :])
    pronoun = _PRONOUN.match(text)
    if pronoun:
        subject = None if _EMPTY_IT.match(text) else _subject(pronoun[0], before, title, vocabulary)
        if subject is None:
            return None
        done.append(f"“{pronoun[0]}” resolved to {subject}")
        text = subject + text[pronoun.end() :]
    return Standing(text, "; ".join(done)) if _stands(text) else None


def _stands(text: str) -> bool:
    words = text.split()
    return (
        MIN_WORDS <= len(words) <= MAX_WORDS
        and len(text) <= MAX_CHARACTERS
        and text[-1:] in {".", "!", ")", "”"}
        and not text.endswith("..")
        and not (_DANGLING.match(text) or _LEANING.match(text))
        and not _OWN.search(text)
        and text.count("(") == text.count(")")
        and (text[0].isupper() or text[0].isdigit() or any(char.isdigit() or char.isupper() for char in words[0]))
    )


def _capital(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if any(char.isupper() for char in first) else text[:1].upper() + text[1:]


def _subject(pronoun: str, before: str, title: str, vocabulary: Vocabulary) -> str | None:
    """Return the name that opens the sentence before, or the name that the title puts in front of its colon.

    "Our method" is what the title names; "it" too, right after the authors present their own work.
    """
    own = "Our" in pronoun or "proposed" in pronoun
    named = title.partition(":")[0] if ":" in title and (own or _PRESENTS.match(before)) else ""
    for text in ("" if own else before, named):
        names = find_names(text, vocabulary)
        if names and names[0].start == 0:
            return names[0].name
    return None
