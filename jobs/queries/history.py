"""Reads of history: the versions of a sheet, what each text brought to the jobs, a line through its versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from texts.effect import effect_of
from texts.folding import fold
from texts.models import Document
from texts.values import source_of

from ..differences import Weight, differences
from ..enums import Deed as TraceDeed
from ..enums import JobKind, Status, TitleKind
from ..history import (
    Brought,
    Carrier,
    Deed,
    History,
    LineHistory,
    Rectified,
    Undone,
    Version,
    rectified,
    standing,
    wordings_of,
)
from ..models import (
    Erratum,
    GuaranteedPay,
    Item,
    Job,
    JobStatus,
    JobTitle,
    Listing,
    Placement,
    Replacement,
    Sheet,
    Trace,
)
from ..values import JobLine, SheetValue
from .listing import job_line
from .wordings import sheet_values

#: kinds of titles that a text gives in the place of another
RENAMINGS = {TitleKind.FORMER: Deed.RENAMED, TitleKind.NEW_LABEL: Deed.RELABELLED}


def carriers(*, day: date) -> tuple[dict[int, Document], dict[int, Carrier]]:
    """The texts with their dates, and how their effect is said on `day`, by id. One query."""
    documents = {row.pk: row for row in Document.objects.with_dates().defer("text")}
    return documents, {
        pk: Carrier(
            row.slug,
            row.title,
            row.short_title,
            effect_of(signed_on=row.signed_on, effect_on=row.effect_on, day=day).sentence,
            row.counts_from,
        )
        for pk, row in documents.items()
    }


def job_history(*, framework: str, key: str, day: date) -> History | None:
    """The versions of a job's sheet and what each text brought to it, as told on `day`; None for an unknown job.

    Thirteen queries at most, however many versions; one more when one was rectified. A job that no text gives yet on
    `day`, but one to come does, is told as that text will give it.
    """
    job = Job.objects.select_related("framework", "sheet_of").filter(framework__code=framework, key=key).first()
    if job is None:
        return None
    documents, texts = carriers(day=day)
    lines = _lines([job.pk, job.sheet_of_id, *_successors(job.pk)], day)
    if job.pk not in lines:
        return None
    own = job.kind != JobKind.ATTACHED
    versions = _versions({job.pk}, documents, texts, day).get(job.pk, ()) if own else ()
    held = defaultdict(list)
    for row in brought_to_jobs(jobs=[job.pk], lines=lines, documents=documents, texts=texts):
        held[row.carrier].append(row)
    for version in versions:
        held[version.carrier].append(_sheet_brought(lines[job.pk], version))
    newest = sorted(held, key=lambda carrier: carrier.rank, reverse=True)
    brought = tuple((carrier, tuple(held[carrier])) for carrier in newest)
    undone = _undone(job, texts) if own else ()
    return History(day, lines[job.pk], lines.get(job.sheet_of_id), tuple(versions), brought, undone)


def _undone(job: Job, texts: dict[int, Carrier]) -> tuple[Undone, ...]:
    """The versions of a job that the public read before their adoption was undone, from the first. One query."""
    carriers = {text.slug: text for text in texts.values()}
    rows = Trace.objects.filter(job=job, deed=TraceDeed.UNDONE).order_by("at", "pk").values_list("at", "before")
    return tuple(
        Undone(
            words["numero"], carriers[words["texte"]].short_title, carriers[words["texte"]].url,
            date.fromisoformat(words["montree_depuis"]), timezone.localdate(at),
        )
        for at, words in rows
        if words.get("montree_depuis") and words["texte"] in carriers
    )  # fmt: skip


def _successors(job: int) -> list[int]:
    return list(Replacement.objects.filter(job=job).order_by("pk").values_list("successor", flat=True))


def _lines(jobs: Iterable[int | None], day: date) -> dict[int, JobLine]:
    """The line of each job on `day`, or the first that it will have. One query."""
    wanted = Listing.objects.filter(job__in=[job for job in jobs if job]).annotate(name=F("job__framework__short_name"))
    found: dict[int, JobLine] = {}
    for row in sorted(wanted, key=lambda row: (row.job_id, row.since or date.min)):
        if row.job_id not in found or row.since is None or row.since <= day:
            found[row.job_id] = job_line(row, {row.framework: row.name})
    return found


def _versions(jobs: set[int], documents: dict, texts: dict[int, Carrier], day: date) -> dict[int, list[Version]]:
    """Every adopted version of each job, compared with the one before. Three queries, four when one was rectified."""
    rows = list(Sheet.objects.adopted().filter(job__in=jobs).order_by("job", "number").defer("origin"))
    asked = {(row.job_id, row.number) for row in rows}
    sheet = sheet_values(asked=asked, documents=documents, counting=set(), day=day, rectified=False)
    errata = _errata([row.pk for row in rows])
    by_job: dict[int, list[Sheet]] = defaultdict(list)
    for row in rows:
        by_job[row.job_id].append(row)
    found: dict[int, list[Version]] = {}
    for job, held in by_job.items():
        states = standing([(row.number, texts[row.document_id].since) for row in held], day)
        before: SheetValue | None = None
        for row in held:
            value = sheet(job, row.number)
            in_force, coming, until = states[row.number]
            version = Version(
                sheet=value,
                carrier=texts[row.document_id],
                in_force=in_force,
                coming=coming,
                until=until,
                adopted_on=timezone.localdate(row.adopted_at) if row.adopted_at else None,
                errata=tuple(errata.get(row.pk, ())),
                changes=differences(before.sections, value.sections) if before else None,
            )
            found.setdefault(job, []).append(version)
            before = value
    return found


def _errata(sheets: list[int]) -> dict[int, list[Rectified]]:
    """What was put right in each sheet, from the first time. One query."""
    found: dict[int, list[Rectified]] = {}
    for row in Erratum.objects.filter(sheet__in=sheets).order_by("made_at", "pk"):
        found.setdefault(row.sheet_id, []).append(_rectified(row))
    return found


def _rectified(row: Erratum) -> Rectified:
    return rectified(timezone.localdate(row.made_at), row.reason, row.before, row.after)


def _sheet_brought(line: JobLine, version: Version) -> Brought:
    first = version.changes is None
    return Brought(
        Deed.FIRST_SHEET if first else Deed.NEXT_SHEET,
        line,
        version.carrier,
        version=version.number,
        changes=version.changes,
        adopted_on=version.adopted_on,
        weight=Weight.CONTENT if first else version.changes.weight,
    )


def brought_to_jobs(
    *, lines: dict[int, JobLine], documents: dict, texts: dict[int, Carrier], jobs: list[int] | None = None
) -> list[Brought]:
    """What the texts brought to jobs beside their sheets: to `jobs`, or to all. Seven queries.

    A job is added by its first text when an older text of its framework is known.
    """
    named = Q(job__in=jobs) if jobs is not None else Q()
    found: list[Brought] = []
    found += _added(lines, documents, texts)
    deleted: dict[tuple[int, int], list] = defaultdict(list)
    gone = (
        JobStatus.objects.filter(named, status=Status.DELETED).select_related("passage").order_by("job", "order", "pk")
    )
    for row in gone:
        deleted[row.job_id, row.document_id].append(source_of(row.passage, documents))
    found += [
        Brought(Deed.DELETED, lines[job], texts[document], sources=_cited(*sources))
        for (job, document), sources in deleted.items()
        if job in lines
    ]
    replaced = Replacement.objects.filter(named).select_related("passage").order_by("job", "order", "pk")
    found += [
        Brought(
            Deed.REPLACED, lines[row.job_id], texts[row.document_id], row.announced,
            _cited(source_of(row.passage, documents)), other=lines[row.successor_id],
        )
        for row in replaced
        if row.job_id in lines and row.successor_id in lines
    ]  # fmt: skip
    titles = JobTitle.objects.filter(named, kind__in=RENAMINGS).select_related("passage").order_by("job", "order", "pk")
    found += [
        Brought(
            RENAMINGS[row.kind], lines[row.job_id], texts[row.document_id], row.text,
            _cited(source_of(row.passage, documents)), weight=Weight.WORDING,
        )
        for row in titles
        if row.job_id in lines
    ]  # fmt: skip
    return [*found, *_placed(named, lines, documents, texts), *_paid(named, lines, documents, texts)]


def _cited(*sources) -> tuple:
    return tuple(dict.fromkeys(source for source in sources if source))


def _added(lines: dict, documents: dict, texts: dict) -> list[Brought]:
    """The jobs, among those of `lines`, whose first text is not the first of their framework. One query."""
    rows = JobStatus.objects.order_by("job", "order", "pk").select_related("passage")
    first: dict[int, JobStatus] = {}
    oldest: dict[str, tuple] = {}
    for row in rows.annotate(framework=F("job__framework__code")):
        rank = texts[row.document_id].rank
        oldest[row.framework] = min(rank, oldest.get(row.framework, rank))
        known = first.get(row.job_id)
        if known is None or rank < texts[known.document_id].rank:
            first[row.job_id] = row
    return [
        Brought(Deed.ADDED, lines[job], texts[row.document_id], sources=_cited(source_of(row.passage, documents)))
        for job, row in first.items()
        if job in lines and texts[row.document_id].rank > oldest[row.framework] and texts[row.document_id].since
    ]


def _placed(named: Q, lines: dict, documents: dict, texts: dict) -> list[Brought]:
    """Where the dated texts place jobs. Two queries."""
    rows = Placement.objects.filter(named).select_related("grid", "passage", "table_row").prefetch_related("levels")
    found = []
    for row in rows.order_by("job", "order", "pk"):
        if row.job_id not in lines or not texts[row.document_id].since:
            continue
        words = [row.grid.title, ", ".join(level.label for level in row.levels.all())]
        details = (("position", row.position), ("filière", row.stream), ("cotation", row.rating))
        words += [f"{name} {value}" for name, value in details if value]
        cited = _cited(source_of(row.passage, documents), source_of(row.table_row, documents))
        stated = row.basis != "deduit"
        found.append(
            Brought(
                Deed.PLACED, lines[row.job_id], texts[row.document_id], ", ".join(filter(None, words)), cited, stated
            )
        )
    return found


def _paid(named: Q, lines: dict, documents: dict, texts: dict) -> list[Brought]:
    """The pay that texts guarantee. One query."""
    rows = GuaranteedPay.objects.filter(named).select_related("passage").order_by("job", "order", "pk")
    return [
        Brought(
            Deed.PAID, lines[row.job_id], texts[row.document_id],
            row.group, _cited(source_of(row.passage, documents)),
            amounts=(row.rmag, row.rmag_1, row.rmag_2),
        )
        for row in rows
        if row.job_id in lines
    ]  # fmt: skip


def all_changes(*, day: date) -> tuple[list[Brought], dict[int, list[Version]]]:
    """What the dated texts brought to every job, the sheets they carry included, the newest text first; and, by job,
    the versions of the sheets that have several or that HR adopted. Fifteen queries at most, however many jobs."""
    documents, texts = carriers(day=day)
    lines = _lines(Job.objects.order_by("pk").values_list("pk", flat=True), day)
    found = [row for row in brought_to_jobs(lines=lines, documents=documents, texts=texts) if row.carrier.since]
    sheets = Sheet.objects.adopted().filter(document__in=[pk for pk, text in texts.items() if text.since])
    rows = list(sheets.order_by("job", "number").values_list("job", "number", "document"))
    versions = _versions({job for job, number, _ in rows if number > 1}, documents, texts, day)
    for job, number, document in rows:
        if job not in lines:
            continue
        held = {version.number: version for version in versions.get(job, ())}
        if number in held:
            found.append(_sheet_brought(lines[job], held[number]))
        else:
            deed = Brought(Deed.FIRST_SHEET, lines[job], texts[document], version=number, weight=Weight.CONTENT)
            found.append(deed)
    return sorted(found, key=lambda row: row.carrier.rank, reverse=True), versions


def rectifications() -> list[tuple[JobLine | None, int, Rectified]]:
    """Every misreading that was put right, from the last. Two queries."""
    rows = list(Erratum.objects.select_related("sheet").order_by("-made_at", "-pk"))
    lines = _lines({row.sheet.job_id for row in rows}, date.max) if rows else {}
    return [(lines.get(row.sheet.job_id), row.sheet.number, _rectified(row)) for row in rows]


def line_history(*, history: History, anchor: str) -> LineHistory | None:
    """A line through the versions of its sheet, with the other jobs in force that say the same words; None for an
    anchor that no version bears. Two queries."""
    wordings, gone = wordings_of(history.versions, anchor)
    if not wordings:
        return None
    same = Item.objects.filter(
        fold=fold(wordings[-1].text), section__sheet__in=Sheet.objects.in_force(history.day).values("pk")
    )
    own = {"section__sheet__job__key": history.line.key, "section__sheet__job__framework": history.line.framework}
    rows = same.exclude(**{name.replace("framework", "framework__code"): value for name, value in own.items()})
    anchors = dict(rows.order_by("section__sheet__job", "-pk").values_list("section__sheet__job", "lineage"))
    lines = _lines(anchors, history.day) if anchors else {}
    others = tuple((line, anchors[job]) for job, line in lines.items())
    return LineHistory(history, anchor, wordings, gone, others)
