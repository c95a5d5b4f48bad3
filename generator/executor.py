"""Synthesise many questions: in this process, or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from generator import pipeline
from generator.errors import CorpusError
from generator.records import Question, Report
from generator.settings import Settings


def synthesise_all(
    inputs: pipeline.Inputs, settings: Settings, tell: Callable[[str], None] = lambda _: None
) -> tuple[Report, ...]:
    """Return the report of every question, ordered by id.

    Finished reports come from the cache.  `tell` hears the id of each
    question whose report had to be synthesised, as soon as it is done.
    """
    reports = {question.id: pipeline.cached(question, inputs) for question in inputs.questions}
    missing = [question for question in inputs.questions if reports[question.id] is None]
    for report in _synthesise(missing, inputs, settings):
        reports[report.id] = report
        tell(report.id)
    return tuple(report for _, report in sorted(reports.items()) if report)


def _synthesise(missing: Sequence[Question], inputs: pipeline.Inputs, settings: Settings) -> Iterator[Report]:
    """Yield the reports of `missing` as they get done."""
    workers = min(settings.jobs, len(missing))
    if workers > 1:
        yield from _in_processes(missing, settings, workers)
    else:
        yield from (pipeline.synthesise_and_store(question, inputs) for question in missing)


def _in_processes(missing: Sequence[Question], settings: Settings, workers: int) -> Iterator[Report]:
    # A forked child would share the library's database connection, so children start afresh.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        shares = [tuple(missing[first::workers]) for first in range(workers)]
        for done in as_completed([pool.submit(_share, share, settings) for share in shares]):
            yield from done.result()


def _share(questions: Sequence[Question], settings: Settings) -> tuple[Report, ...]:
    """Return the reports of one worker's share; it loads the inputs once."""
    try:
        # What is wrong with the inputs was told before the work was shared out.
        inputs, _ = pipeline.read_inputs(settings.corpus, settings.cache)
        return tuple(pipeline.synthesise_and_store(question, inputs) for question in questions)
    except CorpusError as error:
        # Its subclasses take other arguments than their message and do not survive the way back.
        raise CorpusError(str(error)) from None
