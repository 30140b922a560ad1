"""HR keeps the yearly table: opens a campaign from the plan, enters a request, decides, freezes, sends, corrects."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Campaign, Edition, Entry, Organisation, Trace, Transmission
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


def test_the_table_is_frozen_sent_and_opened_again_for_a_reason(admin_client, campaign, union):
    page = address("campaign", "change", campaign.pk)
    admin_client.post(page, SHOWN | {"meeting_on": "2026-12-01", "organisations": [union.pk], "freeze": "on"})
    edition = Edition.objects.get()
    assert Campaign.objects.get().closed_at

    sent = {"edition": edition.pk, "organisation": union.pk, "sent_on": "2026-01-01", "means": "Courriel"}
    admin_client.post(address("transmission", "add"), sent)
    assert Transmission.objects.get().organisation == union
    later = sent | {"sent_on": (timezone.localdate() + timedelta(days=1)).isoformat(), "means": "Recommandé"}
    refused = admin_client.post(address("transmission", "add"), later)
    assert "Cette date est à venir" in told(refused)
    assert read(refused).one("input", name="means").attrs["value"] == "Recommandé"
    assert Transmission.objects.count() == 1
    assert "Dites pourquoi" in told(admin_client.post(page, SHOWN | {"reopening": ""}))
    admin_client.post(page, SHOWN | {"reopening": "Oubli."})

    assert Campaign.objects.get().closed_at is None
    assert Edition.objects.get() == edition
    for model, row in (("campaign", campaign), ("edition", edition), ("entry", campaign.entries.first())):
        assert admin_client.get(address(model, "change", row.pk)).status_code == 200
        assert admin_client.get(address(model, "changelist")).status_code == 200
        assert admin_client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_an_organisation_is_recorded_and_traced(admin_client):
    admin_client.post(address("organisation", "add"), {"name": "CFDT", "college": "salaries"})
    row = Organisation.objects.get()
    admin_client.post(address("organisation", "change", row.pk), {"name": "CFDT Santé", "college": "salaries"})

    assert [trace.after["nom"] for trace in Trace.objects.of(row)] == ["CFDT Santé", "CFDT"]
