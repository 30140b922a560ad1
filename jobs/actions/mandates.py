"""Who speaks for an organisation in a campaign, and the personal links of those who have no account."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..enums import Deed
from ..mandate_links import MOST_DAYS, new_key
from ..models import Campaign, Mandate, MandateLink, Organisation
from .refusals import ReasonNeeded, Refused
from .revision import open_campaign_row
from .tracing import leave_trace

#: the right of a member of the committee
GIVE = "jobs.give_opinion"


class NotTakingPart(Refused):
    def __init__(self, organisation: Organisation):
        super().__init__(f"« {organisation} » ne participe pas à cette campagne\u202f: ajoutez-la d’abord.")


class NotAMember(Refused):
    def __init__(self, user):
        super().__init__(
            f"Le compte « {user.get_username()} » n’a pas le rôle de membre de commission, sans lequel on ne donne pas "
            "d’avis\u202f: un administrateur le lui donne d’abord\u202f; sans compte, cette personne reçoit un lien."
        )


class AlreadyMandated(Refused):
    def __init__(self):
        super().__init__("Ce compte porte déjà un mandat dans cette campagne\u202f: terminez-le d’abord.")


class MandateEnded(Refused):
    def __init__(self):
        super().__init__("Ce mandat est terminé\u202f: enregistrez-en un autre.")


class HasAccount(Refused):
    def __init__(self):
        super().__init__("Cette personne a un compte\u202f: elle donne l’avis de son organisation en s’identifiant.")


class BadExpiry(Refused):
    def __init__(self):
        super().__init__(f"Un lien vaut au moins jusqu’à demain, et {MOST_DAYS} jours au plus.")


class LinkRevoked(Refused):
    def __init__(self):
        super().__init__("Ce lien est déjà révoqué.")


@transaction.atomic
def give_mandate(
    *, campaign: Campaign, organisation: Organisation, holder: str, by, starts_on: date, ends_on: date | None = None,
    user=None,
) -> Mandate:  # fmt: skip
    """Record that someone speaks for an organisation that takes part in an open campaign.

    `user` is their account, which may give opinions (`NotAMember`), none for who will have a personal link; one account
    holds one mandate a campaign.
    """
    row = open_campaign_row(campaign)
    if not row.organisations.filter(pk=organisation.pk).exists():
        raise NotTakingPart(organisation)
    if user is not None and not (user.is_active and user.is_staff and user.has_perm(GIVE)):
        raise NotAMember(user)
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                campaign=row, organisation=organisation, holder=holder.strip(), user=user, starts_on=starts_on,
                ends_on=ends_on,
            )  # fmt: skip
    except IntegrityError as error:
        raise AlreadyMandated from error
    after = {
        "organisation": organisation.name,
        "porteur": mandate.holder,
        "compte": user.get_username() if user else None,
        "du": starts_on.isoformat(),
        "au": ends_on.isoformat() if ends_on else None,
    }
    leave_trace(Deed.MANDATED, mandate, by=by, after=after)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, reason: str, by) -> Mandate:
    """End a mandate, for a reason: its links open nothing any more, what was said under it stays."""
    if not reason.strip():
        raise ReasonNeeded
    row = _standing(mandate)
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    leave_trace(Deed.UNMANDATED, row, by=by, reason=reason.strip())
    return row


@transaction.atomic
def make_link(mandate: Mandate, *, expires_on: date, by) -> MandateLink:
    """Make a personal link for a mandate without an account, good until `expires_on`. The trace keeps no key."""
    row = _standing(mandate)
    if row.user_id:
        raise HasAccount
    today = timezone.localdate()
    if not today < expires_on <= today + timedelta(days=MOST_DAYS):
        raise BadExpiry
    link = MandateLink.objects.create(mandate=row, key=new_key(), expires_on=expires_on, made_by=by)
    leave_trace(Deed.LINKED, link, by=by, after={"valable_jusqu_au": expires_on.isoformat()})
    return link


@transaction.atomic
def revoke_link(link: MandateLink, *, reason: str, by) -> MandateLink:
    """Revoke a personal link, for a reason: its address opens nothing any more."""
    if not reason.strip():
        raise ReasonNeeded
    row = MandateLink.objects.select_for_update().get(pk=link.pk)
    if row.revoked_at:
        raise LinkRevoked
    row.revoked_at, row.revoked_by = timezone.now(), by
    row.save(update_fields=["revoked_at", "revoked_by"])
    leave_trace(Deed.UNLINKED, row, by=by, reason=reason.strip())
    return row


def _standing(mandate: Mandate) -> Mandate:
    """The mandate, held until the end of the transaction; `MandateEnded` when it was."""
    row = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if row.ended_at:
        raise MandateEnded
    return row
