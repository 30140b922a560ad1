"""The shapes of history in the JSON, for its OpenAPI description."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from texts.schemas import SourceSchema

from .job_schemas import JobLink


class ChangesSchema(Schema):
    """Lignes qui changent depuis la version précédente."""

    ajoutees: int
    retirees: int
    reformulees: int
    deplacees: int


class ErratumSchema(Schema):
    jour: str
    raison: str


class VersionSchema(Schema):
    """Une version adoptée de la fiche."""

    numero: int
    etat: str = Field(description="en_vigueur, a_venir ou passee.")
    document: str
    compte_depuis: str | None = Field(description="Jour à partir duquel son texte compte ; nul pour un texte non daté.")
    effet: str
    jusqu_au: str | None = Field(description="Premier jour où une version plus récente prend sa place.")
    adoptee_le: str | None = Field(description="Nul pour un texte officiel fourni avec le portail.")
    poids: str | None = Field(description="contenu, redaction ou aucun ; nul pour la première version.")
    changements: ChangesSchema | None
    rectifications: list[ErratumSchema]
    url: str


class BroughtSchema(Schema):
    """Ce qu’un texte a apporté à l’emploi."""

    document: str
    nature: str
    poids: str = Field(description="classement, contenu ou redaction.")
    texte: str
    sources: list[SourceSchema]


class UndoneSchema(Schema):
    """Une version montrée, puis dont l’adoption a été annulée, la date d’effet de son texte n’étant pas connue."""

    numero: int
    document: str
    montree_depuis: str
    annulee_le: str


class HistorySchema(JobLink):
    versions: list[VersionSchema] = Field(description="De la première à la dernière.")
    adoptions_annulees: list[UndoneSchema] = Field(description="Leur numéro ne sert plus.")
    faits: list[BroughtSchema] = Field(description="Du texte le plus récent au plus ancien.")


class ChangedWordsSchema(Schema):
    nature: str = Field(description="commun, retire ou ajoute.")
    texte: str


class ChangeSchema(Schema):
    """Une ligne qui change."""

    nature: str = Field(description="ajoute, retire, reformule ou deplace.")
    deplace: bool
    type: str
    intitule: str | None
    niveau: str | None
    groupe: str | None
    avant: str | None
    apres: str | None
    ancre: str
    mots: list[ChangedWordsSchema]


class DifferencesSchema(JobLink):
    de: int
    a: int
    poids: str = Field(description="contenu, redaction ou aucun.")
    changements: list[ChangeSchema]


class DatedChangeSchema(JobLink):
    """Un changement, du jour où son texte compte, où une version a été adoptée, ou notre lecture rectifiée."""

    jour: str = Field(description="AAAA-MM-JJ.")
    nature: str = Field(
        description="ajoute, supprime, remplace, classe, remunere, renomme, nouveau_libelle, premiere_fiche, "
        "nouvelle_fiche ou rectification."
    )
    poids: str = Field(description="classement, contenu ou redaction.")
    document: str | None = Field(description="Texte qui l’apporte ; nul pour une rectification.")
    version: int | None = Field(description="Version de la fiche, quand c’est elle qui change.")
    texte: str
    sources: list[SourceSchema]
    url: str


class ChangePageSchema(Schema):
    depuis: str | None = Field(description="Jour demandé.")
    total: int
    page: int
    suivant: str | None
    resultats: list[DatedChangeSchema] = Field(description="Du plus récent au plus ancien.")


class ChangeParameters(Schema):
    """Depuis quand, et quelle page."""

    depuis: str = Field("", description="Premier jour, compris, AAAA-MM-JJ ; tous les changements par défaut.")
    page: str = Field("1", description="Numéro de la page, à partir de 1.")
