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
    etablies: int = Field(description="Premières fiches de leur emploi, par un texte de l’année : non révisées.")
    cinquieme_possible: bool = Field(description="Des fiches étaient là avant cette année, dont réviser un cinquième.")


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


class ProposedSchema(Schema):
    """La version soumise pour avis."""

    version: int


class EarlierOpinionSchema(Schema):
    position: str
    le: str


class OpinionSchema(Schema):
    """Ce qu’une organisation dit de la proposition. Le dernier avis compte."""

    organisation: str
    college: str
    position: str | None = Field(description="favorable, reserve, defavorable, abstention ; nul sans avis.")
    position_libelle: str
    le: str | None
    perime: bool = Field(description="Les mots ont changé depuis que cet avis a été donné.")
    participe: bool = Field(description="L’organisation participe encore à la campagne.")
    avant: list[EarlierOpinionSchema]


class CollegeCountSchema(Schema):
    """Combien d’organisations d’un collège sont de chaque avis."""

    college: str
    favorable: int
    reserve: int
    defavorable: int
    abstention: int
    sans_avis: int
    perimes: int = Field(description="Parmi elles, celles dont l’avis porte sur d’autres mots.")
    sorties: int = Field(description="Parmi elles, celles qui ne participent plus à la campagne.")


class ReplySchema(Schema):
    texte: str
    le: str


class RemarkSchema(Schema):
    """Une remarque sur une ligne, ou sur l’ensemble quand elle n’en nomme pas, et la réponse."""

    organisation: str
    college: str
    le: str
    ancre: str | None
    ligne: str | None = Field(description="Nul sur l’ensemble, et tant que les mots de la ligne ne sont pas publics.")
    texte: str
    reponse: ReplySchema | None


class RevisionRequestSchema(RevisionJobSchema):
    """Une organisation demande la révision d’une fiche."""

    organisation: str
    college: str
    le: str
    raison: str | None = Field(description="Publiée avec la réponse, ou à la clôture.")
    suite: str = Field(description="en_attente, acceptee ou refusee.")
    suite_libelle: str
    reponse: str
    repondue_le: str | None


class EntrySchema(Schema):
    """Pourquoi la fiche est au tableau de l’année, et où elle en est."""

    motif: str = Field(description="terme, activites, loi, demande, ou hors_plan : révisée sans être inscrite.")
    motif_libelle: str
    precision: str
    demandeur: str
    etat: str = Field(description="prevue, en_preparation, sous_avis, revisee, examinee ou reportee.")
    etat_libelle: str
    raison: str
    decide_le: str | None
    revision: RevisedSchema | None
    proposition: ProposedSchema | None
    avis: list[OpinionSchema] = Field(description="Une ligne par organisation, quand la fiche est soumise pour avis.")
    avis_par_college: list[CollegeCountSchema]
    remarques_recues: int
    remarques: list[RemarkSchema] = Field(description="Publiées une fois la fiche décidée ou la campagne close.")


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
    """Une édition transmise à une organisation."""

    organisation: str
    college: str
    le: str
    par: str


class EditionSchema(Schema):
    """La forme arrêtée du tableau."""

    numero: int
    arretee_le: str
    empreinte: str = Field(
        description="SHA-256 du contenu arrêté : ce document avec « edition » nul, en UTF-8, clés triées, sans espace."
    )


class CorrectionSchema(Schema):
    """Ce qu’une édition corrige d’une précédente."""

    edition: int
    raison: str


class SentEditionSchema(EditionSchema):
    """Une édition et ceux à qui elle a été transmise."""

    transmissions: list[TransmissionSchema]


class RegisterSchema(Schema):
    """À qui chaque édition du tableau d’une année a été transmise."""

    annee: int
    editions: list[SentEditionSchema]


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
    projets_publies: bool = Field(description="Le public lit les mots des projets soumis pour avis.")
    demandes: list[RevisionRequestSchema]
    lignes: list[RevisionRowSchema]
    regles: dict[str, RuleSchema]
    correction: CorrectionSchema | None
    edition: EditionSchema | None
