"""A backup of each release is taken back by this version, HR's work whole, on the engine of the run.

The same restore shows, before anything is migrated, that every row of every table came back, as SQL reads it.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from config.backup.archive import Reading
from config.backup.restoring import restore_backup
from config.backup.tables import applied_migrations, models_at
from config.backup.taking import take_backup
from jobs.fixture_files import read_fixtures
from jobs.loading import STEPS, load
from jobs.models import Job, Organisation, Sheet
from tests.releases.databases import own_database

pytestmark = pytest.mark.long

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("*/portal.zip"))
#: columns that a later migration renamed or made otherwise, and why: (table, column)
MADE_OTHERWISE: set[tuple[str, str]] = set()


def of_sql(value: Any, written: Any) -> Any:
    """What the engine gives, in the words of the backup, whose own value says of what kind it is."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(written, bool):
        return bool(value)
    if isinstance(written, list | dict):
        return json.loads(value) if isinstance(value, str) else value
    return value


def differences(reading: Reading) -> list[str]:
    """The tables whose rows, asked in plain SQL, are not those of the backup."""
    wrong = []
    keys = {model._meta.db_table: model._meta.pk.column for model in models_at(applied_migrations())}
    for table, mark in reading.manifest.tables.items():
        columns = ", ".join(f'"{name}"' for name in mark.columns)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {columns} FROM "{table}" ORDER BY "{keys[table]}"')  # noqa: S608
            found = cursor.fetchall()
        key = mark.columns.index(keys[table])
        written = sorted(reading.rows(table), key=lambda row: row[key])
        found = sorted(found, key=lambda row: row[key])  # a text key is ordered otherwise from one engine to another
        same = len(found) == len(written) == mark.rows and all(
            [of_sql(value, was) for value, was in zip(row, kept, strict=True)] == kept
            for row, kept in zip(found, written, strict=True)
        )
        if not same:
            wrong.append(table)
    return wrong


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.name)
def release(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict]:
    """A release taken back in a database of its own; what was seen on the way, and the paths of its files."""
    seen: dict = {"folder": request.param, "tmp": tmp_path_factory.mktemp("release")}

    def told(label: str, total: int) -> None:
        if label == "mise à jour du schéma":
            with Reading(request.param / "portal.zip") as reading:
                seen["differences"] = differences(reading)

    with django_db_blocker.unblock(), own_database(seen["tmp"], "release"):
        seen["restored"] = restore_backup(request.param / "portal.zip", replace=False, told=told)
        yield seen


def test_every_row_of_every_table_comes_back(release) -> None:
    assert release["differences"] == []
    assert release["restored"].manifest.rows > 40_000


def test_the_work_of_hr_goes_through_every_later_version_whole(release) -> None:
    heard, changed = [], []

    load(read_fixtures(settings.BASE_DIR / "fixtures"), told=heard.append)

    assert heard == list(STEPS)
    with Reading(release["folder"] / "portal.zip") as reading:
        work = json.loads((release["folder"] / "work.json").read_text("utf-8"))
        assert {"jobs_sheet", "jobs_trace", "texts_textdate", "jobs_synonym", "jobs_placement"} <= work.keys()
        for table, keys in work.items():
            columns = reading.manifest.tables[table].columns
            kept = [name for name in columns if (table, name) not in MADE_OTHERWISE]
            listed = ", ".join(f'"{name}"' for name in kept)
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT {listed} FROM "{table}"')  # noqa: S608
                found = {row[kept.index("id")]: dict(zip(kept, row, strict=True)) for row in cursor.fetchall()}
            for row in reading.rows(table):
                was = dict(zip(columns, row, strict=True))
                if was["id"] not in keys:
                    continue
                now = found.get(was["id"], {})
                if {name: of_sql(now.get(name), was[name]) for name in kept} != {name: was[name] for name in kept}:
                    changed.append((table, was["id"]))
    assert changed == []


def test_what_was_adopted_is_guarded_again_and_the_keys_go_on(release) -> None:
    adopted = Sheet.objects.filter(job=Job.objects.get(framework__code="clcc", key="aide-soignant"), state="adoptee")
    last = max(Organisation.objects.values_list("pk", flat=True))

    with pytest.raises(DatabaseError, match="adoptée"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_sheet SET number = 99 WHERE id = %s", [adopted.first().pk])
    assert adopted.count() == 3
    assert Organisation.objects.create(name="CGT", college="salaries").pk > last


def test_a_backup_is_of_one_moment_and_nobody_waits_for_it(release) -> None:
    path = release["tmp"] / "again.zip"
    somebody = connection.copy()

    def told(label: str, total: int) -> None:
        if label == "table auth_group":  # the first one: those that change have not been read
            with somebody.cursor() as cursor:
                cursor.execute("INSERT INTO jobs_organisation (name, college) VALUES ('UNSA', 'salaries')")

    take_backup(path, told=told)

    somebody.close()
    assert Organisation.objects.filter(name="UNSA").exists()
    with Reading(path) as reading:
        reading.check()
        assert differences(reading) == ["jobs_organisation", "texts_cataloguestate"]
        columns = reading.manifest.tables["jobs_organisation"].columns
        names = [row[columns.index("name")] for row in reading.rows("jobs_organisation")]
    assert "FO" in names
    assert "UNSA" not in names
