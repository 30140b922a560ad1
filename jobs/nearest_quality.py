"""How good a ranking of near jobs is, on pairs judged by reading. Pure.

A pair is looked for both ways: from its first job among the jobs of the other frameworks, from its second among
those of the first's framework, as article 5 does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .nearest import Description, ordered
from .weighing import Line, Weights

#: « top-3 »: the right job is looked for among the first three
FIRST = 3
Rank = Callable[[str, Sequence[str]], list[str]]


@dataclass(frozen=True)
class Quality:
    """The place of the right job for each pair, in order; 0 when it is not found."""

    places: tuple[int, ...]

    @property
    def mrr(self) -> float:
        """The mean of one over the place, from 0 to 1."""
        return sum(1 / place for place in self.places if place) / len(self.places) if self.places else 0.0

    @property
    def first(self) -> int:
        """For how many pairs the right job comes first."""
        return sum(place == 1 for place in self.places)

    @property
    def first_three(self) -> int:
        """For how many pairs it comes in the first three."""
        return sum(1 <= place <= FIRST for place in self.places)


def framework_of(name: str) -> str:
    """« clcc » for « clcc/secretaire »."""
    return name.partition("/")[0]


def ours(corpus: Mapping[str, Sequence[Line]], weights: Weights) -> Rank:
    """Our own ranking."""

    def rank(name: str, pool: Sequence[str]) -> list[str]:
        numbered = dict(enumerate(pool))
        description = Description(corpus[name], weights)
        return [numbered[n] for n in ordered(description, {n: corpus[other] for n, other in numbered.items()})]

    return rank


def towards_others(pairs: Iterable[Sequence[str]], corpus: Mapping, rank: Rank) -> Quality:
    """From the first job of each pair, among the jobs of every other framework."""
    return _places(
        ((one, two, [name for name in corpus if framework_of(name) != framework_of(one)]) for one, two in pairs), rank
    )


def towards_first(pairs: Iterable[Sequence[str]], corpus: Mapping, rank: Rank) -> Quality:
    """From the second job of each pair, among the jobs of the first's framework."""
    return _places(
        ((two, one, [name for name in corpus if framework_of(name) == framework_of(one)]) for one, two in pairs), rank
    )


def _places(sought: Iterable[tuple[str, str, list[str]]], rank: Rank) -> Quality:
    places = []
    for name, right, pool in sought:
        found = rank(name, [other for other in pool if other != name])
        places.append(found.index(right) + 1 if right in found else 0)
    return Quality(tuple(places))
