"""What the JSON of a job, of the list and of the suggestions holds."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from texts.schemas import LinkSchema, SourceSchema


class JobLink(Schema):
    """Un emploi cité par un autre."""

    referentiel: str
    cle: str
    code: str | None
    intitule: str


class JobRow(JobLink):
    """Un emploi dans une liste."""

    nature: str = Field(description="emploi, metier_repere ou emploi_rattache.")
    statut: str = Field(description="en_vigueur, supprime, remplace ou emergent.")
    note: str | None = Field(description="Ce qu’il faut savoir du statut.")
    niveaux: list[str]
    url: str


class OtherTitleSchema(Schema):
    intitule: str
    branches: list[str]
    nature: str
    source: SourceSchema | None


class ReplacementSchema(JobLink):
    annonce: str | None = Field(description="Année annoncée par le texte, sans jour.")
    source: SourceSchema | None


class PlacementSchema(Schema):
    grille: str
    niveaux: list[str]
    position: str | None
    filiere: str | None
    cotation: str | None
    fondement: str = Field(description="enonce, deduit ou saisi.")
    source: SourceSchema | None
    source_details: SourceSchema | None = Field(description="Où sont imprimées position, filière et cotation.")


class PaySchema(Schema):
    """Rémunération minimale annuelle garantie, en euros par an."""

    groupe: str
    rmag: int
    rmag_1: int
    rmag_2: int
    date_effet: str | None = Field(description="Nulle tant que la date d’effet du texte n’est pas connue.")
    source: SourceSchema | None


class AttributesSchema(Schema):
    pays: str | None
    theme: str | None
    familles: list[str]
    directions: list[str]
    rncp: list[int]
    diplomes: list[str]
    niveau_diplome: int | None
    niveau_qualification: str | None


class ItemSchema(Schema):
    texte: str
    code: str | None
    sous_elements: list[ItemSchema]
    ancre: str
    source: SourceSchema | None


class SectionSchema(Schema):
    type: str
    intitule: str | None
    niveau: str | None
    branches: list[str]
    groupe: str | None
    elements: list[ItemSchema]


class SheetSchema(Schema):
    numero: int
    document: str
    date_signature: str | None
    date_effet: str | None
    rubriques: list[SectionSchema]


class ReachSchema(Schema):
    texte: str
    source: SourceSchema | None


class JobSchema(JobRow):
    """Une fiche entière."""

    codes_alternatifs: list[str]
    branches_intitule: list[str] = Field(description="Branches auxquelles l’intitulé est propre ; vide sinon.")
    autres_intitules: list[OtherTitleSchema]
    synonymes: list[str]
    remplace_par: list[ReplacementSchema]
    remplace: list[ReplacementSchema]
    metier_repere: JobLink | None
    emplois_rattaches: list[JobLink]
    placements: list[PlacementSchema]
    remuneration: list[PaySchema]
    attributs: AttributesSchema
    portee: list[ReachSchema]
    base_commune: list[ItemSchema]
    anomalies: list[LinkSchema]
    fiche: SheetSchema | None = Field(description="Nulle pour un emploi rattaché : voir metier_repere.")


class JobPageSchema(Schema):
    total: int
    page: int
    suivant: str | None
    resultats: list[JobRow]


class SuggestionSchema(JobLink):
    """Un emploi proposé pendant la saisie."""

    referentiel_nom: str
    statut: str
    url: str


class SuggestionsSchema(Schema):
    total: int = Field(description="Nombre d’emplois dont l’intitulé, le code ou un synonyme répond.")
    resultats: list[SuggestionSchema] = Field(description="Les huit premiers.")


class ListParameters(Schema):
    """Les paramètres de la page /emplois/ ; plusieurs valeurs d’un même filtre se répètent."""

    q: str = Field("", description="Mots de l’intitulé, d’un code ou d’une ligne de fiche.")
    referentiel: list[str] = []
    nature: list[str] = []
    statut: list[str] = []
    famille: list[str] = []
    filiere: list[str] = []
    theme: list[str] = []
    grille: list[str] = []
    niveau: list[str] = []
    diplome: list[str] = []
    niveau_diplome: list[str] = []
    pays: list[str] = []
    revision: list[str] = []
    tri: str = Field("", description="pertinence (par défaut avec q), intitule (par défaut sans q), texte ou code.")
    page: str = Field("1", description="Numéro de la page, à partir de 1.")
    au: str = Field("", description="Jour montré, AAAA-MM-JJ ; aujourd’hui par défaut.")
