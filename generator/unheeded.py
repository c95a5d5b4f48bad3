"""Tell which decisions of people change nothing, without judging a single claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.decide import known_names, turned_out
from generator.errors import Problem
from generator.located import closest
from generator.pipeline import Inputs, draw, sift
from generator.records import Decision
from generator.understand import understand

_LOST = "remove the decision, or name what took its place"


def unheeded(inputs: Inputs) -> Iterator[Problem]:
    """Yield a problem for each decision on a paper or claim that its report does not hold, with what may be meant."""
    questions = {question.id: question for question in inputs.questions}
    for name, overrides in sorted(inputs.overrides.items()):
        if name not in questions:  # its file has mistakes of its own
            continue
        question = understand(questions[name], inputs.vocabulary)
        _, _, screening = sift(question, inputs)
        claims = [claim.id for claim in draw(question, screening, inputs)]
        papers = known_names(screening)
        decided = turned_out(overrides.decisions, screening, claims)
        yield from overrides.idle((one, _hint(one, papers if one.on_paper else claims)) for one in decided)


def _hint(decision: Decision, known: Collection[str]) -> str:
    if not decision.idle or decision.target in known:
        return ""
    hint = closest(decision.target, sorted(known))
    # A list of all of them would fill the screen.
    return hint if hint.startswith("did you mean") else _LOST
