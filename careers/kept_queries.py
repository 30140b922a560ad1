"""The rules of a step, kept between two requests as long as nothing changes in the database."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock

from django.conf import settings

from texts.queries import catalogue_token

from .queries import path
from .values import PathValue

#: rules kept at once, some kilobytes each: more steps than the texts have
ROOM = 64


class Shelf:
    """Values under the token of the catalogue, the least recently asked leaving first. Shared by threads.

    A value is made after its token is read: it may be newer than the token says, and never older.
    """

    def __init__(self, room: int = ROOM):
        self.room, self.token, self.lock = room, None, Lock()
        self.kept: OrderedDict[tuple, PathValue] = OrderedDict()

    def find(self, token: int, key: tuple) -> PathValue | None:
        """What was kept under this token; another token empties the shelf."""
        with self.lock:
            if token != self.token:
                self.kept.clear()
                self.token = token
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def keep(self, token: int, key: tuple, value: PathValue) -> None:
        """Keeps a value made under `token`, unless another token has come meanwhile."""
        with self.lock:
            if token == self.token:
                self.kept[key] = value
                if len(self.kept) > self.room:
                    self.kept.popitem(last=False)


shelf = Shelf()


def step_rules(*, slug: str, day: date, step: str) -> PathValue | None:
    """What `queries.path` gives for a step. One query once it was read, nine more the first time.

    Nothing is kept where pages are not (PAGE_CACHE_BYTES=0), nor what an address asks in vain.
    """
    token = catalogue_token() if settings.PAGE_CACHE_BYTES else None
    if token is None:
        return path(slug=slug, day=day, step=step)
    key = (slug, day, step)
    found = shelf.find(token, key)
    if found is None:
        found = path(slug=slug, day=day, step=step)
        if found and (not step or found.step(step)):
            shelf.keep(token, key, found)
    return found
