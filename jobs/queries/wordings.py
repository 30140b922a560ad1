"""Reads of wordings: sheets with their sections and items, and the activities common to the jobs of a framework."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from texts.effect import effect_of
from texts.enums import PassageKind
from texts.models import Document
from texts.values import Source, source_of

from ..enums import JobKind
from ..models import CommonItem, Erratum, Item, Job, Sheet
from ..values import ComingVersion, CommonBaseValue, ItemValue, SectionValue, SheetValue


def sheet_values(
    *, asked: Collection[tuple[int, int | None]], documents: dict, counting: set, day: date, rectified: bool = True
) -> Callable[[int, int | None], SheetValue | None]:
    """The wordings of jobs: `found(job, None)` is the one in force, `found(job, 2)` the second version.

    `asked` holds the pairs that will be asked for. A version that does not exist gives the wording in force; the
    version named is given even when its text does not count yet. Two queries, three when one was rectified, unless
    `rectified` says that what was put right is read elsewhere.
    """
    rows: dict[int, list[Sheet]] = {}
    held = Sheet.objects.adopted().filter(job__in={job for job, _ in asked}).order_by("-number")
    for row in held.annotate(errata_count=Count("errata")):
        rows.setdefault(row.job_id, []).append(row)

    def chosen(job: int, version: int | None) -> Sheet | None:
        named = [row for row in rows.get(job, ()) if row.number == version]
        in_force = [row for row in rows.get(job, ()) if row.document_id in counting]
        return next(iter(named + in_force), None)

    sheets = {row.pk: row for pair in asked if (row := chosen(*pair))}
    sections = _sections(sheets, documents)
    errata = _errata([row.pk for row in sheets.values() if row.errata_count and rectified])

    def effect(document: Document) -> str:
        return effect_of(signed_on=document.signed_on, effect_on=document.effect_on, day=day).sentence

    def coming(row: Sheet) -> ComingVersion:
        document = documents[row.document_id]
        return ComingVersion(row.number, document.short_title, effect(document))

    def found(job: int, version: int | None) -> SheetValue | None:
        row = chosen(job, version)
        if row is None:
            return None
        document = documents[row.document_id]
        return SheetValue(
            number=row.number,
            document=document.slug,
            document_title=document.title,
            effect=effect(document),
            signed_on=document.signed_on,
            effect_on=document.effect_on,
            sections=sections.get(row.pk, []),
            errata=errata.get(row.pk, []),
            adopted_here=row.adopted_at is not None,
            in_force=row == chosen(job, None),
            versions=len(rows[job]),
            carriers=[documents[held.document_id].slug for held in rows[job] if held.number <= row.number],
            coming=[
                coming(later)
                for later in reversed(rows[job])
                if later.number > row.number and later.document_id not in counting
            ],
        )

    return found


def _errata(sheets: list[int]) -> dict[int, list]:
    """What was rectified in each sheet: the day and the reason. One query, none when nothing was."""
    found: dict[int, list] = {}
    for row in Erratum.objects.filter(sheet__in=sheets) if sheets else ():
        found.setdefault(row.sheet_id, []).append((row.made_at.date(), row.reason))
    return found


class _Place(NamedTuple):
    """What a source takes of a passage. Plain rows: a sheet of three hundred lines would make a thousand models."""

    pk: int | None
    document_id: int
    spans: list
    line_start: int
    line_end: int


PLACE = ("", "__document", "__spans", "__line_start", "__line_end")
#: columns of the items, of their section, of the three passages that place them, and of the part above the heading
COLUMNS = (
    "pk", "text", "lineage", "code", "parent", "section__sheet", "section", "section__kind", "section__heading",
    "section__level", "section__branches", "section__group",
    *(f"{name}{end}" for name in ("passage", "section__heading_passage", "section__group_passage") for end in PLACE),
    *(f"section__heading_passage__{up}__{end}" for up in ("parent__parent", "parent") for end in ("kind", "text")),
)  # fmt: skip


def whole_sections(sheets: Collection[int | None], documents: dict) -> dict[int, list[SectionValue]]:
    """The sections of sheets, adopted or not, by id. One query."""
    return _sections([pk for pk in sheets if pk], documents)


def _sections(sheets: Collection[int], documents: dict) -> dict[int, list[SectionValue]]:
    """The sections of sheets with their items and sub-items. One query."""
    if not sheets:
        return {}
    rows = Item.objects.filter(section__sheet__in=sheets).order_by("section__sheet", "section__order", "order")
    found: dict[int, list[SectionValue]] = {}
    sections: dict[int, SectionValue] = {}
    items: dict[int, ItemValue] = {}
    for pk, text, lineage, code, parent, sheet, section, *printed in rows.values_list(*COLUMNS):
        kind, heading, level, branches, group, *places, top, first, above, second = printed
        value = ItemValue(text, lineage, _source(places[:5], documents), code, [])
        items[pk] = value
        if section not in sections:
            sections[section] = SectionValue(
                kind=kind,
                heading=heading,
                level=level,
                branches=branches,
                group=group,
                items=[],
                source=_source(places[5:10], documents),
                group_source=_source(places[10:], documents),
                chapters=tuple(t for k, t in ((top, first), (above, second)) if k == PassageKind.TITLE),
            )
            found.setdefault(sheet, []).append(sections[section])
        siblings = items[parent].children if parent else sections[section].items
        siblings.append(value)
    return found


def _source(columns: list, documents: dict) -> Source | None:
    place = _Place(*columns)
    return source_of(place, documents) if place.pk else None


def common_bases(jobs: list[Job], documents: dict, counting: set) -> dict[int, CommonBaseValue]:
    """The activities common to the jobs of each framework that has a base. One query, for jobs that are not a
    métier's."""
    frameworks = {job.framework_id for job in jobs if job.kind == JobKind.JOB and job.based}
    if not frameworks:
        return {}
    rows = CommonItem.objects.filter(base__framework__in=frameworks, base__document__in=counting)
    rows = rows.select_related("base__scope_passage", "passage").order_by("base__order", "order")
    held: dict[int, list[CommonItem]] = {}
    for row in rows:
        held.setdefault(row.base.framework_id, []).append(row)
    found = {}
    for framework, items in held.items():
        base = items[-1].base  # the newest text's
        found[framework] = CommonBaseValue(
            heading=base.heading,
            scope=base.scope,
            scope_source=source_of(base.scope_passage, documents),
            items=[
                ItemValue(row.text, row.lineage, source_of(row.passage, documents))
                for row in items
                if row.base_id == base.pk
            ],
            document=documents[base.document_id].slug,
        )
    return found
