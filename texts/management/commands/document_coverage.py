"""Proves that the fixtures hold the official texts whole: see `fixtures.builder.report`."""

import json
from pathlib import Path

from django.core.management.base import CommandError

from fixtures.builder.build import FIXTURES
from fixtures.builder.reading import ReadingError
from fixtures.builder.records import FURNITURE
from fixtures.builder.records import PassageKind as Kind
from fixtures.builder.report import Coverage, cover_all
from texts.enums import PassageKind
from texts.management.base import FrenchCommand

REPAIRS = {
    "ligature": "ligatures recollées",
    "cesure": "mots coupés en fin de ligne",
    "trait_union": "mots composés coupés à leur trait d’union",
    "coupure": "expressions coupées après une barre ou un tiret",
    "balisage": "balises retirées",
    "caractere_perdu": "caractères perdus rétablis",
    "accent_separe": "accents recollés à leur lettre",
    "espacement": "blancs mis dans un mot",
}


class Command(FrenchCommand):
    help = (
        "Dit, pour chaque texte officiel, où passe chacun de ses caractères et ce que la lecture a réparé. Sort avec "
        "1 et nomme chaque endroit où un caractère n’est nulle part, ou où les passages ne redonnent pas le texte."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--dossier",
            type=Path,
            default=FIXTURES,
            metavar="DOSSIER",
            help="le dossier des fixtures à examiner ; sans cette option, celui du projet",
        )

    def handle(self, *, dossier: Path, **options):
        try:
            results = cover_all(dossier)
        except ReadingError as error:
            raise CommandError(str(error)) from error
        except (OSError, json.JSONDecodeError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"Les fixtures de {dossier} ne se lisent pas : {error}") from error
        for result in results:
            self.describe(result)
        losses = [loss for result in results for loss in result.losses]
        for loss in losses:
            self.stderr.write(str(loss))
        if losses:
            places = "1 endroit où" if len(losses) == 1 else f"{len(losses)} endroits où"
            raise CommandError(f"{places} les données ne rendent pas le texte.")
        self.stdout.write("Chaque caractère est compté une fois, et les passages redonnent les textes.")

    def describe(self, result: Coverage):
        """One text: its characters by kind of passage, furniture last, then its repairs."""
        self.stdout.write(f"{result.document} : {number(result.characters)} caractères non blancs")
        for kind in sorted(result.by_kind, key=lambda kind: (Kind(kind) in FURNITURE, -result.by_kind[kind])):
            share = 100 * result.by_kind[kind] / max(result.characters, 1)
            label = PassageKind(kind).label
            percent = f"{share:.1f}".replace(".", ",")
            self.stdout.write(
                f"  {label:<20}{number(result.by_kind[kind]):>9}{percent:>7} %{result.passages[kind]:>7} passages"
            )
        for kind, count in sorted(result.repairs.items()):
            self.stdout.write(f"  réparé : {REPAIRS[kind]} ({count})")


def number(value: int) -> str:
    """« 12 345 », with a narrow no-break space."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
