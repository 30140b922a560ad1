"""Values that the reads of the grids return, and the addresses of grids and levels."""

from __future__ import annotations

from dataclasses import dataclass

from texts.values import Source


def grid_url(grid: str) -> str:
    """The permanent address of a grid."""
    return f"/grilles/{grid}/"


def level_key(code: str) -> str:
    """A level's code as addresses and anchors spell it, without its spaces: « 10 A » → 10A."""
    return "".join(code.split())


def level_url(grid: str, code: str) -> str:
    """The permanent address of a level of a grid."""
    return f"{grid_url(grid)}{level_key(code)}/"


def level_anchor(code: str) -> str:
    """Where the sections of a level stand on the page of a sheet: « 4A » → niveau-4A."""
    return f"niveau-{level_key(code)}"


@dataclass(frozen=True)
class LevelValue:
    """A level or group of a grid; `quote` is the passage that prints it, `definition` is empty where none does."""

    code: str
    label: str
    definition: str
    quote: str
    source: Source | None
    document: str = ""  # the text that prints it, and what is known of its dates
    document_title: str = ""
    dates: str = ""
    entered: bool = False  # added by people, by a text that they registered

    @property
    def key(self) -> str:
        return level_key(self.code)


@dataclass(frozen=True)
class GridValue:
    """A grid with its levels in the printed order. `notes` say what the text does not give."""

    slug: str
    framework: str
    title: str
    document: str
    document_title: str
    dates: str  # what is known of the dates of the text
    notes: list[str]
    source: Source | None
    levels: list[LevelValue]
    entered: bool = False  # by people, by a text that they registered

    @property
    def url(self) -> str:
        return grid_url(self.slug)

    def level(self, key: str) -> LevelValue | None:
        """The level that an address names, its case and spaces aside."""
        wanted = level_key(key).casefold()
        return next((level for level in self.levels if level.key.casefold() == wanted), None)
