"""The shapes of the grids in the JSON, for its OpenAPI description."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from texts.schemas import SourceSchema

from .job_schemas import JobLink


class GridTitleSchema(Schema):
    nature: str = Field(description="tableau, fiche ou ancien.")
    intitule: str


class GridPaySchema(Schema):
    """Rémunération minimale annuelle garantie, en euros par an."""

    groupe: str
    rmag: int
    rmag_1: int
    rmag_2: int
    date_effet: str | None = Field(description="Nulle tant que la date d’effet du texte n’est pas connue.")
    source: SourceSchema | None


class GridJobSchema(JobLink):
    """Un emploi de la grille et sa place."""

    nature: str = Field(description="emploi, metier_repere ou emploi_rattache.")
    statut: str = Field(description="en_vigueur, supprime, remplace ou emergent.")
    note: str | None
    url: str
    metier_repere: JobLink | None = Field(description="Métier sous lequel l’emploi rattaché est rangé.")
    niveaux: list[str] = Field(description="Vide : non précisé dans le texte.")
    fondement: str | None = Field(description="enonce, deduit ou saisi ; nul sans niveau.")
    explication: str | None = Field(description="Comment le niveau est déduit.")
    position: str | None
    filiere: str | None
    cotation: str | None
    source: SourceSchema | None = Field(description="La ligne qui dit le niveau ou le groupe.")
    source_details: SourceSchema | None = Field(
        description="La ligne qui imprime la position, la filière et la cotation."
    )
    remuneration: GridPaySchema | None
    autres_intitules: list[GridTitleSchema] = Field(description="Libellés qui diffèrent de l’intitulé.")
    codes_alternatifs: list[str]
    remplace_par: list[JobLink]


class GridLevelSchema(Schema):
    niveau: str
    libelle: str
    definition: str | None = Field(description="Nulle quand le texte ne définit pas le niveau.")
    source: SourceSchema | None
    document: str = Field(description="Le texte qui donne le niveau.")
    fondement: str = Field(description="`enonce` : un texte l’imprime ; `saisi` : les ressources humaines l’ajoutent.")
    url: str


class GridAnomalySchema(Schema):
    titre: str
    url: str


class GridHeadSchema(Schema):
    grille: str
    titre: str
    referentiel: str
    referentiel_nom: str
    document: str
    dates: str = Field(description="Ce qui est connu des dates du texte, en mots.")
    emplois_places: int = Field(description="Nombre d’emplois qu’un texte place dans la grille.")
    url: str


class GridRowSchema(GridHeadSchema):
    """Une grille dans la liste."""

    niveaux: list[str]


class GridPageSchema(Schema):
    total: int
    page: int
    suivant: str | None
    resultats: list[GridRowSchema]


class GridSchema(GridHeadSchema):
    """Une grille entière, niveaux et emplois dans l’ordre du texte."""

    niveaux: list[GridLevelSchema]
    ne_donne_pas: list[str] = Field(description="Ce que le texte ne donne pas, en mots.")
    source: SourceSchema | None
    lignes: list[GridJobSchema]
    anomalies: list[GridAnomalySchema]
