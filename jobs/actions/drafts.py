"""Preparing a new version of a sheet: opened, saved as often as one likes, withdrawn; nothing of it is in force."""

from collections.abc import Sequence
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from ..enums import Deed, JobKind, SectionKind, SheetState, Stage, Status
from ..lineage import carried
from ..models import Job, JobStatus, Sheet
from ..notation import Misread, SectionField, print_fields, read_fields
from ..wording import fingerprint, published
from .refusals import (
    AlreadyInDraft,
    DeletedJob,
    DraftConflict,
    NotADraft,
    ReasonNeeded,
    SharedSheet,
    UnderOpinion,
    UnreadableDraft,
)
from .tracing import leave_trace
from .wordings import held_wording, write_wording


def new_lineage() -> str:
    """The lineage of a line that HR writes: drawn, since it stands in no text yet."""
    return f"e-{token_hex(6)}"


def is_deleted(job: Job) -> bool:
    """Whether the last text that gives the job a status deletes it. One query."""
    last = JobStatus.objects.filter(job=job).order_by("-order", "-pk").first()
    return last is not None and last.status == Status.DELETED


@transaction.atomic
def start_revision(job: Job, *, by) -> Sheet:
    """Open a draft of the job's sheet with the words of its last adopted version, or empty when it has none.

    That version is the one in force, unless another is adopted and awaits its effect: what it brings is not lost.
    `AlreadyInDraft` when there is a draft, `SharedSheet` for a job that shares the sheet of its métier,
    `DeletedJob` for one that the last text about it deletes.
    """
    if job.kind == JobKind.ATTACHED:
        raise SharedSheet(job)
    if is_deleted(job):
        raise DeletedJob(job)
    base = Sheet.objects.adopted().filter(job=job).order_by("-number").first()
    last = Sheet.objects.filter(job=job).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            sheet = Sheet.objects.create(
                job=job,
                number=last + 1,
                based_on=base,
                base_hash=base.content_hash if base else "",
                content_hash=base.content_hash if base else "",
            )
    except IntegrityError as error:
        raise AlreadyInDraft from error
    if base:
        write_wording(sheet, held_wording(base))
    leave_trace(Deed.STARTED, sheet, by=by, after={"d_apres": base.number if base else None}, job=job)
    return sheet


@transaction.atomic
def save_draft(sheet: Sheet, *, fields: Sequence[SectionField], revision: int, by) -> Sheet:
    """Put the words of `fields` in a draft that was read at its save number `revision`; gives it as saved.

    A line that did not change, moved or not, keeps its lineage and its passage; a reworded one its lineage.
    `UnreadableDraft` with the lines that could not be read; `DraftConflict` with both texts when someone saved since;
    `UnderOpinion` while it is submitted, `NotADraft` when it was adopted or withdrawn. Nothing is written then.
    """
    wanted, misread = read_fields(fields)
    misread += _unknown_kinds(fields)
    if misread:
        raise UnreadableDraft(misread)
    drafts = Sheet.objects.filter(pk=sheet.pk, state=SheetState.DRAFT)
    words = fingerprint(published(wanted))
    # The guard is in the statement: two people who save at once cannot both find the number that they read.
    writable = drafts.exclude(stage=Stage.SUBMITTED).filter(revision=revision)
    if not writable.update(revision=F("revision") + 1, content_hash=words, stage=Stage.WRITING):
        current = drafts.first()
        if current is None:
            raise NotADraft
        if current.stage == Stage.SUBMITTED:
            raise UnderOpinion
        raise DraftConflict(fields, print_fields(held_wording(current)), current.revision)
    saved = drafts.select_related("job", "based_on").get()
    before = held_wording(saved)
    known = [before, held_wording(saved.based_on)] if saved.based_on else [before]
    write_wording(saved, carried(wanted, known, new_lineage))
    leave_trace(Deed.SAVED, saved, by=by, before=published(before), after=published(wanted), job=saved.job)
    return saved


def _unknown_kinds(fields: Sequence[SectionField]) -> list[Misread]:
    return [
        Misread(number, 0, "La nature de cette rubrique n’est pas connue : choisissez-en une dans la liste.")
        for number, field in enumerate(fields, 1)
        if field.kind not in SectionKind
    ]


@transaction.atomic
def withdraw(sheet: Sheet, *, reason: str, revision: int, by) -> None:
    """Give a draft up, for a reason; its words stay in the trace. `DraftConflict` when someone saved it since."""
    if not reason.strip():
        raise ReasonNeeded
    drafts = Sheet.objects.filter(pk=sheet.pk, state=SheetState.DRAFT)
    if not drafts.filter(revision=revision).update(revision=F("revision") + 1):
        current = drafts.first()
        if current is None:
            raise NotADraft
        raise DraftConflict([], print_fields(held_wording(current)), current.revision)
    row = drafts.select_related("job").get()
    words = published(held_wording(row))
    leave_trace(Deed.WITHDRAWN, row, by=by, before=words, reason=reason.strip(), job=row.job)
    row.delete()
