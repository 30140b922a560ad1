"""What is adopted is not rewritten, completed or deleted by mistake, by whatever way of the models."""

import pytest
from django.db import transaction

from jobs.enums import SheetState
from jobs.models import AdoptedWording, Item, Section, Sheet
from tests.jobs.rows import changes, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(aide_soignant_sheet):
    """A sheet in preparation for the same job, with one section and one item."""
    sheet = Sheet.objects.create(job=aide_soignant_sheet.job, number=2)
    section = Section.objects.create(sheet=sheet, kind="missions", order=1)
    Item.objects.create(section=section, text="a", lineage="e-1", order=1)
    return sheet


def touch(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return row


ATTEMPTS = {
    "save_sheet": lambda sheet: touch(sheet, number=9).save(),
    "save_sheet_fields": lambda sheet: touch(sheet, number=9).save(update_fields=["number"]),
    "back_to_draft": lambda sheet: touch(sheet, state=SheetState.DRAFT).save(),
    "delete_sheet": lambda sheet: sheet.delete(),
    "update_sheets": lambda sheet: Sheet.objects.filter(pk=sheet.pk).update(number=9),
    "delete_sheets": lambda sheet: Sheet.objects.filter(pk=sheet.pk).delete(),
    "delete_every_sheet": lambda sheet: Sheet.objects.all().delete(),
    "bulk_update_sheets": lambda sheet: Sheet.objects.bulk_update([touch(sheet, number=9)], ["number"]),
    "save_section": lambda sheet: touch(sheet.sections.first(), heading="x").save(),
    "delete_section": lambda sheet: sheet.sections.first().delete(),
    "update_sections": lambda sheet: sheet.sections.update(heading="x"),
    "delete_sections": lambda sheet: sheet.sections.all().delete(),
    "add_section": lambda sheet: Section.objects.create(sheet=sheet, kind="missions", order=99),
    "add_sections": lambda sheet: Section.objects.bulk_create([Section(sheet=sheet, kind="missions", order=99)]),
    "save_item": lambda sheet: touch(sheet.sections.first().items.first(), text="x").save(),
    "delete_item": lambda sheet: sheet.sections.first().items.first().delete(),
    "update_items": lambda sheet: Item.objects.filter(section__sheet=sheet).update(text="x"),
    "delete_items": lambda sheet: sheet.sections.first().items.all().delete(),
    "add_item": lambda sheet: sheet.sections.first().items.create(text="x", lineage="e-x", order=99),
    "add_items": lambda sheet: Item.objects.bulk_create(
        [Item(section=sheet.sections.first(), text="x", lineage="e-x", order=99)]
    ),
    "get_or_create_item": lambda sheet: Item.objects.get_or_create(section=sheet.sections.first(), order=99),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_adopted_wording_refuses(aide_soignant_sheet, attempt):
    before = snapshot()

    with pytest.raises(AdoptedWording, match="Préparez une nouvelle fiche"), transaction.atomic():
        ATTEMPTS[attempt](aide_soignant_sheet)

    assert changes(before, snapshot()) == {}


ENTRIES = {
    "section_moved_in": lambda draft, adopted: touch(draft.sections.get(), sheet=adopted, order=99).save(),
    "sections_moved_in": lambda draft, adopted: draft.sections.update(sheet=adopted, order=99),
    "sections_moved_in_by_id": lambda draft, adopted: draft.sections.update(sheet_id=adopted.pk, order=99),
    "section_taken_out": lambda draft, adopted: touch(adopted.sections.first(), sheet=draft, order=99).save(),
    "item_moved_in": lambda draft, adopted: touch(
        Item.objects.get(section__sheet=draft), section=adopted.sections.first(), order=99
    ).save(),
    "item_taken_out": lambda draft, adopted: touch(
        adopted.sections.first().items.first(), section=draft.sections.get(), order=99
    ).save(),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_nothing_enters_or_leaves_an_adopted_sheet(aide_soignant_sheet, draft, entry):
    before = snapshot()

    with pytest.raises(AdoptedWording), transaction.atomic():
        ENTRIES[entry](draft, aide_soignant_sheet)

    assert changes(before, snapshot()) == {}


def test_a_draft_is_free_until_it_is_adopted(draft, aide_soignant_sheet):
    section = draft.sections.get()
    item = section.items.get()
    touch(item, text="b").save()
    draft.sections.update(heading="Missions")
    Item.objects.bulk_update([touch(item, text="c")], ["text"])
    touch(draft, state=SheetState.ADOPTED, document=aide_soignant_sheet.document).save()

    assert Item.objects.get(pk=item.pk).text == "c"
    with pytest.raises(AdoptedWording):
        item.save()


def test_a_draft_goes_with_its_lines(draft):
    draft.delete()

    assert not Item.objects.filter(lineage="e-1").exists()


def test_the_door_opens_for_the_query_that_asks_and_no_other(aide_soignant_sheet):
    items = Item.objects.filter(section__sheet=aide_soignant_sheet)

    items.rectifying().update(code="X")

    assert set(items.values_list("code", flat=True)) == {"X"}
    with pytest.raises(AdoptedWording):
        items.update(code="")
