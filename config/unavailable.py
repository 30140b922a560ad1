"""Answers for a view that the database failed: one line in the log, no trace, a page that says what to do."""

from collections.abc import Callable

from django.db import Error, connections
from django.http import HttpRequest, HttpResponse

from config import errors
from config.lacks import lack_behind


class UnavailableMiddleware:
    """503 when the database does not answer, 507 when its disk is full; any other error goes Django's own way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a lack, or None."""
        lack = lack_behind(error)
        if lack is None:
            return None
        leave_connections()
        return errors.unavailable(request, lack, error)


def leave_connections() -> None:
    """Closes what may be broken, so that the next request opens its own."""
    for connection in connections.all(initialized_only=True):
        try:
            if not connection.in_atomic_block:
                connection.close()
        except Error:  # broken to the point that it cannot be closed: it is forgotten all the same
            connection.connection = None
