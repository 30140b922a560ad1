"""Reads of drafts, for HR's desk: nothing of them is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ..differences import Differences, differences
from ..enums import SheetState
from ..models import Sheet, Trace
from ..notation import SectionField, print_fields
from ..values import ItemValue, SectionValue
from ..wording import ItemWording, SectionWording
from .history import carriers
from .wordings import whole_sections


@dataclass(frozen=True)
class DeedValue:
    """What a person did to a sheet."""

    at: datetime
    by: str
    kind: str
    deed: str
    reason: str
    before: object
    after: object


@dataclass(frozen=True)
class DraftValue:
    """A draft as its editor needs it: its text, the save that was read, what it rests on and what it changes.

    `stale`: the version that it was prepared from was put right since (an erratum), or another was adopted after it.
    """

    sheet: int
    number: int
    revision: int
    fields: list[SectionField]
    sections: list[SectionValue]
    stage: str
    base: int | None
    base_fields: list[SectionField]
    stale: bool
    changes: Differences
    deeds: list[DeedValue]


def draft_of(*, framework: str, key: str, day: date) -> DraftValue | None:
    """The draft of a job's sheet, or None. Eight queries at most, whatever its length."""
    rows = Sheet.objects.filter(job__framework__code=framework, job__key=key)
    sheet = rows.filter(state=SheetState.DRAFT).select_related("based_on").first()
    if sheet is None:
        return None
    documents, _ = carriers(day=day)
    sections = whole_sections([sheet.pk, sheet.based_on_id], documents)
    mine, base = sections.get(sheet.pk, []), sections.get(sheet.based_on_id, [])
    last = rows.adopted().order_by("-number").values_list("pk", flat=True).first()
    rests = sheet.based_on
    return DraftValue(
        sheet=sheet.pk,
        number=sheet.number,
        revision=sheet.revision,
        fields=print_fields([worded(section) for section in mine]),
        sections=mine,
        stage=sheet.stage,
        base=rests.number if rests else None,
        base_fields=print_fields([worded(section) for section in base]),
        stale=last != sheet.based_on_id or bool(rests and rests.content_hash != sheet.base_hash),
        changes=differences(base, mine),
        deeds=deeds_of(sheet=sheet),
    )


def deeds_of(*, sheet: Sheet) -> list[DeedValue]:
    """What people did to a sheet, the last first. One query."""
    return [
        DeedValue(
            timezone.localtime(row.at), row.who, row.deed, row.get_deed_display(), row.reason,
            row.before, row.after,
        )
        for row in Trace.objects.of(sheet).select_related("by").order_by("-at", "-pk")
    ]  # fmt: skip


def worded(section: SectionValue) -> SectionWording:
    """A section as its text is printed, without what links it."""

    def item(value: ItemValue) -> ItemWording:
        return ItemWording(value.text, value.anchor, value.code, None, tuple(map(item, value.children)))

    items = tuple(map(item, section.items))
    return SectionWording(
        section.kind,
        section.heading,
        level=section.level,
        branches=tuple(section.branches),
        group=section.group,
        items=items,
    )
