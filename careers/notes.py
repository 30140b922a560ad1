"""The notes of a page: each oddity of the register told once, at the end, and called by its number elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from texts.values import Link

from .values import Doubt


class Notes:
    """Numbers the oddities in the order in which a page meets them."""

    def __init__(self) -> None:
        self.rows: dict[str, Doubt] = {}

    def on(self, doubts: Iterable[Doubt]) -> list[dict]:
        """The calls of the notes that bear on a part of the page: number, title, url."""
        for doubt in doubts:
            self.rows.setdefault(doubt.key, doubt)
        ranks = {key: rank for rank, key in enumerate(self.rows, 1)}
        return [
            {"number": ranks[doubt.key], "title": doubt.title, "url": f"#note-{ranks[doubt.key]}"} for doubt in doubts
        ]

    @property
    def told(self) -> list[dict]:
        """The notes themselves."""
        return [
            {
                "anchor": f"note-{rank}",
                "number": rank,
                "title": doubt.title,
                "text": doubt.explanation,
                "handling": doubt.handling,
                "register": Link("Au registre", doubt.url),
            }
            for rank, doubt in enumerate(self.rows.values(), 1)
        ]
