"""What waits for one person at HR's desk: each read is one query, save where it says otherwise."""

from __future__ import annotations

from datetime import date

from texts.enums import Origin
from texts.models import Document

from ..enums import Deed, ImportState, SheetState, Stage
from ..models import Entry, Import, Opinion, Remark, RevisionRequest, Sheet, Trace
from .opinions import mandates_of

#: a row that waits: its id, and how it is called
Waiting = list[tuple[int, str]]


def drafts_written_by(*, person: int) -> Waiting:
    """The drafts that a person opened or wrote in, and that are not out for opinion; one sent back says so."""
    touched = Trace.objects.filter(
        subject=Sheet._meta.label_lower, by=person, deed__in=[Deed.STARTED, Deed.SAVED]
    ).values("subject_id")
    rows = Sheet.objects.filter(state=SheetState.DRAFT, pk__in=touched).exclude(stage=Stage.SUBMITTED)
    return [
        (pk, f"{title} (renvoyée)" if stage == Stage.RETURNED else title)
        for pk, title, stage in rows.order_by("job__framework", "job__order", "pk").values_list(
            "pk", "job__title", "stage"
        )
    ]


def drafts_to_adopt(*, person: int | None) -> Waiting:
    """The drafts out for opinion, to adopt or to send back; less those in which `person` wrote, when one is given."""
    rows = Sheet.objects.filter(state=SheetState.DRAFT, stage=Stage.SUBMITTED)
    if person is not None:
        written = Trace.objects.filter(subject=Sheet._meta.label_lower, by=person, deed=Deed.SAVED)
        rows = rows.exclude(pk__in=written.values("subject_id"))
    return list(rows.order_by("job__framework", "job__order", "pk").values_list("pk", "job__title"))


def requests_to_answer() -> int:
    """How many requests of organisations have no answer."""
    return RevisionRequest.objects.filter(answer__isnull=True).count()


def remarks_to_answer() -> int:
    """How many remarks have no reply."""
    return Remark.objects.filter(replies__isnull=True).count()


def imports_given_by(*, person: int) -> Waiting:
    """The files of sheets that a person gave, read and not confirmed, or stopped."""
    rows = Import.objects.filter(given_by=person, state__in=[ImportState.READ, ImportState.STOPPED])
    return list(rows.order_by("-given_at", "-pk").values_list("pk", "name"))


def texts_without_effect() -> Waiting:
    """The texts registered here that carry an adopted version while their day of effect is not known."""
    carrying = Sheet.objects.adopted().values("document")
    rows = Document.objects.with_dates().filter(origin=Origin.ENTERED, effect_on__isnull=True, pk__in=carrying)
    return list(rows.order_by("order", "pk").values_list("pk", "short_title"))


def proposals_unspoken(*, person, day: date) -> int:
    """On how many proposals the organisations for which `person` speaks said nothing, or of other words. Four
    queries, one without a mandate."""
    mandates = mandates_of(user=person, day=day)
    if not mandates:
        return 0
    campaigns = {mandate.campaign: mandate.organisation.name for mandate in mandates}
    entries = list(Entry.objects.filter(campaign__in=campaigns, outcome="").order_by("pk"))
    drafts = Sheet.objects.filter(
        state=SheetState.DRAFT, stage=Stage.SUBMITTED, job__in=[row.job_id for row in entries]
    )
    words = dict(drafts.values_list("job", "content_hash"))
    given = Opinion.objects.filter(entry__in=entries, organisation__name__in=campaigns.values()).order_by("number")
    said = {
        (entry, name): held for entry, name, held in given.values_list("entry", "organisation__name", "wording_hash")
    }
    asked = [row for row in entries if row.job_id in words]
    return sum(said.get((row.pk, campaigns[row.campaign_id])) != words[row.job_id] for row in asked)
