"""Reading a workbook that someone gives: first what it may cost, then its words. Nothing in it is ever run. Pure.

A workbook is a ZIP of XML: a few kilobytes may open into gigabytes, and an entity may repeat itself for ever. Sizes are
read in the directory of the ZIP, beyond which nothing is read; a document type, which no spreadsheet writes, and more
elements than any of our workbooks has are refused before anything else looks at the XML, whatever its part is called.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import BinaryIO
from xml.parsers import expat

from openpyxl import load_workbook

from texts.folding import fold

from .sheet_plan import MOST_ROWS
from .sheet_table import COLUMNS, ITEM, NEEDED, SUB_ITEM, Row

#: bytes of a file, of all that it opens into, and the parts that it may have; columns that are looked at
LARGEST, LARGEST_OPEN, MOST_PARTS, MOST_COLUMNS = 5 * 2**20, 40 * 2**20, 300, 40
#: elements of XML in all its parts (5,000 rows of 40 cells, each with its words, make 600,000), and how deep they stand
MOST_ELEMENTS, DEEPEST = 1_000_000, 60
#: rows of a spreadsheet, and characters of a cell that are kept
LAST_ROW, LONGEST_CELL = 1_048_576, 10_000
TAB = "Fiches"
MEGABYTE = 2**20


class BadWorkbook(Exception):
    """A file that cannot be read. Its message is a French sentence that says why and what to do."""


class _Unsafe(Exception):
    """The XML is not one that a spreadsheet writes. Its message is what the person is told."""


DOCUMENT_TYPE = "Ce classeur contient une déclaration XML qu’aucun tableur n’écrit : il n’est pas lu."
TOO_MUCH = (
    "Ce classeur a plus de cellules et de styles qu’il n’en faut pour des fiches : il n’est pas lu. Gardez les seules "
    "lignes à changer, sans image ni mise en forme."
)


def read_workbook(file: BinaryIO, size: int) -> list[Row]:
    """The rows of the tab « Fiches », or of the first one, that hold anything. `BadWorkbook` when it cannot be read."""
    if size > LARGEST:
        raise BadWorkbook(f"Ce fichier pèse plus de {LARGEST // MEGABYTE} Mo : exportez moins de fiches à la fois.")
    _refuse_unsafe(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book[TAB] if TAB in book.sheetnames else book.worksheets[0]
            return _rows(sheet)
        finally:
            book.close()
    except BadWorkbook:
        raise
    except Exception as error:  # openpyxl raises whatever a malformed file makes of it
        raise BadWorkbook(
            "Ce classeur ne se lit pas : il est peut-être abîmé. Enregistrez-le à nouveau au format Excel (.xlsx)."
        ) from error


def _refuse_unsafe(file: BinaryIO) -> None:
    """`BadWorkbook` unless the file is a plain workbook that opens into a reasonable size."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadWorkbook(
            "Ce fichier n’est pas un classeur .xlsx, ou il est protégé par un mot de passe : enregistrez-le au format "
            "Excel (.xlsx), sans mot de passe."
        ) from error
    with archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise BadWorkbook("Ce fichier n’est pas un classeur .xlsx : enregistrez-le au format Excel (.xlsx).")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_OPEN:
            raise BadWorkbook(
                f"Ce classeur, une fois ouvert, prend plus de {LARGEST_OPEN // MEGABYTE} Mo : il n’est pas lu. Gardez "
                "les seules lignes à changer, sans image ni mise en forme."
            )
        if any(name.lower().endswith(("vbaproject.bin", ".exe")) for name in names):
            raise BadWorkbook("Ce classeur contient des macros : enregistrez-le au format .xlsx, sans macro.")
        try:
            _refuse_unsafe_xml(archive, parts)
        except _Unsafe as error:
            raise BadWorkbook(str(error)) from error
        except Exception as error:  # zlib, zipfile and expat each have their own
            raise BadWorkbook(
                "Ce classeur ne se lit pas : il est abîmé. Enregistrez-le à nouveau au format Excel (.xlsx)."
            ) from error


def _refuse_unsafe_xml(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    """`_Unsafe` when a part has what no spreadsheet writes. A part is XML to its reader whatever its name: each is
    read as such, and one that is none, as a picture, stops at its first byte."""
    left = MOST_ELEMENTS
    for part in parts:
        try:
            left -= _elements(archive.read(part), left)
        except expat.ExpatError:
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                raise


def _elements(content: bytes, most: int) -> int:
    """How many elements a document holds; `_Unsafe` above `most`, too deep, or where it declares a type."""
    count = depth = 0

    def opened(*_: object) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > most or depth > DEEPEST:
            raise _Unsafe(TOO_MUCH)

    def closed(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise _Unsafe(DOCUMENT_TYPE)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    parser.Parse(content, True)
    return count


def _rows(sheet) -> list[Row]:
    heads: list[str] = []
    found: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > LAST_ROW:
            break
        if not heads:
            heads = _headings(cells, number)
            continue
        row = _row(number, heads, cells)
        if any(row.cells.values()) or row.faults:
            found.append(row)
        if len(found) > MOST_ROWS:
            raise BadWorkbook(f"Ce fichier a plus de {MOST_ROWS} lignes : exportez moins de fiches à la fois.")
    if not heads:
        raise BadWorkbook(f"L’onglet « {TAB} » est vide : partez d’un fichier exporté d’ici.")
    if not found:
        raise BadWorkbook("Ce fichier n’a que des titres de colonnes : il ne change rien.")
    return found


def _headings(cells: Sequence, number: int) -> list[str]:
    """The columns in the order of the file, empty for one that is not ours; nothing for a row that is blank."""
    known = {fold(name): name for name in COLUMNS}
    words = [fold(str(cell.value)) if cell.value is not None else "" for cell in cells]
    if not any(words):
        return []
    heads = [known.get(word, "") for word in words]
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        names = ", ".join(f"« {name} »" for name in missing)
        raise BadWorkbook(
            f"La ligne {number} de l’onglet doit donner les titres des colonnes ; il manque {names}. Partez d’un "
            "fichier exporté d’ici et gardez sa première ligne."
        )
    twice = next((name for name in COLUMNS if heads.count(name) > 1), "")
    if twice:
        raise BadWorkbook(f"La colonne « {twice} » est là deux fois : gardez-en une.")
    return heads


def _row(number: int, heads: Sequence[str], cells: Sequence) -> Row:
    values: dict[str, str] = {}
    faults: list[str] = []
    for name, cell in zip(heads, cells, strict=False):
        if not name or cell.value is None:
            continue
        kind = getattr(cell, "data_type", "n")
        if kind == "f":
            faults.append(f"La colonne « {name} » contient une formule : recopiez son résultat comme du texte.")
        elif kind == "e":
            faults.append(f"La colonne « {name} » contient une erreur de calcul ({cell.value}) : écrivez le texte.")
        elif text := _text(cell.value):
            if len(text) > LONGEST_CELL and name not in {ITEM, SUB_ITEM}:
                faults.append(f"La colonne « {name} » est trop longue.")
            values[name] = text[:LONGEST_CELL]
    return Row(number, values, tuple(faults))


def _text(value: object) -> str:
    """What a cell says, on one line; a number without the decimals that a spreadsheet adds."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return " ".join(str(value).split())
