"""Reads of what the texts print about jobs beside their sheets: each for several jobs at once, by id of the job."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from django.db.models import F, JSONField, Q, QuerySet, Value

from grids.models import Level
from texts.effect import french_date
from texts.enums import AnomalyKind
from texts.models import Anomaly
from texts.values import Source, source_of

from ..enums import Basis, JobKind, Status, TitleKind
from ..models import AnomalyMention, Fact, GuaranteedPay, Job, JobCode, JobStatus, JobTitle, Placement, Reach
from ..values import AnomalyLink, OtherTitle, PayValue, PlacementValue, SourcedValue

#: what the reads of `printed` give, less their table; the last ones are what the source of a row is made of
COLUMNS = ("job", "document", "order", "pk", "kind", "value", "branches")
PASSAGE_COLUMNS = (
    "passage__document", "passage__spans", "passage__line_start", "passage__line_end", "passage__text",
)  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """A title, a code or a fact that a text prints about a job."""

    table: str  # title, code or fact
    job: int
    document: int
    kind: str
    value: str
    branches: list[str]
    passage: SimpleNamespace | None


def printed(jobs: list[Job], counting: set) -> list[Printed]:
    """The titles and facts that the texts that count print about each job, in their order, and the other codes of
    those that are neither a métier nor attached to one. One query."""
    none = Value(None, output_field=JSONField())
    own = [job.pk for job in jobs if job.kind == JobKind.JOB]
    titles = JobTitle.objects.filter(job__in=jobs).annotate(value=F("text"), table=Value("title"))
    codes = JobCode.objects.filter(job__in=own).annotate(
        kind=Value(""), value=F("code"), branches=none, table=Value("code")
    )
    facts = Fact.objects.filter(job__in=jobs).annotate(branches=none, table=Value("fact"))
    first, *others = (
        rows.order_by().values_list("table", *COLUMNS, *PASSAGE_COLUMNS) for rows in (titles, codes, facts)
    )
    found = []
    for table, job, document, _, _, kind, value, branches, *where in sorted(
        first.union(*others, all=True), key=lambda row: row[3:5]
    ):
        if document in counting:
            passage = SimpleNamespace(**dict(zip(PASSAGE_FIELDS, where, strict=True))) if where[0] else None
            found.append(Printed(table, job, document, kind, value, branches or [], passage))
    return found


PASSAGE_FIELDS = ("document_id", "spans", "line_start", "line_end", "text")


def facts_by_kind(rows: list[Printed], documents: dict) -> dict[int, dict[str, list[SourcedValue]]]:
    """The facts printed about each job, by kind."""
    found: dict[int, dict[str, list[SourcedValue]]] = {}
    for row in rows:
        if row.table == "fact":
            found.setdefault(row.job, {}).setdefault(row.kind, []).append(_sourced(row, documents))
    return found


def other_codes(rows: list[Printed], documents: dict) -> dict[int, list[SourcedValue]]:
    """The codes of each job besides its own."""
    found: dict[int, list[SourcedValue]] = {}
    for row in rows:
        if row.table == "code":
            found.setdefault(row.job, []).append(_sourced(row, documents))
    return found


def _sourced(row: Printed, documents: dict) -> SourcedValue:
    passage = row.passage
    return SourcedValue(row.value, source_of(passage, documents), passage.text if passage else "")


def other_titles(jobs: list[Job], rows: list[Printed], documents: dict) -> dict[int, list[OtherTitle]]:
    """The titles other than the main one, each wording once for each kind."""
    main = {job.pk: job.title for job in jobs}
    found: dict[int, dict[tuple, OtherTitle]] = {}
    for row in rows:
        if row.table == "title" and row.value != main[row.job]:
            source = source_of(row.passage, documents)
            other = OtherTitle(row.value, row.kind, TitleKind(row.kind).label, row.branches, source)
            found.setdefault(row.job, {}).setdefault((row.kind, row.value), other)
    return {pk: list(titles.values()) for pk, titles in found.items()}


def title_branches(jobs: list[Job], rows: list[Printed]) -> dict[int, list[str]]:
    """The branches to which the main title of each job is proper, where the text prints it for some branches only."""
    main = {job.pk: job.title for job in jobs}
    found: dict[int, list[str]] = {}
    for row in rows:
        if row.table == "title" and row.value == main[row.job] and row.branches:
            found.setdefault(row.job, list(row.branches))
    return found


def attachment_sources(jobs: list[Job], documents: dict) -> dict[int, list[Source]]:
    """Where the text attaches each job to its métier. One query, for attached jobs only."""
    attached = [job for job in jobs if job.kind == JobKind.ATTACHED]
    found: dict[int, list[Source]] = {}
    through = Job.attachment_passages.through
    rows = through.objects.filter(job__in=attached).select_related("passage") if attached else ()
    for row in sorted(rows, key=lambda row: (row.passage.order, row.passage_id)):
        found.setdefault(row.job_id, []).append(source_of(row.passage, documents))
    return found


def status_sources(jobs: Collection[int], documents: dict, counting: set) -> dict[int, list[Source]]:
    """Where a text deletes or replaces each job. One query, for deleted and replaced jobs only."""
    past = (Status.DELETED, Status.REPLACED)
    rows = JobStatus.objects.filter(job__in=jobs, status__in=past).select_related("passage") if jobs else ()
    found: dict[int, list[Source]] = {}
    for row in rows.order_by("order", "pk") if jobs else ():
        source = source_of(row.passage, documents)
        if row.document_id in counting and source:
            found.setdefault(row.job_id, []).append(source)
    return found


def placements(jobs: Collection[int], documents: dict, counting: set) -> dict[int, list[PlacementValue]]:
    """Where each job stands, by the last text that counts for each grid. One query."""
    return placement_values(Placement.levels.through.objects.filter(placement__job__in=jobs), documents, counting)


def placements_in(grid: str, documents: dict, counting: set) -> dict[int, PlacementValue]:
    """Where each job stands in one grid, by the last text that counts. One query."""
    held = Placement.levels.through.objects.filter(placement__grid__slug=grid)
    return {job: places[0] for job, places in placement_values(held, documents, counting).items()}


def placement_values(held: QuerySet, documents: dict, counting: set) -> dict[int, list[PlacementValue]]:
    """The places that `held`, rows that join a placement and a level, give to each job. One query."""
    levels: dict[int, list[Level]] = {}
    last: dict[tuple[int, int], Placement] = {}
    related = ("level", "placement__grid", "placement__passage", "placement__table_row")
    for row in held.order_by("level__rank", "level__between").select_related(*related):
        placement = row.placement
        levels.setdefault(placement.pk, []).append(row.level)
        place = (placement.job_id, placement.grid_id)
        known = last.get(place)
        if placement.document_id in counting and (
            known is None or _age(placement, documents) >= _age(known, documents)
        ):
            last[place] = placement
    found: dict[int, list[PlacementValue]] = {}
    for row in last.values():
        value = PlacementValue(
            grid=row.grid.slug,
            grid_title=row.grid.title,
            levels=[(level.code, level.label) for level in levels[row.pk]],
            position=row.position,
            stream=row.stream,
            rating=row.rating,
            basis=row.basis,
            basis_label=row.get_basis_display(),
            explanation=row.explanation or _carried(row, documents),
            source=source_of(row.passage, documents),
            table_source=source_of(row.table_row, documents),
        )
        found.setdefault(row.job_id, []).append(value)
    return found


def _carried(row: Placement, documents: dict) -> str:
    """By which text people entered a place, when no passage of it says so already; empty for a place of the texts."""
    if row.basis != Basis.ENTERED or row.passage_id:
        return ""
    return f"D’après «\u202f{documents[row.document_id].short_title}\u202f»."


def _age(row, documents: dict) -> tuple:
    """Orders the rows of successive texts, the oldest first."""
    return documents[row.document_id].counts_from or date.min, row.pk


def pay(jobs: list[Job], documents: dict, counting: set) -> dict[int, list[PayValue]]:
    """Guaranteed pay by the last text that counts. One query, for jobs that are not a métier's."""
    own = [job.pk for job in jobs if job.kind == JobKind.JOB]
    return {pk: [value] for pk, value in pay_of(own, documents, counting).items()} if own else {}


def pay_of(jobs: Collection[int], documents: dict, counting: set) -> dict[int, PayValue]:
    """Guaranteed pay of each job by the last text that counts. One query."""
    rows = GuaranteedPay.objects.filter(job__in=jobs, document__in=counting).select_related("passage")
    last = {row.job_id: row for row in sorted(rows, key=lambda row: _age(row, documents))}
    return {pk: _pay_value(row, documents) for pk, row in last.items()}


def _pay_value(row: GuaranteedPay, documents: dict) -> PayValue:
    effect_on = documents[row.document_id].effect_on
    effect = f"depuis le {french_date(effect_on)}" if effect_on else "à compter de l’entrée en vigueur, date non connue"
    source = source_of(row.passage, documents)
    return PayValue(row.group, row.rmag, row.rmag_1, row.rmag_2, effect_on, effect, source)


def reaches(jobs: list[Job], documents: dict, counting: set) -> dict[int, list[SourcedValue]]:
    """What the texts say of their own reach, for each job and its framework. One query."""
    frameworks = {job.framework_id for job in jobs}
    rows = Reach.objects.filter(Q(job=None) | Q(job__in=jobs), framework__in=frameworks).select_related("passage")
    found: dict[int, list[SourcedValue]] = {}
    for row in rows.order_by("order", "pk"):
        for job in jobs:
            governs = row.framework_id == job.framework_id and row.job_id in {None, job.pk}
            if governs and row.document_id in counting:
                found.setdefault(job.pk, []).append(SourcedValue(row.text, source_of(row.passage, documents)))
    return found


def anomalies(jobs: list[Job]) -> dict[int, list[AnomalyLink]]:
    """The oddities of the texts that concern each job. One query."""
    rows = (
        AnomalyMention.objects.filter(job__in=jobs).select_related("anomaly").order_by("anomaly__order", "anomaly__key")
    )
    found: dict[int, list[AnomalyLink]] = {}
    for row in rows:
        found.setdefault(row.job_id, []).append(anomaly_link(row.anomaly))
    return found


def anomaly_link(row: Anomaly) -> AnomalyLink:
    """The way to an oddity in the register."""
    weighty = row.kind not in {AnomalyKind.TYPOGRAPHY, AnomalyKind.DRAFTING_SLIP}
    return AnomalyLink(row.title, f"/anomalies/#a-{row.key}", weighty)
