"""The whereabouts of a paper in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts import listing, many
from generator.terminal import Style, heading, listed, toned, wrapped
from generator.whereabouts import Said, Whereabouts

_MOST_WORDS = 12
_MOST_PARTS = 8
_INDENT = 4
_TONES = {"included": "good", "excluded": "bad", "not found": "bad", "not at hand": "bad"}


def explained(paper: Whereabouts, style: Style) -> Iterator[str]:
    """Yield the lines that say why a paper is in the report, or why it is not."""
    first, *rest = wrapped(style, f"{paper.asked}: {_verdict(paper)}")
    yield toned(style, _TONES[paper.state], first)
    yield from rest
    if paper.state == "not at hand":
        yield from listed(style, (("-", told) for told in _unknown(paper)), _INDENT)
        return
    yield from wrapped(style, f"{paper.title} ({paper.year or 'no year'})")
    yield from listed(style, (("-", told) for told in _record(paper)), _INDENT)
    yield from heading(style, "How it was found")
    yield from listed(style, (("-", told) for told in _found(paper)), _INDENT)
    if paper.parts:
        told = f"rank {paper.rank} of {paper.of}; {paper.share:.0%} of the best paper's score, made of"
        yield from heading(style, "Score", told)
        yield from listed(style, _parts(paper), 8)
    yield from heading(style, "Words of the question")
    yield from listed(style, (("-", _words(said)) for said in paper.says), _INDENT)


def _verdict(paper: Whereabouts) -> str:
    if paper.state == "not found":
        return "not in the report, for no search of the question found it"
    if paper.state == "not at hand":
        return "nothing that is at hand for this question goes by this name"
    return f"{paper.state}: {paper.reason}{f' ({paper.detail})' if paper.detail else ''}"


def _unknown(paper: Whereabouts) -> Iterator[str]:
    if paper.elsewhere:
        yield (
            f"the locked searches of {listing(paper.elsewhere[:5])} hold it, but a question sees only its own and the "
            "library; `refresh` searches for this one, or add the paper to the library"
        )
    if paper.near:
        yield f"did you mean {listing(paper.near, 'or')}?"
    if not paper.elsewhere:
        yield "`must_include` asks the services for a DOI with the next `refresh`; or add the paper to the library"


def _record(paper: Whereabouts) -> Iterator[str]:
    text = f"{paper.level} of {paper.characters:,} characters" if paper.level else "no text, only the title"
    yield f"held as {paper.id}: {text}"
    if paper.merged:
        more = f" and {len(paper.merged) - 5} more" if len(paper.merged) > 5 else ""
        yield f"the same work goes by {', '.join(paper.merged[:5])}{more}"
    yield from paper.decided
    yield from (f"notice: {notice}" for notice in paper.notices)
    if paper.claims:
        yield f"states {', '.join(f'claim {number} ({verdict})' for number, verdict in paper.claims)}"
    elif paper.state == "included":
        yield "states no claim that the report prints"


def _found(paper: Whereabouts) -> Iterator[str]:
    for held in paper.held:
        yield f"{held.source}: record {held.place} of {held.of} in the locked search of {held.date or 'no date'}"
    if paper.hits and not any(hit.place for hit in paper.hits):
        yield f"library: none of {many(len(paper.hits), 'query', 'queries')} matches it"
    for hit in paper.hits:
        if hit.place:
            cut = "" if hit.place <= hit.taken else f"; only the best {hit.taken} were taken"
            yield f"library, query “{hit.query}”: place {hit.place} of {many(hit.hits, 'hit')}{cut}"
    if paper.in_library and not paper.hits:
        yield f"it lies in the library, which was not searched: the question asks {listing(paper.searched) or 'nobody'}"


def _parts(paper: Whereabouts) -> Iterator[tuple[str, str]]:
    said = sorted((part for part in paper.parts if part[1] > 0), key=lambda part: -part[1])
    for label, share in said[:_MOST_PARTS]:
        yield f"{share:4.0%}", label
    if len(said) > _MOST_PARTS:
        yield f"{sum(share for _, share in said[_MOST_PARTS:]):4.0%}", many(len(said) - _MOST_PARTS, "other part")


def _words(said: Said) -> str:
    uses = f"uses {_some(said.uses)}" if said.uses else ""
    lacks = f"lacks {_some(said.lacks)}" if said.lacks else ""
    return f"{said.concept}: {'; '.join(filter(None, (uses, lacks)))}"


def _some(words: tuple[str, ...]) -> str:
    more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
    return ", ".join(words[:_MOST_WORDS]) + more
