"""The sheets that HR may write in, as they stand: what an export gives and what an import meets."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from ..enums import JobKind, SheetState, Stage, Status
from ..models import Job, JobStatus, Sheet
from ..sheet_table import Editable
from .refusals import DeletedJob, SharedSheet, UnderOpinion
from .wordings import held_wordings

NO_SHEET = "aucune fiche"


def editable_sheets(jobs: Iterable[Job]) -> list[Editable]:
    """The wording of each job that has a sheet of its own, or may have one: its draft, else its last adopted version.

    Four queries, however many jobs; they come in the order given.
    """
    wanted = list(jobs)
    drafts: dict[int, Sheet] = {}
    adopted: dict[int, Sheet] = {}
    for row in Sheet.objects.filter(job__in=[job.pk for job in wanted]).order_by("job", "number"):
        (drafts if row.state == SheetState.DRAFT else adopted)[row.job_id] = row
    stated = JobStatus.objects.filter(job__in=[job.pk for job in wanted]).order_by("order", "pk")
    statuses = dict(stated.values_list("job", "status"))
    asked = {row.pk for row in (*drafts.values(), *adopted.values())}
    asked |= {row.based_on_id for row in drafts.values() if row.based_on_id}
    wordings = held_wordings(asked)

    def editable(job: Job) -> Editable:
        draft, last = drafts.get(job.pk), adopted.get(job.pk)
        sheet = draft or last
        known = [wordings[sheet.pk]] if sheet else []
        if draft and draft.based_on_id:
            known.append(wordings[draft.based_on_id])
        return Editable(
            framework=job.framework.code,
            key=job.key,
            title=job.title,
            state=_state(draft, last),
            wording=tuple(wordings[sheet.pk]) if sheet else (),
            known=tuple(map(tuple, known)),
            revision=draft.revision if draft else None,
            locked=_locked(job, draft, statuses.get(job.pk)),
        )

    return [editable(job) for job in wanted]


def editable_by_name(names: Collection[tuple[str, str]]) -> dict[tuple[str, str], Editable]:
    """The same of the jobs that framework and key name, those that exist. Five queries."""
    asked = Q(framework__code__in={framework for framework, _ in names}, key__in={key for _, key in names})
    jobs = Job.objects.filter(asked).select_related("framework", "sheet_of").order_by("framework", "order", "key")
    found = editable_sheets(job for job in jobs if (job.framework.code, job.key) in names)
    return {(row.framework, row.key): row for row in found}


def _state(draft: Sheet | None, last: Sheet | None) -> str:
    if draft:
        return f"brouillon {draft.number}, enregistrement {draft.revision}"
    return f"version {last.number}" if last else NO_SHEET


def _locked(job: Job, draft: Sheet | None, status: str | None) -> str:
    if job.kind == JobKind.ATTACHED:
        return str(SharedSheet(job))
    if status == Status.DELETED and draft is None:
        return str(DeletedJob(job))
    return str(UnderOpinion()) if draft and draft.stage == Stage.SUBMITTED else ""
