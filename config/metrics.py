"""Counts and durations by view, for whoever the configuration allows, summed over the server's processes.

The library writes each process's counts to a file of `PROMETHEUS_MULTIPROC_DIR`, which the HTTP server sets before
the portal is read; elsewhere (tests, one process) they stay in memory.
"""

import hmac
import ipaddress
import os
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.environment import Network
from texts.views import read_only

GetResponse = Callable[[HttpRequest], HttpResponse]

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
#: what no view answered: unknown addresses, refusals before any view
NO_VIEW, STATIC, OTHER = "aucune", "fichiers", "AUTRE"

REQUESTS = Counter("reperes_requests", "Requests answered.", ("view", "method", "status"))
SECONDS = Histogram(
    "reperes_request_seconds",
    "Time to answer, inside the portal.",
    ("view",),
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
FROM_CACHE = Counter("reperes_pages_from_cache", "Pages answered as they were kept.", ("view",))


class MetricsMiddleware:
    """Counts each request, around all the rest. Left out where nobody may read the counts."""

    def __init__(self, get_response: GetResponse) -> None:
        if not (settings.METRICS_TOKEN or settings.METRICS_NETWORKS):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = perf_counter()
        response = self.get_response(request)
        view = view_of(request)
        method = request.method if request.method in METHODS else OTHER
        REQUESTS.labels(view, method, response.status_code).inc()
        SECONDS.labels(view).observe(perf_counter() - start)
        if getattr(request, "kept_view", None) is not None:
            FROM_CACHE.labels(view).inc()
        return response


def view_of(request: HttpRequest) -> str:
    """The name of the view that answered, from a closed list: no address ever becomes a label."""
    kept = getattr(request, "kept_view", None)
    if kept is not None:
        return kept
    if request.resolver_match is not None:
        return request.resolver_match.view_name or NO_VIEW
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else NO_VIEW


def may_read(request: HttpRequest, token: str, networks: list[Network]) -> bool:
    """Whether the request bears the token, or comes from an allowed address."""
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in networks)


@never_cache
@read_only
def metrics(request: HttpRequest) -> HttpResponse:
    """The counts in Prometheus's text format; for anyone else, the page does not exist."""
    if not may_read(request, settings.METRICS_TOKEN, settings.METRICS_NETWORKS):
        raise Http404
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
