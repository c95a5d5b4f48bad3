"""A question file as people type it: its keys, their bounds, and every mistake in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails, PydanticCustomError

from generator.errors import Problem
from generator.ids import parse_doi
from generator.located import Located, Where, closest, quoted
from generator.records import Status

CODES: Mapping[str, str] = {
    "Q001": "a required key is missing",
    "Q002": "a key is unknown",
    "Q003": "a value is of the wrong kind",
    "Q004": "a text that must say something is empty",
    "Q005": "a key has no value",
    "Q006": "a text is too long",
    "Q007": "a list is too long",
    "Q008": "a list that must name something is empty",
    "Q009": "an entry stands twice in a list",
    "Q010": "a date does not exist or is not written YYYY-MM-DD",
    "Q011": "`updated` is before `published`",
    "Q012": "an id or alias is not made of lower-case words joined by hyphens",
    "Q013": "an id or alias is reserved",
    "Q014": "a value is not one of those that are known",
    "Q015": "a DOI is none",
    "Q016": "a limit is not a whole number within its range",
    "Q017": "`replaced_by` stands in a question that is not retired",
    "Q023": "`since` is after `until`",
}

# A test compares it with the registries of sources, which this level cannot import.
KNOWN_SOURCES = (
    "library", "crossref", "europe_pmc", "arxiv", "pubmed", "datacite", "openalex", "semantic_scholar",
)  # fmt: skip
RESERVED_IDS = frozenset({"index"})
_MAX_ENTRIES = 100
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_ID = 80
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_WHOLE = re.compile(r"-?[0-9]{1,9}")


def _line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _fault(code: str, message: str, hint: str = "", at: Where = ()) -> PydanticCustomError:
    # The words travel as values, since braces in a message template would be filled in.
    return PydanticCustomError("corpus", "{message}", {"code": code, "message": message, "hint": hint, "at": at})


def is_id(value: str) -> bool:
    """Return whether `value` has the form of an id: it can be the name of a file, and is never a path."""
    return bool(_ID.fullmatch(value)) and len(value) <= _MAX_ID


def _id(value: str) -> str:
    if not is_id(value):
        hint = f"use a-z, 0-9 and single hyphens in the file name or `id`, at most {_MAX_ID} characters"
        raise _fault("Q012", f"{quoted(value)} cannot be an id", hint)
    if value in RESERVED_IDS:
        raise _fault("Q013", f"the id {quoted(value)} is reserved for a page of the site", "choose another id")
    return value


def _day(value: str, form: str = "YYYY-MM-DD") -> str:
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise _fault("Q010", f"{quoted(value)} is not a day of the calendar", "check day and month") from error
    raise _fault("Q010", f"{quoted(value)} is not a date", f"write {form}")


def _day_or_year(value: str) -> str:
    if not _YEAR.fullmatch(value):
        return _day(value, "YYYY or YYYY-MM-DD")
    if int(value) == 0:
        raise _fault("Q010", f"{quoted(value)} is not a year of the calendar", "years begin with 0001")
    return value


def _whole(value: object) -> object:
    if isinstance(value, str):
        if not _WHOLE.fullmatch(value):
            raise _fault("Q016", f"{quoted(value)} is not a whole number", "write digits only")
        return int(value)
    return value


def _doi(value: str) -> str:
    doi = parse_doi(value)
    if doi is None:
        raise _fault("Q015", f"{quoted(value)} is not a DOI", "a DOI looks like 10.1000/abc")
    return doi


def _source(value: str) -> str:
    if value not in KNOWN_SOURCES:
        raise _fault("Q014", f"no source is called {quoted(value)}", closest(value, KNOWN_SOURCES))
    return value


def _distinct(values: list[Any]) -> list[Any]:
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        name = value.name if isinstance(value, OutcomeSpec) else value
        first = seen.setdefault(name.casefold(), index)
        if first != index:
            raise _fault("Q009", f"{quoted(name)} stands in the list twice", "keep one of them", (index,))
    return values


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _group(value: object) -> object:
    return [value] if isinstance(value, str) else value


_SAYS = {"pattern": r"\S"}  # what is blank is empty once it is read
Term = Annotated[str, Field(min_length=1, max_length=200, json_schema_extra=_SAYS), BeforeValidator(_line)]
Terms = Annotated[list[Term], Field(max_length=_MAX_ENTRIES), AfterValidator(_distinct)]
SomeTerms = Annotated[list[Term], Field(min_length=1, max_length=_MAX_ENTRIES), AfterValidator(_distinct)]
# What a validator asks for is written once more in the schema, as far as a schema can say it.
Id = Annotated[str, AfterValidator(_id), Field(json_schema_extra={"pattern": f"^{_ID.pattern}$", "maxLength": _MAX_ID})]
Day = Annotated[str, AfterValidator(_day), Field(json_schema_extra={"pattern": f"^{_DATE.pattern}$", "format": "date"})]
DayOrYear = Annotated[
    str,
    AfterValidator(_day_or_year),
    # An editor reads a bare year as a number.
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^{_YEAR.pattern}(-[0-9]{{2}}-[0-9]{{2}})?$",
            "minimum": 1000,
            "maximum": 9999,
        }
    ),
]
Doi = Annotated[str, AfterValidator(_doi), Field(json_schema_extra={"minLength": 1})]
Source = Annotated[str, AfterValidator(_source), Field(json_schema_extra={"enum": list(KNOWN_SOURCES)})]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OutcomeSpec(_Strict):
    """What is measured; a bare string is short for a name without terms."""

    name: Term
    terms: Terms = []


class RuleSpec(_Strict):
    """A criterion of inclusion or exclusion."""

    reason: Annotated[str, Field(min_length=1, max_length=500, json_schema_extra=_SAYS), BeforeValidator(_line)]
    terms: SomeTerms


class LimitsSpec(_Strict):
    """How many papers and claims a report may hold."""

    papers: Annotated[int, Field(ge=1, le=500), BeforeValidator(_whole)] = 50
    claims: Annotated[int, Field(ge=1, le=200), BeforeValidator(_whole)] = 24


class QuestionSpec(_Strict):
    """All keys of a question file; a text that is not given is empty."""

    title: Annotated[str, Field(min_length=1, max_length=300, json_schema_extra=_SAYS), BeforeValidator(_line)]
    question: Annotated[str, Field(min_length=1, max_length=2000, json_schema_extra=_SAYS), BeforeValidator(_line)]
    id: Id
    authors: Terms = []
    published: Day = ""
    updated: Day = ""
    status: Status = "published"
    outcomes: Annotated[
        list[Annotated[OutcomeSpec, BeforeValidator(_named, json_schema_input_type=Term | OutcomeSpec)]],
        Field(max_length=_MAX_ENTRIES),
        AfterValidator(_distinct),
    ] = []
    benchmarks: Terms = []
    languages: Terms = []
    keywords: Annotated[
        list[Annotated[SomeTerms, BeforeValidator(_group, json_schema_input_type=Term | SomeTerms)]],
        Field(max_length=_MAX_ENTRIES),
    ] = []
    include: Annotated[list[RuleSpec], Field(max_length=_MAX_ENTRIES)] = []
    exclude: Annotated[list[RuleSpec], Field(max_length=_MAX_ENTRIES)] = []
    sources: Annotated[list[Source], Field(min_length=1), AfterValidator(_distinct)] = []
    must_include: Annotated[list[Doi], Field(max_length=_MAX_ENTRIES), AfterValidator(_distinct)] = []
    since: DayOrYear = ""
    until: DayOrYear = ""
    limits: LimitsSpec = LimitsSpec()
    tags: Terms = []
    aliases: Annotated[list[Id], Field(max_length=_MAX_ENTRIES), AfterValidator(_distinct)] = []
    replaced_by: Id = ""
    review_by: Day = ""


def read_spec(file: Located, stem: str) -> tuple[QuestionSpec | None, tuple[Problem, ...]]:
    """Return what the question file says, or None and every mistake in it.

    `stem` is the name of the file without its ending: the id, unless the file gives one.
    """
    problems = list(_order(file))
    try:
        spec = QuestionSpec.model_validate({"id": stem, **file.data})
    except ValidationError as error:
        problems += (_problem(file, fault) for fault in error.errors(include_url=False))
        return None, tuple(problems)
    return (None if problems else spec), tuple(problems)


def _order(file: Located) -> Iterator[Problem]:
    published, updated = file.data.get("published"), file.data.get("updated")
    days = [day for day in (published, updated) if isinstance(day, str) and _DATE.fullmatch(day)]
    if len(days) == 2 and days != sorted(days):
        yield file.problem(("updated",), "Q011", "`updated` is before `published`", "exchange them or correct one")
    bounds = [bound for bound in (file.data.get("since"), file.data.get("until")) if isinstance(bound, str)]
    if len(bounds) == 2 and all(map(_dated, bounds)) and bounds[0][: len(bounds[1])] > bounds[1][: len(bounds[0])]:
        yield file.problem(("until",), "Q023", "`since` is after `until`", "exchange them or correct one")
    if file.data.get("replaced_by") and file.data.get("status") != "retired":
        message = "`replaced_by` needs `status: retired`"
        yield file.problem(("replaced_by",), "Q017", message, "retire the question or remove the key", key=True)


def _dated(bound: str) -> bool:
    return bool(_DATE.fullmatch(bound) or _YEAR.fullmatch(bound))


_KINDS: Mapping[str, tuple[str, str]] = {
    "string_type": ("text", "write one text, in quotes if it holds brackets or ': '"),
    "string_unicode": ("text", "half a character is none"),
    "list_type": ("a list", "write [one, two], or one `- entry` a line"),
    "int_type": ("a whole number", ""),
    "model_type": ("a group of `key: value` lines", ""),
}


def _problem(file: Located, fault: ErrorDetails) -> Problem:
    where, kind, values = fault["loc"], fault["type"], fault.get("ctx", {})
    if kind == "corpus":
        return file.problem((*where, *values["at"]), values["code"], values["message"], values["hint"])
    if kind == "missing":
        return file.problem(where[:-1], "Q001", f"the key {quoted(where[-1])} is missing", "add it")
    if kind == "extra_forbidden":
        hint = closest(str(where[-1]), _keys(where))
        return file.problem(where, "Q002", f"the key {quoted(where[-1])} is unknown", hint, key=True)
    name = _name(where)
    if fault["input"] is None:
        return file.problem(where, "Q005", f"{name} has no value", "give it one or remove the line")
    if kind in _KINDS:
        return file.problem(where, "Q003", f"{name} has to be {_KINDS[kind][0]}", _KINDS[kind][1])
    return file.problem(where, *_bound(name, kind, values, fault["input"]))


def _bound(name: str, kind: str, values: Mapping[str, Any], given: object) -> tuple[str, str, str]:
    if kind == "string_too_short":
        return "Q004", f"{name} is empty", "write what it has to say"
    if kind == "string_too_long":
        return "Q006", f"{name} is longer than {values['max_length']} characters", "shorten it"
    if kind == "too_long":
        return "Q007", f"{name} has more than {values['max_length']} entries", "keep the most telling ones"
    if kind == "too_short":
        return "Q008", f"{name} has no entry", "name at least one"
    if kind == "literal_error":
        return "Q014", f"{quoted(given)} is not a status", closest(str(given), get_args(Status))
    least_most = f"at least {values['ge']}" if "ge" in values else f"at most {values['le']}"
    return "Q016", f"{name} has to be {least_most}", ""


def _name(where: Where) -> str:
    keys = [part for part in where if isinstance(part, str)]
    entry = "an entry of " if where and isinstance(where[-1], int) else ""
    return f"{entry}`{keys[-1]}`" if keys else "the file"


def _keys(where: Where) -> tuple[str, ...]:
    inner: Mapping[str | int, type[BaseModel]] = {"outcomes": OutcomeSpec, "limits": LimitsSpec}
    return tuple((inner.get(where[0], RuleSpec) if len(where) > 1 else QuestionSpec).model_fields)
