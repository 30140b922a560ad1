"""Public pages kept whole: they depend on what is in force, on the day and on the address, and on nothing else.

A page is kept under the token of the catalogue, which the database replaces in the very transaction of any change:
what was kept before is not found again, in any process. The token is read before the page is made, so that a page may
be newer than its token, and never older.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from texts.queries import catalogue_token

GetResponse = Callable[[HttpRequest], HttpResponse]

#: what belongs to a person, or must be seen as it is now
NEVER = (settings.STATIC_URL, "/admin/", "/sante/")
GZIP = re.compile(r"\bgzip\b")
#: bytes beyond which an answer is not worth its place
LARGEST = 2 * 2**20
#: what an entry costs besides its content
OVERHEAD = 2_000
#: an answer that says one of these is not for everybody, or not for later
PRIVATE = re.compile(r"no-store|private|max-age=0|no-cache")


@dataclass(frozen=True)
class Kept:
    """An answer as it was sent."""

    content: bytes
    headers: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.content) + OVERHEAD

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer again, or a 304 for who has it already."""
        response = HttpResponse(self.content, headers=dict(self.headers))
        return get_conditional_response(request, etag=response.headers.get("ETag"), response=response)


class Pages:
    """Answers by key, the least recently asked leaving first when `room` bytes are taken. Shared by threads."""

    def __init__(self, room: int) -> None:
        self.room, self.taken, self.token = room, 0, None
        self.kept: OrderedDict[tuple, Kept] = OrderedDict()
        self.lock = Lock()

    def find(self, token: int, key: tuple) -> Kept | None:
        """What was kept under this token; another token empties the place."""
        with self.lock:
            if token != self.token:
                self.kept.clear()
                self.taken, self.token = 0, token
            found = self.kept.get(key)
            if found:
                self.kept.move_to_end(key)
            return found

    def keep(self, token: int, key: tuple, page: Kept) -> None:
        """Keeps a page made under `token`, unless another token has come meanwhile."""
        with self.lock:
            if token != self.token or key in self.kept:
                return
            self.kept[key] = page
            self.taken += len(page)
            while self.taken > self.room:
                _, gone = self.kept.popitem(last=False)
                self.taken -= len(gone)


class PageCacheMiddleware:
    """Answers a page asked for again with what was answered the first time. One query; stands before all others."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.PAGE_CACHE_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.pages = Pages(settings.PAGE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or request.path_info.startswith(NEVER):
            return self.get_response(request)
        try:
            token = catalogue_token()
        except DatabaseError:  # the page itself will say what is wrong
            connection.close()
            token = None
        if token is None:
            return self.get_response(request)
        key = self.key_of(request)
        kept = self.pages.find(token, key)
        if kept:
            return kept.answer(request)
        response = self.get_response(request)
        if is_for_everybody(response):
            self.pages.keep(token, key, Kept(response.content, tuple(response.headers.items())))
        return response

    @staticmethod
    def key_of(request: HttpRequest) -> tuple:
        """All that an answer depends on, besides the catalogue."""
        meta = request.META
        return (
            timezone.localdate(),
            request.scheme,
            meta.get("HTTP_HOST", ""),
            meta.get("PATH_INFO", ""),
            meta.get("QUERY_STRING", ""),
            bool(GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", ""))),
        )


def is_for_everybody(response: HttpResponse) -> bool:
    """Whether anyone who asks the same today gets the same answer."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - {""}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and varies <= {"accept-encoding"}
        and not PRIVATE.search(response.headers.get("Cache-Control", ""))
        and len(response.content) <= LARGEST
    )
