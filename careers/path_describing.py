"""From paths to the published JSON: keys in French, because their readers are."""

from __future__ import annotations

from jobs.describing import cited
from jobs.grid_describing import pay
from jobs.nearest import NearLine
from jobs.values import JobSheet, Lead

from .values import (
    Citation,
    CountValue,
    CriterionValue,
    Doubt,
    JobRef,
    NodeValue,
    PathCard,
    PathValue,
    ProvisionValue,
    StepValue,
)


def summary(card: PathCard) -> dict:
    """A path in the list of paths."""
    return {
        "parcours": card.slug,
        "nature": card.kind,
        "titre": card.title,
        "presentation": card.summary or None,
        "referentiel": card.framework,
        "document": card.document or None,
        "document_titre": card.document_title,
        "dates": card.dates or None,
        "nombre_etapes": card.steps,
        "url": card.url,
        "simulation_url": card.simulation_url,
    }


def words(row: Citation) -> dict:
    """The words of a text and where they stand."""
    return {
        "texte": row.words,
        "article": row.article or None,
        "reference": row.reference,
        "source": cited(row.source),
    }


def oddities(rows: tuple[Doubt, ...]) -> list[dict]:
    return [{"titre": row.title, "url": row.url} for row in rows]


def job(row: JobRef | None) -> dict | None:
    return {"referentiel": row.framework, "cle": row.key, "intitule": row.title, "url": row.url} if row else None


def node(row: NodeValue) -> dict:
    """A post, a job, a corps or a grade; `groupe` is null where no text gives one."""
    return {
        "cle": row.key,
        "nature": row.kind,
        "intitule": row.title,
        "emploi": job(row.job),
        "grille": row.grid or None,
        "groupe": row.group or None,
        "position": row.position or None,
        "echelons": row.echelons,
        "echelons_speciaux": row.special_echelons,
        "enonce": words(row.citation),
    }


def criterion(row: CriterionValue) -> dict:
    return {
        "cle": row.key,
        "nature": row.kind,
        "titre": row.title,
        "precision": row.help or None,
        "poids": None if row.clause or row.limit else row.weight,
        "minimum": row.minimum,
        "minimum_temps_partage": row.shared_minimum,
        "echelon": row.echelon,
        "si_necessaire": row.if_needed,
        "portee_incertaine": row.doubtful,
        "au_choix_avec": row.alternative or None,
        "enonce": words(row.citation),
        "anomalies": oddities(row.doubts),
    }


def provision(row: ProvisionValue) -> dict:
    return {
        "nature": row.kind,
        "titre": row.title,
        "du": row.starts_on.isoformat() if row.starts_on else None,
        "au": row.ends_on.isoformat() if row.ends_on else None,
        "mois": row.months,
        "mois_de_prolongation": row.further_months,
        "enonce": words(row.citation),
        "anomalies": oddities(row.doubts),
    }


def count(row: CountValue) -> dict:
    return {"annee": row.year, "promotions": row.count, "note": row.note, "saisi_le": row.recorded_on.isoformat()}


def step(row: StepValue) -> dict:
    """A step with its conditions, what the text says of it besides, and the counts that HR entered."""
    return {
        "cle": row.key,
        "nature": row.kind,
        "titre": row.title,
        "de": row.departure.key if row.departure else None,
        "vers": row.arrival.key,
        "force": row.force,
        "criteres": [criterion(found) for found in row.criteria],
        "dispositions": [provision(found) for found in row.provisions],
        "remuneration": pay(row.pay) if row.pay else None,
        "bilans": [count(found) for found in row.counts],
        "enonce": words(row.citation),
        "anomalies": oddities(row.doubts),
    }


def lead(row: Lead) -> dict:
    return {
        "nature": row.kind,
        "intitule": row.title,
        "url": row.url or None,
        "precision": row.note or None,
        "conditions": row.way.url if row.way else None,
        "source": cited(row.source),
    }


def job_map(sheet: JobSheet, leads: list[Lead], near: list[NearLine]) -> dict:
    """Where a job can lead, what leads to it, and, apart, what is only computed."""
    return {
        "referentiel": sheet.line.framework,
        "cle": sheet.line.key,
        "mene_a": [lead(row) for row in leads if not row.inbound],
        "y_menent": [lead(row) for row in leads if row.inbound],
        "proches_par_le_calcul": [
            {"intitule": row.line.title, "url": row.line.url, "couvre": row.forward, "couvert": row.backward}
            for row in near
            if not row.elsewhere
        ],
        "proches_dans_les_autres_referentiels": [
            {"intitule": row.line.title, "url": row.line.url, "couvre": row.forward, "couvert": row.backward}
            for row in near
            if row.elsewhere
        ],
    }


def path(value: PathValue) -> dict:
    """A path, whole."""
    return summary(value.card) | {
        "etapes": [step(row) for row in value.steps],
        "postes_emplois_grades": [node(row) for row in value.nodes],
        "dispositions": [provision(row) for row in value.provisions],
        "date_signature": value.signed_on.isoformat() if value.signed_on else None,
        "date_effet": value.effect_on.isoformat() if value.effect_on else None,
        "enonce": words(value.card.citation),
    }
