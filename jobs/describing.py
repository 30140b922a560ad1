"""From values to the published JSON: keys in French, because their readers are."""

from __future__ import annotations

from texts.values import Source

from .compare import NEAR, Cell, Comparison, Entry
from .compare_facts import FactLine
from .enums import FactKind, JobKind
from .values import ItemValue, JobLine, JobSheet, ReplacementValue, SectionValue, SheetValue


def cited(source: Source | None) -> dict | None:
    return source.as_json() if source else None


def line(value: JobLine) -> dict:
    """A job in a list."""
    return {
        "referentiel": value.framework,
        "cle": value.key,
        "code": value.code or None,
        "intitule": value.title,
        "nature": value.kind,
        "statut": value.status,
        "note": value.note or None,
        "niveaux": [code for code, _ in value.levels],
        "url": value.url,
    }


def link(value: JobLine) -> dict:
    """A job named by another."""
    names = ("referentiel", "cle", "code", "intitule")
    described = line(value)
    return {name: described[name] for name in names}


def suggestion(value: JobLine) -> dict:
    """A job offered while one types."""
    return link(value) | {"referentiel_nom": value.framework_name, "statut": value.status, "url": value.url}


def item(value: ItemValue) -> dict:
    return {
        "texte": value.text,
        "code": value.code or None,
        "sous_elements": [item(child) for child in value.children],
        "ancre": value.anchor,
        "source": cited(value.source),
    }


def section(value: SectionValue) -> dict:
    return {
        "type": value.kind,
        "intitule": value.heading or None,
        "niveau": value.level or None,
        "branches": value.branches,
        "groupe": value.group or None,
        "elements": [item(row) for row in value.items],
    }


def sheet(value: SheetValue | None) -> dict | None:
    if value is None:
        return None
    return {
        "numero": value.number,
        "document": value.document,
        "date_signature": value.signed_on.isoformat() if value.signed_on else None,
        "date_effet": value.effect_on.isoformat() if value.effect_on else None,
        "rubriques": [section(row) for row in value.sections],
    }


def replacement(value: ReplacementValue) -> dict:
    return link(value.job) | {"annonce": value.announced or None, "source": cited(value.source)}


def attributes(value: JobSheet) -> dict:
    """The facts that a text prints about the job; a list where it may print several."""

    def texts(kind):
        return [row.value for row in value.facts.get(kind, [])]

    levels = [int(text) for text in texts(FactKind.DIPLOMA_LEVEL) if text.isdigit()]
    return {
        "pays": ", ".join(texts(FactKind.COUNTRY)) or None,
        "theme": ", ".join(texts(FactKind.THEME)) or None,
        "familles": texts(FactKind.FAMILY),
        "directions": texts(FactKind.DIRECTORATE),
        "rncp": [int(text) for text in texts(FactKind.RNCP) if text.isdigit()],
        "diplomes": texts(FactKind.DIPLOMA),
        "niveau_diplome": levels[0] if levels else None,
        "niveau_qualification": ", ".join(texts(FactKind.QUALIFICATION)) or None,
    }


def job(value: JobSheet) -> dict:
    """A sheet, whole."""
    own = value.line.kind != JobKind.ATTACHED
    placements = value.placements if own else []
    return line(value.line) | {
        "niveaux": [code for row in placements for code, _ in row.levels],
        "codes_alternatifs": [row.value for row in value.alternative_codes],
        "branches_intitule": value.title_branches,
        "autres_intitules": [
            {"intitule": row.text, "branches": row.branches, "nature": row.kind, "source": cited(row.source)}
            for row in value.titles
        ],
        "synonymes": list(value.line.synonyms),
        "remplace_par": [replacement(row) for row in value.replaced_by],
        "remplace": [replacement(row) for row in value.replaces],
        "metier_repere": link(value.reference) if value.reference else None,
        "emplois_rattaches": [link(row) for row in value.attached],
        "placements": [
            {
                "grille": row.grid,
                "niveaux": [code for code, _ in row.levels],
                "position": row.position or None,
                "filiere": row.stream or None,
                "cotation": row.rating or None,
                "fondement": row.basis,
                "source": cited(row.source),
                "source_details": cited(row.details_source) if row.position or row.stream or row.rating else None,
            }
            for row in placements
        ],
        "remuneration": [
            {
                "groupe": row.group,
                "rmag": row.rmag,
                "rmag_1": row.rmag_1,
                "rmag_2": row.rmag_2,
                "date_effet": row.effect_on.isoformat() if row.effect_on else None,
                "source": cited(row.source),
            }
            for row in value.pay
        ],
        "attributs": attributes(value),
        "portee": [{"texte": row.value, "source": cited(row.source)} for row in value.reaches],
        "base_commune": [item(row) for row in value.common_base.items] if value.common_base else [],
        "anomalies": [{"titre": row.label, "url": row.url} for row in value.anomalies],
        "fiche": sheet(value.sheet) if own else None,
    }


#: what the kinds of a part are called in the JSON
PARTS = {"same": "commun", "del": "propre", "ins": "propre"}


def comparison(value: Comparison, *, permanent: str) -> dict:
    """Jobs side by side. Every list of cells follows the order of `emplois`; null where a job says nothing near."""
    return {
        "emplois": [
            line(job.line)
            | {
                "version": job.sheet.number if job.sheet else None,
                "fiche_de": link(job.reference) if job.reference and not job.own_sheet else None,
            }
            for job in value.jobs
        ],
        "differences": value.differences,
        "masques": value.hidden,
        "seuil": NEAR,
        "adresse_permanente": permanent,
        "totaux": {
            "identiques": value.totals.identical,
            "proches": value.totals.near,
            "propres": list(value.totals.alone),
        },
        "faits": [compared_fact(row) for row in value.facts],
        "rubriques": [
            {
                "type": section.kind,
                "intitules": list(section.headings),
                "niveaux": [
                    {
                        "niveau": block.level or None,
                        "lignes": [
                            {
                                "rapport": "identique" if row.identical else "proche",
                                "proximite": row.nearness,
                                "elements": [compared_cell(cell) for cell in row.cells],
                            }
                            for row in block.lines
                        ],
                        "propres": [[compared_entry(entry) for entry in entries] for entries in block.alone],
                    }
                    for block in section.blocks
                ],
            }
            for section in value.sections
        ],
    }


def compared_fact(value: FactLine) -> dict:
    return {
        "nom": value.label,
        "rapport": value.agreement.value,
        "cellules": [
            {
                "valeurs": list(cell.values),
                "fondement": cell.basis or None,
                "note": cell.note or None,
                "sources": [source.as_json() for source in cell.sources],
            }
            for cell in value.cells
        ],
    }


def compared_entry(value: Entry) -> dict:
    return {
        "texte": value.text,
        "code": value.code or None,
        "intitule": value.heading or None,
        "niveau": value.level or None,
        "branches": list(value.branches),
        "groupe": value.group or None,
        "sous": value.under or None,
        "ancre": value.anchor,
        "source": cited(value.source),
    }


def compared_cell(value: Cell | None) -> dict | None:
    if value is None:
        return None
    parts = [{"nature": PARTS[part.kind], "texte": part.text} for part in value.parts]
    return compared_entry(value.entry) | {"parties": parts}
