"""The rules of a step, kept between two requests as long as nothing changes in the database."""

from __future__ import annotations

from datetime import date

from texts.shelf_queries import Shelf

from .queries import path
from .values import PathValue

#: rules kept at once, some kilobytes each: more steps than the texts have
ROOM = 64

shelf: Shelf[PathValue | None] = Shelf(ROOM)


def step_rules(*, slug: str, day: date, step: str) -> PathValue | None:
    """What `queries.path` gives for a step. One query once it was read, nine more the first time.

    What an address asks in vain is not kept.
    """
    return shelf.read(
        (slug, day, step),
        lambda: path(slug=slug, day=day, step=step),
        worth=lambda found: found and (not step or found.step(step)),
    )
