"""Who has the data already is told so, by their mark or by their date, and never when they have changed."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from config.page_cache import PageCacheMiddleware, last_modified
from grids.models import Grid
from tests.jobs.versions import amendment, next_version, the_job
from texts.models import CatalogueState
from texts.queries import catalogue_state
from texts.watching import watch

DATA = ["/api/v1/emplois?referentiel=fph", "/api/v1/documents", "/api/v1/grilles", "/api/v1/parcours",
        "/api/v1/anomalies", "/api/v1/changements", "/emplois.csv?referentiel=fph", "/emplois/ucanss/060101.json",
        "/documents/clcc-avenant-2023-06.txt", "/flux/", "/sitemap.xml"]  # fmt: skip
CHANGED = datetime(2026, 3, 1, 9, 30, 15, 400_000, tzinfo=UTC)
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(params=[4 * 2**20, 0], ids=["kept", "not kept"])
def room(request, settings) -> int:
    """The portal keeps its pages, or none."""
    settings.PAGE_CACHE_BYTES = request.param
    return request.param


@pytest.fixture
def clock(monkeypatch) -> SimpleNamespace:
    """The hour, which a test moves."""
    clock = SimpleNamespace(now=NOON)
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def cached(room, clock) -> Client:
    """A visitor at noon of a portal that changed for the last time that morning."""
    CatalogueState.objects.update(changed_at=CHANGED)
    return Client()


@pytest.mark.django_db
@pytest.mark.parametrize("address", DATA)
def test_data_say_since_when_they_stand_and_are_not_sent_twice(cached, address):
    first = cached.get(address)
    date_alone = {"If-Modified-Since": first.headers["Last-Modified"]}

    assert first.headers["Last-Modified"] == "Sun, 01 Mar 2026 09:30:16 GMT"
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first.headers["ETag"]
    for headers in (date_alone, {"If-None-Match": first.headers["ETag"]}):
        again = cached.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Last-Modified"] == first.headers["Last-Modified"]
    before = cached.get(address, headers={"If-Modified-Since": http_date(CHANGED.timestamp() - 1)})
    assert (before.status_code, before.content) == (200, first.content)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [DATA[0], DATA[7], DATA[8]])
def test_head_says_of_data_what_get_does_and_sends_nothing(cached, address):
    asked, head = cached.get(address), cached.head(address)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Length", "Content-Type"):
        assert head.headers.get(name) == asked.headers[name], name
    for held in ({"If-Modified-Since": head.headers["Last-Modified"]}, {"If-None-Match": head.headers["ETag"]}):
        assert cached.head(address, headers=held).status_code == 304


@pytest.mark.django_db
def test_head_of_a_file_sends_no_file(settings, tmp_path):
    (tmp_path / "texte.pdf").write_bytes(b"%PDF-1.7 ...")
    middleware = PageCacheMiddleware(lambda _: FileResponse((tmp_path / "texte.pdf").open("rb")))

    head = middleware(RequestFactory().head("/documents/texte/original.pdf"))

    assert (b"".join(head.streaming_content), head.headers["Content-Length"]) == (b"", "12")
    assert head.file_to_stream is None  # a server would send it by itself
    head.close()


@pytest.mark.django_db
def test_the_mark_counts_before_the_date(cached):
    headers = {"If-None-Match": '"autre"', "If-Modified-Since": http_date(NOON.timestamp())}

    assert cached.get(DATA[0], headers=headers).status_code == 200


@pytest.mark.django_db
def test_what_was_never_sent_is_not_sent_to_who_has_it_from_another_process(cached):
    response = cached.get(DATA[1], headers={"If-Modified-Since": http_date(NOON.timestamp())})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/emplois/ucanss/060101/", "/api/v1/emplois?page=0", "/emplois.csv?x=1"])
def test_a_page_or_a_refusal_gives_no_date(cached, address):
    assert "Last-Modified" not in cached.get(address).headers


@pytest.mark.django_db
def test_suggestions_keep_their_own_delay(cached):
    assert cached.get("/api/v1/suggestions?q=aide").headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/emplois/clcc/aide-soignant.json", "/api/v1/emplois/clcc/aide-soignant"])
def test_what_takes_effect_today_is_not_hidden_by_the_date_of_yesterday(room, clock, admin_user, address):
    tonight = datetime(2026, 6, 9, 22, 0, tzinfo=UTC)  # midnight in Paris, the tenth
    clock.now = tonight - timedelta(hours=4)
    coming = amendment(admin_user, effect=date(2026, 6, 10))
    next_version(the_job(), "Accueillir", "Recevoir", document=coming, by=admin_user)
    client = Client()
    clock.now = tonight - timedelta(seconds=1)
    CatalogueState.objects.update(changed_at=tonight - timedelta(hours=3))

    before = client.get(address)
    known = {"If-Modified-Since": before.headers["Last-Modified"]}
    assert client.get(address, headers=known).status_code == 304
    clock.now = tonight + timedelta(seconds=1)
    after = client.get(address, headers=known)

    assert "Recevoir" not in before.content.decode()
    assert (after.status_code, "Recevoir" in after.content.decode()) == (200, True)
    assert after.headers["Last-Modified"] == "Tue, 09 Jun 2026 22:00:00 GMT"


@pytest.mark.django_db
def test_an_answer_made_before_midnight_and_sent_after_it_does_not_bear_the_date_of_today(room, clock):
    tonight = datetime(2026, 6, 9, 22, 0, tzinfo=UTC)
    CatalogueState.objects.update(changed_at=tonight - timedelta(days=40))

    def slow(request):
        answer = HttpResponse(f"le {timezone.localdate():%d}")
        clock.now += timedelta(milliseconds=1100)
        return answer

    middleware = PageCacheMiddleware(slow)
    clock.now = tonight - timedelta(milliseconds=50)
    late = middleware(RequestFactory().get("/api/v1/x"))
    known = late.headers["Last-Modified"]
    after = middleware(RequestFactory().get("/api/v1/x", headers={"If-Modified-Since": known}))

    assert (late.content, known) == (b"le 09", "Mon, 08 Jun 2026 22:00:00 GMT")
    assert (after.status_code, after.content) == (200, b"le 10")


@pytest.mark.django_db
def test_a_change_is_seen_by_who_asks_by_date(room):
    CatalogueState.objects.update(changed_at=timezone.now() - timedelta(days=2))
    client = Client()
    known = client.get("/api/v1/grilles").headers["Last-Modified"]

    Grid.objects.filter(slug="ucanss-soignants").update(title="Autre titre")
    connection.check_constraints()  # what the database does at the end of a transaction

    response = client.get("/api/v1/grilles", headers={"If-Modified-Since": known})
    assert response.status_code == 200
    assert "Autre titre" in response.content.decode()
    assert abs(catalogue_state()[1] - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("changed", "now", "since"),
    [
        (CHANGED, NOON, "Sun, 01 Mar 2026 09:30:16 GMT"),
        (CHANGED, CHANGED + timedelta(milliseconds=100), None),  # the second of the change is not over
        (CHANGED, CHANGED + timedelta(milliseconds=601), "Sun, 01 Mar 2026 09:30:16 GMT"),
        (CHANGED, NOON + timedelta(days=1), "Sun, 01 Mar 2026 23:00:00 GMT"),  # midnight in Paris: what counts changes
    ],
)
def test_a_date_is_given_once_nothing_more_can_come_before_it(changed, now, since):
    found = last_modified(changed, now=now)

    assert (http_date(found) if found else None) == since
    assert found is None or parse_http_date(http_date(found)) <= now.timestamp()


@pytest.mark.django_db(transaction=True)
def test_a_database_taken_back_to_before_the_moment_was_kept_is_watched_all_the_same(reloaded):
    try:
        with StringIO() as out:
            call_command("migrate", "texts", "0002", verbosity=0, stdout=out)
        with connection.cursor() as cursor:
            cursor.execute("SELECT token FROM texts_cataloguestate")
            (token,) = cursor.fetchone()
            cursor.execute("UPDATE grids_grid SET title = 'Autre titre' WHERE slug = 'ucanss-soignants'")
            cursor.execute("SELECT token FROM texts_cataloguestate")
            assert cursor.fetchone() != (token,)
    finally:
        call_command("migrate", "texts", verbosity=0)
    watch()
    assert catalogue_state()
