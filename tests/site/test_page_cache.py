"""A page asked for again is the one that was sent, until anything that it may show changes, by whatever way."""

import gzip
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from config import page_cache
from config.page_cache import Kept, PageCacheMiddleware, Pages, is_for_everybody
from grids.models import Grid
from jobs.models import Framework, Job, Sheet
from texts.models import CatalogueState
from texts.queries import catalogue_token
from texts.watching import UNWATCHED, unwatch, watch, watched_tables

SHEET = "/emplois/ucanss/060101/"


@pytest.fixture
def cached(settings) -> Client:
    """A visitor of a portal that keeps its pages, with a cache of its own."""
    settings.PAGE_CACHE_BYTES = 4 * 2**20
    return Client()


def commit() -> None:
    """What the database does at the end of a transaction; the test's own never ends."""
    connection.check_constraints()


def queries_of(django_assert_max_num_queries, client: Client, address: str, **headers) -> tuple[HttpResponse, int]:
    with django_assert_max_num_queries(50) as seen:
        response = client.get(address, **headers)
    return response, len(seen)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", SHEET, "/emplois/?q=infirmier", "/emplois.csv", "/api/v1/emplois/ucanss/060101"]
)
def test_a_page_asked_for_again_costs_one_query_and_is_the_same(cached, django_assert_max_num_queries, address):
    first, cost = queries_of(django_assert_max_num_queries, cached, address)
    again, less = queries_of(django_assert_max_num_queries, cached, address)

    assert cost > less == 1
    assert (again.status_code, again.content, dict(again.headers)) == (200, first.content, dict(first.headers))


@pytest.mark.django_db
def test_who_has_the_page_already_is_told_so(cached):
    first = cached.get(SHEET)

    again = cached.get(SHEET, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.django_db
@pytest.mark.parametrize("room", [4 * 2**20, 0], ids=["kept", "not kept"])
@pytest.mark.parametrize("address", [SHEET, "/emplois.csv", "/sante/", "/nulle-part/"])
def test_head_is_answered_as_get_without_the_page(settings, room, address):
    settings.PAGE_CACHE_BYTES = room
    cached = Client()
    first, asked, again = cached.head(address), cached.get(address), cached.head(address)

    assert first.content == again.content == b""
    for response in (first, again):
        assert response.status_code == asked.status_code
        for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Length", "Content-Type"):
            assert response.headers.get(name) == asked.headers.get(name), name
    if asked.status_code == 200 and address != "/sante/":
        assert cached.head(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_a_page_is_compressed_once_and_plain_for_who_asks_it_plain(cached):
    plain = cached.get(SHEET)
    first, again = (cached.get(SHEET, headers={"Accept-Encoding": "gzip"}) for _ in range(2))

    assert again.content == first.content
    assert gzip.decompress(again.content) == plain.content == cached.get(SHEET).content
    assert cached.get(SHEET, headers={"Accept-Encoding": "br"}).content == plain.content


def rename_by_bulk():
    Grid.objects.filter(slug="ucanss-soignants").update(title="Autre titre")


def rename_by_hand():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE grids_grid SET title = 'Autre titre' WHERE slug = 'ucanss-soignants'")


def rename_one():
    grid = Grid.objects.get(slug="ucanss-soignants")
    grid.title = "Autre titre"
    grid.save()


@pytest.mark.django_db
@pytest.mark.parametrize("rename", [rename_by_bulk, rename_by_hand, rename_one])
def test_a_change_made_by_whatever_way_is_seen_at_the_very_next_request(cached, rename):
    before = cached.get("/grilles/ucanss-soignants/").content.decode()

    rename()
    commit()

    after = cached.get("/grilles/ucanss-soignants/").content.decode()
    assert "Autre titre" not in before
    assert "Autre titre" in after


@pytest.mark.django_db
def test_a_change_that_is_given_up_changes_no_page(cached, django_assert_max_num_queries):
    cached.get(SHEET)
    token = catalogue_token()

    with transaction.atomic():
        rename_by_bulk()
        commit()
        transaction.set_rollback(True)

    assert catalogue_token() == token
    assert queries_of(django_assert_max_num_queries, cached, SHEET)[1] == 1


@pytest.mark.django_db
def test_a_load_that_changes_nothing_leaves_the_pages(cached, django_assert_max_num_queries):
    cached.get(SHEET)

    call_command("load_fixtures", verbosity=0)

    assert queries_of(django_assert_max_num_queries, cached, SHEET)[1] == 1


@pytest.mark.django_db
def test_tomorrow_is_another_page(cached, monkeypatch, django_assert_max_num_queries):
    cached.get(SHEET)

    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2030, 1, 2))

    assert queries_of(django_assert_max_num_queries, cached, SHEET)[1] > 1


@pytest.mark.django_db
def test_two_names_of_the_site_have_each_their_pages(cached, settings):
    settings.ALLOWED_HOSTS = ["un.example", "deux.example"]

    one, two = (cached.get(SHEET, headers={"Host": host}).content.decode() for host in settings.ALLOWED_HOSTS)

    assert "http://un.example/" in one
    assert "http://deux.example/" in two


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sante/", "/admin/login/", "/nulle-part/", "/emplois/?au=hier"])
def test_what_belongs_to_a_person_or_a_moment_is_not_kept(cached, django_assert_max_num_queries, address):
    first = queries_of(django_assert_max_num_queries, cached, address)
    again = queries_of(django_assert_max_num_queries, cached, address)

    if address.startswith("/emplois/"):  # it says that the day makes no sense, and is the same for everybody
        assert again[1] == 1
    else:
        assert again[1] == first[1]


@pytest.mark.django_db
def test_who_signs_in_reads_the_same_pages_without_a_trace(cached):
    cached.force_login(get_user_model().objects.create_user("camille"))

    assert cached.get(SHEET).content == Client().get(SHEET).content
    assert "Set-Cookie" not in cached.get(SHEET).headers


@pytest.mark.django_db
def test_a_database_that_is_not_ready_is_not_cached(cached, django_assert_max_num_queries):
    CatalogueState.objects.all().delete()

    costs = [queries_of(django_assert_max_num_queries, cached, SHEET)[1] for _ in range(2)]

    assert costs[0] == costs[1] > 2


# The place itself


def page(size: int) -> Kept:
    return Kept(b"x" * (size - page_cache.OVERHEAD), ())


def test_the_place_is_bounded_and_the_least_asked_leaves_first():
    pages = Pages(room=30_000)
    pages.find(1, ("a",))
    for key in "abc":
        pages.keep(1, (key,), page(10_000))
    pages.find(1, ("a",))
    pages.keep(1, ("d",), page(10_000))

    assert [bool(pages.find(1, (key,))) for key in "abcd"] == [True, False, True, True]
    assert pages.taken == 30_000


def test_a_page_made_before_a_change_is_not_kept_after_it():
    pages = Pages(room=30_000)
    pages.find(1, ("a",))
    pages.find(2, ("a",))
    pages.keep(1, ("a",), page(10_000))

    assert pages.find(2, ("a",)) is None
    assert pages.taken == 0


@pytest.mark.parametrize(
    ("headers", "status", "kept"),
    [
        ({}, 200, True),
        ({"Vary": "Accept-Encoding"}, 200, True),
        ({"Cache-Control": "public, max-age=300"}, 200, True),
        ({"Vary": "Accept-Encoding, Cookie"}, 200, False),
        ({"Vary": "*"}, 200, False),
        ({"Cache-Control": "private"}, 200, False),
        ({"Cache-Control": "max-age=0, no-cache, no-store"}, 200, False),
        ({}, 404, False),
        ({}, 301, False),
    ],
)
def test_only_an_answer_for_everybody_is_kept(headers, status, kept):
    assert is_for_everybody(HttpResponse("x", status=status, headers=headers)) is kept


def test_an_answer_with_a_cookie_or_too_large_is_not_kept():
    signed = HttpResponse("x")
    signed.set_cookie("a", "b")

    assert not is_for_everybody(signed)
    assert not is_for_everybody(HttpResponse(b"x" * (page_cache.LARGEST + 1)))


@pytest.mark.django_db
def test_without_room_nothing_is_kept_and_a_page_costs_no_query_more(settings, django_assert_max_num_queries):
    settings.PAGE_CACHE_BYTES = 0
    made = []
    middleware = PageCacheMiddleware(lambda request: made.append(request.path) or HttpResponse("x"))

    with django_assert_max_num_queries(2) as seen:
        for address in ("/emplois/", "/emplois/", "/emplois.csv", "/emplois.csv"):
            middleware(RequestFactory().get(address))

    assert made == ["/emplois/", "/emplois/", "/emplois.csv", "/emplois.csv"]
    assert len(seen) == 2  # the date of each file
    assert middleware.pages.kept == {}


# The mark


def test_every_table_of_the_portal_is_watched_but_those_named():
    watched = set(watched_tables())

    assert {model._meta.db_table for model in (Framework, Job, Sheet, Grid)} <= watched
    assert {"jobs_placement_levels"} <= watched  # rows that join a placement and its levels
    assert UNWATCHED & watched == set()


def delete(model, row):
    model.objects.filter(pk=row.pk)._raw_delete("default")


def update(model, row):
    column = model._meta.concrete_fields[1].attname
    model.objects.filter(pk=row.pk).update(**{column: models.F(column)})


def insert(model, row):
    values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields[1:]}
    model.objects.bulk_create([model(**values)])


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["jobs_listingfacet", "jobs_placement_levels", "texts_textdate"])
@pytest.mark.parametrize("change", [insert, update, delete])
def test_a_change_of_any_table_is_marked(change, table):
    model = next(model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)
    row = model.objects.order_by("-pk").first()
    if change is insert:  # makes room, as another transaction would have
        delete(model, row)
        commit()
        CatalogueState.objects.update(writer=0)
    token = catalogue_token()

    change(model, row)
    commit()

    assert catalogue_token() != token


@pytest.mark.django_db
def test_migrating_again_makes_the_marks_again_and_another_token():
    token = catalogue_token()
    unwatch()
    rename_by_bulk()
    commit()
    assert catalogue_token() == token

    watch()
    made = catalogue_token()
    rename_by_hand()
    commit()

    assert len({token, made, catalogue_token()}) == 3
