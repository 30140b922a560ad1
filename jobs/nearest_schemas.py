"""The shapes of the nearest jobs in the JSON, for its OpenAPI description."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from .job_schemas import JobLink


class NearestParameters(Schema):
    """Les paramètres de la page /rapprochement/."""

    emploi: str = Field("", description="Référentiel et clé de l’emploi, comme clcc/aide-soignant.")
    au: str = Field("", description="Jour montré, AAAA-MM-JJ ; aujourd’hui par défaut.")


class NearestJobLinkSchema(JobLink):
    url: str


class SharedWordSchema(Schema):
    racine: str = Field(description="Forme commune du mot, sans accent ni terminaison.")
    poids: float


class NearestLineSchema(Schema):
    """Une ligne, et celle d’en face qui lui ressemble le plus."""

    numero: int
    texte: str
    url: str
    poids: float = Field(description="Moyenne des poids de ses mots.")
    somme: float = Field(description="Somme des poids de ses mots.")
    reponse: int | None = Field(description="Numéro de la ligne d’en face ; nul quand aucune ne lui ressemble assez.")
    mots: list[SharedWordSchema] = Field(description="Mots communs, le plus lourd d’abord.")
    ressemblance: int = Field(description="De 0 à 100.")


class NearestPartSchema(Schema):
    partie: str = Field(description="activites ou connaissances.")
    lignes: list[NearestLineSchema] = Field(description="Lignes de l’emploi demandé.")
    lignes_en_face: list[NearestLineSchema] = Field(description="Lignes de l’emploi proche.")


class NearestResultSchema(NearestJobLinkSchema):
    couvre: int = Field(description="Part du poids de l’emploi demandé qui se retrouve dans celui-ci, de 0 à 100.")
    couvert: int = Field(description="Part du poids de cet emploi qui se retrouve dans l’emploi demandé, de 0 à 100.")
    parties: list[NearestPartSchema]
    non_comparees: list[str] = Field(description="Parties qu’un seul des deux emplois donne.")


class NearestMethodSchema(Schema):
    """Les nombres de la méthode, que la page explique."""

    supplement: float = Field(description="Ajouté à la somme de la plus légère de deux lignes.")
    equivalent_des: int = Field(description="Ressemblance à partir de laquelle deux lignes se répondent.")
    mots_cherches: int
    fiches_comptees: int
    proche_des: int = Field(description="Moyenne des deux parts à partir de laquelle un emploi est dit proche.")
    ecart_entre_deux: int = Field(description="Écart des moyennes, en points, jusqu’auquel deux emplois se valent.")


class NearestSchema(Schema):
    emploi: NearestJobLinkSchema
    fiche_de: NearestJobLinkSchema | None = Field(description="Métier repère dont la fiche est comparée.")
    avertissement: str
    methode: NearestMethodSchema
    conclusion: Literal["aucun", "entre_deux", "un_premier"] = Field(
        description="Aucun emploi proche, deux qui se valent, ou un premier : ce que la page conclut par les seuils."
    )
    resultats: list[NearestResultSchema] = Field(description="Le plus proche d’abord ; vide sans fiche.")
    autres_referentiels: list[NearestResultSchema] = Field(
        description="Des trois plus proches hors du référentiel de l’emploi, ceux qui ne sont pas parmi les résultats."
    )
