"""What people did is read on what they did it to, is taken away as a file, and is not rewritten."""

import csv
import io

import pytest
from django.urls import reverse

from jobs.actions import save_draft, start_revision
from jobs.models import Trace
from tests.jobs.desk import at, person, signed_in
from tests.jobs.versions import edited, fields_of, the_job
from texts.spreadsheets import CSV

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return signed_in(person("rédactrice", "Rédacteur"))


@pytest.fixture
def draft(admin_user):
    sheet = start_revision(the_job(), by=admin_user)
    first = fields_of(sheet)[0].text.splitlines()[0]
    return save_draft(sheet, fields=edited(fields_of(sheet), first, "=Accueillir"), revision=0, by=admin_user)


def test_the_history_of_a_version_and_of_its_job_says_who_when_before_and_after(desk, draft):
    for address in (at("history", draft), reverse("admin:jobs_job_history", args=[draft.job_id])):
        page = desk.get(address).content.decode()

        assert "brouillon enregistré" in page
        assert "révision ouverte" in page
        assert page.count("=Accueillir") == 1
        assert "<td>admin</td>" in page


def test_a_row_that_nobody_touched_says_so(desk, draft):
    page = desk.get(reverse("admin:jobs_job_history", args=[the_job(key="brancardier").pk])).content.decode()

    assert "Personne n’y a touché ici." in page


def test_a_history_costs_the_same_whatever_its_length(desk, draft, admin_user, django_assert_num_queries):
    with django_assert_num_queries(7):
        desk.get(at("history", draft))
    save_draft(draft, fields=fields_of(draft)[1:], revision=1, by=admin_user)
    with django_assert_num_queries(7):
        desk.get(at("history", draft))


def test_the_traces_shown_are_taken_away_inert(desk, draft):
    answer = desk.get(reverse("admin:jobs_trace_csv"), {"deed__exact": "brouillon_enregistre"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert answer["Content-Type"] == CSV
    assert [(row["Qui"], row["Acte"], row["Nature"], row["Objet"]) for row in rows] == [
        ("admin", "brouillon enregistré", "jobs.sheet", str(draft.pk))
    ]
    assert "=Accueillir" in rows[0]["Après"]
    assert not any(cell.startswith("=") for cell in rows[0].values())
    assert Trace.objects.count() > len(rows)


def test_the_list_offers_the_file_of_what_it_shows(desk, draft):
    page = desk.get(reverse("admin:jobs_trace_changelist"), {"deed__exact": "revision_ouverte"}).content.decode()

    assert f"{reverse('admin:jobs_trace_csv')}?deed__exact=revision_ouverte" in page


def test_no_one_writes_a_trace(desk, draft, admin_client):
    trace = Trace.objects.first()
    for client in (desk, admin_client):
        answers = [
            client.get(reverse("admin:jobs_trace_add")),
            client.post(reverse("admin:jobs_trace_change", args=[trace.pk]), {"reason": "x"}),
            client.post(reverse("admin:jobs_trace_delete", args=[trace.pk]), {"post": "yes"}),
        ]
        assert [answer.status_code for answer in answers] == [403] * 3
