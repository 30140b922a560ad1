"""The table of a year: its sheets with their terms, what is done of each, how far the grid is. Pure values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .differences import Weight
from .enums import EntryOutcome, EntryState
from .history import Carrier
from .revision_plan import Due, Plan, Progress, Standing, Term, YearCount, fifth, plan
from .values import JobLine


@dataclass(frozen=True)
class Watched:
    """A sheet that the duty concerns, as it stands on a day: the wording in force, and its term."""

    line: JobLine
    rank: int
    version: int
    carrier: Carrier
    term: Term
    path: str = ""  # the career path that the job belongs to


@dataclass(frozen=True)
class Revised:
    """A version that took the place of another: `on` is the day when its text was signed, else took effect."""

    version: int
    before: int
    on: date
    carrier: Carrier
    weight: Weight
    classified: bool  # the same text places the job in a grid


@dataclass(frozen=True)
class EntryValue:
    """A row of the table: why the sheet is there and how far it is."""

    job: str
    reason: str
    note: str
    requested_by: str
    state: EntryState
    outcome_reason: str
    decided_on: date | None
    revised: Revised | None


@dataclass(frozen=True)
class EditionValue:
    """A frozen table: its number, when it was frozen, its hash, to whom it was sent (organisation, day, by what)."""

    number: int
    frozen_at: datetime
    sha256: str
    sent: tuple[tuple[str, date, str], ...] = ()


@dataclass(frozen=True)
class CampaignValue:
    """A campaign: its meeting, who takes part (name, college)."""

    year: int
    meeting_on: date | None
    organisations: tuple[tuple[str, str], ...]
    closed: bool


@dataclass(frozen=True)
class RevisionTable:
    """The table of `year` as it stands on `day`; no campaign when HR opened none."""

    year: int
    day: date
    campaign: CampaignValue | None
    sheets: tuple[Watched, ...]
    entries: dict[str, EntryValue]
    plan: Plan
    progress: Progress


def state_of(outcome: str, *, revised: bool, stage: str | None) -> EntryState:
    """How far a sheet is: what its versions and its draft say comes before what was decided of it.

    `stage` is that of its draft (none without one): « avis » while it is out for opinion.
    """
    if revised:
        return EntryState.REVISED
    if outcome == EntryOutcome.EXAMINED:
        return EntryState.EXAMINED
    if stage is not None:
        return EntryState.OPINION if stage == "avis" else EntryState.DRAFT
    return EntryState.POSTPONED if outcome == EntryOutcome.POSTPONED else EntryState.PLANNED


def table(
    *,
    year: int,
    day: date,
    campaign: CampaignValue | None,
    sheets: Sequence[Watched],
    entries: Iterable[EntryValue],
    counts: Sequence[YearCount],
) -> RevisionTable:
    """The table of a year, with the plan that follows from it: what is entered and not put off, then the rest.

    Without a campaign the plan is a proposal from `year`. What is already revised or examined this year leaves it.
    """
    rows = {entry.job: entry for entry in entries}
    done = {job for job, row in rows.items() if row.state in {EntryState.REVISED, EntryState.EXAMINED}}
    put_off = {job for job, row in rows.items() if row.state is EntryState.POSTPONED}
    due = [Due(sheet.line.key, sheet.rank, sheet.term, sheet.path) for sheet in sheets]
    taken = [sheet.line.key for sheet in sheets if sheet.line.key in rows and sheet.line.key not in put_off]
    own = next((row for row in counts if row.year == year), YearCount(year, 0, 0))
    progress = Progress(
        sheets=len(sheets),
        aim=fifth(len(sheets)),
        revised=own.revised,
        examined=own.examined,
        within=sum(sheet.term.standing(day) is Standing.WITHIN for sheet in sheets),
        years=tuple(counts),
    )
    return RevisionTable(
        year, day, campaign, tuple(sheets), rows, plan(due, year=year, taken=taken, done=done), progress
    )


def counts_of(
    revised: Iterable[tuple[str, date]], examined: Iterable[tuple[str, date]], *, first: int, last: int
) -> tuple[YearCount, ...]:
    """What each year from `first` to `last` did; a sheet revised twice in a year is one sheet."""
    one = Counter(year for _, year in {(job, day.year) for job, day in revised})
    other = Counter(year for _, year in {(job, day.year) for job, day in examined})
    return tuple(YearCount(year, one[year], other[year]) for year in range(first, last + 1))
