"""HR keeps the yearly table: opens a campaign from the plan, enters a request, decides, freezes, sends, corrects."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.actions.opinions import file_request
from jobs.actions.revision import decide
from jobs.models import Campaign, Edition, Entry, Organisation, Trace, Transmission
from tests.jobs.opinions import committee
from tests.jobs.versions import the_job
from tests.pages import read

pytestmark = pytest.mark.django_db

#: what the page of a campaign sends besides its own fields: its rows and its editions are only shown
SHOWN = {f"{rows}-{name}_FORMS": "0" for rows in ("entries", "editions") for name in ("TOTAL", "INITIAL")}


def address(model, page, *args):
    return reverse(f"admin:jobs_{model}_{page}", args=args)


def told(response) -> str:
    """Why a form is refused, as its page says it."""
    assert response.status_code == 200
    return " ".join(errors.text for errors in read(response).all("ul", "errorlist"))


@pytest.fixture
def union(db):
    return Organisation.objects.create(name="FO", college="salaries")


@pytest.fixture
def campaign(admin_client, union):
    """The campaign of the year, opened with what is proposed."""
    form = admin_client.get(address("campaign", "add")).context["adminform"].form
    data = {
        "year": form.initial["year"],
        "organisations": [union.pk],
        "jobs": [job.pk for job in form.initial["jobs"]],
    }
    assert admin_client.post(address("campaign", "add"), data).status_code == 302
    return Campaign.objects.get()


@pytest.fixture
def held(admin_user):
    """A campaign whose organisations are asked for their opinion of one proposal."""
    return committee(admin_user)


def test_the_campaign_is_opened_with_the_fifth_that_is_proposed(campaign, union):
    assert campaign.year == timezone.localdate().year
    assert campaign.entries.count() == 8
    assert list(campaign.organisations.all()) == [union]
    assert Trace.objects.of(campaign).get().deed == "campagne_ouverte"


def test_a_second_campaign_of_the_year_is_refused_by_its_form(admin_client, campaign):
    response = admin_client.post(address("campaign", "add"), {"year": campaign.year})

    assert response.status_code == 200
    assert "Cette année a déjà sa campagne." in response.content.decode()


def test_the_next_campaign_is_proposed_for_the_next_year(admin_client, campaign):
    form = admin_client.get(address("campaign", "add")).context["adminform"].form

    held = {entry.job_id for entry in campaign.entries.all()}
    assert form.initial["year"] == campaign.year + 1
    assert len(form.initial["jobs"]) >= 8
    assert held.isdisjoint(job.pk for job in form.initial["jobs"])


def test_a_request_is_entered_with_who_asks(admin_client, campaign, union):
    data = {"campaign": campaign.pk, "job": the_job().pk, "reason": "demande", "requested_by": ""}
    data["note"] = "Demandée au CSE."

    refused = admin_client.post(address("entry", "add"), data)
    assert "Rien n’est enregistré" in told(refused)
    assert "Demandée au CSE." in read(refused).one("textarea", name="note").text
    assert [row.attrs["value"] for row in read(refused).one("select", name="reason").all("option", selected="")] == [
        "demande"
    ]
    assert not Entry.objects.filter(job=the_job()).exists()

    admin_client.post(address("entry", "add"), data | {"requested_by": union.pk})
    assert Entry.objects.get(job=the_job()).requested_by == union


def test_a_sheet_is_examined_or_struck_for_a_reason(admin_client, campaign):
    first, second = campaign.entries.all()[:2]
    today = timezone.localdate().isoformat()

    page = address("entry", "change", first.pk)
    assert "Dites pourquoi" in told(admin_client.post(page, {"sort": "examinee", "why": "", "on": today}))
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused = admin_client.post(page, {"sort": "examinee", "why": "Toujours exacte.", "on": tomorrow.isoformat()})
    assert "Cette date est à venir" in told(refused)
    assert read(refused).one("textarea", name="why").text == "Toujours exacte."
    assert not Trace.objects.filter(deed="sort_d_une_fiche").exists()
    admin_client.post(page, {"sort": "examinee", "why": "Toujours exacte.", "on": today})
    admin_client.post(address("entry", "change", second.pk), {"sort": "rayer", "why": "En double.", "on": ""})

    assert Entry.objects.get(pk=first.pk).outcome == "examinee"
    assert not Entry.objects.filter(pk=second.pk).exists()
    assert Trace.objects.get(deed="emploi_raye").reason == "En double."


def confirms(client, page, **typed):
    """Presses the button of the screen that freezes, as it stands."""
    token = read(client.get(page)).one("input", name="lu").attrs["value"]
    return client.post(page, {"lu": token} | typed)


def test_what_will_be_frozen_is_told_with_all_that_is_left_open(admin_client, held):
    held.gives("FO", "reserve", remarks={held.anchor: "Est-ce une activité ?"})
    file_request(mandate=held.mandates["FO"].pk, job=the_job(key="secretaire").pk, reason="Le télétravail.")
    decide(
        held.campaign.entries.get(job__key="brancardier"), outcome="reportee", reason="Décret attendu.",
        on=timezone.localdate(), by=held.by,
    )  # fmt: skip

    page = read(admin_client.get(address("campaign", "freeze", held.campaign.pk))).one(id="content-main")

    counts = {row.one("th").text.split(" sans")[0]: row.one("td").text for row in page.one("tbody").all("tr")}
    assert {state: count for state, count in counts.items() if count != "0"} == {
        "Soumise pour avis": "1",
        "Reportée": "1",
    }
    left = {box.one("summary").text: [row.text for row in box.all("li")] for box in page.all("details")}
    assert left == {
        "1 fiche sans décision": ["Aide-soignant, soumise pour avis"],
        "1 fiche où des organisations n’ont pas donné d’avis": ["Aide-soignant : Unicancer, CFDT"],
        "1 remarque sans réponse": [
            "Aide-soignant, FO : Est-ce une activité ? (Une ligne du projet, dont le texte n’est pas publié)"
        ],
        "1 demande sans réponse": ["Secrétaire, FO (salariés)"],
    }
    assert "l’édition 1 du tableau" in page.text
    assert Edition.objects.count() == 0


def test_what_changed_since_it_was_read_is_read_again_before_it_is_frozen(admin_client, campaign):
    page = address("campaign", "freeze", campaign.pk)
    token = read(admin_client.get(page)).one("input", name="lu").attrs["value"]
    entry = campaign.entries.first()
    decide(entry, outcome="examinee", reason="Relue.", on=timezone.localdate(), by=Trace.objects.of(campaign).get().by)

    again = admin_client.post(page, {"lu": token})

    assert "Le tableau a changé depuis que vous l’avez relu" in read(again).one("div", "desk-note").text
    assert not Edition.objects.exists()
    assert confirms(admin_client, page).status_code == 302
    assert Edition.objects.get().number == 1


def test_the_table_is_frozen_sent_and_opened_again_for_a_reason(admin_client, campaign, union):
    page, closing = address("campaign", "change", campaign.pk), address("campaign", "freeze", campaign.pk)
    assert read(admin_client.get(page)).links()["Arrêter le tableau…"] == closing
    assert confirms(admin_client, closing).status_code == 302
    edition = Edition.objects.get()
    assert Campaign.objects.get().closed_at
    year = campaign.year
    shown = read(admin_client.get(closing)).one(id="content-main")
    for kind in ("PDF", "XLSX", "CSV"):
        assert shown.links()[f"{kind} du tableau {year}, édition 1"] == f"/revision/{year}.{kind.lower()}?edition=1"
    assert edition.sha256 in shown.text

    sending = address("campaign", "send", campaign.pk)
    many = {"organisations": [union.pk], "le": timezone.localdate().isoformat(), "par": "Remise en séance"}
    refused = admin_client.post(sending, many | {"organisations": []})
    assert "Cochez au moins une organisation." in read(refused).one("div", "desk-note").text
    assert read(refused).one("input", name="par").attrs["value"] == "Remise en séance"
    assert admin_client.post(sending, many).status_code == 302
    assert Transmission.objects.get().means == "Remise en séance"

    sent = {"edition": edition.pk, "organisation": union.pk, "sent_on": "2026-01-01", "means": "Courriel"}
    admin_client.post(address("transmission", "add"), sent)
    assert Transmission.objects.filter(organisation=union).count() == 2
    later = sent | {"sent_on": (timezone.localdate() + timedelta(days=1)).isoformat(), "means": "Recommandé"}
    refused = admin_client.post(address("transmission", "add"), later)
    assert "Cette date est à venir" in told(refused)
    assert read(refused).one("input", name="means").attrs["value"] == "Recommandé"
    assert Transmission.objects.count() == 2
    assert "Dites pourquoi" in told(admin_client.post(page, SHOWN | {"reopening": ""}))
    admin_client.post(page, SHOWN | {"reopening": "Oubli."})

    assert Campaign.objects.get().closed_at is None
    assert Edition.objects.get() == edition
    assert read(admin_client.get(closing)).one("textarea", name="raison").text == "Oubli."
    unexplained = confirms(admin_client, closing, raison=" ")
    assert "obligatoire" in read(unexplained).one("div", "desk-note").text
    confirms(admin_client, closing, raison="Une fiche manquait.")
    assert [row.number for row in Edition.objects.all()] == [1, 2]
    assert "Corrige l’édition 1 : Une fiche manquait." in read(admin_client.get(closing)).one(id="content-main").text
    for model, row in (("campaign", campaign), ("edition", edition), ("entry", campaign.entries.first())):
        assert admin_client.get(address(model, "change", row.pk)).status_code == 200
        assert admin_client.get(address(model, "changelist")).status_code == 200
        assert admin_client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_an_organisation_is_recorded_and_traced(admin_client):
    admin_client.post(address("organisation", "add"), {"name": "CFDT", "college": "salaries"})
    row = Organisation.objects.get()
    admin_client.post(address("organisation", "change", row.pk), {"name": "CFDT Santé", "college": "salaries"})

    assert [trace.after["nom"] for trace in Trace.objects.of(row)] == ["CFDT Santé", "CFDT"]
