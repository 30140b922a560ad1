"""The home of the desk says first what waits for the person, and only what they may open."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.actions import save_draft, send_back, start_revision, submit
from jobs.actions.mandates import give_mandate
from jobs.actions.opinions import give_opinion
from jobs.admin.home import tasks_of
from jobs.models import Organisation, Sheet
from jobs.queries.opinions import wording_of
from tests.harness import page_faults
from tests.jobs.campaigns import spoken_campaign
from tests.jobs.desk import person, signed_in
from tests.jobs.versions import amendment, edited, fields_of, next_version, the_job
from tests.jobs.workbooks import Workbook
from tests.pages import read

pytestmark = pytest.mark.django_db
LINE = "Accueillir et installer le patient"


@pytest.fixture
def writer():
    return person("rédactrice", "Rédacteur")


@pytest.fixture
def validator():
    return person("valideuse", "Valideur")


def written(key: str, by, *, out: bool = False):
    """A draft in which `by` wrote, out for opinion or not."""
    draft = start_revision(the_job(key=key), by=by)
    fields = fields_of(draft)
    draft = save_draft(draft, fields=edited(fields, fields[0].text.splitlines()[0], "Autre"), revision=0, by=by)
    return submit(draft, revision=1, by=by) if out else draft


def told(user) -> dict[str, int]:
    return {row["label"]: row["count"] for row in tasks_of(user)}


def test_who_writes_finds_their_own_drafts_and_imports(writer, validator):
    draft = written("aide-soignant", writer)
    written("brancardier", validator)
    written("agent-de-service", writer, out=True)
    Workbook("aide-soignant").given(writer)
    Workbook("aide-soignant").given(validator)

    page = signed_in(writer).get(reverse("admin:index"))

    assert page_faults(page.content.decode()) == []
    tasks = read(page).one("section", "desk-tasks")
    assert "Vos brouillons en rédaction : 1 Aide-soignant" in " ".join(tasks.text.replace("\u00a0", " ").split())
    assert reverse("admin:jobs_sheet_steps", args=[draft.pk]) in [link.attrs["href"] for link in tasks.all("a")]
    assert told(writer) == {"Vos brouillons en rédaction": 1, "Vos imports à relire": 1}


def test_who_adopts_finds_what_others_submitted_and_never_what_they_wrote(writer, validator, settings):
    sent = written("aide-soignant", writer, out=True)
    written("brancardier", validator, out=True)
    label = "Fiches soumises pour avis, à adopter ou à renvoyer"

    assert told(validator) == {label: 1}
    settings.REPERES_ADOPT_OWN_SHEETS = True
    assert told(validator) == {label: 2}
    settings.REPERES_ADOPT_OWN_SHEETS = False
    send_back(sent, reason="Trop court.", by=validator)
    assert told(validator) == {}
    [mine] = tasks_of(writer)
    assert mine["rows"][0]["label"] == "Aide-soignant (renvoyée)"


def test_a_text_without_its_day_of_effect_waits_for_it(validator, admin_user):
    text = amendment(admin_user, signed=date(2026, 3, 2))
    next_version(the_job(), LINE, "Autre", document=text, by=admin_user)

    [task] = tasks_of(validator)

    assert (task["count"], task["rows"][0]["label"]) == (1, "Avenant 2026-01")
    form = signed_in(validator).get(task["rows"][0]["url"]).content.decode()
    assert f'<option value="{text.pk}" selected>' in form


def test_what_organisations_say_waits_for_an_answer_and_a_proposal_for_an_opinion(writer, validator, admin_user):
    written("aide-soignant", writer, out=True)
    mandate = spoken_campaign(admin_user)
    member = person("membre", "Membre de commission")
    union = Organisation.objects.create(name="CFDT", college="salaries")
    mandate.campaign.organisations.add(union)
    held = give_mandate(
        campaign=mandate.campaign, organisation=union, holder="Zoé", user=member, by=admin_user,
        starts_on=timezone.localdate(),
    )  # fmt: skip

    assert told(validator) == {
        "Fiches soumises pour avis, à adopter ou à renvoyer": 1,
        "Demandes de révision sans réponse": 1,
        "Remarques sans réponse": 1,
    }
    assert told(member) == {"Avis demandés à votre organisation": 1}
    draft = Sheet.objects.select_related("based_on").get(stage="avis")
    read = wording_of(draft).token
    give_opinion(mandate=held.pk, job="aide-soignant", position="favorable", read=read, remarks={}, by=member)
    assert told(member) == {}


def test_nobody_is_told_of_what_they_may_not_open(admin_user):
    written("aide-soignant", admin_user, out=True)
    spoken_campaign(admin_user)

    page = signed_in(person("personne")).get(reverse("admin:index")).content.decode()

    assert "Rien ne vous attend ici en ce moment." in page
    assert told(person("autre", "Membre de commission")) == {}


def test_the_home_costs_the_same_whatever_waits(writer, validator, admin_user):
    def cost(user) -> int:
        client = signed_in(user)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse("admin:index"))
        return len(found)

    empty = cost(validator), cost(writer)
    for key in ("aide-soignant", "agent-de-service"):
        written(key, writer, out=True)
    written("brancardier", writer)
    spoken_campaign(admin_user)

    # session, user, rights of the user and of the group, journal; drafts, imports; and for who adopts: drafts out,
    # requests, remarks, texts
    assert empty == (cost(validator), cost(writer))
    assert empty == (11, 7)
