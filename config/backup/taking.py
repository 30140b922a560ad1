"""Writes a backup while the portal goes on: every row as it stood at one moment, then the stored files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from config.backup import WAITING, BackupRefused
from config.backup.archive import Manifest, Writing
from config.backup.tables import applied_migrations, columns_of, models_at, next_key, rows_of, undescribed_tables

Told = Callable[[str, int], None]


def in_silence(label: str, total: int) -> None:
    """Tells nobody how far one is."""


def take_backup(path: Path, *, told: Told = in_silence) -> Manifest:
    """Writes everything to `path`, which must not exist, and gives its manifest.

    Writers and readers go on meanwhile. `told` hears of each table or file, with the number of steps in all.
    `BackupRefused` when the database holds what would be left out, or when the file cannot be written.
    """
    if path.exists():
        raise BackupRefused(f"{path} existe déjà : donnez un autre nom, ou un dossier.")
    try:
        with one_moment(), Writing(path) as writing:
            manifest = _write_tables(writing, told)
            _write_files(writing, manifest, told)
            writing.finish(manifest)
    except OSError as error:
        raise BackupRefused(f"{path} ne s’écrit pas : {error.strerror or error}.") from None
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within it is of one moment, and no writer waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own transactions begin as writers
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_tables(writing: Writing, told: Told) -> Manifest:
    migrations = applied_migrations()
    if not migrations:
        raise BackupRefused("La base est vide : il n’y a rien à sauvegarder.")
    models = models_at(migrations)
    if left_out := undescribed_tables(models):
        raise BackupRefused(
            f"Ces tables ne sont pas de Repères : {', '.join(left_out)}. Mettez-les dans une autre base."
        )
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(made_at, connection.vendor, [list(pair) for pair in migrations])
    for model in models:
        table = model._meta.db_table
        told(f"table {table}", len(models))
        columns = [column.column for column in columns_of(model)]
        manifest.tables[table] = writing.table(table, columns, rows_of(model), next_key=next_key(model))
    return manifest


def _write_files(writing: Writing, manifest: Manifest, told: Told) -> None:
    """The stored files, after the rows: a file is written before the row that names it."""
    folder = Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else None
    if folder is None or not folder.is_dir():
        return
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    names = [path.relative_to(folder).as_posix() for path in paths]
    for name, path in zip(names, paths, strict=True):
        if name.startswith(f"{WAITING}/"):
            continue
        told(f"fichier {name}", len(manifest.tables) + len(paths))
        with path.open("rb") as source:
            manifest.files[name] = writing.file(name, source)
