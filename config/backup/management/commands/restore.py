"""Takes a backup back: see `config.backup.restoring`."""

from pathlib import Path
from time import perf_counter

from django.core.management.base import CommandError
from django.db import DatabaseError

from config.backup import BackupRefused
from config.backup.archive import Reading
from config.backup.restoring import restore_backup
from texts.management.base import FrenchCommand
from texts.progress import Progress


class Command(FrenchCommand):
    help = (
        "Restaure une sauvegarde faite par « backup », sur SQLite ou sur PostgreSQL, quelle que soit la base d’où "
        "elle vient. La base est faite à côté, amenée à cette version, vérifiée, puis mise d’un coup à la place de "
        "l’autre : si quelque chose manque, rien n’a changé. Une base qui n’est pas vide est refusée sans --remplacer."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("sauvegarde", type=Path, metavar="FICHIER", help="le fichier écrit par « backup »")
        parser.add_argument(
            "--remplacer",
            action="store_true",
            help="remplace tout ce que la base contient ; les fichiers déposés que la sauvegarde ignore restent",
        )
        parser.add_argument(
            "--verifier",
            action="store_true",
            help="ne restaure rien : lit toute la sauvegarde et dit si elle est entière",
        )

    def handle(self, *, sauvegarde: Path, remplacer: bool, verifier: bool, verbosity: int, **options):
        started = perf_counter()
        try:
            if verifier:
                self.verify(sauvegarde)
                return
            with Progress(0, shown=verbosity > 0) as bar:

                def told(label: str, total: int) -> None:
                    bar.done = 0 if total != bar.total else bar.done
                    bar.total = total
                    bar.step(label)

                restored = restore_backup(sauvegarde, replace=remplacer, told=told)
        except BackupRefused as error:
            raise CommandError(f"Rien n’a été restauré. {error}") from error
        except DatabaseError as error:
            raise CommandError(f"Rien n’a été restauré. La base refuse : {error}") from error
        manifest = restored.manifest
        if verbosity:
            self.stdout.write(
                f"Restauré l’état du {manifest.made_at} : {len(manifest.tables)} tables, {manifest.rows} lignes, "
                f"{len(manifest.files)} fichiers déposés, en {perf_counter() - started:.1f} s."
            )
            if restored.later:
                self.stdout.write(
                    f"Amené à cette version par {len(restored.later)} migrations ; lancez « python manage.py "
                    "load_fixtures » pour avoir aussi ses données."
                )

    def verify(self, path: Path):
        """Reads all of a backup; `BackupRefused` when it is damaged."""
        with Reading(path) as reading:
            reading.check()
            manifest = reading.manifest
        self.stdout.write(
            f"La sauvegarde est entière : état du {manifest.made_at}, {len(manifest.tables)} tables, "
            f"{manifest.rows} lignes, {len(manifest.files)} fichiers déposés."
        )
