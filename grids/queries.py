"""Reads of the grids and of their levels, as of a day."""

from __future__ import annotations

from datetime import date

from texts.effect import effect_of
from texts.enums import Origin
from texts.models import Document
from texts.values import source_of

from .models import Grid, Level
from .values import GridValue, LevelValue


def documents_with_dates() -> dict[int, Document]:
    """The texts by id, each with the day from which it counts, their wording left unread. One query."""
    return {row.pk: row for row in Document.objects.with_dates().defer("text")}


def counting_on(documents: dict[int, Document], day: date) -> set[int]:
    """The ids of the texts that count on `day`: see `texts.effect`."""
    return {pk for pk, row in documents.items() if row.counts_from is None or row.counts_from <= day}


def grids(*, documents: dict[int, Document], day: date) -> list[GridValue]:
    """The grids known on `day`, in their order. Two queries."""
    counting = counting_on(documents, day)
    levels: dict[int, list[Level]] = {}
    for level in Level.objects.select_related("passage").order_by("grid", "rank", "between"):
        levels.setdefault(level.grid_id, []).append(level)
    rows = Grid.objects.select_related("passage")
    return [_grid(row, held, documents) for row in rows if (held := _known(row, levels.get(row.pk, []), counting))]


def grid(*, slug: str, documents: dict[int, Document], day: date) -> GridValue | None:
    """A grid as known on `day`, without level when no text gives it yet; None when there is none at that address.

    One query, two for a grid without levels.
    """
    rows = Level.objects.filter(grid__slug=slug).select_related("passage", "grid__passage").order_by("rank", "between")
    levels = list(rows)
    row = levels[0].grid if levels else Grid.objects.filter(slug=slug).select_related("passage").first()
    return _grid(row, _known(row, levels, counting_on(documents, day)), documents) if row else None


def first_day(*, slug: str, documents: dict[int, Document]) -> date | None:
    """The first day on which a text gives a level of the grid; None for an undated text. One query."""
    rows = Level.objects.filter(grid__slug=slug).values_list("document", "grid__document")
    days = [documents[own or shared].counts_from for own, shared in rows]
    return min((day for day in days if day), default=None) if None not in days else None


def _known(row: Grid, levels: list[Level], counting: set[int]) -> list[Level]:
    """The levels that a text counting that day prints."""
    return [level for level in levels if (level.document_id or row.document_id) in counting]


def _dates(document: Document) -> str:
    return effect_of(signed_on=document.signed_on, effect_on=document.effect_on).sentence


def _level(row: Level, document: Document, documents: dict[int, Document]) -> LevelValue:
    return LevelValue(
        code=row.code,
        label=row.label,
        definition=row.definition,
        quote=row.passage.text if row.passage else "",
        source=source_of(row.passage, documents),
        document=document.slug,
        document_title=document.short_title,
        dates=_dates(document),
        entered=row.origin == Origin.ENTERED,
    )


def _grid(row: Grid, levels: list[Level], documents: dict[int, Document]) -> GridValue:
    document = documents[row.document_id]
    return GridValue(
        slug=row.slug,
        framework=row.framework_code,
        title=row.title,
        document=document.slug,
        document_title=document.short_title,
        dates=_dates(document),
        notes=row.notes,
        source=source_of(row.passage, documents),
        entered=row.origin == Origin.ENTERED,
        levels=[_level(level, documents[level.document_id or row.document_id], documents) for level in levels],
    )
