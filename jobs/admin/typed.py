"""What a person typed in the form of a draft, as it came: it is read here, and shown again whole whatever happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..notation import SectionField

#: sections that one form may hold: the longest sheet has a third of it
MOST = 120
MINE, THEIRS = "le_mien", "le_leur"


@dataclass(frozen=True)
class TypedField:
    """One section of the form: its rank as typed, and, after a conflict, the other person's text and the choice."""

    kind: str
    heading: str
    text: str
    rank: str = ""
    theirs: str | None = None
    choice: str = MINE

    @property
    def kept(self) -> SectionField:
        """The text that is saved."""
        chosen = self.theirs if self.choice == THEIRS and self.theirs is not None else self.text
        return SectionField(self.kind, self.heading, chosen.replace("\r\n", "\n"))


@dataclass(frozen=True)
class Typed:
    """The whole form: its sections in their order, and the save of the draft that the person had read."""

    fields: tuple[TypedField, ...]
    revision: int

    def kept(self) -> list[SectionField]:
        """The sections to save; a section emptied of its words is taken out by the notation."""
        return [field.kept for field in self.fields]


def shown(fields: Sequence[SectionField], revision: int) -> Typed:
    """The form of a draft that nobody has touched yet."""
    return Typed(tuple(TypedField(field.kind, field.heading, field.text) for field in fields), revision)


def read_typed(data: Mapping[str, str]) -> Typed:
    """The form as it was sent, in the ranks typed; what is not a number is taken as it stands."""
    count = min(_number(data.get("rubriques", ""), 0), MOST)
    fields = [
        TypedField(
            kind=data.get(f"nature-{n}", ""),
            heading=data.get(f"titre-{n}", ""),
            text=data.get(f"lignes-{n}", ""),
            rank=data.get(f"rang-{n}", ""),
            theirs=data.get(f"leur-{n}"),
            choice=data.get(f"choix-{n}", MINE),
        )
        for n in range(1, count + 1)
    ]
    ranked = sorted(enumerate(fields, 1), key=lambda row: (_number(row[1].rank, row[0]), row[0]))
    return Typed(tuple(field for _, field in ranked), _number(data.get("enregistrement", ""), -1))


def without_blank(typed: Typed) -> Typed:
    """The form without the sections where nothing was typed."""
    kept = (f for f in typed.fields if f.kind or f.heading.strip() or f.text.strip() or f.theirs is not None)
    return replace(typed, fields=tuple(kept))


def facing(mine: Typed, theirs: Sequence[SectionField], revision: int) -> Typed:
    """What a person typed, each section beside that of the other person where they differ; the sections that only
    the other has come last, theirs unless one says otherwise. Saved at the other's save number."""
    left = list(theirs)

    def taken(field: TypedField) -> SectionField | None:
        own = field.kept
        alike = (lambda o: (o.kind, o.heading) == (own.kind, own.heading), lambda o: o.kind == own.kind)
        other = next((other for same in alike for other in left if same(other)), None)
        if other:
            left.remove(other)
        return other

    fields = []
    for field in mine.fields:
        other, own = taken(field), field.kept
        same = other is not None and _words(other.text) == _words(own.text)
        fields.append(
            TypedField(own.kind, own.heading, own.text, theirs=None if same else (other.text if other else ""))
        )
    fields += [TypedField(other.kind, other.heading, "", theirs=other.text, choice=THEIRS) for other in left]
    return Typed(tuple(fields), revision)


def _words(text: str) -> list[str]:
    return [line for row in text.splitlines() if (line := " ".join(row.split()))]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 10 else otherwise
