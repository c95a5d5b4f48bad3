"""The whole corpus as tables: JSON Lines and CSV, and the data package that describes them.

A text in a CSV file that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that
begins with an apostrophe: taking one away gives every text back as it was.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.catalogue import catalogue
from generator.columns import TABLES, Column, Table
from generator.ids import digest
from generator.plain import Plain, dumps
from generator.records import Corpus, Page, Site
from generator.tables import rows

GUARD: Final = "'"
_LICENCE: Final = {"name": "MIT", "path": "https://spdx.org/licenses/MIT.html", "title": "MIT License"}
_MEDIA: Mapping[str, str] = {"csv": "text/csv", "jsonl": "application/jsonl"}
# Spreadsheets look past spaces, and take the wide forms of the signs for the signs.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠']|[\t\r\n]")
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # ends a line for some readers, or is no character


def export(corpus: Corpus) -> Iterator[Page]:
    """Yield a `.jsonl` and a `.csv` file for each table, and `data/datapackage.json`."""
    shelf = catalogue(corpus)
    resources: list[Plain] = []
    for table in TABLES:
        number, bodies = _bodies(table, rows(table, shelf))
        for form in _MEDIA:
            resources.append(_resource(table, form, bodies[form], number))
            # The largest file is tens of megabytes: it is given away, not kept.
            yield Page(path=f"data/{table.name}.{form}", text=bodies.pop(form).decode())
    yield Page(path="data/datapackage.json", text=dumps(_package(resources, shelf.site)))


def _bodies(table: Table, made: Iterable[Plain]) -> tuple[int, dict[str, bytes]]:
    """Return the number of rows and both files, written row by row: a large corpus has a hundred thousand.

    CSV is as RFC 4180 has it: CRLF at the end of a line, quotes where they are needed.
    """
    # UTF-8 takes half the memory of Python's own text, where one letter of a file is beyond Latin-1.
    bodies = {form: io.BytesIO() for form in _MEDIA}
    flat, lines = (io.TextIOWrapper(body, "utf-8", "replace", newline="") for body in bodies.values())
    writer = csv.writer(flat)
    writer.writerow([column.name for column in table.columns])
    number = 0
    for number, row in enumerate(made, start=1):  # noqa: B007 - the last number is how many there are
        writer.writerow([_cell(value) for value in row.values()])
        lines.write(_json(row))
        lines.write("\n")
    flat.flush()
    lines.flush()
    return number, {form: body.getvalue() for form, body in bodies.items()}


def _cell(value: object) -> str:
    if isinstance(value, str):
        return GUARD + value if _FORMULA.match(value) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return _json(value) if value else ""
    return str(value)


def _json(value: object) -> str:
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", _ENCODE(value))


def _resource(table: Table, form: str, body: bytes, number: int) -> Plain:
    return {
        "name": f"{table.name}-{form}",
        "path": f"{table.name}.{form}",
        "title": f"{table.name.capitalize()}, {form.upper()}",
        "description": table.told,
        "format": form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "rows": number,
        "schema": _schema(table, form),
        **({"profile": "tabular-data-resource", "dialect": {"lineTerminator": "\r\n"}} if form == "csv" else {}),
    }


def _schema(table: Table, form: str) -> Plain:
    links = [
        {"fields": list(here), "reference": {"resource": f"{other}-{form}", "fields": list(there)}}
        for here, other, there in table.links
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": links} if links else {}),
    }


def _field(column: Column) -> Plain:
    needed = {"constraints": {"required": True}} if column.required else {}
    return {"name": column.name, "type": column.kind, "description": column.told, **needed}


def _package(resources: Sequence[Plain], site: Site) -> Plain:
    """Return the descriptor; its version is a hash of all files, as it has no other date or number."""
    return {
        "profile": "data-package",
        "name": "report-corpus",
        "title": site.name or "Report Corpus",
        "description": "Claims of papers with the passages they were taken from, each judged against other papers. "
        "Machine-generated syntheses of literature. The licence covers what this project wrote; quoted passages of "
        "abstracts and full texts are their authors'. A CSV text that begins with an apostrophe was given it to keep "
        "spreadsheets from running it as a formula.",
        "version": digest(*(str(resource["hash"]) for resource in resources), length=12),
        "licenses": [_LICENCE],
        **({"homepage": site.address("data/")} if site.url else {}),
        "resources": list(resources),
    }
