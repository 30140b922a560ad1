"""Rows as files of a spreadsheet: the same rows are the same bytes, whenever and wherever they are written."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl.writer.excel
from openpyxl import load_workbook

from texts.spreadsheets import xlsx_of

SHEETS = [("Emplois", [("Code", "Intitulé"), ("0601", "=aide-soignant")], "A2")]


class Later(datetime):
    """A clock that is a year ahead."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2031, 2, 3, 4, 5, 6, tzinfo=tz)


def test_the_same_rows_are_the_same_bytes_at_another_time(monkeypatch):
    first = xlsx_of(SHEETS, title="Emplois")

    monkeypatch.setattr(openpyxl.writer.excel.datetime, "datetime", Later)
    monkeypatch.setattr("time.time", lambda: Later.now(UTC).timestamp())

    assert xlsx_of(SHEETS, title="Emplois") == first


def test_an_edition_bears_its_own_day_and_its_rows():
    content = xlsx_of(SHEETS, title="Emplois", on=date(2026, 5, 4))

    book = load_workbook(io.BytesIO(content))
    stamps = [book.properties.created, book.properties.modified]
    assert [stamp.isoformat() for stamp in stamps] == ["2026-05-04T00:00:00"] * 2
    assert [[cell.value for cell in row] for row in book["Emplois"]] == [list(row) for row in SHEETS[0][1]]
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        assert {info.date_time for info in members.infolist()} == {(2026, 5, 4, 0, 0, 0)}
