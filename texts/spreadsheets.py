"""Rows of words as files of a spreadsheet: CSV as it opens in French, XLSX in which every cell is text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: what XML cannot hold
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: characters of a spreadsheet's cell, and of the name of a sheet
LONGEST_CELL, LONGEST_NAME = 32_000, 31
WIDEST = 60
#: the format of a cell in which a spreadsheet keeps what is typed as it is
AS_TEXT = "@"
#: the day of a file that has none: the first that a zip can say
UNDATED = date(1980, 1, 1)
PROPERTIES = "docProps/core.xml"
WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")

Rows = Sequence[Sequence[str]]


def inert(text: str) -> str:
    """`text`, made harmless where a spreadsheet would take it for a formula."""
    opens = text[:1] in {"\t", "\r", "\n"} or text.lstrip()[:1] in {"=", "+", "-", "@"}
    return f"'{text}" if opens else text


def csv_of(rows: Iterable[Sequence[str]]) -> str:
    """The rows, headings first, as a spreadsheet opens them in French: UTF-8 with its mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def xlsx_of(sheets: Iterable[tuple[str, Rows, str]], *, title: str, edited: bool = False, on: date = UNDATED) -> bytes:
    """A workbook of sheets, each with its name, its rows (headings first) and the first cell that scrolls.

    Every cell is text: a code keeps its first zero, and nothing that a title may hold is run as a formula. `edited`:
    the file is to be written in, and what one types in it stays text too. `on`: the day that the file bears, that of
    an edition; the same rows give the same bytes, at any time and on any machine.
    """
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Repères"
    for name, rows, frozen in sheets:
        _sheet(book, name, rows, frozen, edited)
    out = io.BytesIO()
    book.save(out)
    return dated(out.getvalue(), on)


def dated(workbook: bytes, on: date) -> bytes:
    """The same workbook, in which the time of its making, that openpyxl writes, gives way to the first hour of `on`."""
    out, at = io.BytesIO(), f"{on.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            content = made.read(name)
            kept.writestr(member, WRITTEN_AT.sub(rb"\g<1>" + at + b"<", content) if name == PROPERTIES else content)
    return out.getvalue()


def _sheet(book: Workbook, name: str, rows: Rows, frozen: str, edited: bool) -> None:
    sheet = book.create_sheet(name[:LONGEST_NAME])
    sheet.freeze_panes = frozen
    for column, cells in enumerate(zip(*rows, strict=True), 1):
        longest = max(len(cell) for cell in cells)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
        if edited:
            sheet.column_dimensions[get_column_letter(column)].number_format = AS_TEXT
    if edited and frozen != "A1":
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, head=number == 0, edited=edited) for text in row])


def _cell(sheet, text: str, *, head: bool, edited: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=None)
    cell.value = UNWRITABLE.sub("", text)[:LONGEST_CELL]
    cell.data_type = "s"  # openpyxl would take a text that begins with « = » for a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if edited:
        cell.number_format = AS_TEXT
    if head:
        cell.font = Font(bold=True)
    return cell


def table_of(rows: Rows, suffix: str, *, title: str, frozen: str = "A2") -> tuple[str | bytes, str]:
    """The rows, headings first, as a file of `suffix` (csv or xlsx), and the type of its content."""
    if suffix == "csv":
        return csv_of(rows), CSV
    return xlsx_of([(title, rows, frozen)], title=title), XLSX
