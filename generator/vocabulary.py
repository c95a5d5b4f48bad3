"""corpus/vocabulary/*.yaml -> Vocabulary, or every Problem at once.

Each file may hold any of the lists; lists of the same name in several files
are joined in the order of the file names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from generator.errors import InvalidInput, Problem
from generator.ids import digest
from generator.located import Located, Where, closest, quoted
from generator.records import Benchmark, Metric, Term, Vocabulary
from generator.textfile import list_files, shown
from generator.yamlfile import read_yaml

CODES: Mapping[str, str] = {
    "V001": "a key that a vocabulary file does not have",
    "V002": "a list stands where another kind of value belongs, or the other way round",
    "V003": "an entry has no name, or a word is empty",
    "V004": "a name or synonym is given twice in one list",
    "V005": "a word is longer than 80 characters",
    "V006": "a benchmark names a metric that the vocabulary does not have",
    "V007": "a file of the vocabulary is of a kind that is not read",
}
MAX_WORD = 80
_TERMS = ("benchmarks", "metrics", "languages", "settings", "concepts", "units", "topics")
_WORDS = ("up", "down", "plain", "models", "tasks")
_FIELDS = {"metrics": ("name", "synonyms", "units", "implied"), "benchmarks": ("name", "synonyms", "metric")}
_TERM_FIELDS = ("name", "synonyms")


def shipped_corpus() -> Path:
    """Return the folder whose vocabulary comes with the package: its data once installed, corpus/ in a checkout."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if (installed / "vocabulary").is_dir() else package.parent / "corpus"


def load_vocabulary(corpus: Path) -> Vocabulary:
    """Return the vocabulary of `corpus`.

    Raises InvalidInput with every problem when a file cannot be used.
    """
    vocabulary, problems = read_vocabulary(corpus)
    if problems:
        raise InvalidInput(problems)
    return vocabulary


def read_vocabulary(corpus: Path) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Return what can be read of the vocabulary, and every problem of its files; an absent folder is empty."""
    reader = _Reader()
    try:
        paths = list_files(corpus / "vocabulary")
    except InvalidInput as error:
        return Vocabulary(), error.problems
    for path in paths:
        if path.suffix != ".yaml":
            reader.problems.append(Problem(shown(path), 0, 0, "V007", "not a .yaml file", "rename or remove it"))
            continue
        located, problems = read_yaml(path, corpus)
        reader.problems.extend(problems)
        if located:
            reader.read(located)
    return reader.vocabulary(), tuple(reader.problems)


class _Reader:
    """Gathers the lists of all files and the problems met on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.terms: dict[str, list[Term]] = {name: [] for name in _TERMS}
        self.words: dict[str, list[str]] = {name: [] for name in _WORDS}
        self.conventions: list[tuple[Located, Where, str]] = []

    def read(self, file: Located) -> None:
        for key, value in file.data.items():
            if key in _TERMS:
                self._terms(file, key, value)
            elif key in _WORDS:
                self.words[key].extend(self._strings(file, (key,), value))
            else:
                self._add(file, (key,), "V001", f"unknown key {quoted(key)}", closest(key, _TERMS + _WORDS), key=True)

    def _terms(self, file: Located, kind: str, value: object) -> None:
        if not isinstance(value, list):
            self._add(file, (kind,), "V002", f"{kind} is not a list", "start each entry with `- `")
            return
        known = {spelling.lower() for term in self.terms[kind] for spelling in term.spellings}
        for place, entry in enumerate(value):
            term = self._term(file, (kind, place), entry, _FIELDS.get(kind, _TERM_FIELDS))
            if term is None:
                continue
            for spelling in term.spellings:
                if spelling.lower() in known:
                    self._add(file, (kind, place), "V004", f"{quoted(spelling)} is given twice in {kind}", "remove one")
                known.add(spelling.lower())
            self.terms[kind].append(term)

    def _term(self, file: Located, where: Where, entry: object, fields: tuple[str, ...]) -> Term | None:
        if isinstance(entry, str):
            entry = {"name": entry}
        if not isinstance(entry, Mapping):
            self._add(file, where, "V002", "an entry is neither a word nor a mapping", "write `- {name: ...}`")
            return None
        for key in entry:
            if key not in fields:
                self._add(file, (*where, key), "V001", f"unknown key {quoted(key)}", closest(key, fields), key=True)
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            self._add(file, where, "V003", "an entry has no name", "add `name: ...`")
            return None
        synonyms = self._strings(file, (*where, "synonyms"), entry.get("synonyms") or [])
        self._strings(file, (*where, "name"), [name])
        if "units" in fields:
            units = self._strings(file, (*where, "units"), entry.get("units") or [])
            return Metric(name=name, synonyms=synonyms, units=units, implied=self._implied(file, where, entry))
        if "metric" in fields:
            return Benchmark(name=name, synonyms=synonyms, metric=self._convention(file, where, entry))
        return Term(name=name, synonyms=synonyms)

    def _implied(self, file: Located, where: Where, entry: Mapping[str, object]) -> bool:
        value = entry.get("implied")
        if value not in (None, "true", "false"):
            self._add(file, (*where, "implied"), "V002", "implied is neither true nor false", "write `implied: true`")
        return value == "true"

    def _convention(self, file: Located, where: Where, entry: Mapping[str, object]) -> str | None:
        """Return the metric that a benchmark names; whether there is one is known when all files are read."""
        value = entry.get("metric")
        if value is None:
            return None
        if not isinstance(value, str):
            self._add(file, (*where, "metric"), "V002", "metric is not a word", "write the name of one metric")
            return None
        self.conventions.append((file, (*where, "metric"), value))
        return value

    def _strings(self, file: Located, where: Where, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._add(file, where, "V002", f"{where[-1]} is not a list of words", "write `[one, two]`")
            return ()
        for place, item in enumerate(value):
            if not item.strip():
                self._add(file, (*where, place), "V003", f"a word of {where[-1]} is empty", "remove it")
            if len(item) > MAX_WORD:
                message = f"{quoted(item)} is longer than {MAX_WORD} characters"
                self._add(file, (*where, place), "V005", message, "shorten it")
        return tuple(value)

    def _add(self, file: Located, where: Where, code: str, message: str, hint: str, *, key: bool = False) -> None:
        self.problems.append(file.problem(where, code, message, hint, key=key))

    def vocabulary(self) -> Vocabulary:
        metrics = tuple(term for term in self.terms["metrics"] if isinstance(term, Metric))
        known = {metric.name for metric in metrics}
        for file, where, name in self.conventions:
            if name not in known:
                self._add(file, where, "V006", f"no metric is called {quoted(name)}", closest(name, known))
        made = Vocabulary(
            benchmarks=tuple(term for term in self.terms["benchmarks"] if isinstance(term, Benchmark)),
            metrics=metrics,
            languages=tuple(self.terms["languages"]),
            settings=tuple(self.terms["settings"]),
            concepts=tuple(self.terms["concepts"]),
            units=tuple(self.terms["units"]),
            topics=tuple(self.terms["topics"]),
            up=tuple(dict.fromkeys(self.words["up"])),
            down=tuple(dict.fromkeys(self.words["down"])),
            plain=tuple(dict.fromkeys(self.words["plain"])),
            models=tuple(dict.fromkeys(self.words["models"])),
            tasks=tuple(dict.fromkeys(self.words["tasks"])),
        )
        return _hashed(made)


def _hashed(made: Vocabulary) -> Vocabulary:
    return replace(made, hash=digest(*(repr(getattr(made, field.name)) for field in fields(made))))
