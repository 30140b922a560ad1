"""The yearly table of the sheets: a campaign opens with its rows, each row gets its outcome."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from texts.enums import DateKind
from texts.models import last_recorded

from ..enums import Deed, EntryOutcome, EntryReason
from ..models import Campaign, Entry, Job, Organisation, Sheet
from ..revision_plan import FRAMEWORK
from .refusals import ReasonNeeded, Refused
from .tracing import leave_trace


class AlreadyCampaigned(Refused):
    def __init__(self, year: int):
        super().__init__(f"L’année {year} a déjà sa campagne.")


class CampaignClosed(Refused):
    def __init__(self):
        super().__init__(
            "Ce tableau est arrêté : rouvrez la campagne, pour une raison, et une édition nouvelle suivra."
        )


class NotBound(Refused):
    def __init__(self, job: Job):
        super().__init__(f"« {job} » n’a pas de fiche à lui parmi celles des CLCC, les seules que vise l’article 7.")


class AlreadyEntered(Refused):
    def __init__(self, job: Job):
        super().__init__(f"« {job} » est déjà inscrit au tableau de cette année.")


class NobodyAsked(Refused):
    def __init__(self):
        super().__init__("Dites quelle organisation demande la révision, et seulement pour une demande.")


class SpokenOf(Refused):
    def __init__(self, job: Job):
        super().__init__(
            f"Des organisations ont donné leur avis sur « {job} » : cette fiche ne se raye plus, elle se reporte."
        )


class TooSoon(Refused):
    def __init__(self):
        super().__init__("Cette date est à venir : dites quand cela a été fait.")


class AnotherYear(Refused):
    def __init__(self, year: int):
        super().__init__(f"Ce tableau est celui de {year} : une décision y est prise un jour de {year}.")


class AlreadyRevised(Refused):
    def __init__(self, job: Job, year: int):
        super().__init__(f"La fiche « {job} » est révisée en {year} : il n’y a plus rien à en décider cette année.")


@transaction.atomic
def open_campaign(
    *, year: int, jobs: Iterable[Job], by, meeting_on: date | None = None, organisations: Iterable[Organisation] = ()
) -> Campaign:
    """Open the campaign of a year with `jobs` in its table, whose term of five years is the reason.

    `AlreadyCampaigned` when the year has one; `NotBound` for a job whose sheets article 7 does not concern.
    """
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(year=year, meeting_on=meeting_on)
    except IntegrityError as error:
        raise AlreadyCampaigned(year) from error
    campaign.organisations.set(organisations)
    jobs = list(jobs)
    refuse_unbound(*jobs)
    Entry.objects.bulk_create(Entry(campaign=campaign, job=job, reason=EntryReason.TERM) for job in jobs)
    leave_trace(Deed.CAMPAIGNED, campaign, by=by, after=_said(campaign) | {"emplois": [job.key for job in jobs]})
    return campaign


@transaction.atomic
def record_organisation(organisation: Organisation, *, by) -> Organisation:
    """Record an organisation that takes part in the campaigns, or its new name or college."""
    known = Organisation.objects.filter(pk=organisation.pk).first() if organisation.pk else None
    organisation.save()
    before = _named(known) if known else None
    leave_trace(Deed.TOOK_PART, organisation, by=by, before=before, after=_named(organisation))
    return organisation


@transaction.atomic
def prepare_campaign(
    campaign: Campaign,
    *,
    meeting_on: date | None,
    organisations: Iterable[Organisation],
    by,
    publishes_drafts: bool = False,
) -> Campaign:
    """Change the day of the meeting, who takes part, and whether the public reads the drafts out for opinion."""
    row = open_campaign_row(campaign)
    before = _said(row)
    row.meeting_on, row.publishes_drafts = meeting_on, publishes_drafts
    row.save(update_fields=["meeting_on", "publishes_drafts"])
    row.organisations.set(organisations)
    leave_trace(Deed.PREPARED, row, by=by, before=before, after=_said(row))
    return row


@transaction.atomic
def enter(
    campaign: Campaign, job: Job, *, reason: str, by, note: str = "", requested_by: Organisation | None = None
) -> Entry:
    """Put a job in the table of a year, for a reason; `requested_by` says who asks, for a request and nothing else."""
    row = open_campaign_row(campaign)
    refuse_unbound(job)
    if (reason == EntryReason.REQUEST) != (requested_by is not None):
        raise NobodyAsked
    try:
        with transaction.atomic():
            entry = Entry.objects.create(
                campaign=row, job=job, reason=reason, note=note.strip(), requested_by=requested_by
            )
    except IntegrityError as error:
        raise AlreadyEntered(job) from error
    leave_trace(Deed.ENTERED, entry, by=by, after=_entered(entry), job=job)
    return entry


@transaction.atomic
def strike(entry: Entry, *, reason: str, by) -> None:
    """Take a job out of the table of an open year, for a reason that the trace keeps."""
    if not reason.strip():
        raise ReasonNeeded
    open_campaign_row(entry.campaign)
    if entry.opinions.exists():
        raise SpokenOf(entry.job)
    leave_trace(Deed.STRUCK, entry, by=by, before=_entered(entry), reason=reason.strip(), job=entry.job)
    entry.delete()


@transaction.atomic
def decide(entry: Entry, *, outcome: str, reason: str, on: date, by) -> Entry:
    """Say of a sheet that it was examined and needs no revision, or that it is postponed, with the reason and the day.

    An empty `outcome` takes the decision back. Only revised sheets count in the number of article 7. `TooSoon` for a
    day to come, `AnotherYear` for one out of the campaign's year, `AlreadyRevised` for a sheet that the year revised.
    """
    open_campaign_row(entry.campaign)
    if not reason.strip():
        raise ReasonNeeded
    if on > timezone.localdate():
        raise TooSoon
    row = Entry.objects.select_for_update().select_related("job", "campaign").get(pk=entry.pk)
    before = _entered(row)
    kept = EntryOutcome(outcome) if outcome else ""
    if kept and on.year != row.campaign.year:
        raise AnotherYear(row.campaign.year)
    if kept and _revised_in(row.campaign.year, row.job):
        raise AlreadyRevised(row.job, row.campaign.year)
    row.outcome, row.outcome_reason, row.decided_on = (kept, reason.strip(), on) if kept else ("", "", None)
    row.save(update_fields=["outcome", "outcome_reason", "decided_on"])
    leave_trace(Deed.DECIDED, row, by=by, before=before, after=_entered(row), reason=reason.strip(), job=row.job)
    return row


def refuse_unbound(*jobs: Job) -> None:
    """`NotBound` for the first job whose sheet the duty of article 7 does not concern. One query."""
    sheets = Sheet.objects.adopted().filter(job__framework__code=FRAMEWORK, job__in=[job.pk for job in jobs])
    bound = set(sheets.values_list("job", flat=True))
    for job in jobs:
        if job.pk not in bound:
            raise NotBound(job)


def open_campaign_row(campaign: Campaign) -> Campaign:
    """The campaign, held until the end of the transaction; `CampaignClosed` when its table is frozen."""
    (row,) = Campaign.objects.select_for_update().filter(pk=campaign.pk)
    if row.closed_at:
        raise CampaignClosed
    return row


def _revised_in(year: int, job: Job) -> bool:
    """Whether a version that took the place of another was signed in `year`, or took effect when nothing else is
    known: what the table counts. One query."""
    dates = {
        "signed_on": last_recorded(DateKind.SIGNATURE, "document"),
        "effect_on": last_recorded(DateKind.EFFECT, "document"),
    }
    rows = Sheet.objects.adopted().filter(job=job).annotate(**dates).order_by("number")
    return any((row.signed_on or row.effect_on or date.min).year == year for row in rows[1:])


def _named(organisation: Organisation) -> dict:
    return {"nom": organisation.name, "college": organisation.college}


def _said(campaign: Campaign) -> dict:
    return {
        "annee": campaign.year,
        "reunion": campaign.meeting_on.isoformat() if campaign.meeting_on else None,
        "organisations": list(campaign.organisations.values_list("name", flat=True)),
        "projets_publies": campaign.publishes_drafts,
    }


def _entered(entry: Entry) -> dict:
    return {
        "motif": entry.reason,
        "precision": entry.note,
        "demandeur": entry.requested_by.name if entry.requested_by else None,
        "sort": entry.outcome,
        "raison": entry.outcome_reason,
        "decide_le": entry.decided_on.isoformat() if entry.decided_on else None,
    }
