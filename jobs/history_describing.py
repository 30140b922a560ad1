"""History as the published JSON."""

from __future__ import annotations

from .chronicle import Change
from .describing import cited, link
from .differences import Differences, Kind
from .history import Brought, History, Version
from .printing.brought import sentence, sources
from .printing.common import version_url
from .values import JobLine

#: what the kinds of a part are called in the JSON
WORDS = {"same": "commun", "del": "retire", "ins": "ajoute"}


def counted(found: Differences) -> dict:
    return {
        "ajoutees": found.count(Kind.ADDED),
        "retirees": found.count(Kind.REMOVED),
        "reformulees": found.count(Kind.REWORDED),
        "deplacees": found.count(Kind.MOVED),
    }


def version(value: Version, line: JobLine) -> dict:
    return {
        "numero": value.number,
        "etat": "en_vigueur" if value.in_force else "a_venir" if value.coming else "passee",
        "document": value.carrier.slug,
        "compte_depuis": value.carrier.since.isoformat() if value.carrier.since else None,
        "effet": value.carrier.effect,
        "jusqu_au": value.until.isoformat() if value.until else None,
        "adoptee_le": value.adopted_on.isoformat() if value.adopted_on else None,
        "poids": value.changes.weight.value if value.changes else None,
        "changements": counted(value.changes) if value.changes else None,
        "rectifications": [{"jour": row.day.isoformat(), "raison": row.reason} for row in value.errata],
        "url": version_url(line, value.number),
    }


def brought(value: Brought) -> dict:
    return {
        "document": value.carrier.slug,
        "nature": value.deed.value,
        "poids": value.weight.value,
        "texte": sentence(value),
        "sources": [cited(source) for source in sources(value)],
    }


def history(value: History) -> dict:
    """The versions of a job's sheet and what each text brought to it."""
    return link(value.line) | {
        "versions": [version(row, value.line) for row in value.versions],
        "adoptions_annulees": [
            {
                "numero": row.number,
                "document": row.url.strip("/").rpartition("/")[2],
                "montree_depuis": row.since.isoformat(),
                "annulee_le": row.until.isoformat(),
            }
            for row in value.undone
        ],
        "faits": [brought(row) for _, rows in value.brought for row in rows],
    }


def changes(line: JobLine, old: int, new: int, found: Differences) -> dict:
    """The lines that changed from one version to another."""
    rows = []
    for block in found.blocks:
        for change in block.changes:
            if change.kind is Kind.SAME:
                continue
            rows.append(
                {
                    "nature": change.kind.value,
                    "deplace": change.moved,
                    "type": block.place.kind,
                    "intitule": block.place.heading or None,
                    "niveau": block.place.level or None,
                    "groupe": block.place.group or None,
                    "avant": change.old.text if change.old else None,
                    "apres": change.new.text if change.new else None,
                    "ancre": (change.new or change.old).anchor,
                    "mots": [{"nature": WORDS[part.kind], "texte": part.text} for part in change.parts],
                }
            )
    return link(line) | {"de": old, "a": new, "poids": found.weight.value, "changements": rows}


def dated_change(row: Change) -> dict:
    """A change of the catalogue, with the day on which it counts."""
    return link(row.job) | {
        "jour": row.day.isoformat(),
        "nature": row.deed.value,
        "poids": row.weight.value,
        "document": row.document or None,
        "version": row.version,
        "texte": row.text,
        "sources": [cited(source) for source in row.sources],
        "url": row.url,
    }
