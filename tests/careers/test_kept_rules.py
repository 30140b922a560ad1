"""Rules are read again as soon as anything changed, and kept otherwise; what a person answers is kept nowhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careers import kept_queries
from careers.kept_queries import ROOM, step_rules
from careers.models import Criterion
from tests.careers.conftest import DAY
from tests.careers.test_simulation_page import PATH, SECRETARY
from texts import shelf_queries as shelves
from texts.shelf_queries import Shelf

pytestmark = pytest.mark.django_db

ASKED = {"slug": "assistant-medical", "day": DAY, "step": "secretaire-medical"}


@pytest.fixture
def shelf(monkeypatch, settings):
    """A shelf of the test's own, as in production, and a token that the test draws."""
    settings.PAGE_CACHE_BYTES = 1_000_000
    own = Shelf(ROOM)
    monkeypatch.setattr(kept_queries, "shelf", own)
    monkeypatch.setattr(shelves, "catalogue_token", lambda: own_token[0])
    own_token = [1]
    own.draw = lambda token: own_token.__setitem__(0, token)
    return own


def asked_of_the_database(**asked):
    with CaptureQueriesContext(connection) as queries:
        found = step_rules(**asked)
    return len(queries), found


def test_rules_are_read_once_until_the_token_changes(shelf):
    first, rules = asked_of_the_database(**ASKED)
    again, same = asked_of_the_database(**ASKED)
    Criterion.objects.filter(step__key="secretaire-medical", key="evaluation").update(title="Autre titre")
    shelf.draw(2)
    after, changed = asked_of_the_database(**ASKED)

    assert (first, again, after) == (9, 0, 9)
    assert same is rules
    assert "Autre titre" in [row.title for row in changed.step("secretaire-medical").criteria]


def test_what_is_asked_in_vain_takes_no_room(shelf):
    step_rules(**ASKED | {"step": "autre"})
    step_rules(**ASKED | {"slug": "autre"})

    assert not shelf.kept


def test_the_shelf_has_an_end(shelf):
    shelf.room = 2
    for step in ("secretaire-administratif", "secretaire-medical", "assistant-medical-specialise"):
        step_rules(**ASKED | {"step": step})

    assert [key[2] for key in shelf.kept] == ["secretaire-medical", "assistant-medical-specialise"]


def test_a_value_made_under_a_token_that_is_gone_is_not_kept():
    shelf = Shelf(ROOM)
    shelf.find(1, ("a",))
    shelf.find(2, ("a",))

    shelf.keep(1, ("a",), object())

    assert not shelf.kept


def test_nothing_is_kept_where_pages_are_not(shelf, settings):
    settings.PAGE_CACHE_BYTES = 0

    step_rules(**ASKED)

    assert not shelf.kept


def test_no_answer_is_on_the_shelf(shelf, client):
    client.get(PATH, SECRETARY)

    assert [(slug, step) for slug, _, step in shelf.kept] == [("assistant-medical", "secretaire-administratif")]
