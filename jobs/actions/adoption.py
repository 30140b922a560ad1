"""Making a draft the next version of its sheet, carried by a text; and going back on it before it takes effect."""

from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from texts.enums import DateKind, DocumentKind, Origin
from texts.models import Document

from ..enums import Deed, SheetState, Stage
from ..indexing import refresh_listings
from ..models import Sheet, Trace
from ..nearest_indexing import follow_sheets
from ..notation import print_fields
from ..wording import fingerprint, published
from .linking import link_lines
from .official_texts import register_text
from .refusals import (
    AlreadyInDraft,
    AlreadyInEffect,
    DraftConflict,
    EmptySheet,
    FromOfficialText,
    NotADraft,
    NothingChanged,
    NotTheLast,
    OwnDraft,
    ReasonNeeded,
    TextAlreadyCarries,
    TextTooOld,
    UndatedText,
)
from .tracing import leave_trace
from .wordings import held_wording

#: in the trace of an undoing, the day from which the public read the version
SHOWN = "montree_depuis"


@transaction.atomic
def adopt(sheet: Sheet, *, document: Document, revision: int, by) -> Sheet:
    """Make a draft, as read at its save number `revision`, the next version of its sheet, carried by `document`.

    It is in force from the day from which that text counts, today, earlier or later. The lines that the text prints
    word for word are linked to it. Refused when nothing changed, when the text has no date or would count before the
    previous version, or carries one already; `OwnDraft` to one who wrote in it, unless the portal allows it to them.
    """
    drafts = Sheet.objects.filter(pk=sheet.pk, state=SheetState.DRAFT)
    # Written first, so that nobody saves the draft between what is looked at here and its adoption.
    if not drafts.filter(revision=revision).update(revision=F("revision") + 1):
        current = drafts.first()
        if current is None:
            raise NotADraft
        raise DraftConflict([], print_fields(held_wording(current)), current.revision)
    draft = drafts.select_related("job").get()
    if not may_adopt(draft, by=by):
        raise OwnDraft
    words = published(held_wording(draft))
    previous = Sheet.objects.adopted().filter(job=draft.job).order_by("-number").first()
    _refuse(draft, words, previous, document)
    link_lines(document, sheets=[draft])
    number = _next_number(draft)
    draft.number, draft.document, draft.state = number, document, SheetState.ADOPTED
    draft.content_hash, draft.adopted_at, draft.adopted_by = fingerprint(words), timezone.now(), by
    draft.save()
    leave_trace(
        Deed.ADOPTED,
        draft,
        by=by,
        before={"numero": previous.number if previous else None},
        after={"numero": number, "texte": document.slug, "empreinte": draft.content_hash},
        job=draft.job,
    )
    _bring_up_to_date(draft.job_id)
    return draft


@transaction.atomic
def adopt_by_decision(
    sheet: Sheet, *, title: str, decided_on: date, effect_on: date | None, revision: int, by
) -> Sheet:
    """Adopt a draft by a decision of HR's own, registered with it: its title, its day, and the day from which it
    counts when that is another. Refused as `adopt` and `register_text` are; nothing is registered then."""
    dates = {DateKind.SIGNATURE: decided_on, DateKind.EFFECT: effect_on or decided_on}
    decision = register_text(kind=DocumentKind.DECISION, title=title, dates=dates, by=by)
    return adopt(sheet, document=decision, revision=revision, by=by)


def may_adopt(draft: Sheet, *, by) -> bool:
    """Whether `by` wrote nothing in the draft, or may adopt what they wrote: by a right of theirs, or by the setting
    REPERES_ADOPT_OWN_SHEETS. One query."""
    if settings.REPERES_ADOPT_OWN_SHEETS or by.has_perm("jobs.adopt_own_sheet"):
        return True
    return not Trace.objects.of(draft).filter(deed=Deed.SAVED, by=by).exists()


def _refuse(draft: Sheet, words: list[dict], previous: Sheet | None, document: Document) -> None:
    """Raises when this draft cannot become the version after `previous` by this text. Three queries."""
    if not any(section["elements"] for section in words):
        raise EmptySheet
    if previous is None:
        return
    if fingerprint(words) == previous.content_hash:
        raise NothingChanged
    carried = Sheet.objects.adopted().filter(job=draft.job, document=document).first()
    if carried:
        raise TextAlreadyCarries(carried)
    dates = dict(
        Document.objects.with_dates()
        .filter(pk__in=[document.pk, previous.document_id])
        .values_list("pk", "counts_from")
    )
    since, before = dates[document.pk], dates[previous.document_id]
    if since is None:
        raise UndatedText
    if before and since < before:
        raise TextTooOld(before)


def _next_number(draft: Sheet) -> int:
    """The number after those of the other versions, and after those that the public read before they were undone: one
    that was read keeps its number for itself. Two queries."""
    others = Sheet.objects.filter(job=draft.job).exclude(pk=draft.pk).aggregate(n=Max("number"))["n"] or 0
    undone = Trace.objects.filter(job=draft.job, deed=Deed.UNDONE).values_list("before", flat=True)
    return max(others, *(words["numero"] for words in undone if words.get(SHOWN)), 0) + 1


def may_undo(sheet: Sheet) -> bool:
    """Whether a version was adopted here and has not taken effect on a known day: until then it counts by the
    signature of its text, for want of better, and is not final (decision 30). One query."""
    if sheet.state != SheetState.ADOPTED or sheet.origin == Origin.TEXT:
        return False
    text = Document.objects.with_dates().get(pk=sheet.document_id)
    return text.effect_on is None or text.effect_on > timezone.localdate()


@transaction.atomic
def undo_adoption(sheet: Sheet, *, reason: str, by) -> Sheet:
    """Bring an adopted version back to a draft, for a reason, while the day of effect of its text is to come or not
    known; gives the draft. Its words as the public read them, if it did, stay in the trace, and its number is spent.

    Refused once it has taken effect, for a version of the official texts, and when a later one was adopted.
    """
    if not reason.strip():
        raise ReasonNeeded
    row = Sheet.objects.adopted().filter(pk=sheet.pk).select_related("job", "document").first()
    if row is None:
        raise NotADraft
    if row.origin == Origin.TEXT:
        raise FromOfficialText
    if Sheet.objects.adopted().filter(job=row.job, number__gt=row.number).exists():
        raise NotTheLast
    if not may_undo(row):
        raise AlreadyInEffect
    before = {"numero": row.number, "texte": row.document.slug, "empreinte": row.content_hash} | _shown(row)
    try:
        with transaction.atomic():
            Sheet.objects.rectifying().filter(pk=row.pk).update(
                state=SheetState.DRAFT,
                stage=Stage.RETURNED,
                document=None,
                adopted_at=None,
                adopted_by=None,
                revision=F("revision") + 1,
            )
    except IntegrityError as error:
        raise AlreadyInDraft from error
    leave_trace(Deed.UNDONE, row, by=by, before=before, reason=reason.strip(), job=row.job)
    _bring_up_to_date(row.job_id)
    return Sheet.objects.get(pk=row.pk)


def _shown(row: Sheet) -> dict:
    """What the public read of a version that counts, and since when; nothing of one that is only announced."""
    text = Document.objects.counting_on(timezone.localdate()).filter(pk=row.document_id).first()
    if text is None:
        return {}
    since = max(timezone.localdate(row.adopted_at), text.counts_from or date.min)
    return {SHOWN: since.isoformat(), "rubriques": published(held_wording(row))}


def _bring_up_to_date(job: int) -> None:
    """The list, the search and the nearest jobs follow what is adopted."""
    refresh_listings([job])
    follow_sheets([job])
