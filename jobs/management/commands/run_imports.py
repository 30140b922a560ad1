"""Applies the imports of sheets that were confirmed and wait, as the server does by itself when it starts."""

from jobs.actions.imports import run_imports
from texts.management.base import FrenchCommand


class Command(FrenchCommand):
    help = "Applique les imports de fiches confirmés qui attendent."

    def handle(self, *args, **options):
        applied = run_imports()
        for row in applied:
            self.stdout.write(f"« {row.name} » : {row.outcome}")
        if not applied:
            self.stdout.write("Aucun import n’attendait.")
