"""HR's desk: everything opens, is found by its French name, says its source, and is read-only."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from grids.models import Grid, Level
from jobs.actions.tracing import leave_trace
from jobs.enums import Deed
from jobs.models import (
    Campaign,
    CommonBase,
    Edition,
    Entry,
    Erratum,
    Fact,
    Framework,
    GuaranteedPay,
    Import,
    Item,
    Job,
    JobCode,
    JobStatus,
    JobTitle,
    Listing,
    Mandate,
    MandateLink,
    Opinion,
    Organisation,
    Placement,
    Reach,
    Remark,
    Replacement,
    RevisionRequest,
    Sheet,
    Synonym,
    Trace,
    Transmission,
)
from texts.models import Anomaly, AnomalyDecision, Document, Passage, TextDate

pytestmark = pytest.mark.django_db

#: queries of each list: session, user, rows, their number, what each filter offers, links of several rows at once
LISTS = {
    Document: 4,
    Passage: 5,
    Anomaly: 5,
    TextDate: 5,
    Grid: 6,
    Level: 5,
    Framework: 4,
    Job: 6,
    JobTitle: 6,
    JobCode: 6,
    Fact: 6,
    JobStatus: 6,
    Replacement: 6,
    CommonBase: 5,
    Reach: 6,
    Placement: 8,
    GuaranteedPay: 6,
    Sheet: 6,
    Item: 5,
    Erratum: 4,
    Trace: 7,
}
#: words that are the same in both languages
FRENCH_AS_THEY_ARE = {Passage, Trace}
DESK = [model for model in admin.site._registry if model._meta.app_label in {"texts", "grids", "jobs"}]


@pytest.fixture
def erratum(aide_soignant_sheet):
    words = [{"type": "missions", "intitule": "", "elements": [{"texte": "Avant"}]}]
    return Erratum.objects.create(sheet=aide_soignant_sheet, before=words, after=words, reason="Mal lu.")


@pytest.fixture(autouse=True)
def trace(aide_soignant_sheet, admin_user):
    """Something that a person did."""
    return leave_trace(Deed.STARTED, aide_soignant_sheet, by=admin_user, after={"d_apres": 1})


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def name_of(model):
    return model._meta.label


def test_every_list_of_the_desk_is_pinned():
    # theirs to write: see test_synonyms, test_imports, test_entered_facts, test_revision_admin, test_opinion_desk
    revision = {Organisation, Campaign, Entry, Edition, Transmission}
    opinions = {Mandate, MandateLink, Opinion, Remark, RevisionRequest}
    assert set(DESK) == {*LISTS, Synonym, Import, AnomalyDecision} | revision | opinions


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_a_list_opens_with_as_many_queries_whatever_its_length(admin_client, erratum, django_assert_num_queries, model):
    with django_assert_num_queries(LISTS[model]):
        response = admin_client.get(address(model, "changelist"))

    assert response.status_code == 200
    assert response.context["cl"].result_count == model.objects.count()


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_a_row_opens_to_be_read(admin_client, erratum, model):
    for row in (model.objects.order_by("pk").first(), model.objects.order_by("pk").last()):
        response = admin_client.get(address(model, "change", row.pk))

        assert response.status_code == 200
        assert not response.context["has_change_permission"]
        assert not response.context["has_delete_permission"]
        assert b'name="_save"' not in response.content


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_a_row_is_neither_added_nor_changed_nor_deleted(admin_client, erratum, model):
    row = model.objects.order_by("pk").first()

    answers = [
        admin_client.post(address(model, "change", row.pk), {}).status_code,
        admin_client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code,
    ]
    if model not in {TextDate, Document, Placement, GuaranteedPay, Replacement, Grid, Level}:
        answers.append(admin_client.get(address(model, "add")).status_code)

    assert set(answers) == {403}
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_a_list_is_searched(admin_client, erratum, model):
    found = admin_client.get(address(model, "changelist"), {"q": "zzz introuvable"})

    assert found.status_code == 200
    assert found.context["cl"].result_count == 0


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_a_visitor_is_sent_to_the_door(client, model):
    response = client.get(address(model, "changelist"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_everything_has_a_french_name(model):
    own = [field for field in model._meta.concrete_fields if not field.primary_key]

    assert [field.name for field in own if field._verbose_name is None] == []
    assert model._meta.verbose_name != model._meta.model_name or model in FRENCH_AS_THEY_ARE


def test_the_desk_bears_its_name(admin_client):
    page = admin_client.get(reverse("admin:index")).content.decode()

    assert "Repères, le bureau des RH" in page
    assert "Emplois et fiches" in page
    assert "rémunérations minimales annuelles garanties" in page.lower()


@pytest.mark.parametrize(
    ("model", "typed", "found"),
    [
        (Job, "ÉDUCATEUR spécialisé", "Educateur(trice) spécialisé(e)"),
        (Job, "060101", "Aide-soignant(e)"),
        (Item, "hygiene", None),
        (Placement, "aide-soignant", "Aide-soignant(e)"),
        (Sheet, "Aide-Soignant", "Aide-soignant"),
    ],
)
def test_search_forgives_accents_and_case(admin_client, model, typed, found):
    results = admin_client.get(address(model, "changelist"), {"q": typed}).context["cl"].result_list

    assert results
    if found:
        assert any(str(getattr(row, "job", row)) == found for row in results), list(results)


def test_a_job_shows_where_each_fact_is_printed(admin_client):
    job = Job.objects.get(framework__code="ucanss", key="060101")
    title = job.titles.select_related("passage__document").first()

    page = admin_client.get(address(Job, "change", job.pk)).content.decode()

    line = title.passage.line_start
    assert (
        f'<a href="/documents/{title.document.slug}/#l{line}">Annexe 1, métiers repères, ligne {line}</a> : «' in page
    )
    assert f"« {title.passage.text} »".replace("'", "&#x27;") in page
    assert 'href="/emplois/ucanss/060101/"' in page


def test_a_sheet_shows_each_line_with_its_source(admin_client, aide_soignant_sheet):
    items = Item.objects.filter(section__sheet=aide_soignant_sheet).select_related("passage")

    page = admin_client.get(address(Sheet, "change", aide_soignant_sheet.pk)).content.decode()

    for item in items:
        assert f"#l{item.passage.line_start}" in page
        assert item.text.replace("'", "&#x27;").replace('"', "&quot;") in page


def test_a_page_costs_as_much_whatever_it_holds(admin_client, django_assert_max_num_queries):
    longest = max(Sheet.objects.all(), key=lambda sheet: Item.objects.filter(section__sheet=sheet).count())

    with django_assert_max_num_queries(12):
        admin_client.get(address(Sheet, "change", longest.pk))
    with django_assert_max_num_queries(20):
        admin_client.get(address(Job, "change", longest.job_id))


# The date of effect


AMENDMENT = "clcc-avenant-2023-06"


@pytest.fixture
def amendment():
    return Document.objects.get(slug=AMENDMENT)


def record(client, **values):
    return client.post(address(TextDate, "add"), {"kind": "effet", "value": "", "passage": ""} | values)


def test_an_administrator_records_when_a_text_takes_effect(admin_client, admin_user, amendment):
    response = record(admin_client, document=amendment.pk, value="01/06/2023")

    assert response.status_code == 302
    row = TextDate.objects.latest("pk")
    assert (row.document, row.kind, row.value, row.recorded_by) == (amendment, "effet", date(2023, 6, 1), admin_user)
    assert Document.objects.with_dates().get(pk=amendment.pk).effect_on == date(2023, 6, 1)
    assert TextDate.objects.filter(document=amendment, kind="effet").count() == 2


def test_the_list_of_jobs_follows_the_date_that_was_recorded(admin_client, amendment):
    job = Job.objects.get(sheets__document=amendment)
    assert {row.since for row in Listing.objects.filter(job=job)} == {date(2023, 1, 31)}

    record(admin_client, document=amendment.pk, value="01/06/2023")

    assert {row.since for row in Listing.objects.filter(job=job)} == {date(2023, 6, 1)}


def test_a_date_before_the_signature_is_refused_with_what_to_do(admin_client, amendment):
    response = record(admin_client, document=amendment.pk, value="01/01/2023")

    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {
        "value": ["Ce texte est signé le 31 janvier 2023 : cette date ne peut pas la précéder."]
    }
    assert not TextDate.objects.filter(recorded_by__isnull=False).exists()


def test_the_passage_must_be_of_the_same_text(admin_client, amendment):
    other = Passage.objects.exclude(document=amendment).first()

    response = record(admin_client, document=amendment.pk, value="01/06/2023", passage=other.pk)

    assert list(response.context["adminform"].form.errors) == ["passage"]


def test_a_reader_of_the_desk_records_nothing(client, amendment):
    reader = get_user_model().objects.create_user("Camille", is_staff=True)
    reader.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)

    assert client.get(address(TextDate, "changelist")).status_code == 200
    assert record(client, document=amendment.pk, value="01/06/2023").status_code == 403
    assert not TextDate.objects.filter(recorded_by__isnull=False).exists()


def test_texts_and_passages_are_found_as_one_types(admin_client, amendment):
    query = {"app_label": "texts", "model_name": "textdate", "field_name": "document", "term": "2023-06"}

    found = admin_client.get(reverse("admin:autocomplete"), query).json()["results"]

    assert [row["text"] for row in found] == [amendment.short_title]
