"""Which lines of the list bear which values, as sets of bits: a selection by facets is counted in one pass.

A set is a whole number whose nth bit says whether the nth line is in it: thousands of lines are met and counted by one
operation of the processor's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_


class BorneValues:
    """The lines of a day by what they bear; each is given as the « facet=value » that it bears. Never changed."""

    def __init__(self, lines: Iterable[Iterable[str]]):
        lines = list(lines)
        rows: dict[str, bytearray] = {}
        for place, keys in enumerate(lines):
            byte, bit = place >> 3, 1 << (place & 7)
            for key in keys:
                row = rows.get(key)
                if row is None:
                    row = rows[key] = bytearray(len(lines) // 8 + 1)
                row[byte] |= bit
        self.sets = {key: int.from_bytes(row, "little") for key, row in rows.items()}
        self.every = (1 << len(lines)) - 1

    def kept(self, held: Mapping[str, Sequence[str]], *, without: str = "") -> int:
        """The lines that bear one of the values of each facet held, as a set; `without`: a facet left aside."""
        chosen = (
            reduce(or_, (self.sets.get(f"{name}={value}", 0) for value in values))
            for name, values in held.items()
            if values and name != without
        )
        return reduce(and_, chosen, self.every)

    def number(self, held: Mapping[str, Sequence[str]]) -> int:
        """How many lines bear one of the values of each facet held."""
        return self.kept(held).bit_count()

    def counts(self, held: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """How many lines bear each « facet=value » among those kept by the other facets held."""
        bases = {name: self.kept(held, without=name) for name in held}
        kept = self.kept(held)
        found = {key: (row & bases.get(key.partition("=")[0], kept)).bit_count() for key, row in self.sets.items()}
        return {key: number for key, number in found.items() if number}
