"""Reads the official texts and writes the fixtures: see `fixtures.builder`."""

from pathlib import Path

from django.core.management.base import CommandError

from fixtures.builder.build import FIXTURES, Built, build
from fixtures.builder.emit import BuildError, write
from fixtures.builder.reading import ReadingError
from texts.management.base import FrenchCommand


class Command(FrenchCommand):
    help = (
        "Lit les textes officiels et écrit fixtures/*.json. Les mêmes textes donnent les mêmes octets. Si un texte "
        "est abîmé, le fichier et la ligne sont nommés et rien n’est écrit."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="n’écrit rien ; nomme les fichiers qui ne sont pas ceux que les textes donnent, et sort alors avec 1",
        )
        parser.add_argument(
            "--documents",
            type=Path,
            default=FIXTURES / "documents",
            metavar="DOSSIER",
            help="le dossier des textes et de leur MANIFEST.json ; sans cette option, fixtures/documents",
        )

    def handle(self, *, check: bool, documents: Path, verbosity: int, **options):
        try:
            built = build(documents=documents)
        except (ReadingError, BuildError) as error:
            raise CommandError(str(error)) from error
        surplus = sorted(path for path in FIXTURES.glob("*.json") if path.name not in built.files)
        if check:
            self.check_committed(built, surplus)
            return
        changed = write(built.files, FIXTURES)
        for path in surplus:
            path.unlink()
        if verbosity:
            for name in changed:
                self.stdout.write(f"{name} : écrit")
            for path in surplus:
                self.stdout.write(f"{path.name} : retiré, plus aucun texte ne le donne")
            if not changed and not surplus:
                self.stdout.write(f"Rien n’a changé : les {len(built.files)} fichiers étaient à jour.")

    def check_committed(self, built: Built, surplus: list[Path]):
        """`CommandError` naming the files that differ."""
        different = [name for name, text in built.files.items() if not same(FIXTURES / name, text)]
        if different or surplus:
            names = ", ".join([*different, *(path.name for path in surplus)])
            raise CommandError(
                f"Ces fichiers ne sont pas ceux que les textes donnent : {names}. "
                "Lancez « python manage.py build_fixtures »."
            )
        self.stdout.write(f"Les {len(built.files)} fichiers sont ceux que les textes donnent.")


def same(path: Path, text: str) -> bool:
    """Whether the file holds exactly `text`."""
    return path.exists() and path.read_bytes() == text.encode()
