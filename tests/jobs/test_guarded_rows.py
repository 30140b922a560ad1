"""The database itself refuses to rewrite what was adopted or done, whoever asks and in whatever words."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from jobs.models import Item, Section, Sheet, Trace, adopted_rows_open
from jobs.models.kept import Frozen
from jobs.models.triggers import unguarded
from tests.jobs.rows import changes, snapshot

pytestmark = pytest.mark.django_db

REFUSED = "Cette fiche est adoptée"


def run(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def draft(aide_soignant_sheet):
    """A sheet in preparation beside the adopted one, with one section and one item."""
    sheet = Sheet.objects.create(job=aide_soignant_sheet.job, number=2)
    section = Section.objects.create(sheet=sheet, kind="missions", order=1)
    Item.objects.create(section=section, text="a", lineage="e-1", order=1)
    return sheet


def place(sheet: Sheet) -> dict[str, int]:
    """The ids that statements name."""
    item = Item.objects.filter(section__sheet=sheet).first()
    return {"sheet": sheet.pk, "section": item.section_id, "item": item.pk}


STATEMENTS = {
    "rewrite_sheet": "UPDATE jobs_sheet SET content_hash = 'x' WHERE id = {sheet}",
    "renumber_sheet": "UPDATE jobs_sheet SET number = 9 WHERE id = {sheet}",
    "back_to_draft": "UPDATE jobs_sheet SET state = 'brouillon' WHERE id = {sheet}",
    "every_sheet": "UPDATE jobs_sheet SET number = number + 100",
    "delete_sheet": "DELETE FROM jobs_sheet WHERE id = {sheet}",
    "rewrite_section": "UPDATE jobs_section SET heading = 'x' WHERE id = {section}",
    "section_taken_out": "UPDATE jobs_section SET sheet_id = {draft_sheet}, \"order\" = 99 WHERE id = {section}",
    "section_moved_in": "UPDATE jobs_section SET sheet_id = {sheet}, \"order\" = 99 WHERE id = {draft_section}",
    "delete_section": "DELETE FROM jobs_section WHERE id = {section}",
    "add_section": "INSERT INTO jobs_section (sheet_id, kind, heading, level, branches, \"group\", \"order\") "
    "VALUES ({sheet}, 'missions', '', '', '[]', '', 99)",
    "rewrite_item": "UPDATE jobs_item SET text = 'x' WHERE id = {item}",
    "item_taken_out": "UPDATE jobs_item SET section_id = {draft_section}, \"order\" = 99 WHERE id = {item}",
    "item_moved_in": "UPDATE jobs_item SET section_id = {section}, \"order\" = 99 WHERE id = {draft_item}",
    "delete_item": "DELETE FROM jobs_item WHERE id = {item}",
    "delete_every_item": "DELETE FROM jobs_item",
    "add_item": "INSERT INTO jobs_item (section_id, text, fold, code, lineage, \"order\") "
    "VALUES ({section}, 'x', 'x', '', 'e-x', 99)",
}  # fmt: skip
#: ways that only one of the two engines knows
SQLITE = {
    "replace_sheet": "INSERT OR REPLACE INTO jobs_sheet (id, job_id, number, state, content_hash, origin, base_hash, "
    "revision) VALUES ({sheet}, {job}, 1, 'brouillon', '', 'saisie', '', 0)",
    "replace_number": "INSERT OR REPLACE INTO jobs_sheet (job_id, number, state, content_hash, origin, base_hash, "
    "revision) VALUES ({job}, 1, 'brouillon', '', 'saisie', '', 0)",
    "take_its_number": "UPDATE OR REPLACE jobs_sheet SET number = 1 WHERE id = {draft_sheet}",
    "replace_section": "UPDATE OR REPLACE jobs_section SET id = {section} WHERE id = {draft_section}",
    "replace_item": "INSERT OR REPLACE INTO jobs_item (id, section_id, text, fold, code, lineage, \"order\") "
    "VALUES ({item}, {draft_section}, 'x', 'x', '', 'e-x', 99)",
}  # fmt: skip
POSTGRESQL = {
    "truncate_items": "TRUNCATE jobs_item CASCADE",
    "insert_or_update": "INSERT INTO jobs_item (id, section_id, text, fold, code, lineage, \"order\") VALUES "
    "({item}, {draft_section}, 'x', 'x', '', 'e-x', 99) ON CONFLICT (id) DO UPDATE SET text = 'x'",
}  # fmt: skip


@pytest.mark.parametrize("name", [*STATEMENTS, "of_this_engine"])
def test_a_statement_that_rewrites_what_is_adopted_is_refused(aide_soignant_sheet, draft, name):
    names = place(aide_soignant_sheet) | {f"draft_{key}": value for key, value in place(draft).items()}
    names["job"] = draft.job_id
    before = snapshot()
    others = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    if connection.vendor == "postgresql":  # a table with checks to come cannot be truncated, for anybody
        run("SET CONSTRAINTS ALL IMMEDIATE")

    for statement in others.values() if name == "of_this_engine" else [STATEMENTS[name]]:
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            run(statement.format(**names))

    assert changes(before, snapshot()) == {}


def test_a_draft_is_written_and_adopted_by_any_statement_then_held(aide_soignant_sheet, draft):
    names = place(draft)
    run("UPDATE jobs_item SET text = 'b' WHERE id = %s", names["item"])
    run("UPDATE jobs_sheet SET state = 'adoptee', document_id = %s WHERE id = %s", aide_soignant_sheet.document_id,
        names["sheet"])  # fmt: skip

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        run("UPDATE jobs_item SET text = 'c' WHERE id = %s", names["item"])
    assert Item.objects.get(pk=names["item"]).text == "b"


def test_a_trace_stays_as_it_was_written(aide_soignant_sheet, admin_user):
    trace = Trace.objects.create(
        by=admin_user, deed="fiche_adoptee", subject="jobs.sheet", subject_id=aide_soignant_sheet.pk, name="Fiche"
    )

    for statement in ("UPDATE jobs_trace SET reason = 'x'", "DELETE FROM jobs_trace"):
        with pytest.raises(IntegrityError, match="Une trace ne se modifie"), transaction.atomic():
            run(statement)
    with pytest.raises(Frozen):
        trace.save()
    for verb in (trace.delete, Trace.objects.all().delete, lambda: Trace.objects.update(reason="x")):
        with pytest.raises(Frozen):
            verb()


def test_the_door_opens_for_the_rows_written_within_it_alone(aide_soignant_sheet):
    item = place(aide_soignant_sheet)["item"]

    with adopted_rows_open():
        run("UPDATE jobs_item SET code = 'X' WHERE id = %s", item)

    assert Item.objects.get(pk=item).code == "X"
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        run("UPDATE jobs_item SET code = '' WHERE id = %s", item)


def test_a_failure_within_the_door_closes_it(aide_soignant_sheet):
    item = place(aide_soignant_sheet)["item"]

    def fail():
        with adopted_rows_open():
            run("UPDATE jobs_item SET code = 'X' WHERE id = %s", item)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert Item.objects.get(pk=item).code == ""
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        run("UPDATE jobs_item SET code = 'Y' WHERE id = %s", item)


def refused() -> bool:
    """Whether the triggers of the three tables stand."""
    for statement in ("UPDATE jobs_sheet SET number = 9", "DELETE FROM jobs_section", "DELETE FROM jobs_item"):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            run(statement)
    return True


@pytest.mark.usefixtures("reloaded")
def test_a_migration_that_rebuilds_a_guarded_table_lets_the_triggers_down_and_puts_them_up_again():
    steps, state = [], ProjectState.from_apps(apps)
    for operation in unguarded(migrations.AddField("sheet", "extra", models.IntegerField(default=0))):
        after = state.clone()
        operation.state_forwards("jobs", after)
        with connection.schema_editor() as editor:
            operation.database_forwards("jobs", editor, state, after)
        steps.append((operation, state, after))
        state = after

    assert refused()

    for operation, before, after in reversed(steps):
        with connection.schema_editor() as editor:
            operation.database_backwards("jobs", editor, after, before)
    assert refused()


@pytest.mark.usefixtures("reloaded")
def test_flush_still_empties_the_database():
    call_command("flush", interactive=False, verbosity=0)

    assert not Sheet.objects.exists()
    call_command("load_fixtures", verbosity=0)
    assert refused()
