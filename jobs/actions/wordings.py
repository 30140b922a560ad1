"""The wording of a sheet as rows, read and written whole."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from texts.folding import fold

from ..models import Item, Section, Sheet
from ..wording import ItemWording, PlacedItem, SectionWording, flatten


def section_fields(section: SectionWording, order: int) -> dict:
    """The columns of a section."""
    return {
        "kind": section.kind,
        "heading": section.heading,
        "heading_passage_id": section.heading_passage,
        "level": section.level,
        "branches": list(section.branches),
        "group": section.group,
        "group_passage_id": section.group_passage,
        "order": order,
    }


def item_fields(row: PlacedItem) -> dict:
    """The columns of an item."""
    return {
        "text": row.item.text,
        "fold": fold(row.item.text),
        "code": row.item.code,
        "lineage": row.item.lineage,
        "passage_id": row.item.passage,
        "order": row.order,
    }


def held_wording(sheet: Sheet) -> list[SectionWording]:
    """What the rows of a sheet say. Two queries."""
    return held_wordings([sheet.pk])[sheet.pk]


def held_wordings(sheets: Collection[int]) -> dict[int, list[SectionWording]]:
    """What the rows of some sheets say, by the id of each. Two queries, however many."""
    items: dict[tuple, list[Item]] = defaultdict(list)
    for row in Item.objects.filter(section__sheet__in=sheets).order_by("section", "order"):
        items[row.section_id, row.parent_id].append(row)

    def worded(row: Item) -> ItemWording:
        children = tuple(worded(child) for child in items.get((row.section_id, row.pk), ()))
        return ItemWording(row.text, row.lineage, row.code, row.passage_id, children)

    found: dict[int, list[SectionWording]] = {pk: [] for pk in sheets}
    for section in Section.objects.filter(sheet__in=sheets).order_by("sheet", "order"):
        found[section.sheet_id].append(
            SectionWording(
                kind=section.kind,
                heading=section.heading,
                heading_passage=section.heading_passage_id,
                level=section.level,
                branches=tuple(section.branches),
                group=section.group,
                group_passage=section.group_passage_id,
                items=tuple(worded(row) for row in items.get((section.pk, None), ())),
            )
        )
    return found


def write_wording(sheet: Sheet, wording: Sequence[SectionWording]) -> None:
    """Put `wording` in the place of what a draft says. About six queries, whatever its length."""
    Item.objects.filter(section__sheet=sheet).delete()
    Section.objects.filter(sheet=sheet).delete()
    rows = [Section(sheet=sheet, **section_fields(section, order)) for order, section in enumerate(wording, 1)]
    sections = Section.objects.bulk_create(rows)
    placed = list(flatten(wording))
    above: dict[str, Item] = {}
    for top in (True, False):
        items = [
            Item(section=sections[row.section], parent=above.get(row.parent), **item_fields(row))
            for row in placed
            if top == (not row.parent)
        ]
        Item.objects.bulk_create(items)
        above |= {item.lineage: item for item in items}
