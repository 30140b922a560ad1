"""Reads of jobs: everything that is known of one, or of several, on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value

from texts.effect import counts
from texts.models import Document
from texts.values import source_of

from ..enums import EntryOutcome, JobKind
from ..models import CommonBase, Entry, Framework, Job, JobCode, Listing, Replacement
from ..values import JobSheet, ReplacementValue, Wanted
from . import printed_facts, wordings
from .listing import job_line


def job_sheet(*, framework: str, key: str, day: date) -> JobSheet | None:
    """Everything known of a job on `day`; None when no text gives it yet. Thirteen queries at most, at any size."""
    return job_sheets(wanted=[Wanted(framework, key)], day=day)[0]


def job_sheets(*, wanted: Sequence[Wanted], day: date) -> list[JobSheet | None]:
    """Everything known of several jobs on `day`, in the order asked; None for each that no text gives on that day.

    A version that does not exist gives the wording in force: look at `sheet.number`. Fifteen queries at most,
    one for each kind of fact, however many jobs.
    """
    places = _jobs(wanted, day)
    documents = {row.pk: row for row in Document.objects.with_dates().defer("text")} if places else {}
    counting = {pk for pk, row in documents.items() if counts(row.counts_from, day)}
    replacements = _replacements(list(places.values()), counting)
    lines = _related_lines(list(places.values()), replacements, day)
    places = {place: job for place, job in places.items() if job.pk in lines}
    if not places:
        return [None] * len(wanted)
    jobs = list(places.values())
    printed = printed_facts.printed(jobs, counting)
    facts = printed_facts.facts_by_kind(printed, documents)
    read = {
        "alternative_codes": printed_facts.other_codes(printed, documents),
        "titles": printed_facts.other_titles(jobs, printed, documents),
        "title_branches": printed_facts.title_branches(jobs, printed),
        "reference_sources": printed_facts.attachment_sources(jobs, documents),
        "pay": printed_facts.pay(jobs, documents, counting),
        "status_sources": printed_facts.status_sources(_past(jobs, lines), documents, counting),
        "anomalies": printed_facts.anomalies(jobs),
    }
    places_of = printed_facts.placements({_holder(job) for job in jobs}, documents, counting)
    bases = wordings.common_bases(jobs, documents, counting)
    asked = [(row, places[row.framework, row.key]) for row in wanted if (row.framework, row.key) in places]
    sheet = wordings.sheet_values(
        asked={(_holder(job), row.version) for row, job in asked}, documents=documents, counting=counting, day=day
    )
    wording = {row: sheet(_holder(job), row.version) for row, job in asked}
    reaches = printed_facts.reaches(jobs, documents, counting)
    found = {
        row: JobSheet(
            day=day,
            line=lines[job.pk],
            framework_description=job.framework.description,
            examined_on=job.examined_on,
            replaced_by=_others(replacements, job, lines, documents, this="job_id", other="successor_id"),
            replaces=_others(replacements, job, lines, documents, this="successor_id", other="job_id"),
            reference=lines.get(job.sheet_of_id),
            attached=[lines[pk] for pk in lines.attached.get(job.pk, ())],
            placements=places_of.get(_holder(job), []),
            sheet=wording[row],
            # the base and the reach go with the sheets of the annex: a job to which no text gives one has neither
            reaches=reaches.get(job.pk, []) if wording[row] else [],
            common_base=bases.get(job.framework_id) if job.kind == JobKind.JOB and wording[row] else None,
            facts=facts.get(job.pk, {}),
            **{name: rows.get(job.pk, []) for name, rows in read.items()},
        )
        for row, job in asked
    }
    return [found.get(row) for row in wanted]


def _jobs(wanted: Sequence[Wanted], day: date) -> dict[tuple[str, str], Job]:
    """The jobs asked for that exist, by framework and key. One query.

    `based`: a text gives their framework a common base. `examined_on`: when their sheet was last found, until `day`,
    not to need a revision.
    """
    if not wanted:
        return {}
    examined = Entry.objects.filter(job=OuterRef("pk"), outcome=EntryOutcome.EXAMINED, decided_on__lte=day)
    last = Subquery(examined.order_by("-decided_on").values("decided_on")[:1])
    based = Exists(CommonBase.objects.filter(framework=OuterRef("framework")))
    rows = Job.objects.select_related("framework", "sheet_of").filter(**_keyed(wanted))
    found = {(row.framework.code, row.key): row for row in rows.annotate(based=based, examined_on=last).order_by("pk")}
    asked = {(row.framework, row.key) for row in wanted}
    return {place: row for place, row in found.items() if place in asked}


def _keyed(wanted: Sequence[Wanted]) -> dict:
    """Under one of these keys in one of these frameworks, so that both are read by their index: pairs not asked for
    may answer too."""
    codes, keys = {row.framework for row in wanted}, {row.key for row in wanted}
    return {"framework__in": Framework.objects.filter(code__in=codes).values("pk"), "key__in": keys}


def _holder(job: Job) -> int:
    """The id of the job whose sheet is shown: the métier's, for a job that shares it."""
    return job.sheet_of_id or job.pk


def _past(jobs: list[Job], lines: _Related) -> list[int]:
    return [job.pk for job in jobs if lines[job.pk].past]


def known_places(*, wanted: Sequence[Wanted]) -> dict[Wanted, Wanted]:
    """For each of `wanted` that names a job, by its key in any case or by another of its codes, that job. One query."""
    if not wanted:
        return {}
    lowered = [Wanted(row.framework, row.key.lower()) for row in wanted]
    keyed = Job.objects.filter(**_keyed(lowered)).values_list("pk", "framework__code", "key", Value(""))
    coded = JobCode.objects.filter(reduce(or_, (Q(code__iexact=row.key) for row in wanted))).order_by()
    coded = coded.values_list("job", "job__framework__code", "job__key", "code")
    rows = sorted(keyed.order_by().union(coded, all=True))
    keys = {(framework, key): (framework, key) for _, framework, key, code in rows if not code}
    codes = {(framework, code.lower()): (framework, key) for _, framework, key, code in rows if code}
    places = codes | keys
    asked = ((row, places.get((row.framework, row.key.lower()))) for row in wanted)
    return {row: Wanted(*place, row.version) for row, place in asked if place}


def first_day(*, framework: str, key: str) -> date | bool | None:
    """From when a job is known: a date, None when since ever, False when no text gives it. One query."""
    rows = Listing.objects.filter(framework=framework, key=key).values_list("since", flat=True)
    found = sorted(rows, key=lambda since: since or date.min)
    return found[0] if found else False


class _Related(dict):
    """Lines by id of their job, in the order of the texts; `attached` names those that share a job's sheet."""

    attached: dict[int, list[int]]


def _related_lines(jobs: list[Job], replacements: list, day: date) -> _Related:
    """The lines of the jobs and of those they are linked with. One query."""
    related = {pk for row in replacements for pk in (row.job_id, row.successor_id)}
    asked = {pk for job in jobs for pk in (job.pk, job.sheet_of_id)}
    wanted = Job.objects.filter(Q(pk__in=(related | asked) - {None}) | Q(sheet_of__in=jobs)).values("pk")
    rows = Listing.objects.on(day).filter(job__in=wanted).annotate(reference=F("job__sheet_of")).order_by("rank_text")
    names = {job.framework.code: job.framework.short_name for job in jobs}
    lines = _Related()
    lines.attached = {}
    for row in rows if jobs else ():
        lines[row.job_id] = job_line(row, names)
        lines.attached.setdefault(row.reference, []).append(row.job_id)
    return lines


def _replacements(jobs: list[Job], counting: set) -> list[Replacement]:
    """The replacements in which the jobs take part. One query."""
    rows = Replacement.objects.filter(Q(job__in=jobs) | Q(successor__in=jobs)).select_related("passage")
    return [row for row in rows.order_by("order", "pk") if row.document_id in counting] if jobs else []


def _others(rows: list, job: Job, lines: dict, documents: dict, *, this: str, other: str) -> list[ReplacementValue]:
    """The replacements where the job stands on `this` side, with the line of the `other` side's job, if known."""
    return [
        ReplacementValue(lines[getattr(row, other)], row.announced, source_of(row.passage, documents))
        for row in rows
        if getattr(row, this) == job.pk and getattr(row, other) in lines
    ]
