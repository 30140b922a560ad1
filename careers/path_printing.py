"""Context of the pages of the paths: the list, and a path drawn and read step by step."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from grids.values import GridValue, level_url
from jobs.enums import SectionKind
from jobs.printing.common import day_notice
from jobs.printing.sheet import sections as printed_sections
from texts.effect import french_date
from texts.takeaway import downloads
from texts.values import Badge, FactRow, FactValue, Link, Notice

from .drawing_printing import UNNAMED, drawing
from .enums import NodeKind, PathKind, ProvisionKind
from .notes import Notes
from .simulation_printing import citation
from .step_printing import step_context
from .values import NodeValue, PathCard, PathValue, ProvisionValue, StepValue

#: what a path says besides its steps, in the order of the page, with the anchor and the heading of each part
PARTS = {
    ProvisionKind.STATUS: ("statut", "Le statut"),
    ProvisionKind.ACCESS: (UNNAMED, "D’autres accès"),
    ProvisionKind.PROBATION: ("stage", "Le stage"),
    ProvisionKind.TRAINING: ("formation", "La formation"),
    ProvisionKind.CLASSIFICATION: ("classification", "La place dans la classification"),
    ProvisionKind.FOLLOW_UP: ("suivi", "Le suivi"),
    ProvisionKind.EFFECT: ("effet", "L’entrée en vigueur"),
}
OTHER_PART = ("autres", "Ce que le texte dit encore")
#: told with the drawing
APART = {ProvisionKind.DRAWING}
#: the sections of a new job that its path shows; the rest is on its sheet
SHOWN = {SectionKind.DEFINITION, SectionKind.MISSIONS, SectionKind.ACTIVITIES}
#: heading of the notes
NOTES = "Ce que le texte a d’inattendu"


def page(path: PathCard) -> dict:
    """What every page of a path takes."""
    return {
        "title": path.title,
        "summary": path.summary,
        "url": path.url,
        "kind": path.kind_label,
        "simulation_url": path.simulation_url,
        "framework": Badge("framework", path.framework, path.framework_name),
        "document_title": path.document_title,
        "document_url": path.citation.source.url if path.citation.source else "",
        "dates": path.dates,
    }


def unread(problems) -> list[Notice]:
    return [Notice("attention", "Un paramètre n’a pas été compris.", problem.sentence) for problem in problems]


def path_list(cards: list[PathCard], *, day: date, today: date, problems=()) -> dict:
    """Context of the list of paths."""
    asked = f"?au={day.isoformat()}" if day != today else ""
    rows = [page(card) | {"steps": card.steps, "url": f"{card.url}{asked}"} for card in cards]
    return {
        "paths": rows,
        "notices": [*unread(problems), *day_notice(day, today)],
        "downloads": downloads("/parcours", "/api/v1/parcours", asked=asked),
    }


def path_downloads(slug: str, day: date, today: date) -> list[Link]:
    """A path to take away: its steps and conditions."""
    asked = f"?au={day.isoformat()}" if day != today else ""
    return downloads(f"/parcours/{slug}", f"/api/v1/parcours/{slug}", asked=asked)


def not_yet(title: str, since: date, day: date) -> dict:
    """Context of a path that no text gives yet on the day asked."""
    links = [
        Link(f"La page au {french_date(since)}", f"?au={since.isoformat()}"),
        Link("La page d’aujourd’hui", "?"),
    ]
    return {"title": title, "day": french_date(day), "since": french_date(since), "links": links}


def path_detail(path: PathValue, around, *, day: date, today: date, problems=()) -> dict:
    """Context of a path; `around`: what `path_queries.surroundings` found."""
    notes = Notes()
    context = {
        "path": page(path.card),
        "sheets": list({node.job.url: Link(node.job.title, node.job.url) for node in path.nodes if node.job}.values()),
        "crumbs": [Link("Parcours", "/parcours/")],
        "notices": [*unread(problems), *day_notice(day, today)],
        "downloads": path_downloads(path.card.slug, day, today),
        "drawing": drawing(path, notes),
        "grades": grades(path),
        "steps": [step_context(path, step, notes) for step in path.steps],
        "ladder": ladder(path, around.grid),
        "new_jobs": [new_job(row) for row in around.new_jobs],
        "parts": path_parts(path, notes),
        "counts": counts(path),
    }
    context["notes"] = notes.told
    return context | {"toc": toc(context)}


def toc(context: dict) -> list[dict]:
    """What is in the page, in its order."""
    rows = [("dessin", "Le parcours, dessiné")]
    rows += [("grades", "Les grades")] if context["grades"] else []
    rows += [(step["anchor"], step["title"]) for step in context["steps"]]
    rows += [("echelle", "La place dans la grille")] if context["ladder"] else []
    rows += [(job["anchor"], job["heading"]) for job in context["new_jobs"]]
    rows += [(part["anchor"], part["title"]) for part in context["parts"]]
    rows += [("bilan", "Le bilan annuel")] if context["counts"] else []
    rows += [("notes", NOTES)] if context["notes"] else []
    return [{"url": f"#{anchor}", "label": label, "children": []} for anchor, label in rows]


# What stands around the steps


def grades(path: PathValue) -> dict | None:
    """The table of the grades of a corps."""
    nodes = [node for node in path.nodes if node.kind == NodeKind.GRADE]
    if not nodes:
        return None
    columns = [("Grade", False), ("Échelons", True), ("Échelons spéciaux", True), ("Source", False)]
    return {
        "anchor": "grades-table",
        "caption": "Les grades et leurs échelons",
        "columns": [{"label": label, "numeric": numeric} for label, numeric in columns],
        "rows": [
            {
                "head": node.title,
                "cells": [
                    {"text": str(node.echelons or ""), "numeric": True, "url": ""},
                    {"text": str(node.special_echelons), "numeric": True, "url": ""},
                    source_cell(node),
                ],
            }
            for node in nodes
        ],
        "note": "",
    }


def source_cell(node: NodeValue) -> dict:
    source = node.citation.source
    return {
        "text": source.short if source else node.citation.label,
        "numeric": False,
        "url": source.url if source else "",
    }


def ladder(path: PathValue, grid: GridValue | None) -> dict | None:
    """The groups of the grid in their order, with the posts and jobs of the path in theirs."""
    if grid is None:
        return None
    rows = [
        {
            "label": level.label,
            "url": level_url(grid.slug, level.code),
            "nodes": [
                {"title": node.title, "url": node.job.url if node.job else "", "position": node.position}
                for node in path.nodes
                if node.group == level.code
            ],
        }
        for level in grid.levels
    ]
    return {"title": grid.title, "url": grid.url, "levels": rows}


def new_job(row) -> dict:
    """A job that the text brings: its definition, its missions with their activities, its place."""
    return {
        "anchor": f"emploi-{row.job.key}",
        "heading": f"Le nouvel emploi\u202f: {row.job.title}",
        "url": row.job.url,
        "facts": place_facts(row.place) if row.place else [],
        "sections": printed_sections([section for section in row.sheet.sections if section.kind in SHOWN]),
        "counts": new_job_counts(row.sheet.sections),
    }


def new_job_counts(sections) -> str:
    """« 5 missions, 19 activités »: what the sheet lists."""
    kinds = ((SectionKind.MISSIONS, "mission"), (SectionKind.ACTIVITIES, "activité"))
    counts = [(sum(len(row.items) for row in sections if row.kind == kind), word) for kind, word in kinds]
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in counts if number)


def place_facts(place) -> list[FactRow]:
    """Group, position, stream and rating, each with its line."""
    basis = Badge("basis", place.basis, place.basis_label)
    levels = [FactValue(label, level_url(place.grid, code)) for code, label in place.levels]
    printed = [place.details_source] if place.details_source else []
    rows = [FactRow("Groupe", levels, [place.source] if place.source else [], basis, place.explanation)]
    for label, value in (("Position", place.position), ("Filière", place.stream), ("Cotation", place.rating)):
        rows.append(FactRow(label, [FactValue(value)] if value else [], printed if value else []))
    return rows


def path_parts(path: PathValue, notes: Notes) -> list[dict]:
    """What the text says of the path itself, by kind, in the order of the page."""
    held: dict[tuple[str, str], list[ProvisionValue]] = {}
    order = [*PARTS, None]
    rows = [row for row in path.provisions if row.kind not in APART]
    for kind in order:
        for row in rows:
            if row.kind == kind or (kind is None and row.kind not in PARTS):
                held.setdefault(PARTS.get(ProvisionKind(row.kind), OTHER_PART), []).append(row)
    return [part(anchor, title, found, notes) for (anchor, title), found in held.items()]


def part(anchor: str, title: str, rows: list[ProvisionValue], notes: Notes) -> dict:
    """One part: facts, then what is printed as a list under one title, such as the contents of a module."""
    runs = [list(group) for _, group in groupby(rows, key=lambda row: row.title)]
    doubts = dict.fromkeys(doubt for row in rows for doubt in row.doubts)
    return {
        "anchor": anchor,
        "title": title,
        "facts": provision_facts([run[0] for run in runs if len(run) == 1]),
        "lists": [listed(run) for run in runs if len(run) > 1],
        "notes": notes.on(doubts),
    }


def listed(rows: list[ProvisionValue]) -> dict:
    """Several lines under one title: the first names them, the others are what it holds."""
    head, *items = rows
    return {
        "title": head.title,
        "words": head.citation.words,
        "source": head.citation.source,
        "items": [{"text": row.citation.words, "source": row.citation.source} for row in items],
    }


def provision_facts(rows: list[ProvisionValue]) -> list[FactRow]:
    """The words of the text, in the manner of facts; an article is named once for those that follow one another."""
    found, said = [], ""
    for row in rows:
        source, article = row.citation.source, row.citation.article or row.citation.reference
        note = "" if article in {said, row.citation.words} else article
        found.append(FactRow(row.title, [FactValue(row.citation.words)], [source] if source else [], None, note))
        said = article
    return found


def counts(path: PathValue) -> dict | None:
    """The yearly counts of a career path, by year and step; without any, the page says that none is published."""
    if path.card.kind != PathKind.CAREER:
        return None
    steps = [step for step in path.steps if step.counts]
    found = {(step.key, row.year): row for step in steps for row in step.counts}
    years = sorted({year for _, year in found}, reverse=True)
    return {
        "citations": [citation(row.citation) for row in path.of(ProvisionKind.FOLLOW_UP)[:1]],
        "table": counts_table(steps, years, found) if years else None,
        "notes": [
            f"{row.year}, {step.title}\u202f: {row.note} (saisi le {french_date(row.recorded_on)})."
            for step in steps
            for row in step.counts
        ],
    }


def counts_table(steps: list[StepValue], years: list[int], found: dict) -> dict:
    return {
        "anchor": "bilan-table",
        "caption": "Promotions réalisées, par année et par étape",
        "columns": [{"label": "Année", "numeric": False}, *({"label": row.title, "numeric": True} for row in steps)],
        "rows": [
            {
                "head": str(year),
                "cells": [
                    {
                        "text": str(found[step.key, year].count) if (step.key, year) in found else "",
                        "numeric": True,
                        "url": "",
                    }
                    for step in steps
                ],
            }
            for year in years
        ],
        "note": "",
    }
