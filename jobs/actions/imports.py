"""A file of sheets given back by a person: read, shown, confirmed, then applied whole and outside the request.

Nothing holds a lock while it waits. The state of an import changes in the transaction that writes its drafts, by a
statement that only finds it confirmed: whatever dies leaves it confirmed and nothing written, and it is taken up again;
whoever comes second finds it applied, and writes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep
from typing import BinaryIO

from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone

from ..enums import Deed, ImportState, SheetState
from ..models import Import, Job
from ..notation import print_fields
from ..sheet_plan import FilePlan, PlannedSheet, as_kept, from_kept, plan_of
from ..workbooks import read_workbook
from .drafts import save_draft, start_revision
from .refusals import Refused
from .sheet_tables import editable_by_name
from .tracing import leave_trace

logger = logging.getLogger(__name__)

#: runs after which an import that always dies is stopped, so that it does not take the server with it
MOST_ATTEMPTS = 10
#: seconds between two words on how far it is
TOLD_EVERY = 0.3
#: seconds before a busy database is tried again, and how often
PATIENCE, TRIES = 2, 4


class NotToConfirm(Refused):
    """The file cannot be applied as it is: rows are refused, or nothing changes."""

    def __init__(self):
        super().__init__("Cet import ne peut pas être confirmé : des lignes sont refusées, ou rien ne change.")


class SheetsChanged(Refused):
    """Someone wrote in one of the sheets since the file was shown."""

    def __init__(self):
        super().__init__(
            "Quelqu’un a écrit dans une de ces fiches depuis que vous avez relu ce fichier : rien n’est écrit. Voici "
            "où elles en sont ; relisez, puis confirmez à nouveau."
        )


class AlreadyDecided(Refused):
    """The import is being applied, was applied or was given up."""

    def __init__(self):
        super().__init__("Cet import est déjà confirmé, appliqué ou abandonné.")


def read_file(file: BinaryIO, *, name: str, size: int, by) -> Import:
    """Keep the rows of a workbook that `by` gives. `BadWorkbook` when it cannot be read; nothing is kept then."""
    rows = read_workbook(file, size)
    with transaction.atomic():
        kept = Import.objects.create(name=name[:120], given_by=by, rows=as_kept(rows), row_count=len(rows))
        leave_trace(Deed.FILE_READ, kept, by=by, after={"lignes": len(rows)})
    return kept


def plan_import(kept: Import, *, told: Callable[[int, int], None] = lambda done, total: None) -> FilePlan:
    """What an import would change of the sheets as they stand now. Four queries."""
    rows = from_kept(kept.rows)
    return plan_of(rows, editable_by_name({row.job for row in rows}), told=told)


@transaction.atomic
def confirm_import(kept: Import, *, token: str, by) -> Import:
    """Have an import applied as it was shown, when its sheets stood at `token`.

    `NotToConfirm` when a row is refused, `SheetsChanged` when someone wrote since, `AlreadyDecided` when it is late.
    """
    if not Import.objects.filter(pk=kept.pk, state=ImportState.READ).exists():
        raise AlreadyDecided
    plan = plan_import(kept)
    if plan.token != token:
        raise SheetsChanged
    if not plan.ready:
        raise NotToConfirm
    asked = {"confirmed_by": by, "confirmed_at": timezone.now(), "token": token, "total": len(plan.changed), "done": 0}
    _move(kept, ImportState.READ, ImportState.CONFIRMED, attempts=0, outcome="", finished_at=None, **asked)
    leave_trace(Deed.FILE_CONFIRMED, kept, by=by, after=_counts(plan))
    return kept


@transaction.atomic
def drop_import(kept: Import, *, by) -> None:
    """Give up an import that was not applied. `AlreadyDecided` when it is confirmed, applied or given up."""
    now = timezone.now()
    if not Import.objects.filter(pk=kept.pk, state=ImportState.STOPPED).update(
        state=ImportState.DROPPED, finished_at=now
    ):
        _move(kept, ImportState.READ, ImportState.DROPPED, finished_at=now)
    leave_trace(Deed.FILE_DROPPED, kept, by=by)


@transaction.atomic
def read_again(kept: Import, *, by) -> None:
    """Bring a stopped import back to its reading, with the sheets as they stand now."""
    _move(kept, ImportState.STOPPED, ImportState.READ)
    leave_trace(Deed.FILE_READ, kept, by=by, before={"issue": kept.outcome}, after={"lignes": kept.row_count})


def _move(kept: Import, of: ImportState, to: ImportState, **values) -> None:
    if not Import.objects.filter(pk=kept.pk, state=of).update(state=to, **values):
        raise AlreadyDecided


def apply_import(pk: int) -> bool:
    """Apply a confirmed import, all of it in one transaction, or stop it with a sentence. Gives whether it did.

    What was confirmed is what is written: the sheets are looked at again, outside the transaction, then in it.
    """
    waiting = Import.objects.filter(pk=pk, state=ImportState.CONFIRMED)
    waiting.update(attempts=F("attempts") + 1, done=0)
    kept = waiting.select_related("confirmed_by").first()
    if kept is None:
        return False
    if kept.attempts > MOST_ATTEMPTS:
        return _stop(kept, f"Cet import s’est arrêté {MOST_ATTEMPTS} fois avant sa fin : donnez un fichier plus court.")
    try:
        plan = plan_import(kept, told=_teller(kept))
        if plan.token != kept.token or not plan.ready:
            raise SheetsChanged
        return _write(kept, plan)
    except Refused as refusal:
        return _stop(kept, f"Rien n’est écrit. {refusal}")
    except OperationalError:
        raise  # the database is busy or gone: it waits, and is tried again
    except Exception:
        logger.exception("Import %s", pk)
        return _stop(kept, "Rien n’est écrit : une erreur est survenue, et le journal du serveur dit laquelle.")


def _teller(kept: Import) -> Callable[[int, int], None]:
    """Says how far it is, now and then, for the page that waits."""
    last = monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if done == total or monotonic() - last > TOLD_EVERY:
            last = monotonic()
            Import.objects.filter(pk=kept.pk, state=ImportState.CONFIRMED).update(done=done, total=total)

    return tell


def _stop(kept: Import, sentence: str) -> bool:
    Import.objects.filter(pk=kept.pk, state=ImportState.CONFIRMED).update(
        state=ImportState.STOPPED, outcome=sentence, finished_at=timezone.now()
    )
    return False


@transaction.atomic
def _write(kept: Import, plan: FilePlan) -> bool:
    """The drafts of the whole plan. False when another process has done it."""
    lines = sum(len(sheet.findings) for sheet in plan.changed)
    sheets = len(plan.changed)
    said = f"{sheets} brouillon{'s' * (sheets > 1)} : {lines} ligne{'s' * (lines > 1)} changée{'s' * (lines > 1)}."
    # First of all, so that another who applies it waits here, then finds it applied.
    taken = Import.objects.filter(pk=kept.pk, state=ImportState.CONFIRMED).update(
        state=ImportState.APPLIED, outcome=said, finished_at=timezone.now()
    )
    if not taken:
        return False
    held = editable_by_name({(sheet.framework, sheet.key) for sheet in plan.changed})
    if any(held[sheet.framework, sheet.key].state != sheet.state for sheet in plan.changed):
        raise SheetsChanged
    for sheet in plan.changed:
        _write_sheet(sheet, by=kept.confirmed_by)
    leave_trace(Deed.FILE_APPLIED, kept, by=kept.confirmed_by, after=_counts(plan))
    return True


def _write_sheet(sheet: PlannedSheet, *, by) -> None:
    """One sheet, in its draft or in one that is opened for it. About twenty queries."""
    job = Job.objects.select_related("framework", "sheet_of").get(framework__code=sheet.framework, key=sheet.key)
    if sheet.revision is None:
        draft = start_revision(job, by=by)
        if draft.based_on and sheet.state != f"version {draft.based_on.number}":
            raise SheetsChanged
    else:
        draft = job.sheets.filter(state=SheetState.DRAFT).first()
    if draft is None:
        raise SheetsChanged
    revision = draft.revision if sheet.revision is None else sheet.revision
    save_draft(draft, fields=print_fields(sheet.wording), revision=revision, by=by)


def _counts(plan: FilePlan) -> dict:
    return {
        "fiches": [f"{sheet.framework}/{sheet.key}" for sheet in plan.changed],
        "lignes": sum(len(sheet.findings) for sheet in plan.changed),
    }


def run_imports() -> list[Import]:
    """Apply every import that waits, the oldest first; gives those that it applied. A busy database is tried again."""
    applied = []
    for pk in Import.objects.filter(state=ImportState.CONFIRMED).order_by("confirmed_at").values_list("pk", flat=True):
        for tried in range(TRIES):
            try:
                if apply_import(pk):
                    applied.append(Import.objects.get(pk=pk))
                break
            except OperationalError:
                if tried == TRIES - 1:
                    raise
                close_old_connections()
                sleep(PATIENCE)
    return applied


def run_imports_aside() -> Thread:
    """The same in a thread of this process, for the server: after a confirmation, and when it starts."""

    def run() -> None:
        try:
            run_imports()
        except Exception:
            logger.exception("Imports")
        finally:
            connection.close()

    thread = Thread(target=run, name="imports", daemon=True)
    thread.start()
    return thread
