"""What the texts at hand know: terms, identifiers of papers, and words that look like one that nobody uses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from generator.records import Paper
from generator.text import occurrences, prepare, tokens

# A shorter word is one slip away from too many others.
_LEAST_LETTERS, _SLIPS = 6, 1
_OFTEN = 3


class AtHand:
    """The papers of the library and of the locked searches, to be asked for words."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        """Index the stems of titles and texts."""
        self._texts: list[str] = []
        self._places: dict[str, set[int]] = defaultdict(set)
        self._words: Counter[str] = Counter()
        self.ids: set[str] = set()
        for paper in papers:
            self.ids.update((paper.id, *([paper.doi] if paper.doi else []), *paper.versions))
            self._texts.append(f"{paper.title} . {paper.document.text if paper.document else ''}")
            parts = prepare(self._texts[-1]).tokens
            self._words.update({token.text.lower() for token in parts})
            for token in parts:
                self._places[token.stem].add(len(self._texts) - 1)

    @cached_property
    def _usual(self) -> list[str]:
        return sorted(word for word, texts in self._words.items() if texts >= _OFTEN and len(word) >= _LEAST_LETTERS)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self._texts)

    def count(self, term: str) -> int:
        """Return how many texts use `term`, as search and screening find it: word by word, by stem."""
        stems = [token.stem for token in tokens(term)]
        if not stems:
            return 0
        places = set.intersection(*(self._places.get(stem, set()) for stem in stems))
        return sum(bool(occurrences(term, prepare(self._texts[place]))) for place in places)

    def meant(self, term: str) -> str:
        """Return the term with the one word of it that no text uses put right, else an empty text.

        Only a slip is put right: one letter too many, too few, other, or two exchanged, in a word of at least six
        letters, where the word that was meant is used by three texts or more.
        """
        parts = [token for token in tokens(term) if token.stem not in self._places]
        if len(parts) != 1 or len(parts[0].text) < _LEAST_LETTERS or not parts[0].text.isalpha():
            return ""
        odd = parts[0]
        near = process.extractOne(odd.text.lower(), self._usual, scorer=OSA.distance, score_cutoff=_SLIPS)
        if not near or near[0][0] != odd.text[0].lower():
            return ""
        return term[: odd.start] + near[0] + term[odd.end :]
