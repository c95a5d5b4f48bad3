"""Readers of what other programs write: BibTeX, RIS, CSL-JSON, PubMed and JATS XML, PDF.

Each gives records with the keys of `paperfile`, so that one place checks them
all.  A broken entry is a problem with its place, and the rest of the file is
used.  Only the reader of a kind that is met is imported: some need a second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from generator.errors import Problem
from generator.located import Located

CODES: Mapping[str, str] = {
    "I001": "an entry is broken",
    "I002": "a field is given twice",
    "I003": "a name stands for a text that is given nowhere",
    "I004": "a cross-reference leads to no entry",
    "I005": "a value cannot be used",
    "I006": "the file holds no entry",
    "I007": "the file holds too many entries or mistakes",
    "I008": "a text is too long",
    "I009": "the file is XML of a kind that is not read",
    "I010": "the file is no PDF that can be read",
    "I011": "a page of a PDF cannot be read",
    "I012": "a PDF does not say for certain which paper it is",
    "I013": "a PDF holds no text",
}
Reader = Callable[[Path, Path], tuple[tuple[Located, ...], tuple[Problem, ...]]]
FORMATS: Mapping[str, str] = {
    ".bib": "bibtex",
    ".ris": "ris",
    ".json": "csl_json",
    ".xml": "xml",
    ".nxml": "xml",
    ".pdf": "pdf",
}


def read_format(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the records of the file at `path`, whose suffix is one of `FORMATS`, and what is wrong in it."""
    read: Reader = import_module(f"generator.formats.{FORMATS[path.suffix.lower()]}").read
    return read(path, within)


def sidecar(path: Path) -> Path:
    """Return the file that says which paper the PDF at `path` is, whether it is there or not."""
    return path.with_suffix(".yaml")
