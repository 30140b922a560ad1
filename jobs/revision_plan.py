"""When each sheet of the CLCC must be looked at again, and a plan that does it one fifth a year. Pure.

Two duties meet here. Article A-1.1.5.1, as article 1 of avenant 2021-01 writes it: « une mise à jour des fiches emplois
qui le nécessitent sera réalisée a minima tous les 5 ans ». Article 7: « il est préconisé de réviser annuellement 1/5 de
ces fiches ». The first binds, and only for the sheets that need it; the second recommends.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from texts.values import Source

#: the one framework that the duty binds, and the text that sets it
FRAMEWORK = "clcc"
TEXT = "clcc-avenant-2021-01"
TERM_RULE = Source(TEXT, "Avenant 2021-01", 64, 67)
MEETING_RULE = Source(TEXT, "Avenant 2021-01", 196, 197)
FIFTH_RULE = Source(TEXT, "Avenant 2021-01", 199, 199)
TABLE_RULE = Source(TEXT, "Avenant 2021-01", 201, 202)
SHEETS_RULE = Source(TEXT, "Avenant 2021-01", 55, 57)
#: years of a term, and the parts of the grid of which one is revised each year
YEARS = 5


class Since(StrEnum):
    """What a term runs from."""

    EFFECT = "effet"  # the date of effect of the text that carries the sheet
    SIGNATURE = "signature"  # its signature, while its date of effect is not known
    EXAMINATION = "examen"  # the day when the sheet was found not to need a revision
    UNDATED = "non_date"


class Standing(StrEnum):
    """How a sheet stands towards its term on a day. Never a breach: only the sheets that need it are to be revised."""

    DUE = "a_examiner"
    WITHIN = "dans_le_delai"
    UNDATED = "sans_terme"


@dataclass(frozen=True)
class Term:
    """When a sheet is to be looked at again: five years after `since`; neither is known of an undated text."""

    basis: Since
    since: date | None
    due_on: date | None

    def standing(self, day: date) -> Standing:
        """Due from the day of the term itself."""
        if self.due_on is None:
            return Standing.UNDATED
        return Standing.DUE if self.due_on <= day else Standing.WITHIN


@dataclass(frozen=True)
class Due:
    """A sheet as a plan sees it: its job, its rank in the grid, its term, the career path that its job belongs to."""

    job: str
    rank: int
    term: Term
    path: str = ""


@dataclass(frozen=True)
class PlannedYear:
    """The sheets to take up in a year, in the order of the plan."""

    year: int
    jobs: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The years of a plan. `met_by`: the year at whose end no sheet is past its term any more; none when no sheet is
    late in this plan."""

    years: tuple[PlannedYear, ...]
    met_by: int | None

    def year_of(self, job: str) -> int | None:
        """The year in which a job's sheet is planned, none when it is in no year of the plan."""
        return next((planned.year for planned in self.years if job in planned.jobs), None)


def five_years_after(day: date) -> date:
    """The same day five years later; the last of the month when it has no such day (a 29 February)."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:
        return day.replace(year=day.year + YEARS, day=28)


def term_of(*, signed_on: date | None, effect_on: date | None, examined_on: date | None = None) -> Term:
    """The term of a sheet, from the dates of the text that carries it and its last examination.

    It runs from the date of effect, from signature while that is not known, and again from a later examination.
    """
    known = [
        (day, basis)
        for day, basis in ((effect_on or signed_on, Since.EFFECT if effect_on else Since.SIGNATURE),
                           (examined_on, Since.EXAMINATION))
        if day
    ]  # fmt: skip
    if not known:
        return Term(Since.UNDATED, None, None)
    since, basis = max(known)
    return Term(basis, since, five_years_after(since))


def fifth(sheets: int) -> int:
    """How many sheets one fifth is. Rounded up: one less a year, and five years would not go round the grid."""
    return -(-sheets // YEARS)


def plan(
    sheets: Sequence[Due],
    *,
    year: int,
    taken: Sequence[str] = (),
    done: Collection[str] = frozenset(),
    size: int | None = None,
) -> Plan:
    """One fifth of `sheets` a year from `year`: the oldest first, in grid order, the jobs of one path together.

    `taken`: the jobs already decided for the first year, which count in its fifth and come first; those that are
    `done` have nothing more to make up for. A year closes when its fifth is reached, so that jobs of one path may make
    it larger; none is smaller but the last. `size`: a fifth of more than these sheets.
    """
    size = size or fifth(len(sheets))
    known = {sheet.job for sheet in sheets}
    years: list[PlannedYear] = []
    held = [job for job in taken if job in known]
    for group in _groups([sheet for sheet in sheets if sheet.job not in held]):
        if len(held) >= size:
            years.append(PlannedYear(year + len(years), tuple(held)))
            held = []
        held += [sheet.job for sheet in group]
    if held:
        years.append(PlannedYear(year + len(years), tuple(held)))
    return Plan(tuple(years), _met_by([sheet for sheet in sheets if sheet.job not in done], years))


def _groups(sheets: Sequence[Due]) -> list[list[Due]]:
    """The sheets in the order of the plan, those of one path side by side at the place of the first of them."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.term.since or date.min, sheet.rank))
    groups: dict[str, list[Due]] = {}
    for sheet in ordered:
        groups.setdefault(sheet.path or f"\0{sheet.job}", []).append(sheet)
    return list(groups.values())


def _met_by(sheets: Sequence[Due], years: Sequence[PlannedYear]) -> int | None:
    """The last year in which the plan takes up a sheet whose term fell before that year."""
    due = {sheet.job: sheet.term.due_on.year for sheet in sheets if sheet.term.due_on}
    late = [planned.year for planned in years if any(due.get(job, planned.year) < planned.year for job in planned.jobs)]
    return max(late, default=None)


@dataclass(frozen=True)
class YearCount:
    """What one year did: sheets revised, which alone count in the number of article 7, and sheets examined and left.

    `established`: those that are the first of their job, which a text of that year made. In 2021 they take the place
    of the definitions that article 1 of avenant 2021-01 deletes; article 7 has « ces fiches » revised, once they are
    there. `begun`: some were there before that year, of which a fifth could be revised.
    """

    year: int
    revised: int
    examined: int
    established: int = 0
    begun: bool = True


@dataclass(frozen=True)
class Progress:
    """How far the grid is. `aim` is the fifth of `sheets`, `within` counts those whose term is not passed."""

    sheets: int
    aim: int
    revised: int
    examined: int
    within: int
    years: tuple[YearCount, ...]

    @property
    def share(self) -> int:
        """Per cent of the fifth that the year revised, never more than 100."""
        return min(100, round(100 * self.revised / self.aim)) if self.aim else 0
