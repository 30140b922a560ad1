"""Workbooks as HR edits them: exported, changed with openpyxl, given back."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from jobs.actions.imports import read_file
from jobs.actions.sheet_tables import editable_sheets
from jobs.models import Import, Job
from jobs.sheet_workbook import sheets_xlsx
from texts.spreadsheets import XLSX


class Workbook:
    """The exported file of some CLCC jobs, in the hands of someone who edits it."""

    def __init__(self, *keys: str, framework: str = "clcc"):
        jobs = Job.objects.filter(framework__code=framework).select_related("framework", "sheet_of").order_by("order")
        sheets = editable_sheets(jobs.filter(key__in=keys) if keys else jobs)
        self.book = load_workbook(io.BytesIO(sheets_xlsx([sheet for sheet in sheets if sheet.wording])))
        self.tab = self.book["Fiches"]
        self.heads = [cell.value for cell in self.tab[1]]

    def row_of(self, words: str) -> int:
        """The row of the first line that contains `words`."""
        return next(n for n in range(2, self.tab.max_row + 1) if words in str(self.get(n, "Élément") or ""))

    def first_of(self, key: str) -> int:
        """The first row of a job."""
        return next(n for n in range(2, self.tab.max_row + 1) if self.get(n, "Clé") == key)

    def get(self, row: int, column: str):
        return self.tab.cell(row, self.heads.index(column) + 1).value

    def put(self, row: int, **cells) -> None:
        """Types in cells of a row; « sous_element » names the column « Sous-élément »."""
        names = {"sous_element": "Sous-élément", "lu": "Lu dans", "titre": "Titre imprimé"}
        for name, value in cells.items():
            column = names.get(name) or next(head for head in self.heads if head.lower().startswith(name.lower()))
            self.tab.cell(row, self.heads.index(column) + 1).value = value

    def add(self, like: int, **cells) -> int:
        """A row at the end, in the place of the row `like`; gives its number."""
        row = self.tab.max_row + 1
        for column in self.heads:
            if column not in {"Élément", "Sous-élément", "Code", "Ordre"}:
                self.tab.cell(row, self.heads.index(column) + 1).value = self.get(like, column)
        self.put(row, **cells)
        return row

    def remove(self, row: int) -> None:
        self.tab.delete_rows(row)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def upload(self, name: str = "fiches.xlsx") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, self.bytes(), XLSX)

    def given(self, by) -> Import:
        """The file given back and read."""
        content = self.bytes()
        return read_file(io.BytesIO(content), name="fiches.xlsx", size=len(content), by=by)
