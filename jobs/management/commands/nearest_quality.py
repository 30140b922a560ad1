"""Measures the nearest jobs on pairs judged by reading, beside plain ways of finding them."""

import json
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from jobs import queries
from jobs.nearest_quality import ours, towards_first, towards_others
from texts.management.base import FrenchCommand

SETS = {"same": "même métier", "near": "métiers voisins"}


class Command(FrenchCommand):
    help = (
        "Mesure les emplois proches sur des paires jugées à la lecture, intitulés et missions cachés : rang "
        "réciproque moyen, premiers et dans les trois premiers, dans les deux sens, à côté de méthodes simples."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--fichier",
            type=Path,
            default=settings.BASE_DIR / "tests" / "jobs" / "judged_pairs.json",
            metavar="FICHIER",
            help="le fichier des paires jugées ; sans cette option, celui du projet",
        )

    def handle(self, *, fichier: Path, **options):
        try:
            judged = json.loads(fichier.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"Le fichier {fichier} ne se lit pas.") from error
        corpus, weights = queries.comparable_jobs(day=timezone.localdate())
        missing = {name for kind in SETS for pair in judged.get(kind, []) for name in pair} - corpus.keys()
        if missing:
            raise CommandError(f"Sans fiche en vigueur : {', '.join(sorted(missing))}.")
        # The plain methods are part of the tests, and are not shipped where the tests are not.
        try:
            baselines = import_module("tests.benchmarks.nearest_baselines").BASELINES
        except ModuleNotFoundError:
            baselines = {}
        methods = {"Repères": ours(corpus, weights)} | {name: make(corpus) for name, make in baselines.items()}
        for kind, label in SETS.items():
            self.report(label, judged.get(kind, []), corpus, methods)

    def report(self, label, pairs, corpus, methods):
        self.stdout.write(f"{label} : {len(pairs)} paires (MRR, premiers, dans les trois premiers)")
        self.stdout.write(f"  {'':32}{'second → premier':>24}{'premier → autres':>24}")
        for name, rank in methods.items():
            figures = [way(pairs, corpus, rank) for way in (towards_first, towards_others)]
            cells = [f"{q.mrr:.3f}, {q.first}, {q.first_three}".replace(".", ",") for q in figures]
            self.stdout.write(f"  {name:32}{cells[0]:>24}{cells[1]:>24}")
