"""Recording a date in the life of a text: what it governs follows."""

from django.db import transaction

from texts.effect import french_date
from texts.enums import DateKind
from texts.models import TextDate

from ..enums import Deed
from ..indexing import refresh_listings
from ..nearest_indexing import refresh_nearest
from .refusals import Refused
from .tracing import leave_trace


class DateRefused(Refused):
    """A date that cannot be recorded. `field` names the one to look at."""

    def __init__(self, field: str, message: str):
        self.field = field
        super().__init__(message)


def refuse_date(date: TextDate) -> None:
    """`DateRefused` when the date contradicts the text: printed elsewhere, or before its signature."""
    if date.passage and date.passage.document_id != date.document_id:
        raise DateRefused("passage", "Ce passage n’est pas dans ce texte : choisissez-en un du même texte.")
    if not date.value or date.kind == DateKind.SIGNATURE:
        return
    signatures = TextDate.objects.filter(document=date.document_id, kind=DateKind.SIGNATURE)
    signed_on = signatures.order_by("-recorded_at", "-pk").values_list("value", flat=True).first()
    if signed_on and date.value < signed_on:
        raise DateRefused(
            "value", f"Ce texte est signé le {french_date(signed_on)} : cette date ne peut pas la précéder."
        )


@transaction.atomic
def record_date(date: TextDate, *, by) -> TextDate:
    """Record a date in the life of a text, as `by` knows it today, and bring the list of jobs to it.

    Earlier dates stay; the last one recorded counts.
    """
    refuse_date(date)
    known = TextDate.objects.filter(document=date.document_id, kind=date.kind).order_by("-recorded_at", "-pk").first()
    date.recorded_by = by
    date.save(force_insert=True)
    leave_trace(
        Deed.DATED, date.document, by=by, before=_said(known) if known else None, after=_said(date), name=str(date)
    )
    refresh_listings()
    refresh_nearest()
    return date


def _said(date: TextDate) -> dict:
    return {"nature": date.kind, "date": date.value.isoformat() if date.value else None}
