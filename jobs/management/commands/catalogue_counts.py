"""Counts what the fixtures hold, for the documentation: see `fixtures.builder.counts`."""

from pathlib import Path

from django.core.management.base import CommandError

from fixtures.builder.build import FIXTURES
from fixtures.builder.counts import as_markdown, catalogue_counts
from texts.management.base import FrenchCommand


class Command(FrenchCommand):
    help = "Compte les emplois, les fiches, les rubriques et les éléments des fixtures, par référentiel et par nature."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--write",
            type=Path,
            metavar="FICHIER",
            help="écrit le compte dans ce fichier au lieu de l’afficher",
        )

    def handle(self, *, write: Path | None, **options):
        try:
            page = as_markdown(catalogue_counts(FIXTURES))
            if write:
                write.write_text(page, "utf-8")
        except OSError as error:
            raise CommandError(f"Le fichier {error.filename} ne se lit ou ne s’écrit pas.") from error
        self.stdout.write(f"{write} : écrit" if write else page)
