"""Read the embedded literature, `corpus/library/*`, and search it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator import paperfile
from generator.errors import InvalidInput, Problem
from generator.foreign import is_foreign, read_foreign
from generator.formats import FORMATS, Reader, read_format, sidecar
from generator.fulltext import FullText
from generator.ids import digest
from generator.jsonlines import read_json_lines
from generator.located import Located, quoted
from generator.merge import fill
from generator.paperfile import COMPLETES, LEVELS, read_paper
from generator.records import Document, Paper
from generator.textfile import list_files, shown
from generator.yamlfile import read_yaml_list

CODES: Mapping[str, str] = {
    **paperfile.CODES,
    "L020": "a file of the library is of a kind that is not read",
    "L021": "a DOI stands in two records",
    "L022": "two records without a DOI have the same id or title",
}
FOLDER = "library"
INDEX_FILE = "library.fts"

READERS: Mapping[str, Reader] = {".jsonl": read_json_lines, ".yaml": read_yaml_list}


class Library:
    """The papers at hand, by id, and a full-text search over titles and texts."""

    def __init__(self, papers: Iterable[Paper], cache: Path | None = None, left_out: tuple[Problem, ...] = ()) -> None:
        """Hold `papers`; their index is made by the first query and kept in the folder `cache`.

        `left_out` is what could not be read in files that other programs wrote.
        """
        self.left_out = left_out
        self.papers = tuple(sorted(papers, key=lambda paper: paper.id))
        self.hash = digest(*map(_content_hash, self.papers))
        self._by_id = {paper.id: paper for paper in self.papers}
        self._cache = cache
        self._index: FullText | None = None
        self._texts: dict[str, Document] | None = None

    def query(self, match: str, limit: int) -> tuple[int, tuple[Paper, ...]]:
        """Return the number of all hits of the FTS5 query and the best `limit` papers.

        Raises:
            ValueError: `match` is not an FTS5 query.
        """
        if self._index is None:
            self._index = FullText(map(_words, self.papers), self._cache and self._cache / INDEX_FILE)
        total, best = self._index.query(match, limit)
        return total, tuple(self._by_id[name] for name in best)

    def text(self, sha256: str) -> Document | None:
        """Return the document of a paper whose text has this SHA-256, None where there is none."""
        if self._texts is None:
            documents = (paper.document for paper in self.papers if paper.document)
            self._texts = {digest(document.text): document for document in documents}
        return self._texts.get(sha256)

    def __getstate__(self) -> dict[str, object]:
        """Leave behind the open index, which cannot travel to another process, and what is made again quickly."""
        return {**self.__dict__, "_index": None, "_texts": None}


def load_library(corpus: Path, cache: Path | None = None) -> Library:
    """Return the library of the corpus; its index is kept in the folder `cache`, if one is given.

    What is broken in a file that another program wrote is left out, and the library says so.

    Raises:
        InvalidInput: any record that somebody wrote here holds a mistake; with all mistakes of all such files.
    """
    papers, problems = read_library(corpus, cache)
    if own := tuple(problem for problem in problems if not is_foreign(problem.file)):
        raise InvalidInput(own)
    return Library(papers, cache, problems)


def read_library(corpus: Path, cache: Path | None = None) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """Return the valid papers of the library, by id, and every mistake of every file.

    Files that people wrote here come first.  A record that completes another, or comes from elsewhere, joins
    the one of its id: it fills gaps, and the fuller text is kept.  The folder `cache` keeps what files of other
    programs hold.
    """
    papers: dict[str, Paper] = {}
    problems: list[Problem] = []
    try:
        paths = list_files(corpus / FOLDER)
    except InvalidInput as error:
        return (), error.problems
    described = {sidecar(path) for path in paths if path.suffix.lower() == ".pdf"}
    own = [path for path in paths if not is_foreign(path.name) and path not in described]
    places: dict[str, Located] = {}
    more: list[Paper] = []
    for path in own:
        records, faults = read_file(path, corpus)
        problems += faults
        for record in records:
            paper, mistakes = read_paper(record)
            problems += mistakes
            if paper and COMPLETES in record.data:
                more.append(paper)
            elif paper and paper.id in papers:
                problems.append(_twice(paper, record, places[paper.id]))
            elif paper:
                papers[paper.id], places[paper.id] = paper, record
    for path in (path for path in paths if is_foreign(path.name)):
        found = read_foreign(path, corpus, cache)
        problems += found.problems
        more += found.papers
    for paper in more:
        papers[paper.id] = _joined(papers[paper.id], paper) if paper.id in papers else paper
    return tuple(papers[name] for name in sorted(papers)), tuple(sorted(problems))


def read_file(path: Path, within: Path) -> tuple[tuple[Located, ...], tuple[Problem, ...]]:
    """Return the records of one file, not yet checked, and what is wrong with the others."""
    reader = READERS.get(path.suffix, read_format if is_foreign(path.name) else None)
    if reader is None:
        hint = f"the library reads {', '.join((*READERS, *FORMATS))}"
        return (), (Problem(shown(path), 0, 0, "L020", f"files named {quoted(path.suffix)} are not read", hint),)
    return reader(path, within)


def fullness(paper: Paper) -> int:
    """Return how much of its text is held: -1 none, 0 a note, 1 the abstract, 2 all of it."""
    return list(LEVELS.values()).index(paper.document.level) if paper.document else -1


def _joined(first: Paper, second: Paper) -> Paper:
    return replace(
        fill(first, second),
        document=max(first, second, key=fullness).document,
        versions=tuple(dict.fromkeys((*first.versions, *second.versions))),
        notices=tuple(dict.fromkeys((*first.notices, *second.notices))),
    )


def _twice(paper: Paper, record: Located, first: Located) -> Problem:
    line, _ = first.find(())
    if paper.doi:
        message = f"the DOI {paper.doi} already stands in {first.file}:{line}"
        return record.problem(("doi",), "L021", message, "merge the records")
    where = "id" if record.data.get("id") else "title"
    message = f"a record with this {where} already stands in {first.file}:{line}"
    return record.problem((where,), "L022", message, "merge the records, or give them an `id` each")


def _words(paper: Paper) -> tuple[str, str, str]:
    return paper.id, paper.title, paper.document.text if paper.document else ""


def _content_hash(paper: Paper) -> str:
    """Return a SHA-256 over everything that the record says."""
    document = paper.document
    content = [
        *(paper.id, paper.title, paper.doi, [(author.family, author.given) for author in paper.authors]),
        *(paper.year, paper.venue, paper.url, paper.versions, paper.notices, paper.found_by),
        *(paper.ids, paper.open_access, paper.decided),
        *((document.level, document.text, document.sentences) if document else ()),
    ]
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()
