"""Reads of where a job can lead."""

from __future__ import annotations

from django.db.models import Q

from jobs.models import Listing
from jobs.values import JobSheet, Lead, job_url
from texts.models import Document
from texts.values import Link, source_of

from .enums import LeadKind, NodeKind, PathKind, ProvisionKind, StepKind
from .leads import End, OpenStep, bridge_items, leads
from .models import Node, Provision, Step


def leads_of(sheet: JobSheet) -> list[Lead]:
    """Where a job can lead and what leads to it, as of the day of `sheet`. One query, two when it prints bridges."""
    titles = [item.text for item in bridge_items(sheet)]
    known = Listing.objects.on(sheet.day).filter(framework=sheet.line.framework, title__in=titles)
    urls = {row.title: job_url(row.framework, row.key) for row in known} if titles else {}
    return leads(sheet, open_steps(sheet), urls)


def unnamed_ways(sheet: JobSheet) -> list[Lead]:
    """The ways in that a text says to exist and does not name, as of the day of `sheet`. One query."""
    counting = Document.objects.counting_on(sheet.day).values("pk")
    access = Step.objects.filter(
        kind=StepKind.ACCESS, arrival__job__framework__code=sheet.line.framework, arrival__job__key=sheet.line.key
    )
    rows = Provision.objects.filter(
        Q(document=None) | Q(document__in=counting),
        kind=ProvisionKind.ACCESS, step=None, path__in=access.values("path"),
    )  # fmt: skip
    return [unnamed_way(row) for row in rows.select_related("path", "document", "passage").order_by("path", "order")]


def unnamed_way(row: Provision) -> Lead:
    """« D’autres emplois et postes »: the text names none of them."""
    kind, document = LeadKind.STEP, row.document
    source = source_of(row.passage, {document.pk: document}) if document and row.passage else None
    url, note = f"/parcours/{row.path.slug}/#autres-acces", "le texte dit qu’il en existe, et ne les nomme pas"
    return Lead(kind, kind.label, "D’autres emplois et postes", url, note, None, source, inbound=True)


def path_of_jobs() -> dict[tuple[str, str], str]:
    """The career path that holds each job; the first for a job of several. One query."""
    rows = Node.objects.filter(path__kind=PathKind.CAREER, job__isnull=False).order_by("-path__order", "-path__slug")
    return {
        (framework, key): path
        for framework, key, path in rows.values_list("job__framework__code", "job__key", "path__slug")
    }


def open_steps(sheet: JobSheet) -> list[OpenStep]:
    """The steps of the texts that count that day which leave the job, lead to it, or go on in its corps; and, for a
    job of the framework, its repositioning. One query."""
    job = Q(job__framework__code=sheet.line.framework, job__key=sheet.line.key)
    nodes = Node.objects.filter(job).values("pk")
    corps = Node.objects.filter(job, kind=NodeKind.CORPS).values("path")
    wanted = (
        Q(departure__in=nodes)
        | Q(arrival__in=nodes)
        | Q(path__in=corps, kind=StepKind.ADVANCEMENT)
        | Q(path__kind=PathKind.REPOSITIONING, path__framework__code=sheet.line.framework)
    )
    counting = Document.objects.counting_on(sheet.day).values("pk")
    counts = Q(document=None) | Q(document__in=counting)
    path_counts = Q(path__document=None) | Q(path__document__in=counting)
    rows = Step.objects.filter(wanted & counts & path_counts).select_related(
        "path", "document", "passage", "departure__job__framework", "arrival__job__framework"
    )
    return [_open(row) for row in rows.order_by("path__order", "path__slug", "order", "key")]


def _open(row: Step) -> OpenStep:
    document = row.document
    return OpenStep(
        path=Link(row.path.title, f"/parcours/{row.path.slug}/"),
        key=row.key,
        kind=row.kind,
        title=row.title,
        force=row.force,
        departure=_end(row.departure) if row.departure else None,
        arrival=_end(row.arrival),
        document=document.slug if document else "",
        source=source_of(row.passage, {document.pk: document}) if document else None,
    )


def _end(node: Node) -> End:
    job = node.job
    place = (job.framework.code, job.key) if job else None
    return End(node.kind, node.title, place, job_url(*place) if place else "")
