"""The table of a year: its sheets with their terms, what is done of each, how far the grid is. Pure values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from .differences import Weight
from .enums import EntryOutcome, EntryState
from .history import Carrier
from .opinions import Organised, RequestValue, Spoken
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


#: the reason of a row that nobody entered: its sheet was revised in the year all the same
OUT_OF_PLAN = "hors_plan"


@dataclass(frozen=True)
class EntryValue:
    """A row of the table: why the sheet is there (an `EntryReason`, or `OUT_OF_PLAN`) and how far it is."""

    job: str
    reason: str
    note: str
    requested_by: str
    state: EntryState
    outcome_reason: str
    decided_on: date | None
    revised: Revised | None
    proposed: int | None = None  # the number of the version out for opinion
    spoken: Spoken = field(default_factory=Spoken)

    @property
    def entered(self) -> bool:
        """Whether HR put the sheet in the table of the year."""
        return self.reason != OUT_OF_PLAN

    @property
    def decided(self) -> bool:
        """Whether what becomes of the sheet this year is known: remarks are then published, with their answers."""
        return self.revised is not None or self.decided_on is not None


@dataclass(frozen=True)
class SentValue:
    """An edition sent to an organisation, on a day, by some means."""

    organisation: Organised
    on: date
    means: str


@dataclass(frozen=True)
class EditionValue:
    """A frozen table: its number, when it was frozen, its hash, and to whom it was sent, which comes after."""

    number: int
    frozen_at: datetime
    sha256: str
    sent: tuple[SentValue, ...] = ()


@dataclass(frozen=True)
class CampaignValue:
    """A campaign: its meeting, who takes part (name, college)."""

    year: int
    meeting_on: date | None
    organisations: tuple[tuple[str, str], ...]
    closed: bool
    publishes_drafts: bool = False


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
    requests: tuple[RequestValue, ...] = ()


def state_of(outcome: str, *, revised: bool, stage: str | None) -> EntryState:
    """How far a sheet is: a revision made comes before what was decided of it, and that before its draft.

    `stage` is that of its draft (none without one): « avis » while it is out for opinion.
    """
    if revised:
        return EntryState.REVISED
    if outcome:
        return EntryState.EXAMINED if outcome == EntryOutcome.EXAMINED else EntryState.POSTPONED
    if stage is not None:
        return EntryState.OPINION if stage == "avis" else EntryState.DRAFT
    return EntryState.PLANNED


#: what the list of jobs keeps sheets by: towards their term, then in the table of the year
STATES: dict[str, str] = {
    Standing.DUE: "À examiner : le terme est passé",
    Standing.WITHIN: "Dans le délai de cinq ans",
    Standing.UNDATED: "Sans terme connu",
    EntryState.PLANNED: "Prévue cette année",
    EntryState.DRAFT: "En préparation",
    EntryState.OPINION: "Soumise pour avis",
    EntryState.REVISED: "Révisée cette année",
    EntryState.EXAMINED: "Examinée et confirmée cette année",
    EntryState.POSTPONED: "Reportée",
}


def states_of(term: Term, entered: str, *, revised: bool, day: date) -> tuple[str, ...]:
    """The values of `STATES` that a sheet bears on `day`: its standing towards its term, and its state in the table of
    the year (`entered`, empty when it is not in it); a sheet revised in the year is so whether it was entered or not.
    """
    of_the_year = EntryState.REVISED if revised else entered
    return tuple(filter(None, (str(term.standing(day)), str(of_the_year))))


def table(
    *,
    year: int,
    day: date,
    campaign: CampaignValue | None,
    sheets: Sequence[Watched],
    entries: Iterable[EntryValue],
    counts: Sequence[YearCount],
    requests: tuple[RequestValue, ...] = (),
) -> RevisionTable:
    """The table of a year, with the plan that follows from it: what is entered and not put off, then the rest.

    Without a campaign the plan is a proposal from `year`. What is already revised or examined this year leaves it.
    What the year did is counted on its rows, so that numbers, marks and files say the same.
    """
    known = {sheet.line.key for sheet in sheets}
    rows = {entry.job: entry for entry in entries if entry.job in known}
    done = {job for job, row in rows.items() if row.state in {EntryState.REVISED, EntryState.EXAMINED}}
    put_off = {job for job, row in rows.items() if row.state is EntryState.POSTPONED}
    entered = {job for job, row in rows.items() if row.entered}
    taken = [sheet.line.key for sheet in sheets if sheet.line.key in entered - put_off]
    states = Counter(row.state for row in rows.values())
    own = {"revised": states[EntryState.REVISED], "examined": states[EntryState.EXAMINED]}
    progress = Progress(
        sheets=len(sheets),
        aim=fifth(len(sheets)),
        **own,
        within=sum(sheet.term.standing(day) is Standing.WITHIN for sheet in sheets),
        years=tuple(replace(row, **own) if row.year == year else row for row in counts),
    )
    planned = plan(dues(sheets), year=year, taken=taken, done=done)
    return RevisionTable(year, day, campaign, tuple(sheets), rows, planned, progress, requests)


def dues(sheets: Iterable[Watched]) -> list[Due]:
    """The sheets as a plan sees them."""
    return [Due(sheet.line.key, sheet.rank, sheet.term, sheet.path) for sheet in sheets]


def part_of_next(sheets: Sequence[Watched], *, year: int, taken: Collection[str]) -> tuple[str, ...]:
    """The part that is proposed for `year`: a fifth of all the sheets, less those `taken` up by the years before."""
    left = [due for due in dues(sheets) if due.job not in taken]
    years = plan(left, year=year, size=fifth(len(sheets))).years
    return years[0].jobs if years else ()


def counts_of(
    revised: Iterable[tuple[str, date]],
    examined: Iterable[tuple[str, date]],
    established: Iterable[tuple[str, date]],
    *,
    first: int,
    last: int,
) -> tuple[YearCount, ...]:
    """What each year from `first` to `last` did; a sheet revised twice in a year is one sheet,
    and one that is revised counts as nothing else. `established`: the first sheet of each job."""
    made = {(job, day.year) for job, day in revised}
    one = Counter(year for _, year in made)
    other = Counter(year for _, year in {(job, day.year) for job, day in examined} - made)
    new = Counter(day.year for _, day in established)
    begun = min(new, default=first - 1)
    return tuple(YearCount(year, one[year], other[year], new[year], year > begun) for year in range(first, last + 1))
