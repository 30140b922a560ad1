"""Takes a backup back: made whole beside the portal's database, brought to this version, then put in its place."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from config.backup import WAITING, BackupRefused
from config.backup.archive import Manifest, Reading
from config.backup.staging import staged
from config.backup.tables import (
    CHUNK,
    applied_migrations,
    columns_of,
    last_of_each_app,
    models_at,
    set_next_key,
    stored,
)
from config.backup.taking import Told, in_silence
from jobs.models import door


@dataclass(frozen=True)
class Restored:
    """What a restore did. `later`: the migrations that this version added to those of the backup."""

    manifest: Manifest
    later: list[tuple[str, str]]


def restore_backup(path: Path, *, replace: bool, told: Told = in_silence) -> Restored:
    """Puts the content of `path` in the database and in the folder of stored files.

    `replace`: an existing database is replaced; without it, only an empty one is filled. `BackupRefused` when the
    file is damaged or comes from a later version, or when the database is not empty: nothing was then changed.
    """
    with Reading(path) as reading:
        told("vérification", 0)
        reading.check()
        manifest = reading.manifest
        migrations = [(app, name) for app, name in manifest.migrations]
        models = models_at(migrations)
        check_tables(manifest, models)
        check_room(manifest, replace=replace)
        try:
            with staged():
                make_tables(migrations, told)
                put_rows(reading, models, told)
                told("mise à jour du schéma", 0)
                call_command("migrate", interactive=False, verbosity=0)
                later = [pair for pair in applied_migrations() if pair not in set(migrations)]
                bring_files(reading, told)
            settle_files(manifest)
        except IntegrityError as error:
            raise BackupRefused(f"Les lignes de la sauvegarde ne s’accordent pas entre elles : {error}.") from error
        finally:
            if manifest.files:
                shutil.rmtree(Path(settings.MEDIA_ROOT) / WAITING, ignore_errors=True)
    return Restored(manifest, later)


def check_tables(manifest: Manifest, models: list[type[Model]]) -> None:
    """The backup has the tables and the columns that its migrations make, no more and no less."""
    made = {model._meta.db_table: sorted(column.column for column in columns_of(model)) for model in models}
    written = {name: sorted(mark.columns) for name, mark in manifest.tables.items()}
    if made != written:
        wrong = sorted(name for name in made.keys() | written.keys() if made.get(name) != written.get(name))
        raise BackupRefused(f"La sauvegarde n’a pas les tables de ses migrations : {', '.join(wrong[:5])}.")


def check_room(manifest: Manifest, *, replace: bool) -> None:
    """There is a folder for the stored files, and nothing that was not meant to be replaced."""
    if manifest.files and not settings.MEDIA_ROOT:
        raise BackupRefused("La sauvegarde a des fichiers, et ce portail n’a pas de dossier où les mettre.")
    if replace:
        return
    if tables := connection.introspection.table_names():
        with connection.cursor() as cursor:
            rows = 0
            for table in tables:
                cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
                rows += cursor.fetchone()[0]
        raise BackupRefused(
            f"La base n’est pas vide : elle a {len(tables)} tables et {rows} lignes. Sauvegardez-la si elle compte, "
            "puis ajoutez --remplacer."
        )


def make_tables(migrations: list[tuple[str, str]], told: Told) -> None:
    """Applies to an empty database the migrations of the backup, and those alone; without Django's signals."""

    def tell(action: str, migration: object = None, fake: bool = False) -> None:
        if action == "apply_start":
            told("tables", len(migrations))

    MigrationExecutor(connection, tell).migrate(last_of_each_app(migrations))


def put_rows(reading: Reading, models: list[type[Model]], told: Told) -> None:
    """Gives the tables the rows of the backup and no other, in one transaction that ends only if they agree."""
    guarded = connection.vendor == "postgresql" or door.TABLE in connection.introspection.table_names()
    with transaction.atomic(), door.adopted_rows_open(guarded):
        with connection.cursor() as cursor:
            for model in models:  # what a migration wrote, which the backup has too
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        for model in models:
            mark = reading.manifest.tables[model._meta.db_table]
            told(f"table {model._meta.db_table}", len(models))
            put_table(model, mark.columns, reading.rows(model._meta.db_table))
            if mark.next_key is not None:
                set_next_key(model, mark.next_key)
        connection.check_constraints()


def put_table(model: type[Model], columns: list[str], rows: Iterable[list[Any]]) -> None:
    """Inserts rows whose values stand in the order of `columns`."""
    quote = connection.ops.quote_name
    fields = {column.column: column for column in columns_of(model)}
    ordered = [fields[name] for name in columns]
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(name) for name in columns)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(columns))})"
    )
    with connection.cursor() as cursor:
        for chunk in in_chunks(rows):
            cursor.executemany(
                statement,
                [[stored(column, value) for column, value in zip(ordered, row, strict=True)] for row in chunk],
            )


def in_chunks(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """The same rows, a few thousand at a time."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def bring_files(reading: Reading, told: Told) -> None:
    """Writes the stored files where they wait, so that only renaming is left once the database is replaced."""
    if not reading.manifest.files:
        return
    waiting = Path(settings.MEDIA_ROOT) / WAITING
    shutil.rmtree(waiting, ignore_errors=True)
    for name in reading.manifest.files:
        told(f"fichier {name}", len(reading.manifest.files))
        path = waiting / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with reading.file(name) as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)


def settle_files(manifest: Manifest) -> None:
    """Gives the stored files their place; those that the backup does not know stay where they are."""
    folder = Path(settings.MEDIA_ROOT or ".")
    for name in manifest.files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / WAITING / name).replace(folder / name)
