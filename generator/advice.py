"""What a question file might do better: warnings that no build asks for and nothing has to heed.

They look beyond the form of the file: at how the question is put, at what is asked already, and at what the papers at
hand know.  Where there are no papers at hand, nothing is said of what they know.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from generator.athand import AtHand
from generator.duplicates import near, retrieve
from generator.errors import Problem
from generator.located import Located, Where, quoted
from generator.phrasing import asks, is_yes_or_no
from generator.pipeline import Inputs
from generator.records import Outcome, Question, Vocabulary
from generator.text import stems
from generator.understand import understand
from generator.yamlfile import read_yaml

CODES: Mapping[str, str] = {
    "A001": "another question asks nearly the same in nearly the same words",
    "A002": "another question is worded alike and is answered from the same papers",
    "A003": "nothing at hand uses any term of a group of keywords or of a rule",
    "A004": "nothing at hand knows an outcome",
    "A005": "nothing at hand names a benchmark or language",
    "A006": "the question asks several things, and no outcome stands for one of them",
    "A007": "the question can be answered with yes or no",
    "A008": "no outcome is named, and none can be read out of the question",
    "A009": "a paper that must be included is not at hand",
    "A010": "the day by which the question should be looked at again is over",
    "A011": "more papers must be included than the limit allows",
    "A012": "a term looks like a slip of one that papers use",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a question is held against.

    `retrieved` gives the ids of the papers that a question's report includes; `today` is an ISO date, empty where
    nobody says which day it is.
    """

    questions: Sequence[Question]
    vocabulary: Vocabulary
    at_hand: AtHand
    retrieved: Callable[[Question], Collection[str]]
    today: str = ""


def advise_all(inputs: Inputs, corpus: Path, questions: Iterable[Question], today: str = "") -> Iterator[Problem]:
    """Yield the warnings on `questions`, in view of all that is at hand in the folder `corpus`."""
    desk = Desk(inputs.questions, inputs.vocabulary, at_hand(inputs), cache(partial(retrieve, inputs=inputs)), today)
    for question in questions:
        file, _ = read_yaml(corpus / question.file, corpus)
        if file:
            yield from advise(question, file, desk)


def at_hand(inputs: Inputs) -> AtHand:
    """Return the papers of the library and of all locked searches, each once, to be asked for words."""
    locked = (paper for one in inputs.evidence.values() for result in one.results for paper in result.papers)
    return AtHand({paper.id: paper for paper in (*locked, *inputs.library.papers)}.values())


def advise(question: Question, file: Located, desk: Desk) -> tuple[Problem, ...]:
    """Return the warnings on one question, in order of line; a retired question gets none.

    `file` is the question's file, as read: it says where each value stands.
    """
    if question.status == "retired":
        return ()
    found = (
        *_put(question, file, desk.vocabulary),
        *_repeated(question, file, desk),
        *_limits(question, file),
        *(_unknown(question, file, desk.at_hand) if len(desk.at_hand) else ()),
    )
    late = question.review_by and desk.today and question.review_by < desk.today
    expired = [_problem(file, ("review_by",), "A010", hint="look at the report, then set a later day")] if late else []
    return tuple(sorted((*found, *expired)))


def _problem(file: Located, where: Where, code: str, message: str = "", hint: str = "") -> Problem:
    return file.problem(where, code, message or CODES[code], hint)


def _put(question: Question, file: Located, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield what the wording of the question gives rise to."""
    outcomes = understand(question, vocabulary).outcomes
    if is_yes_or_no(question.question):
        hint = "ask how much, how, or under which conditions"
        yield _problem(file, ("question",), "A007", hint=hint)
    if not outcomes:
        yield _problem(file, (), "A008", hint="add `outcomes`: what is measured, and the terms papers use for it")
    parts = asks(question.question)
    # The first is enough: whoever writes a hundred gets one line.
    lost = [part for part in parts[1:] if not any(_stands_for(outcome, part) for outcome in outcomes)]
    if lost:
        message = f"the question asks {len(parts)} things, and no outcome stands for {quoted(lost[0])}"
        hint = "add an outcome for it, or write a question of its own"
        yield _problem(file, ("question",), "A006", message, hint)


def _stands_for(outcome: Outcome, part: str) -> bool:
    wanted = stems(part)
    return any(not wanted.isdisjoint(stems(term)) for term in (outcome.name, *outcome.terms))


def _repeated(question: Question, file: Located, desk: Desk) -> Iterator[Problem]:
    others = [other for other in desk.questions if other.status != "retired"]
    for like in near(question, others, desk.retrieved):
        other, hint = like.question, "extend that one, or say in both what sets them apart"
        words = f"{like.words} % of the words are the same"
        if like.papers is None:
            yield _problem(file, ("question",), "A001", f"{quoted(other.id)} asks nearly the same: {words}", hint)
        else:
            message = f"{quoted(other.id)} asks something alike: {words}, and {like.papers} % of the papers"
            yield _problem(file, ("question",), "A002", message, hint)


def _limits(question: Question, file: Located) -> Iterator[Problem]:
    required, most = len(question.must_include), question.limits.papers
    if required > most:
        message = f"{required} papers must be included, and the limit is {most}"
        yield _problem(file, ("limits", "papers"), "A011", message, "raise `papers` or require fewer")


def _unknown(question: Question, file: Located, shelf: AtHand) -> Iterator[Problem]:
    """Yield what none of the papers at hand knows."""
    for index, doi in enumerate(question.must_include):
        if doi not in shelf.ids:
            message = f"no record at hand has the DOI {quoted(doi)}"
            yield _problem(
                file, ("must_include", index), "A009", message, "add it to the library, or run `make refresh`"
            )
    for key, code, where, terms in _groups(question):
        if any(map(shelf.count, terms)):
            slips = ((place, term, shelf.meant(term)) for place, term in enumerate(terms) if not shelf.count(term))
            for place, term, meant in slips:
                if meant:
                    at = _place(question, where, place)
                    yield _problem(file, at, "A012", f"nothing at hand uses {quoted(term)}", f"did you mean {meant!r}?")
            continue
        meant = next(filter(None, map(shelf.meant, terms)), "")
        hint = f"did you mean {meant!r}?" if meant else "use the words of the papers, add papers, or `make refresh`"
        yield _problem(file, where, code, f"nothing at hand uses {_listed(key, terms)}", hint)


def _groups(question: Question) -> Iterator[tuple[str, str, Where, tuple[str, ...]]]:
    """Yield the terms of which papers should use one: of what kind, the code, their place, and they themselves."""
    for index, group in enumerate(question.keywords):
        yield "keywords", "A003", ("keywords", index), group
    for key, rules in (("include", question.include), ("exclude", question.exclude)):
        for index, rule in enumerate(rules):
            yield f"the {key} rule", "A003", (key, index, "terms"), rule.terms
    for index, outcome in enumerate(question.outcomes):
        yield "outcome", "A004", ("outcomes", index), tuple(dict.fromkeys((outcome.name, *outcome.terms)))
    for key, names in (("benchmarks", question.benchmarks), ("languages", question.languages)):
        for index, name in enumerate(names):
            yield key[:-1], "A005", (key, index), (name,)


def _place(question: Question, where: Where, place: int) -> Where:
    """Return where a term of a group stands; the name of an outcome comes before its terms, or is one of them."""
    if where[0] != "outcomes":
        return (*where, place)
    outcome = question.outcomes[int(where[1])]
    named = outcome.name not in outcome.terms
    return (*where, "name") if named and not place else (*where, "terms", place - named)


def _listed(key: str, terms: Sequence[str]) -> str:
    shown = ", ".join(map(quoted, terms[:3])) + (", …" if len(terms) > 3 else "")
    return f"the {key} {shown}" if key in {"outcome", "benchmark", "language"} else f"any of {key}: {shown}"
