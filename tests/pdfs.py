"""Reads a PDF as a screen reader does: its words, its language, its tags."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import page as page_validation
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from tests.pages import words
from tests.pdf_structure import Structure


class Pdf:
    """A PDF file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfReader(io.BytesIO(content))
        self.root = self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page, with plain spaces.

        A word cut at the end of a line makes pypdf take every hyphen of the file for that one.
        """
        texts = [page.extract_text() for page in self.reader.pages]
        return [words(text.replace("\u200b", "").replace("\u00ad", "-")) for text in texts]

    @cached_property
    def text(self) -> str:
        return " ".join(self.pages)

    @cached_property
    def squeezed(self) -> str:
        """The words without a space nor a hyphen, however the lines were cut."""
        return squeezed(self.text)

    @property
    def title(self) -> str:
        return self.reader.metadata.title

    @cached_property
    def tags(self) -> Counter[str]:
        """How many of each tag the structure holds."""
        return Counter(self._tags(self.root["/StructTreeRoot"]["/K"]))

    def _tags(self, node: object) -> Iterator[str]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                yield from self._tags(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node["/S"].removeprefix("/")
            yield from self._tags(node.get("/K"))

    @property
    def links(self) -> list[str]:
        """Where its links lead, each once, in order."""
        notes = [note.get_object() for page in self.reader.pages for note in page.get("/Annots", [])]
        return list(dict.fromkeys(note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})))

    @property
    def fonts(self) -> list[str]:
        """The names of its fonts; fails when the glyphs of one are not in the file."""
        found = set()
        for page in self.reader.pages:
            for font in page["/Resources"]["/Font"].values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"]), (
                    f"{inner['/BaseFont']} is not inside"
                )
                found.add(inner["/BaseFont"].partition("+")[2])
        return sorted(found)

    @property
    def faults(self) -> list[str]:
        """The PDF/UA-1 rules that it breaks, among those that a machine can check, as two readers find them."""
        report = page_validation.validate_pdf_bytes(self.content, profile="ua1")
        found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
        return found + Structure(self.reader).faults()


def squeezed(text: str) -> str:
    """`text` without space nor hyphen."""
    return "".join(text.split()).replace("-", "").replace("\u2010", "")
