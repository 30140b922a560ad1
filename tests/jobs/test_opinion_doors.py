"""Both doors of an opinion, signed in and by a link: what was typed comes back, and who may no more says no more."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from jobs.actions import mandates as mandate_actions
from jobs.actions import opinions as actions
from jobs.models import Mandate, Opinion, Remark
from tests.harness import CheckingClient
from tests.jobs.desk import person, signed_in
from tests.jobs.opinions import KEY, committee
from tests.jobs.test_opinion_desk import ASKED, at
from tests.jobs.test_revision_admin import told
from tests.pages import notices, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(db):
    return person("membre", "Membre de commission")


@pytest.fixture
def held(admin_user, member):
    return committee(admin_user, user=member)


@pytest.fixture
def desk(held):
    return signed_in(person("valideuse", "Valideur"))


def typed_in(answer) -> dict[str, str]:
    """What the form of an opinion holds: its texts, and the position chosen."""
    page = read(answer)
    texts = {box.attrs["name"]: box.text for box in page.all("textarea") if "name" in box.attrs}
    chosen = [box.attrs["value"] for box in page.all("input", type="radio") if "checked" in box.attrs]
    return {name: text for name, text in texts.items() if text} | {"position": "".join(chosen)}


def test_a_form_of_another_session_is_not_taken_and_gives_the_text_back(member, held):
    browser = signed_in(member, enforce_csrf_checks=True)
    data = {"position": "reserve", "remarque": "En tout.", f"remarque-{held.anchor}": "Ici."}

    answer = browser.post(at("entry", "opinion", held.entry.pk), {"lu": held.read} | data)
    asked = browser.post(ASKED, {"campagne": held.campaign.pk, "emploi": "", "raison": "Le télétravail."})

    assert notices(read(answer))[0].startswith("Rien n’est encore enregistré.")
    assert typed_in(answer) == data
    assert typed_in(asked)["raison"] == "Le télétravail."
    assert not Opinion.objects.exists()


def test_a_session_that_ended_gives_the_opinion_back_after_signing_in_again(member, held):
    browser, page = CheckingClient(), at("entry", "opinion", held.entry.pk)
    data = {"lu": held.read, "position": "reserve", "remarque": "En tout.\r\nOui.", f"remarque-{held.anchor}": "<Ici>"}
    assert browser.get(page)["Location"].startswith(reverse("admin:login"))

    lost = read(browser.post(page, data))

    assert "Rien n’est perdu" in lost.text
    carried = {box.attrs["name"]: box.attrs["value"] for box in lost.all("input", type="hidden")}
    again = carried | {"username": "membre", "password": "un mot de passe"}
    wrong = browser.post(page, again | {"password": "x"})
    assert "En tout." in read(wrong).text
    assert wrong.context["user"].is_anonymous

    back = browser.post(page, again)

    assert notices(read(back))[0].startswith("Rien n’est encore enregistré.")
    assert typed_in(back) == {
        "position": "reserve", "remarque": "En tout. Oui.", f"remarque-{held.anchor}": "<Ici>",
    }  # fmt: skip
    assert not Opinion.objects.exists()
    assert browser.post(page, data).status_code == 302
    assert sorted(Remark.objects.values_list("text", flat=True)) == ["<Ici>", "En tout.\r\nOui."]


def test_what_was_typed_under_another_account_is_given_back_too(member, held):
    person("rédactrice", "Rédacteur")
    data = {"campagne": held.campaign.pk, "emploi": "", "raison": "Le télétravail.", "reconnexion": "1"}

    answer = CheckingClient().post(ASKED, data | {"username": "rédactrice", "password": "un mot de passe"})

    assert answer.status_code == 403
    assert read(answer).one("h1").text == "Ce compte ne donne pas d’avis ici."
    assert [box.text for box in read(answer).all("textarea")] == ["Le télétravail."]


def test_a_mandate_is_for_an_account_that_may_give_opinions(desk, held):
    writer = person("rédactrice", "Rédacteur")
    data = {"campaign": held.campaign.pk, "organisation": held.organisations["FO"].pk, "holder": "Zoé Petit",
            "starts_on": timezone.localdate().isoformat(), "user": writer.pk}  # fmt: skip

    refused = desk.post(at("mandate", "add"), data)
    assert "« rédactrice » n’a pas le rôle de membre de commission" in told(refused)
    assert read(refused).one("input", name="holder").attrs["value"] == "Zoé Petit"
    assert Mandate.objects.count() == 3

    writer.groups.add(Group.objects.get(name="Membre de commission"))
    assert desk.post(at("mandate", "add"), data).status_code == 302
    assert Mandate.objects.latest("pk").user == writer


def test_an_organisation_that_left_speaks_no_more_and_what_it_said_is_kept(desk, member, held, client):
    browser, page = signed_in(member), at("entry", "opinion", held.entry.pk)
    link = held.link("FO")
    held.gives("CFDT", "favorable", by=member)
    held.gives("FO", "reserve")
    given = {"lu": held.read, "position": "defavorable", "remarque": "En tout."}
    orgs = [held.organisations["Unicancer"].pk]
    rows = {f"{name}-{what}_FORMS": "0" for name in ("entries", "editions") for what in ("TOTAL", "INITIAL")}
    assert desk.post(at("campaign", "change", held.campaign.pk), {"organisations": orgs, **rows}).status_code == 302

    doors = browser.post(page, given), client.post(held.address(link, KEY), given)

    for answer in doors:
        assert answer.status_code == 410
        assert read(answer).one("h1").text == "Votre organisation ne participe plus à cette campagne."
        assert "En tout." in [box.text for box in read(answer).all("textarea")]
    with pytest.raises(actions.NoLongerTakesPart):
        held.gives("FO", "favorable")
    public = read(client.get(f"/revision/{held.campaign.year}/{KEY}/"))
    assert [box.one("h3").text for box in public.all("article", "opinion")] == ["Unicancer", "CFDT", "FO"]
    assert public.text.count("Cette organisation ne participe plus à la campagne") == 2
    assert "1 favorable, 1 réservé, dont 2 d’une organisation qui ne participe plus" in public.text
    opinion = Opinion.objects.get(organisation__name="FO")
    assert "l’organisation ne participe plus" in desk.get(at("opinion", "change", opinion.pk)).content.decode()


def test_a_mandate_that_ended_speaks_no_more_and_what_was_said_under_it_stands(desk, member, held):
    browser, page = signed_in(member), at("entry", "opinion", held.entry.pk)
    opinion = held.gives("CFDT", "favorable", by=member)
    mandate_actions.end_mandate(held.mandates["CFDT"], reason="Fin.", by=held.by)

    answer = browser.post(page, {"lu": held.read, "position": "defavorable", "remarque": "En tout."})

    assert answer.status_code == 410
    assert [box.text for box in read(answer).all("textarea")] == ["défavorable", "En tout."]
    assert Opinion.objects.get() == opinion
    assert "terminé" in read(desk.get(at("opinion", "change", opinion.pk))).one("div", "field-mandate_today").text
