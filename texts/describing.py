"""From values to JSON: the texts and their anomalies."""

from __future__ import annotations

from .values import AnomalyCard, DocumentCard


def document(card: DocumentCard) -> dict:
    """An official text; dates not known are null."""
    return {
        "document": card.slug,
        "titre": card.title,
        "nature": card.kind,
        "emetteur": card.issuer,
        "reference": card.reference or None,
        "nor": card.nor or None,
        "idcc": card.idcc or None,
        "signataires": card.signatories,
        "date_signature": card.signed_on.isoformat() if card.signed_on else None,
        "date_effet": card.effect_on.isoformat() if card.effect_on else None,
        "sha256": card.sha256,
        "lignes": card.lines,
        "url": card.url,
    }


def anomaly(card: AnomalyCard) -> dict:
    """An oddity of the texts, with its quotations and the jobs that it concerns."""
    return {
        "cle": card.key,
        "nature": card.kind,
        "titre": card.title,
        "constat": card.explanation,
        "traitement": card.handling,
        "citations": [
            {"texte": quote.text, "source": quote.source.as_json() if quote.source else None} for quote in card.quotes
        ],
        "emplois": [{"titre": job.label, "url": job.url} for job in card.jobs],
        "decision": {
            "texte": card.decision.wording,
            "date": card.decision.on.isoformat(),
            "document": card.decision.document,
        }
        if card.decision
        else None,
        "url": card.url,
    }
