"""Context of the map of where a job can lead: the ways that texts open, each kind apart, and what is only computed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jobs.nearest import NearLine
from jobs.printing.common import day_notice, framework_badge, linked, nature
from jobs.printing.leads import lead_row
from jobs.printing.nearest import near_jobs
from jobs.values import JobSheet, Lead
from texts.values import Link

from .enums import LeadKind
from .path_printing import unread

#: the kinds in the order of the map, each with what it is worth
ABOUT = {
    LeadKind.STEP: "Le texte en donne les conditions.",
    LeadKind.ADVANCEMENT: "Dans le même corps\u202f: le texte en donne les conditions.",
    LeadKind.RECRUITMENT: "Une voie d’entrée dans le corps, à ses conditions.",
    LeadKind.BRIDGE: "La fiche cite cet emploi sous «\u202fPasserelles\u202f», sans imprimer de condition.",
    LeadKind.REPOSITIONING: "L’emploi est supprimé\u202f: le texte dit comment le poste est repositionné.",
}


def job_map(sheet: JobSheet, leads: list[Lead], near: list[NearLine], *, today: date, problems=()) -> dict:
    """Context of the map of a job as of the day of `sheet`."""
    line = sheet.line
    asked = f"?au={sheet.day.isoformat()}" if sheet.day != today else ""
    return {
        "job": {
            "title": line.title,
            "code": line.code,
            "url": f"{line.url}{asked}",
            "framework": framework_badge(line),
            "nature": nature(line),
        },
        "crumbs": [
            Link("Emplois", "/emplois/"),
            Link(line.framework_name, f"/emplois/?referentiel={line.framework}"),
            Link(linked(line), f"{line.url}{asked}"),
        ],
        "notices": [*unread(problems), *day_notice(sheet.day, today)],
        "onward": groups(lead for lead in leads if not lead.inbound),
        "inward": groups(lead for lead in leads if lead.inbound),
        "near": near_jobs(near, line),
        "history": history(sheet),
        "downloads": [Link("JSON", f"/api/v1/emplois/{line.framework}/{line.key}/parcours{asked}")],
    }


def groups(leads: Iterable[Lead]) -> list[dict]:
    """The leads by kind, in the order of the map."""
    rows = list(leads)
    return [
        {"kind": kind.value, "label": kind.label, "about": about, "leads": [lead_row(row) for row in held]}
        for kind, about in ABOUT.items()
        if (held := [row for row in rows if row.kind == kind])
    ]


def history(sheet: JobSheet) -> list[dict]:
    """The replacements of the job: history, and no way of the map."""
    rows = [("est remplacé par", row) for row in sheet.replaced_by] + [("remplace", row) for row in sheet.replaces]
    return [
        {"verb": verb, "title": linked(row.job), "url": row.job.url, "announced": row.announced, "source": row.source}
        for verb, row in rows
    ]
