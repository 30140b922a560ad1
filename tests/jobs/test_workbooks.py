"""What a workbook may cost is looked at before its words: bombs, entities, macros and other files are refused."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES, IllegalCharacterError

from jobs.sheet_plan import MOST_ROWS
from jobs.sheet_table import COLUMNS
from jobs.workbooks import DEEPEST, LARGEST, LARGEST_OPEN, MOST_ELEMENTS, MOST_PARTS, BadWorkbook, read_workbook

LINE = ("clcc", "aide-soignant", "Aide-soignant", "version 1", "Activités", "", "", "", "", "10", "Accueillir", "", "")


def workbook(*rows, title="Fiches") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows or (COLUMNS, LINE):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(content: bytes, **parts: bytes) -> bytes:
    """The workbook with other parts, or more of them."""
    out = io.BytesIO()
    names = {"sheet": "xl/worksheets/sheet1.xml", "book": "xl/workbook.xml", "macro": "xl/vbaProject.bin",
             "more": "xl/media/image1.bin", "strings": "xl/sharedStrings.xml"}  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        changed = {names[name]: value for name, value in parts.items()}
        for part in old.namelist():
            new.writestr(part, changed.pop(part, None) or old.read(part))
        for part, value in changed.items():
            new.writestr(part, value)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(BadWorkbook) as raised:
        read_workbook(io.BytesIO(content), len(content))
    return str(raised.value)


def test_a_plain_workbook_is_read_row_by_row():
    [row] = read_workbook(io.BytesIO(workbook()), 1000)

    assert row.number == 2
    assert row.job == ("clcc", "aide-soignant")
    assert (row.get("Élément"), row.get("Ordre"), row.faults) == ("Accueillir", "10", ())


def test_columns_may_change_places_and_others_be_added():
    rows = [
        ("Note", "élément", "CLE", "Référentiel", "rubrique"),
        ("à moi", "Accueillir", "aide-soignant", "clcc", "Activités"),
    ]
    [row] = read_workbook(io.BytesIO(workbook(*rows)), 1000)

    assert dict(row.cells) == {
        "Élément": "Accueillir", "Clé": "aide-soignant", "Référentiel": "clcc", "Rubrique": "Activités",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(60101, "60101"), (10.0, "10"), (10.5, "10.5"), ("  deux\nlignes ", "deux lignes"), (True, "VRAI")],
)
def test_what_a_spreadsheet_makes_of_what_is_typed_is_read_as_words(typed, kept):
    [row] = read_workbook(io.BytesIO(workbook(COLUMNS, (*LINE[:9], typed, *LINE[10:]))), 1000)

    assert row.get("Ordre") == kept


def test_blank_rows_count_for_nothing_and_keep_the_numbers():
    rows = read_workbook(io.BytesIO(workbook(COLUMNS, (), LINE, ("", " "), LINE)), 1000)

    assert [row.number for row in rows] == [3, 5]


def test_a_zip_that_opens_into_gigabytes_is_not_opened():
    bomb = rewritten(workbook(), more=b"\0" * (LARGEST_OPEN + 1))

    assert len(bomb) < LARGEST / 10
    assert "prend plus de 40 Mo" in refusal(bomb)


def test_a_zip_that_lies_about_its_size_is_not_believed():
    """The directory says 10 bytes: no more than that is ever read, and the sum of the part is then wrong."""
    content = bytearray(rewritten(workbook(), more=b"\0" * 200_000))
    size = (200_000).to_bytes(4, "little")
    assert content.count(size) >= 1
    lying = bytes(content).replace(size, (10).to_bytes(4, "little"))
    lying = rewritten_name(lying)

    assert "abîmé" in refusal(lying)


def rewritten_name(content: bytes) -> bytes:
    """The same with the part named as XML, so that it is looked at."""
    return content.replace(b"xl/media/image1.bin", b"xl/media/image1.xml")


BILLION = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr">
<is><t>&b;</t></is></c></row></sheetData></worksheet>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet
xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"""


@pytest.mark.parametrize("xml", [BILLION, OUTSIDE, OUTSIDE.decode().encode("utf-16")], ids=["bomb", "file", "utf-16"])
def test_xml_with_a_document_type_is_refused_however_it_is_encoded(xml):
    assert "qu’aucun tableur n’écrit" in refusal(rewritten(workbook(), sheet=xml))


@pytest.mark.parametrize("xml", [BILLION, OUTSIDE], ids=["bomb", "file"])
@pytest.mark.parametrize("name", ["sheet1.bin", "sheet1", "sheet1.XML.png"])
def test_xml_that_bears_another_name_is_looked_at_as_its_reader_would(xml, name):
    """The book says where its tab is, and nothing obliges it to say « .xml »."""
    content = rewritten(workbook(), sheet=xml)
    renamed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(renamed, "w") as new:
        for part in old.namelist():
            told = old.read(part).replace(b"sheet1.xml", name.encode())
            new.writestr(part.replace("sheet1.xml", name), told)

    assert "qu’aucun tableur n’écrit" in refusal(renamed.getvalue())


NUMEROUS = b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>%s</sst>"


@pytest.mark.parametrize(
    "inside",
    [b"<si/>" * (MOST_ELEMENTS + 1), b"<r>" * (DEEPEST + 1) + b"</r>" * (DEEPEST + 1)],
    ids=["numerous", "deep"],
)
def test_xml_that_is_small_and_makes_much_is_not_read(inside):
    """Each empty element of a few bytes is an object of hundreds."""
    bomb = rewritten(workbook(), strings=NUMEROUS % inside)

    assert len(bomb) < LARGEST / 10
    assert "sans image ni mise en forme" in refusal(bomb)


def test_elements_are_counted_over_all_the_parts():
    half = NUMEROUS % (b"<si/>" * (MOST_ELEMENTS // 2))

    assert "sans image ni mise en forme" in refusal(rewritten(workbook(), strings=half, more=half))


def test_a_picture_in_a_workbook_is_no_fault():
    drawn = rewritten(workbook(), more=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)

    assert len(read_workbook(io.BytesIO(drawn), 1000)) == 1


def test_a_workbook_of_a_thousand_small_parts_is_not_opened():
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as book:
        for number in range(MOST_PARTS):
            book.writestr(f"xl/media/{number}.bin", b"")

    assert "n’est pas lu" in refusal(out.getvalue())


def test_macros_are_refused():
    assert "sans macro" in refusal(rewritten(workbook(), macro=b"\0"))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" * 200, "Référentiel;Clé".encode()],
    ids=["empty", "cut", "pdf", "protected", "csv"],
)
def test_another_file_is_refused(content):
    assert "n’est pas un classeur .xlsx" in refusal(content)


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<a/>")

    assert "n’est pas un classeur .xlsx" in refusal(out.getvalue())


def test_broken_xml_is_refused():
    assert "abîmé" in refusal(rewritten(workbook(), sheet=b"<worksheet><sheetData>"))


def test_a_workbook_cut_anywhere_is_refused_in_a_sentence():
    content = workbook()
    for end in range(0, len(content), 97):
        assert refusal(content[:end]).endswith(".")


def test_a_heavy_file_is_refused_before_it_is_opened():
    with pytest.raises(BadWorkbook, match="plus de 5 Mo"):
        read_workbook(io.BytesIO(workbook()), LARGEST + 1)


def test_too_many_rows_are_refused():
    sentence = refusal(workbook(COLUMNS, *[LINE] * (MOST_ROWS + 1)))

    assert "plus de 5000 lignes" in sentence


def test_a_row_far_below_is_read_where_it_is():
    book = Workbook()
    for number, row in ((1, COLUMNS), (1_048_576, LINE)):
        for column, value in enumerate(row, 1):
            book.active.cell(number, column).value = value
    out = io.BytesIO()
    book.save(out)

    [row] = read_workbook(io.BytesIO(out.getvalue()), 1000)

    assert row.number == 1_048_576


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([()], "est vide"),
        ([COLUMNS], "n’a que des titres"),
        ([("Référentiel", "Clé", "Élément"), LINE], "il manque « Rubrique »"),
        ([(*COLUMNS, "Code"), LINE], "La colonne « Code » est là deux fois"),
    ],
)
def test_headings_that_cannot_be_read_are_told(rows, sentence):
    assert sentence in refusal(workbook(*rows))


def test_the_tab_of_the_sheets_is_found_wherever_it_stands():
    book = Workbook()
    book.active.title = "Notes"
    tab = book.create_sheet("Fiches")
    for row in (COLUMNS, LINE):
        tab.append(row)
    out = io.BytesIO()
    book.save(out)

    assert len(read_workbook(io.BytesIO(out.getvalue()), 1000)) == 1


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.sampled_from(["=1+1", "_x0000_", "-2"]))
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_whatever_a_cell_says_its_words_are_read_or_its_row_is_faulty(text):
    try:
        content = workbook(COLUMNS, (*LINE[:10], text, *LINE[11:]))
    except IllegalCharacterError:  # no spreadsheet can hold it either
        return

    [row] = read_workbook(io.BytesIO(content), 1000)

    words = " ".join(text.split())
    assert row.get("Élément") == words or (row.faults and text.startswith("=")) or words in {"", *ERROR_CODES}
