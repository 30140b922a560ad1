"""Reads of what organisations say: for the yearly table, and for who speaks for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..differences import Differences, differences
from ..enums import Deed, SheetState, Stage
from ..mandate_links import key_of
from ..models import Campaign, Entry, Item, Job, Mandate, MandateLink, Opinion, Remark, RevisionRequest, Sheet, Trace
from ..opinions import Given, OpinionValue, Organised, RemarkValue, RequestValue, Spoken, Wording, standing
from ..revision_plan import FRAMEWORK
from .history import carriers
from .wordings import whole_sections


@dataclass(frozen=True)
class MandateValue:
    """Someone who speaks for an organisation in an open campaign, today."""

    pk: int
    campaign: int
    year: int
    organisation: Organised
    holder: str
    ends_on: date | None


@dataclass(frozen=True)
class LinkValue:
    """What a personal address opens: a mandate, or why it opens nothing (`expire`, `revoque`, `termine`, `sortie`,
    `a_venir`, `close`)."""

    year: int
    mandate: MandateValue | None
    closed: str = ""


@dataclass(frozen=True)
class ProposalValue:
    """A proposal out for opinion, as a holder reads it: what it changes, and what their organisation said of it."""

    entry: int
    job: str
    title: str
    url: str
    number: int
    base: int | None
    reason: str
    note: str
    wording: Wording
    changes: Differences
    mine: OpinionValue
    remarks: tuple[RemarkValue, ...]


def wording_of(draft: Sheet) -> Wording:
    """The words that an opinion on this draft bears on; the version that it was prepared from is joined."""
    return Wording(draft.content_hash, draft.based_on.content_hash if draft.based_on else "")


def organised(row) -> Organised:
    return Organised(row.name, row.college)


def spoken(
    campaign: Campaign, entries: Sequence[Entry], *, drafts: Mapping[int, Sheet], made: Mapping[int, Sheet]
) -> dict[int, Spoken]:
    """What was said of each row of a campaign, by the id of the row. `drafts` and `made` give its draft and its
    revision of the year, by job. Two queries; three more when there are remarks, one when they are on lines.
    """
    taking_part = [organised(row) for row in campaign.organisations.all()]
    sheets = [sheet.pk for sheet in (*drafts.values(), *made.values())]
    out = Trace.objects.filter(deed=Deed.SUBMITTED, subject=Sheet._meta.label_lower, subject_id__in=sheets)
    submitted = set(out.values_list("subject_id", flat=True))
    given: dict[int, list[Opinion]] = defaultdict(list)
    rows = Opinion.objects.filter(entry__campaign=campaign).select_related("organisation").order_by("number")
    for row in rows:
        given[row.entry_id].append(row)
    remarks = _remarks(Remark.objects.filter(opinion__entry__campaign=campaign)) if given else {}
    found = {}
    for entry in entries:
        draft, revised = drafts.get(entry.job_id), made.get(entry.job_id)
        asked = entry.pk in given or any(sheet.pk in submitted for sheet in (draft, revised) if sheet)
        opinions = standing(
            taking_part,
            [(organised(row.organisation), _given(row)) for row in given[entry.pk]],
            draft=wording_of(draft) if draft else None,
            adopted=revised.content_hash if revised else "",
        )
        found[entry.pk] = Spoken(asked, opinions if asked else (), tuple(remarks.get(entry.pk, ())))
    return found


def _given(row: Opinion) -> Given:
    return Given(row.position, Wording(row.wording_hash, row.base_hash), timezone.localdate(row.given_at))


def _remarks(rows) -> dict[int, list[RemarkValue]]:
    """Remarks with their last answer, by row of the table, in the order in which they came. Three queries at most."""
    found: dict[int, list[RemarkValue]] = defaultdict(list)
    held = list(rows.select_related("opinion__organisation").prefetch_related("replies").order_by("pk"))
    anchors = {row.anchor for row in held if row.anchor}
    adopted = Item.objects.filter(section__sheet__state=SheetState.ADOPTED, lineage__in=anchors)
    printed = set(adopted.values_list("lineage", "text"))
    for row in held:
        replies = sorted(row.replies.all(), key=lambda reply: reply.pk)
        last = replies[-1] if replies else None
        found[row.opinion.entry_id].append(
            RemarkValue(
                organised(row.opinion.organisation),
                timezone.localdate(row.opinion.given_at),
                row.anchor,
                row.quote,
                row.text,
                last.text if last else "",
                timezone.localdate(last.given_at) if last else None,
                public=not row.anchor or (row.anchor, row.quote) in printed,
            )
        )
    return found


def requests_of(campaign: Campaign) -> tuple[RequestValue, ...]:
    """What organisations asked for in a campaign, in the order in which they did. One query."""
    joined = ("job", "mandate__organisation", "answer")
    rows = RevisionRequest.objects.filter(campaign=campaign).select_related(*joined).order_by("filed_at", "pk")
    return tuple(map(_request, rows))


def _request(row: RevisionRequest) -> RequestValue:
    answer = getattr(row, "answer", None)
    return RequestValue(
        row.job.key,
        row.job.title,
        organised(row.mandate.organisation),
        timezone.localdate(row.filed_at),
        row.reason,
        answer.outcome if answer else "",
        answer.reason if answer else "",
        timezone.localdate(answer.given_at) if answer else None,
    )


def mandate_by_token(*, token: str, day: date) -> LinkValue | None:
    """What a personal address opens on `day`; None for one that the portal never made. One query, none when its
    signature is not ours."""
    key = key_of(token)
    joined = ("mandate__campaign", "mandate__organisation")
    links = MandateLink.objects.filter(key=key).annotate(takes_part=takes_part("mandate__"))
    link = links.select_related(*joined).first() if key else None
    if link is None:
        return None
    held = link.mandate
    ended, *others = why_closed(held, day, takes_part=link.takes_part)
    reasons = (("revoque", link.revoked_at is not None), ended, ("expire", link.expires_on < day), *others)
    closed = next((reason for reason, true in reasons if true), "")
    return LinkValue(held.campaign.year, None if closed else _mandate(held), closed)


def mandates_of(*, user, day: date) -> list[MandateValue]:
    """The mandates that an account holds on `day` in open campaigns, the last year first. One query."""
    rows = Mandate.objects.filter(
        takes_part(), user=user, ended_at__isnull=True, starts_on__lte=day, campaign__closed_at__isnull=True
    ).select_related("campaign", "organisation")
    return [_mandate(row) for row in rows.order_by("-campaign__year") if not row.ends_on or row.ends_on >= day]


def closed_to(*, user, campaign: int, day: date) -> LinkValue | None:
    """Why an account that held a mandate in a campaign gives no opinion there on `day`; None when it held none.

    One query.
    """
    rows = Mandate.objects.filter(user=user, campaign=campaign).select_related("campaign")
    held = rows.annotate(takes_part=takes_part()).order_by("-pk").first()
    reasons = why_closed(held, day, takes_part=held.takes_part) if held else ()
    why = next((reason for reason, true in reasons if true), "")
    return LinkValue(held.campaign.year, None, why) if held and why else None


def takes_part(mandate: str = "") -> Exists:
    """Whether the organisation of a mandate still takes part in its campaign; `mandate` leads to it."""
    through = Campaign.organisations.through.objects
    return Exists(
        through.filter(campaign=OuterRef(f"{mandate}campaign"), organisation=OuterRef(f"{mandate}organisation"))
    )


def why_closed(held: Mandate, day: date, *, takes_part: bool) -> tuple[tuple[str, bool], ...]:
    """The reasons for which a mandate opens nothing on `day`, and whether each is true. Asks nothing once its campaign
    is joined."""
    return (
        ("termine", held.ended_at is not None or (held.ends_on is not None and held.ends_on < day)),
        ("close", held.campaign.closed_at is not None),
        ("sortie", not takes_part),
        ("a_venir", held.starts_on > day),
    )


def adopted_lines(*, lineages: Iterable[str]) -> dict[str, str]:
    """The lines of these lineages as the last adopted version that has them says them. One query, none for none."""
    wanted = [lineage for lineage in lineages if lineage]
    found = (
        Item.objects.filter(section__sheet__state=SheetState.ADOPTED, lineage__in=wanted)
        if wanted
        else Item.objects.none()
    )
    return dict(found.order_by("section__sheet__number", "pk").values_list("lineage", "text"))


def _mandate(row: Mandate) -> MandateValue:
    return MandateValue(
        row.pk, row.campaign_id, row.campaign.year, organised(row.organisation), row.holder, row.ends_on
    )


def proposals(*, mandate: MandateValue, day: date, job: str | None = None) -> list[ProposalValue]:
    """The proposals out for opinion in the campaign of a mandate, in the order of the grid; one when `job` names it.

    Nine queries at most, however many there are.
    """
    entries = Entry.objects.filter(campaign=mandate.campaign, outcome="").select_related("job__framework")
    if job is not None:
        entries = entries.filter(job__key=job)
    rows = {row.job_id: row for row in entries.order_by("job__order", "pk")}
    out = Sheet.objects.filter(state=SheetState.DRAFT, stage=Stage.SUBMITTED, job__in=rows)
    drafts = {row.job_id: row for row in out.select_related("based_on")}
    open_rows = [row for row in rows.values() if row.job_id in drafts]
    if not open_rows:
        return []
    documents, _ = carriers(day=day)
    wanted = [pk for draft in drafts.values() for pk in (draft.pk, draft.based_on_id) if pk]
    sections = whole_sections(wanted, documents)
    given = Opinion.objects.filter(
        entry__in=[row.pk for row in open_rows], organisation__name=mandate.organisation.name
    )
    opinions: dict[int, list[Opinion]] = defaultdict(list)
    for row in given.order_by("number"):
        opinions[row.entry_id].append(row)
    remarks = _remarks(Remark.objects.filter(opinion__in=given)) if opinions else {}
    found = []
    for entry in open_rows:
        draft = drafts[entry.job_id]
        said = [(mandate.organisation, _given(row)) for row in opinions[entry.pk]]
        (mine,) = standing([mandate.organisation], said, draft=wording_of(draft))
        found.append(
            ProposalValue(
                entry=entry.pk,
                job=entry.job.key,
                title=entry.job.title,
                url=f"/emplois/{entry.job.framework.code}/{entry.job.key}/",
                number=draft.number,
                base=draft.based_on.number if draft.based_on else None,
                reason=entry.reason,
                note=entry.note,
                wording=wording_of(draft),
                changes=differences(sections.get(draft.based_on_id, []), sections.get(draft.pk, [])),
                mine=mine,
                remarks=tuple(remarks.get(entry.pk, ())),
            )
        )
    return found


def may_be_asked_for(*, campaign: int) -> list[tuple[int, str]]:
    """The jobs whose sheet an organisation may ask to revise in a campaign: id and title, in the order of the grid.
    One query."""
    sheets = Sheet.objects.adopted().filter(job__framework__code=FRAMEWORK)
    jobs = Job.objects.filter(pk__in=sheets.values("job")).exclude(revision_entries__campaign=campaign)
    return list(jobs.order_by("order").values_list("pk", "title"))


def requests_by(*, mandate: MandateValue) -> tuple[RequestValue, ...]:
    """What the organisation of a mandate asked for in its campaign. One query."""
    return tuple(row for row in requests_of(Campaign(pk=mandate.campaign)) if row.organisation == mandate.organisation)


def published_changes(*, key: str, day: date) -> Differences | None:
    """What the draft of a job of the cancer centres changes while it is out for opinion. Five queries; it is for the
    campaign to say whether it is published."""
    drafts = Sheet.objects.filter(state=SheetState.DRAFT, stage=Stage.SUBMITTED, job__key=key)
    draft = drafts.filter(job__framework__code=FRAMEWORK).first()
    if draft is None:
        return None
    documents, _ = carriers(day=day)
    sections = whole_sections([draft.pk, draft.based_on_id], documents)
    return differences(sections.get(draft.based_on_id, []), sections.get(draft.pk, []))
