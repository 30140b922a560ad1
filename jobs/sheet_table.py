"""Sheets as a table of words that a person edits in a spreadsheet and gives back: a row a line. Pure.

The order is that of the column « Ordre »; a row without one follows the row above it. What is printed and read again
gives the same words; a sheet that is not in the table is not concerned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import groupby

from texts.folding import fold

from .enums import SectionKind
from .notation import LONGEST_BRANCHES, LONGEST_GROUP, LONGEST_HEADING, LONGEST_LEVEL, LONGEST_LINE
from .wording import ItemWording, SectionWording

FRAMEWORK, KEY, TITLE, READ = "Référentiel", "Clé", "Emploi", "Lu dans"
KIND, HEADING, LEVEL, BRANCHES, GROUP = "Rubrique", "Titre imprimé", "Niveau", "Branches", "Intertitre"
ORDER, ITEM, SUB_ITEM, CODE = "Ordre", "Élément", "Sous-élément", "Code"
COLUMNS = (FRAMEWORK, KEY, TITLE, READ, KIND, HEADING, LEVEL, BRANCHES, GROUP, ORDER, ITEM, SUB_ITEM, CODE)
#: what a file cannot do without; the others may be missing and count as empty
NEEDED = (FRAMEWORK, KEY, KIND, ITEM)
#: characters of a cell: what the notation takes
LONGEST = {
    ITEM: LONGEST_LINE, SUB_ITEM: LONGEST_LINE, GROUP: LONGEST_GROUP, HEADING: LONGEST_HEADING, LEVEL: LONGEST_LEVEL,
    BRANCHES: LONGEST_BRANCHES,
}  # fmt: skip
#: lines of one sheet: the longest printed one has a third of it
MOST_LINES = 800
STEP = 10
A_CODE = re.compile(r"\w{1,12}")
KINDS = {fold(label): kind.value for kind in SectionKind for label in (kind.label, kind.value)}


@dataclass(frozen=True)
class Row:
    """A row of the file by its number, as a spreadsheet shows it: its cells by column, and what a cell cannot be."""

    number: int
    cells: Mapping[str, str]
    faults: tuple[str, ...] = ()

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def job(self) -> tuple[str, str]:
        return self.get(FRAMEWORK).lower(), self.get(KEY).lower()


@dataclass(frozen=True)
class Fault:
    """Why a row is refused; row 0 for what concerns a whole sheet."""

    row: int
    sentence: str


@dataclass(frozen=True)
class Editable:
    """The wording of a job that HR may edit, as it stands: its draft, else its last adopted version.

    `state` names what was read: it changes when someone saves or adopts. `locked` says why nobody may write now.
    `revision`: of the draft, none when a draft is to be opened.
    """

    framework: str
    key: str
    title: str
    state: str
    wording: tuple[SectionWording, ...] = ()
    known: tuple[tuple[SectionWording, ...], ...] = ()  # wordings whose lines keep their lineage, the nearest first
    revision: int | None = None
    locked: str = ""


@dataclass(frozen=True)
class ReadSheet:
    """The rows of one job, in their order, as a wording; `lines` gives the row of each line, sub-items included: those
    of `rows`, less the refused ones that no wording can hold."""

    framework: str
    key: str
    wording: tuple[SectionWording, ...]
    rows: tuple[int, ...]
    lines: tuple[int, ...]
    read: str
    faults: tuple[Fault, ...]
    reordered: bool  # the column « Ordre » does not say the order of the file


def printed(sheets: Iterable[Editable]) -> list[tuple[str, ...]]:
    """The table of some sheets, the headings first: a row a line, in the order of the sheet."""
    rows = [COLUMNS]
    for sheet in sheets:
        order = 0
        for section in sheet.wording:
            place = (
                SectionKind(section.kind).label.capitalize(), section.heading, section.level,
                ", ".join(section.branches), section.group,
            )  # fmt: skip
            for item in section.items:
                for line, child in ((item, False), *((child, True) for child in item.children)):
                    order += STEP
                    words = ("", line.text) if child else (line.text, "")
                    named = (sheet.framework, sheet.key, sheet.title, sheet.state)
                    rows.append((*named, *place, str(order), *words, line.code))
    return rows


def joined(wording: Iterable[SectionWording]) -> tuple[SectionWording, ...]:
    """A wording in which neighbours that nothing tells apart are one section, as a table reads them."""
    found: list[SectionWording] = []
    for section in wording:
        if found and _place(found[-1]) == _place(section):
            found[-1] = replace(found[-1], items=(*found[-1].items, *section.items))
        else:
            found.append(section)
    return tuple(found)


def _place(section: SectionWording) -> tuple:
    return section.kind, section.heading, section.level, section.branches, section.group


def read_sheets(rows: Sequence[Row]) -> list[ReadSheet]:
    """The sheets that the rows give, in the order in which they first come."""
    by_job: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_job.setdefault(row.job, []).append(row)
    return [_read(job, held) for job, held in by_job.items()]


def _read(job: tuple[str, str], rows: Sequence[Row]) -> ReadSheet:
    faults = [Fault(row.number, sentence) for row in rows for sentence in row.faults]
    read = sorted({row.get(READ) for row in rows} - {""})
    if len(read) > 1:
        faults += [
            Fault(row.number, f"La colonne « {READ} » dit « {row.get(READ)} », d’autres lignes de cette fiche "
                  f"« {rows[0].get(READ)} » : exportez la fiche à nouveau.")
            for row in rows if row.get(READ) not in {"", rows[0].get(READ)}
        ]  # fmt: skip
    if len(rows) > MOST_LINES:
        faults.append(Fault(rows[MOST_LINES].number, f"Une fiche a {MOST_LINES} lignes au plus."))
    ordered = _ordered(rows, faults)
    items = [(row, _fields(row, faults)) for row in ordered]
    wording, lines = _sections(items, faults)
    return ReadSheet(
        *job, wording, tuple(row.number for row in ordered), lines, read[0] if read else "", tuple(faults),
        reordered=[row.number for row in ordered] != [row.number for row in rows],
    )  # fmt: skip


def _ordered(rows: Sequence[Row], faults: list[Fault]) -> list[Row]:
    """The rows in the order of their column; one without a number stays after the row above it."""
    last = Decimal(-1)
    placed = []
    for row in rows:
        written = row.get(ORDER).replace(",", ".")
        if written:
            try:
                last = Decimal(written)
                if not last.is_finite() or abs(last) >= 10**9:
                    raise InvalidOperation
            except InvalidOperation:
                last = Decimal(-1)
                faults.append(Fault(row.number, f"« {row.get(ORDER)[:40]} » n’est pas un ordre : écrivez un nombre."))
        placed.append((last, row.number, row))
    return [row for _, _, row in sorted(placed, key=lambda place: place[:2])]


def _fields(row: Row, faults: list[Fault]) -> tuple:
    """The section that a row stands in: kind, heading, level, branches, sub-heading."""

    def refuse(sentence: str) -> None:
        faults.append(Fault(row.number, sentence))

    kind = KINDS.get(fold(row.get(KIND)), "")
    if not row.get(KIND):
        refuse(f"La colonne « {KIND} » est vide : écrivez par exemple « Activités ».")
    elif not kind:
        names = ", ".join(kind.label.capitalize() for kind in SectionKind)
        refuse(f"« {row.get(KIND)[:40]} » n’est pas une rubrique connue. Les rubriques : {names}.")
    for column, longest in LONGEST.items():
        if len(row.get(column)) > longest:
            refuse(f"La colonne « {column} » a {len(row.get(column))} caractères : {longest} au plus.")
    if "|" in row.get(LEVEL) or row.get(LEVEL).startswith("#"):
        refuse("Un niveau s’écrit comme dans sa grille : « 4A », sans « | » ni « # ».")
    if row.get(ITEM) and row.get(SUB_ITEM):
        refuse("Une ligne est un élément ou un sous-élément : laissez vide l’une des deux colonnes.")
    elif not row.get(ITEM) and not row.get(SUB_ITEM) and not row.faults:
        refuse("Cette ligne n’a ni élément ni sous-élément : écrivez-le, ou supprimez la ligne entière.")
    if row.get(CODE) and not A_CODE.fullmatch(row.get(CODE)):
        refuse("Un code a douze lettres ou chiffres au plus, sans espace ni signe.")
    branches = tuple(name for branch in row.get(BRANCHES).split(",") if (name := branch.strip()))
    return kind, row.get(HEADING), row.get(LEVEL), branches, row.get(GROUP)


def _sections(
    items: Sequence[tuple[Row, tuple]], faults: list[Fault]
) -> tuple[tuple[SectionWording, ...], tuple[int, ...]]:
    """The rows as sections, neighbours of one place make one; and the row of each line."""
    found, numbers = [], []
    for place, held in groupby(items, key=lambda item: item[1]):
        kind, heading, level, branches, group = place
        lines: list[ItemWording] = []
        for row, _ in held:
            if row.get(SUB_ITEM) and not row.get(ITEM):
                if not lines:
                    faults.append(
                        Fault(row.number, "Un sous-élément vient sous l’élément qu’il précise, dans la même rubrique : "
                              "il n’y en a pas au-dessus.")
                    )  # fmt: skip
                    continue
                numbers.append(row.number)
                child = ItemWording(row.get(SUB_ITEM), "", row.get(CODE))
                lines[-1] = replace(lines[-1], children=(*lines[-1].children, child))
            else:
                numbers.append(row.number)
                lines.append(ItemWording(row.get(ITEM), "", row.get(CODE)))
        section = SectionWording(kind, heading, level=level, branches=branches, group=group, items=tuple(lines))
        found.append(section)
    return tuple(found), tuple(numbers)
