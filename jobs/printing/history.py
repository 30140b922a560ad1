"""Context of the history of a job, and of one version of its sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from texts.effect import french_date
from texts.takeaway import downloads
from texts.values import Badge, Link, Notice

from ..history import History, Undone, Version
from ..values import JobLine
from .brought import WEIGHTS, carrier, counted, erratum, event, pair_links
from .common import (
    differences_url,
    framework_badge,
    linked,
    version_url,
    versions_url,
    with_histories,
)
from .notices import UNDATED
from .sheet import sections


def state_badge(version: Version) -> Badge:
    """In force, to come, or the past."""
    if version.in_force:
        return Badge("version", "en_vigueur", "en vigueur")
    if version.coming:
        return Badge("version", "a_venir", "pas encore en vigueur")
    return Badge("version", "passee", "n’est plus en vigueur" if version.until else "pas en vigueur")


def crumbs(line: JobLine, *more: Link) -> list[Link]:
    return [
        Link("Emplois", "/emplois/"),
        Link(line.framework_name, f"/emplois/?referentiel={line.framework}"),
        Link(linked(line), line.url),
        *more,
    ]


def head(line: JobLine) -> dict:
    return {"title": line.title, "code": line.code, "url": line.url, "framework": framework_badge(line)}


def unread(problems: Iterable) -> list[Notice]:
    return [Notice("attention", "Un paramètre n’a pas été compris.", problem.sentence) for problem in problems]


def ended(version: Version) -> str:
    """« jusqu’au 31 mai 2026 »: the last day of a version that another took the place of."""
    if version.until is None or version.in_force or version.coming:
        return ""
    return f"jusqu’au {french_date(version.until - timedelta(days=1))}"


def version_row(line: JobLine, version: Version) -> dict:
    """A version in the list of them."""
    compared = version.changes
    return {
        "number": version.number,
        "url": version_url(line, version.number),
        "state": state_badge(version),
        "carrier": carrier(version.carrier),
        "adopted": f"adoptée le {french_date(version.adopted_on)}" if version.adopted_on else "",
        "until": ended(version),
        "changes": counted(compared) if compared else "première version que donne le portail",
        "weight": WEIGHTS.get(compared.weight, "") if compared else "",
        "links": pair_links(line, version.number - 1, version.number) if compared else [],
        "errata": [erratum(row) for row in version.errata],
    }


def undone(row: Undone) -> dict:
    """A version that was read for a time and is one no more."""
    return {
        "number": row.number,
        "text": Link(row.text, row.url),
        "words": f"a été montrée du {french_date(row.since)} au {french_date(row.until)}. Son adoption a été annulée "
        "avant que la date d’effet de ce texte ne soit connue et passée.",
    }


def job_versions(history: History, *, problems=()) -> dict:
    """Context of the history of a job."""
    line = history.line
    notices = unread(problems)
    if history.reference:
        notices.append(
            Notice(
                "info",
                "Cet emploi partage la fiche de son métier repère.",
                "Le texte ne lui en donne pas en propre\u202f: les versions de la fiche sont celles du métier.",
                [Link(linked(history.reference), versions_url(history.reference))],
            )
        )
    elif not history.versions:
        notices.append(
            Notice("info", "Aucun texte du portail ne donne de fiche à cet emploi.", "Son histoire se lit ci-dessous.")
        )
    return {
        "job": head(line),
        "crumbs": crumbs(line),
        "notices": notices,
        "undone": [undone(row) for row in reversed(history.undone)],
        "versions": [version_row(line, version) for version in reversed(history.versions)],
        "numbers": [version.number for version in history.versions],
        "downloads": downloads(f"{line.url}versions", f"/api/v1/emplois/{line.framework}/{line.key}/versions"),
        "texts": [carrier(text) | {"events": [event(row) for row in brought]} for text, brought in history.brought],
    }


def standing_notice(history: History, version: Version) -> list[Notice]:
    """What a reader of one version must know first: that it is not in force, and which one is."""
    line = history.line
    now = next((held for held in history.versions if held.in_force), None)
    current = [Link(f"Version {now.number}, en vigueur", line.url)] if now else []
    if version.in_force:
        undated = version.adopted_on and version.sheet.signed_on and not version.sheet.effect_on
        title = f"La date d’effet de {version.carrier.short_title} n’est pas connue."
        return [Notice("attention", title, UNDATED.format(version.number))] if undated else []
    if version.coming:
        text = f"Adoptée, elle attend l’effet de son texte\u202f: {version.carrier.effect}."
        return [Notice("attention", "Cette version n’est pas encore en vigueur.", text, current)]
    text = "Elle est montrée telle qu’elle a été adoptée."
    if version.until:
        text = f"Une version plus récente a pris sa place le {french_date(version.until)}. {text}"
    return [Notice("history", "Cette version n’est plus en vigueur.", text, current)]


def job_version(history: History, version: Version, *, problems=()) -> dict:
    """Context of the page of one version."""
    line = history.line
    numbers = [held.number for held in history.versions]
    place = numbers.index(version.number)
    near = [
        Link(f"Ce qui change {words}", differences_url(line, min(version.number, other), max(version.number, other)))
        for words, other in (
            ("depuis la version précédente", numbers[place - 1] if place else 0),
            ("dans la version suivante", numbers[place + 1] if place + 1 < len(numbers) else 0),
        )
        if other
    ]
    return {
        "job": head(line),
        "number": version.number,
        "number_text": str(version.number),
        "crumbs": crumbs(line, Link("Versions", versions_url(line))),
        "state": state_badge(version),
        "carrier": carrier(version.carrier),
        "notices": [*unread(problems), *standing_notice(history, version)],
        "errata": [erratum(row) for row in version.errata],
        "sections": with_histories(sections(version.sheet.sections), line),
        "links": [*near, Link("Toutes les versions", versions_url(line))],
    }
