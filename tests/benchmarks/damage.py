"""Does the panel notice damage?  Six reports, damaged in twelve ways: `python -m tests.benchmarks.damage`.

The same questions cut to title and question are a harder case.  With `--store` the figures go to the scoreboard.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from generator.codec import encode
from generator.pipeline import Inputs, load_inputs
from generator.records import Draft, Question
from generator.review import review
from generator.reviewers import PANEL
from generator.scoreboard import SHIPPED, Figure, load_scoreboard
from generator.settings import Settings
from tests.benchmarks.damages import DAMAGES
from tests.benchmarks.drafts import undamaged
from tests.benchmarks.tables import mean, table

TABLE = Path(__file__).with_name("damages.yaml")
CHECKOUT = Path(__file__).resolve().parent.parent.parent
TITLE = "6 Review panel, damaged reports"
TASK = "Review panel: six reports, each damaged in twelve ways"
COMMAND = "python -m tests.benchmarks.damage"
WHOLE, BARE = "whole questions", "title and question alone"
NOTES = {
    WHOLE: "shares of trials; where a damage has variants, the worst one counts. Which reviewers are responsible for "
    "which damage was committed before they were changed; then they were changed until they noticed it on these "
    "reports, so the figures tell what the panel can do, not how it does elsewhere",
    BARE: "the same questions without outcomes, keywords and rules of their own",
}
NOTICED = 2.0
STILL = 0.5

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Trial:
    """One report damaged in one way: how much each reviewer's score changed in each variant, and who answers for it."""

    damage: str
    report: str
    variants: tuple[Scores, ...]
    responsible: tuple[str, ...]
    affected: tuple[str, ...]

    @property
    def drop(self) -> float:
        """Return by how much a responsible reviewer fell at least."""
        return min(-changes[name] for changes in self.variants for name in self.responsible)

    @property
    def stray(self) -> float:
        """Return by how much a reviewer outside the table moved at most."""
        known = {*self.responsible, *self.affected}
        return max(abs(change) for changes in self.variants for name, change in changes.items() if name not in known)

    @property
    def fall(self) -> float:
        """Return by how much the mean of the panel fell at least."""
        return min(-mean(list(changes.values())) for changes in self.variants)

    def change(self, name: str) -> float:
        """Return by how much the score of a reviewer changed, on average over the variants."""
        return mean([changes[name] for changes in self.variants])


def run(corpus: Path) -> list[Figure]:
    """Print what became of the scores, and return the figures of the scoreboard, without commit and date."""
    figures: list[Figure] = []
    with TemporaryDirectory() as cache:
        inputs = load_inputs(Settings(root=corpus.parent, corpus=corpus, docs=corpus, cache=Path(cache)))
        for title, questions in ((WHOLE, inputs.questions), (BARE, tuple(map(_bare, inputs.questions)))):
            trials = measure(questions, inputs)
            _print(title, trials)
            figures += _figures(title, trials)
    print(
        f"  fell by 2: share of trials in which every responsible reviewer fell by {NOTICED:g} points or more, and the"
        f" smallest fall;\n  others still: share in which all reviewers outside the table moved by less than {STILL:g},"
        " and the largest move;\n  mean fell: share in which the mean of the panel fell, and the smallest fall;"
        " n: trials, one a\n  report; of several variants the worst one counts"
    )
    return figures


def measure(questions: Iterable[Question], inputs: Inputs) -> list[Trial]:
    """Return all trials; raises KeyError where the table names no such damage or reviewer."""
    answers = read_table()
    return [trial for question in questions for trial in _trials(question, inputs, answers)]


def _bare(question: Question) -> Question:
    """Return the question as somebody asks it who writes nothing but title and question."""
    return Question(id=question.id, title=question.title, question=question.question, published=question.published)


def _print(title: str, trials: Sequence[Trial]) -> None:
    rows = [_row(name, [trial for trial in trials if trial.damage == name]) for name in DAMAGES]
    head = ("damage", "fell by 2", "least", "others still", "most", "mean fell", "least", "n")
    table(f"{TITLE}: {title}", head, [*rows, _row("all", trials)])
    names = list(trials[0].variants[0])
    changes = [
        (name, *(mean([trial.change(who) for trial in trials if trial.damage == name]) for who in names))
        for name in DAMAGES
    ]
    table(f"{TITLE}: {title}: mean change of each reviewer's score", ("damage", *names), changes)


def _figures(title: str, trials: Sequence[Trial]) -> list[Figure]:
    shares = (
        (f"every responsible reviewer fell by {NOTICED:g} points or more, {title}", 1, "at least .95"),
        (f"all other reviewers moved by less than {STILL:g}, {title}", 3, "1"),
        (f"the mean of the panel fell, {title}", 5, "1"),
    )
    row = _row("all", trials)
    trials_of = Counter(trial.damage for trial in trials)
    missed = Counter(trial.damage for trial in trials if trial.drop < NOTICED)
    told = "; ".join([NOTES[title], *(f"not noticed: {name}, {n} of {trials_of[name]}" for name, n in missed.items())])
    return [
        Figure(
            task=TASK,
            measure=measure,
            value=round(float(str(row[column])), 4),
            n=len(trials),
            command=COMMAND,
            commit="",
            date="",
            aim=aim if title == WHOLE else "",
            note=told if column == 1 else "",
        )
        for measure, column, aim in shares
    ]


def read_table() -> Mapping[str, Mapping[str, Any]]:
    """Return who answers for each damage."""
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return found


def _trials(question, inputs: Inputs, answers: Mapping[str, Mapping[str, Any]]) -> list[Trial]:
    case = undamaged(question, inputs)
    before = scores(case.draft)
    trials = []
    for name, (damage, variants) in DAMAGES.items():
        after = [scores(damage(case, variant)) for variant in range(variants)]
        changes = tuple({who: round(given[who] - score, 2) for who, score in before.items()} for given in after)
        roles = (tuple(answers[name][role]) for role in ("responsible", "affected"))
        trials.append(Trial(name, question.id, changes, *roles))
    return trials


def scores(draft: Draft) -> Scores:
    """Return the score of each reviewer; 0 where there is no claim left to review."""
    given = {item.reviewer: item.score for item in review(draft, PANEL)}
    return given or dict.fromkeys((reviewer(draft).reviewer for reviewer in PANEL), 0.0)


def _row(name: str, trials: Sequence[Trial]) -> tuple[object, ...]:
    drops, strays, falls = ([getattr(trial, key) for trial in trials] for key in ("drop", "stray", "fall"))
    return (
        name,
        *(mean([drop >= NOTICED for drop in drops]), min(drops)),
        *(mean([stray < STILL for stray in strays]), max(strays)),
        *(mean([fall > 0 for fall in falls]), min(falls)),
        len(trials),
    )


def _store(figures: Iterable[Figure]) -> None:
    """Put the figures on the scoreboard in place of those that this command stored before."""
    asked = ["git", "log", "-1", "--format=%h", "--abbrev=8"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=CHECKOUT).stdout.strip()
    date = datetime.now(tz=UTC).date().isoformat()
    board = load_scoreboard()
    kept = [figure for figure in board.figures if figure.command != COMMAND]
    board = replace(board, figures=(*kept, *(replace(figure, commit=commit, date=date) for figure in figures)))
    SHIPPED.write_text(json.dumps(encode(board), indent=1, ensure_ascii=False) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables for the shipped corpus."""
    parser = argparse.ArgumentParser(description="Damage the shipped reports and see what the panel notices.")
    parser.add_argument("--store", action="store_true", help="put the figures on the scoreboard")
    options = parser.parse_args(arguments)
    figures = run(CHECKOUT / "corpus")
    if options.store:
        _store(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
