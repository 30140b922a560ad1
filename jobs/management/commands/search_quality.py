"""Measures the search on searches judged by reading: see `jobs.judging`."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from jobs import queries
from jobs.judging import Judged, quality
from texts.management.base import FrenchCommand

SETS = ("developpement", "reserve")


class Command(FrenchCommand):
    help = (
        "Mesure la recherche sur des recherches jugées à la lecture des textes : part des emplois attendus qui "
        "viennent dans les trois premiers, rang réciproque moyen, et les recherches qui échouent."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--fichier",
            type=Path,
            default=settings.BASE_DIR / "tests" / "jobs" / "judged_queries.json",
            metavar="FICHIER",
            help="le fichier des recherches jugées ; sans cette option, celui du projet",
        )
        parser.add_argument(
            "--partie",
            choices=SETS,
            help="une seule partie : « developpement », sur laquelle on règle, ou « reserve », qu’on ne regarde pas",
        )

    def handle(self, *, fichier: Path, partie: str | None, **options):
        try:
            judged = json.loads(fichier.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"Le fichier {fichier} ne se lit pas.") from error
        for name in [partie] if partie else SETS:
            self.report(name, [measured(row) for row in judged.get(name, [])])

    def report(self, name: str, rows: list[Judged]):
        result = quality(rows)
        figures = f"rappel@3 {result.recall:.3f}, MRR {result.mrr:.3f}, premier {result.first:.3f}".replace(".", ",")
        self.stdout.write(f"{name} : {result.searches} recherches, {figures}")
        for row in result.failures:
            came = ", ".join(row.found[:3]) or "rien"
            self.stdout.write(f"  {row.query} : attendu {', '.join(row.expected)} ; venu {came}")


def measured(row: dict) -> Judged:
    """A judged search with the jobs that come today."""
    found = queries.first_jobs(text=row["q"], day=timezone.localdate())
    return Judged(row["q"], tuple(row["attendus"]), tuple(found))
