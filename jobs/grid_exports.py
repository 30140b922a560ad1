"""A grid as a table of words to take away: CSV and XLSX, from the same rows."""

from __future__ import annotations

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from grids.values import level_url
from texts.values import Source

from .enums import Basis, JobKind, Status, TitleKind
from .exports import inert
from .placing import DrawnGrid, Placed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: what XML cannot hold
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: characters of a spreadsheet's cell, and of the name of a sheet
LONGEST_CELL, LONGEST_NAME = 32_000, 31
WIDEST = 60
NOT_GIVEN = "non précisé dans le texte"
#: the word of a cell that a level holds
MARKS = {Basis.STATED: "énoncé", Basis.DERIVED: "déduit", Basis.ENTERED: "saisi"}
BEFORE = ("Code", "Intitulé", "Nature", "Métier repère", "Statut", "Précision")
AFTER = ("Niveau ou groupe", "Fondement", "Comment il est déduit", "Source")
DETAILS = ("Position", "Filière", "Cotation", "Source de ces trois colonnes")
PAY = ("RMAG", "RMAG 1", "RMAG 2", "RMAG\u202f: date d’effet", "RMAG\u202f: source")
LAST = ("Autres libellés et codes", "Adresse")
DEFINITIONS = ("Niveau", "Définition", "Source", "Adresse")


def grid_table(drawn: DrawnGrid, *, base: str) -> list[tuple[str, ...]]:
    """The grid as rows of words, the headings first: a column a level, a row a job, attached and deleted ones too.

    A grid in which no job stands gives its levels and their definitions. `base`: the site's address.
    """
    jobs = drawn.jobs
    if not jobs:
        return [DEFINITIONS, *_definitions(drawn, base)]
    codes = [level.code for level in drawn.grid.levels]
    detailed = any(_details(job)[:3] != ("", "", "") for job in jobs)
    paid = any(job.pay for job in jobs)
    head = (*BEFORE, *codes, *AFTER, *(DETAILS if detailed else ()), *(PAY if paid else ()), *LAST)
    references = {pk: row.job.line for row in drawn.rows for pk in map(id, row.attached)}
    rows = []
    for job in jobs:
        reference = references.get(id(job))
        rows.append(
            (
                *_named(job, reference),
                *_marks(job, codes),
                *_place(job),
                *(_details(job) if detailed else ()),
                *(_pay(job) if paid else ()),
                "\u202f; ".join(_others(job)),
                base.rstrip("/") + job.line.url,
            )
        )
    return [head, *rows]


def grid_csv(drawn: DrawnGrid, *, base: str) -> str:
    """The grid as a spreadsheet opens it in French: UTF-8 with its mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in grid_table(drawn, base=base):
        writer.writerow([inert(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def grid_xlsx(drawn: DrawnGrid, *, base: str) -> bytes:
    """The grid as a workbook: headings and first columns in view, then a sheet that says what the text leaves out.

    Every cell is text: nothing that a title may hold is run as a formula.
    """
    rows = grid_table(drawn, base=base)
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = drawn.grid.title, "Repères"
    _sheet(book, "Grille", rows, frozen="C2" if drawn.jobs else "B2")
    grid = drawn.grid
    about = [
        ("À savoir", grid.title),
        ("Texte", f"{grid.document_title}, {grid.dates}"),
        ("Source", _cited(grid.source)),
        ("Grille au", drawn.day.strftime("%d/%m/%Y")),
        ("Adresse", base.rstrip("/") + grid.url),
        *(("Ce que le texte ne donne pas", note) for note in grid.notes),
        *((f"Case «\u202f{MARKS[basis]}\u202f»", basis.label) for basis in Basis),
        *(("Anomalie relevée", link.label) for link in drawn.anomalies),
    ]
    _sheet(book, "À savoir", about, frozen="A2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, name: str, rows: list[tuple[str, ...]], *, frozen: str) -> None:
    sheet = book.create_sheet(name[:LONGEST_NAME])
    sheet.freeze_panes = frozen
    for column, cells in enumerate(zip(*rows, strict=True), 1):
        longest = max(len(cell) for cell in cells)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, head=number == 0) for text in row])


def _cell(sheet, text: str, *, head: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=None)
    cell.value = UNWRITABLE.sub("", text)[:LONGEST_CELL]
    cell.data_type = "s"  # openpyxl would take a text that begins with « = » for a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font = Font(bold=True)
    return cell


def _cited(source: Source | None) -> str:
    return source.label if source else ""


def _definitions(drawn: DrawnGrid, base: str) -> list[tuple[str, ...]]:
    site = base.rstrip("/")
    return [
        (
            level.code,
            level.definition or "Le texte ne définit pas ce niveau.",
            _cited(level.source),
            site + level_url(drawn.grid.slug, level.code),
        )
        for level in drawn.grid.levels
    ]


def _named(job: Placed, reference) -> tuple[str, ...]:
    line = job.line
    return (
        line.code,
        line.title,
        JobKind(line.kind).label,
        f"{reference.code} {reference.title}".strip() if reference else "",
        Status(line.status).label,
        line.note,
    )


def _marks(job: Placed, codes: list[str]) -> tuple[str, ...]:
    place = job.placement
    held = {code for code, _ in place.levels} if place else set()
    return tuple(MARKS[Basis(place.basis)] if place and code in held else "" for code in codes)


def _place(job: Placed) -> tuple[str, ...]:
    place = job.placement
    if place is None:
        return (NOT_GIVEN, "", "", "")
    return (", ".join(code for code, _ in place.levels), place.basis_label, place.explanation, _cited(place.source))


def _details(job: Placed) -> tuple[str, ...]:
    place = job.placement
    if place is None:
        return ("", "", "", "")
    printed = place.position or place.stream or place.rating
    return (place.position, place.stream, place.rating, _cited(place.details_source) if printed else "")


def _pay(job: Placed) -> tuple[str, ...]:
    pay = job.pay
    if pay is None:
        return ("", "", "", "", "")
    return (str(pay.rmag), str(pay.rmag_1), str(pay.rmag_2), pay.effect, _cited(pay.source))


def _others(job: Placed) -> list[str]:
    words = [f"{TitleKind(kind).label}\u202f: {text}" for kind, text in job.other_titles]
    words += [f"code {code}" for code in job.printed.codes]
    words += ["absent du tableau"] if job.out_of_table else []
    return words + [f"voir {row.code} {row.title}".strip() for row in job.successors]
