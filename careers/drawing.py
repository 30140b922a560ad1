"""The drawing of a path: its steps gathered under the nodes to which they lead, ready to be read from top to bottom.

Pure. The drawing is ours: it shows what the articles say of each way, and rebuilds no diagram of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .values import NodeValue, StepValue


@dataclass(frozen=True)
class Way:
    """A step as drawn: `departure` is None where it stands just above, or where the text opens the way to anybody."""

    step: StepValue
    departure: NodeValue | None


@dataclass(frozen=True)
class Stage:
    """A node and the ways that lead to it."""

    ways: tuple[Way, ...]
    arrival: NodeValue


Chain = tuple[Stage, ...]


def chains(steps: Iterable[StepValue]) -> list[Chain]:
    """The stages in the order in which one walks them; a new chain begins where nothing leads on from the last.

    What no step joins is not joined: the recruitment routes end at the corps, whose grades follow apart.
    """
    found: list[list[Stage]] = []
    above: NodeValue | None = None
    for arrival, group in arrivals(steps):
        follows = above is not None and any(_departs_from(step, above) for step in group)
        ways = tuple(Way(step, None if follows and _departs_from(step, above) else step.departure) for step in group)
        if not follows:
            found.append([])
        found[-1].append(Stage(ways, arrival))
        above = arrival
    return [tuple(chain) for chain in found]


def arrivals(steps: Iterable[StepValue]) -> list[tuple[NodeValue, list[StepValue]]]:
    """Each node to which steps lead, with them: what leads to its departures first, else the order declared."""
    groups: dict[str, list[StepValue]] = {}
    for step in steps:
        groups.setdefault(step.arrival.key, []).append(step)
    placed: dict[str, None] = {}

    def place(key: str, on_the_way: frozenset[str]) -> None:
        if key in placed or key in on_the_way:  # a path that comes back to where it was stays drawable
            return
        for step in groups.get(key, ()):
            if step.departure is not None:
                place(step.departure.key, on_the_way | {key})
        if key in groups:
            placed[key] = None

    for key in groups:
        place(key, frozenset())
    return [(groups[key][0].arrival, groups[key]) for key in placed]


def _departs_from(step: StepValue, node: NodeValue | None) -> bool:
    return node is not None and step.departure is not None and step.departure.key == node.key
