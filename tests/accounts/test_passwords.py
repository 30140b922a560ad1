"""A lost password: by mail where there is a mail server, by an administrator's link everywhere."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client

from jobs.enums import Deed
from jobs.models import Trace
from tests.jobs.desk import person
from tests.pages import read

pytestmark = pytest.mark.django_db

FORGOTTEN = "/admin/mot-de-passe/"
CHOSEN = {"new_password1": "quatre mots au hasard", "new_password2": "quatre mots au hasard"}


@pytest.fixture
def by_mail(settings):
    settings.EMAIL_HOST = "localhost"


@pytest.fixture
def camille():
    user = person("camille", "Rédacteur")
    user.email = "camille@example.org"
    user.save()
    return user


@pytest.fixture
def administrator():
    return person("dsi", "Administrateur")


def signed_in(user) -> Client:
    """The browser of `user`; the stock pages of accounts read the same table twice, once for who asks."""
    client = Client()
    client.force_login(user)
    return client


def ask(address: str, **options: str) -> Client:
    client = Client(**options)
    response = client.post(FORGOTTEN, {"email": address}, follow=True)
    for thread in threading.enumerate():
        if thread.name == "link by mail":
            thread.join(5)
    return response


def link_made(administrator, user) -> str:
    """The path that the administrator is shown."""
    response = signed_in(administrator).post(f"/admin/auth/user/{user.pk}/lien/")
    assert response.status_code == 200
    return read(response).one("input", id="lien").attrs["value"].removeprefix("http://testserver")


def choose(path: str, client: Client) -> str:
    """Opens a link and chooses a password: "in", or what the page says."""
    page = client.get(path, follow=True)
    if not page.redirect_chain:
        return read(page).one("div", id="content").text
    response = client.post(page.redirect_chain[-1][0], CHOSEN)
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    return "in"


def test_a_link_comes_by_mail_and_opens_once(by_mail, camille):
    ask("camille@example.org")

    [message] = mail.outbox
    assert message.to == ["camille@example.org"]
    assert message.subject == "Repères : choisir un autre mot de passe"
    path = re.search(r"http://testserver(/admin/mot-de-passe/\S+)", message.body)[1]
    client = Client()
    assert choose(path, client) == "in"
    assert client.get("/admin/").status_code == 200
    camille.refresh_from_db()
    assert camille.check_password(CHOSEN["new_password1"])
    assert "Ce lien ne vaut plus" in choose(path, Client())


def test_an_unknown_address_gets_the_same_answer_and_no_mail(by_mail, camille):
    known, unknown = ask("camille@example.org"), ask("personne@example.org")

    assert read(known).one("main").text == read(unknown).one("main").text
    assert known.redirect_chain == unknown.redirect_chain
    assert len(mail.outbox) == 1


def test_the_answer_does_not_wait_for_the_mail(by_mail, camille, monkeypatch):
    sent_in = []
    monkeypatch.setattr(
        "django.core.mail.message.EmailMessage.send", lambda *_: sent_in.append(threading.current_thread().name)
    )

    ask("camille@example.org")

    assert sent_in == ["link by mail"]


def test_links_are_not_sent_without_end(by_mail, camille):
    answers = [ask("camille@example.org") for _ in range(6)]

    assert len(mail.outbox) == 5
    assert "Trop de demandes : réessayez dans 15 minutes" in read(answers[5]).one("main").text
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert 880 < int(answers[5].headers["Retry-After"]) <= 900


def test_without_a_mail_server_one_is_told_whom_to_ask(camille):
    shown = Client().get(FORGOTTEN)
    ask("camille@example.org")

    assert "la personne qui l’administre" in read(shown).one("main").text
    assert read(shown).all("form", method="post") == []
    assert mail.outbox == []


def test_an_administrator_makes_a_link_that_is_traced_and_opens_once(camille, administrator):
    path = link_made(administrator, camille)

    assert choose(path, Client()) == "in"
    assert "Ce lien ne vaut plus" in choose(path, Client())
    made, used = Trace.objects.filter(subject="auth.user").order_by("pk")
    assert (made.deed, made.by, made.subject_id) == (Deed.KEYED, administrator, camille.pk)
    assert (used.deed, used.by, used.subject_id) == (Deed.REKEYED, camille, camille.pk)
    token = path.split("/")[-2]
    assert token not in str(list(Trace.objects.values()))


def test_a_link_is_good_for_a_day(camille, administrator, monkeypatch):
    path = link_made(administrator, camille)
    now = PasswordResetTokenGenerator()._now()

    for hours, good in ((23, True), (25, False)):
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, h=hours: now + timedelta(hours=h))
        assert bool(Client().get(path).status_code == 302) is good


def test_a_link_made_before_the_last_sign_in_is_dead(camille, administrator):
    path = link_made(administrator, camille)
    Client().post("/admin/login/", {"username": "camille", "password": "un mot de passe"})

    assert "Ce lien ne vaut plus" in choose(path, Client())


def test_the_link_of_a_closed_account_opens_nothing(camille, administrator):
    path = link_made(administrator, camille)
    camille.is_active = False
    camille.save()

    assert "Ce lien ne vaut plus" in choose(path, Client())
    assert signed_in(administrator).post(f"/admin/auth/user/{camille.pk}/lien/").status_code == 403


def test_nobody_gets_the_key_of_more_rights_than_theirs(camille, administrator, admin_user):
    root, writer = f"/admin/auth/user/{admin_user.pk}", person("écrit", "Valideur")

    assert signed_in(administrator).post(f"{root}/lien/").status_code == 403
    assert signed_in(administrator).post(f"{root}/password/", CHOSEN).status_code == 403
    assert signed_in(administrator).post(f"{root}/change/", {"username": "x"}).status_code == 403
    assert signed_in(writer).post(f"/admin/auth/user/{camille.pk}/lien/").status_code == 403
    assert Trace.objects.filter(deed=Deed.KEYED).count() == 0


def test_an_administrator_does_not_make_a_superuser(camille, administrator):
    client = signed_in(administrator)
    form = {"username": "camille", "is_active": "on", "is_staff": "on", "is_superuser": "on"}

    assert client.post(f"/admin/auth/user/{camille.pk}/change/", form).status_code == 302

    camille.refresh_from_db()
    assert not camille.is_superuser
    assert "is_superuser" not in {field.attrs.get("name") for field in read(client.get(
        f"/admin/auth/user/{camille.pk}/change/")).all("input")}  # fmt: skip


def test_the_button_stands_on_the_page_of_an_account(camille, administrator, admin_user):
    client = signed_in(administrator)
    target = f"/admin/auth/user/{camille.pk}/lien/"

    assert read(client.get(f"/admin/auth/user/{camille.pk}/change/")).all("form", action=target)
    assert client.get(target).status_code == 405
    closed = get_user_model().objects.create_user("close", is_active=False)
    page = read(client.get(f"/admin/auth/user/{closed.pk}/change/"))
    assert page.all("form", action=f"/admin/auth/user/{closed.pk}/lien/") == []
