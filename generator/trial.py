"""Which question a person means: one of the corpus by its id, or one in a file, wherever that lies."""

from __future__ import annotations

import os
from pathlib import Path

from generator.errors import InvalidInput, Problem
from generator.located import closest, quoted
from generator.questions import FOLDER, read_question, read_questions
from generator.records import Question
from generator.settings import Settings
from generator.textfile import shown

_NO_QUESTION = "C001"  # the same fault as where `check` is asked for a question
_MOST_NAMED = 20


def chosen(name: str, settings: Settings) -> Question:
    """Return the question that `name` means: a path, which has a slash or ends in .yaml, or an id or alias.

    Raises:
        InvalidInput: there is no such question, or its file holds mistakes; with all of them, those that show only
            beside the corpus's other questions for a file of the corpus alone.
    """
    if os.sep in name or name.endswith((".yaml", ".yml")):
        return _of_file(Path(name), settings)
    questions, problems = read_questions(settings.corpus)
    for question in questions:
        if name == question.id or name in question.aliases:
            return question
    own = [problem for problem in problems if Path(problem.file).stem == name]
    if own:
        raise InvalidInput(own)
    known = [question.id for question in questions]
    hint = closest(name, known)
    hint = hint if hint.startswith("did") or len(known) <= _MOST_NAMED else f"there are {len(known)}"
    folder = shown(settings.corpus / FOLDER)
    raise InvalidInput([Problem(folder, 0, 0, _NO_QUESTION, f"no question is called {quoted(name)}", hint)])


def _of_file(path: Path, settings: Settings) -> Question:
    if path.resolve().parent == (settings.corpus / FOLDER).resolve():
        questions, problems = read_questions(settings.corpus)
        own = [problem for problem in problems if problem.file == shown(path)]
        question = next((one for one in questions if one.file == f"{FOLDER}/{path.name}"), None)
        if question and not own:
            return question
        if own:
            raise InvalidInput(own)
    question, problems = read_question(path)
    if question is None:
        raise InvalidInput(problems)
    return question
