"""The tables that the corpus is published as: what each column holds.

The one place that says so.  Files, their schemas and the page that explains them are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ColumnKind = Literal["string", "integer", "number", "boolean", "date", "array"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds in words, the type of its values, and whether each row has one."""

    name: str
    told: str
    kind: ColumnKind = "string"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` names the columns that tell rows apart, `links` those that name rows of other tables.

    A link is (columns here, table, columns there); a table without a key may hold equal rows.
    """

    name: str
    told: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


def _column(name: str, told: str, kind: ColumnKind = "string") -> Column:
    return Column(name, told, kind, required=True)


_REPORT: Final = _column("report", "id of the report")
_PAPER: Final = _column("paper", "id of the paper: its DOI where it has one")
_DOI: Final = Column("doi", "DOI of that paper, lower-case")
_START: Final = _column("start", "first character of the passage in the text that is held, from 0", "integer")
_END: Final = _column("end", "the character after the passage", "integer")
_LEVEL: Final = _column("level", "what the text is: note (our words), abstract or full text")
_SUM: Final = _column("passage_sha256", "SHA-256 of the passage in UTF-8")
_RECHECKED: Final = _column(
    "rechecked", "whether the text was at hand, so that this build found the passage in it", "boolean"
)
_TO_REPORT: Final = (("report",), "reports", ("id",))
_TO_PAPER: Final = (("paper",), "papers", ("id",))

REPORTS: Final = Table(
    "reports",
    "One row for each report that is shown, retired ones included.",
    (
        _column("id", "id of the report, the end of its address"),
        _column("title", "title of the question"),
        _column("question", "the question in full"),
        Column("authors", "who asked it", "array"),
        _column("status", "published or retired"),
        Column("replaced_by", "id of the report that replaces a retired one"),
        Column("tags", "its tags", "array"),
        Column("date", "reference date: of its last update, its publication or its newest evidence", "date"),
        _column("version", "hash of all that the report says"),
        Column("certainty", "certainty of the answer: high, moderate, low or very low"),
        Column("score", "score of the panel of programs that reviewed it, 0 to 10", "number"),
        Column("answer", "the sentences of the answer", "array"),
        Column("missing", "what the evidence found does not answer", "array"),
        _column("screened", "papers screened after duplicates were removed", "integer"),
        _column("included", "papers included", "integer"),
        _column("claims", "claims extracted", "integer"),
        _column("stated", "claims that their own source states", "integer"),
        _column("corroborated", "claims with this verdict", "integer"),
        _column("single_source", "claims with this verdict", "integer"),
        _column("contested", "claims with this verdict", "integer"),
        _column("unsupported", "claims with this verdict", "integer"),
        _column("unverified", "claims with this verdict", "integer"),
        _column("figures", "figures extracted", "integer"),
    ),
    key=("id",),
)
PAPERS: Final = Table(
    "papers",
    "One row for each paper that a report includes or quotes, or leaves out because it was retracted.",
    (
        _column("id", "DOI of the paper where it has one, else an id of this corpus"),
        Column("doi", "DOI, lower-case"),
        _column("slug", "the end of the address of the paper's page"),
        Column("title", "title"),
        Column("authors", "authors, as “Family, Given”", "array"),
        Column("year", "year of publication", "integer"),
        Column("venue", "journal, conference or archive, as recorded"),
        Column("url", "address of the paper where it has no DOI"),
        Column("notices", "what became of it: retractions, corrections, expressions of concern", "array"),
        _column("retracted", "whether it stands retracted or withdrawn", "boolean"),
        Column("level", "what text is held: note (our words), abstract or full text; empty where none is"),
        _column("characters", "length of that text", "integer"),
        Column("sha256", "SHA-256 of that text in UTF-8"),
        _column("reports", "reports that include it", "integer"),
        _column("claims", "claims drawn from it, one in two reports counted twice", "integer"),
    ),
    key=("id",),
)
CLAIMS: Final = Table(
    "claims",
    "One row for each claim of each report: one sentence that a paper states, with the passage it was taken from.",
    (
        _column("id", "id of the claim: a hash of its paper and wording, the same in every report"),
        _REPORT,
        _column("version", "version of that report"),
        _column("number", "number of the claim in the report", "integer"),
        _column("text", "the claim"),
        _PAPER,
        _DOI,
        _column("verdict", "corroborated, single source, contested, unsupported or unverified"),
        Column("machine_verdict", "where a person decided on the verdict: the program's own"),
        _column("passes", "whether the page shows ✓ for it", "boolean"),
        _column("confidence", "probability that the program's verdict is right, 0 to 1", "number"),
        _column("supporting", "independent papers that support it", "integer"),
        _column("contradicting", "independent papers that contradict it", "integer"),
        Column("outcomes", "outcomes of the question that it speaks to", "array"),
        Column("benchmarks", "benchmarks of the question that it names", "array"),
        _START,
        _END,
        _LEVEL,
        _column("quote", "the passage"),
        _SUM,
        _RECHECKED,
        _column("checked", "passages that were judged against it: its rows in the table of checks", "integer"),
    ),
    key=("report", "id"),
    links=(_TO_REPORT, _TO_PAPER),
)
CHECKS: Final = Table(
    "checks",
    "One row for each passage that was judged against a claim, its own source included.",
    (
        _REPORT,
        _column("claim", "id of the claim"),
        _PAPER,
        _START,
        _END,
        _LEVEL,
        Column("quote", "the passage; left out where it is neutral and not from a note of ours"),
        _SUM,
        _RECHECKED,
        _column("relation", "own source, independent or not independent (an author in common)"),
        _column("label", "supports, contradicts or neutral"),
        _column("supports", "probability that the passage supports the claim, 0 to 1", "number"),
        _column("contradicts", "probability that it contradicts the claim, 0 to 1", "number"),
        _column("neutral", "probability that it does neither, 0 to 1", "number"),
        _column("judge", "what judged the pair"),
        Column("rule", "the rule that decided, where one did"),
        Column("reason", "why, in words"),
        Column("narrower", "what the passage is limited to and the claim is not"),
    ),
    links=((("report", "claim"), "claims", ("report", "id")), _TO_REPORT, _TO_PAPER),
)
FIGURES: Final = Table(
    "figures",
    "One row for each figure that a sentence of an included paper states.",
    (
        _REPORT,
        _PAPER,
        Column("subject", "what the figure is of, as the sentence names it"),
        Column("parameters_b", "size of the subject in billions of parameters", "number"),
        _column("metric", "what is measured"),
        _column("value", "the figure", "number"),
        Column("unit", "its unit; empty for a bare score"),
        Column("benchmark", "what it was measured on"),
        Column("language", "the language it is reported for"),
        Column("setting", "circumstances that the sentence names"),
        _column("kind", "level (where something stands) or change (by how much it moved)"),
        Column("direction", "of a change: up or down"),
        Column("versus", "of a change: what it is compared with"),
        Column("bound", "at most or at least, where the figure is a limit only"),
        Column("interval_low", "lower confidence limit", "number"),
        Column("interval_high", "upper confidence limit", "number"),
        Column("p", "p-value, as written"),
        _column("start", "first character of the figure in the text that is held, from 0", "integer"),
        _column("end", "the character after the figure", "integer"),
        _LEVEL,
        _column("quote", "the sentence that states it"),
    ),
    links=(_TO_REPORT, _TO_PAPER),
)
TABLES: Final = (REPORTS, PAPERS, CLAIMS, CHECKS, FIGURES)
