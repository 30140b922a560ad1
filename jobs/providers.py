"""What other apps tell of the jobs, without the jobs knowing them.

An app registers a provider when it is ready; the page of a sheet asks them all.
"""

from __future__ import annotations

from collections.abc import Callable

from .values import JobSheet, Lead

#: where a job can lead and what leads to it: what is known of a job → its leads, those of a text only
leads: list[Callable[[JobSheet], list[Lead]]] = []


def leads_of(sheet: JobSheet) -> list[Lead]:
    """What every provider says of a job, in their order."""
    return [lead for provider in leads for lead in provider(sheet)]
