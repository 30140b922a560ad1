"""Reads for the screen where HR fills the places of a whole grid in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from texts.enums import Origin

from ..enums import JobKind, Status
from ..models import Job, Placement
from ..placed import Placed
from .printed_facts import placements_in


@dataclass(frozen=True)
class JobPlace:
    """A job, what a person entered of its place by one text, and what stands on the day shown."""

    job: int
    title: str
    entered: Placed
    standing: str


def entered_places(*, document: int, grid: str) -> dict[int, Placed]:
    """What people entered of a grid by one text, by job. Two queries."""
    rows = Placement.objects.filter(document=document, grid__slug=grid, origin=Origin.ENTERED)
    return {
        row.job_id: Placed(next((level.code for level in row.levels.all()), ""), row.position, row.stream, row.rating)
        for row in rows.order_by("job").prefetch_related("levels")
    }


def places_to_fill(*, framework: str, grid: str, document: int, documents: dict, day: date) -> list[JobPlace]:
    """Every job of a framework that is not deleted, in the order of its text, with what `document` gives of its place
    by HR's hand and what stands on `day`. Four queries."""
    jobs = Job.objects.filter(framework__code=framework, kind=JobKind.JOB).exclude(statuses__status=Status.DELETED)
    entered = entered_places(document=document, grid=grid)
    counting = {pk for pk, row in documents.items() if row.counts_from is None or row.counts_from <= day}
    standing = placements_in(grid, documents, counting)
    return [
        JobPlace(job.pk, job.title, entered.get(job.pk, Placed()), _said(standing.get(job.pk)))
        for job in jobs.order_by("order", "title", "pk")
    ]


def _said(place) -> str:
    """« Groupe F, position 4, filière MT, cotation 212 (énoncé par le texte) »."""
    if place is None:
        return ""
    details = (("position", place.position), ("filière", place.stream), ("cotation", place.rating))
    words = [", ".join(label for _, label in place.levels), *(f"{name} {value}" for name, value in details if value)]
    return f"{', '.join(filter(None, words))} ({place.basis_label})"
