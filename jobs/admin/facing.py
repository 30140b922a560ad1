"""Two people wrote the same draft: what each changed of the text that the second had read, section by section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..notation import SectionField
from .typed import MINE, THEIRS, ReadField, Typed, TypedField, as_read

THEIR_ORDER = "L’autre personne a changé l’ordre des rubriques : c’est le sien ci-dessous."
BOTH_ORDERS = (
    "Vous avez tous deux changé l’ordre des rubriques : c’est le vôtre ci-dessous, chaque rang dit aussi le sien."
)
Section = SectionField | ReadField


def facing(mine: Typed, theirs: Sequence[SectionField], revision: int) -> Typed:
    """What a person typed, each section beside that of the other person where they differ, to save at `revision`.

    A section that the person left as they had read it is the other's unless they say otherwise; one that the other
    left is theirs to keep; of one that both wrote nothing is chosen. What only the other wrote is theirs, at its place.
    The order is that of the one who changed it; when both did, the person's, with the other's rank beside.
    """
    found = _matched(mine.fields, theirs)
    order = ""
    fields = [(found.get(index), _faced(field, found.get(index), theirs)) for index, field in enumerate(mine.fields)]
    for place, other in enumerate(theirs):
        if place not in found.values():
            added = TypedField(other.kind, other.heading, "", read=as_read(other, place + 1), theirs=other.text)
            fields.insert(_after(fields, place), (place, replace(added, choice=THEIRS)))
    if _moved_by(found, mine.fields):
        order = BOTH_ORDERS if _moved(mine.fields) else THEIR_ORDER
    if order == THEIR_ORDER:
        fields = _in_their_order(fields)
    if order == BOTH_ORDERS:
        fields = [(at, replace(row, their_rank=None if at is None else at + 1)) for at, row in fields]
    return Typed(tuple(row for _, row in fields), revision, order)


def _matched(fields: Sequence[TypedField], theirs: Sequence[SectionField]) -> dict[int, int]:
    """For each section of the form, that of the other: by its name, else by its words, else by its kind.

    One that the person adds is that of the other only when both gave it the same name.
    """
    found: dict[int, int] = {}
    ways: tuple[Callable[[Section, Section], bool], ...] = (
        lambda one, two: _named(one) == _named(two),
        lambda one, two: _words(one.text) == _words(two.text),
        lambda one, two: one.kind == two.kind,
    )
    for way, alike in enumerate(ways):
        for index, field in enumerate(fields):
            if index in found or (field.read is None and way):
                continue
            known = field.read or field.mine
            left = (place for place in range(len(theirs)) if place not in found.values())
            place = next((place for place in left if alike(known, theirs[place])), None)
            if place is not None:
                found[index] = place
    return found


def _faced(field: TypedField, place: int | None, theirs: Sequence[SectionField]) -> TypedField:
    """A section of the form beside the other's, at `place` in theirs, none when they have no such section."""
    own, read = field.kept, field.read
    other = theirs[place] if place is not None else None
    row = TypedField(own.kind, own.heading, own.text, read=as_read(other, place + 1) if other else None)
    if other is None and read is None:
        return row  # the person adds it
    if _same(own, other):
        return row
    untouched = read is not None and _same(own, read)
    left = read is not None and other is not None and _same(other, read)
    choice = THEIRS if untouched else MINE if left else ""
    return replace(row, theirs=other.text if other else "", choice=choice)


def _moved(fields: Sequence[TypedField]) -> bool:
    """Whether the person put sections in another order than they had read."""
    places = [field.read.place for field in fields if field.read]
    return places != sorted(places)


def _moved_by(found: dict[int, int], fields: Sequence[TypedField]) -> bool:
    """Whether the other person did."""
    known = sorted((field.read.place, found[n]) for n, field in enumerate(fields) if field.read and n in found)
    return [place for _, place in known] != sorted(place for _, place in known)


def _after(fields: Sequence[tuple[int | None, TypedField]], place: int) -> int:
    """Where a section that only the other has comes in: after the one that stands before it in theirs."""
    before = [(at, index) for index, (at, _) in enumerate(fields) if at is not None and at < place]
    return max(before)[1] + 1 if before else 0


def _in_their_order(fields: list) -> list:
    """The sections in the order of the other; those that they do not have stay behind the one they follow."""
    rank, ranked = -1, []
    for at, row in fields:
        rank = rank if at is None else at
        ranked.append((rank, at, row))
    return [(at, row) for _, at, row in sorted(ranked, key=lambda found: found[0])]


def _same(one: Section | TypedField, two: Section | None) -> bool:
    """Whether two sections say the same; one that has no words is none."""
    if not _words(one.text):
        return two is None or not _words(two.text)
    return two is not None and (_named(one), _words(one.text)) == (_named(two), _words(two.text))


def _named(field: Section) -> tuple[str, str]:
    return field.kind, " ".join(field.heading.split())


def _words(text: str) -> list[str]:
    return [line for row in text.splitlines() if (line := " ".join(row.split()))]
