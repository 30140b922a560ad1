"""A sheet as text that a person edits: one field a section, one line an item, and a light notation. Pure.

    ## 4A | Maladie, Retraite      what follows is of level 4A, proper to these branches; « ## » alone: of none
    ### Gérer un dossier :         what follows stands under this sub-heading; « ### » alone: under none
    Accueillir les usagers         an item
    - par téléphone                a sub-item of the item above
    [15214] Recherche clinique     an item with its code
    \\# première ligne              a backslash opens a line that would otherwise be read as one of these

Blank lines count for nothing. What is printed and read again gives the same wording, less what links it to its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .wording import ItemWording, SectionWording

LEVEL, GROUP, SUB_ITEM = "##", "###", "- "
CODE = re.compile(r"\[(\w{1,12})\]\s+(?=\S)")
#: a line that would be read as something else than an item
SPECIAL = re.compile(r"#|- |\\|\[\w{1,12}\]\s")
#: the longest that a level, a heading and a sub-item's depth can be
LONGEST_LEVEL, LONGEST_HEADING = 12, 300
#: characters of a line, of a sub-heading and of the branches of a level, in the editor as in a file that is imported;
#: the longest printed line has half of it
LONGEST_LINE, LONGEST_GROUP, LONGEST_BRANCHES = 4_000, 1_000, 300


@dataclass(frozen=True)
class SectionField:
    """One field of the form: the kind of a section, its heading as printed, and its lines."""

    kind: str
    heading: str
    text: str


@dataclass(frozen=True)
class Misread:
    """A line that could not be read: the field and the line, counted from 1, and why."""

    field: int
    line: int
    sentence: str


def print_fields(sections: Sequence[SectionWording]) -> list[SectionField]:
    """The fields of a wording: neighbours of one kind and heading make one."""
    fields: list[tuple[str, str, list[SectionWording]]] = []
    for section in sections:
        if not fields or fields[-1][:2] != (section.kind, section.heading):
            fields.append((section.kind, section.heading, []))
        fields[-1][2].append(section)
    return [SectionField(kind, heading, _printed(parts)) for kind, heading, parts in fields]


def _printed(parts: Sequence[SectionWording]) -> str:
    blocks, level = [], ("", ())
    for number, part in enumerate(parts):
        lines = []
        if (part.level, part.branches) != level or (number and not part.group):
            level = (part.level, part.branches)
            lines.append(" ".join(filter(None, [LEVEL, part.level, _branches(part.branches)])))
        if part.group or (number and not lines):
            lines.append(f"{GROUP} {part.group}".rstrip())
        lines += [line for item in part.items for line in _item_lines(item)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _branches(branches: Sequence[str]) -> str:
    return f"| {', '.join(branches)}" if branches else ""


def _item_lines(item: ItemWording) -> list[str]:
    return [_line(item), *(f"{SUB_ITEM}{_line(child)}" for child in item.children)]


def _line(item: ItemWording) -> str:
    if item.code:
        return f"[{item.code}] {item.text}"
    return f"\\{item.text}" if SPECIAL.match(item.text) else item.text


def read_fields(fields: Iterable[SectionField]) -> tuple[list[SectionWording], list[Misread]]:
    """The wording that fields give, with no lineage nor passage, and what could not be read of them."""
    sections: list[SectionWording] = []
    misread: list[Misread] = []
    for number, field in enumerate(fields, 1):
        reader = _Reader(number, replace(field, heading=" ".join(field.heading.split())), misread)
        if len(reader.field.heading) > LONGEST_HEADING:
            reader.refuse(0, f"Le titre est limité à {LONGEST_HEADING} caractères.")
        for line, text in enumerate(field.text.splitlines(), 1):
            reader.read(line, " ".join(text.split()))
        sections += reader.parts
    return sections, misread


class _Reader:
    """Reads the lines of one field."""

    def __init__(self, number: int, field: SectionField, misread: list[Misread]):
        self.number, self.field, self.misread = number, field, misread
        self.level, self.branches, self.group = "", (), ""
        self.open = False  # whether the next item goes on in the last part
        self.parts: list[SectionWording] = []

    def refuse(self, line: int, sentence: str) -> None:
        self.misread.append(Misread(self.number, line, sentence))

    def read(self, line: int, text: str) -> None:
        if not text:
            return
        if text == GROUP or text.startswith(f"{GROUP} "):
            group = text.removeprefix(GROUP).strip()
            if len(group) > LONGEST_GROUP:
                self.refuse(line, f"Cet intertitre a {len(group)} caractères : {LONGEST_GROUP} au plus.")
                return
            self.group, self.open = group, False
        elif text == LEVEL or text.startswith(f"{LEVEL} "):
            self._read_level(line, text.removeprefix(LEVEL).strip())
        elif text.startswith("#"):
            self.refuse(line, "« ## » annonce un niveau et « ### » un intertitre, suivis d’une espace.")
        elif text == "-":
            self.refuse(line, "« - » annonce un sous-élément : écrivez-le à la suite.")
        elif text.startswith(SUB_ITEM):
            self._read_sub_item(line, text.removeprefix(SUB_ITEM))
        elif not self._too_long(line, item := _item(text)):
            self._add(item)

    def _too_long(self, line: int, item: ItemWording) -> bool:
        length = len(item.text)
        if length > LONGEST_LINE:
            self.refuse(line, f"Cette ligne a {length} caractères : {LONGEST_LINE} au plus.")
        return length > LONGEST_LINE

    def _read_level(self, line: int, text: str) -> None:
        level, _, branches = (part.strip() for part in text.partition("|"))
        if len(level) > LONGEST_LEVEL:
            self.refuse(line, f"Un niveau s’écrit comme dans sa grille, en {LONGEST_LEVEL} caractères au plus.")
            return
        if len(branches) > LONGEST_BRANCHES:
            self.refuse(line, f"Ces branches ont {len(branches)} caractères : {LONGEST_BRANCHES} au plus.")
            return
        self.level, self.group, self.open = level, "", False
        self.branches = tuple(name for branch in branches.split(",") if (name := branch.strip()))

    def _read_sub_item(self, line: int, text: str) -> None:
        if not self.open:
            self.refuse(line, "Un sous-élément vient sous l’élément qu’il précise : il n’y en a pas au-dessus.")
            return
        if self._too_long(line, item := _item(text)):
            return
        part = self.parts[-1]
        last = part.items[-1]
        last = replace(last, children=(*last.children, item))
        self.parts[-1] = replace(part, items=(*part.items[:-1], last))

    def _add(self, item: ItemWording) -> None:
        if not self.open:
            self.parts.append(
                SectionWording(
                    self.field.kind, self.field.heading, level=self.level, branches=self.branches, group=self.group
                )
            )
            self.open = True
        self.parts[-1] = replace(self.parts[-1], items=(*self.parts[-1].items, item))


def _item(text: str) -> ItemWording:
    if text.startswith("\\"):
        return ItemWording(text[1:], "")
    code = CODE.match(text)
    return ItemWording(text[code.end() :], "", code[1]) if code else ItemWording(text, "")
