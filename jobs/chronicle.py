"""Every change of the catalogue, on the day on which it counts: texts, versions, rectifications. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from texts.values import Source

from .differences import Weight
from .history import Brought, Deed, Rectified
from .printing.brought import sentence, sources
from .printing.common import version_url, versions_url
from .values import JobLine


@dataclass(frozen=True)
class Change:
    """One change: `day` is when its text counts from, or when a version was adopted, or our reading put right."""

    day: date
    deed: Deed
    weight: Weight
    job: JobLine
    document: str
    document_title: str
    version: int | None
    text: str
    sources: tuple[Source, ...]
    url: str

    @property
    def rank(self) -> tuple:
        return self.day, self.job.framework, self.job.key, self.deed.value, self.version or 0, self.text


def chronicle(
    rows: Sequence[Brought], rectified: Sequence[tuple[JobLine | None, int, Rectified]], *, since: date | None = None
) -> list[Change]:
    """The changes of `since` and after, or all of them, the newest first."""
    found = [_brought(row) for row in rows if row.carrier.since]
    found += [_rectified(line, number, row) for line, number, row in rectified if line]
    kept = [row for row in found if since is None or row.day >= since]
    kept.sort(key=lambda row: row.rank)
    kept.sort(key=lambda row: row.day, reverse=True)
    return kept


def _brought(row: Brought) -> Change:
    day = row.adopted_on if row.deed is Deed.NEXT_SHEET and row.adopted_on else row.carrier.since
    url = version_url(row.job, row.version) if row.version else versions_url(row.job)
    return Change(
        day, row.deed, row.weight, row.job, row.carrier.slug, row.carrier.short_title, row.version or None,
        sentence(row), tuple(sources(row)), url,
    )  # fmt: skip


def _rectified(line: JobLine, number: int, row: Rectified) -> Change:
    words = f"Rectification de notre lecture\u202f: {row.reason}"
    return Change(row.day, Deed.ERRATUM, Weight.WORDING, line, "", "", number, words, (), version_url(line, number))
