"""Rows of words as files of a spreadsheet: CSV as it opens in French, XLSX in which every cell is text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

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


def xlsx_of(sheets: Iterable[tuple[str, Rows, str]], *, title: str) -> bytes:
    """A workbook of sheets, each with its name, its rows (headings first) and the first cell that scrolls.

    Every cell is text: a code keeps its first zero, and nothing that a title may hold is run as a formula.
    """
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Repères"
    for name, rows, frozen in sheets:
        _sheet(book, name, rows, frozen)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, name: str, rows: Rows, frozen: str) -> None:
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
