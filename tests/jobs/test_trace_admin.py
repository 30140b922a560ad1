"""What people did is read on what they did it to, is taken away as a file, and is not rewritten."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from grids.models import Grid
from jobs.actions import record_date, save_draft, start_revision
from jobs.actions.entered_facts import record_fact
from jobs.models import Placement, Trace
from jobs.printing.traces import changes_told
from tests.jobs.desk import at, person, signed_in
from tests.jobs.versions import amendment, edited, fields_of, the_job
from tests.pages import read
from texts.models import TextDate
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


def test_a_trace_says_in_french_what_changed_field_by_field(desk, admin_user):
    text = amendment(admin_user, signed=date(2026, 3, 2))
    record_date(TextDate(document=text, kind="effet", value=date(2026, 5, 1)), by=admin_user)
    row = Placement(job=the_job(), grid=Grid.objects.get(slug="clcc-non-cadres"), document=text, rating="187")
    record_fact(row, levels=list(row.grid.levels.filter(code="E")), by=admin_user)
    row.rating = "212"
    record_fact(row, levels=list(row.grid.levels.filter(code="E")), by=admin_user)

    page = read(desk.get(reverse("admin:jobs_placement_history", args=[row.pk]))).one("main")

    changed, made = [table for table in page.all("table") if "desk-found" in table.attrs["class"]]
    rows = [[cell.text for cell in line.all("th") + line.all("td")] for line in changed.all("tr")[1:]]
    assert rows == [["Cotation", "187", "212"]]
    assert ["Texte porteur", "rien", "Avenant 2026-01"] in [
        [cell.text for cell in line.all("th") + line.all("td")] for line in made.all("tr")
    ]
    dated = desk.get(reverse("admin:texts_document_history", args=[text.pk])).content.decode()
    assert "<td>1er mai 2026</td>" in dated
    assert "prise d’effet" in dated
    assert "{&quot;" not in dated
    trace = Trace.objects.get(deed="classement_saisi", before__isnull=False)
    assert "<td>212</td>" in desk.get(reverse("admin:jobs_trace_change", args=[trace.pk])).content.decode()


def test_moments_are_those_of_paris():
    told = changes_told({"close_le": "2026-07-01T22:30:00+00:00"}, None, {})

    assert told == [{"label": "Close le", "was": "2 juillet 2026 à 00 h 30", "became": "rien"}]


def test_a_save_shows_the_lines_that_it_changed_and_no_other(desk, draft):
    page = read(desk.get(at("history", draft))).one("main")

    saved = next(table for table in page.all("table") if "desk-found" in table.attrs["class"])
    rows = saved.all("tr")[1:]
    assert len(rows) in {1, 2}
    assert "=Accueillir" in saved.text
