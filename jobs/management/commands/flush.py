"""Empties the database, adopted wordings included: what Django's own command does, with the door open."""

from django.core.management.commands import flush

from jobs.actions import adopted_rows_open


class Command(flush.Command):
    def handle(self, **options):
        with adopted_rows_open():
            super().handle(**options)
