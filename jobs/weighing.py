"""The lines that the nearest jobs are counted from: the words that count in each, and what these weigh. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import log

from .french import words
from .telling_words import REPEATED_ROOTS, REPEATED_SHARE, TOOLS, root

#: characters kept of a stem: what a column holds, well past any word
LONGEST_STEM = 60

ACTIVITIES = "activites"
KNOWLEDGE = "connaissances"
PARTS = (ACTIVITIES, KNOWLEDGE)


def meaningful(text: str) -> dict[str, str]:
    """The stems that count in `text`, in order, each with the word that bears it (folded)."""
    found: dict[str, str] = {}
    for word in words(text):
        if word not in TOOLS and (len(word) > 1 or word.isdigit()):
            found.setdefault(root(word)[:LONGEST_STEM], word)
    return found


@dataclass(frozen=True)
class Weights:
    """What each stem weighs, in tenths: ten times the natural logarithm of (sheets / sheets that bear it), a word of
    `REPEATED` a quarter of it.

    `bearing` is the number of lines that bear each. A word that no sheet of the corpus bears weighs as much as one
    borne by a single sheet, `rarest`.
    """

    by_stem: Mapping[str, int]
    bearing: Mapping[str, int]
    rarest: int

    def of(self, name: str) -> int:
        """The weight of one stem, in tenths."""
        return self.by_stem.get(name, self.rarest)


def stored_weights(rows: Iterable[tuple[str, int, int]]) -> Weights:
    """The weights of words counted before: (stem, weight in tenths, lines that bear it) of every one."""
    rows = list(rows)
    by_stem = {name: weight for name, weight, _ in rows}
    return Weights(by_stem, {name: n for name, _, n in rows}, max(by_stem.values(), default=0))


def weight_of(bearing: int, sheets: int, *, repeated: bool = False) -> int:
    """The weight, in tenths, of a word that `bearing` sheets out of `sheets` bear."""
    share = REPEATED_SHARE if repeated else 1
    return round(10 * log(sheets / bearing) / share) if bearing and sheets else 0


def count_weights(lines: Iterable[tuple[Hashable, Iterable[str]]]) -> Weights:
    """The weights of a corpus. `lines` are its lines, each as what tells its sheet from the others and its stems."""
    bearing: Counter[str] = Counter()
    held: dict[Hashable, set[str]] = defaultdict(set)
    for sheet, stems in lines:
        bearing.update(set(stems))
        held[sheet].update(stems)
    sheets = Counter(name for stems in held.values() for name in stems)
    by_stem = {name: weight_of(n, len(held), repeated=name in REPEATED_ROOTS) for name, n in sheets.items()}
    return Weights(by_stem, dict(bearing), weight_of(1, len(held)))


@dataclass(frozen=True)
class Line:
    """One line of a description. `total` and `weight` in tenths: the sum and the mean of what its words weigh."""

    part: str
    text: str
    stems: frozenset[str]
    total: int
    weight: int
    url: str = ""


def lines_of(rows: Iterable[tuple[int, str, str, int, int]]) -> dict[int, list[Line]]:
    """The lines counted before, without their wording, by sheet: from (sheet, part, stems, sum, mean)."""
    found: dict[int, list[Line]] = defaultdict(list)
    for sheet, part, stems, total, weight in rows:
        found[sheet].append(Line(part, "", frozenset(stems.split(" ")), total, weight))
    return found


def make_line(part: str, text: str, weights: Weights, url: str = "") -> Line:
    """A line of `part` weighed; one without any word that counts weighs 0."""
    stems = frozenset(meaningful(text))
    total = sum(map(weights.of, stems))
    return Line(part, text, stems, total, mean_weight(total, len(stems)), url)


def mean_weight(total: int, count: int) -> int:
    """The mean of `count` words that weigh `total` in all, both in tenths, the half rounded up."""
    return (2 * total + count) // (2 * count) if count else 0
