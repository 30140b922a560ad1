"""The end of a campaign: its table is frozen in an edition, sent, and opened again for a correction."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ..enums import Deed
from ..models import Campaign, Edition, Organisation, Transmission
from .one_moment import at_one_moment
from .refusals import ReasonNeeded, Refused
from .revision import TooSoon, open_campaign_row
from .tracing import leave_trace


class TableChanged(Refused):
    """The table is not the one that was read. Nothing was written."""

    def __init__(self):
        super().__init__("Le tableau a changé depuis que vous l’avez relu\u202f: voici ce qu’il en est maintenant.")


class CorrectionUnexplained(Refused):
    def __init__(self, number: int):
        super().__init__(f"Dites ce que cette édition corrige de l’édition {number}.")


class CampaignOpen(Refused):
    def __init__(self):
        super().__init__("Cette campagne est ouverte : il n’y a rien à rouvrir.")


@at_one_moment(Campaign)
def freeze(campaign: Campaign, *, table: Callable[[], dict], by, reason: str = "", read: str = "") -> Edition:
    """Close a campaign: its table, as `table` reads it at one moment, becomes a numbered, hashed edition.

    `reason`: what an edition that is not the first corrects (`CorrectionUnexplained`). `read`: the token of the table
    that was read (`token_of`), any when it is empty (`TableChanged`). `table` may be called again (`at_one_moment`).
    """
    row = open_campaign_row(campaign)
    found = table()
    if read and read != token_of(found):
        raise TableChanged
    last = row.editions.aggregate(last=Max("number"))["last"] or 0
    if last and not reason.strip():
        raise CorrectionUnexplained(last)
    corrects = {"edition": last, "raison": reason.strip()} if last else None
    content = canonical(found | {"correction": corrects})
    now = timezone.now()
    edition = Edition.objects.create(
        campaign=row, number=last + 1, frozen_at=now, frozen_by=by, content=content, sha256=hash_of(content)
    )
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    after = {"numero": edition.number, "empreinte": edition.sha256}
    leave_trace(Deed.FROZEN, edition, by=by, after=after, reason=corrects["raison"] if corrects else "")
    return edition


@transaction.atomic
def reopen(campaign: Campaign, *, reason: str, by) -> Campaign:
    """Open a frozen campaign again, for a reason: its edition stays, and a correction makes the next one."""
    if not reason.strip():
        raise ReasonNeeded
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.closed_at is None:
        raise CampaignOpen
    before = {"close_le": row.closed_at.isoformat()}
    row.closed_at = None
    row.save(update_fields=["closed_at"])
    leave_trace(Deed.REOPENED, row, by=by, before=before, reason=reason.strip())
    return row


@transaction.atomic
def record_transmission(edition: Edition, *, organisation: Organisation, sent_on: date, means: str, by) -> Transmission:
    """Keep that an edition was sent to an organisation."""
    if sent_on > timezone.localdate():
        raise TooSoon
    row = Transmission.objects.create(edition=edition, organisation=organisation, sent_on=sent_on, means=means.strip())
    after = {"organisation": organisation.name, "le": sent_on.isoformat(), "par": row.means}
    leave_trace(Deed.SENT, edition, by=by, after=after)
    return row


@transaction.atomic
def record_transmissions(
    edition: Edition, *, organisations: Iterable[Organisation], sent_on: date, means: str, by
) -> list[Transmission]:
    """Keep that an edition was sent to several organisations: all of it, or nothing."""
    given = {"sent_on": sent_on, "means": means, "by": by}
    return [record_transmission(edition, organisation=row, **given) for row in organisations]


def canonical(table: dict) -> str:
    """A table as the one string that its hash is drawn from."""
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(content: str) -> str:
    """The SHA-256 of a frozen table, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def token_of(table: dict) -> str:
    """What a form sends back to say which table was read."""
    return hash_of(canonical(table))
