"""What HR's desk reads of a draft."""

import pytest
from django.utils import timezone

from jobs.actions import save_draft, start_revision
from jobs.differences import Kind
from jobs.loading import load
from jobs.queries.drafts import draft_of
from tests.jobs.versions import edited, fields_of, the_job

pytestmark = pytest.mark.django_db
OLD, NEW = "Accueillir et installer le patient", "Accueillir le patient"


def read():
    return draft_of(framework="clcc", key="aide-soignant", day=timezone.localdate())


@pytest.fixture
def draft(admin_user):
    sheet = start_revision(the_job(), by=admin_user)
    return save_draft(sheet, fields=edited(fields_of(sheet), OLD, NEW), revision=0, by=admin_user)


def test_a_job_without_a_draft_has_none():
    assert read() is None


def test_a_draft_with_its_text_what_it_changes_and_who_did_what(draft, admin_user):
    found = read()

    assert (found.sheet, found.number, found.revision, found.base, found.stale) == (draft.pk, 2, 1, 1, False)
    assert found.fields == fields_of(draft)
    assert found.changes.count(Kind.REWORDED) == 1
    assert [(row.deed, row.by) for row in found.deeds] == [
        ("brouillon enregistré", "admin"), ("révision ouverte", "admin"),
    ]  # fmt: skip


def test_a_draft_is_stale_when_what_it_rests_on_was_put_right(draft, official):
    row = next(row for row in official.sheets if row["job"] == "clcc/aide-soignant")
    row["sections"][0]["items"][0]["text"] = "Autre lecture"
    load(official)

    assert read().stale is True


def test_it_costs_the_same_whatever_its_length(draft, admin_user, django_assert_num_queries):
    with django_assert_num_queries(5):
        read()
    longer = [*fields_of(draft), *fields_of(the_job(key="brancardier").sheets.get())]
    save_draft(draft, fields=longer, revision=1, by=admin_user)
    with django_assert_num_queries(5):
        read()
