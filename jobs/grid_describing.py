"""From grids to JSON: keys in French, because their readers are."""

from __future__ import annotations

from grids.values import GridValue, level_url

from .describing import cited, line, link
from .enums import Basis
from .placing import DrawnGrid, Placed
from .values import PayValue


def pay(value: PayValue) -> dict:
    """Guaranteed pay, with its date of effect or null while it is not known."""
    return {
        "groupe": value.group,
        "rmag": value.rmag,
        "rmag_1": value.rmag_1,
        "rmag_2": value.rmag_2,
        "date_effet": value.effect_on.isoformat() if value.effect_on else None,
        "source": cited(value.source),
    }


def summary(grid: GridValue, framework_name: str, count: int) -> dict:
    """A grid in the list of grids; `framework_name`: of its framework, `count`: the jobs that a text places in it."""
    return {
        "grille": grid.slug,
        "titre": grid.title,
        "referentiel": grid.framework,
        "referentiel_nom": framework_name,
        "document": grid.document,
        "dates": grid.dates,
        "niveaux": [level.code for level in grid.levels],
        "emplois_places": count,
        "url": grid.url,
    }


def job(value: Placed, reference: Placed | None) -> dict:
    """A job of a grid with its place; `niveaux` is empty where the text places it nowhere."""
    place = value.placement
    detailed = place is not None and (place.position or place.stream or place.rating)
    return line(value.line) | {
        "metier_repere": link(reference.line) if reference else None,
        "niveaux": [code for code, _ in place.levels] if place else [],
        "fondement": place.basis if place else None,
        "explication": place.explanation or None if place else None,
        "position": place.position or None if place else None,
        "filiere": place.stream or None if place else None,
        "cotation": place.rating or None if place else None,
        "source": cited(place.source) if place else None,
        "source_details": cited(place.details_source) if place and detailed else None,
        "remuneration": pay(value.pay) if value.pay else None,
        "autres_intitules": [{"nature": kind, "intitule": text} for kind, text in value.other_titles],
        "codes_alternatifs": list(value.printed.codes),
        "remplace_par": [link(row) for row in value.successors],
    }


def grid(drawn: DrawnGrid) -> dict:
    """A grid whole: its levels in the printed order, its jobs in the order of the text."""
    value = drawn.grid
    placed = sum(1 for job in drawn.jobs if job.placement)
    rows = [(job, None if job is row.job else row.job) for row in drawn.rows for job in (row.job, *row.attached)]
    rows += [(job, None) for job in (*drawn.unplaced, *drawn.deleted)]
    return summary(value, drawn.framework_name, placed) | {
        "niveaux": [
            {
                "niveau": level.code,
                "libelle": level.label,
                "definition": level.definition or None,
                "source": cited(level.source),
                "document": level.document,
                "fondement": Basis.ENTERED if level.entered else Basis.STATED,
                "url": level_url(value.slug, level.code),
            }
            for level in value.levels
        ],
        "ne_donne_pas": value.notes,
        "source": cited(value.source),
        "lignes": [job(row, reference) for row, reference in rows],
        "anomalies": [{"titre": link.label, "url": link.url} for link in drawn.anomalies],
    }
