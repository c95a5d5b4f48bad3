"""What the texts at hand know: terms, identifiers of papers, and words that look like one that nobody uses."""

from __future__ import annotations

from collections import defaultdict
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
        self._words: dict[str, str] = {}
        self.ids: set[str] = set()
        for paper in papers:
            self.ids.update((paper.id, *([paper.doi] if paper.doi else []), *paper.versions))
            self._texts.append(f"{paper.title} . {paper.document.text if paper.document else ''}")
            for token in prepare(self._texts[-1]).tokens:
                self._places[token.stem].add(len(self._texts) - 1)
                self._words.setdefault(token.stem, token.text.lower())

    @cached_property
    def _usual(self) -> list[str]:
        return sorted(stem for stem, places in self._places.items() if len(places) >= _OFTEN and stem.isalpha())

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
        near = process.extractOne(odd.stem, self._usual, scorer=OSA.distance, score_cutoff=_SLIPS)
        if not near or near[0][0] != odd.stem[0] or len(near[0]) < _LEAST_LETTERS - 1:
            return ""
        return term[: odd.start] + self._words[near[0]] + term[odd.end :]
