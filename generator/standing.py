"""What evidence files know of papers, whichever question learnt it: notices on them, and where a free copy lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.identity import is_preprint, own_names
from generator.ids import digest
from generator.records import Paper, SearchResult


@dataclass(frozen=True, slots=True)
class Standing:
    """By name of a record: its notices, each with whether the record is a preprint, and the address of a free copy."""

    notices: Mapping[str, tuple[tuple[bool, str], ...]] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """Return a SHA-256 over all of it."""
        return digest(repr((sorted(self.notices.items()), sorted(self.copies.items()))))

    def of(self, papers: Iterable[Paper]) -> tuple[Paper, ...]:
        """Return the papers with what is known of them; notices come after those that a paper has already."""
        return tuple(self._of(paper) for paper in papers)

    def _of(self, paper: Paper) -> Paper:
        names = own_names(paper)
        said = dict.fromkeys(one for name in names for one in self.notices.get(name, ()))
        # A preprint that was withdrawn says nothing of the article that a journal stands by.
        apart = bool(paper.doi) and not is_preprint(paper.doi)
        notices = (f"Preprint: {text}" if draft and apart else text for draft, text in said)
        copy = next((self.copies[name] for name in names if name in self.copies), "")
        whole = tuple(dict.fromkeys((*paper.notices, *notices)))
        if whole == paper.notices and (paper.open_access or not copy):
            return paper
        return replace(paper, notices=whole, open_access=paper.open_access or copy)


UNHEARD = Standing()


def standing(results: Iterable[SearchResult]) -> Standing:
    """Return what these results know; their order does not matter."""
    notices: dict[str, set[tuple[bool, str]]] = {}
    copies: dict[str, str] = {}
    for result in results:
        for paper in result.papers:
            said = {(is_preprint(paper.doi), text) for text in paper.notices}
            for name in own_names(paper) if said or not result.searched else ():
                notices.setdefault(name, set()).update(said)
                if not result.searched and paper.open_access:
                    copies[name] = min(copies.get(name, paper.open_access), paper.open_access)
    return Standing({name: tuple(sorted(said)) for name, said in notices.items() if said}, copies)
