"""A draft goes out for opinion, comes back with a reason, or is taken up again by those who write it."""

from django.db import transaction

from ..enums import Deed, SheetState, Stage
from ..models import Sheet
from ..notation import print_fields
from ..wording import published
from .refusals import DraftConflict, EmptySheet, NotADraft, NothingChanged, NotUnderOpinion, ReasonNeeded, UnderOpinion
from .tracing import leave_trace
from .wordings import held_wording


@transaction.atomic
def submit(sheet: Sheet, *, revision: int, by) -> Sheet:
    """Put a draft, as read at its save number `revision`, out for opinion: its words no longer change.

    `EmptySheet` and `NothingChanged` when there is nothing to say of it; `DraftConflict` when someone saved since.
    """
    drafts = Sheet.objects.filter(pk=sheet.pk, state=SheetState.DRAFT)
    if not drafts.exclude(stage=Stage.SUBMITTED).filter(revision=revision).update(stage=Stage.SUBMITTED):
        current = drafts.first()
        if current is None:
            raise NotADraft
        if current.stage == Stage.SUBMITTED:
            raise UnderOpinion
        raise DraftConflict([], print_fields(held_wording(current)), current.revision)
    row = drafts.select_related("job").get()
    words = held_wording(row)
    if not any(section["elements"] for section in published(words)):
        raise EmptySheet
    if row.base_hash and row.content_hash == row.base_hash:
        raise NothingChanged
    leave_trace(Deed.SUBMITTED, row, by=by, after={"empreinte": row.content_hash}, job=row.job)
    return row


@transaction.atomic
def send_back(sheet: Sheet, *, reason: str, by) -> Sheet:
    """Return a submitted draft to those who write it, for a reason."""
    if not reason.strip():
        raise ReasonNeeded
    return _reopen(sheet, Stage.RETURNED, Deed.RETURNED, reason.strip(), by)


@transaction.atomic
def resume(sheet: Sheet, *, by) -> Sheet:
    """Take a submitted draft up again, as those who write it do."""
    return _reopen(sheet, Stage.WRITING, Deed.RESUMED, "", by)


def _reopen(sheet: Sheet, stage: Stage, deed: Deed, reason: str, by) -> Sheet:
    drafts = Sheet.objects.filter(pk=sheet.pk, state=SheetState.DRAFT)
    if not drafts.filter(stage=Stage.SUBMITTED).update(stage=stage):
        raise NotUnderOpinion if drafts.exists() else NotADraft
    row = drafts.select_related("job").get()
    leave_trace(deed, row, by=by, reason=reason, job=row.job)
    return row
