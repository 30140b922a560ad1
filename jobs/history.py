"""The history of a job: what each text brought, and the versions of its sheet as they stand on a day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from texts.values import Source

from .differences import Differences, Weight, differences
from .values import ItemValue, JobLine, SectionValue, SheetValue


class Deed(StrEnum):
    """What a text does to a job."""

    ADDED = "ajoute"
    DELETED = "supprime"
    REPLACED = "remplace"
    PLACED = "classe"
    PAID = "remunere"
    RENAMED = "renomme"
    RELABELLED = "nouveau_libelle"
    FIRST_SHEET = "premiere_fiche"
    NEXT_SHEET = "nouvelle_fiche"
    ERRATUM = "rectification"


@dataclass(frozen=True)
class Carrier:
    """A text and what is known of its dates: `since` is the day from which it counts, none for an undated text."""

    slug: str
    title: str
    short_title: str
    effect: str
    since: date | None

    @property
    def url(self) -> str:
        return f"/documents/{self.slug}/"

    @property
    def rank(self) -> tuple:
        """Orders texts from the oldest; undated ones first."""
        return self.since or date.min, self.slug


@dataclass(frozen=True)
class Brought:
    """Something that a text brought to a job: `stated` whether the text says it itself.

    `words`: the title of a renaming, the place of a placement, the group of a pay, the year of a replacement.
    """

    deed: Deed
    job: JobLine
    carrier: Carrier
    words: str = ""
    sources: tuple[Source, ...] = ()
    stated: bool = True
    other: JobLine | None = None  # what replaces the job
    amounts: tuple[int, ...] = ()  # euros a year, of a pay
    version: int = 0
    changes: Differences | None = None  # of a next version, from the one before
    adopted_on: date | None = None  # when HR adopted a version
    weight: Weight = Weight.CLASSIFICATION


@dataclass(frozen=True)
class Rectified:
    """A misreading of ours, put right on a day: the number of the version stays."""

    day: date
    reason: str
    changes: Differences


@dataclass(frozen=True)
class Version:
    """One adopted version of a sheet. `until` is the day from which a later one takes its place."""

    sheet: SheetValue
    carrier: Carrier
    in_force: bool
    coming: bool
    until: date | None
    adopted_on: date | None
    errata: tuple[Rectified, ...]
    changes: Differences | None  # from the version before

    @property
    def number(self) -> int:
        return self.sheet.number


@dataclass(frozen=True)
class Undone:
    """A version that the public read from a day until its adoption was undone: its text had no known day of effect."""

    number: int
    text: str
    url: str
    since: date
    until: date


@dataclass(frozen=True)
class History:
    """A job, the versions of its sheet from the first, and what each text brought, from the newest."""

    day: date
    line: JobLine
    reference: JobLine | None
    versions: tuple[Version, ...]
    brought: tuple[tuple[Carrier, tuple[Brought, ...]], ...]
    undone: tuple[Undone, ...] = ()

    def version(self, number: int) -> Version | None:
        return next((version for version in self.versions if version.number == number), None)


@dataclass(frozen=True)
class Wording:
    """One wording of a line, the versions that bear it, from the first to the last, and what it changed."""

    text: str
    carrier: Carrier
    versions: tuple[int, ...]
    source: Source | None


@dataclass(frozen=True)
class LineHistory:
    """A line of a sheet through its versions, from the first wording, and the other jobs that say the same today."""

    history: History
    anchor: str
    wordings: tuple[Wording, ...]
    gone: int  # the version from which it is no longer there, 0 while it is
    others: tuple[tuple[JobLine, str], ...]  # job, anchor


def standing(numbers: Sequence[tuple[int, date | None]], day: date) -> dict[int, tuple[bool, bool, date | None]]:
    """For each version (number, day from which its text counts): in force, to come, and until when.

    The newest of those that count is in force, as on every page; `until` is the first day on which a later one counts.
    """
    counting = [number for number, since in numbers if since is None or since <= day]
    current = max(counting, default=0)
    found = {}
    for number, since in numbers:
        later = [other_since or date.min for other, other_since in numbers if other > number]
        until = min(later, default=None)
        found[number] = number == current, bool(since and since > day), until
    return found


def as_printed(words: Sequence[dict]) -> list[SectionValue]:
    """The published words that an erratum keeps, as sections to compare; they bear no anchor."""

    def item(row: dict) -> ItemValue:
        return ItemValue(row["texte"], "", None, row["code"], [item(child) for child in row["sous_elements"]])

    return [
        SectionValue(
            row["type"], row["intitule"], row["niveau"], row["branches"], row["groupe"],
            [item(element) for element in row["elements"]], None, None,
        )
        for row in words
    ]  # fmt: skip


def rectified(day: date, reason: str, before: Sequence[dict], after: Sequence[dict]) -> Rectified:
    return Rectified(day, reason, differences(as_printed(before), as_printed(after)))


def lines_of(sheet: SheetValue) -> list[ItemValue]:
    """Every line of a version, sub-items after theirs."""
    return [line for section in sheet.sections for item in section.items for line in (item, *item.children)]


def wordings_of(versions: Sequence[Version], anchor: str) -> tuple[tuple[Wording, ...], int]:
    """The successive wordings of a line, and the version from which it is gone."""
    found: list[Wording] = []
    gone = 0
    for version in versions:
        line = next((item for item in lines_of(version.sheet) if item.anchor == anchor), None)
        if line is None:
            gone = gone or (version.number if found else 0)
            continue
        gone = 0
        if found and found[-1].text == line.text:
            last = found[-1]
            found[-1] = Wording(last.text, last.carrier, (*last.versions, version.number), last.source or line.source)
        else:
            found.append(Wording(line.text, version.carrier, (version.number,), line.source))
    return tuple(found), gone
