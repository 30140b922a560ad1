"""HR registers a text that the portal does not hold: what it is, who signed it, its dates, its wording."""

from datetime import date

import pytest
from django.urls import reverse

from jobs.models import Trace
from tests.harness import page_faults
from tests.jobs.desk import person, signed_in
from texts.models import Document, Passage

pytestmark = pytest.mark.django_db
ADD = "admin:texts_document_add"


@pytest.fixture
def desk(db):
    return signed_in(person("valideuse", "Valideur"))


def sent(**changed) -> dict[str, str]:
    return {
        "kind": "avenant", "title": "Avenant n° 2026-01 du 2 mars 2026", "short_title": "Avenant 2026-01",
        "issuer": "Fédération", "reference": "2026-01", "nor": "ASET2650001M", "idcc": "2046",
        "date_signature": "2026-03-02", "date_notification": "", "date_fin_opposition": "", "date_effet": "2026-05-01",
        "signataires": "Unicancer | employeurs\nSyndicat X | Salariés", "redaction": "Article 1\n– Accueillir\n",
    } | changed  # fmt: skip


def plain(response) -> str:
    html = response.content.decode()
    return html.replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def test_a_text_is_registered_with_its_signatories_its_dates_and_its_wording(desk):
    assert "Coller la rédaction" not in plain(desk.get(reverse(ADD)))

    response = desk.post(reverse(ADD), sent())

    assert response.status_code == 302
    text = Document.objects.with_dates().get(slug="avenant-2026-01")
    assert (text.nor, text.origin, text.signed_on, text.effect_on) == (
        "ASET2650001M", "saisie", date(2026, 3, 2), date(2026, 5, 1),
    )  # fmt: skip
    assert text.signatories == [
        {"organisation": "Unicancer", "college": "employeurs"},
        {"organisation": "Syndicat X", "college": "salaries"},
    ]
    assert list(Passage.objects.filter(document=text).order_by("order").values_list("text", flat=True)) == [
        "Article 1", "–", "Accueillir",
    ]  # fmt: skip
    assert list(Trace.objects.of(text).order_by("pk").values_list("deed", flat=True)) == [
        "texte_enregistre", "texte_colle",
    ]  # fmt: skip
    assert "texte enregistré" in plain(desk.get(reverse("admin:texts_document_history", args=[text.pk])))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Ce champ est obligatoire."),
        ({"signataires": "Unicancer"}, "Ligne 1 : écrivez l’organisation"),
        ({"date_effet": "2026-01-01"}, "précède sa signature"),
        ({"nor": "DÉJÀ"}, "Un texte porte déjà ce NOR"),
        ({"date_signature": "2026-02-30"}, "date valide"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(desk, changed, said):
    Document.objects.filter(slug="clcc-avenant-2021-01").update(nor="DÉJÀ")
    before = Document.objects.count()

    page = plain(desk.post(reverse(ADD), sent(**changed)))

    assert said in page
    assert "– Accueillir" in page
    assert Document.objects.count() == before
    assert not Trace.objects.exists()


def test_a_text_registered_without_its_wording_receives_it_once(desk):
    desk.post(reverse(ADD), sent(redaction=""))
    text = Document.objects.get(slug="avenant-2026-01")
    place = reverse("admin:texts_document_wording", args=[text.pk])
    page = plain(desk.get(reverse("admin:texts_document_change", args=[text.pk])))
    assert f'href="{place}"' in page
    assert page_faults(desk.get(place).content.decode()) == []

    desk.post(place, {"redaction": "Article 1\n\nAccueillir"})

    assert Document.objects.get(pk=text.pk).text == "Article 1\n\nAccueillir\n"
    assert desk.get(place).status_code == 404
    assert place not in plain(desk.get(reverse("admin:texts_document_change", args=[text.pk])))


def test_a_text_of_the_portal_is_not_given_another_wording(desk):
    text = Document.objects.get(slug="clcc-avenant-2021-01")

    assert desk.get(reverse("admin:texts_document_wording", args=[text.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"reference": "  2026-01 ", "idcc": ""}, "référence"),
        ({"title": "AVENANT n° 2026-01 du 2 mars 2026"}, "titre"),
        ({"redaction": "Article 1\n\n–   Accueillir"}, "rédaction"),
    ],
)
def test_a_text_that_looks_like_one_held_is_doubted_once_with_a_link_then_believed(desk, changed, same):
    desk.post(reverse(ADD), sent())
    held = Document.objects.get(slug="avenant-2026-01")
    other = sent(nor="", idcc="", reference="", title="Tout autre", redaction="", short_title="Autre") | changed

    page = plain(desk.post(reverse(ADD), other))

    assert f"Le portail a déjà un texte de même {same}." in page
    assert f'href="{reverse("admin:texts_document_change", args=[held.pk])}"' in page
    assert 'type="checkbox" name="distinct"' in page
    assert Document.objects.filter(origin="saisie").count() == 1
    assert desk.post(reverse(ADD), other | {"distinct": "on"}).status_code == 302
    assert Document.objects.filter(origin="saisie").count() == 2


@pytest.mark.parametrize("same", [{"nor": "aset2650001m"}, {"reference": "2026-01 "}])
def test_a_text_of_the_same_key_is_refused_with_a_link_even_when_one_insists(desk, same):
    desk.post(reverse(ADD), sent())
    held = Document.objects.get(slug="avenant-2026-01")
    other = sent(nor="", reference="", title="Tout autre", redaction="") | same

    page = plain(desk.post(reverse(ADD), other | {"distinct": "on"}))

    assert "porte déjà ce" in page
    assert f'href="{reverse("admin:texts_document_change", args=[held.pk])}"' in page
    assert Document.objects.filter(origin="saisie").count() == 1


def test_the_wording_of_another_text_is_doubted_when_it_is_pasted_later(desk):
    desk.post(reverse(ADD), sent())
    desk.post(reverse(ADD), sent(title="Autre", short_title="Autre", reference="", nor="", redaction=""))
    place = reverse("admin:texts_document_wording", args=[Document.objects.get(title="Autre").pk])

    page = plain(desk.post(place, {"redaction": "Article 1\n– Accueillir"}))

    assert "même rédaction" in page
    assert Document.objects.get(title="Autre").text == ""
    assert desk.post(place, {"redaction": "Article 1\n– Accueillir", "distinct": "on"}).status_code == 302
