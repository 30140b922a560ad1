"""The pages about the portal say what is so, and that they do not know the rest."""

import re

import pytest
from django.test import Client

from config.accounts.counting import KNOWN_FOR, WINDOW
from tests.pages import facts, read
from texts.models import Document

pytestmark = pytest.mark.django_db
PAGES = ["/accessibilite/", "/mentions-legales/", "/donnees-personnelles/", "/donnees/"]
PUBLISHER = "Association d’essai, 1 rue de l’Essai, 00000 Essai"


def told(client, address: str) -> str:
    return read(client.get(address)).one("main").text


@pytest.mark.parametrize("address", ["/", "/emplois/ucanss/060101/"])
def test_every_page_leads_to_them(client, address):
    links = {link.url for link in read(client.get(address)).one("footer").all("a")}

    assert set(PAGES) <= links


def test_the_legal_notice_says_what_is_set(client, settings):
    settings.REPERES_PUBLISHER = PUBLISHER
    settings.REPERES_PUBLICATION_DIRECTOR = "Claude Essai"
    settings.REPERES_HOSTED_BY = "Hébergeur d’essai"
    settings.REPERES_CONTACT_EMAIL = "contact@example.org"

    found = read(client.get("/mentions-legales/"))

    assert facts(found) == {
        "Éditeur": PUBLISHER,
        "Responsable de la publication": "Claude Essai",
        "Hébergeur": "Hébergeur d’essai",
        "Contact": "contact@example.org",
    }
    assert found.links()["contact@example.org"] == "mailto:contact@example.org"


def test_the_legal_notice_guesses_nothing(client, settings):
    for name in ("PUBLISHER", "PUBLICATION_DIRECTOR", "HOSTED_BY", "CONTACT_EMAIL"):
        setattr(settings, f"REPERES_{name}", "")

    assert set(facts(read(client.get("/mentions-legales/"))).values()) == {"non renseigné"}


def test_what_is_kept_of_people_is_said_with_what_is_set(client, settings):
    settings.REPERES_PUBLISHER, settings.REPERES_LOGS_KEPT = PUBLISHER, "6 mois"
    settings.REPERES_CONTACT_EMAIL, settings.SESSION_COOKIE_AGE = "contact@example.org", 8 * 3600

    found = told(client, "/donnees-personnelles/")

    for words in ("Durée de conservation : 6 mois.", f"Responsable du traitement : {PUBLISHER}.", "contact@example.org",
                  "8 heures au plus"):  # fmt: skip
        assert words in found


def test_what_is_kept_of_people_is_not_guessed(client, settings):
    settings.REPERES_PUBLISHER = settings.REPERES_LOGS_KEPT = settings.REPERES_CONTACT_EMAIL = ""

    found = told(client, "/donnees-personnelles/")

    assert found.count("non renseigné") == 3


@pytest.mark.parametrize("address", ["/", "/emplois/ucanss/060101/", "/comparer/?emploi=clcc/aide-soignant"])
def test_no_cookie_is_set_as_the_page_says(client, address):
    client.get(address)

    assert client.cookies == {}


def test_each_text_has_its_issuer_and_no_invented_licence(client):
    found = read(client.get("/donnees/"))

    (section,) = [row for row in found.all("section") if row.attrs.get("aria-labelledby") == "conditions"]
    rows = [row.text for row in section.all("li")]
    documents = list(Document.objects.order_by("order", "slug"))
    assert [row.split(". Émetteur : ") for row in rows] == [
        [text.title, f"{text.issuer}. Conditions de reprise : non précisées dans le texte."] for text in documents
    ]
    assert "MIT" in section.text
    assert not re.search(r"CC[ -]BY|Creative Commons|Licence Ouverte|Etalab", found.text)


def test_no_text_that_comes_with_the_portal_speaks_of_its_reuse():
    """What the page says of them: their words, read for anything that sounds like a condition."""
    condition = re.compile(
        r"licence ouverte|creative commons|©|copyright|tous droits|réutilisation|reproduction", re.IGNORECASE
    )

    assert [text.slug for text in Document.objects.all() if condition.search(text.text)] == []


def test_every_file_named_on_the_page_is_there(client):
    found = read(client.get("/donnees/"))

    files = {link.url for link in found.one("table").all("a")}
    assert len(files) == 7 * 4
    assert {address: client.get(address).status_code for address in files} == dict.fromkeys(files, 200)


@pytest.mark.parametrize(("address", "cost"), [(address, int(address == "/donnees/")) for address in PAGES])
def test_they_ask_the_database_for_nothing_but_the_texts(django_assert_num_queries, address, cost):
    with django_assert_num_queries(cost):
        assert Client().get(address).status_code == 200


def test_the_page_says_all_that_a_sign_in_leaves(client, settings) -> None:
    settings.CSRF_COOKIE_AGE = 200 * 86_400

    text = read(client.get("/donnees-personnelles/")).one("main").text

    for said in (
        "est posé dès que la page de connexion s’ouvre et reste 200 jours",
        f"gardées {KNOWN_FOR.days} jours",
        f"comptés {WINDOW.seconds // 60} minutes",
        "l’adresse de cet annuaire et le code par lequel il désigne la personne",
        "La sauvegarde de chaque nuit contient tout cela, les comptes compris",
    ):
        assert said in text
