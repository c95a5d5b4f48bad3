"""An invented field, ovens that bake loaves: its vocabulary, and the smallest papers and questions about it."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from generator.records import (
    Benchmark,
    Document,
    Level,
    Metric,
    Outcome,
    Paper,
    Passage,
    Quantity,
    Question,
    Term,
    Vocabulary,
)

VOCABULARY = Vocabulary(
    benchmarks=(
        Benchmark(name="LoafBench", synonyms=("Loaf Bench",), metric="rise@1"),
        Benchmark(name="LoafBench+", metric="rise@1"),
        Benchmark(name="CrustEval", metric="rise@1"),
        Benchmark(name="CrumbSet"),
    ),
    metrics=(
        Metric(name="rise@1", units=("%",)),
        Metric(name="rise@10", units=("%",)),
        Metric(name="bake rate", synonyms=("loaves per second",), units=("loaves/s",), implied=True),
        Metric(name="heat", units=("GB", "MB")),
        Metric(name="speed-up", synonyms=("times faster",), units=("times",)),
        Metric(name="wait", synonyms=("waiting time",), units=("s", "ms")),
    ),
    languages=(Term(name="Rye"), Term(name="Spelt"), Term(name="Oat"), Term(name="E")),
    settings=(Term(name="half heat", synonyms=("low heat",)), Term(name="full heat")),
    units=(
        Term(name="%", synonyms=("per cent",)),
        Term(name="loaves/s", synonyms=("loaves per second",)),
        Term(name="times"),
        Term(name="GB"),
        Term(name="MB"),
        Term(name="s", synonyms=("seconds",)),
        Term(name="ms"),
    ),
    plain=("AI", "Code", "Stone"),
)

# One hundred thousand characters each, made to wear out a regular expression or a nested loop.
ADVERSARIAL = {
    name: (piece * 100_000)[:100_000]
    for name, piece in {
        "one word": "A",
        "one letter words": "a ",
        "brackets": "(",
        "commas": "1,",
        "points": "1.",
        "shares": "1% ",
        "sizes": "5B ",
        "owners": "for the ",
        "names": "OvenNet ",
        "names with sizes": "OvenNet-7B ",
        "hyphens": "A-",
        "at signs": "a@",
        "dotted": "no.no",
        "denials": "no ",
        "abbreviations": "resp. A b ",
        "missed ends": "aaa. A ",
        "lists": "5 loaves/s, 5, ",
        "rates": "5 loaves/s at 3B, 5 at ",
        "bounds": "1% to ",
        "turning points": "rose 5% to ",
        "languages": "OvenNet-7B reached 5% in Rye ",
        "benchmarks": "LoafBench and ",
        "asides": ", a",
        "absences": "paper ",
        "reporting": "We on a ",
        "spaces": " ",
        "lines": "\n",
        "stops": ".",
        "signs": "?!;:-–—…",
        "combining marks": "e\u0301",
        "emoji": "🙂",
        "right to left": "\u202eאבג ",
    }.items()
}
SECONDS = 3.0  # each takes far under one; what is quadratic takes minutes


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time in seconds that `work` takes, however busy the machine is."""
    start = process_time()
    work()
    return process_time() - start


def passage(quote: str, start: int = 7) -> Passage:
    """Return `quote` as a passage of the paper "p" that begins at `start`."""
    return Passage(paper="p", start=start, end=start + len(quote), quote=quote, level="note")


def paper(name: str, text: str = "", *, title: str = "", level: Level = "abstract", **fields) -> Paper:
    """Return a paper whose id is `name`, with a text where one is given."""
    document = Document(level=level, text=text) if text else None
    return Paper(id=name, title=title or f"Paper {name}", document=document, **fields)


def listed(name: str, *sentences: str, **fields) -> Paper:
    """Return a paper whose record lists its sentences itself."""
    text, spans = " ".join(sentences), []
    for sentence in sentences:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(sentence)))
    return Paper(
        id=name,
        title=fields.pop("title", f"Paper {name}"),
        document=Document(level="note", text=text, sentences=tuple(spans)),
        **fields,
    )


def question(**fields) -> Question:
    """Return a question about ovens; every field can be replaced."""
    given = {
        "id": "ovens",
        "title": "Oven size and the rise of bread",
        "question": "How does the rise of a loaf depend on the size of the oven?",
        "outcomes": (Outcome(name="rise@1", terms=("rise",)), Outcome(name="heat", terms=("heat demand", "energy"))),
        "benchmarks": ("LoafBench",),
        "keywords": (("oven", "kiln"), ("bread", "loaf")),
    }
    return Question(**(given | fields))


def quantity(value: float, subject: str = "OvenNet", **fields) -> Quantity:
    """Return a figure of `subject`; rise@1 in per cent unless told otherwise."""
    given = {"metric": "rise@1", "unit": "%", "passage": passage("A sentence."), "start": 7, "end": 10}
    return Quantity(subject=subject, value=value, **(given | fields))
