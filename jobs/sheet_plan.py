"""What a file of sheets would change, row by row, before anything is written. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from .differences import Change, Differences, Kind, Place, differences
from .lineage import carried
from .notation import print_fields, read_fields
from .sheet_table import Editable, Fault, ReadSheet, Row, joined, read_sheets
from .values import ItemValue, SectionValue
from .wording import ItemWording, SectionWording, flatten, published

#: rows that a file may have, and sheets
MOST_ROWS, MOST_SHEETS = 5000, 600


@dataclass(frozen=True)
class Finding:
    """A line that the file adds, changes, moves or takes out; `row` is its row, none for a line taken out."""

    row: int | None
    place: Place
    change: Change


@dataclass(frozen=True)
class PlannedSheet:
    """A sheet that the file changes: from what, to what, line by line. `same`: the lines left alone.

    `refused`: how many of its rows are; they are no findings, and a line that one of them rewords looks taken out.
    """

    framework: str
    key: str
    title: str
    state: str
    revision: int | None
    wording: tuple[SectionWording, ...]
    findings: tuple[Finding, ...]
    changes: Differences
    same: int
    reordered: bool
    refused: int = 0


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot be taken, and why; row 0 for a whole sheet, whose first row is `near`."""

    row: int
    near: int
    title: str
    sentence: str


@dataclass(frozen=True)
class FilePlan:
    """What a file would do. `token` is the same as long as the file meets the same sheets in the same state."""

    rows: int
    changed: tuple[PlannedSheet, ...]
    untouched: tuple[str, ...]
    refused: tuple[RefusedRow, ...]
    token: str
    held_back: tuple[PlannedSheet, ...] = ()  # what the other rows of a sheet would change, were none of it refused

    @property
    def ready(self) -> bool:
        """Whether it can be applied: nothing is refused, and something changes."""
        return bool(self.changed) and not self.refused

    def count(self, *kinds: Kind) -> int:
        """How many lines become one of these."""
        return sum(finding.change.kind in kinds for sheet in self.changed for finding in sheet.findings)


def plan_of(
    rows: Sequence[Row],
    known: Mapping[tuple[str, str], Editable],
    *,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> FilePlan:
    """What the rows would change of the sheets `known`, by framework and key. `told` hears how far it is."""
    sheets = read_sheets(rows)
    refused = [RefusedRow(0, 0, "", f"Un fichier a {MOST_SHEETS} fiches au plus.")] if len(sheets) > MOST_SHEETS else []
    changed: list[PlannedSheet] = []
    held_back: list[PlannedSheet] = []
    untouched: list[str] = []
    for done, sheet in enumerate(sheets[:MOST_SHEETS], 1):
        held = known.get((sheet.framework, sheet.key))
        faults = [*_unfit(sheet, held), *sheet.faults]
        title = held.title if held else f"{sheet.framework}/{sheet.key}".strip("/")
        if faults or held is None:
            near = min(sheet.rows, default=0)
            refused += [RefusedRow(fault.row, fault.row or near, title, fault.sentence) for fault in faults]
            if held and sheet.key and all(fault.row for fault in faults):
                held_back.append(_planned(sheet, held))
        elif published(joined(held.wording)) == published(sheet.wording):
            untouched.append(title)
        else:
            changed.append(_planned(sheet, held))
        told(done, len(sheets))
    refused.sort(key=lambda row: row.near)
    return FilePlan(len(rows), tuple(changed), tuple(untouched), tuple(refused), _token(sheets, known),
                    tuple(held_back))  # fmt: skip


def _unfit(sheet: ReadSheet, held: Editable | None) -> Iterator[Fault]:
    """Why the whole sheet cannot be taken: at its first row, or at each when the row names no job."""
    if not sheet.framework or not sheet.key:
        sentence = "Cette ligne ne dit pas de quel emploi elle est : écrivez son référentiel et sa clé."
        yield from (Fault(row, sentence) for row in sheet.rows)
        return
    if held is None:
        sentence = (
            f"Aucun emploi « {sheet.framework[:20]}/{sheet.key[:60]} » : recopiez le référentiel et la clé d’une "
            "autre ligne."
        )
        yield from (Fault(row, sentence) for row in sheet.rows)
        return
    if held.locked:
        yield Fault(0, held.locked)
    elif sheet.read != held.state and (sheet.read or held.revision is not None):
        read = f"d’après « {sheet.read[:60]} »" if sheet.read else "sans dire ce qui a été lu"
        yield Fault(
            0, f"Cette fiche en est à « {held.state} » et le fichier a été préparé {read} : quelqu’un y a écrit "
            "depuis. Exportez-la à nouveau et reportez vos changements, ou retirez ses lignes du fichier.",
        )  # fmt: skip
    if not sheet.faults and not _writable(sheet.wording):
        yield Fault(
            0, "Une ligne de cette fiche ne peut pas s’écrire ainsi : retirez ses signes « # », « | » ou « \\ »."
        )


def _writable(wording: Sequence[SectionWording]) -> bool:
    """Whether the notation of drafts gives the same words back."""
    read, misread = read_fields(print_fields(wording))
    return not misread and published(read) == published(wording)


def _planned(sheet: ReadSheet, held: Editable) -> PlannedSheet:
    numbers = count(1)
    new = carried(sheet.wording, held.known, lambda: f"neuf-{next(numbers)}")
    row_of = dict(zip((line.item.lineage for line in flatten(new)), sheet.lines, strict=True))
    faulty = {fault.row for fault in sheet.faults}
    changes = differences(_values(held.wording), _values(new))
    findings, same = [], 0
    for block in changes.blocks:
        for change in block.changes:
            if change.kind is Kind.SAME:
                same += 1
            elif (row := row_of[change.new.anchor] if change.new else None) not in faulty:
                findings.append(Finding(row, block.place, change))
    return PlannedSheet(
        held.framework, held.key, held.title, held.state, held.revision, sheet.wording, tuple(findings), changes, same,
        sheet.reordered, len(faulty),
    )  # fmt: skip


def _values(wording: Iterable[SectionWording]) -> list[SectionValue]:
    def item(row: ItemWording) -> ItemValue:
        return ItemValue(row.text, row.lineage, None, row.code, [item(child) for child in row.children])

    return [
        SectionValue(row.kind, row.heading, row.level, list(row.branches), row.group, list(map(item, row.items)), None,
                     None)
        for row in joined(wording)
    ]  # fmt: skip


def _token(sheets: Iterable[ReadSheet], known: Mapping[tuple[str, str], Editable]) -> str:
    def said(sheet: ReadSheet) -> str:
        held = known.get((sheet.framework, sheet.key))
        return f"{sheet.framework}/{sheet.key} {held.state if held else ''} {held.locked if held else ''}"

    return hashlib.sha256("\n".join(sorted(map(said, sheets))).encode()).hexdigest()


def as_kept(rows: Iterable[Row]) -> list[dict]:
    """The rows as they are kept until they are applied."""
    return [{"ligne": row.number, "cellules": dict(row.cells), "fautes": list(row.faults)} for row in rows]


def from_kept(kept: Iterable[Mapping]) -> list[Row]:
    """The rows that were kept."""
    return [Row(row["ligne"], row["cellules"], tuple(row["fautes"])) for row in kept]
