"""`new`: write a question file, filled as far as the question itself and the papers at hand allow."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator import issueform
from generator.advice import advise_all, at_hand
from generator.duplicates import screen
from generator.errors import CorpusError, InvalidInput
from generator.ids import parse_doi
from generator.located import quoted
from generator.pipeline import Inputs, read_inputs
from generator.proposal import Proposal, id_of, outcome_of, propose, title_of
from generator.questionfile import dump_question
from generator.questions import FOLDER, read_questions
from generator.records import Question
from generator.settings import Settings
from generator.specs import is_id
from generator.textfile import MEGABYTE, UNSEEN, decode, read_bytes, shown

_BEST = 10
_LISTS = (
    ("--outcome", "NAME[: TERM, TERM]", "what is measured"),
    ("--benchmark", "NAME", "what results are reported on"),
    ("--keyword", "TERM[, TERM]", "a group of synonyms"),
    ("--must-include", "DOI", "a paper to include whatever the rules say"),
    ("--author", "NAME", "who asks"),
    ("--tag", "WORD", "a word to find the report by"),
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked for: a question with the fields that were given, why it matters, and what could not be taken."""

    question: Question
    why: str = ""
    refused: tuple[str, ...] = ()


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the question and everything that may be said of it."""
    add = parser.add_argument
    add("question", nargs="?", help="the research question, in quotes; asked for on a terminal")
    add("--from-issue", type=Path, metavar="FILE", help="body of an issue that was opened with the project's form")
    add("--title", default="", help="title of the report (else made from the question)")
    add("--id", default="", help="name of the file and address of the report (else made from the title)")
    for name, metavar, what in _LISTS:
        add(name, action="append", default=[], metavar=metavar, help=f"{what}; may be repeated")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write the file and say what is in it, what `check` thinks of it and what to do next; return 0.

    On a terminal, what cannot be derived is asked for; elsewhere never.

    Raises:
        CorpusError: no question is given, no id can be made, or a file of that name is there; nothing is written.
        InvalidInput: what was given makes no valid question; nothing is left behind.
    """
    wish = _from_form(args.from_issue) if args.from_issue else _from_words(args)
    wish = replace(wish, question=_named(wish.question))
    path = settings.corpus / FOLDER / f"{wish.question.id}.yaml"
    if path.exists() or path.is_symlink():
        raise CorpusError(f"{shown(path)} is there already; name another with --id")
    inputs, _ = read_inputs(settings.corpus, settings.cache)
    best = screen(wish.question, inputs).included[:_BEST]
    proposal = propose(wish.question, inputs.vocabulary, at_hand(inputs), best)
    if not proposal.question.outcomes and (
        typed := _asked("What is measured? (names, divided by commas; Enter: none) ")
    ):
        outcomes = tuple(map(outcome_of, issueform.names(typed)))
        proposal = replace(proposal, question=replace(proposal.question, outcomes=outcomes))
    _write(path, dump_question(proposal, why=wish.why, stem=path.stem), settings.corpus)
    for line in (*_told(path, proposal, wish.refused), *_warnings(path.stem, inputs, settings.corpus), *_next(path)):
        print(line)
    return 0


def _from_words(args: argparse.Namespace) -> _Wish:
    text = _clean(args.question or _asked("What is the research question? "))
    if not text:
        raise CorpusError('say what is asked: python -m generator new "How does …?"')
    dois, refused = _dois(args.must_include)
    question = Question(
        id=args.id,
        title=_clean(args.title) or title_of(text),
        question=text,
        authors=_all_clean(args.author),
        outcomes=tuple(map(outcome_of, _all_clean(args.outcome))),
        benchmarks=_all_clean(args.benchmark),
        keywords=tuple(map(issueform.names, _all_clean(args.keyword))),
        must_include=dois,
        tags=_all_clean(args.tag),
    )
    return _Wish(question, refused=refused)


def _from_form(path: Path) -> _Wish:
    """Return what the form says; everything in it was typed by somebody unknown."""
    body = decode(read_bytes(path, path.parent, MEGABYTE), shown(path))
    form = issueform.read_form(body)
    text = _clean(form.get(issueform.QUESTION, ""))
    if not text:
        raise CorpusError(f"{shown(path)} has no text below the heading {issueform.QUESTION!r}")
    title = _clean(form.get(issueform.TITLE, "")) or title_of(text)
    dois, refused = _dois(form.get(issueform.PAPERS, "").replace(",", " ").split())
    question = Question(
        id="",
        title=title,
        question=text,
        authors=issueform.entries(form.get(issueform.NAME, "")),
        outcomes=tuple(map(outcome_of, issueform.entries(form.get(issueform.OUTCOMES, "")))),
        benchmarks=issueform.names(form.get(issueform.BENCHMARKS, "")),
        keywords=tuple(map(issueform.names, issueform.entries(form.get(issueform.WORDS, "")))),
        must_include=dois,
    )
    return _Wish(question, form.get(issueform.WHY, ""), refused)


def _named(question: Question) -> Question:
    """Return the question with an id; raises CorpusError where none is given and none can be made."""
    name = question.id or id_of(question.title) or _asked("A short name for the file, as rotor-size: ")
    if not name:
        raise CorpusError("no name for the file can be made from the title; give one with --id")
    if not is_id(name):
        raise CorpusError(f"{quoted(name)} cannot be an id: use a-z, 0-9 and single hyphens")
    return replace(question, id=name)


def _write(path: Path, text: str, corpus: Path) -> None:
    """Write a file that was not there; one that the reader refuses is taken away again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    _, problems = read_questions(corpus)
    wrong = [problem for problem in problems if problem.file == shown(path)]
    if wrong:
        path.unlink()
        raise InvalidInput(wrong)


def _told(path: Path, proposal: Proposal, refused: Iterable[str]) -> Iterator[str]:
    question = proposal.question
    rows = {
        "title": question.title,
        "outcomes": ", ".join(outcome.name for outcome in question.outcomes),
        "benchmarks": ", ".join(question.benchmarks),
        "keywords": "; ".join(group[0] for group in question.keywords),
    }
    yield f"{shown(path)} is written."
    yield from (f"  {name:<11} {value or 'none found; the file says how to name them'}" for name, value in rows.items())
    for word in refused:
        yield f"  left out    {quoted(word)} is not a DOI"


def _warnings(name: str, inputs: Inputs, corpus: Path) -> Iterator[str]:
    questions, _ = read_questions(corpus)
    new = [question for question in questions if question.id == name]
    everything = replace(inputs, questions=questions)
    yield from (f"warning: {problem}" for problem in advise_all(everything, corpus, new))


def _next(path: Path) -> Iterator[str]:
    steps = [
        "Read the file and change what is not meant; its comments say what else it may hold.",
        f"make preview Q={path.stem}    prints the report; OPEN=1 shows its page",
        "make check    names every mistake; make serve shows the site and follows each change",
        f"make refresh Q={path.stem}    searches the live sources (needs a contact address, see the README)",
        "Commit what is new below corpus/ and open a pull request.",
    ]
    yield "Next:"
    yield from (f"  {number}. {step}" for number, step in enumerate(steps, start=1))


def _asked(prompt: str) -> str:
    """Return what somebody types, nothing where nobody sits at a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    try:
        return _clean(input(prompt))
    except EOFError:
        return ""


def _dois(words: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the DOIs among the words, each once, and the words that are none."""
    found = {word: parse_doi(word) for word in dict.fromkeys(_all_clean(words))}
    return tuple(dict.fromkeys(doi for doi in found.values() if doi)), tuple(
        word for word, doi in found.items() if not doi
    )


def _all_clean(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_clean, values))))


def _clean(text: str) -> str:
    """Return text on one line, without what cannot be seen or is half a character."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return " ".join(UNSEEN.sub("", whole).split())
