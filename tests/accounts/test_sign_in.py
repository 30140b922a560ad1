"""The door of the desk: how often one may try, what is said, what is kept, and by what hash."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.test import Client

from config import settings as written
from config.accounts import counting
from config.accounts.counting import Knock
from config.accounts.models import FailedSignIn, KnownPlace
from jobs.actions import start_revision
from tests.jobs.desk import at, person
from tests.jobs.versions import the_job
from tests.pages import read

pytestmark = pytest.mark.django_db

DOOR = "/admin/login/"
RIGHT, WRONG = "un mot de passe", "un autre"
HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def clock(monkeypatch):
    """The hour of the counts, which a test moves."""
    clock = SimpleNamespace(now=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    monkeypatch.setattr(counting, "timezone", SimpleNamespace(now=lambda: clock.now))
    return clock


@pytest.fixture
def camille():
    return person("camille", "Rédacteur")


def knock(password: str, *, username: str = "camille", place: str = HERE) -> str:
    """Tries a password: "in", or what the page says."""
    response = Client(REMOTE_ADDR=place).post(DOOR, {"username": username, "password": password})
    if response.status_code == 302:
        return "in"
    return read(response).one("p", "errornote").text


def fail(times: int, **options: str) -> list[str]:
    return [knock(WRONG, **options) for _ in range(times)]


def is_shut(said: str) -> bool:
    return said.startswith("Trop d’essais n’ont pas abouti.")


def test_after_five_failures_at_one_door_one_is_told_when_to_try_again(camille, clock):
    said = fail(6)

    assert [is_shut(answer) for answer in said] == [False] * 5 + [True]
    assert is_shut(knock(RIGHT))
    assert "Réessayez dans 15 minutes (à " in said[5]


def test_a_refusal_says_429_and_when_to_come_back_on_the_same_page(camille, clock):
    client = Client(REMOTE_ADDR=HERE)
    answers = [client.post(DOOR, {"username": "camille", "password": WRONG}) for _ in range(6)]
    clock.now += timedelta(minutes=4)
    later = client.post(DOOR, {"username": "camille", "password": RIGHT})

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert [answer.headers.get("Retry-After") for answer in answers] == [None] * 5 + ["900"]
    assert (later.status_code, later.headers["Retry-After"]) == (429, "660")
    page = read(later)
    assert is_shut(page.one("p", "errornote").text)
    assert page.one("input", id="id_username").attrs["value"] == "camille"
    assert client.get(DOOR).status_code == 200


def test_a_refusal_lasts_a_quarter_of_an_hour_however_often_one_knocks(camille, clock):
    fail(5)
    for _ in range(14):
        clock.now += timedelta(minutes=1)
        assert is_shut(knock(RIGHT))

    clock.now += timedelta(minutes=1)

    assert knock(RIGHT) == "in"


def test_the_sentence_gives_the_time_that_is_left(camille, clock):
    fail(5)
    clock.now += timedelta(minutes=13, seconds=30)

    assert "Réessayez dans 2 minutes (à " in knock(WRONG)


def test_a_right_password_forgets_the_failures_before_it(camille, clock):
    fail(4)

    assert knock(RIGHT) == "in"
    assert not any(is_shut(said) for said in fail(5))


def test_an_account_that_does_not_exist_answers_word_for_word_the_same(camille, clock):
    assert fail(7) == fail(7, username="personne", place=THERE)


@pytest.mark.parametrize("spelling", ["Camille", " camille ", "ＣＡＭＩＬＬＥ"])
def test_another_spelling_of_the_account_is_no_other_account(camille, clock, spelling):
    fail(5)

    assert is_shut(knock(WRONG, username=spelling))


def test_who_guesses_elsewhere_does_not_shut_the_door_where_the_person_works(camille, clock):
    assert knock(RIGHT) == "in"
    for number in range(30):
        fail(1, place=f"203.0.113.{number}")

    assert is_shut(knock(WRONG, place=THERE))
    assert knock(RIGHT) == "in"


def test_guesses_from_everywhere_at_one_account_are_counted_together(camille, clock):
    said = [knock(WRONG, place=f"203.0.113.{number}") for number in range(21)]

    assert [is_shut(answer) for answer in said] == [False] * 20 + [True]


def test_a_place_is_forgotten_as_known_after_ninety_days(camille, clock):
    knock(RIGHT)
    clock.now += timedelta(days=91)
    for number in range(20):
        fail(1, place=f"203.0.113.{number}")

    assert is_shut(knock(RIGHT))


def test_one_place_that_tries_every_account_is_refused(camille, clock):
    said = [knock(WRONG, username=f"compte{number}") for number in range(41)]

    assert [is_shut(answer) for answer in said] == [False] * 40 + [True]
    assert knock(RIGHT, place=THERE) == "in"


def test_a_whole_network_of_ipv6_is_one_place(camille, clock):
    for number in range(5):
        fail(1, place=f"2001:db8::{number + 1:x}")

    assert is_shut(knock(WRONG, place="2001:db8::ffff"))
    assert not is_shut(knock(WRONG, place="2001:db8:0:1::1"))


def test_attempts_made_together_are_all_counted(clock):
    """Each process writes its attempt before it counts: of twenty at once, none is looked at beyond the limit."""
    together = [Knock.of("camille", HERE) for _ in range(20)]
    assert [one.wait() for one in together] == [0] * 20

    for one in together:
        one.begin()

    assert all(one.wait(sure=1) for one in together)


def test_the_page_where_a_session_ended_counts_too(admin_user, camille, clock):
    draft = start_revision(the_job(), by=admin_user)
    place, client = at("edit", draft), Client(REMOTE_ADDR=HERE)
    fail(5)

    client.get(DOOR)
    response = client.post(place, {"reconnexion": "1", "username": "camille", "password": RIGHT, "rubriques": "0"})

    assert "Trop d’essais" in response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (429, "900")


def test_what_is_kept_names_nobody_and_goes(camille, clock):
    fail(2)
    knock(RIGHT, place=THERE)
    kept = [*FailedSignIn.objects.values_list("account", "place"), *KnownPlace.objects.values_list("account", "place")]

    assert len(kept) == 3
    assert all(len(digest) == 32 and int(digest, 16) for row in kept for digest in row)

    clock.now += timedelta(minutes=16)
    fail(1, username="autre")
    assert FailedSignIn.objects.count() == 1


def test_the_same_work_is_done_for_an_account_that_does_not_exist(camille, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *a: hashed.append(a) or encode(self, *a))
    shut = get_user_model().objects.create_user("fermée", password=RIGHT, is_staff=True, is_active=False)
    keyless = get_user_model().objects.create_user("sans clé", is_staff=True)

    costs = []
    for name in ("camille", "personne", shut.username, keyless.username):
        hashed.clear()
        knock(WRONG, username=name)
        costs.append(len(hashed))

    assert costs == [1, 1, 1, 1]


@pytest.mark.parametrize("old", ["pbkdf2_sha256", "scrypt"])
def test_an_older_hash_becomes_argon2_at_the_next_sign_in(camille, settings, old):
    settings.PASSWORD_HASHERS = written.PASSWORD_HASHERS
    camille.password = make_password(RIGHT, hasher=old)
    camille.save()

    assert knock(RIGHT) == "in"

    camille.refresh_from_db()
    assert camille.password.startswith("argon2$argon2id$")
    assert camille.check_password(RIGHT)


def test_the_form_names_the_other_ways_in(camille):
    page = read(Client().get(DOOR))

    assert [link.url for link in page.one("ul", "desk-ways").all("a")] == ["/admin/mot-de-passe/"]
