"""Brings the grids and their levels to the fixtures."""

from dataclasses import dataclass

from django.db.models import F

from texts.enums import Origin
from texts.loading import TextIndex
from texts.syncing import LoadError, Summary, Sync, prune

from .models import Grid, Level

#: more than any grid has levels: ranks are moved out of the way by it before they are exchanged
ASIDE = 10_000


@dataclass(frozen=True)
class GridIndex:
    """The ids of the loaded grids and of their levels, by address and by code."""

    grids: dict[str, int]
    levels: dict[tuple[str, str], int]

    def grid(self, slug: str) -> int:
        """The id of a grid; `LoadError` when there is none at that address."""
        if slug not in self.grids:
            raise LoadError(f"La grille « {slug} » est citée, mais grids.json ne la contient pas.")
        return self.grids[slug]

    def level(self, slug: str, code: str) -> int:
        """The id of a level of a grid; `LoadError` when the grid has no such level."""
        if (slug, code) not in self.levels:
            raise LoadError(f"Le niveau « {code} » est cité, mais la grille « {slug} » ne le contient pas.")
        return self.levels[slug, code]


def load_grids(grids: list[dict], *, texts: TextIndex, summary: Summary) -> GridIndex:
    """Bring the grids and levels to `grids`. A grid that a person entered keeps its own levels."""
    sync = Sync(Grid, summary, key=("slug",))
    sync.bring(
        {
            "slug": row["key"],
            "framework_code": row["framework"],
            "title": row["title"],
            "document_id": texts.document(row["document"]),
            "passage_id": texts.passage(row["document"], row["passage"]),
            "notes": row["notes"],
            "order": order,
        }
        for order, row in enumerate(grids, 1)
    )
    rows = {slug: row for (slug,), row in sync.finish().items()}
    _load_levels([row for row in grids if rows[row["key"]].origin == Origin.TEXT], rows, texts, summary)
    slugs = {row.pk: slug for slug, row in rows.items()}
    levels = Level.objects.filter(grid__in=slugs).values_list("grid_id", "code", "pk")
    return GridIndex(
        {slug: row.pk for slug, row in rows.items()}, {(slugs[grid], code): pk for grid, code, pk in levels}
    )


def prune_grids(summary: Summary) -> None:
    """Remove the levels and grids that the fixtures no longer hold."""
    prune(Level, summary)
    prune(Grid, summary)


def _load_levels(grids: list[dict], rows: dict[str, Grid], texts: TextIndex, summary: Summary) -> None:
    wanted = [
        {
            "grid_id": rows[grid["key"]].pk,
            "code": level["code"],
            "label": level["label"],
            "rank": rank,
            "definition": level["definition"],
            "document_id": texts.document(level["document"] or grid["document"]),
            "passage_id": texts.passage(level["document"] or grid["document"], level["passage"]),
        }
        for grid in grids
        for rank, level in enumerate(grid["levels"], 1)
    ]
    _make_room(wanted)
    sync = Sync(Level, summary, key=("grid_id", "code"))
    sync.bring(wanted)
    sync.finish()


def _make_room(wanted: list[dict]) -> None:
    """Move aside the ranks of the grids whose order changed: two printed levels never share one, not even for a
    moment. Those that people added stand between them, and keep their place."""
    stored: dict[int, dict[int, str]] = {}
    for grid, rank, code in Level.objects.filter(between=0).values_list("grid_id", "rank", "code"):
        stored.setdefault(grid, {})[rank] = code
    moved = {
        row["grid_id"] for row in wanted if stored.get(row["grid_id"], {}).get(row["rank"], row["code"]) != row["code"]
    }
    if moved:
        levels = Level.objects.filter(grid__in=moved, origin=Origin.TEXT, rank__lt=ASIDE)
        levels.update(rank=F("rank") + ASIDE)
