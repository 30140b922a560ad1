"""The values of the facets and the lines that bear them, kept between two requests as long as nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from texts.shelf_queries import Shelf

from . import queries
from .facet_counting import BorneValues

#: days kept at once: today, and those of links to the list as of a day
ROOM = 8

shelf: Shelf[queries.Choices] = Shelf(ROOM)
borne: Shelf[BorneValues] = Shelf(ROOM)


def facet_choices(*, day: date) -> queries.Choices:
    """What `queries.facet_choices` gives. One query once it was read, two or three more the first time."""
    return shelf.read((day,), lambda: queries.facet_choices(day=day))


def facet_counts(
    *, choices: queries.Choices, held: Mapping[str, Sequence[str]], day: date
) -> tuple[dict[str, int], int]:
    """How many lines bear each « facet=value », each facet leaving itself out, and how many are kept by all of them.

    Nothing is asked when no facet is held; otherwise one query, one more the first time.
    """
    if not held:  # each line bears one framework
        return choices.counts, sum(n for key, n in choices.counts.items() if key.startswith("referentiel="))
    found = borne.read((day,), lambda: queries.borne_values(day=day, states=choices.states))
    return found.counts(held), found.number(held)
