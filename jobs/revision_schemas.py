"""The shapes of the yearly table in the JSON, for its OpenAPI description."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class OrganisationSchema(Schema):
    nom: str
    college: str = Field(description="employeurs ou salaries.")


class RevisionYearSchema(Schema):
    """Ce qu’une année a fait. Seules les fiches révisées comptent dans le nombre de l’article 7."""

    annee: int
    revisees: int
    examinees: int


class RevisionJobSchema(Schema):
    referentiel: str
    cle: str
    intitule: str
    url: str


class PlannedYearSchema(Schema):
    annee: int
    emplois: list[RevisionJobSchema]


class RevisedSchema(Schema):
    """La révision faite dans l’année."""

    version: int
    version_precedente: int
    le: str
    document: str
    document_titre: str
    poids: str = Field(description="classement, contenu, redaction ou aucun.")
    classement: bool = Field(description="Le même texte place l’emploi dans une grille.")


class EntrySchema(Schema):
    """Pourquoi la fiche est au tableau de l’année, et où elle en est."""

    motif: str = Field(description="terme, activites, loi ou demande.")
    motif_libelle: str
    precision: str
    demandeur: str
    etat: str = Field(description="prevue, en_preparation, sous_avis, revisee, examinee ou reportee.")
    etat_libelle: str
    raison: str
    decide_le: str | None
    revision: RevisedSchema | None


class RevisionRowSchema(RevisionJobSchema):
    """Une fiche des CLCC et son terme de cinq ans."""

    version: int
    document: str
    document_titre: str
    effet: str
    depuis: str | None
    fondement: str = Field(description="effet, signature, examen ou non_date.")
    terme: str | None
    position: str = Field(description="a_examiner, dans_le_delai ou sans_terme.")
    annee_prevue: int | None
    inscription: EntrySchema | None


class RuleSchema(Schema):
    document: str
    titre: str
    lignes: list[int]


class TransmissionSchema(Schema):
    organisation: str
    le: str
    par: str


class EditionSchema(Schema):
    """La forme arrêtée du tableau."""

    numero: int
    arretee_le: str
    empreinte: str = Field(description="SHA-256 du contenu arrêté.")
    transmissions: list[TransmissionSchema]


class RevisionSchema(Schema):
    annee: int
    etat: str = Field(description="sans_campagne, ouverte ou close.")
    au: str
    reunion: str | None
    organisations: list[OrganisationSchema]
    fiches: int
    cinquieme: int = Field(description="Un cinquième des fiches, arrondi au-dessus.")
    revisees: int
    examinees: int
    dans_le_delai: int
    terme_tenu_en: int | None = Field(description="Année à la fin de laquelle, à ce rythme, aucun terme n’est passé.")
    annees: list[RevisionYearSchema]
    calendrier: list[PlannedYearSchema]
    lignes: list[RevisionRowSchema]
    regles: dict[str, RuleSchema]
    edition: EditionSchema | None
