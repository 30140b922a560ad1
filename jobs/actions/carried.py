"""What a text carries of the facts that HR enters, held against the other texts: the one check of every way in.

Each row is ended by the next one of another day. Two texts that count from one day would both give the fact, a text
without a date would give it of all time, and a pay rests on a place that counts by its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from grids.models import Level
from texts.effect import french_date
from texts.enums import Origin
from texts.models import Document

from ..models import GuaranteedPay, Placement, Replacement

#: the columns by which two rows say the same thing
SAME = {Placement: ("job", "grid"), GuaranteedPay: ("job",), Replacement: ("job", "successor")}
UNDATED = (
    "Ce texte n’a aucune date : enregistrez sa signature ou sa prise d’effet, sans quoi il vaudrait de tout temps."
)

#: the day from which each text counts, by its id; none for a text without a date
Days = dict[int, date | None]


def days_of_texts() -> Days:
    """The day from which each text counts. One query."""
    return dict(Document.objects.with_dates().values_list("pk", "counts_from"))


def overlap(other: Document, day: date) -> str:
    """The sentence for a fact that `other` gives already from the same day."""
    return (
        f"« {other} » le donne déjà, à compter du même jour, le {french_date(day)} : corrigez cette ligne-là, ou "
        "donnez un texte d’un autre jour."
    )


def alike(row: models.Model) -> models.QuerySet:
    """The other rows that say the same thing as `row`, by whatever text."""
    same = {f"{name}_id": getattr(row, f"{name}_id") for name in SAME[type(row)]}
    return type(row).objects.filter(**same).exclude(pk=row.pk)


def faults_of_text(document: Document, *, days: Days, jobs: Collection[int] | None = None) -> dict[int, str]:
    """Why what `document` carries cannot be kept as it is, were the texts to count from `days`: a sentence by the id
    of its job, those of `jobs` only when given. Two rows of the official texts are never held against each other.

    Eight queries, and four for each pay that people entered for one of these jobs.
    """
    faults: dict[int, str] = {}
    day = days[document.pk]
    concerned: set[int] = set()
    for model, columns in SAME.items():
        own = [row for row in model.objects.filter(document=document) if jobs is None or row.job_id in jobs]
        concerned |= {row.job_id for row in own}
        held = defaultdict(list)
        for row in model.objects.filter(job__in={row.job_id for row in own}).select_related("document"):
            held[_key(row, columns)].append(row)
        for row in own:
            entered = row.origin == Origin.ENTERED
            if day is None:
                if entered:
                    faults.setdefault(row.job_id, UNDATED)
                continue
            for other in held[_key(row, columns)]:
                if other.pk != row.pk and days[other.document_id] == day and Origin.ENTERED in {
                    row.origin, other.origin
                }:  # fmt: skip
                    faults.setdefault(row.job_id, overlap(other.document, day))
    resting = Placement.objects.filter(Q(document=document) | Q(levels__document=document) | Q(grid__document=document))
    for row in resting.filter(origin=Origin.ENTERED).distinct().select_related("grid").prefetch_related("levels"):
        if (jobs is None or row.job_id in jobs) and (why := not_yet(row, row.levels.all(), days)):
            faults.setdefault(row.job_id, why)
    pays = GuaranteedPay.objects.filter(job__in=concerned if jobs is None else jobs, origin=Origin.ENTERED)
    for pay in pays.select_related("document"):
        if not placed_in(pay, days):
            faults.setdefault(pay.job_id, left_alone(pay))
    return faults


def not_yet(place: Placement, levels: Iterable[Level], days: Days) -> str:
    """Why a place cannot be at these levels: the sentence for one that its grid has from a later day than that of the
    place; empty when it has them all by then."""
    day = days[place.document_id]
    for level in levels:
        since = days[level.document_id or place.grid.document_id]
        if day and since and since > day:
            return (
                f"{level.label} n’est dans la grille qu’à compter du {french_date(since)}, et ce classement compterait "
                f"dès le {french_date(day)}."
            )
    return ""


def _key(row: models.Model, columns: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(getattr(row, f"{name}_id") for name in columns)


def left_alone(pay: GuaranteedPay) -> str:
    """The sentence for a pay that people entered, left without the group that it is that of."""
    return (
        f"Une rémunération du groupe {pay.group}, d’après « {pay.document} », repose sur ce classement : changez-la ou "
        "retirez-la d’abord."
    )


def placed_in(pay: GuaranteedPay, days: Days) -> bool:
    """Whether the job is in the group of its pay on the day from which that counts. Two queries."""
    day = days[pay.document_id] or date.max
    rows = Placement.objects.filter(job=pay.job_id).prefetch_related("levels")
    counting = [placed for placed in rows if (days[placed.document_id] or date.min) <= day]
    counting.sort(key=lambda placed: days[placed.document_id] or date.min)
    last = {placed.grid_id: placed for placed in counting}
    return any(level.code == pay.group for placed in last.values() for level in placed.levels.all())
