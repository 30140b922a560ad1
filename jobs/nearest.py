"""The nearest jobs: line against line, both ways, by the words that two descriptions share.

It compares words, not duties. Everything is counted in whole numbers, tenths for weights and hundredths for
likenesses, exactly as printed: a reader who redoes the sums finds the same percentages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .telling_words import REPEATED, REPEATED_ROOTS, REPEATED_SHARE
from .values import JobLine, PlacementValue
from .weighing import PARTS, Line, Weights

#: a job, however it is named
Job = TypeVar("Job")

#: added to the weight of the shorter of two lines, in tenths: two short lines that share one word are not alike
PADDING = 50
#: likeness, in hundredths, from which two lines answer each other; under it a line has no equivalent and counts 0
PAIRED_FROM = 12
#: likeness, in hundredths, from which a pasted line repeats an activity common to every job, and is not counted
COMMON_FROM = 60
#: words of a description by which the jobs worth an exact count are found, the rarest first
SOUGHT_WORDS = 200
#: lines that those words may be borne by in all: past it, the commonest of them are not looked for
SOUGHT_LINES = 20_000
#: added, in tenths, to what a sheet weighs when its promise is counted: a short sheet is not chosen for one word
BALANCE = 500
#: jobs counted exactly
CANDIDATES = 120
#: jobs shown
SHOWN = 5
#: jobs of the other frameworks shown, those of the job's own left out
ELSEWHERE = 3

#: what the percentages depend on besides the lines: a change of it makes all of them out of date
METHOD = (PADDING, PAIRED_FROM, SOUGHT_WORDS, SOUGHT_LINES, BALANCE, CANDIDATES, SHOWN, ELSEWHERE, REPEATED,
          REPEATED_SHARE)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """A line and the line of the other description that is most like it.

    `likeness` in hundredths, 0 when none reaches PAIRED_FROM; `other` is then None. `shared` are the stems in
    common, the heaviest first.
    """

    line: Line
    number: int
    other: Line | None = None
    other_number: int = 0
    likeness: int = 0
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """How much of a list of lines is found in another: each line counts for its weight."""

    answers: tuple[Answer, ...] = ()

    @property
    def weight(self) -> int:
        """The weights of the lines, in tenths."""
        return sum(answer.line.weight for answer in self.answers)

    @property
    def covered(self) -> int:
        """Each weight times its likeness, in thousandths."""
        return sum(answer.line.weight * answer.likeness for answer in self.answers)

    @property
    def percentage(self) -> int:
        """What is found of the lines, from 0 to 100, the half rounded up."""
        return percentage(self.covered, self.weight)


def percentage(covered: int, weight: int) -> int:
    """`covered` (thousandths) out of `weight` (tenths), in hundredths, the half rounded up."""
    return (2 * covered + weight) // (2 * weight) if weight else 0


@dataclass(frozen=True)
class PartMatch:
    """One part (activities, knowledge) of two descriptions that both have it."""

    part: str
    forward: Coverage
    backward: Coverage


@dataclass(frozen=True)
class Match:
    """Two descriptions compared, part by part; `missing` are the parts that only one of them has."""

    parts: tuple[PartMatch, ...]
    missing: tuple[str, ...] = ()

    @property
    def forward(self) -> int:
        """How much of the first description the second covers, from 0 to 100."""
        return percentage(self._sum("forward", "covered"), self._sum("forward", "weight"))

    @property
    def backward(self) -> int:
        """How much of the second description the first covers, from 0 to 100."""
        return percentage(self._sum("backward", "covered"), self._sum("backward", "weight"))

    def _sum(self, way: str, name: str) -> int:
        return sum(getattr(getattr(part, way), name) for part in self.parts)


@dataclass
class Description:
    """A description ready to be compared with many: its lines by part, and where each of its stems stands."""

    lines: Sequence[Line]
    weights: Weights
    by_part: dict[str, list[Line]] = field(init=False)
    places: dict[str, dict[str, list[int]]] = field(init=False)

    def __post_init__(self):
        self.by_part = {part: [line for line in self.lines if line.part == part] for part in PARTS}
        self.places = {}
        for part, lines in self.by_part.items():
            places = self.places.setdefault(part, defaultdict(list))
            for number, line in enumerate(lines):
                for name in line.stems:
                    places[name].append(number)

    def sought(self) -> list[str]:
        """The rarest of its stems, by which candidates are found: SOUGHT_WORDS of them at most, and as many as
        SOUGHT_LINES lines bear."""
        found = {name for line in self.lines for name in line.stems if name in self.weights.by_stem}
        kept, borne = [], 0
        for name in sorted(found, key=lambda name: (-self.weights.of(name), name))[:SOUGHT_WORDS]:
            borne += self.weights.bearing[name]
            if kept and borne > SOUGHT_LINES:
                break
            kept.append(name)
        return kept


def promise(shared: int, total: int) -> int:
    """What a sheet that weighs `total` promises when the words it shares weigh `shared`, in tenths: those with the
    most are counted exactly. Whole thousandths, so that every database ranks alike."""
    return 1000 * shared // (total + BALANCE)


def likeness(shared: int, first: int, second: int) -> int:
    """How alike two lines are, in hundredths: what they share over the lighter of the two and PADDING, in tenths.

    100 when they share every word that counts.
    """
    if shared == first == second and shared:
        return 100
    return percentage(shared * 100, min(first, second) + PADDING)


def compare(description: Description, lines: Sequence[Line]) -> Match:
    """`description` against the `lines` of another: forward is what the other covers of it."""
    parts, missing = [], []
    for part in PARTS:
        mine, theirs = description.by_part[part], [line for line in lines if line.part == part]
        if mine and theirs:
            of_mine, of_theirs = _partners(part, description, theirs)
            forward = Coverage(_answers(mine, theirs, of_mine, description.weights))
            parts.append(PartMatch(part, forward, Coverage(_answers(theirs, mine, of_theirs, description.weights))))
        elif mine or theirs:
            missing.append(part)
    return Match(tuple(parts), tuple(missing))


def _partners(part: str, description: Description, theirs: Sequence[Line]) -> tuple[list, list]:
    """For each line of either side, (likeness, number) of the line most like it; the first one when several are."""
    mine, places, weigh = description.by_part[part], description.places[part], description.weights.of
    of_mine: list[tuple[int, int]] = [(0, -1)] * len(mine)
    of_theirs: list[tuple[int, int]] = [(0, -1)] * len(theirs)
    for number, line in enumerate(theirs):
        shared: dict[int, int] = {}
        told: set[int] = set()  # lines that share more than words that say nothing by themselves
        for name in line.stems:
            found = places.get(name)
            if found:
                weight = weigh(name)
                for place in found:
                    shared[place] = shared.get(place, 0) + weight
                if name not in REPEATED_ROOTS:
                    told.update(found)
        for place in sorted(shared):
            near = likeness(shared[place], mine[place].total, line.total)
            if near == 100 or (near >= PAIRED_FROM and place in told):
                if near > of_mine[place][0]:
                    of_mine[place] = (near, number)
                if near > of_theirs[number][0]:
                    of_theirs[number] = (near, place)
    return of_mine, of_theirs


def order(description: Description, lines: Sequence[Line]) -> tuple[int, float]:
    """What ranks a candidate, the greatest first: its two percentages as printed, added, then as they are unrounded.

    The same as those of `compare`, without what is needed to print them.
    """
    sums = [[0, 0], [0, 0]]  # (covered, weight) each way
    for part in PARTS:
        mine, theirs = description.by_part[part], [line for line in lines if line.part == part]
        if mine and theirs:
            for way, held, best in zip(sums, (mine, theirs), _partners(part, description, theirs), strict=True):
                way[0] += sum(line.weight * near for line, (near, _) in zip(held, best, strict=True))
                way[1] += sum(line.weight for line in held)
    exact = sum(covered / weight if weight else 0.0 for covered, weight in sums)
    return sum(percentage(*way) for way in sums), exact


def _answers(lines: list[Line], others: list[Line], best: list[tuple[int, int]], weights: Weights) -> tuple:
    answers = []
    for number, line in enumerate(lines):
        found, place = best[number]
        if place < 0:
            answers.append(Answer(line, number + 1))
            continue
        shared = sorted(line.stems & others[place].stems, key=lambda name: (-weights.of(name), name))
        answers.append(Answer(line, number + 1, others[place], place + 1, found, tuple(shared)))
    return tuple(answers)


def ordered(description: Description, candidates: Mapping[int, Sequence[Line]]) -> list[int]:
    """The ids of the candidates, the nearest to `description` first. Those that share nothing are left out.

    At equal likeness the order of `candidates` is kept.
    """
    found = [(order(description, lines), key) for key, lines in candidates.items()]
    return [key for _, key in sorted((row for row in found if row[0][1]), key=lambda row: row[0], reverse=True)]


def first_of(nearest: Sequence[Job], elsewhere: Sequence[Job]) -> tuple[list[Job], list[Job]]:
    """The first SHOWN of `nearest`, the best first, and, of the first ELSEWHERE of `elsewhere`, those that are not
    among them. `elsewhere` are the same less those of the job's own framework."""
    first = list(nearest[:SHOWN])
    return first, [job for job in elsewhere[:ELSEWHERE] if job not in first]


def set_aside(lines: Sequence[Line], common: Sequence[Line], weights: Weights) -> tuple[list[Line], list[Line]]:
    """The lines that count, and those that only repeat an activity common to every job."""
    kept, aside = [], []
    for line in lines:
        near = max((_pair_likeness(line, other, weights) for other in common), default=0)
        (aside if near >= COMMON_FROM else kept).append(line)
    return kept, aside


def _pair_likeness(line: Line, other: Line, weights: Weights) -> int:
    return likeness(sum(map(weights.of, line.stems & other.stems)), line.total, other.total)


@dataclass(frozen=True)
class Candidate:
    """A job near to a description. `place` says its group, on what that rests and where; `answer` how it suits."""

    line: JobLine
    match: Match
    place: PlacementValue | None = None
    answer: str = ""


@dataclass(frozen=True)
class NearLine:
    """A near job counted beforehand: how much of the job it covers, and the job of it, from 0 to 100.

    `elsewhere`: not among the first, but among the first of the other frameworks.
    """

    line: JobLine
    forward: int
    backward: int
    elsewhere: bool = False


@dataclass(frozen=True)
class Nearness:
    """The jobs nearest to a description, the best first.

    `shared_sheet` is the métier whose sheet the job shares; `aside` the lines that repeat the common base;
    `excluded` the candidates that the person's group excludes; `elsewhere` the first of the other frameworks that are
    not among the candidates.
    """

    lines: tuple[Line, ...]
    candidates: tuple[Candidate, ...]
    weights: Weights
    job: JobLine | None = None
    shared_sheet: JobLine | None = None
    aside: tuple[Line, ...] = ()
    excluded: tuple[Candidate, ...] = ()
    elsewhere: tuple[Candidate, ...] = ()
