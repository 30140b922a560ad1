"""Context of the pages of the grids: the list of grids, a grid drawn, a level."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from grids.values import GridValue, LevelValue, grid_url, level_anchor, level_url
from texts import takeaway
from texts.effect import french_date
from texts.values import Badge, FactRow, FactValue, Link, Notice, Source

from ..enums import Basis, TitleKind
from ..placing import DrawnGrid, LevelPage, LevelStep, Placed, Row
from ..values import PayValue
from .common import day_notice, linked, status_badge
from .sheet import euros, item

#: how the legend says each basis; `{}` is the word of the grid
BASES = {
    Basis.STATED: "énoncé\u202f: le texte dit lui-même le {}.",
    Basis.DERIVED: "déduit du texte.",
    Basis.ENTERED: "saisi\u202f: complété par les ressources humaines, avec sa source.",
}
#: what a job without level reads, by the word that the grid uses for its levels
UNKNOWN = {"Groupe": "groupe non précisé dans le texte", "Niveau": "niveau de l’emploi non précisé dans le texte"}
PLURALS = {"Groupe": "groupes", "Niveau": "niveaux"}
DETAILS = ("Position", "Filière", "Cotation")
#: oddities listed at the foot of a grid before « voir les autres »
ANOMALIES_IN_VIEW = 8
#: columns beside the first that a window holds from 768 px up
WIDEST = 15
#: what each text says of passing from one level to another
UNSAID = "Le texte décrit les niveaux, pas les conditions pour passer de l’un à l’autre."
CONDITIONS = {
    "ucanss-administratif": UNSAID,
    "ucanss-informatique": UNSAID,
    "ucanss-soignants": UNSAID,
    "ucanss-ingenieurs-conseils": UNSAID,
    "clcc-non-cadres": "Les textes ne décrivent pas les groupes. L’avenant 2023-06 donne, à l’article 1er, les "
    "conditions d’accès à l’emploi d’assistant médical et à celui d’assistant médical spécialisé, et à eux seuls.",
}
#: where the order of the levels comes from, for a grid that no text prints as a row
ORDERS = {
    "clcc-non-cadres": "Aucun texte n’imprime la suite des groupes. L’avenant 2023-06 mène du groupe D au groupe E, "
    "puis du E au F\u202f: cet ordre vient de lui. Le groupe B est placé devant par sa lettre, et par elle seule.",
}
SIDE_BY_SIDE = (
    "Il imprime une liste d’activités par niveau, sans dire si celles d’un niveau s’ajoutent à celles du niveau "
    "inférieur ou les remplacent\u202f: les deux listes sont données l’une sous l’autre."
)


def suffix(day: date, today: date) -> str:
    """The query string that keeps the day shown, empty today."""
    return f"?au={day.isoformat()}" if day != today else ""


def word_of(levels: list[LevelValue]) -> str:
    """« Groupe » or « Niveau »: the word before the code in the labels of a grid."""
    return levels[0].label.removesuffix(levels[0].code).strip() if levels else "Niveau"


def at_sheet(job: Placed, code: str, asked: str) -> str:
    """Where the sheet of a job describes a level; where it says its place, when it has no section for it."""
    anchor = level_anchor(code) if code in job.described else "place"
    return f"{job.line.url}{asked}#{anchor}"


def remarks(job: Placed, asked: str) -> list[dict]:
    """What must be known of a row: other wordings, other codes, what replaces it."""
    texts = [f"{TitleKind(kind).label}\u202f: «\u202f{text}\u202f»" for kind, text in job.other_titles]
    texts += [f"aussi codé {code}" for code in job.printed.codes]
    texts += ["absent du tableau"] if job.out_of_table else []
    texts += [fate(job)] if job.line.note else []
    rows = [{"text": text, "url": ""} for text in texts]
    return rows + [{"text": f"voir {linked(row)}", "url": f"{row.url}{asked}"} for row in job.successors]


def fate(job: Placed) -> str:
    """What the note of a job adds to its mark: « annoncé pour 2025, réalisation non attestée »."""
    return job.line.note.removeprefix("remplacement annoncé ").removeprefix("remplacé (").removesuffix(")")


def named(job: Placed, asked: str) -> dict:
    """A job with its link, its mark and its remarks."""
    line = job.line
    return {
        "code": line.code,
        "title": line.title,
        "url": f"{line.url}{asked}",
        "status": status_badge(line),
        "remarks": remarks(job, asked),
    }


def cells(job: Placed, levels: list[LevelValue], asked: str) -> list[dict | None]:
    """One cell a level: none where no text places the job."""
    place = job.placement
    held = {code for code, _ in place.levels} if place else set()
    return [
        {
            "code": place.basis,
            "level": level.code,
            "label": f"{level.label}, {place.basis_label}",
            "url": at_sheet(job, level.code, asked),
        }
        if place and level.code in held
        else None
        for level in levels
    ]


def has_details(job: Placed) -> bool:
    """Whether a text gives the job a position, a stream or a rating."""
    place = job.placement
    return place is not None and bool(place.position or place.stream or place.rating)


def detailed(job: Placed) -> list[dict]:
    """Position, stream and rating, each with the line that prints it."""
    place = job.placement
    values = (place.position, place.stream, place.rating) if place else ("", "", "")
    source = place.details_source if place else None
    return [
        {"label": label, "text": text, "source": source if text else None}
        for label, text in zip(DETAILS, values, strict=True)
    ]


def table_row(row: Row, drawn: DrawnGrid, asked: str, *, details: bool) -> dict:
    """What a row of the table takes: its cells, or the sentence that stands in their place."""
    job = row.job
    word = word_of(drawn.grid.levels)
    return {
        **named(job, asked),
        "cells": cells(job, drawn.grid.levels, asked) if job.placement else [],
        "details": detailed(job) if details and job.placement else [],
        "instead": "" if job.placement else f"{word.lower()} non précisé dans le texte",
        "attached": [named(other, asked) for other in row.attached],
        "attached_note": UNKNOWN["Niveau"] if row.attached else "",
    }


def legend(drawn: DrawnGrid) -> list[dict]:
    """The marks that the grid bears, each with what it means."""
    places = [job.placement for job in drawn.jobs if job.placement]
    word = word_of(drawn.grid.levels).lower()
    found = []
    for basis, text in BASES.items():
        marked = [place for place in places if place.basis == basis]
        if marked:
            explained = said_of_all([place.explanation for place in marked])
            found.append({"code": basis.value, "text": f"{text.format(word)} {explained}".strip()})
    return found


def added(grid: GridValue) -> list[dict]:
    """What people added to the grid: who says so, from when. The grid whole, when they added it with its levels."""
    texts = lambda row: Link(row.document_title, f"/documents/{row.document}/")  # noqa: E731
    whole = [{"what": "Grille ajoutée", "text": texts(grid), "dates": grid.dates, "source": grid.source}]
    levels = [
        {"what": f"{level.label} ajouté", "text": texts(level), "dates": level.dates, "source": level.source}
        for level in grid.levels
        if level.entered and (not grid.entered or level.document != grid.document)
    ]
    return whole * grid.entered + levels


def said_of_all(explanations: list[str]) -> str:
    """How places are deduced, when all say it alike: in full, or up to the colon after which each cites its own lines.

    Empty when they differ from the start: the sheet of each job says it.
    """
    if len(set(explanations)) == 1:
        return explanations[0]
    shared = {text.rpartition("\u202f:")[0] for text in explanations}
    return f"{shared.pop()}, comme le dit la fiche de chacun." if len(shared) == 1 and shared != {""} else ""


def pay_rows(jobs: list[tuple[str, PayValue]], anchor: str) -> dict | None:
    """The guaranteed pay that the texts give in a grid, each amount dated and sourced."""
    if not jobs:
        return None
    names = ("RMAG, à l’entrée", "RMAG 1, 1er palier", "RMAG 2, 2e palier")
    notes = dict.fromkeys(
        f"Groupe {pay.group}\u202f: {pay.effect}." + (f" Source\u202f: {pay.source.label}." if pay.source else "")
        for _, pay in jobs
    )
    return {
        "anchor": anchor,
        "caption": "Rémunération minimale annuelle garantie (RMAG), en euros par an",
        "columns": [
            {"label": "Emploi", "numeric": False},
            {"label": "Groupe", "numeric": False},
            *({"label": name, "numeric": True} for name in names),
        ],
        "rows": [
            {
                "head": title,
                "cells": [
                    {"text": pay.group, "numeric": False, "url": ""},
                    *(
                        {"text": euros(amount), "numeric": True, "url": ""}
                        for amount in (pay.rmag, pay.rmag_1, pay.rmag_2)
                    ),
                ],
            }
            for title, pay in jobs
        ],
        "note": " ".join(notes) + " Les autres rémunérations ne sont pas précisées dans le texte.",
    }


def lowered(label: str) -> str:
    """« Niveau 4A » inside a sentence: « niveau 4A »."""
    return label[:1].lower() + label[1:]


def problem_notices(problems) -> list[Notice]:
    return [Notice("attention", "Un paramètre n’a pas été compris.", problem.sentence) for problem in problems]


def grid_list(cards: list[tuple[GridValue, str, int]], *, day: date, today: date, problems=()) -> dict:
    """Context of the list of grids."""
    asked = suffix(day, today)
    return {
        "notices": problem_notices(problems) + day_notice(day, today),
        "downloads": takeaway.downloads("/grilles", "/api/v1/grilles", asked=asked),
        "grids": [
            {
                "framework": Badge("framework", grid.framework, name),
                "title": grid.title,
                "url": f"{grid.url}{asked}",
                "text": grid.document_title,
                "dates": grid.dates,
                "count": count,
                "word": word_of(grid.levels).lower(),
                "words": PLURALS.get(word_of(grid.levels), "niveaux"),
                "levels": [Link(level.code, f"{level_url(grid.slug, level.code)}{asked}") for level in grid.levels],
            }
            for grid, name, count in cards
        ],
        "empty": {
            "title": "Aucune grille n’est connue à cette date.",
            "text": "Aucun texte du portail ne compte encore ce jour-là.",
            "links": [Link("Les grilles d’aujourd’hui", "/grilles/")],
        },
    }


def grid_detail(drawn: DrawnGrid, *, today: date, problems=()) -> dict:
    """Context of the page of a grid."""
    grid, asked = drawn.grid, suffix(drawn.day, today)
    word = word_of(grid.levels)
    details = any(has_details(row.job) for row in drawn.rows)
    rows = [table_row(row, drawn, asked, details=details) for row in drawn.rows]
    aside = [
        (f"{word} non précisé", UNKNOWN.get(word, UNKNOWN["Niveau"]), drawn.unplaced),
        ("Supprimés de la grille", "le texte les supprime sans donner leur place", drawn.deleted),
    ]
    pay = [(linked(job.line), job.pay) for job in drawn.jobs if job.pay]
    return {
        "grid": {
            "title": grid.title,
            "framework": Badge("framework", grid.framework, drawn.framework_name),
            "framework_code": grid.framework,
            "description": f"{grid.title}\u202f: niveaux, emplois et fondement de chaque place, reliés au texte.",
        },
        "crumbs": [Link("Grilles", f"/grilles/{asked}")],
        "notices": problem_notices(problems) + day_notice(drawn.day, today),
        "text": Link(grid.document_title, f"/documents/{grid.document}/"),
        "source": grid.source,
        "dates": grid.dates,
        "notes": grid.notes,
        "legend": legend(drawn),
        "added": added(grid),
        "word": word,
        "columns": [
            {
                "code": level.code,
                "prefix": level.label.removesuffix(level.code),
                "url": f"{level_url(grid.slug, level.code)}{asked}",
                "entered": level.entered,
            }
            for level in grid.levels
        ],
        "details": list(DETAILS) if details else [],
        "span": len(grid.levels) + (len(DETAILS) if details else 0),
        "wide": len(grid.levels) + 3 * bool(details) > WIDEST,
        "rows": rows,
        "aside": [
            {"title": title, "note": note, "jobs": [named(job, asked) for job in jobs]}
            for title, note, jobs in aside
            if jobs
        ],
        "definitions": [
            {
                "label": level.label,
                "url": f"{level_url(grid.slug, level.code)}{asked}",
                "text": level.definition,
                "source": level.source,
                "entered": level.entered,
            }
            for level in grid.levels
            if level.definition
        ],
        "pay": pay_rows(pay, "remuneration"),
        "conditions": CONDITIONS.get(grid.slug, ""),
        "anomalies": drawn.anomalies[:ANOMALIES_IN_VIEW],
        "more_anomalies": drawn.anomalies[ANOMALIES_IN_VIEW:],
        "downloads": downloads(grid.slug, asked),
    }


def downloads(grid: str, asked: str) -> list[Link]:
    """The same grid to take away."""
    return [
        Link("PDF", f"/grilles/{grid}.pdf{asked}"),
        Link("CSV", f"/grilles/{grid}.csv{asked}"),
        Link("XLSX", f"/grilles/{grid}.xlsx{asked}"),
        Link("JSON", f"/api/v1/grilles/{grid}{asked}"),
    ]


def level_downloads(grid: str, level: str, day: date, today: date) -> list[Link]:
    """The jobs of a level to take away: the list of jobs, narrowed to it."""
    asked = {"grille": grid, "niveau": level} | ({"au": day.isoformat()} if day != today else {})
    return takeaway.downloads("/emplois", "/api/v1/emplois", asked=f"?{urlencode(asked)}")


def grid_not_yet(grid: GridValue, since: date | None, day: date) -> dict:
    """Context of the page of a grid that no text gives yet on the day asked."""
    first = [Link(f"La grille au {french_date(since)}", f"?au={since.isoformat()}")] if since else []
    return {
        "title": grid.title,
        "day": french_date(day),
        "since": french_date(since) if since else "",
        "links": [*first, Link("La grille d’aujourd’hui", "?")],
    }


def heading_of(found: LevelStep) -> Source | None:
    """Where the place of a job at a level is printed: the heading of what it describes there, else its place."""
    printed = next((section.source for section in found.sections if section.source), None)
    return printed or (found.job.placement.source if found.job.placement else None)


def activities(sections: list) -> list[dict]:
    """The sections of one level, each with its heading as printed and its items."""
    printed: list[dict] = []
    for section in sections:
        if not printed or printed[-1]["heading"] != section.heading:
            printed.append({"heading": section.heading, "groups": []})
        printed[-1]["groups"].append({"heading": section.group, "items": [item(row) for row in section.items]})
    return printed


def step(found: LevelStep, page: LevelPage, asked: str) -> dict:
    """A job at a level."""
    job = found.job
    place = job.placement
    return {
        **named(job, asked),
        "anchor": f"{job.line.framework}-{job.line.key}",
        "basis": Badge("basis", place.basis, place.basis_label) if place else None,
        "explanation": place.explanation if place and not found.sections else "",
        "source": heading_of(found),
        "sheet_url": f"{job.line.url}{asked}#{level_anchor(page.level.code) if found.sections else 'place'}",
        "levels": [code for code, _ in place.levels] if place else [],
        "facts": [
            FactRow(
                row["label"], [FactValue(row["text"])] if row["text"] else [], [row["source"]] * bool(row["source"])
            )
            for row in (detailed(job) if place and (place.position or place.stream or place.rating) else [])
        ],
        "sections": activities(found.sections),
        "below": lowered(found.below.label) if found.below else "",
        "below_sections": activities(found.below_sections),
        "repeated": found.repeated,
        "attached": [named(other, asked) for other in found.attached],
    }


def directions(grid: str) -> tuple[str, str]:
    """How the neighbours of a level are named: by print, or by rank where no text prints the levels in a row."""
    return ("Avant", "Après") if grid in ORDERS else ("Imprimé avant", "Imprimé après")


def order_of(grid: GridValue, level: LevelValue) -> str:
    """Where the place of a level among the others comes from; empty where a text prints them in a row."""
    if level.entered:
        return f"Sa place dans la grille vient des ressources humaines, d’après «\u202f{level.document_title}\u202f»."
    return ORDERS.get(grid.slug, "")


def level_detail(page: LevelPage, *, today: date, problems=()) -> dict:
    """Context of the page of a level."""
    grid, level, asked = page.grid, page.level, suffix(page.day, today)
    word = word_of(grid.levels).lower()
    steps = [step(found, page, asked) for found in page.steps]
    described = any(found.sections for found in page.steps)
    places = [found.job.placement for found in page.steps if found.job.placement]
    deduced = [place.explanation for place in places if place.basis == Basis.DERIVED]
    pay = [(linked(found.job.line), found.job.pay) for found in page.steps if found.job.pay]
    return {
        "level": {
            "label": level.label,
            "title": f"{level.label}, {grid.title}",
            "framework_code": grid.framework,
            "description": f"{level.label}, {grid.title}\u202f: définition, emplois et activités décrites.",
        },
        "crumbs": [Link("Grilles", f"/grilles/{asked}"), Link(grid.title, f"{grid_url(grid.slug)}{asked}")],
        "notices": problem_notices(problems) + day_notice(page.day, today),
        "definition": level.definition,
        "no_definition": f"Le texte ne définit pas ce {word}.",
        "quote": level.quote if level.quote not in {level.code, level.definition} else "",
        "source": level.source,
        "conditions": CONDITIONS.get(grid.slug, ""),
        "side_by_side": SIDE_BY_SIDE if described else "",
        "deduced": said_of_all(deduced) if described and deduced else "",
        "steps_title": f"Emplois du {lowered(level.label)}",
        "steps": steps,
        "no_job": f"Le texte ne place aucun emploi à ce {word}.",
        "pay": pay_rows(pay, "remuneration"),
        "downloads": level_downloads(grid.slug, level.code, page.day, today),
        "neighbours": [
            Link(f"{direction}\u202f: {row.label}", f"{level_url(grid.slug, row.code)}{asked}")
            for direction, row in zip(directions(grid.slug), (page.below, page.above), strict=True)
            if row
        ],
        "entered": Badge("basis", Basis.ENTERED, Basis.ENTERED.label) if level.entered else None,
        "order": order_of(grid, level),
        "grid": Link(grid.title, f"{grid_url(grid.slug)}{asked}"),
        "text": Link(level.document_title, f"/documents/{level.document}/"),
        "dates": level.dates,
        "word": word,
    }
