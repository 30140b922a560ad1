"""Two to four jobs side by side: what their sheets say alike, nearly alike, and alone. Pure.

The rule that a reader can recompute. Each line is reduced to its distinct words, accents, case, plural and feminine
aside. Tool words (« de », « et », « pour ») do not count; the words that so many lines repeat that they tell little
(« assurer », « connaître », « technique ») count for a quarter; every other word counts for one. Two lines are as near
as the share of their words that is common: twice what they share, over what both hold. From `NEAR` on, they stand on
one line; of more than two, each is that near to each other, and the lowest nearness is given.

It compares words, not duties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from texts.folding import fold
from texts.values import Source

from .compare_facts import FactLine, compare_facts
from .enums import SectionKind
from .french import words
from .telling_words import REPEATED_ROOTS, REPEATED_SHARE, TOOLS, root
from .values import ItemValue, JobSheet, SheetValue

#: jobs that a comparison holds
FEWEST, MOST = 2, 4
#: nearness from which two lines stand on one line, in percent
NEAR = 50
#: what a word that many lines repeat weighs, another weighing 1
REPEATED_WEIGHT = 1 / REPEATED_SHARE
#: a word as it is printed, with the feminine that it bears in parentheses
_TOKEN = re.compile(r"\w+(?:\(\w{1,5}\)\w*)?")


@dataclass(frozen=True)
class Part:
    """A run of a wording: `same` in every cell of its line, or not; `del` in the first cell, `ins` in the others."""

    kind: str
    text: str


@dataclass(frozen=True)
class Entry:
    """A line of a sheet with what governs it: its section's heading, level, branches, sub-heading, line above."""

    job: int
    order: int
    kind: str
    heading: str
    level: str
    branches: tuple[str, ...]
    group: str
    under: str
    text: str
    code: str
    anchor: str
    source: Source | None

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words(self.text))

    @cached_property
    def weights(self) -> dict[str, float]:
        """The distinct stems that count, each with its weight."""
        stems = (root(word) for word in self.words if word not in TOOLS)
        return {one: REPEATED_WEIGHT if one in REPEATED_ROOTS else 1.0 for one in stems}

    @cached_property
    def weight(self) -> float:
        return sum(self.weights.values())


@dataclass(frozen=True)
class Cell:
    """One job's wording in a line, cut where its words are not in the other cells; the parts give it back whole."""

    entry: Entry
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Line:
    """What several jobs say alike: one cell a job, None where a job says nothing near."""

    cells: tuple[Cell | None, ...]
    nearness: int  # in percent, the lowest of its pairs; 100 when the words that count are the same
    identical: bool  # word for word, accents, case and punctuation aside

    @property
    def shared_by_all(self) -> bool:
        return all(self.cells)

    @property
    def alike(self) -> bool:
        """Whether nothing differs: every job says it, word for word."""
        return self.identical and self.shared_by_all


@dataclass(frozen=True)
class Block:
    """The lines of one level of a section (« » for what no level governs), then what each job is alone to say."""

    level: str
    lines: tuple[Line, ...]
    alone: tuple[tuple[Entry, ...], ...]
    described: tuple[bool, ...]  # whether each job's sheet says anything at this level
    hidden: int = 0  # lines that do not differ, left out


@dataclass(frozen=True)
class Section:
    """A kind of section, with the heading that each job prints over it.

    None: the job has no such section; empty: no heading, or several, which the lines then bear.
    """

    kind: str
    headings: tuple[str | None, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Totals:
    """Lines that all say alike or nearly, that some do, and that each is alone to say."""

    identical: int
    near: int
    alone: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """Jobs side by side. Every tuple of cells follows the order of `jobs`."""

    jobs: tuple[JobSheet, ...]
    facts: tuple[FactLine, ...]
    sections: tuple[Section, ...]
    totals: Totals
    differences: bool = False
    hidden_facts: int = 0

    @property
    def hidden(self) -> int:
        return self.hidden_facts + sum(block.hidden for section in self.sections for block in section.blocks)


def compare(jobs: Sequence[JobSheet], *, levels: Sequence[str] = (), differences: bool = False) -> Comparison:
    """The jobs side by side, in the order given.

    `levels` gives the codes of levels in the order that their grids print; a code that is not there comes after, by
    its own spelling. With `differences`, what all the jobs say word for word and the facts that agree are left out,
    and counted. The totals always count everything.
    """
    entries = [_entries(index, job.sheet) for index, job in enumerate(jobs)]
    ranks = {code: rank for rank, code in enumerate(levels)}
    sections = [_section(kind.value, entries, ranks) for kind in SectionKind]
    sections = [section for section in sections if section.blocks]
    facts = compare_facts(jobs)
    totals = _totals(sections, len(jobs))
    shown = tuple(fact for fact in facts if not (differences and fact.alike))
    if differences:
        sections = [kept for section in sections if (kept := _differing(section)).blocks]
    return Comparison(tuple(jobs), shown, tuple(sections), totals, differences, len(facts) - len(shown))


def nearness(one: Entry, other: Entry) -> float:
    """How near two lines are, from 0 to 1: see the rule above. The same whichever comes first."""
    both = one.weight + other.weight
    shared = sum(weight for stemmed, weight in one.weights.items() if stemmed in other.weights)
    return 2 * shared / both if both else 0.0


def _entries(job: int, sheet: SheetValue | None) -> list[Entry]:
    """The lines of a sheet, each sub-item after the line it stands under."""
    found: list[Entry] = []
    for section in sheet.sections if sheet else ():

        def add(item: ItemValue, under: str, section=section) -> None:
            place = (section.kind, section.heading, section.level, tuple(section.branches), section.group, under)
            found.append(Entry(job, len(found), *place, item.text, item.code, item.anchor, item.source))
            for child in item.children:
                add(child, item.text)

        for item in section.items:
            add(item, "")
    return found


def _section(kind: str, entries: list[list[Entry]], ranks: dict[str, int]) -> Section:
    """One kind of section, aligned."""
    held = [[entry for entry in rows if entry.kind == kind] for rows in entries]
    clusters = _clusters([entry for rows in held for entry in rows])
    lines = [_line(cluster, len(held)) for cluster in clusters if len(cluster) > 1]
    alone = [cluster[0] for cluster in clusters if len(cluster) == 1]

    def rank(level: str) -> tuple:
        return (bool(level), ranks.get(level, len(ranks)), level)

    def level_of(line: Line) -> str:
        return min((cell.entry.level for cell in line.cells if cell), key=rank)

    blocks = []
    for level in sorted({entry.level for rows in held for entry in rows}, key=rank):
        here = [line for line in lines if level_of(line) == level]
        mine = [[entry for entry in alone if (entry.job, entry.level) == (job, level)] for job in range(len(held))]
        if here or any(mine):
            described = tuple(any(entry.level == level for entry in rows) for rows in held)
            here.sort(key=lambda line: next((cell.entry.job, cell.entry.order) for cell in line.cells if cell))
            blocks.append(Block(level, tuple(here), tuple(map(tuple, mine)), described))
    return Section(kind, tuple(_heading(rows) for rows in held), tuple(blocks))


def _heading(rows: list[Entry]) -> str | None:
    """The one heading that a job prints over a kind of section."""
    headings = {entry.heading for entry in rows}
    return (headings.pop() if len(headings) == 1 else "") if rows else None


def _clusters(entries: list[Entry]) -> list[list[Entry]]:
    """The lines grouped, at most one a job: the nearest pairs first, as long as each is near to each other.

    Ties go to lines of one level, then by spelling and place, so that the order of the jobs changes nothing.
    """
    scores = _scores(entries)

    def order(pair: tuple[int, int]) -> tuple:
        one, other = entries[pair[0]], entries[pair[1]]
        places = sorted([(one.text, one.order), (other.text, other.order)])
        return -scores[pair], one.level != other.level, places

    clusters: dict[int, list[int]] = {index: [index] for index in range(len(entries))}
    for pair in sorted(scores, key=order):
        one, other = clusters[pair[0]], clusters[pair[1]]
        if {entries[i].job for i in one} & {entries[i].job for i in other}:
            continue
        if all((min(i, j), max(i, j)) in scores for i in one for j in other):
            merged = sorted(one + other)
            clusters.update(dict.fromkeys(merged, merged))
    whole = {tuple(cluster): None for cluster in clusters.values()}
    return [[entries[index] for index in cluster] for cluster in whole]


def _scores(entries: list[Entry]) -> dict[tuple[int, int], float]:
    """How near each pair of lines of two jobs is, for those near enough. Only lines that share a word are looked at.

    Lines of one wording are nearest of all, above 1, even made of tool words only.
    """
    holding: dict[object, list[int]] = {}
    for index, entry in enumerate(entries):
        for key in {*(one for one, weight in entry.weights.items() if weight == 1.0), entry.words}:
            holding.setdefault(key, []).append(index)
    pairs = {
        pair
        for indexes in holding.values()
        for pair in combinations(indexes, 2)
        if entries[pair[0]].job != entries[pair[1]].job
    }
    found = {}
    for pair in pairs:
        one, other = entries[pair[0]], entries[pair[1]]
        same = one.words == other.words and (one.words or fold(one.text) == fold(other.text))
        score = 2.0 if same else nearness(one, other)
        if score >= NEAR / 100:
            found[pair] = score
    return found


def _line(cluster: list[Entry], jobs: int) -> Line:
    """A line of the comparison: its cells in the order of the jobs, and how near they are."""
    common = set.intersection(*(set(entry.weights) for entry in cluster))
    first = cluster[0].job
    cells: list[Cell | None] = [None] * jobs
    for entry in cluster:
        cells[entry.job] = Cell(entry, _parts(entry.text, common, "del" if entry.job == first else "ins"))
    identical = len({entry.words for entry in cluster}) == 1
    lowest = min(nearness(one, other) for one, other in combinations(cluster, 2))
    near = 100 if identical or lowest == 1 else min(int(lowest * 100 + 0.5), 99)
    return Line(tuple(cells), near, identical)


def _parts(text: str, common: set[str], kind: str) -> tuple[Part, ...]:
    """`text` cut in runs of words that count and are common, or not; what lies between two of a kind joins them."""
    cuts: list[tuple[str, int, int]] = []
    for token in _TOKEN.finditer(text):
        stems = _roots(token[0])
        if not stems:
            continue
        found = "same" if common.issuperset(stems) else kind
        if cuts and cuts[-1][0] == found:
            cuts[-1] = (found, cuts[-1][1], token.end())
        else:
            cuts.append((found, token.start(), token.end()))
    parts, place = [], 0
    for found, start, end in (cut for cut in cuts if cut[0] != "same"):
        parts += [Part("same", text[place:start]), Part(found, text[start:end])]
        place = end
    return tuple(part for part in (*parts, Part("same", text[place:])) if part.text)


@lru_cache(maxsize=20_000)
def _roots(token: str) -> tuple[str, ...]:
    """The roots of the words that count in a word as it is printed."""
    return tuple(root(word) for word in words(token) if word not in TOOLS)


def _totals(sections: list[Section], jobs: int) -> Totals:
    blocks = [block for section in sections for block in section.blocks]
    lines = [line for block in blocks for line in block.lines]
    identical = sum(line.identical for line in lines)
    alone = tuple(sum(len(block.alone[job]) for block in blocks) for job in range(jobs))
    return Totals(identical, len(lines) - identical, alone)


def _differing(section: Section) -> Section:
    """The section less the lines that do not differ, which are counted."""
    blocks = []
    for block in section.blocks:
        lines = tuple(line for line in block.lines if not line.alike)
        blocks.append(Block(block.level, lines, block.alone, block.described, len(block.lines) - len(lines)))
    return Section(section.kind, section.headings, tuple(blocks))
