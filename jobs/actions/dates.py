"""Recording a date in the life of a text: what it governs follows."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from texts.effect import french_date
from texts.enums import DateKind
from texts.models import Document, TextDate

from ..enums import Deed
from ..indexing import refresh_listings
from ..models import Job
from ..nearest_indexing import follow_sheets
from .carried import days_of_texts, faults_of_text
from .refusals import Refused
from .tracing import leave_trace

#: jobs named when a date is refused for what its text carries
TOLD = 3


class DateRefused(Refused):
    """A date that cannot be recorded. `field` names the one to look at."""

    def __init__(self, field: str, message: str):
        self.field = field
        super().__init__(message)


def refuse_date(date: TextDate) -> None:
    """`DateRefused` when the date contradicts the text: printed elsewhere, before its signature, a signature to come,
    which nobody has given; or when what the text carries could not be kept as it is, see `faults_of_text`."""
    if date.passage and date.passage.document_id != date.document_id:
        raise DateRefused("passage", "Ce passage n’est pas dans ce texte : choisissez-en un du même texte.")
    [dated] = Document.objects.with_dates().filter(pk=date.document_id)
    known = {DateKind.SIGNATURE: dated.signed_on, DateKind.EFFECT: dated.effect_on} | {date.kind: date.value}
    if date.kind == DateKind.SIGNATURE:
        refuse_signature_to_come(date.value)
    elif date.value and dated.signed_on and date.value < dated.signed_on:
        raise DateRefused(
            "value", f"Ce texte est signé le {french_date(dated.signed_on)} : cette date ne peut pas la précéder."
        )
    counts_from = known[DateKind.EFFECT] or known[DateKind.SIGNATURE]
    if counts_from != dated.counts_from:
        _refuse_faults(faults_of_text(dated, days=days_of_texts() | {dated.pk: counts_from}))


def _refuse_faults(faults: dict[int, str]) -> None:
    """`DateRefused` with the sentences of the first jobs, and how many there are."""
    if not faults:
        return
    titles = dict(Job.objects.filter(pk__in=faults).values_list("pk", "title"))
    told = [f"{titles[job]} : {why}" for job, why in list(faults.items())[:TOLD]]
    more = len(faults) - len(told)
    if more:
        told.append(f"Et {more} autre{'s' * (more > 1)} emploi{'s' * (more > 1)}.")
    raise DateRefused("value", "À cette date, ce que ce texte porte ne tient plus. " + " ".join(told))


def refuse_signature_to_come(day: date | None) -> None:
    """`DateRefused` for a signature after today: a text is registered once it is signed."""
    if day and day > timezone.localdate():
        raise DateRefused(
            "value", f"La signature ne peut pas être à venir\u202f: le {french_date(day)} n’est pas passé."
        )


@transaction.atomic
def record_date(date: TextDate, *, by) -> TextDate:
    """Record a date in the life of a text, as `by` knows it today, and bring the list of jobs to it.

    Earlier dates stay; the last one recorded counts.
    """
    # One at a time for a text, where rows can be locked, with the places that are entered by it.
    Document.objects.select_for_update().only("pk").get(pk=date.document_id)
    refuse_date(date)
    known = TextDate.objects.filter(document=date.document_id, kind=date.kind).order_by("-recorded_at", "-pk").first()
    date.recorded_by = by
    date.save(force_insert=True)
    leave_trace(
        Deed.DATED, date.document, by=by, before=_said(known) if known else None, after=_said(date), name=str(date)
    )
    refresh_listings()
    follow_sheets(())
    return date


def _said(date: TextDate) -> dict:
    return {"nature": date.kind, "date": date.value.isoformat() if date.value else None}
