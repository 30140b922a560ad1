"""What is read from the database, kept between two requests as long as nothing changes in it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings

from .queries import catalogue_token

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """Values under the token of the catalogue, the least recently asked leaving first. Shared by threads.

    A value is made after its token is read: it may be newer than the token says, and never older.
    """

    def __init__(self, room: int):
        self.room, self.token, self.lock = room, None, Lock()
        self.kept: OrderedDict[tuple, Value] = OrderedDict()

    def read(self, key: tuple, make: Callable[[], Value], *, worth: Callable[[Value], object] = bool) -> Value:
        """What `make` gives, made once for a key until anything changes. One query, and those of `make` the first time.

        A value that is not `worth` its place is not kept, nor anything where pages are not (PAGE_CACHE_BYTES=0). It is
        given to all who ask: nobody may change it.
        """
        token = catalogue_token() if settings.PAGE_CACHE_BYTES else None
        if token is None:
            return make()
        found = self.find(token, key)
        if found is None:
            found = make()
            if worth(found):
                self.keep(token, key, found)
        return found

    def find(self, token: int, key: tuple) -> Value | None:
        """What was kept under this token; another token empties the shelf."""
        with self.lock:
            if token != self.token:
                self.kept.clear()
                self.token = token
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def keep(self, token: int, key: tuple, value: Value) -> None:
        """Keeps a value made under `token`, unless another token has come meanwhile."""
        with self.lock:
            if token == self.token:
                self.kept[key] = value
                if len(self.kept) > self.room:
                    self.kept.popitem(last=False)
