"""New versions made as HR makes them: a text is registered, a draft written, adopted."""

from dataclasses import replace
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from jobs.actions import adopt, register_text, save_draft, start_revision
from jobs.actions.wordings import held_wording
from jobs.enums import SheetState
from jobs.models import Item, Job, Section, Sheet
from jobs.notation import print_fields
from texts.enums import DateKind, DocumentKind, Origin
from texts.models import Document, TextDate


def the_job(framework="clcc", key="aide-soignant") -> Job:
    return Job.objects.get(framework__code=framework, key=key)


def fields_of(sheet: Sheet):
    """The text of a sheet, as its form shows it."""
    return print_fields(held_wording(sheet))


def edited(fields, old: str, new: str):
    """The fields with `old` turned into `new`, once."""
    found = next(index for index, field in enumerate(fields) if old in field.text)
    return [replace(f, text=f.text.replace(old, new, 1)) if i == found else f for i, f in enumerate(fields)]


def amendment(by, *, signed=date(2026, 3, 2), effect=None, wording="", name="Avenant 2026-01") -> Document:
    """A text as HR registers it."""
    dates = {"signature": signed} | ({"effet": effect} if effect else {})
    return register_text(
        kind="avenant", title=f"{name}, essai", short_title=name, reference=name, dates=dates, wording=wording, by=by
    )


def next_version(job: Job, old: str, new: str, *, document: Document, by) -> Sheet:
    """The next version of a job's sheet, adopted, with `old` turned into `new`."""
    draft = start_revision(job, by=by)
    draft = save_draft(draft, fields=edited(fields_of(draft), old, new), revision=draft.revision, by=by)
    return adopt(draft, document=document, revision=draft.revision, by=by)


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def version_of(key: str, lines: list[str], *, on: date) -> Job:
    """A second version of a CLCC sheet with these activities, in force from `on`: rows alone, nothing drawn from them
    yet. Gives the job."""
    job = the_job(key=key)
    by = get_user_model().objects.create_user(f"auteur-{key}")
    decision = Document.objects.create(
        slug=f"decision-{key}", title="Décision", kind=DocumentKind.DECISION, origin=Origin.ENTERED, order=99
    )
    TextDate.objects.create(document=decision, kind=DateKind.EFFECT, value=on, recorded_by=by)
    sheet = Sheet.objects.create(job=job, number=2, origin=Origin.ENTERED)
    section = Section.objects.create(sheet=sheet, kind="activites", order=1)
    for order, text in enumerate(lines, 1):
        Item.objects.create(section=section, text=text, lineage=f"e-{key[:8]}{order}", order=order)
    sheet.document, sheet.state = decision, SheetState.ADOPTED
    sheet.adopted_at, sheet.adopted_by = timezone.now(), by
    sheet.save()
    return job
