"""What becomes of the lines of a sheet when its text is written again: each keeps its lineage where it can. Pure.

A line whose words are unchanged, moved or not, keeps its lineage and its passage. A reworded one keeps its lineage and
loses its passage, which printed other words. A new one draws a lineage of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from .french import words
from .wording import ItemWording, SectionWording

#: from this share of common words on, in their order, a line is another's rewording
REWORDED = 0.5


@dataclass(frozen=True)
class _Line:
    """A line where it stands: kind of its section; then level, branches, sub-heading and the line above it."""

    kind: str
    place: tuple
    item: ItemWording


def likeness(one: str, other: str) -> float:
    """The share of the words of two lines that are common and in the same order, from 0 to 1; accents do not count."""
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio()


def _lines(sections: Sequence[SectionWording]) -> Iterator[_Line]:
    for section in sections:
        place = (section.level, section.branches, section.group)
        for item in section.items:
            yield _Line(section.kind, (*place, ""), item)
            for child in item.children:
                yield _Line(section.kind, (*place, item.text), child)


def carried(
    wanted: Sequence[SectionWording], known: Sequence[Sequence[SectionWording]], draw: Callable[[], str]
) -> list[SectionWording]:
    """`wanted` with the lineages and passages of the wordings `known`, the nearest first; `draw` gives new lineages.

    No lineage is given twice, however often a line is repeated.
    """
    pool: list[_Line] = [line for wording in known for line in _lines(wording)]
    lines = list(_lines(wanted))
    found = _matched(lines, pool)
    given = iter(
        replace(line.item, lineage=old.item.lineage, passage=old.item.passage if _same(line, old) else None)
        if (old := found.get(index))
        else replace(line.item, lineage=draw(), passage=None)
        for index, line in enumerate(lines)
    )
    headings = {s.heading: s.heading_passage for wording in reversed(known) for s in wording if s.heading_passage}
    groups = {s.group: s.group_passage for wording in reversed(known) for s in wording if s.group_passage}
    carried_over = []
    for section in wanted:
        items = []
        for item in section.items:
            parent = next(given)
            items.append(replace(parent, children=tuple(next(given) for _ in item.children)))
        passages = {"heading_passage": headings.get(section.heading), "group_passage": groups.get(section.group)}
        carried_over.append(replace(section, items=tuple(items), **passages))
    return carried_over


def _same(one: _Line, other: _Line) -> bool:
    return (one.item.text, one.item.code) == (other.item.text, other.item.code)


def _matched(lines: list[_Line], pool: list[_Line]) -> dict[int, _Line]:
    """For each line by its rank, the known line that it goes on from: the same words in the same place, else in the
    same kind of section, else anywhere; else near words in the same kind of section, the nearest first."""
    found: dict[int, _Line] = {}
    taken: set[str] = set()

    def take(index: int, line: _Line) -> None:
        found[index] = line
        taken.add(line.item.lineage)

    by_words: dict[tuple, list[_Line]] = {}
    for known in pool:
        by_words.setdefault((known.item.text, known.item.code), []).append(known)
    alike = (
        lambda line, old: (line.kind, line.place) == (old.kind, old.place),
        lambda line, old: line.kind == old.kind,
        lambda line, old: True,
    )
    for close_enough in alike:
        for index, line in enumerate(lines):
            if index in found:
                continue
            held = by_words.get((line.item.text, line.item.code), ())
            same = next((old for old in held if old.item.lineage not in taken and close_enough(line, old)), None)
            if same:
                take(index, same)
    scores = [
        (score, index, rank)
        for index, line in enumerate(lines)
        if index not in found
        for rank, old in enumerate(pool)
        if old.kind == line.kind and old.item.lineage not in taken
        if (score := likeness(line.item.text, old.item.text)) >= REWORDED
    ]
    for _, index, rank in sorted(scores, key=lambda row: (-row[0], row[1], row[2])):
        if index not in found and pool[rank].item.lineage not in taken:
            take(index, pool[rank])
    return found
