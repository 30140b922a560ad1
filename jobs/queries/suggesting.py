"""What is offered while a search is being typed."""

from __future__ import annotations

from datetime import date

from ..models import Framework, Listing
from ..values import JobLine
from .listing import job_line
from .search import search


def suggestions(*, text: str, day: date, limit: int = 8) -> tuple[list[JobLine], int]:
    """The first jobs whose titles, codes or synonyms answer what is typed so far, and their number in all.

    Four queries, six at most.
    """
    found = search(text=text, day=day, suggesting=True)
    ranked = found.ranked[:limit]
    if not ranked:
        return [], 0
    names = dict(Framework.objects.values_list("code", "short_name"))
    rows = {row.pk: row for row in Listing.objects.filter(pk__in=ranked)}
    return [job_line(rows[pk], names) for pk in ranked], len(found.ranked)
