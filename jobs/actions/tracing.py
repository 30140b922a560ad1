"""The trace that every action leaves."""

from django.db import models

from ..enums import Deed
from ..models import Job, Trace


def leave_trace(
    deed: Deed,
    row: models.Model,
    *,
    by,
    holder: str = "",
    before: object = None,
    after: object = None,
    reason: str = "",
    job: Job | None = None,
    name: str = "",
) -> Trace:
    """Write down what `by` did to `row`, inside the transaction that does it. One query.

    `holder` names who did it by a personal link, without an account; `by` is none then.
    """
    return Trace.objects.create(
        by=by,
        holder="" if by else holder[:300],
        deed=deed,
        subject=row._meta.label_lower,
        subject_id=row.pk,
        name=(name or str(row))[:300],
        job=job,
        before=before,
        after=after,
        reason=reason,
    )
