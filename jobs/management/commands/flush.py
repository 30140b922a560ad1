"""Empties the database, adopted wordings included: what Django's own command does, with the door open."""

from django.core.management.commands import flush

from jobs.actions import adopted_rows_open
from texts.management.base import FrenchHelp


class Command(FrenchHelp, flush.Command):
    help = (
        "Vide la base de toutes ses lignes, fiches adoptées comprises, et laisse ses tables. Ce qui n’a pas été "
        "sauvegardé est perdu."
    )
    reworded = {
        "interactive": "vide sans demander confirmation",
        "database": "la base à vider ; celle du portail, sans cette option",
    }

    def handle(self, **options):
        with adopted_rows_open():
            super().handle(**options)
