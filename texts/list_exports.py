"""The texts and the register of anomalies as tables of words to take away, each row with its address."""

from __future__ import annotations

from collections.abc import Sequence

from .printing import signatories
from .values import AnomalyCard, DocumentCard

DOCUMENTS = (
    "Texte", "Titre", "Nature", "Émetteur", "Référence", "NOR", "IDCC", "Signataires", "Signé le", "Prend effet le",
    "Ce qui est connu des dates", "Lignes", "Empreinte SHA-256", "Adresse",
)  # fmt: skip
ANOMALIES = ("Clé", "Texte", "Nature", "Titre", "Constat", "Ce que fait le portail", "Décision", "Citation", "Où",
             "Emplois", "Adresse")  # fmt: skip


def documents_table(cards: Sequence[DocumentCard], *, base: str) -> list[tuple[str, ...]]:
    """The official texts as rows of words, the headings first; a date not known is empty. `base`: the site."""
    return [DOCUMENTS, *(_document(card, base.rstrip("/")) for card in cards)]


def _document(card: DocumentCard, base: str) -> tuple[str, ...]:
    days = ["" if day is None else day.isoformat() for day in (card.signed_on, card.effect_on)]
    named = (card.slug, card.title, card.kind, card.issuer, card.reference, card.nor, card.idcc, signatories(card))
    return (*named, *days, card.dates, str(card.lines), card.sha256, base + card.url)


def anomalies_table(cards: Sequence[AnomalyCard], *, base: str) -> list[tuple[str, ...]]:
    """The register as rows of words, the headings first: a row a quotation, so that each stands beside its lines."""
    return [ANOMALIES, *(row for card in cards for row in _anomaly(card, base.rstrip("/")))]


def _anomaly(card: AnomalyCard, base: str) -> list[tuple[str, ...]]:
    decided = f"{card.decision.wording} ({card.decision.document_title})" if card.decision else ""
    said = (card.key, card.text_title, card.kind_label, card.title, card.explanation, card.handling, decided)
    jobs = "\u202f; ".join(job.label for job in card.jobs)
    quotes = [(quote.text, quote.source.label if quote.source else "") for quote in card.quotes] or [("", "")]
    return [(*said, *quote, jobs, base + card.url) for quote in quotes]
