"""What a person typed in the form of a draft, as it came: it is read here, and shown again whole whatever happens."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..notation import Misread, SectionField

#: sections that one form may hold: the longest sheet has a third of it
MOST = 120
MINE, THEIRS = "le_mien", "le_leur"
UNCHOSEN = "Cette rubrique a deux textes : choisissez le vôtre ou le sien."


@dataclass(frozen=True)
class ReadField:
    """A section as it stood in the draft that the person had read, and its place there, counted from 1."""

    kind: str
    heading: str
    text: str
    place: int

    @property
    def carried(self) -> str:
        """The section as the form carries it, to be told from what was typed since."""
        return json.dumps([self.kind, self.heading, self.text, self.place], ensure_ascii=False)


@dataclass(frozen=True)
class TypedField:
    """One section of the form: its rank as typed, the section as it was read, none when the person adds it, and,
    after a conflict, the other person's text and the choice, empty while it is not made."""

    kind: str
    heading: str
    text: str
    rank: str = ""
    read: ReadField | None = None
    theirs: str | None = None
    choice: str = MINE
    their_rank: int | None = None

    @property
    def mine(self) -> SectionField:
        """The section as the person wrote it."""
        return SectionField(self.kind, self.heading, self.text.replace("\r\n", "\n"))

    @property
    def other(self) -> SectionField | None:
        """The section of the other person: the form was shown again at their save, so it is the one last read."""
        if self.theirs is None:
            return None
        known = self.read or self
        return SectionField(known.kind, known.heading, self.theirs.replace("\r\n", "\n"))

    @property
    def kept(self) -> SectionField:
        """The section that is saved."""
        return (self.choice == THEIRS and self.other) or self.mine


@dataclass(frozen=True)
class Typed:
    """The whole form: its sections in their order, and the save of the draft that the person had read."""

    fields: tuple[TypedField, ...]
    revision: int
    #: after a conflict, what became of the order that the other person changed
    order: str = ""

    def kept(self) -> list[SectionField]:
        """The sections to save; a section emptied of its words is taken out by the notation."""
        return [field.kept for field in self.fields]

    def unchosen(self) -> list[Misread]:
        """The sections that two people wrote and for which no text was chosen."""
        return [
            Misread(number, 0, UNCHOSEN)
            for number, field in enumerate(self.fields, 1)
            if field.theirs is not None and field.choice not in (MINE, THEIRS)
        ]


def shown(fields: Sequence[SectionField], revision: int) -> Typed:
    """The form of a draft that nobody has touched yet."""
    rows = (
        TypedField(field.kind, field.heading, field.text, read=as_read(field, place))
        for place, field in enumerate(fields, 1)
    )
    return Typed(tuple(rows), revision)


def as_read(field: SectionField, place: int) -> ReadField:
    """A section of a draft that is shown."""
    return ReadField(field.kind, field.heading, field.text, place)


def read_typed(data: Mapping[str, str]) -> Typed:
    """The form as it was sent, in the ranks typed; what is not a number is taken as it stands.

    A NUL, which nobody types and PostgreSQL keeps nowhere, is not read.
    """
    data = {name: value.replace("\0", "") for name, value in data.items()}
    count = min(_number(data.get("rubriques", ""), 0), MOST)
    fields = [
        TypedField(
            kind=data.get(f"nature-{n}", ""),
            heading=data.get(f"titre-{n}", ""),
            text=data.get(f"lignes-{n}", ""),
            rank=data.get(f"rang-{n}", ""),
            read=_read(data.get(f"lu-{n}", "")),
            theirs=data.get(f"leur-{n}"),
            choice=data.get(f"choix-{n}", ""),
        )
        for n in range(1, count + 1)
    ]
    ranked = sorted(enumerate(fields, 1), key=lambda row: (_number(row[1].rank, row[0]), row[0]))
    return Typed(tuple(field for _, field in ranked), _number(data.get("enregistrement", ""), -1))


def without_blank(typed: Typed) -> Typed:
    """The form without the sections where nothing was typed; one that was read and is emptied keeps its name."""

    def blank(field: TypedField) -> bool:
        return not (field.kind or field.heading.strip() or field.text.strip()) and field.theirs is None

    named = (
        replace(f, kind=f.read.kind, heading=f.read.heading) if blank(f) and f.read else f
        for f in typed.fields
        if f.read or not blank(f)
    )
    return replace(typed, fields=tuple(named))


def _read(carried: str) -> ReadField | None:
    """The section that the form carried, none when it carried nothing that is one."""
    try:
        kind, heading, text, place = json.loads(carried)
    except (ValueError, TypeError, RecursionError):
        return None
    if not all(isinstance(words, str) for words in (kind, heading, text)) or not isinstance(place, int):
        return None
    return ReadField(kind, heading, text, place)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 10 else otherwise
