"""Refuses addresses that cannot be read, and says what a page may ask of a browser."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from config import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

# Well above the longest address that the portal makes, just under what the HTTP server reads.
LONGEST_ADDRESS = 8000

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)


class VisitorAddressMiddleware:
    """Takes the visitor's address from X-Forwarded-For, where PROXIES says that proxies of ours write it.

    Each proxy adds the address that it saw at the end: the one that the outermost of ours saw is counted from there,
    and whatever the visitor wrote before is not read.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.PROXIES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(seen) >= settings.PROXIES:
            request.META["REMOTE_ADDR"] = seen[-settings.PROXIES]
        return self.get_response(request)


class PermissionsPolicyMiddleware:
    """The portal reads and prints: it asks for no camera, position or payment, and lets no page do so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


def is_readable(raw: bytes) -> bool:
    """Whether `raw` is UTF-8 without a NUL, the only text that a database can be asked about."""
    try:
        return "\x00" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False


class UnreadableAddressMiddleware:
    """Answers before any view: an address too long (414), a path (404) or a query (400) that is not text."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # WSGI gives the path as bytes disguised in latin-1, already unquoted, and the query as it was sent.
        path = request.META.get("PATH_INFO", "").encode("latin-1", "replace")
        query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        if len(path) + len(query) > LONGEST_ADDRESS:
            return errors.address_too_long(request)
        if not is_readable(path):
            return errors.page_not_found(request)
        if not is_readable(unquote_to_bytes(query)):
            return errors.bad_request(request)
        return self.get_response(request)
