"""Writes a backup: see `config.backup.taking`."""

import re
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from django.core.management.base import CommandError
from django.db import DatabaseError

from config.backup import BackupRefused
from config.backup.taking import take_backup
from texts.management.base import FrenchCommand
from texts.progress import Progress

#: the name that a backup takes in a folder, by the time of its making, UTC
NAME = "reperes-{:%Y-%m-%dT%H%M%SZ}.zip"
NAMED = re.compile(r"reperes-\d{4}-\d\d-\d\dT\d{6}Z\.zip")


class Command(FrenchCommand):
    help = (
        "Sauvegarde tout le portail dans un fichier : chaque ligne de la base, comptes compris, et les fichiers "
        "déposés. Le portail peut rester ouvert : tout est du même instant. Le fichier se restaure sur SQLite comme "
        "sur PostgreSQL, dans cette version ou dans une plus récente. Seul son propriétaire peut le lire."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "destination",
            type=Path,
            metavar="FICHIER",
            help="le fichier à écrire, qui ne doit pas exister ; ou un dossier, où il sera nommé par sa date",
        )
        parser.add_argument(
            "--garder",
            type=int,
            metavar="N",
            help="avec un dossier : ne garder que les N sauvegardes les plus récentes, la nouvelle comprise",
        )

    def handle(self, *, destination: Path, garder: int | None, verbosity: int, **options):
        if garder is not None and (garder < 1 or not destination.is_dir()):
            raise CommandError("--garder demande un dossier et un nombre d’au moins 1.")
        started, folder = perf_counter(), destination
        if destination.is_dir():
            destination = folder / NAME.format(datetime.now(UTC))
        with Progress(0, shown=verbosity > 0) as bar:

            def told(label: str, total: int) -> None:
                bar.total = total
                bar.step(label)

            try:
                manifest = take_backup(destination, told=told)
            except BackupRefused as error:
                raise CommandError(f"Rien n’a été sauvegardé. {error}") from error
            except DatabaseError as error:
                raise CommandError(f"Rien n’a été sauvegardé. La base ne répond pas : {error}") from error
        gone = leave_only(folder, garder) if garder else []
        if verbosity:
            self.stdout.write(
                f"{destination} : {len(manifest.tables)} tables, {manifest.rows} lignes, {len(manifest.files)} "
                f"fichiers déposés, {destination.stat().st_size / 1e6:.1f} Mo, en {perf_counter() - started:.1f} s."
            )
            for path in gone:
                self.stdout.write(f"{path} : retiré, {garder} plus récentes sont gardées")


def leave_only(folder: Path, count: int) -> list[Path]:
    """Removes the oldest backups of `folder`, those alone that this command named, and gives their paths."""
    mine = sorted(path for path in folder.iterdir() if NAMED.fullmatch(path.name))
    gone = mine[:-count]
    for path in gone:
        path.unlink()
    return gone
