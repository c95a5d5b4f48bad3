"""How well the papers of the shipped questions are ranked, against the judgement of a careful reader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.dedupe import dedupe
from generator.library import load_library
from generator.pipeline import RANKER
from generator.questions import read_questions
from generator.rank import rank
from generator.rankers import RANKERS
from generator.records import Limits, Question
from generator.search import search
from generator.understand import understand
from generator.vocabulary import read_vocabulary
from tests.benchmarks.tables import DEPTH, mean, ndcg, recall, skipped, table

TITLE = "2 Ranking of the shipped questions (included papers; a grade gains 2**grade - 1)"
# Q1 to Q6 of the relevance file, in the order in which the questions were asked.
QUESTIONS = (
    "model-size-and-efficiency",
    "multimodal-distillation-robustness",
    "quantization-against-distillation",
    "small-models-across-languages",
    "synthetic-data-quality",
    "benchmark-reliability",
)


def run(corpus: Path, relevance: Path | None) -> None:
    """Print nDCG@10 and the share of relevant papers, for whole questions and for title and question alone."""
    if relevance is None:
        skipped(TITLE, "REPORT_CORPUS_RELEVANCE is not set")
        return
    judged: dict[str, dict[str, int]] = json.loads(relevance.read_text("utf-8"))
    known = {question.id: question for question in read_questions(corpus)[0]}
    library, vocabulary = load_library(corpus), read_vocabulary(corpus)[0]
    rows: list[tuple[object, ...]] = []
    for number, name in enumerate(QUESTIONS, start=1):
        grades = {doi.lower(): grade for doi, grade in judged.get(f"Q{number}", {}).items()}
        if grades and name in known:
            whole, bare = (
                _ranked(understand(question, vocabulary, len(library.papers), library.query), library)
                for question in (known[name], _bare(known[name]))
            )
            rows.append((name, *_figures(whole, grades), *_figures(bare, grades), len(grades)))
    figures = ("relevant in 10", "included", "of them relevant", "found")
    head = ("question", "nDCG@10", *figures, "nDCG@10 bare", *figures, "n relevant")
    means = [mean([float(str(row[column])) for row in rows]) for column in (1, 6)]
    table(TITLE, head, [*rows, ("mean", means[0], *[""] * 4, means[1], *[""] * 4, len(rows))])
    print("  found: share of the relevant papers that are included; bare: title and question alone, no rule or keyword")


def _bare(question: Question) -> Question:
    """Return the question as somebody asks it who writes nothing but title and question."""
    return Question(id=question.id, title=question.title, question=question.question, limits=Limits())


def _ranked(question: Question, library) -> tuple[str, ...]:
    found = search(replace(question, sources=("library",)), library, ())
    papers = dedupe(paper for result in found for paper in result.papers)
    return tuple(paper.id for paper in rank(found, papers, question, RANKERS[RANKER]).included)


def _figures(ranked: Sequence[str], grades: dict[str, int]) -> tuple[float, int, int, float, float]:
    gains = {name: 2**grade - 1 for name, grade in grades.items()}
    hits = [name in grades for name in ranked]
    return ndcg(ranked, gains), sum(hits[:DEPTH]), len(hits), mean(hits), recall(ranked, grades, len(ranked))
