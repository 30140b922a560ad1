"""How good the answers to judged searches are. Pure.

Recall in the first three: of the jobs that a search must bring, those that come among the first three. Reciprocal
rank: one over the place of the first of them, nothing beyond the tenth place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FIRST = 3
LOOKED_AT = 10


@dataclass(frozen=True)
class Judged:
    """A search, the jobs (« framework/key ») that must come in its first three, and those that came, in order."""

    query: str
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def recall(self) -> float:
        """From 0 to 1."""
        return sum(name in self.found[:FIRST] for name in self.expected) / len(self.expected)

    @property
    def reciprocal_rank(self) -> float:
        """From 0 to 1."""
        places = [place for place, name in enumerate(self.found[:LOOKED_AT], 1) if name in self.expected]
        return 1 / places[0] if places else 0.0


@dataclass(frozen=True)
class Quality:
    """Recall in the first three, mean reciprocal rank, share of searches whose first answer is one of the expected."""

    searches: int
    recall: float
    mrr: float
    first: float
    failures: tuple[Judged, ...]


def quality(rows: Sequence[Judged]) -> Quality:
    """What the judged searches come to. `failures`: those that miss one of their jobs in the first three."""
    number = max(len(rows), 1)
    return Quality(
        searches=len(rows),
        recall=sum(row.recall for row in rows) / number,
        mrr=sum(row.reciprocal_rank for row in rows) / number,
        first=sum(row.reciprocal_rank == 1 for row in rows) / number,
        failures=tuple(row for row in rows if row.recall < 1),
    )
