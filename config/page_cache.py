"""Public pages kept whole: they depend on what is in force, on the day and on the address, and on nothing else.
Data say since when they stand, whether or not pages are kept.

A page is kept under the token of the catalogue, which the database replaces in the very transaction of any change:
what was kept before is not found again, in any process. The token is read before the page is made, so that a page may
be newer than its token, and never older.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from texts.queries import catalogue_state

GetResponse = Callable[[HttpRequest], HttpResponse]

#: what belongs to a person, or must be seen as it is now
NEVER = (settings.STATIC_URL, "/admin/", "/sante/", "/metriques/", "/avis/")
GZIP = re.compile(r"\bgzip\b")
#: bytes beyond which an answer is not worth its place
LARGEST = 2 * 2**20
#: what an entry costs besides its content
OVERHEAD = 2_000
#: what programs ask for, again and again
DATA = re.compile(r"^/api/|^/flux/$|^/sitemap\.xml$|\.(?:csv|json|pdf|txt|xlsx)$")
#: an answer that says one of these is not for everybody, or not for later
PRIVATE = re.compile(r"no-store|private|max-age=0|no-cache")


@dataclass(frozen=True)
class Kept:
    """An answer as it was sent."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    #: the view that made it, for the counts
    view: str = ""

    def __len__(self) -> int:
        return len(self.content) + OVERHEAD

    def answer(self) -> HttpResponse:
        """The answer again."""
        return HttpResponse(self.content, headers=dict(self.headers))


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
            if not self.room or token != self.token or key in self.kept:
                return
            self.kept[key] = page
            self.taken += len(page)
            while self.taken > self.room:
                _, gone = self.kept.popitem(last=False)
                self.taken -= len(gone)


class PageCacheMiddleware:
    """Answers a page asked for again with what was answered the first time. One query; stands before all others.

    Without room, nothing is kept: data cost the query that dates them, and pages none.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.pages = Pages(settings.PAGE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if request.method == "HEAD":
            return self.head(request)
        if request.method != "GET" or path.startswith(NEVER) or not (self.pages.room or DATA.search(path)):
            return self.get_response(request)
        try:
            state = catalogue_state()
        except Error:  # the page itself will say what is wrong
            connection.close()
            state = None
        if state is None:
            return self.get_response(request)
        # The hour is read before the page is made, as the token is: what was made before midnight is not of today.
        (token, changed_at), now, key = state, timezone.now(), self.key_of(request)
        kept = self.pages.find(token, key)
        if kept:
            request.kept_view = kept.view
            return dated(request, kept.answer(), changed_at, now=now)
        response = self.get_response(request)
        if is_for_everybody(response):
            view = request.resolver_match.view_name if request.resolver_match else ""
            self.pages.keep(token, key, Kept(response.content, tuple(response.headers.items()), view))
            response = dated(request, response, changed_at, now=now)
        elif response.status_code == 304 and not response.cookies:  # Django's own middleware found the mark again
            stamp(request, response, changed_at, now=now)
        return response

    def head(self, request: HttpRequest) -> HttpResponse:
        """What a GET would answer, its headers alone: those say whether a copy is still good."""
        request.method = "GET"
        try:
            response = self(request)
        finally:
            request.method = "HEAD"
        if response.streaming:  # a file, which gives its own length
            response.streaming_content = []
        elif response.content:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
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


def dated(request: HttpRequest, response: HttpResponse, changed_at: datetime, *, now: datetime) -> HttpResponse:
    """The answer to what was asked at `now`, or a 304 for who has it already."""
    modified = stamp(request, response, changed_at, now=now)
    etag = response.headers.get("ETag")
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response)


def stamp(request: HttpRequest, response: HttpResponse, changed_at: datetime, *, now: datetime) -> int | None:
    """Makes data say since when they stand, and to ask again before use; gives that second, None when it is not said.

    A date alone would let a cache guess how long an answer is good: it is told not to.
    """
    if not DATA.search(request.path_info):
        return None
    response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
    modified = last_modified(changed_at, now=now)
    if modified:
        response.headers["Last-Modified"] = http_date(modified)
    return modified


def last_modified(changed_at: datetime, *, now: datetime) -> int | None:
    """The second since which an answer stands: the last change, or the morning of the day, which changes what is in
    force. None while that second lasts: another change may come in it, that no date would tell from the first."""
    morning = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    second = math.ceil(max(changed_at, morning).timestamp())
    return second if second < now.timestamp() else None
