"""How far the revision of each sheet of the list is, on a day: read from the facts, since a draft moves every hour."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery

from texts.enums import DateKind
from texts.models import last_recorded

from ..enums import EntryOutcome, SheetState
from ..models import Campaign, Edition, Entry, Listing, Sheet
from ..revision import state_of, states_of
from ..revision_plan import FRAMEWORK, term_of


class Row(NamedTuple):
    """A sheet or a draft: the line of its job, what the year says of it (`outcome`, none when it is not in the table),
    when that year was closed, when the job was last examined, and the dates of its text."""

    job_id: int
    job_key: str
    line: int | None
    state: str
    stage: str
    outcome: str | None
    closed_at: datetime | None
    examined_on: date | None
    signed_on: date | None
    effect_on: date | None


def revision_states(*, day: date) -> dict[int, tuple[str, ...]]:
    """The values of `jobs.revision.STATES` that each line of the list bears on `day`, by its id: those of the jobs that
    the duty concerns and that are not deleted. As the table of that year says: frozen when its campaign is closed.

    One query, two when the campaign of the year is closed, however many sheets.
    """
    found: dict[int, tuple[str, ...]] = {}
    rows = _sheets(day)
    closed = any(row.closed_at for sheets in rows.values() for row in sheets)
    frozen = _frozen(day.year) if closed else {}
    for sheets in rows.values():
        last = sheets[-1]
        adopted = [row for row in sheets if row.state == SheetState.ADOPTED]
        in_force = [row for row in adopted if (row.effect_on or row.signed_on or date.min) <= day]
        if not in_force:
            continue
        dates = {"signed_on": in_force[-1].signed_on, "effect_on": in_force[-1].effect_on}
        revised = any((row.signed_on or row.effect_on or date.min).year == day.year for row in adopted[1:])
        stage = next((row.stage for row in sheets if row.state == SheetState.DRAFT), None)
        state = ""
        if closed:
            state = frozen.get(last.job_key, "")
        elif last.outcome is not None:
            state = state_of(last.outcome, revised=revised, stage=stage)
        term = term_of(**dates, examined_on=last.examined_on)
        found[last.line] = states_of(term, state, revised=revised and not closed, day=day)
    return found


def _sheets(day: date) -> dict[int, list[Row]]:
    """The sheets and drafts of the jobs of the list that the duty concerns, by job in the order of their versions.
    One query."""
    line = Listing.objects.on(day).filter(job=OuterRef("job"), past=False).values("pk")
    entered = Entry.objects.filter(job=OuterRef("job"), campaign__year=day.year).values("outcome")
    closed = Campaign.objects.filter(year=day.year).values("closed_at")
    examined = Entry.objects.filter(job=OuterRef("job"), outcome=EntryOutcome.EXAMINED, decided_on__lte=day)
    rows = (
        Sheet.objects.filter(job__framework__code=FRAMEWORK)
        .annotate(line=Subquery(line[:1]), job_key=F("job__key"), outcome=Subquery(entered[:1]))
        .annotate(closed_at=Subquery(closed[:1]))
        .annotate(examined_on=Subquery(examined.order_by("-decided_on", "-pk").values("decided_on")[:1]))
        .annotate(signed_on=last_recorded(DateKind.SIGNATURE, "document"))
        .annotate(effect_on=last_recorded(DateKind.EFFECT, "document"))
        .order_by("job", "number")
    )
    found: dict[int, list[Row]] = {}
    for row in map(Row._make, rows.values_list(*Row._fields)):
        if row.line:
            found.setdefault(row.job_id, []).append(row)
    return found


def _frozen(year: int) -> dict[str, str]:
    """The states that the last edition of a closed year says, by key. One query."""
    content = Edition.objects.filter(campaign__year=year).order_by("-number").values_list("content", flat=True).first()
    rows = json.loads(content)["lignes"] if content else []
    return {row["cle"]: row["inscription"]["etat"] for row in rows if row["inscription"]}
