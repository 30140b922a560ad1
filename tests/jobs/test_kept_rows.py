"""The database itself refuses to rewrite or remove what is written once, whoever asks and in whatever words."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.utils import timezone

from jobs.actions import opinions, record_date
from jobs.models import Edition, Erratum, Remark, Sheet, adopted_rows_open
from jobs.models.kept_triggers import KEPT, kept_unguarded
from tests.jobs.campaigns import frozen_campaign
from tests.jobs.opinions import committee
from tests.jobs.rows import changes, snapshot
from tests.jobs.versions import the_job
from texts.models import Document, TextDate

pytestmark = pytest.mark.django_db

REFUSED = "Cette ligne ne se modifie ni ne se supprime"


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def kept(admin_user):
    """A row of each table that is written once."""
    held = committee(admin_user)
    held.gives("FO", "reserve", remarks={"": "Et les effectifs ?"})
    opinions.reply(Remark.objects.get(), text="Voir ailleurs.", by=admin_user)
    asked = opinions.file_request(mandate=held.mandates["FO"].pk, job=the_job(key="secretaire").pk, reason="Loi.")
    opinions.answer_request(asked, outcome="refusee", reason="Non.", by=admin_user)
    Erratum.objects.create(sheet=Sheet.objects.adopted().first(), before=[], after=[], reason="Mal lu.")
    text = Document.objects.get(slug="clcc-avenant-2021-01")
    record_date(TextDate(document=text, kind="effet", value=timezone.localdate()), by=admin_user)
    held.campaign.year = 2030
    held.campaign.save()
    frozen_campaign(admin_user, name="SUD")
    return held


#: the tables that are written once, and which of their rows people wrote
OURS = dict.fromkeys(
    (
        "jobs_edition", "jobs_transmission", "jobs_erratum", "jobs_opinion", "jobs_remark", "jobs_reply",
        "jobs_revisionrequest", "jobs_requestanswer",
    ),
    "id > 0",
) | {"texts_textdate": "recorded_by_id IS NOT NULL"}  # fmt: skip


def test_every_table_that_is_written_once_refuses_the_rest(kept):
    before = snapshot()
    if connection.vendor == "postgresql":  # a table with checks to come cannot be truncated, for anybody
        run("SET CONSTRAINTS ALL IMMEDIATE")
    replaced = "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {ours}"
    whole = {"postgresql": "TRUNCATE {table} CASCADE", "sqlite": replaced}[connection.vendor]

    assert set(KEPT) == set(OURS)
    for table, ours in OURS.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {ours}")  # noqa: S608
            assert cursor.fetchone() != (0,), table
        for statement in (
            "UPDATE {table} SET id = id + 1000 WHERE {ours}", "DELETE FROM {table} WHERE {ours}",
            whole,
        ):  # fmt: skip
            with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
                run(statement.format(table=table, ours=ours))

    assert changes(before, snapshot()) == {}


def test_the_dates_that_a_text_prints_are_put_right_with_it(kept):
    TextDate.objects.filter(recorded_by=None).update(value=None)

    assert not TextDate.objects.filter(recorded_by=None, value__isnull=False).exists()


def test_the_door_opens_for_the_rows_written_within_it_alone(kept):
    with adopted_rows_open():
        run("UPDATE jobs_edition SET content = '{}'")

    assert Edition.objects.get().content == "{}"
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        run("DELETE FROM jobs_edition")


@pytest.mark.usefixtures("reloaded")
def test_a_migration_that_rebuilds_such_a_table_puts_the_triggers_up_again(admin_user):
    frozen_campaign(admin_user)
    steps, state = [], ProjectState.from_apps(apps)
    for operation in kept_unguarded(migrations.AddField("edition", "extra", models.IntegerField(default=0))):
        after = state.clone()
        operation.state_forwards("jobs", after)
        with connection.schema_editor() as editor:
            operation.database_forwards("jobs", editor, state, after)
        steps.append((operation, state, after))
        state = after
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        run("UPDATE jobs_edition SET number = 9")

    for operation, before, after in reversed(steps):
        with connection.schema_editor() as editor:
            operation.database_backwards("jobs", editor, after, before)
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        run("DELETE FROM jobs_edition")
