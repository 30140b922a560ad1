"""Where a page is taken away: the same list as a table, and as JSON. Pure."""

from __future__ import annotations

from .values import Link

#: the suffixes of a table
TABLES = ("csv", "xlsx")


def downloads(address: str, json: str = "", *, asked: str = "") -> list[Link]:
    """The links of a list: `/documents`, `/api/v1/documents`, and what is asked of both (« ?au=2026-01-01 »)."""
    tables = [Link(suffix.upper(), f"{address}.{suffix}{asked}") for suffix in TABLES]
    return [*tables, Link("JSON", f"{json}{asked}")] if json else tables
