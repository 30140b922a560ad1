"""What changed from one version of a sheet to another: section by section, line by line, word by word. Pure.

Two lines are one when they bear one anchor, else when their words are the same in the same kind of section, else when
at least half of their words are common and in the same order. A line is moved when another section, level or
sub-heading governs it, or when it changed places with lines that stayed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from texts.values import Source

from .lineage import REWORDED, likeness
from .values import ItemValue, SectionValue

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Kind(StrEnum):
    """What became of a line."""

    SAME = "inchange"
    MOVED = "deplace"
    REWORDED = "reformule"
    ADDED = "ajoute"
    REMOVED = "retire"


class Weight(StrEnum):
    """How much a change weighs, least first."""

    NONE = "aucun"
    WORDING = "redaction"
    CONTENT = "contenu"
    CLASSIFICATION = "classement"


@dataclass(frozen=True)
class Place:
    """What governs lines: section, level, branches, sub-heading."""

    kind: str
    heading: str
    level: str
    branches: tuple[str, ...]
    group: str


@dataclass(frozen=True)
class Line:
    """A line of a version: where it stands, the line above it when it is a sub-item, its words."""

    rank: int
    place: Place
    under: str
    text: str
    code: str
    anchor: str
    source: Source | None


@dataclass(frozen=True)
class Part:
    """A run of words: `same`, `del` (in the first version only) or `ins` (in the second only)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """A line in either version or both; `parts` give its words when they changed; `moved` besides another change."""

    kind: Kind
    old: Line | None
    new: Line | None
    parts: tuple[Part, ...] = ()
    moved: bool = False


@dataclass(frozen=True)
class Block:
    """The lines of one place, in the order of the second version, those taken out where they stood."""

    place: Place
    changes: tuple[Change, ...]

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True)
class Differences:
    """Two versions of a sheet."""

    blocks: tuple[Block, ...]

    def count(self, kind: Kind) -> int:
        """Lines of which this became; a line both reworded and moved counts as reworded."""
        return sum(block.count(kind) for block in self.blocks)

    @property
    def weight(self) -> Weight:
        """Content when a line came or went, wording when only words or places changed."""
        if self.count(Kind.ADDED) or self.count(Kind.REMOVED):
            return Weight.CONTENT
        return Weight.WORDING if self.count(Kind.REWORDED) or self.count(Kind.MOVED) else Weight.NONE


def differences(old: Sequence[SectionValue], new: Sequence[SectionValue]) -> Differences:
    """What changed from `old` to `new`."""
    before, after = _lines(old), _lines(new)
    origin = _paired(before, after)
    stayed = _in_order([line for line in after if line.rank in origin], origin)
    changes = [_change(line, origin.get(line.rank), line.rank not in stayed) for line in after]
    gone = {line.rank for line in before} - {line.rank for line in origin.values()}
    ordered = _with_removed(changes, [line for line in before if line.rank in gone])
    blocks: dict[Place, list[Change]] = {}
    for change in ordered:
        blocks.setdefault((change.new or change.old).place, []).append(change)
    return Differences(tuple(Block(place, tuple(held)) for place, held in blocks.items()))


def _lines(sections: Iterable[SectionValue]) -> list[Line]:
    found: list[Line] = []

    def add(item: ItemValue, place: Place, under: str) -> None:
        found.append(Line(len(found), place, under, item.text, item.code, item.anchor, item.source))
        for child in item.children:
            add(child, place, item.text)

    for section in sections:
        place = Place(section.kind, section.heading, section.level, tuple(section.branches), section.group)
        for item in section.items:
            add(item, place, "")
    return found


def _paired(before: list[Line], after: list[Line]) -> dict[int, Line]:
    """For each line of `after` that has one, by its rank, the line of `before` that it comes from."""
    origin: dict[int, Line] = {}
    left = {line.rank: line for line in before}

    def pair(line: Line, old: Line) -> None:
        origin[line.rank] = old
        del left[old.rank]

    def by(key) -> None:
        held: dict[tuple, list[Line]] = {}
        for old in left.values():
            held.setdefault(key(old), []).append(old)
        for line in after:
            if line.rank not in origin and held.get(key(line)):
                pair(line, held[key(line)].pop(0))

    by(lambda line: (line.anchor,) if line.anchor else (line.place, line.text, line.code))
    by(lambda line: (line.place, line.text, line.code))
    by(lambda line: (line.place.kind, line.text, line.code))
    scores = [
        (-score, line.rank, old.rank)
        for line in after
        if line.rank not in origin
        for old in left.values()
        if old.place.kind == line.place.kind and (score := likeness(line.text, old.text)) >= REWORDED
    ]
    for _, rank, other in sorted(scores):
        if rank not in origin and other in left:
            pair(after[rank], left[other])
    return origin


def _in_order(lines: list[Line], origin: dict[int, Line]) -> set[int]:
    """The ranks of the most lines that kept their place and their order: a longest rising run of their old ranks."""
    kept = [line for line in lines if origin[line.rank].place == line.place]
    tails: list[int] = []  # the last old rank of the best run of each length
    holders: list[int] = []
    previous: dict[int, int] = {}
    for index, line in enumerate(kept):
        old = origin[line.rank].rank
        length = bisect_left(tails, old)
        if length == len(tails):
            tails.append(old)
            holders.append(index)
        else:
            tails[length], holders[length] = old, index
        if length:
            previous[index] = holders[length - 1]
    run: set[int] = set()
    index = holders[-1] if holders else None
    while index is not None:
        run.add(kept[index].rank)
        index = previous.get(index)
    return run


def _change(line: Line, old: Line | None, moved: bool) -> Change:
    if old is None:
        return Change(Kind.ADDED, None, line)
    if (old.text, old.code) != (line.text, line.code):
        return Change(Kind.REWORDED, old, line, word_parts(_spelled(old), _spelled(line)), moved)
    return Change(Kind.MOVED if moved else Kind.SAME, old, line, moved=moved)


def _spelled(line: Line) -> str:
    return f"{line.text} (code {line.code})" if line.code else line.text


def _with_removed(changes: list[Change], gone: list[Line]) -> list[Change]:
    """The changes with each line taken out after the line that it followed, within its place when that remains."""
    ordered = list(changes)
    for line in gone:
        place = 0
        for index, change in enumerate(ordered):
            before = change.old
            if before and before.rank < line.rank and not change.moved:
                place = index + 1
        ordered.insert(place, Change(Kind.REMOVED, line, None))
    return ordered


def word_parts(old: str, new: str) -> tuple[Part, ...]:
    """The words of two wordings in one run: those that stayed, those taken out, those put in.

    Without the parts `ins` it gives `old` back, without the parts `del` it gives `new` back.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    parts: list[Part] = []

    def add(kind: str, tokens: list[str]) -> None:
        text = "".join(tokens)
        if text and parts and parts[-1].kind == kind:
            parts[-1] = Part(kind, parts[-1].text + text)
        elif text:
            parts.append(Part(kind, text))

    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            add("same", before[i:j])
        else:
            add("del", before[i:j])
            add("ins", after[k:m])
    return tuple(parts)
