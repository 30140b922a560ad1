"""Changes and versions as tables of words to take away, each row with its address."""

from __future__ import annotations

from collections.abc import Sequence

from .chronicle import Change
from .history import History, Version
from .printing.brought import WEIGHTS, counted
from .printing.common import version_url
from .printing.history import state_badge

CHANGES = ("Jour", "Poids", "Nature", "Référentiel", "Code", "Intitulé", "Version", "Texte", "Ce qui change", "Source",
           "Adresse")  # fmt: skip
VERSIONS = ("Version", "État", "Texte porteur", "Ce qui est connu de sa date", "Jusqu’au (exclu)", "Adoptée le",
            "Poids", "Ce qui change", "Rectifications", "Adresse")  # fmt: skip


def changes_table(rows: Sequence[Change], *, base: str) -> list[tuple[str, ...]]:
    """The changes as rows of words, the headings first. `base`: the site's address."""
    site = base.rstrip("/")
    return [CHANGES, *(_change(row, site) for row in rows)]


def _change(row: Change, site: str) -> tuple[str, ...]:
    named = (row.job.framework_name, row.job.code, row.job.title, str(row.version or ""), row.document_title)
    cited = "\u202f; ".join(source.label for source in row.sources)
    kind = row.deed.value.replace("_", " ")
    return (row.day.isoformat(), WEIGHTS.get(row.weight, ""), kind, *named, row.text, cited, site + row.url)


def versions_table(history: History, *, base: str) -> list[tuple[str, ...]]:
    """The versions of a sheet, the first one first, as rows of words; only the headings when no text gives one."""
    site = base.rstrip("/")
    return [VERSIONS, *(_version(row, history, site) for row in history.versions)]


def _version(row: Version, history: History, site: str) -> tuple[str, ...]:
    days = [day.isoformat() if day else "" for day in (row.until, row.adopted_on)]
    changed = (WEIGHTS.get(row.changes.weight, ""), counted(row.changes)) if row.changes else ("", "")
    errata = "\u202f; ".join(f"{erratum.day.isoformat()} {erratum.reason}" for erratum in row.errata)
    url = site + version_url(history.line, row.number)
    return (
        str(row.number),
        state_badge(row).label,
        row.carrier.title,
        row.carrier.effect,
        *days,
        *changed,
        errata,
        url,
    )
