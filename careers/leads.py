"""Where a job can lead: the steps, routes and bridges that the texts open from it or towards it. Pure.

A code that replaces another is history and no lead; near jobs are a computation of ours and are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jobs.enums import SectionKind, Status
from jobs.values import JobSheet, Lead
from texts.values import Link, Source

from .enums import Force, LeadKind, NodeKind, StepKind


@dataclass(frozen=True)
class End:
    """One end of a step. `job`: framework and key of the job that it is, or to which the post is attached."""

    kind: str
    title: str
    job: tuple[str, str] | None
    job_url: str


@dataclass(frozen=True)
class OpenStep:
    """A step as a job sees it."""

    path: Link
    key: str
    kind: str
    title: str
    force: str
    departure: End | None
    arrival: End
    document: str
    source: Source | None

    @property
    def url(self) -> str:
        return f"{self.path.url}#etape-{self.key}"


KINDS = {
    StepKind.RECRUITMENT: LeadKind.RECRUITMENT,
    StepKind.ADVANCEMENT: LeadKind.ADVANCEMENT,
    StepKind.REPOSITIONING: LeadKind.REPOSITIONING,
}

#: how the departure of a step is told, where the job alone does not tell it
FROM = {NodeKind.POST: "à partir du poste", NodeKind.GRADE: "à partir du grade", NodeKind.CORPS: "pour le corps"}


def leads(sheet: JobSheet, steps: Iterable[OpenStep], titles: Mapping[str, str]) -> list[Lead]:
    """What the texts open from a job and towards it, in the order of the steps, then its bridges.

    `titles`: addresses of the jobs that the portal knows by the title that a bridge prints.
    """
    own = (sheet.line.framework, sheet.line.key)
    deleted_by = {row.document for row in sheet.status_sources} if sheet.line.status == Status.DELETED else set()
    found = [lead for step in steps if (lead := lead_of(step, own, deleted_by))]
    return [*found, *bridges(sheet, titles)]


def lead_of(step: OpenStep, own: tuple[str, str], deleted_by: set[str]) -> Lead | None:
    """What one step is to the job `own`; None when it neither leaves it nor leads to it."""
    kind = KINDS.get(StepKind(step.kind), LeadKind.STEP)
    way = Link(step.title, step.url)
    if kind == LeadKind.REPOSITIONING:
        if step.document not in deleted_by:
            return None
        return Lead(kind, kind.label, step.arrival.title, "", said(step), way, step.source)
    if kind == LeadKind.ADVANCEMENT:
        return Lead(kind, kind.label, step.title, "", said(step), way, step.source)
    if step.departure and step.departure.job == own:
        return Lead(kind, kind.label, step.arrival.title, step.arrival.job_url, said(step), way, step.source)
    if step.arrival.job != own:
        return None
    if kind == LeadKind.RECRUITMENT or step.departure is None:
        return Lead(kind, kind.label, step.title, "", said(step), way, step.source, inbound=True)
    start = step.departure
    return Lead(kind, kind.label, start.title, start.job_url, said(step, named=True), way, step.source, inbound=True)


def said(step: OpenStep, *, named: bool = False) -> str:
    """From which post, grade or corps, where neither the job nor a title (`named`) says it, and how the text speaks."""
    parts = []
    if step.departure and step.departure.kind in FROM and not named:
        parts.append(f"{FROM[step.departure.kind]} «\u202f{step.departure.title}\u202f»")
    if step.force != Force.UNSAID:
        parts.append(f"le texte dit «\u202f{Force(step.force).label}\u202f»")
    return ", ".join(parts)


def bridges(sheet: JobSheet, titles: Mapping[str, str]) -> list[Lead]:
    """The bridges that the sheet prints, by their printed titles."""
    kind = LeadKind.BRIDGE
    return [
        Lead(kind, kind.label, item.text, titles.get(item.text, ""), bridge_note(titles, item.text), None, item.source)
        for item in bridge_items(sheet)
    ]


def bridge_items(sheet: JobSheet) -> list:
    """The printed lines of the bridges of a sheet."""
    sections = sheet.sheet.sections if sheet.sheet else []
    return [item for section in sections if section.kind == SectionKind.BRIDGES for item in section.items]


def bridge_note(titles: Mapping[str, str], title: str) -> str:
    return "" if title in titles else "le portail n’a pas de fiche à ce titre"
