"""An official wording that we had misread is put right under the same number, and leaves an erratum."""

import pytest

from jobs.enums import SheetState
from jobs.loading import load
from jobs.models import Erratum, Item, Job, Section, Sheet
from jobs.sheet_loading import REASON
from jobs.wording import fingerprint
from tests.jobs.rows import changes, snapshot
from texts.enums import Origin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_only")]


def items_of(sheet):
    """Every item of a sheet as its reader meets it: section, text, text of the item above."""
    rows = Item.objects.filter(section__sheet=sheet).select_related("parent").order_by("section__order", "order")
    return [
        (row.section.order, row.text, row.parent.text if row.parent else "") for row in rows.select_related("section")
    ]


def printed(row):
    """The same, as a row of the fixtures gives it."""
    found = []
    for order, section in enumerate(row["sections"], 1):
        for item in section["items"]:
            found.append((order, item["text"], ""))
            found += [(order, child["text"], item["text"]) for child in item["children"]]
    return found


def sheet_with_sub_items(official):
    return next(
        row
        for row in official.sheets
        if any(item["children"] for section in row["sections"] for item in section["items"])
    )


def stored(row):
    framework, key = row["job"].split("/")
    return Sheet.objects.get(job__framework__code=framework, job__key=key, document__slug=row["document"])


def test_an_official_sheet_is_adopted_by_its_text_alone(aide_soignant, aide_soignant_sheet):
    sheet = aide_soignant_sheet

    assert (sheet.state, sheet.number, sheet.origin) == (SheetState.ADOPTED, 1, Origin.TEXT)
    assert (sheet.adopted_at, sheet.adopted_by) == (None, None)
    assert items_of(sheet) == printed(aide_soignant)


def test_every_sheet_says_what_the_fixtures_say(official):
    for row in official.sheets:
        assert items_of(stored(row)) == printed(row)


def test_a_corrected_word_leaves_an_erratum_and_the_same_line(official, aide_soignant, aide_soignant_sheet):
    before = snapshot()
    item = aide_soignant["sections"][0]["items"][0]
    row = Item.objects.get(section__sheet=aide_soignant_sheet, lineage=item["lineage"])
    was, item["text"] = item["text"], item["text"] + ", toujours"

    summary = load(official)

    erratum = Erratum.objects.get()
    assert erratum.sheet == aide_soignant_sheet
    assert erratum.reason == REASON
    assert erratum.before[0]["elements"][0]["texte"] == was
    assert erratum.after[0]["elements"][0]["texte"] == f"{was}, toujours"
    assert erratum.before[1:] == erratum.after[1:]
    corrected = Item.objects.get(pk=row.pk)
    assert (corrected.text, corrected.lineage) == (f"{was}, toujours", row.lineage)
    assert corrected.fold.endswith(", toujours")
    found = Sheet.objects.get(pk=aide_soignant_sheet.pk)
    assert (found.number, found.content_hash) == (1, fingerprint(erratum.after))
    assert (summary.of(Item).changed, summary.of(Sheet).changed, summary.of(Erratum).created) == (1, 1, 1)
    assert set(changes(before, snapshot())) == {"jobs.Item", "jobs.Sheet", "jobs.Erratum"}


def test_a_second_load_makes_no_second_erratum(official, aide_soignant):
    aide_soignant["sections"][0]["items"][0]["text"] += ", toujours"
    load(official)

    assert load(official).writes == 0
    assert Erratum.objects.count() == 1


def test_the_reason_is_the_one_that_we_give(official, aide_soignant):
    aide_soignant["sections"][0]["items"][0]["text"] += ", toujours"
    official.errata.append({"job": "ucanss/060101", "number": 1, "reason": "Deux lignes avaient été jointes."})

    load(official)

    assert Erratum.objects.get().reason == "Deux lignes avaient été jointes."


def test_a_passage_found_elsewhere_is_no_erratum(official, aide_soignant, aide_soignant_sheet):
    item = aide_soignant["sections"][0]["items"][0]
    other = aide_soignant["sections"][0]["items"][1]["passage"]
    item["passage"] = other

    summary = load(official)

    assert not Erratum.objects.exists()
    assert (summary.of(Item).changed, summary.of(Sheet).unchanged) == (1, len(official.sheets))
    row = Item.objects.get(section__sheet=aide_soignant_sheet, lineage=item["lineage"])
    assert row.passage.key == other


def swapped_items(sections):
    items = next(section["items"] for section in sections if len(section["items"]) > 1)
    items[0], items[1] = items[1], items[0]


def swapped_sections(sections):
    sections[0], sections[1] = sections[1], sections[0]


def moved_item(sections):
    sections[1]["items"].insert(0, sections[0]["items"].pop())


def new_item(sections):
    sections[0]["items"].insert(
        0, {"text": "Nouveau", "code": "", "passage": "", "lineage": "e-nouveau", "children": []}
    )


def lost_item(sections):
    sections[0]["items"].pop(0)


def new_section(sections):
    added = {"kind": "autre", "heading": "", "heading_passage": "", "level": "", "branches": [], "group": "",
             "group_passage": "", "items": []}  # fmt: skip
    sections.insert(0, added)
    new_item(sections)


def lost_section(sections):
    sections.pop(0)


def joined_sections(sections):
    sections[0]["items"] += sections.pop(1)["items"]


def emptied(sections):
    sections.clear()


def item_under_another(sections):
    items = next(section["items"] for section in sections if len(section["items"]) > 1)
    first, second = items[0], items.pop(1)
    first["children"] = [*first["children"], second, *second["children"]]
    second["children"] = []


def sub_items_on_their_own(sections):
    for section in sections:
        section["items"] = [row for item in section["items"] for row in (*item["children"], dict(item, children=[]))]


@pytest.mark.parametrize(
    "spoil",
    [
        swapped_items,
        swapped_sections,
        moved_item,
        new_item,
        lost_item,
        new_section,
        lost_section,
        joined_sections,
        emptied,
        item_under_another,
        sub_items_on_their_own,
    ],
)
def test_a_sheet_read_otherwise_is_put_right_and_back_again(official, spoil):
    row = sheet_with_sub_items(official)
    sheet = stored(row)
    lines = dict(Item.objects.filter(section__sheet=sheet).values_list("lineage", "pk"))
    whole = [dict(section, items=[dict(item) for item in section["items"]]) for section in row["sections"]]

    spoil(row["sections"])
    load(official)

    assert items_of(sheet) == printed(row)
    kept = dict(Item.objects.filter(section__sheet=sheet).values_list("lineage", "pk"))
    assert all(lines[lineage] == pk for lineage, pk in kept.items() if lineage in lines)
    assert sheet.sections.count() == len(row["sections"])
    assert load(official).writes == 0

    row["sections"][:] = whole
    load(official)

    assert items_of(sheet) == printed(row)
    first, second = Erratum.objects.order_by("pk")
    assert (first.before, first.after) == (second.after, second.before)


def test_a_sheet_by_another_text_takes_the_next_number(official, aide_soignant, aide_soignant_sheet):
    later = dict(aide_soignant, document="clcc-avenant-2023-06", passage="", number=2)
    later["sections"] = [
        dict(section, heading_passage="", group_passage="", items=[dict(item, passage="") for item in section["items"]])
        for section in aide_soignant["sections"]
    ]
    official.sheets.append(later)

    summary = load(official)

    assert summary.of(Sheet).created == 1
    numbers = Sheet.objects.filter(job=aide_soignant_sheet.job).values_list("number", "document__slug")
    assert list(numbers) == [(1, "ucanss-annexe-1-metiers-reperes"), (2, "clcc-avenant-2023-06")]
    assert not Erratum.objects.exists()
    assert load(official).writes == 0


def test_a_draft_keeps_its_number_and_its_words(official, aide_soignant, aide_soignant_sheet):
    draft = Sheet.objects.create(job=aide_soignant_sheet.job, number=2)
    section = Section.objects.create(sheet=draft, kind="missions", order=1)
    Item.objects.create(section=section, text="Brouillon", lineage="e-1", order=1)
    later = dict(aide_soignant, document="clcc-avenant-2023-06", passage="", number=2, sections=[])
    official.sheets.append(later)

    load(official)

    assert items_of(draft) == [(1, "Brouillon", "")]
    assert list(aide_soignant_sheet.job.sheets.values_list("number", "state")) == [
        (1, SheetState.ADOPTED),
        (2, SheetState.DRAFT),
        (3, SheetState.ADOPTED),
    ]


def test_a_sheet_that_a_person_adopted_from_the_text_is_not_doubled(official, aide_soignant):
    framework = Job.objects.get(key="060101", framework__code="ucanss").framework
    job = Job.objects.create(framework=framework, key="069999", title="Saisi avant le texte")
    mine = Sheet.objects.create(job=job, document_id=stored(aide_soignant).document_id, state=SheetState.ADOPTED)
    titles = [{"text": "Autre", "kind": "fiche", "passage": "", "branches": [], "document": aide_soignant["document"]}]
    row = next(row for row in official.jobs if row["key"] == "060101")
    official.jobs.append(row | {"key": "069999", "titles": titles, "facts": [], "statuses": [], "replaced_by": []})
    official.sheets.append(dict(aide_soignant, job="ucanss/069999"))

    summary = load(official)

    assert list(job.sheets.all()) == [mine]
    assert summary.of(Sheet).left == ["ucanss/069999, fiche n° 1"]


def test_a_sheet_that_no_text_gives_any_more_goes_with_its_errata(official, aide_soignant, aide_soignant_sheet):
    aide_soignant["sections"][0]["items"][0]["text"] += ", toujours"
    load(official)
    official.sheets.remove(aide_soignant)

    summary = load(official)

    assert summary.of(Sheet).removed == 1
    assert not Sheet.objects.filter(pk=aide_soignant_sheet.pk).exists()
    assert not Erratum.objects.exists()


def test_a_search_text_folded_otherwise_is_brought_up_to_date_without_erratum(official, aide_soignant_sheet):
    Item.objects.rectifying().filter(section__sheet=aide_soignant_sheet).update(fold="ancien")

    load(official)

    assert not Item.objects.filter(section__sheet=aide_soignant_sheet, fold="ancien").exists()
    assert not Erratum.objects.exists()
