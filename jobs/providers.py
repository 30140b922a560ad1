"""What other apps tell of the jobs, without the jobs knowing them.

An app registers a provider when it is ready; the page of a sheet asks them all.
"""

from __future__ import annotations

from collections.abc import Callable

from .values import JobSheet, Lead

#: where a job can lead and what leads to it: what is known of a job → its leads, those of a text only
leads: list[Callable[[JobSheet], list[Lead]]] = []
#: the jobs that one career path holds together: → {(framework, key): the path's name}
paths: list[Callable[[], dict[tuple[str, str], str]]] = []


def leads_of(sheet: JobSheet) -> list[Lead]:
    """What every provider says of a job, in their order."""
    return [lead for provider in leads for lead in provider(sheet)]


def path_of_jobs() -> dict[tuple[str, str], str]:
    """The path of each job that has one, as every provider says."""
    return {job: path for provider in paths for job, path in provider().items()}
