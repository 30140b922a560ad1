"""The tables of a database at whatever migration it is, and their values as JSON."""

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, JSONField, Model
from django.utils.duration import duration_iso_string

from config.backup import BackupRefused
from jobs.models import door

#: rows read or written at once
CHUNK = 2_000
#: tables that no model describes; they hold nothing between two transactions
UNDESCRIBED = {"sqlite": {door.TABLE}, "postgresql": set()}


def applied_migrations() -> list[tuple[str, str]]:
    """The migrations that the database has, sorted. Two queries."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def models_at(migrations: list[tuple[str, str]]) -> list[type[Model]]:
    """The models, by table, as these migrations leave them; the table of migrations is one of them.

    `BackupRefused` when this version of the code does not know one of the migrations.
    """
    loader = MigrationLoader(None)
    unknown = [f"{app}.{name}" for app, name in migrations if (app, name) not in loader.graph.nodes]
    if unknown:
        raise BackupRefused(
            "Les données viennent d’une version plus récente de Repères, dont celle-ci n’a pas les migrations "
            f"({', '.join(unknown[:3])}) : installez-la, puis recommencez."
        )
    apps = loader.project_state(migrations).apps
    models = [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]
    stored = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
    return [stored[name] for name in sorted(stored)]


def last_of_each_app(migrations: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of `migrations` that no other one of the same app comes after."""
    graph, kept = MigrationLoader(None).graph, set(migrations)
    followed = {parent.key for key in kept for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    return sorted(kept - followed)


def columns_of(model: type[Model]) -> list[Field]:
    """What a row stores, in the order of the model."""
    return [column for column in model._meta.concrete_fields if not getattr(column, "generated", False)]


def undescribed_tables(models: list[type[Model]]) -> list[str]:
    """The tables of the database that no model describes, besides those that are known to hold nothing."""
    known = {model._meta.db_table for model in models} | UNDESCRIBED[connection.vendor]
    return sorted(set(connection.introspection.table_names()) - known)


def rows_of(model: type[Model]) -> Iterator[list[Any]]:
    """Every row of a table as JSON values, by its key, a few thousand at a time."""
    names = [column.attname for column in columns_of(model)]
    key = names.index(model._meta.pk.attname)
    rows = model._default_manager.order_by("pk").values_list(*names)
    found = list(rows[:CHUNK])
    while found:
        for row in found:
            yield [plain(value) for value in row]
        found = list(rows.filter(pk__gt=found[-1][key])[:CHUNK])


def plain(value: Any) -> Any:
    """A value of a column as JSON has it; dates and times in ISO 8601, instants in UTC, bytes in base 64."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value


def stored(column: Field, value: Any) -> Any:
    """A JSON value as the engine takes it for this column: the reverse of `plain`."""
    if isinstance(column, JSONField):
        if value is None and column.null:
            return None
        return column.get_db_prep_value(value, connection)
    return column.get_db_prep_save(column.to_python(value), connection)


def sequence_of(model: type[Model]) -> str | None:
    """The name of what numbers the rows of a table; None when their key is given."""
    column = model._meta.auto_field
    if column is None:
        return None
    if connection.vendor == "sqlite":
        return model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', column.column])
        return cursor.fetchone()[0]


def next_key(model: type[Model]) -> int | None:
    """The number that the next row would get: one that was given and deleted is not given again."""
    sequence = sequence_of(model)
    if sequence is None:
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = %s", [sequence])
        else:
            cursor.execute(f"SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM {sequence}")  # noqa: S608
        return (cursor.fetchone() or [1])[0]


def set_next_key(model: type[Model], number: int) -> None:
    """Has the next row get `number`."""
    sequence = sequence_of(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(%s, %s, false)", [sequence, number])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [sequence])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [sequence, number - 1])
