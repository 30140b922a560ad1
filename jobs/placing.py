"""A grid with its jobs in place: which rows it has, under what, and what is left beside it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grids.values import GridValue, LevelValue
from texts.values import Link

from .enums import JobKind, Status, TitleKind
from .values import JobLine, PayValue, PlacementValue, SectionValue

#: where the wording of a title says that a table, a sheet and an amendment do not agree
SHOWN_TITLES = (TitleKind.TABLE, TitleKind.SHEET, TitleKind.FORMER)
#: titles by which a table names a job
TABLE_TITLES = (TitleKind.TABLE, TitleKind.BRANCH)


@dataclass(frozen=True)
class Printed:
    """How the texts name a job: its titles as (kind, text), in their order, and its other codes."""

    titles: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A job of the grid and everything that is known of its place on a day."""

    line: JobLine
    placement: PlacementValue | None = None
    described: frozenset[str] = frozenset()  # codes of the levels to which its sheet gives a section
    pay: PayValue | None = None
    printed: Printed = Printed()
    successors: tuple[JobLine, ...] = ()

    @property
    def other_titles(self) -> list[tuple[str, str]]:
        """The titles that differ from the main one, as (kind, text), each once, in the order of `SHOWN_TITLES`."""
        found = [(kind, text) for wanted in SHOWN_TITLES for kind, text in self.printed.titles if kind == wanted]
        return [pair for pair in dict.fromkeys(found) if pair[1] != self.line.title]

    @property
    def out_of_table(self) -> bool:
        """Named by the list of its métier, and by no table."""
        kinds = {kind for kind, _ in self.printed.titles}
        return TitleKind.LIST in kinds and not kinds & set(TABLE_TITLES)


@dataclass(frozen=True)
class Row:
    """A row of the grid, with the jobs attached to it that the text places at no level of their own."""

    job: Placed
    attached: list[Placed] = field(default_factory=list)


@dataclass(frozen=True)
class DrawnGrid:
    """A grid as of `day`: the rows in the order of the text, then those that no text places, then the deleted ones."""

    grid: GridValue
    framework_name: str
    day: date
    rows: list[Row]
    unplaced: list[Placed]
    deleted: list[Placed]
    anomalies: list[Link]

    @property
    def jobs(self) -> list[Placed]:
        """Every job, in the order of the page."""
        rows = [job for row in self.rows for job in (row.job, *row.attached)]
        return [*rows, *self.unplaced, *self.deleted]


def arrange(jobs: Mapping[int, Placed], references: Mapping[int, int | None], *, whole: bool) -> tuple[list, ...]:
    """The rows, the jobs placed by no text and the deleted ones, out of `jobs` by id, in the order of the texts.

    `references` gives the id of the métier of each attached job. `whole`: the grid is its framework's, so that a job
    without a place stands in it at a place not given; in another one a job without a place of its own (replaced, or
    named by the table alone) keeps its row.
    """
    rows: dict[int, Row] = {}
    unplaced, deleted, attached = [], [], []
    for pk, job in jobs.items():
        if job.line.kind == JobKind.ATTACHED and references.get(pk) in jobs:
            attached.append(pk)
        elif job.placement or (not whole and job.line.status != Status.DELETED):
            rows[pk] = Row(job)
        elif job.line.status == Status.DELETED:
            deleted.append(job)
        else:
            unplaced.append(job)
    ordered: dict[int, list[Row]] = {pk: [row] for pk, row in rows.items()}
    for pk in attached:
        own = ordered.get(references[pk])
        if own is None:
            unplaced.append(jobs[pk])
        elif jobs[pk].placement:
            own.append(Row(jobs[pk]))
        else:
            own[0].attached.append(jobs[pk])
    return [row for found in ordered.values() for row in found], unplaced, deleted


@dataclass(frozen=True)
class LevelStep:
    """A job at a level: what its sheet describes there, and at the level that it describes just below."""

    job: Placed
    sections: list[SectionValue]
    below: LevelValue | None = None
    below_sections: list[SectionValue] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)  # wordings printed at both levels
    attached: list[Placed] = field(default_factory=list)


@dataclass(frozen=True)
class LevelPage:
    """A level of a grid as of `day`, with the jobs that hold it and its neighbours in the printed order."""

    grid: GridValue
    level: LevelValue
    day: date
    steps: list[LevelStep]
    above: LevelValue | None
    below: LevelValue | None


def step_to(level: LevelValue, *, job: Placed, sections: list[SectionValue], grid: GridValue, attached) -> LevelStep:
    """What the sheet of a job says of a level beside the one that it describes just below.

    `sections`: those of the sheet. Nothing is inferred: the lists of two levels are put side by side, and a wording
    counts as repeated when it is the same, its case and spaces aside.
    """
    at = [section for section in sections if section.level == level.code]
    codes = [row.code for row in grid.levels]
    described = [row for row in grid.levels if row.code in {section.level for section in sections}]
    lower = [row for row in described if codes.index(row.code) < codes.index(level.code)] if at else []
    under = [section for section in sections if lower and section.level == lower[-1].code]
    known = {_plain(text) for text in _wordings(under)}
    repeated = [text for text in _wordings(at) if _plain(text) in known]
    return LevelStep(job, at, lower[-1] if lower else None, under, repeated, list(attached))


def _wordings(sections: list[SectionValue]) -> list[str]:
    items = [item for section in sections for item in section.items]
    return [text for item in items for text in (item.text, *(child.text for child in item.children))]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
