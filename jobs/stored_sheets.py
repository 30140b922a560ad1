"""Official sheets as rows: read whole, created in bulk, put right in place. Only the loader comes here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import F

from texts.enums import Origin
from texts.folding import fold
from texts.syncing import Summary, refuse_unfit

from .actions.wordings import item_fields, section_fields
from .models import Item, Section, Sheet
from .wording import ItemWording, PlacedItem, SectionWording, flatten

#: more than a sheet has sections, or a section items: orders are moved out of the way by it before they change
ASIDE = 10_000


@dataclass
class StoredSheet:
    """A sheet of the database with its rows, in order."""

    sheet: Sheet
    sections: list[Section] = field(default_factory=list)
    items: dict[int, list[Item]] = field(default_factory=dict)  # by section

    def rows(self) -> list[Item]:
        """Every item, in order."""
        return [item for section in self.sections for item in self.items.get(section.pk, [])]

    def folded(self) -> bool:
        """Whether every search text is still what its wording gives."""
        return all(item.fold == fold(item.text) for item in self.rows())

    def wording(self) -> list[SectionWording]:
        """What the rows say."""
        return [
            SectionWording(
                kind=section.kind,
                heading=section.heading,
                heading_passage=section.heading_passage_id,
                level=section.level,
                branches=tuple(section.branches),
                group=section.group,
                group_passage=section.group_passage_id,
                items=tuple(self._items(section.pk, None)),
            )
            for section in self.sections
        ]

    def _items(self, section: int, parent: int | None) -> Iterator[ItemWording]:
        for row in self.items.get(section, []):
            if row.parent_id == parent:
                children = tuple(self._items(section, row.pk)) if parent is None else ()
                yield ItemWording(row.text, row.lineage, row.code, row.passage_id, children)


def stored_sheets(sheets: Iterable[Sheet]) -> dict[tuple[int, int], StoredSheet]:
    """Official sheets with their rows, by job and text. Two queries."""
    found = {sheet.pk: StoredSheet(sheet) for sheet in sheets}
    holder = {}
    for section in Section.objects.filter(sheet__origin=Origin.TEXT).order_by("sheet", "order"):
        holder[section.pk] = found[section.sheet_id]
        holder[section.pk].sections.append(section)
    for item in Item.objects.filter(section__sheet__origin=Origin.TEXT).order_by("section", "order"):
        holder[item.section_id].items.setdefault(item.section_id, []).append(item)
    return {(known.sheet.job_id, known.sheet.document_id): known for known in found.values()}


def create_sheets(new: list[tuple[Sheet, list[SectionWording]]], summary: Summary) -> None:
    """Write new official sheets, adopted as they come. Four queries, or none."""
    if not new:
        return
    Sheet.objects.bulk_create([sheet for sheet, _ in new])
    sections = [
        (Section(sheet=sheet, **section_fields(section, order)), sheet)
        for sheet, wording in new
        for order, section in enumerate(wording, 1)
    ]
    _create(Section, [section for section, _ in sections])
    by_sheet: dict[int, list[Section]] = {}
    for section, sheet in sections:
        by_sheet.setdefault(sheet.pk, []).append(section)
    placed = [(by_sheet.get(sheet.pk, []), row) for sheet, wording in new for row in flatten(wording)]
    parents: dict[tuple[int, str], Item] = {}
    for top in (True, False):
        rows = []
        for held, row in placed:
            if top == (not row.parent):
                section = held[row.section]
                parent = parents[section.sheet_id, row.parent] if row.parent else None
                rows.append(Item(section=section, parent=parent, **item_fields(row)))
                parents[section.sheet_id, row.item.lineage] = rows[-1]
        _create(Item, rows)
    summary.of(Sheet).created += len(new)
    summary.of(Section).created += len(sections)
    summary.of(Item).created += len(placed)


def put_right(known: StoredSheet, wording: list[SectionWording], summary: Summary) -> None:
    """Bring the rows of an adopted sheet to `wording`, in place: an item is the same as long as its anchor is.

    Orders are moved aside first, so that no two rows share one while they change.
    """
    Section.objects.rectifying().filter(sheet=known.sheet).update(order=F("order") + ASIDE)
    Item.objects.rectifying().filter(section__sheet=known.sheet).update(order=F("order") + ASIDE)
    sections = _put_sections_right(known, wording, summary)
    _put_items_right(known, sections, list(flatten(wording)), summary)
    surplus = known.sections[len(wording) :]
    Section.objects.rectifying().filter(pk__in=[section.pk for section in surplus]).delete()
    summary.of(Section).removed += len(surplus)


def _put_sections_right(known: StoredSheet, wording: list[SectionWording], summary: Summary) -> list[Section]:
    """The sections of the sheet, one for each of `wording`, taken in order."""
    tally, kept, new = summary.of(Section), [], []
    for index, section in enumerate(wording):
        fields = section_fields(section, index + 1)
        if index >= len(known.sections):
            new.append(Section(sheet=known.sheet, **fields))
            continue
        row = known.sections[index]
        _count(tally, _assign(row, fields))
        kept.append(row)
    _update(Section, kept, section_fields(SectionWording(""), 0))
    _create(Section, new)
    tally.created += len(new)
    return [*kept, *new]


def _put_items_right(known: StoredSheet, sections: list[Section], placed: list[PlacedItem], summary: Summary) -> None:
    tally = summary.of(Item)
    stored = {item.lineage: item for item in known.rows()}
    rows: dict[str, Item] = {}
    for top in (True, False):
        kept, new = [], []
        for row in placed:
            if top != (not row.parent):
                continue
            links = {
                "section_id": sections[row.section].pk,
                "parent_id": rows[row.parent].pk if row.parent else None,
            }
            item = stored.pop(row.item.lineage, None)
            if item is None:
                item = Item(**links, **item_fields(row))
                new.append(item)
            else:
                _count(tally, _assign(item, links | item_fields(row)))
                kept.append(item)
            rows[row.item.lineage] = item
        _update(Item, kept, {"section_id": 0, "parent_id": 0, **item_fields(placed[0])} if placed else {})
        _create(Item, new)
        tally.created += len(new)
    Item.objects.rectifying().filter(pk__in=[item.pk for item in stored.values()]).delete()
    tally.removed += len(stored)


def _assign(row: Section | Item, fields: dict) -> bool:
    """Put the values on the row; whether any was different."""
    different = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in different:
        setattr(row, name, fields[name])
    return bool(different)


def _count(tally, different: bool) -> None:
    tally.changed += different
    tally.unchanged += not different


def _create(model, rows: list) -> None:
    for row in rows:
        refuse_unfit(row)
    model.objects.rectifying().bulk_create(rows, batch_size=500)


def _update(model, rows: list, fields: dict) -> None:
    for row in rows:
        refuse_unfit(row)
    if rows:
        model.objects.rectifying().bulk_update(rows, sorted(fields), batch_size=100)
