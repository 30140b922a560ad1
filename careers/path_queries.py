"""Reads of what goes with a path: the job that its text creates, and the grid in which its posts and jobs stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grids.queries import counting_on, documents_with_dates, grid
from grids.values import GridValue
from jobs.models import Job
from jobs.queries.printed_facts import placements
from jobs.queries.wordings import sheet_values
from jobs.values import PlacementValue, SheetValue
from texts.effect import effect_of

from .enums import PathKind
from .models import Path
from .values import JobRef, PathValue


@dataclass(frozen=True)
class NewJob:
    """A job that the text of a path brings with its sheet, and its place in the grid of the path."""

    job: JobRef
    sheet: SheetValue
    place: PlacementValue | None


@dataclass(frozen=True)
class Surroundings:
    """What stands around a path; no grid where its text names no group."""

    grid: GridValue | None
    new_jobs: tuple[NewJob, ...]


def surroundings(*, path: PathValue, day: date) -> Surroundings:
    """The grid of a path and the jobs that its text brings. Six queries at most: texts, grid, jobs, their sheets
    (two) and places; none for a path whose text names neither group nor job."""
    jobs = {node.job.url: node.job for node in path.nodes if node.job and path.card.kind == PathKind.CAREER}
    slug = next((node.grid for node in path.nodes if node.grid), "")
    if not jobs and not slug:
        return Surroundings(None, ())
    documents = documents_with_dates()
    found = grid(slug=slug, documents=documents, day=day) if slug else None
    return Surroundings(found, new_jobs(path, list(jobs.values()), documents, day) if jobs else ())


def new_jobs(path: PathValue, jobs: list[JobRef], documents: dict, day: date) -> tuple[NewJob, ...]:
    """Those of `jobs` whose sheet in force is carried by the text of the path. Four queries."""
    counting = counting_on(documents, day)
    keys = {(job.framework, job.key) for job in jobs}
    rows = Job.objects.filter(key__in={key for _, key in keys}).values_list("framework__code", "key", "pk")
    ids = {(framework, key): pk for framework, key, pk in rows if (framework, key) in keys}
    asked = {(pk, None) for pk in ids.values()}
    sheet = sheet_values(asked=asked, documents=documents, counting=counting, day=day)
    places = placements(ids.values(), documents, counting)
    found = []
    for job in jobs:
        pk = ids[job.framework, job.key]
        wording = sheet(pk, None)
        if wording and wording.document == path.card.document:
            found.append(NewJob(job, wording, next(iter(places.get(pk, ())), None)))
    return tuple(found)


def first_day(*, slug: str) -> date | bool | None:
    """From when a path is known: a date, None when since ever, False when there is none. Two queries at most."""
    row = Path.objects.filter(slug=slug).first()
    if row is None:
        return False
    document = documents_with_dates().get(row.document_id)
    return effect_of(signed_on=document.signed_on, effect_on=document.effect_on).since if document else None
