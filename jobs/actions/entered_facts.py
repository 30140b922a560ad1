"""What HR adds to the facts of the jobs, each by a text of its own: places, guaranteed pay, replacements, and what it
decides of the oddities of the texts. The rows of the official texts are never touched; a later text stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models, transaction

from grids.models import Grid, Level
from texts.enums import Origin
from texts.models import AnomalyDecision, Document

from ..enums import Basis, Deed
from ..indexing import refresh_listings
from ..models import GuaranteedPay, Job, Placement, Replacement
from ..nearest_indexing import follow_sheets
from .carried import UNDATED, Days, alike, days_of_texts, left_alone, not_yet, overlap, placed_in
from .drafts import is_deleted
from .refusals import Refused
from .tracing import leave_trace

A_YEAR = re.compile(r"20\d\d")
#: how each kind of row is named
DEEDS = {
    Placement: (Deed.PLACED, Deed.UNPLACED),
    GuaranteedPay: (Deed.PAID, Deed.UNPAID),
    Replacement: (Deed.REPLACED, Deed.UNREPLACED),
}
#: columns that say nothing of the fact itself
SILENT = {"id", "order", "origin", "explanation", "table_row"}


class FactRefused(Refused):
    """A fact that cannot be entered so. `field` names the one to look at, empty for the whole."""

    def __init__(self, field: str, message: str):
        self.field = field
        super().__init__(message)


def refuse_fact(row: models.Model, *, levels: Sequence[Level] = ()) -> None:
    """`FactRefused` when a row has no source of HR's own, contradicts another on the same day, or rests on nothing."""
    _refuse_ours(row)
    days = days_of_texts()
    _refuse_source(row, days)
    _refuse_overlap(row, days)
    if isinstance(row, Placement):
        _refuse_placement(row, levels, days)
    elif isinstance(row, GuaranteedPay):
        _refuse_pay(row, days)
    else:
        _refuse_replacement(row)


def _refuse_ours(row: models.Model) -> None:
    if row.pk and type(row).objects.filter(pk=row.pk, origin=Origin.TEXT).exists():
        raise FactRefused("", "Cette ligne vient d’un texte officiel fourni avec le portail : elle ne se change pas.")


def refuse_carrier(document: Document) -> None:
    """`FactRefused` for a text that does not come from HR: what people enter is carried by one that they registered."""
    if document.origin != Origin.ENTERED:
        raise FactRefused(
            "document", "Ce qui est saisi est porté par un texte enregistré ici, ou par une décision : enregistrez-le."
        )


def _refuse_source(row: models.Model, days: Days) -> None:
    refuse_carrier(row.document)
    if row.passage and row.passage.document_id != row.document_id:
        raise FactRefused("passage", "Ce passage n’est pas dans ce texte : choisissez-en un du même texte.")
    if days[row.document_id] is None:
        raise FactRefused("document", UNDATED)


def _refuse_overlap(row: models.Model, days: Days) -> None:
    """Two texts that count from one day would both give this; each row is ended by the next, and these would not be."""
    day = days[row.document_id]
    others = alike(row).select_related("document")
    other = next((held for held in others if days[held.document_id] == day), None)
    if other:
        raise FactRefused("document", overlap(other.document, day))


def _refuse_placement(row: Placement, levels: Sequence[Level], days: Days) -> None:
    if row.grid.framework_code != row.job.framework.code:
        raise FactRefused("grid", "Cette grille n’est pas celle du référentiel de cet emploi.")
    if not levels:
        raise FactRefused("levels", "Donnez au moins un niveau : sans lui, le reste ne place pas l’emploi.")
    if any(level.grid_id != row.grid_id for level in levels):
        raise FactRefused("levels", "Un de ces niveaux n’est pas de cette grille.")
    if why := not_yet(row, levels, days):
        raise FactRefused("levels", why)


def _refuse_pay(row: GuaranteedPay, days: Days) -> None:
    grids = Grid.objects.filter(framework_code=row.job.framework.code)
    if not Level.objects.filter(grid__in=grids, code=row.group).exists():
        raise FactRefused("group", "Ce groupe n’est dans aucune grille du référentiel de cet emploi.")
    if not row.rmag <= row.rmag_1 <= row.rmag_2:
        raise FactRefused("rmag_1", "RMAG, RMAG 1 et RMAG 2 doivent aller croissant.")
    if not placed_in(row, days):
        raise FactRefused(
            "group", "Cet emploi n’est pas classé dans ce groupe au jour de ce texte : saisissez d’abord son "
            "classement, la rémunération est celle d’un groupe.",
        )  # fmt: skip


def _refuse_replacement(row: Replacement) -> None:
    if row.job_id == row.successor_id:
        raise FactRefused("successor", "Un emploi ne se remplace pas lui-même.")
    if row.job.framework_id != row.successor.framework_id:
        raise FactRefused("successor", "L’emploi qui remplace est du même référentiel.")
    if row.announced and not A_YEAR.fullmatch(row.announced):
        raise FactRefused("announced", "Écrivez l’année en quatre chiffres, ou rien si le remplacement est fait.")
    if is_deleted(row.successor):
        raise FactRefused("successor", "Cet emploi est supprimé : il n’en remplace aucun.")
    following = dict.fromkeys([row.successor_id])
    links = list(Replacement.objects.exclude(pk=row.pk).values_list("job", "successor"))
    for job in iter(lambda: next((b for a, b in links if a in following and b not in following), None), None):
        following[job] = None
    if row.job_id in following:
        raise FactRefused("successor", "Ces emplois se remplaceraient l’un l’autre : regardez leurs remplacements.")


@transaction.atomic
def record_fact(row: models.Model, *, by, levels: Sequence[Level] = ()) -> models.Model:
    """Record a place, a pay or a replacement that `by` enters or changes, and bring the list to it."""
    before = said(type(row).objects.get(pk=row.pk)) if row.pk else None
    refuse_fact(row, levels=levels)
    if isinstance(row, Placement):
        row.basis = Basis.ENTERED
    row.origin = Origin.ENTERED
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise FactRefused("", " ".join(error.messages)) from error
    row.save()
    if isinstance(row, Placement):
        row.levels.set(levels)
        refuse_orphans(row.job)
    leave_trace(DEEDS[type(row)][0], row, by=by, before=before, after=said(row), job=row.job)
    _bring_up_to_date()
    return row


@transaction.atomic
def remove_fact(row: models.Model, *, by) -> None:
    """Remove a place, a pay or a replacement that a person entered; not a place on which a pay rests."""
    _refuse_ours(row)
    job, before = row.job, said(row)
    leave_trace(DEEDS[type(row)][1], row, by=by, before=before, job=job)
    row.delete()
    if isinstance(row, Placement):
        refuse_orphans(job)
    _bring_up_to_date()


def refuse_orphans(job: Job) -> None:
    """`FactRefused` when a pay that people entered would be left without the group that it is that of."""
    days = days_of_texts()
    for pay in GuaranteedPay.objects.filter(job=job, origin=Origin.ENTERED).select_related("document"):
        if not placed_in(pay, days):
            raise FactRefused("", left_alone(pay))


@transaction.atomic
def record_decision(decision: AnomalyDecision, *, by) -> AnomalyDecision:
    """Record what HR decides of an oddity, by a text of its own. Earlier decisions stay; the last one counts."""
    refuse_carrier(decision.document)
    if not decision.wording.strip():
        raise FactRefused("wording", "Dites ce qui est décidé.")
    last = decision.anomaly.decisions.order_by("-recorded_at", "-pk").first()
    decision.wording, decision.recorded_by = decision.wording.strip(), by
    decision.save(force_insert=True)
    leave_trace(
        Deed.RULED_ON, decision.anomaly, by=by, before=_decided(last) if last else None, after=_decided(decision)
    )
    return decision


def _decided(decision: AnomalyDecision) -> dict:
    return {"decision": decision.wording, "texte": decision.document.slug}


def said(row: models.Model) -> dict:
    """What a row says, column by column under its French name; what is empty is left out."""
    values = {
        str(column.verbose_name): value if isinstance(value := getattr(row, column.name), int) else str(value)
        for column in row._meta.concrete_fields
        if column.name not in SILENT and getattr(row, column.name) not in {None, ""}
    }
    if isinstance(row, Placement):
        values["niveaux"] = sorted(level.code for level in row.levels.all())
    return values


def _bring_up_to_date() -> None:
    refresh_listings()
    follow_sheets(())
