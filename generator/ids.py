"""Identifiers, parsed in one place: DOIs, slugs, claim ids and title keys."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NewType
from urllib.parse import quote

Doi = NewType("Doi", str)

# Older DOIs hold a SICI, which brackets its middle: 15/16<1661::AID-SIM968>3.0.CO;2-2.
_DOI = re.compile(r"10\.\d{4,9}/(?=.{1,250}\Z)(?:[^\s\"<>|\\^`{}]|<[^\s\"<>|\\^`{}]+>)+")
_DOI_PREFIXES = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:")
_ARXIV = re.compile(r"(?:arxiv:\s*|https?://arxiv\.org/(?:abs|pdf)/)(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?", re.IGNORECASE)
_MAX_SLUG = 120
_RESERVED_SLUGS = frozenset({"index", ".", "..", ""})


def parse_doi(text: str) -> Doi | None:
    """Return the DOI that `text` writes, lower-case and without resolver, or None.

    An arXiv id or address gives arXiv's own DOI, `10.48550/arxiv.<id>`.
    """
    value = unicodedata.normalize("NFKC", text).strip().lower()
    arxiv = _ARXIV.fullmatch(value)
    if arxiv:
        return Doi(f"10.48550/arxiv.{arxiv[1]}")
    for prefix in _DOI_PREFIXES:
        value = value.removeprefix(prefix)
    value = value.strip()
    return Doi(value) if _DOI.fullmatch(value) else None


def doi_url(doi: str) -> str:
    """Return the address that resolves `doi`."""
    return "https://doi.org/" + quote(doi, safe="/:;()._-")


def digest(*parts: str, length: int = 64) -> str:
    """Return the first `length` hex digits of the SHA-256 over `parts`, kept apart."""
    body = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(body).hexdigest()[:length]


def slug(key: str) -> str:
    """Return `key` as a file name: lower-case, all outside `[a-z0-9.-]` turned into `_`."""
    flat = re.sub(r"[^a-z0-9.-]", "_", key.lower())
    # A name that ends like a format would give two exported files one path: x.csl + .json, x + .csl.json.
    if flat in _RESERVED_SLUGS or flat.startswith(".") or flat.endswith(".csl"):
        return f"_{flat.lstrip('.')}-{digest(key, length=6)}"
    if len(flat) > _MAX_SLUG:
        return f"{flat[:_MAX_SLUG]}-{digest(key, length=6)}"
    return flat


def slugs(keys: Iterable[str]) -> Mapping[str, str]:
    """Return a slug for each of `keys`; those that would collide get a short hash each."""
    wanted = {key: slug(key) for key in sorted(set(keys))}
    taken: dict[str, list[str]] = {}
    for key, name in wanted.items():
        taken.setdefault(name, []).append(key)
    return {key: name if len(taken[name]) == 1 else f"{name}-{digest(key, length=6)}" for key, name in wanted.items()}


def claim_id(paper: str, text: str) -> str:
    """Return the id of a claim: a hash of its paper and wording, the same in every report."""
    return digest(paper, " ".join(text.split()), length=10)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return `text` in lower case, without accents, punctuation or repeated spaces."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", letters.lower()))


def title_key(title: str, year: int | None) -> str:
    """Return what two records of one work share when neither has a DOI."""
    return f"{fold(title)} {year or ''}".strip()
