"""The counts: for whoever the configuration allows, by view, without an address or a person."""

import re

import pytest
from django.test import Client

from config import environment as env
from config import metrics
from config.environment import Refusal

TOKEN = "a token of these tests alone"


@pytest.fixture
def counted(settings):
    """A portal that counts and keeps its pages."""
    settings.METRICS_TOKEN = TOKEN
    settings.PAGE_CACHE_BYTES = 4 * 2**20


def read(client: Client | None = None, **headers: str) -> str:
    response = (client or Client()).get("/metriques/", headers={"Authorization": f"Bearer {TOKEN}"} | headers)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


def value(text: str, name: str, **labels: str) -> float:
    """The value of one line of counts, 0 when there is none."""
    wanted = ",".join(f'{key}="{labels[key]}"' for key in sorted(labels))
    found = re.search(rf"^{name}{{{re.escape(wanted)}}} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


@pytest.mark.django_db
def test_requests_are_counted_by_view_method_and_status(counted):
    before, client = read(), Client()

    client.get("/emplois/?q=secretsearch")
    client.head("/emplois/clcc/aide-soignant/")
    client.get("/nulle-part/secretplace/")
    client.generic("BREW", "/")

    after = read()

    def more(name, **labels):
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("reperes_requests_total", view="job_list", method="GET", status="200") == 1
    assert more("reperes_requests_total", view="job_detail", method="HEAD", status="200") == 1
    assert more("reperes_requests_total", view="aucune", method="GET", status="404") == 1
    assert more("reperes_requests_total", view="home", method="AUTRE", status="405") == 1
    assert more("reperes_request_seconds_count", view="job_list") == 1
    assert "secret" not in after


@pytest.mark.django_db
def test_a_page_answered_from_the_cache_is_counted_as_such_under_its_view(counted):
    client = Client()
    client.get("/grilles/")
    before = read(client)

    client.get("/grilles/")

    after = read(client)
    for name, labels in (
        ("reperes_pages_from_cache_total", {"view": "grid_list"}),
        ("reperes_requests_total", {"view": "grid_list", "method": "GET", "status": "200"}),
    ):
        assert value(after, name, **labels) - value(before, name, **labels) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer autre", TOKEN, f"bearer {TOKEN}", "Bearer é"])
def test_without_the_token_the_page_does_not_exist(counted, given):
    assert Client().get("/metriques/", headers={"Authorization": given}).status_code == 404


@pytest.mark.django_db
def test_by_default_nobody_reads_and_nothing_is_counted(settings):
    assert Client().get("/metriques/", headers={"Authorization": "Bearer "}).status_code == 404
    with pytest.raises(metrics.MiddlewareNotUsed):
        metrics.MetricsMiddleware(lambda request: None)


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "status"), [("10.0.0.7", 200), ("10.0.0.8", 404), ("2001:db8::1", 200), ("", 404)])
def test_an_allowed_address_needs_no_token(settings, place, status):
    settings.METRICS_NETWORKS = env.networks("X", env={"X": "10.0.0.7, 2001:db8::/32"})

    assert Client(REMOTE_ADDR=place).get("/metriques/").status_code == status


@pytest.mark.django_db
def test_an_address_is_not_believed_on_its_word(settings):
    """Without a proxy of ours, what the visitor writes in X-Forwarded-For is not read; with one, only its own word."""
    settings.METRICS_NETWORKS = env.networks("X", env={"X": "10.0.0.7"})
    said = {"X-Forwarded-For": "10.0.0.7"}
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metriques/", headers=said).status_code == 404

    settings.PROXIES = 1
    for written, status in (("10.0.0.7, 192.0.2.9", 404), ("192.0.2.9, 10.0.0.7", 200), ("", 404)):
        client = Client(REMOTE_ADDR="127.0.0.1")
        assert client.get("/metriques/", headers={"X-Forwarded-For": written}).status_code == status


@pytest.mark.parametrize("text", ["partout", "10.0.0.0/99", "10.0.0.1/8"])
def test_an_address_that_is_not_one_stops_the_start(text):
    with pytest.raises(Refusal, match="METRICS_ADDRESSES"):
        env.networks("METRICS_ADDRESSES", env={"METRICS_ADDRESSES": text})
