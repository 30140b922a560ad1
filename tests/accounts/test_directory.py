"""Entering by the organisation's directory: the certified server answers for real, and each lie is refused."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from config.accounts import configuration
from config.accounts.configuration import Directory, is_safe, read_roles
from config.accounts.directory import NotProven, client_of, read_person
from config.environment import Refusal
from jobs.enums import Deed
from jobs.models import Trace
from tests.jobs.desk import person
from tests.pages import read

pytestmark = pytest.mark.long

ROLES = (("rh", "Rédacteur"), ("direction", "Valideur"), ("commission", "Membre de commission"))
OUT, BACK = "/admin/annuaire/", "/admin/annuaire/retour/"
FORM = re.compile(r'<form[^>]* action="([^"]+)"')
PROMPT = re.compile(r'name="prompt" value="(\w+)"')


@pytest.fixture
def directory(settings, issuer) -> Directory:
    """The portal knows the server."""
    client_of.cache_clear()
    settings.DIRECTORY = Directory(issuer, "reperes", "a secret of this test alone", "l’hôpital", roles=ROLES)
    return settings.DIRECTORY


def signed_there(address: str, name: str) -> str:
    """Signs in at the server and agrees, as a person would: the path and query that it sends the browser back to."""
    with requests.Session() as browser:
        answer = browser.get(address, allow_redirects=False, timeout=10)
        for _ in range(12):
            if answer.is_redirect:
                place = requests.compat.urljoin(answer.url, answer.headers["Location"])
                if place.startswith("http://testserver/"):
                    return place.removeprefix("http://testserver")
                answer = browser.get(place, allow_redirects=False, timeout=10)
            else:
                typed = {"prompt": PROMPT.search(answer.text)[1], "login": name, "password": "x"}
                place = requests.compat.urljoin(answer.url, unescape(FORM.search(answer.text)[1]))
                answer = browser.post(place, typed, allow_redirects=False, timeout=10)
    pytest.fail("the server never sent the browser back")


def come(name: str, client: Client | None = None, after: str = ""):
    """Someone of the directory, known there as « name.group.group », asks to come in."""
    client = client or Client()
    there = client.get(OUT + (f"?{urlencode({'next': after})}" if after else ""))
    assert there.status_code == 302
    return client.get(signed_there(there.headers["Location"], name))


def said(response) -> str:
    return read(response).one("main").text


@pytest.mark.django_db
def test_a_group_of_the_directory_opens_its_role(directory):
    client = Client()

    response = come("camille.rh.autre", client, after="/admin/jobs/job/?q=a")

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/jobs/job/?q=a")
    assert client.get("/admin/jobs/job/").status_code == 200
    user = get_user_model().objects.get(username="camille")
    assert [group.name for group in user.groups.all()] == ["Rédacteur"]
    assert (user.first_name, user.email, user.is_superuser) == ("Camille", "camille@example.org", False)
    assert not user.has_usable_password()
    trace = Trace.objects.get(deed=Deed.LISTED)
    assert (trace.subject_id, trace.before, trace.after) == (user.pk, [], ["Rédacteur"])


@pytest.mark.django_db
def test_a_second_visit_finds_the_same_account_with_the_groups_of_the_day(directory):
    come("camille.rh.direction")
    user = get_user_model().objects.get(username="camille")
    user.groups.add(Group.objects.create(name="À part"))
    user.groups.add(Group.objects.get(name="Administrateur"))

    come("camille.rh.direction")

    assert get_user_model().objects.count() == 1
    assert {group.name for group in user.groups.all()} == {"Rédacteur", "Valideur", "À part"}


@pytest.mark.django_db
def test_without_a_role_the_door_stays_shut_and_no_account_is_made(directory):
    response = come("camille.visite")

    assert response.status_code == 403
    assert "rien ne vous y donne accès" in said(response)
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
def test_an_account_that_was_closed_here_stays_closed(directory):
    come("camille.rh")
    get_user_model().objects.update(is_active=False)

    client = Client()
    assert come("camille.rh", client).status_code == 403
    assert client.get("/admin/").status_code == 302


@pytest.mark.django_db
def test_a_local_account_of_the_same_name_is_never_opened_and_keeps_its_door(directory):
    local = person("camille", "Administrateur")
    local.email = "camille@example.org"
    local.save()
    client = Client()

    come("camille.rh", client)

    assert client.get("/admin/auth/user/").status_code == 403
    assert sorted(get_user_model().objects.values_list("username", flat=True)) == ["camille", "camille-2"]
    typed = {"username": "camille", "password": "un mot de passe"}
    assert Client().post("/admin/login/", typed).status_code == 302


def changed(path: str, **values: str) -> str:
    parts = urlsplit(path)
    return f"{parts.path}?{urlencode(dict(parse_qsl(parts.query)) | values)}"


@pytest.mark.django_db
def test_what_proves_nothing_opens_nothing(directory):
    client, stranger = Client(), Client()
    back = signed_there(client.get(OUT).headers["Location"], "camille.rh")

    lies = [
        (stranger, back),  # a browser that asked for nothing
        (client, changed(back, iss="https://ailleurs.example")),
        (client, changed(back, code="inventé")),
        (client, back),  # the request was used by the one before
        (client, BACK),
        (client, f"{BACK}?error=access_denied&state=x"),
    ]

    for browser, path in lies:
        response = browser.get(path)
        assert response.status_code == 400, path
        assert "ne prouve pas qui vous êtes" in said(response)
        assert browser.get("/admin/").status_code == 302
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
def test_a_token_made_for_another_request_is_refused(directory):
    client = Client()
    back = signed_there(client.get(OUT).headers["Location"], "camille.rh")
    session = client.session
    [state] = [key for key in session.keys() if key.startswith("_state_annuaire_")]  # noqa: SIM118  no mapping
    session[state] = session[state] | {"data": session[state]["data"] | {"nonce": "un autre"}}
    session.save()

    assert client.get(back).status_code == 400


@pytest.mark.django_db
def test_a_portal_that_the_directory_does_not_know_is_refused(directory, settings):
    settings.DIRECTORY = Directory(directory.issuer, "reperes", "another secret", roles=ROLES)

    assert come("camille.rh").status_code == 400


@pytest.mark.django_db
def test_a_directory_that_is_away_leaves_the_password(settings):
    settings.DIRECTORY = Directory("http://127.0.0.1:9", "reperes", "secret", "l’hôpital", roles=ROLES)

    response = Client().get(OUT)

    assert response.status_code == 503
    assert "Le service de connexion de l’hôpital ne répond pas." in said(response)
    assert "/admin/login/" in {link.url for link in read(response).all("a")}


@pytest.mark.django_db
def test_a_directory_that_bears_another_name_is_not_believed(directory, settings):
    settings.DIRECTORY = Directory(f"{directory.issuer}/", "reperes", "a secret of this test alone", roles=ROLES)

    assert Client().get(OUT).status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", ""])
def test_one_is_never_sent_elsewhere_afterwards(directory, after):
    assert come("camille.rh", after=after).headers["Location"] == "/admin/"


@pytest.mark.django_db
def test_the_door_shows_the_directory_only_where_there_is_one(settings):
    assert [Client().get(path).status_code for path in (OUT, BACK)] == [404, 404]
    assert OUT not in {link.url for link in read(Client().get("/admin/login/")).all("a")}

    settings.DIRECTORY = Directory("https://annuaire.example", "reperes", "secret", "l’hôpital", roles=ROLES)

    [link] = [link for link in read(Client().get("/admin/login/?next=/admin/")).all("a") if OUT in link.url]
    assert (link.text, link.url) == ("Entrer avec l’hôpital", f"{OUT}?next=/admin/")


# What the settings say


def test_a_long_name_of_a_group_keeps_its_commas_and_equal_signs():
    assert read_roles("cn=rh,ou=groupes=Rédacteur; dsi = Administrateur ;") == (
        ("cn=rh,ou=groupes", "Rédacteur"),
        ("dsi", "Administrateur"),
    )


@pytest.mark.parametrize("text", ["rh", "rh=Chef", "=Rédacteur"])
def test_a_role_that_is_not_one_stops_the_start(text):
    with pytest.raises(Refusal, match="OIDC_ROLES"):
        read_roles(text)


@pytest.mark.parametrize(
    ("issuer", "safe"),
    [
        ("https://annuaire.example", True),
        ("http://127.0.0.1:8080", True),
        ("http://annuaire.example", False),
        ("http://127.0.0.1.example", False),
        ("ftp://127.0.0.1", False),
        ("https://", False),
    ],
)
def test_a_directory_is_spoken_to_under_tls(issuer, safe):
    assert is_safe(issuer) is safe


def test_a_directory_half_set_stops_the_start(monkeypatch):
    monkeypatch.setenv("OIDC_ISSUER", "https://annuaire.example")

    with pytest.raises(Refusal, match="OIDC_CLIENT_ID"):
        configuration.read_directory()


def test_without_an_issuer_there_is_no_directory():
    assert configuration.read_directory() is None


DIRECTORY = Directory("https://a.example", "reperes", "secret", roles=ROLES)


@pytest.mark.parametrize(
    ("claims", "username", "roles"),
    [
        ({"sub": "1", "preferred_username": "camille", "groups": "rh"}, "camille", {"Rédacteur"}),
        ({"sub": "1", "email": "c@example.org", "groups": ["rh", 3, None]}, "c@example.org", {"Rédacteur"}),
        ({"sub": "1", "preferred_username": ["x"], "groups": {"rh": 1}}, "1", set()),
        ({"sub": "1", "preferred_username": "<b>\x00\u202e" + "x" * 500}, "-b-" + "x" * 137, set()),
    ],
)
def test_claims_of_the_wrong_kind_are_left_out(claims, username, roles):
    found = read_person(claims, DIRECTORY)

    assert (found.username, found.roles) == (username, roles)


@pytest.mark.parametrize("subject", [None, "", 12, "x" * 256])
def test_someone_without_a_subject_is_nobody(subject):
    with pytest.raises(NotProven):
        read_person({"sub": subject}, DIRECTORY)
