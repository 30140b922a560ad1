"""The pages of the jobs, and when what they show last changed."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone

from ..models import Listing, Sheet
from ..values import job_url


def mapped_jobs(*, day: date) -> list[tuple[str, date | None]]:
    """The address of each job known on `day`, and the day on which HR adopted its sheet in force, or on which a
    misreading of it was put right; None where there is no such day. Two queries."""
    rows = Sheet.objects.in_force(day).annotate(rectified_at=Max("errata__made_at"))
    changed = {}
    for job, *moments in rows.order_by("pk").values_list("job", "adopted_at", "rectified_at"):
        known = [timezone.localdate(moment) for moment in moments if moment]
        changed[job] = max(known) if known else None
    listed = Listing.objects.on(day).order_by("pk").values_list("framework", "key", "job")
    return [(job_url(framework, key), changed.get(job)) for framework, key, job in listed]
