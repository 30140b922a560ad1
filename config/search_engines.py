"""What search engines are told: which addresses there are, and which are not for them."""

from collections.abc import Iterable
from datetime import date

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from careers.queries import path_cards
from jobs.queries.addresses import mapped_jobs
from jobs.queries.grids import grid_cards
from jobs.queries.revision import campaign_years
from texts.queries import document_cards
from texts.views import read_only

#: pages that take no argument
PAGES = ("/", "/emplois/", "/grilles/", "/parcours/", "/revision/", "/documents/", "/anomalies/", "/changements/",
         "/rapprochement/", "/api/v1/docs", "/donnees/", "/accessibilite/", "/mentions-legales/",
         "/donnees-personnelles/")  # fmt: skip
#: the desk
CLOSED = ("/admin/",)


class Addresses(Sitemap):
    """Addresses with the day on which what they show last changed, where that day is known."""

    def __init__(self, rows: Iterable[tuple[str, date | None]]) -> None:
        self.rows = sorted(rows)

    def items(self) -> list[tuple[str, date | None]]:
        return self.rows

    def location(self, item: tuple[str, date | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, date | None]) -> date | None:
        return item[1]

    def get_latest_lastmod(self) -> None:
        """The page of each is dated, not the map: most days are not known."""


@read_only
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every public page that is not a question. Twelve queries at most, however many jobs.

    The day is that on which HR adopted the version in force: that of an official text is not when its page changed.
    """
    today = timezone.localdate()
    undated = [*PAGES, *(card.url for card in document_cards()), *(card.url for card in path_cards(day=today))]
    undated += [f"/revision/{year}/" for year, _ in campaign_years()]
    for grid, *_ in grid_cards(day=today):
        undated += [grid.url, *(f"{grid.url}{level.key}/" for level in grid.levels)]
    rows = [(address, None) for address in undated] + mapped_jobs(day=today)
    return sitemap(request, {"pages": Addresses(rows)})


@read_only
def robots_txt(request: HttpRequest) -> HttpResponse:
    """The desk is not for robots; the map says the rest."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
