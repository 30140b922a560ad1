"""The shapes of a comparison in the JSON, for its OpenAPI description."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from texts.schemas import SourceSchema

from .job_schemas import JobLink


class ComparedJobSchema(JobLink):
    nature: str = Field(description="emploi, metier_repere ou emploi_rattache.")
    statut: str = Field(description="en_vigueur, supprime, remplace ou emergent.")
    note: str | None
    niveaux: list[str]
    url: str
    version: int | None = Field(description="Version de la fiche comparée ; nulle quand aucun texte n’en donne.")
    fiche_de: JobLink | None = Field(description="Métier repère dont la fiche est comparée.")


class ComparedFactCellSchema(Schema):
    valeurs: list[str] = Field(description="Vide : le texte ne le précise pas.")
    fondement: str | None = Field(description="enonce, deduit ou saisi.")
    note: str | None
    sources: list[SourceSchema]


class ComparedFactSchema(Schema):
    nom: str
    rapport: str = Field(description="identique, different ou non_precise (un texte au moins ne le dit pas).")
    cellules: list[ComparedFactCellSchema]


class ComparedEntrySchema(Schema):
    """Une ligne de fiche."""

    texte: str
    code: str | None
    intitule: str | None
    niveau: str | None
    branches: list[str]
    groupe: str | None
    sous: str | None = Field(description="Ligne sous laquelle celle-ci est imprimée.")
    ancre: str
    source: SourceSchema | None


class ComparedPartSchema(Schema):
    nature: str = Field(description="commun : dans toutes les cellules de la ligne ; propre : pas dans toutes.")
    texte: str


class ComparedCellSchema(ComparedEntrySchema):
    parties: list[ComparedPartSchema] = Field(description="Bout à bout, elles redonnent le texte.")


class ComparedLineSchema(Schema):
    rapport: str = Field(description="identique ou proche.")
    proximite: int = Field(description="En pour cent ; la plus faible des lignes prises deux à deux.")
    elements: list[ComparedCellSchema | None] = Field(description="Nul quand l’emploi ne dit rien de proche.")


class ComparedLevelSchema(Schema):
    niveau: str | None
    lignes: list[ComparedLineSchema]
    propres: list[list[ComparedEntrySchema]] = Field(description="Ce que chaque emploi est seul à dire.")


class ComparedSectionSchema(Schema):
    type: str
    intitules: list[str | None] = Field(description="Nul : pas de rubrique de cette nature ; vide : sans titre unique.")
    niveaux: list[ComparedLevelSchema]


class ComparedTotalsSchema(Schema):
    identiques: int
    proches: int
    propres: list[int]


class ComparisonSchema(Schema):
    """Deux à quatre emplois en regard. Chaque liste de cellules suit l’ordre de emplois."""

    emplois: list[ComparedJobSchema]
    differences: bool
    masques: int = Field(description="Faits et lignes identiques partout, non donnés quand differences=1.")
    seuil: int = Field(description="Proximité, en pour cent, à partir de laquelle des lignes sont mises en regard.")
    adresse_permanente: str = Field(description="La même comparaison, versions et jour compris.")
    totaux: ComparedTotalsSchema
    faits: list[ComparedFactSchema]
    rubriques: list[ComparedSectionSchema]


class ComparisonParameters(Schema):
    """Les paramètres de la page /comparer/."""

    emploi: list[str] = Field([], description="Deux à quatre fois : clcc/aide-soignant, ou clcc/aide-soignant@1.")
    differences: str = Field("", description="1 pour n’avoir que les différences.")
    au: str = Field("", description="Jour montré, AAAA-MM-JJ ; aujourd’hui par défaut.")
