"""The open data as files: tables in JSON and CSV, their schema, their checksums. Pure: same tables, same bytes.

The schema is a Data Package (tabular): each table with the type, the meaning and the known values of each column, its
key, and the tables to which it leads.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

#: a cell: what JSON can say
Cell = str | int | bool | list | None


@dataclass(frozen=True)
class Column:
    """A column: its name, what it says, its type in the words of Table Schema, its values when they are few."""

    name: str
    title: str
    type: str = "string"
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table. `key` names the columns that tell its rows apart; `leads` those that name a row of another table."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    leads: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = field(default_factory=dict)


def data_package(tables: Sequence[Table], others: dict[str, str], notice: str) -> dict[str, bytes]:
    """Every file of the dump by its path. `others`: texts and editions, as they are published; `notice`: LISEZ-MOI."""
    files = {name: text.encode() for name, text in others.items()}
    for table in tables:
        files[f"json/{table.name}.json"] = _bytes(records(table))
        files[f"csv/{table.name}.csv"] = as_csv(table)
    files["datapackage.json"] = _bytes(description(tables, files))
    files["LISEZ-MOI.md"] = notice.encode()
    sums = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return {name: files[name] for name in sorted(files)} | {"SHA256SUMS": "".join(sums).encode()}


def _bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def records(table: Table) -> list[dict[str, Cell]]:
    """The rows as objects, keys in the order of the columns."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def as_csv(table: Table) -> bytes:
    """The rows as RFC 4180 has it: UTF-8, commas; a list is written in JSON, what is not known is empty.

    The words are exactly those of the data: unlike the files of the pages, nothing is put before a cell that a
    spreadsheet would take for a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return out.getvalue().encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def description(tables: Sequence[Table], files: dict[str, bytes]) -> dict:
    """The Data Package. No licence is written for the texts: none of them gives one."""
    return {
        "name": "reperes",
        "title": "Repères : emplois, grilles et parcours".replace(" :", "\u202f:"),
        "profile": "tabular-data-package",
        "resources": [_resource(table, files[f"csv/{table.name}.csv"]) for table in tables],
    }


def _resource(table: Table, content: bytes) -> dict:
    schema: dict = {
        "fields": [_field(column, required=column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.leads:
        schema["foreignKeys"] = [
            {"fields": list(names), "reference": {"resource": other, "fields": list(theirs)}}
            for names, (other, theirs) in table.leads.items()
        ]
    return {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "path": f"csv/{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column, *, required: bool) -> dict:
    constraints = ({"required": True} if required else {}) | ({"enum": list(column.values)} if column.values else {})
    described = {"name": column.name, "type": column.type, "title": column.title}
    return described | ({"constraints": constraints} if constraints else {})


def plain(value: object) -> Cell:
    """A value of the database as JSON can say it: an empty text is nothing, a day is AAAA-MM-JJ."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value
