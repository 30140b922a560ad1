"""What a first visit weighs, as it is sent: the page, its styles, its scripts and its icon. Bytes, not time.

The contents, compressed as served. The headers of each answer add some 700 bytes over HTTP/1.1, next to nothing later.
"""

import gzip
import re
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db.models import Sum
from django.db.models.functions import Length
from django.test import Client

from jobs.models import Sheet
from tests.pages import Node, read

pytestmark = pytest.mark.django_db

#: bytes of a first visit, all its answers together
MOST_OF_A_SHEET = 35_000
COMPRESSED = {".css", ".js", ".svg"}


@dataclass(frozen=True)
class Visit:
    """What a page sends a browser that knows nothing of the portal, by the name of each answer."""

    page: Node
    weights: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.weights.values())


def asked_by(page: Node) -> list[str]:
    """What a browser asks for by itself to show a page."""
    links = [link.url for link in page.all("link") if link.attrs["rel"] in {"stylesheet", "icon", "preload"}]
    return links + [node.attrs["src"] for node in page.walk() if "src" in node.attrs]


def weight(address: str) -> int:
    """A static file as WhiteNoise sends it: compressed once and for all by gzip, where that makes it smaller."""
    path = settings.BASE_DIR / "static" / address.removeprefix(settings.STATIC_URL)
    content = path.read_bytes()
    assert not re.findall(rb"url\((?!['\"]?data:)", content) or path.suffix != ".css", f"{address} asks for more"
    return min(len(content), len(gzip.compress(content, 9))) if path.suffix in COMPRESSED else len(content)


def visit(address: str) -> Visit:
    """A first visit. Fails when the page asks anything of another site."""
    answer = Client().get(address, headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    page = read(Client().get(address))
    asked = asked_by(page)
    assert [url for url in asked if not url.startswith(settings.STATIC_URL)] == []
    return Visit(page, {address: len(answer.content)} | {url: weight(url) for url in asked})


def sheets_by_length() -> list[str]:
    """The addresses of the sheets, from the shortest to the longest."""
    rows = Sheet.objects.adopted().annotate(length=Sum(Length("sections__items__text"))).order_by("length", "pk")
    return [f"/emplois/{code}/{key}/" for code, key in rows.values_list("job__framework__code", "job__key")]


@pytest.mark.parametrize("which", ["longest", "second", "median"])
def test_a_first_visit_of_a_sheet_weighs_little(which):
    sheets = sheets_by_length()
    address = {"longest": sheets[-1], "second": sheets[-2], "median": sheets[len(sheets) // 2]}[which]

    found = visit(address)

    assert found.total <= MOST_OF_A_SHEET, found.weights


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 18_000), ("/emplois/", 27_000), ("/anomalies/", 95_000), ("/api/v1/docs", 40_000)],
)
def test_a_first_visit_of_a_long_page_is_bounded(address, most):
    found = visit(address)

    assert found.total <= most, found.weights


def test_no_script_holds_a_page_back():
    for address in ("/", "/emplois/", sheets_by_length()[-1]):
        scripts = [node for node in read(Client().get(address)).all("script") if "src" in node.attrs]
        assert scripts != []
        assert [node.attrs for node in scripts if "defer" not in node.attrs and "async" not in node.attrs] == []
