"""Filling the places of a whole grid in one go, by one text."""

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from grids.models import Grid
from texts.enums import Origin
from texts.models import Document

from ..enums import Basis, Deed
from ..indexing import refresh_listings
from ..models import Job, Placement
from ..nearest_indexing import follow_sheets
from ..placed import Placed, fault_of, token
from .carried import days_of_texts, faults_of_text
from .refusals import Refused
from .tracing import leave_trace


class PlacesRefused(Refused):
    """Places that cannot be kept: a sentence for each job, by its id. Nothing is written."""

    def __init__(self, faults: dict[int, str]):
        self.faults = faults
        super().__init__(f"{len(faults)} ligne{'s' * (len(faults) > 1)} à reprendre : rien n’est enregistré.")


class PlacesChanged(Refused):
    """Someone entered places since these were read. Nothing is written; `held` is what they say now."""

    def __init__(self, held: dict[int, Placed]):
        self.held = held
        super().__init__(
            "Quelqu’un a saisi des classements de ce texte depuis que vous avez ouvert cette page : les lignes qui "
            "diffèrent sont marquées. Relisez, puis enregistrez à nouveau."
        )


@transaction.atomic
def place_jobs(*, document: Document, grid: Grid, wanted: Mapping[int, Placed], read: str, by) -> int:
    """Make what `document`, a text that HR registered, says of the places in `grid` what `wanted` gives by job; a
    job left empty has none, a job not named keeps its own. Gives how many changed.

    `read`: the token of the places as they were read. `PlacesChanged` when they changed since, `PlacesRefused` with
    a sentence by job, for what cannot be read as for what `faults_of_text` finds. What the official texts give is
    never touched: a later text stands before them.
    """
    # One at a time for a text, where rows can be locked; on SQLite the transaction is alone already.
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.origin != Origin.ENTERED:
        raise Refused("Un classement saisi est porté par un texte enregistré ici, ou par une décision.")
    rows = Placement.objects.filter(document=document, grid=grid, origin=Origin.ENTERED).prefetch_related("levels")
    rows = {row.job_id: row for row in rows.order_by("pk")}
    held = {job: _placed(row) for job, row in rows.items()}
    if token(held) != read:
        raise PlacesChanged(held)
    levels = {level.code: level for level in grid.levels.all()}
    faults = {job: why for job, place in wanted.items() if (why := fault_of(place, frozenset(levels)))}
    if faults:
        raise PlacesRefused(faults)
    changed = {job: place for job, place in wanted.items() if place != held.get(job, Placed())}
    jobs = Job.objects.in_bulk(list(changed))
    for job, place in changed.items():
        _write(jobs[job], place, rows.get(job), document=document, grid=grid, level=levels.get(place.group), by=by)
    if changed:
        faults = faults_of_text(document, days=days_of_texts(), jobs=set(changed))
        if faults:
            raise PlacesRefused(faults)
        refresh_listings(list(changed))
        follow_sheets(())
    return len(changed)


def _placed(row: Placement) -> Placed:
    return Placed(next((level.code for level in row.levels.all()), ""), row.position, row.stream, row.rating)


def _write(job: Job, place: Placed, row: Placement | None, *, document, grid, level, by) -> None:
    """One job: written, rewritten or taken out, with its trace. About five queries."""
    before = asdict(_placed(row)) if row else None
    if place.empty:
        leave_trace(Deed.UNPLACED, row, by=by, before=before, job=job)
        row.delete()
        return
    row = row or Placement(job=job, grid=grid, document=document, basis=Basis.ENTERED, origin=Origin.ENTERED)
    row.position, row.stream, row.rating = place.position, place.stream, place.rating
    row.save()
    row.levels.set([level])
    after = asdict(place) | {"texte": document.slug}
    leave_trace(Deed.PLACED, row, by=by, before=before, after=after, job=job)
