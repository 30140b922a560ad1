"""What organisations say of a campaign's proposals, and what HR answers. Rows are added, never rewritten."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ..enums import Deed, EntryReason, Position, RequestOutcome, SheetState, Stage
from ..models import (
    Campaign,
    Entry,
    Item,
    Job,
    Mandate,
    Opinion,
    Organisation,
    Remark,
    Reply,
    RequestAnswer,
    RevisionRequest,
    Sheet,
)
from ..opinions import Wording
from .refusals import ReasonNeeded, Refused
from .revision import AlreadyEntered, enter, open_campaign_row, refuse_unbound
from .tracing import leave_trace


class NoMandate(Refused):
    def __init__(self):
        super().__init__(
            "Ce mandat ne court pas aujourd’hui\u202f: demandez aux ressources humaines de l’enregistrer à nouveau."
        )


class NoLongerTakesPart(Refused):
    def __init__(self, organisation: Organisation):
        super().__init__(f"« {organisation} » ne participe plus à cette campagne\u202f: rien n’est enregistré.")


class NotProposed(Refused):
    def __init__(self):
        super().__init__("Cette fiche n’est plus soumise pour avis\u202f: rien n’est enregistré.")


class WordingChanged(Refused):
    """The proposal is not the one that was read. Nothing was written."""

    def __init__(self):
        super().__init__(
            "La proposition a changé depuis que vous l’avez lue\u202f: la voici telle qu’elle est. Relisez-la, puis "
            "envoyez votre avis\u202f; rien de ce que vous avez écrit n’est perdu."
        )


class UnknownLine(Refused):
    def __init__(self):
        super().__init__("Une remarque porte sur une ligne qui n’est plus dans la proposition\u202f: déplacez-la.")


class AlreadyGiven(Refused):
    def __init__(self):
        super().__init__("Cet avis est déjà enregistré, sur ces mots et sans autre remarque\u202f: rien n’a changé.")


class EmptyReply(Refused):
    def __init__(self):
        super().__init__("Écrivez la réponse\u202f: elle est publiée avec la remarque.")


class AlreadyAsked(Refused):
    def __init__(self):
        super().__init__("Votre organisation a déjà demandé la révision de cette fiche cette année.")


class AlreadyAnswered(Refused):
    def __init__(self):
        super().__init__("Cette demande a déjà reçu sa réponse.")


@transaction.atomic
def give_opinion(
    *, mandate: int, job: str, position: str, read: str, remarks: Mapping[str, str], by=None
) -> Opinion:  # fmt: skip
    """Give the opinion of an organisation on the proposal for the sheet of `job`, under a mandate, by its id.

    `read` is the token of the wording that was read (`opinions.Wording`), `remarks` gives texts by the lineage of the
    line, that on the whole under "". `by` is the account, none by a personal link. An earlier opinion of the
    organisation stays and no longer stands. `WordingChanged`, `UnknownLine`, `NotProposed`, `AlreadyGiven`,
    `NoMandate` write nothing.
    """
    held = _held(mandate)
    entry = Entry.objects.select_related("job", "campaign").filter(campaign=held.campaign, job__key=job).first()
    draft = (
        Sheet.objects.select_for_update(of=("self",))
        .filter(job=entry.job_id, state=SheetState.DRAFT, stage=Stage.SUBMITTED)
        .select_related("based_on")
        .first()
        if entry and not entry.outcome
        else None
    )
    if draft is None:
        raise NotProposed
    words = Wording(draft.content_hash, draft.based_on.content_hash if draft.based_on else "")
    if read != words.token:
        raise WordingChanged
    given = Opinion.objects.filter(entry=entry, organisation=held.organisation)
    asked = _remarks(draft, given, words, remarks)
    last = given.order_by("number").last()
    if last and not asked and (last.position, last.wording_hash, last.base_hash) == (position, *words):
        raise AlreadyGiven
    opinion = Opinion.objects.create(
        entry=entry,
        organisation=held.organisation,
        number=(given.aggregate(last=Max("number"))["last"] or 0) + 1,
        mandate=held,
        position=Position(position),
        wording_hash=words.draft,
        base_hash=words.base,
        given_by=by,
    )
    for anchor, quote, text in asked:
        Remark.objects.create(opinion=opinion, anchor=anchor, quote=quote, text=text)
    leave_trace(
        Deed.OPINED, opinion, by=by, holder=str(held), job=entry.job,
        before={"avis": last.position} if last else None,
        after={
            "avis": opinion.position,
            "empreinte": words.draft,
            "remarques": [{"ligne": quote, "texte": text} for _, quote, text in asked],
        },
    )  # fmt: skip
    return opinion


def _held(mandate: int) -> Mandate:
    """The mandate and its campaign, which is open and stays so until the end of the transaction."""
    held = Mandate.objects.select_related("organisation").filter(pk=mandate, ended_at__isnull=True).first()
    today = timezone.localdate()
    if held is None or held.starts_on > today or (held.ends_on and held.ends_on < today):
        raise NoMandate
    held.campaign = open_campaign_row(Campaign(pk=held.campaign_id))
    if not held.campaign.organisations.filter(pk=held.organisation_id).exists():
        raise NoLongerTakesPart(held.organisation)
    return held


def _remarks(draft: Sheet, given, words: Wording, remarks: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Those that say something and were not sent already on these words: anchor, line as it reads, text."""
    asked = {anchor: text.strip() for anchor, text in remarks.items() if text.strip()}
    if not asked:
        return []
    lines = dict(Item.objects.filter(section__sheet=draft.based_on_id).values_list("lineage", "text"))
    lines |= dict(Item.objects.filter(section__sheet=draft).values_list("lineage", "text"))
    if asked.keys() - lines.keys() - {""}:
        raise UnknownLine
    same = Remark.objects.filter(opinion__in=given, opinion__wording_hash=words.draft)
    sent = set(same.values_list("anchor", "text"))
    return [
        (anchor, lines.get(anchor, ""), text) for anchor, text in asked.items() if (anchor, text) not in sent
    ]  # fmt: skip


@transaction.atomic
def reply(remark: Remark, *, text: str, by) -> Reply:
    """Answer a remark while its campaign is open. An earlier answer stays, and the last one counts."""
    if not text.strip():
        raise EmptyReply
    row = Remark.objects.select_related("opinion__entry__job", "opinion__organisation").get(pk=remark.pk)
    open_campaign_row(Campaign(pk=row.opinion.entry.campaign_id))
    last = row.replies.order_by("pk").last()
    answer = Reply.objects.create(remark=row, text=text.strip(), given_by=by)
    leave_trace(
        Deed.REPLIED, row, by=by, job=row.opinion.entry.job,
        before={"reponse": last.text} if last else None, after={"reponse": answer.text},
    )  # fmt: skip
    return answer


@transaction.atomic
def file_request(*, mandate: int, job: int, reason: str, by=None) -> RevisionRequest:
    """Ask, for an organisation, that the sheet of a job, by its id, be put in the table of its campaign, for a reason.

    `NotBound` for a sheet that the duty does not concern, `AlreadyEntered` when it is there, `AlreadyAsked`.
    """
    held = _held(mandate)
    if not reason.strip():
        raise ReasonNeeded
    job = Job.objects.get(pk=job)
    refuse_unbound(job)
    if held.campaign.entries.filter(job=job).exists():
        raise AlreadyEntered(job)
    same = RevisionRequest.objects.filter(campaign=held.campaign, job=job, mandate__organisation=held.organisation)
    if same.exists():
        raise AlreadyAsked
    row = RevisionRequest.objects.create(
        campaign=held.campaign, job=job, mandate=held, reason=reason.strip(), filed_by=by
    )
    leave_trace(Deed.ASKED, row, by=by, holder=str(held), after={"raison": row.reason}, job=job)
    return row


@transaction.atomic
def answer_request(request: RevisionRequest, *, outcome: str, reason: str, by) -> RequestAnswer:
    """Accept a request, which enters the sheet in the table with who asked, or decline it, for a reason."""
    joined = ("job", "campaign", "mandate__organisation")
    row = RevisionRequest.objects.select_related(*joined).get(pk=request.pk)
    open_campaign_row(row.campaign)
    if RequestAnswer.objects.filter(request=row).exists():
        raise AlreadyAnswered
    said = RequestOutcome(outcome)
    if said == RequestOutcome.DECLINED and not reason.strip():
        raise ReasonNeeded
    answer = RequestAnswer.objects.create(request=row, outcome=said, reason=reason.strip(), given_by=by)
    leave_trace(Deed.ANSWERED, row, by=by, after={"suite": said.value}, reason=reason.strip(), job=row.job)
    if said == RequestOutcome.ACCEPTED:
        asker = row.mandate.organisation
        enter(row.campaign, row.job, reason=EntryReason.REQUEST, note=row.reason, requested_by=asker, by=by)
    return answer
