"""The values of the facets, kept between two requests as long as nothing changes in the database."""

from __future__ import annotations

from datetime import date

from texts.shelf_queries import Shelf

from . import queries

#: days kept at once: today, and those of links to the list as of a day
ROOM = 8

shelf: Shelf[queries.Choices] = Shelf(ROOM)


def facet_choices(*, day: date) -> queries.Choices:
    """What `queries.facet_choices` gives. One query once it was read, two or three more the first time."""
    return shelf.read((day,), lambda: queries.facet_choices(day=day))
