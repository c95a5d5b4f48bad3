"""The whole story on one screen: from a question to a report, from reports to pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from sqlite3 import sqlite_version
from unicodedata import unidata_version

from generator import __version__, neural
from generator import cache as store
from generator.answer import answer
from generator.assemble import assemble
from generator.calibration import load_calibration
from generator.codec import dumps
from generator.combination import Combination, load_combination
from generator.contracts import JudgeMaker, Ranker, Reviewer
from generator.decide import on_papers, settle, with_included
from generator.dedupe import dedupe
from generator.errors import InvalidInput, Problem
from generator.evidence import Evidence, read_evidence
from generator.extract import extract
from generator.figures import figures
from generator.foreign import is_foreign
from generator.ids import digest
from generator.judgements import Judgements, Replay, read_judgements
from generator.judges import JUDGES, installed_reader
from generator.library import Library, read_library
from generator.lockedrecords import with_texts
from generator.overrides import Overrides, read_overrides
from generator.questions import broken_ids, is_of_another, read_questions
from generator.rank import rank
from generator.rankers import RANKERS
from generator.rarity import rarity_of
from generator.records import (
    Calibration,
    Claim,
    Corpus,
    Decision,
    Page,
    Paper,
    Provenance,
    Question,
    Report,
    Screening,
    SearchResult,
    Site,
    Vocabulary,
)
from generator.relate import relate
from generator.render import render
from generator.review import review, score
from generator.reviewers import PANEL, RUBRICS
from generator.sameas import NONE, Decisions, read_decisions
from generator.search import search
from generator.settings import Settings
from generator.standing import UNHEARD, Standing, standing
from generator.understand import understand
from generator.verify import shelve, verify
from generator.vocabulary import read_vocabulary

RANKER = "bm25"
# Another version of these may split, stem or match texts in another way.
LIBRARIES = ("nupunkt", "rapidfuzz", "snowballstemmer")


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build reads, checked."""

    questions: tuple[Question, ...]
    library: Library
    vocabulary: Vocabulary
    evidence: Mapping[str, Evidence]
    calibration: Calibration
    combination: Combination
    judgements: Mapping[str, Judgements]
    cache: Path
    decisions: Decisions = NONE
    standing: Standing = UNHEARD
    overrides: Mapping[str, Overrides] = field(default_factory=dict)

    def decided(self, question: str) -> tuple[Decision, ...]:
        """Return what people decided on the papers and claims of a question's report."""
        return self.overrides[question].decisions if question in self.overrides else ()

    def reader(self, question: str) -> Replay:
        """Return what is locked for a question, and the model for the rest where it is installed.

        Raises DamagedData when the model is installed and its file is not as shipped.
        """
        locked = self.judgements.get(question)
        held = {row.key: row.triple for row in locked.rows} if locked and locked.model == self.combination.model else {}
        return Replay(held, installed_reader(self.combination.model))


def synthesise(
    question: Question,
    *,
    inputs: Inputs,
    ranker: Ranker = RANKERS[RANKER],
    judges: Mapping[str, JudgeMaker] = JUDGES,
    panel: Sequence[Reviewer] = PANEL,
    reader: Replay | None = None,
) -> Report:
    """Return the report that answers `question`; raises QuoteMismatch when a quotation is not what its paper holds.

    `reader` is the model's, made from `inputs` where none is given.
    """
    reader = reader or inputs.reader(question.id)
    question = understand(question, inputs.vocabulary, len(inputs.library.papers), inputs.library.query)
    evidence = inputs.evidence.get(question.id)
    found, papers, screening = sift(question, inputs, ranker)
    claims = draw(question, screening, inputs)
    rarity = rarity_of(papers)
    sworn = [(name, make(inputs.vocabulary, rarity, inputs.calibration)) for name, make in judges.items()]
    shelf = shelve(screening.included, sworn, rarity, inputs.calibration, reader, inputs.combination, inputs.vocabulary)
    findings = verify(claims, shelf)
    dossier = figures(question, found, screening, findings, inputs.vocabulary)
    draft = answer(settle(dossier, inputs.decided(question.id), shelf))
    reviews = review(draft, panel)
    provenance, date = _provenance(question, inputs, reader), _date(question, evidence)
    return assemble(draft, reviews, score(reviews), provenance, date, evidence.history if evidence else ())


def sift(
    question: Question, inputs: Inputs, ranker: Ranker = RANKERS[RANKER]
) -> tuple[tuple[SearchResult, ...], tuple[Paper, ...], Screening]:
    """Return what the sources hold on an understood question, each work of it once, and which are taken and why."""
    evidence, decided = inputs.evidence.get(question.id), inputs.decided(question.id)
    locked = with_texts(evidence.results, inputs.library.text) if evidence else ()
    found = with_included(search(question, inputs.library, locked), inputs.library.papers, decided)
    searches = tuple(result for result in found if result.searched)
    works = dedupe((paper for result in searches for paper in result.papers), inputs.decisions)
    papers = inputs.standing.of(works)
    return found, papers, rank(searches, papers, question, ranker, on_papers(papers, decided))


def draw(question: Question, screening: Screening, inputs: Inputs) -> tuple[Claim, ...]:
    """Return the claims that the report on an understood question starts from."""
    return extract(screening.included, question, inputs.vocabulary)


def publish(reports: Sequence[Report], vocabulary: Vocabulary, site: Site | None = None) -> Iterator[Page]:
    """Yield every page of the site, one at a time; `site` says where it is published, where that is known."""
    relations = relate(reports, vocabulary)
    return render(Corpus(reports=tuple(reports), relations=relations, rubrics=RUBRICS, site=site or Site()))


def load_inputs(settings: Settings, chosen: Question | None = None) -> Inputs:
    """Return all that a build reads.

    With `chosen` that question alone is built, in place of the one of its id where there is one; mistakes in the
    files of other questions are then nobody's concern.

    Raises InvalidInput with every problem of every file, DamagedData when shipped data cannot be used.
    """
    inputs, problems = read_inputs(settings.corpus, settings.cache, chosen)
    if chosen:
        inputs = replace(inputs, questions=(chosen,))
        problems = tuple(problem for problem in problems if not is_of_another(problem.file, chosen.id))
    if problems:
        raise InvalidInput(problems)
    return inputs


def read_inputs(corpus: Path, folder: Path, chosen: Question | None = None) -> tuple[Inputs, tuple[Problem, ...]]:
    """Return all that a build can use, and every problem of what it cannot; `folder` is that of caches.

    `chosen` is a question that may lie elsewhere; files named after it belong to it.

    Raises DamagedData when shipped data cannot be used.
    """
    questions, problems = read_questions(corpus)
    ids = frozenset(question.id for question in questions) | broken_ids(corpus, problems)
    ids |= {chosen.id} if chosen else set()
    vocabulary, more = read_vocabulary(corpus)
    judgements, last = read_judgements(corpus, ids)
    decisions, faults = read_decisions(corpus)
    overrides, doubts = read_overrides(corpus, ids)
    papers, found = read_library(corpus, folder)
    left_out = tuple(problem for problem in found if is_foreign(problem.file))
    own = tuple(problem for problem in found if not is_foreign(problem.file))
    # Merged here, not per question, so that all reports hold the same text of a work.
    works = Library(dedupe(papers, decisions), folder, left_out)
    evidence, most = read_evidence(corpus, ids, works.text)
    inputs = Inputs(
        questions=questions,
        library=works,
        vocabulary=vocabulary,
        evidence=evidence,
        calibration=load_calibration(),
        combination=load_combination(),
        judgements=judgements,
        cache=folder,
        decisions=decisions,
        standing=standing(result for item in evidence.values() for result in item.results),
        overrides=overrides,
    )
    return inputs, tuple(sorted({*problems, *more, *most, *last, *faults, *doubts, *own}))


def cached(question: Question, inputs: Inputs) -> Report | None:
    """Return the finished report of `question` when nothing that it was made from has changed, else None."""
    return store.load(inputs.cache, _key(question, inputs))


def synthesise_and_store(question: Question, inputs: Inputs) -> Report:
    """Return the report of `question`, newly made and kept for the next build."""
    report = synthesise(question, inputs=inputs)
    store.store(inputs.cache, _key(question, inputs), report)
    return report


def _key(question: Question, inputs: Inputs) -> str:
    """Return the hash of all that a report is made from: question, records, decisions, vocabulary, evidence, code."""
    kept = (inputs.evidence, inputs.judgements, inputs.overrides)
    locked = [
        *(part[question.id].hash if question.id in part else "" for part in kept),
        inputs.decisions.hash,
        inputs.standing.hash,
    ]
    model = "model" if neural.installed() else "no model"
    return digest(dumps(question), inputs.library.hash, inputs.vocabulary.hash, *locked, model, code_version())


@cache
def code_version() -> str:
    """Return the hash of the package's own files, its shipped data included, and of what else decides on a report."""
    package = Path(__file__).parent
    data = (path for path in package.glob("data/*") if path.is_file())  # a wheel has folders there, too
    files: Iterable[Path] = sorted([*package.rglob("*.py"), *data])
    code = (f"{path.relative_to(package)}:{sha256(path.read_bytes()).hexdigest()}" for path in files)
    return digest(*code, sqlite_version, unidata_version, *map(version, LIBRARIES))


def _provenance(question: Question, inputs: Inputs, reader: Replay) -> Provenance:
    evidence, judgements = inputs.evidence.get(question.id), inputs.judgements.get(question.id)
    overrides = inputs.overrides.get(question.id)
    read = reader.replayed + reader.computed > 0
    fitted = [f"{one.name} ({one.data})" for one in (inputs.calibration, inputs.combination)]
    return Provenance(
        question_file=question.file,
        question_hash=question.source_hash,
        evidence_file=evidence.file if evidence else None,
        evidence_hash=evidence.hash if evidence else None,
        library_hash=inputs.library.hash,
        decisions_hash=inputs.decisions.hash or None,
        overrides_file=overrides.file if overrides else None,
        overrides_hash=overrides.hash if overrides else None,
        generator=__version__,
        ranker=RANKER,
        judges=(*JUDGES, *([f"model {inputs.combination.model[:8]}"] if read else [])),
        calibration=", ".join(fitted if read else fitted[:1]),
        judgements_file=judgements.file if judgements else None,
        judgements_hash=judgements.hash if judgements else None,
        readings=(reader.replayed, reader.computed, reader.unread),
        searches=sum(result.searched for result in evidence.results) if evidence else 0,
    )


def _date(question: Question, evidence: Evidence | None) -> str | None:
    """Return the reference date: updated, else published, else that of the newest evidence; never today."""
    return question.updated or question.published or (evidence.newest if evidence else None)
