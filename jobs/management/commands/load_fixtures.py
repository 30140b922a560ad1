"""Brings the database to the fixtures: see `jobs.loading`."""

from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management.base import CommandError

from jobs.fixture_files import read_fixtures
from jobs.loading import STEPS, load
from texts.management.base import FrenchCommand
from texts.progress import Progress
from texts.syncing import LoadError, Summary

COLUMNS = ("créées", "modifiées", "inchangées", "retirées")


class Command(FrenchCommand):
    help = (
        "Charge les textes officiels, les emplois, les fiches et les grilles des fixtures dans la base, et dit ce "
        "qui a été créé, modifié, laissé ou retiré. Tout est fait d’un coup ou rien ne l’est ; une seconde fois ne "
        "change rien. Ce que les ressources humaines ont saisi n’est ni modifié, ni retiré, ni doublé."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dossier",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            metavar="DOSSIER",
            help="le dossier des fixtures à charger ; sans cette option, celui du projet",
        )

    def handle(self, *, dossier: Path, verbosity: int, **options):
        started = perf_counter()
        try:
            with Progress(len(STEPS), shown=verbosity > 0) as bar:
                summary = load(read_fixtures(dossier), told=bar.step)
        except LoadError as error:
            raise CommandError(f"Rien n’a été chargé. {error}") from error
        if verbosity:
            for line in report(summary, perf_counter() - started):
                self.stdout.write(line)


def report(summary: Summary, seconds: float) -> list[str]:
    """What a load did, line by line: a table by kind, the rows left or kept by name, and a conclusion."""
    tallies = list(summary.tallies.values())
    width = max(len(tally.kind) for tally in tallies)
    lines = [f"{'lignes':<{width}}" + "".join(f"{column:>12}" for column in COLUMNS)]
    for tally in tallies:
        counts = (tally.created, tally.changed, tally.unchanged, tally.removed)
        lines.append(f"{tally.kind:<{width}}" + "".join(f"{count:>12}" for count in counts))
    for tally in tallies:
        lines += [f"Laissé tel que saisi ({tally.kind}) : {name}" for name in tally.left]
        lines += [f"Absent des fixtures, gardé car utilisé ({tally.kind}) : {name}" for name in tally.kept]
    took = f"{seconds:.1f} s".replace(".", ",")
    if summary.writes:
        written = "1 ligne écrite ou retirée" if summary.writes == 1 else f"{summary.writes} lignes écrites ou retirées"
        lines.append(f"La base est à jour : {written} en {took}.")
    else:
        lines.append(f"Rien n’a changé : la base était à jour ({took}).")
    return lines
