"""The rules of PDF/UA-1 that bear on the structure of a PDF, written by hand from the standard (ISO 14289-1, part 7).

A second reader beside `page-validation`: it walks the tree and the pages by pypdf, and shares no code with the other.
What takes a person to judge (whether an order of reading makes sense, whether a text says what a picture shows) is not
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

#: operators that put something on a page: it is then in the tree, or said to be of the page alone
PAINTS = {b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}
PAINTS.add(b"INLINE IMAGE")
HEADING = re.compile(r"H([1-6])")
#: what each element of a table or of a list may stand in
PARENTS = {
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI", "TOCI", "Note"}, "LBody": {"LI"}, "TOCI": {"TOC"},
}  # fmt: skip
#: the types of ISO 32000-1, 14.8.4
STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure",
    "Formula", "Form", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP",
}  # fmt: skip


def plain(value: object) -> object:
    """What a reference leads to."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def each(value: object) -> list:
    """A value or the values of a list, without their references."""
    value = plain(value)
    if value is None:
        return []
    return [plain(one) for one in value] if isinstance(value, ArrayObject) else [value]


def is_true(value: object) -> bool:
    """Whether a value is there and is true."""
    value = plain(value)
    return bool(getattr(value, "value", value))


@dataclass
class Element:
    """An element of the tree: its type by the map of roles, its dictionary, what it stands in."""

    kind: str
    held: DictionaryObject
    parent: Element | None = None
    inside: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This one, then those inside, in their order."""
        yield self
        for one in self.inside:
            yield from one.walk()

    def attribute(self, name: str) -> object:
        """What one of its attributes says, None when none does."""
        return next((plain(row[name]) for row in each(self.held.get("/A")) if name in row), None)

    @property
    def annotations(self) -> list[DictionaryObject]:
        """The links that it holds."""
        rows = [row for row in each(self.held.get("/K")) if isinstance(row, DictionaryObject)]
        return [plain(row["/Obj"]) for row in rows if row.get("/Type") == "/OBJR"]


class Structure:
    """The tree of a PDF, and what is wrong with it."""

    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.root = reader.trailer["/Root"]

    @cached_property
    def elements(self) -> list[Element]:
        """Every element, in the order in which it is read."""
        tree = plain(self.root.get("/StructTreeRoot")) or DictionaryObject()
        roles = plain(tree.get("/RoleMap")) or {}
        top = Element("", tree)
        self._fill(top, roles)
        return [one for one in top.walk() if one.kind]

    def _fill(self, parent: Element, roles: DictionaryObject) -> None:
        for row in each(parent.held.get("/K")):
            if isinstance(row, DictionaryObject) and "/S" in row:
                kind = str(plain(roles.get(row["/S"])) or row["/S"]).removeprefix("/")
                parent.inside.append(Element(kind, row, parent if parent.kind else None))
                self._fill(parent.inside[-1], roles)

    def faults(self) -> list[str]:
        """What breaks a rule, a sentence each, with the clause of the standard."""
        return [
            *self.of_the_document(), *self.of_nesting(), *self.of_headings(), *self.of_tables(), *self.of_pictures(),
            *self.of_links(), *self.of_pages(), *self.of_fonts(),
        ]  # fmt: skip

    def of_the_document(self) -> Iterator[str]:
        """The title shown, the language, the tags, the claim of the standard."""
        metadata = self.root["/Metadata"].get_object().get_data().decode("utf-8") if "/Metadata" in self.root else ""
        title = re.search(r"<dc:title>(.*?)</dc:title>", metadata, re.DOTALL)
        marks, window = (plain(self.root.get(name, {})) for name in ("/MarkInfo", "/ViewerPreferences"))
        said = {
            "5: the metadata do not claim PDF/UA-1": re.search(r"pdfuaid:part(?:>|=\")1", metadata),
            "7.1: the metadata have no title": title and re.sub(r"<[^>]*>|\s", "", title[1]),
            "7.1: the window does not show the title": is_true(window.get("/DisplayDocTitle")),
            "7.1: the document is not marked": is_true(marks.get("/Marked")),
            "7.1: its tags are said to be suspect": not is_true(marks.get("/Suspects")),
            "7.1: there is no tree": self.elements,
            "7.2: the document has no language": str(self.root.get("/Lang", "")),
            "7.16: copying for a screen reader is forbidden": not self.reader.is_encrypted,
        }
        yield from (fault for fault, right in said.items() if not right)

    def of_nesting(self) -> Iterator[str]:
        """Types that are known, elements that stand where they may, something in each."""
        for one in self.elements:
            if one.kind not in STANDARD:
                yield f"7.1: {one.kind} is no type of the standard and no role gives it one"
            within = PARENTS.get(one.kind)
            if within and (one.parent is None or one.parent.kind not in within):
                yield f"7.2: {one.kind} in {one.parent.kind if one.parent else 'nothing'}"
            if one.kind in {"L", "Table", "TR"} and not one.inside:
                yield f"7.2: {one.kind} with nothing in it"

    def of_headings(self) -> Iterator[str]:
        """One H1, first, and no level skipped on the way down."""
        levels = [int(found[1]) for one in self.elements if (found := HEADING.fullmatch(one.kind))]
        if levels[:1] != [1]:
            yield f"7.4.2: the first heading is {levels[:1]}"
        for before, level in pairwise(levels):
            if level > before + 1:
                yield f"7.4.2: H{level} after H{before}"

    def of_tables(self) -> Iterator[str]:
        """Headers that say what they head, rows of one length."""
        for table in (one for one in self.elements if one.kind == "Table"):
            cells = [one for one in table.walk() if one.kind in {"TH", "TD"}]
            if not any(one.kind == "TH" for one in cells):
                yield "7.5: a table without a header"
            for one in cells:
                if one.kind == "TH" and one.attribute("/Scope") not in {"/Column", "/Row", "/Both"}:
                    yield "7.5: a header that does not say what it heads"
            yield from self._uneven(table)

    def _uneven(self, table: Element) -> Iterator[str]:
        """Rows that are not as wide as the first, cells that span several counted."""
        rows = [one for one in table.walk() if one.kind == "TR"]
        taken: dict[int, int] = {}
        for number, row in enumerate(rows):
            for cell in row.inside:
                wide, high = (int(cell.attribute(name) or 1) for name in ("/ColSpan", "/RowSpan"))
                for later in range(number, number + high):
                    taken[later] = taken.get(later, 0) + wide
        widths = {taken.get(number, 0) for number in range(len(rows))}
        if len(widths) > 1:
            yield f"7.2: a table with rows of {sorted(widths)} cells"

    def of_pictures(self) -> Iterator[str]:
        """A picture or a formula says in words what it shows."""
        for one in self.elements:
            words = str(one.held.get("/Alt", "")) + str(one.held.get("/ActualText", ""))
            if one.kind in {"Figure", "Formula"} and not words.strip():
                yield f"7.3: a {one.kind} without words"

    def of_links(self) -> Iterator[str]:
        """Each link of a page is in a Link of the tree and says where it leads; tabs follow the tree."""
        tagged = [id(note) for one in self.elements if one.kind == "Link" for note in one.annotations]
        for number, page in enumerate(self.reader.pages, 1):
            notes = [note for note in each(page.get("/Annots")) if note.get("/Subtype") == "/Link"]
            if notes and page.get("/Tabs") != "/S":
                yield f"7.18.3: page {number} is not tabbed in the order of the tree"
            for note in notes:
                if id(note) not in tagged:
                    yield f"7.18.5: a link of page {number} is in no Link"
                if not str(note.get("/Contents", "")).strip():
                    yield f"7.18.5: a link of page {number} does not say where it leads"

    def of_pages(self) -> Iterator[str]:
        """Whatever is painted is in the tree, or an artifact."""
        for number, page in enumerate(self.reader.pages, 1):
            marks: list[bool] = []
            for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
                if operator in {b"BDC", b"BMC"}:
                    told = operands[1] if operator == b"BDC" else {}
                    marks.append(operands[0] == "/Artifact" or "/MCID" in told)
                elif operator == b"EMC":
                    marks.pop()
                elif operator in PAINTS and not any(marks):
                    yield f"7.1: page {number} paints ({operator.decode()}) what is neither tagged nor an artifact"
                    break

    def of_fonts(self) -> Iterator[str]:
        """Each font is in the file and says which characters its glyphs are."""
        seen = set()
        for page in self.reader.pages:
            for font in map(plain, plain(plain(page["/Resources"]).get("/Font", {})).values()):
                name = str(font["/BaseFont"])
                inner = each(font["/DescendantFonts"])[0] if "/DescendantFonts" in font else font
                about = plain(inner.get("/FontDescriptor")) or {}
                if name not in seen and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(about):
                    yield f"7.21.4: {name} is not in the file"
                if name not in seen and "/ToUnicode" not in font:
                    yield f"7.21.7: {name} does not say its characters"
                seen.add(name)
