"""The second reader of our PDF sees what a screen reader would trip over: each rule is broken once, in a true file."""

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.pdf_structure import Structure

pytestmark = pytest.mark.django_db

SHEET, GRID = "/emplois/ucanss/060101.pdf", "/grilles/clcc-non-cadres.pdf"


def elements(writer: PdfWriter, kind: str) -> list[DictionaryObject]:
    """The elements of the tree of one type."""
    return [row for row in writer._objects if isinstance(row, DictionaryObject) and row.get("/S") == kind]


def renamed(old: str, new: str) -> Callable[[PdfWriter], None]:
    """Turns the elements of one type into another."""

    def spoil(writer: PdfWriter) -> None:
        for row in elements(writer, old):
            row[NameObject("/S")] = NameObject(new)

    return spoil


def without(kind: str, name: str) -> Callable[[PdfWriter], None]:
    """Takes a value away from the elements of one type; from the catalogue when no type is given."""

    def spoil(writer: PdfWriter) -> None:
        for row in elements(writer, kind) if kind else [writer.root_object]:
            row.pop(name, None)

    return spoil


def untitled(writer: PdfWriter) -> None:
    writer.root_object["/ViewerPreferences"][NameObject("/DisplayDocTitle")] = TextStringObject("")


def silent_links(writer: PdfWriter) -> None:
    for page in writer.pages:
        for note in page.get("/Annots", []):
            note.get_object().pop("/Contents", None)


def unmarked(writer: PdfWriter) -> None:
    stream = writer.pages[0]["/Contents"].get_object()
    stream.set_data(re.sub(rb"/Artifact\b", b"/Autre", stream.get_data()))


def short_row(writer: PdfWriter) -> None:
    row = elements(writer, "/TR")[-1]
    row["/K"].pop()


BROKEN = [
    (SHEET, without("", "/Lang"), "7.2: the document has no language"),
    (SHEET, without("", "/Metadata"), "5: the metadata do not claim PDF/UA-1"),
    (SHEET, without("", "/StructTreeRoot"), "7.1: there is no tree"),
    (SHEET, without("", "/MarkInfo"), "7.1: the document is not marked"),
    (SHEET, untitled, "7.1: the window does not show the title"),
    (SHEET, renamed("/H2", "/H4"), "7.4.2: H4 after H1"),
    (SHEET, renamed("/H1", "/P"), "7.4.2: the first heading is [2]"),
    (SHEET, renamed("/L", "/Div"), "7.2: LI in Div"),
    (SHEET, renamed("/P", "/Paragraphe"), "7.1: Paragraphe is no type of the standard and no role gives it one"),
    (SHEET, renamed("/Link", "/Figure"), "7.3: a Figure without words"),
    (SHEET, renamed("/Link", "/Span"), "7.18.5: a link of page 1 is in no Link"),
    (SHEET, silent_links, "7.18.5: a link of page 1 does not say where it leads"),
    (SHEET, unmarked, "7.1: page 1 paints"),
    (GRID, without("/TH", "/A"), "7.5: a header that does not say what it heads"),
    (GRID, renamed("/TH", "/TD"), "7.5: a table without a header"),
    (GRID, short_row, "7.2: a table with rows of"),
]


@pytest.mark.parametrize(("address", "spoil", "fault"), BROKEN, ids=[fault for *_, fault in BROKEN])
def test_what_breaks_a_rule_is_seen(client, address, spoil, fault):
    whole = client.get(address).content
    writer, out = PdfWriter(clone_from=io.BytesIO(whole)), io.BytesIO()

    spoil(writer)
    writer.write(out)

    assert Structure(PdfReader(io.BytesIO(whole))).faults() == []
    assert [found for found in Structure(PdfReader(out)).faults() if found.startswith(fault)] != []
