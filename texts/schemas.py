"""What the JSON of the texts and of their anomalies holds, and what any refusal says."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class SourceSchema(Schema):
    """Où se trouvent les mots dans le texte officiel."""

    document: str
    lignes: list[int] = Field(description="Première et dernière ligne, comptées à partir de 1.")
    colonnes: list[int] | None = Field(
        None,
        description="Première colonne comptée à partir de 0 et dernière exclue, quand tout tient sur une ligne.",
    )


class LinkSchema(Schema):
    titre: str
    url: str


class ErrorSchema(Schema):
    erreur: str = Field(description="Une phrase en français.")
    parametres: dict[str, str] = Field({}, description="Ce qui n’a pas été compris, par paramètre.")


class SignatorySchema(Schema):
    college: str
    organisation: str


class DocumentSchema(Schema):
    document: str
    titre: str
    nature: str
    emetteur: str
    reference: str | None
    nor: str | None
    idcc: str | None
    signataires: list[SignatorySchema]
    date_signature: str | None
    date_effet: str | None
    sha256: str
    lignes: int
    url: str


class DocumentPageSchema(Schema):
    total: int
    page: int
    suivant: str | None
    resultats: list[DocumentSchema]


class QuoteSchema(Schema):
    texte: str
    source: SourceSchema | None


class DecisionSchema(Schema):
    texte: str
    date: str
    document: str


class AnomalySchema(Schema):
    cle: str
    nature: str
    titre: str
    constat: str
    traitement: str
    citations: list[QuoteSchema]
    emplois: list[LinkSchema]
    decision: DecisionSchema | None
    url: str


class AnomalyPageSchema(Schema):
    total: int
    page: int
    suivant: str | None
    resultats: list[AnomalySchema]


class AnomalyParameters(Schema):
    """Les paramètres de la page /anomalies/ ; plusieurs valeurs d’un même filtre se répètent."""

    mot: str = Field("", description="Mots du constat ou de la citation.")
    texte: list[str] = Field([], description="Adresse du texte, comme clcc-avenant-2023-06.")
    nature: list[str] = Field([], description="Nature du constat, comme renvoi_errone.")
    emploi: str = Field("", description="Emploi concerné : référentiel/clé, comme ucanss/060703.")
    constat: str = Field("", description="Clé d’un seul constat.")
    page: str = Field("1", description="Numéro de la page, à partir de 1.")
