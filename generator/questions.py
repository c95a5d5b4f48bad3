"""Read the questions of a corpus: `corpus/questions/*.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import specs
from generator.errors import InvalidInput, Problem
from generator.located import Located, Where, closest, quoted
from generator.records import Limits, Outcome, Question, Rule
from generator.specs import KNOWN_SOURCES, QuestionSpec, RuleSpec, read_spec
from generator.textfile import list_files, shown
from generator.yamlfile import read_yaml

__all__ = [
    "CODES",
    "KNOWN_SOURCES",
    "broken_ids",
    "is_of_another",
    "load_questions",
    "read_question",
    "read_questions",
]

CODES: Mapping[str, str] = {
    **specs.CODES,
    "Q018": "an id or alias is already taken by another question",
    "Q019": "`replaced_by` names no question that the site shows",
    "Q020": "`replaced_by` leads in a circle",
    "Q021": "the folder of questions holds something that is not read",
    "Q022": "the corpus is not there",
}
FOLDER = "questions"
# Folders of the corpus with a file for each question.
_OF_QUESTIONS = frozenset({FOLDER, "evidence", "judgements", "overrides"})


@dataclass(frozen=True, slots=True)
class _File:
    """One question file: its id even where the rest of it is wrong, and the question where all is right."""

    id: str
    name: str
    located: Located | None = None
    question: Question | None = None


def load_questions(corpus: Path) -> tuple[Question, ...]:
    """Return all questions of the corpus, by id.

    Raises:
        InvalidInput: any question file holds a mistake; with all mistakes of all files.
    """
    questions, problems = read_questions(corpus)
    if problems:
        raise InvalidInput(problems)
    return questions


def read_questions(corpus: Path) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """Return the valid questions of the corpus, by id, and every mistake of every question file."""
    if not corpus.is_dir():
        return (), (Problem(shown(corpus), 0, 0, "Q022", "there is no such corpus folder", "check the path"),)
    try:
        paths = list_files(corpus / FOLDER)
    except InvalidInput as error:
        return (), error.problems
    files: list[_File] = []
    problems: list[Problem] = []
    for path in paths:
        file, found = _read(path, corpus)
        files += [file] if file else []
        problems += found
    across = tuple(_across(files))
    wrong = {problem.file for problem in across}
    questions = [file.question for file in files if file.question and shown(corpus / file.name) not in wrong]
    return tuple(sorted(questions, key=lambda question: question.id)), tuple(sorted((*problems, *across)))


def broken_ids(corpus: Path, problems: Iterable[Problem]) -> frozenset[str]:
    """Return the names of the question files that have `problems`: what belongs to them is not to be called lost."""
    folder = corpus / FOLDER
    wrong = {problem.file for problem in problems}
    return frozenset(path.stem for path in folder.glob("*.yaml") if shown(path) in wrong)


def read_question(path: Path) -> tuple[Question | None, tuple[Problem, ...]]:
    """Return the question of one file, which may lie anywhere, and its mistakes; None where there are any.

    What only shows beside the other files of a corpus is not looked at.
    """
    file, problems = _read(path, path.parent)
    return (file.question if file and not problems else None), tuple(sorted(problems))


def is_of_another(file: str, question: str) -> bool:
    """Return whether a file, named as problems name it, belongs to another question than the one of that id."""
    path = Path(file)
    return path.parent.name in _OF_QUESTIONS and path.stem != question


def _read(path: Path, corpus: Path) -> tuple[_File | None, tuple[Problem, ...]]:
    name = f"{FOLDER}/{shown(Path(path.name))}"
    if path.suffix != ".yaml":
        hint = "rename it to .yaml" if path.suffix.lower() in {".yml", ".yaml"} else "move it elsewhere"
        return None, (Problem(shown(path), 0, 0, "Q021", "only files that end in .yaml are read here", hint),)
    located, faults = read_yaml(path, corpus)
    if located is None:
        return _File(path.stem, name), faults
    given = located.data.get("id")
    spec, mistakes = read_spec(located, path.stem)
    identity = given if isinstance(given, str) else path.stem
    question = _question(spec, name, located.source_hash) if spec and not faults else None
    return _File(identity, name, located, question), (*faults, *mistakes)


def _across(files: Sequence[_File]) -> Iterator[Problem]:
    """Yield the mistakes that only show when all files are known."""
    owners: dict[str, _File] = {}
    for file in files:
        first = owners.setdefault(file.id, file)
        if first is not file and file.located:
            yield _taken(file.located, ("id",), file.id, first)
    for file in files:
        for index, alias in enumerate(_texts(file, "aliases")):
            first = owners.setdefault(alias, file)
            if file.located and (first is not file or alias == file.id):
                yield _taken(file.located, ("aliases", index), alias, first)
    yield from _replacements({file.id: file for file in reversed(files)})


def _taken(located: Located, where: Where, name: str, first: _File) -> Problem:
    return located.problem(where, "Q018", f"{quoted(name)} is already taken by {first.name}", "choose another")


def _texts(file: _File, key: str) -> Iterator[str]:
    values = file.located.data.get(key) if file.located else None
    yield from (str(value) for value in (values if isinstance(values, list) else []))


def _replacements(files: Mapping[str, _File]) -> Iterator[Problem]:
    after = {name: _replacement(file) for name, file in files.items()}
    for name, file in files.items():
        target = after[name]
        if target is None or file.located is None:
            continue
        if target not in files:
            hint = closest(target, sorted(set(files) - {name}))
            yield file.located.problem(("replaced_by",), "Q019", f"no question is called {quoted(target)}", hint)
        elif (successor := files[target].question) and successor.status == "draft":
            message = f"{quoted(target)} is a draft, which the site does not show"
            yield file.located.problem(("replaced_by",), "Q019", message, "publish it first, or leave the pointer out")
        elif name in _chain(target, after):
            yield file.located.problem(("replaced_by",), "Q020", CODES["Q020"], "let the newest question stand alone")


def _replacement(file: _File) -> str | None:
    value = file.located.data.get("replaced_by") if file.located else None
    return value if isinstance(value, str) else None


def _chain(name: str | None, after: Mapping[str, str | None]) -> set[str]:
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        name = after.get(name)
    return seen


def _question(spec: QuestionSpec, name: str, source_hash: str) -> Question:
    return Question(
        id=spec.id,
        title=spec.title,
        question=spec.question,
        authors=tuple(spec.authors),
        published=spec.published or None,
        updated=spec.updated or None,
        status=spec.status,
        outcomes=tuple(Outcome(name=item.name, terms=tuple(item.terms)) for item in spec.outcomes),
        benchmarks=tuple(spec.benchmarks),
        languages=tuple(spec.languages),
        keywords=tuple(map(tuple, spec.keywords)),
        include=_rules(spec.include),
        exclude=_rules(spec.exclude),
        sources=tuple(spec.sources),
        must_include=tuple(spec.must_include),
        since=spec.since or None,
        until=spec.until or None,
        limits=Limits(papers=spec.limits.papers, claims=spec.limits.claims),
        tags=tuple(spec.tags),
        aliases=tuple(spec.aliases),
        replaced_by=spec.replaced_by or None,
        review_by=spec.review_by or None,
        file=name,
        source_hash=source_hash,
    )


def _rules(rules: Sequence[RuleSpec]) -> tuple[Rule, ...]:
    return tuple(Rule(reason=rule.reason, terms=tuple(rule.terms)) for rule in rules)
