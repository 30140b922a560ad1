"""Reads of the yearly table of the sheets: their terms, what each year did, what is frozen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import F
from django.utils import timezone

from texts.models import Document

from ..differences import Weight, differences
from ..enums import EntryOutcome, EntryState, SheetState, Stage
from ..history import Carrier
from ..models import Campaign, Edition, Entry, Framework, Listing, Placement, Sheet
from ..providers import path_of_jobs
from ..revision import (
    OUT_OF_PLAN,
    CampaignValue,
    EditionValue,
    EntryValue,
    Revised,
    RevisionTable,
    SentValue,
    Watched,
    counts_of,
    part_of_next,
    state_of,
    table,
)
from ..revision_describing import completed, described, with_edition
from ..revision_plan import FRAMEWORK, TEXT, YEARS, Term, YearCount, term_of
from ..values import JobSheet
from .history import carriers
from .listing import job_line
from .opinions import organised, requests_of, spoken
from .wordings import sheet_values

#: years of which the page shows what was done
SHOWN_YEARS = 2 * YEARS


def revision_table(*, year: int, day: date) -> RevisionTable | None:
    """The table of `year` as it stands on `day`; None for a year that has no campaign and is not that of `day`.

    Fifteen queries at most, however many sheets; three more when one was revised, and three when organisations gave
    opinions, remarks among them, and HR answered.
    """
    campaign = Campaign.objects.filter(year=year).prefetch_related("organisations").first()
    if campaign is None and year != day.year:
        return None
    documents, texts = carriers(day=day)
    sheets, revised, established = _sheets(documents, texts, day)
    examined = _examined(day)
    made = [row for row in revised if _revised_on(documents[row.document_id]).year == year]
    last = _revisions(made, documents, texts, day)
    entries = _entries(campaign, made, last) if campaign else []
    return table(
        year=year,
        day=day,
        campaign=_campaign(campaign) if campaign else None,
        sheets=_watched(sheets, documents, texts, examined, day),
        entries=[*entries, *_out_of_plan(made, last, {entry.job for entry in entries})],
        counts=_counts(revised, examined, established, documents, last=max(year, day.year)),
        requests=requests_of(campaign) if campaign else (),
    )


def next_campaign(*, day: date) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """The next year without a campaign, that of `day` or later, the jobs proposed for it, and every job that may be in
    it. What earlier campaigns took up and did not put off is not proposed again. Two queries more than the table."""
    taken = set(
        Entry.objects.filter(campaign__year__gte=day.year)
        .exclude(outcome=EntryOutcome.POSTPONED)
        .values_list("job__key", flat=True)
    )
    held = set(Campaign.objects.filter(year__gte=day.year).values_list("year", flat=True))
    year = next(free for free in range(day.year, day.year + len(held) + 1) if free not in held)
    sheets = revision_table(year=day.year, day=day).sheets
    return year, part_of_next(sheets, year=year, taken=taken), tuple(sheet.line.key for sheet in sheets)


def revision_term(*, sheet: JobSheet) -> Term | None:
    """The term of a sheet on its day, None when the duty does not concern it. Asks nothing."""
    if sheet.line.framework != FRAMEWORK or sheet.sheet is None:
        return None
    found = sheet.sheet
    return term_of(signed_on=found.signed_on, effect_on=found.effect_on, examined_on=sheet.examined_on)


def campaign_years() -> list[tuple[int, bool]]:
    """The years that have a campaign, the last first, and whether each is frozen. One query."""
    rows = Campaign.objects.order_by("-year").values_list("year", "closed_at")
    return [(year, closed_at is not None) for year, closed_at in rows]


def published_table(*, year: int, day: date, edition: int | None = None) -> tuple[dict, list[EditionValue]] | None:
    """The table of a year as it is published on `day`, and its editions; None when there is none.

    A closed campaign gives its last edition, an open one the living table; `edition` asks for one that was frozen.
    Three queries for an edition, two more than `revision_table` otherwise.
    """
    rows = list(_editions(year))
    editions = [_edition(row) for row in rows]
    wanted = [row for row in rows if row.number == edition]
    if edition is None:
        wanted = [row for row in rows[-1:] if row.closed_at]
    if wanted:
        return with_edition(completed(json.loads(wanted[0].content)), _edition(wanted[0])), editions
    table = revision_table(year=year, day=day) if edition is None else None
    return (described(table), editions) if table else None


def register_of(*, year: int) -> list[EditionValue]:
    """The editions of a year, each with those to whom it was sent. Three queries at most."""
    return [_edition(row) for row in _editions(year).defer("content")]


def _editions(year: int):
    rows = Edition.objects.filter(campaign__year=year).order_by("number").annotate(closed_at=F("campaign__closed_at"))
    return rows.prefetch_related("transmissions__organisation")


def table_to_freeze(*, year: int, day: date) -> dict:
    """The living table of a year that has a campaign, as an edition keeps it. The cost of `revision_table`."""
    return described(revision_table(year=year, day=day), closing=True)


def _edition(row: Edition) -> EditionValue:
    sent = tuple(SentValue(organised(one.organisation), one.sent_on, one.means) for one in row.transmissions.all())
    return EditionValue(row.number, timezone.localtime(row.frozen_at), row.sha256, sent)


def _campaign(row: Campaign) -> CampaignValue:
    organisations = tuple((held.name, held.college) for held in row.organisations.all())
    return CampaignValue(row.year, row.meeting_on, organisations, row.closed_at is not None, row.publishes_drafts)


def _sheets(documents: dict, texts: dict[int, Carrier], day: date) -> tuple[dict[int, Sheet], list[Sheet], list[Sheet]]:
    """The sheet in force of each job of the framework, by job, every version that took the place of another, and the
    first of each job. One query."""
    in_force: dict[int, Sheet] = {}
    revised: list[Sheet] = []
    established: list[Sheet] = []
    first: set[int] = set()
    rows = Sheet.objects.adopted().filter(job__framework__code=FRAMEWORK).order_by("job", "number")
    for row in rows.annotate(key=F("job__key")):
        since = texts[row.document_id].since
        if since is None or since <= day:
            in_force[row.job_id] = row
        if _revised_on(documents[row.document_id]):
            (revised if row.job_id in first else established).append(row)
        first.add(row.job_id)
    return in_force, revised, established


def _revised_on(document: Document) -> date | None:
    """The day from which the work counts: the signature of the text, its effect when that is all that is known."""
    return document.signed_on or document.effect_on


def _examined(day: date) -> list[tuple[str, date]]:
    """The sheets that were found not to need a revision, with the day, until `day`. One query."""
    rows = Entry.objects.filter(outcome=EntryOutcome.EXAMINED, decided_on__lte=day).order_by("decided_on", "pk")
    return list(rows.values_list("job__key", "decided_on"))


def _watched(
    sheets: dict[int, Sheet], documents: dict, texts: dict[int, Carrier], examined: list[tuple[str, date]], day: date
) -> tuple[Watched, ...]:
    """The sheets in force of jobs that are not deleted, in the order of the grid. Three queries."""
    names = dict(Framework.objects.filter(code=FRAMEWORK).values_list("code", "short_name"))
    last = dict(examined)
    paths = path_of_jobs()
    found = []
    for row in Listing.objects.on(day).filter(job__in=list(sheets), past=False).order_by("rank_text"):
        sheet = sheets[row.job_id]
        document = documents[sheet.document_id]
        found.append(
            Watched(
                line=job_line(row, names),
                rank=row.rank_text,
                version=sheet.number,
                carrier=texts[sheet.document_id],
                term=term_of(signed_on=document.signed_on, effect_on=document.effect_on, examined_on=last.get(row.key)),
                path=paths.get((row.framework, row.key), ""),
            )
        )
    return tuple(found)


def _entries(campaign: Campaign, made: list[Sheet], last: dict[int, Revised]) -> list[EntryValue]:
    """The rows of a campaign, in the order of the grid, with the revisions that its year made. Two queries, and those
    of `spoken`."""
    rows = list(campaign.entries.select_related("job", "requested_by").order_by("job__order", "pk"))
    held = Sheet.objects.filter(state=SheetState.DRAFT, job__in=[row.job_id for row in rows])
    drafts = {row.job_id: row for row in held.select_related("based_on")}
    own = {row.job_id for row in rows}
    said = spoken(campaign, rows, drafts=drafts, made={sheet.job_id: sheet for sheet in made if sheet.job_id in own})

    def stage(row: Entry) -> str | None:
        return drafts[row.job_id].stage if row.job_id in drafts else None

    return [
        EntryValue(
            job=row.job.key,
            reason=row.reason,
            note=row.note,
            requested_by=row.requested_by.name if row.requested_by else "",
            state=state_of(row.outcome, revised=row.job_id in last, stage=stage(row)),
            outcome_reason=row.outcome_reason,
            decided_on=row.decided_on,
            revised=last.get(row.job_id),
            proposed=drafts[row.job_id].number if stage(row) == Stage.SUBMITTED and not row.outcome else None,
            spoken=said[row.pk],
        )
        for row in rows
    ]


def _out_of_plan(made: list[Sheet], last: dict[int, Revised], entered: set[str]) -> list[EntryValue]:
    """A row for each sheet that the year revised without its being entered. Asks nothing."""
    keys = {sheet.job_id: sheet.key for sheet in made if sheet.key not in entered}
    return [EntryValue(key, OUT_OF_PLAN, "", "", EntryState.REVISED, "", None, last[job]) for job, key in keys.items()]


def _revisions(made: Collection[Sheet], documents: dict, texts: dict[int, Carrier], day: date) -> dict[int, Revised]:
    """The last revision of each job among `made`, with what it weighs. Three queries, none when nothing was."""
    if not made:
        return {}
    before = defaultdict(int)
    numbers = Sheet.objects.adopted().filter(job__in=[sheet.job_id for sheet in made]).order_by("job", "number")
    held = list(numbers.values_list("job", "number"))
    for sheet in made:
        before[sheet.pk] = max(number for job, number in held if job == sheet.job_id and number < sheet.number)
    asked = {(sheet.job_id, number) for sheet in made for number in (sheet.number, before[sheet.pk])}
    wording = sheet_values(asked=asked, documents=documents, counting=set(), day=day, rectified=False)
    placed = set(
        Placement.objects.filter(job__in=[sheet.job_id for sheet in made]).order_by().values_list("job", "document")
    )
    found = {}
    for sheet in made:
        old, new = (wording(sheet.job_id, number).sections for number in (before[sheet.pk], sheet.number))
        classified = (sheet.job_id, sheet.document_id) in placed
        found[sheet.job_id] = Revised(
            version=sheet.number,
            before=before[sheet.pk],
            on=_revised_on(documents[sheet.document_id]),
            carrier=texts[sheet.document_id],
            weight=Weight.CLASSIFICATION if classified else differences(old, new).weight,
            classified=classified,
        )
    return found


def _counts(
    revised: list[Sheet], examined: list[tuple[str, date]], established: list[Sheet], documents: dict, *, last: int
) -> tuple[YearCount, ...]:
    """What each year did since the duty, the last ones only."""
    text = next((row for row in documents.values() if row.slug == TEXT), None)
    begun = text.counts_from.year if text and text.counts_from else last

    def dated(sheets: list[Sheet]) -> list[tuple[str, date]]:
        return [(sheet.key, _revised_on(documents[sheet.document_id])) for sheet in sheets]

    first = max(begun, last - SHOWN_YEARS + 1)
    return counts_of(dated(revised), examined, dated(established), first=first, last=last)
