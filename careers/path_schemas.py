"""The shapes of the paths in the JSON, for its OpenAPI description."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from jobs.grid_schemas import GridPaySchema
from texts.schemas import LinkSchema, SourceSchema

from .enums import CriterionKind, Force, LeadKind, NodeKind, PathKind, ProvisionKind, StepKind


def one_of(kinds) -> str:
    """« parcours, corps ou repositionnement »."""
    *first, last = kinds.values
    return f"{', '.join(first)} ou {last}."


class WordsSchema(Schema):
    """Les mots du texte, tels qu’imprimés, et où ils se lisent."""

    texte: str
    article: str | None
    reference: str = Field(description="Titre court du texte.")
    source: SourceSchema | None


class PathJobSchema(Schema):
    referentiel: str
    cle: str
    intitule: str
    url: str


class NodeSchema(Schema):
    """Un poste, un emploi, un corps ou un grade."""

    cle: str
    nature: str = Field(description=one_of(NodeKind))
    intitule: str
    emploi: PathJobSchema | None = Field(description="L’emploi lui-même, ou celui auquel le poste est rattaché.")
    grille: str | None
    groupe: str | None = Field(description="Nul quand aucun texte ne le donne.")
    position: str | None
    echelons: int | None
    echelons_speciaux: int
    enonce: WordsSchema


class CriterionSchema(Schema):
    """Une condition d’une étape."""

    cle: str
    nature: str = Field(description=one_of(CriterionKind))
    titre: str = Field(description="Nos mots, et non ceux du texte.")
    precision: str | None = Field(description="Ce qu’il faut savoir pour répondre.")
    poids: str | None = Field(
        description=(
            "exige ou preconise\u202f: « préconisé » n’écarte personne. Nul pour un quota et pour une clause laissée à "
            "l’employeur, que nul n’a à remplir."
        )
    )
    minimum: int | None = Field(description="Années, entretiens, ou missions à temps plein.")
    minimum_temps_partage: int | None
    echelon: int | None
    si_necessaire: bool
    portee_incertaine: bool = Field(description="Même remplie, la condition reste à apprécier.")
    au_choix_avec: str | None = Field(description="Le même mot pour les conditions dont une seule suffit.")
    enonce: WordsSchema
    anomalies: list[LinkSchema]


class ProvisionSchema(Schema):
    """Ce que le texte dit d’un parcours ou d’une étape, hors conditions."""

    nature: str = Field(description=one_of(ProvisionKind))
    titre: str = Field(description="Nos mots, et non ceux du texte.")
    du: str | None
    au: str | None
    mois: int | None
    mois_de_prolongation: int | None
    enonce: WordsSchema
    anomalies: list[LinkSchema]


class CountSchema(Schema):
    """Un bilan annuel des promotions, saisi par les ressources humaines."""

    annee: int
    promotions: int
    note: str
    saisi_le: str


class StepSchema(Schema):
    """Une étape, une voie d’accès ou de recrutement, un avancement."""

    cle: str
    nature: str = Field(description=one_of(StepKind))
    titre: str
    de: str | None = Field(
        description="Clé du départ ; nulle quand le texte ouvre la voie à qui remplit les conditions."
    )
    vers: str
    force: str = Field(description=one_of(Force))
    criteres: list[CriterionSchema]
    dispositions: list[ProvisionSchema]
    remuneration: GridPaySchema | None
    bilans: list[CountSchema] = Field(description="Vide tant que rien n’est publié.")
    enonce: WordsSchema
    anomalies: list[LinkSchema]


class PathRowSchema(Schema):
    """Un parcours dans la liste."""

    parcours: str
    nature: str = Field(description=one_of(PathKind))
    titre: str
    presentation: str | None = Field(description="Nos mots, et non ceux du texte.")
    referentiel: str
    document: str | None
    document_titre: str
    dates: str | None
    nombre_etapes: int
    url: str
    simulation_url: str


class PathPageSchema(Schema):
    total: int
    page: int
    suivant: str | None
    resultats: list[PathRowSchema]


class LeadSchema(Schema):
    """Une voie depuis un emploi, ou vers lui."""

    nature: str = Field(description=one_of(LeadKind))
    intitule: str
    url: str | None = Field(description="Nulle quand le portail n’a pas de page à ce titre.")
    precision: str | None
    conditions: str | None = Field(description="Adresse où se lisent les conditions.")
    source: SourceSchema | None


class NearSchema(Schema):
    """Un emploi proche, par le calcul."""

    intitule: str
    url: str
    couvre: int = Field(description="Part du poids de la fiche qui se retrouve dans l’emploi proche, en pour cent.")
    couvert: int = Field(description="Part du poids de l’emploi proche qui se retrouve dans la fiche, en pour cent.")


class JobMapSchema(Schema):
    """Où peut mener un emploi. Un code qui en remplace un autre n’est pas une voie."""

    referentiel: str
    cle: str
    mene_a: list[LeadSchema]
    y_menent: list[LeadSchema]
    proches_par_le_calcul: list[NearSchema] = Field(description="Calcul du portail : aucun texte ne les ouvre.")
    proches_dans_les_autres_referentiels: list[NearSchema] = Field(
        description="Les plus proches des autres référentiels qui ne sont pas parmi les précédents."
    )


class PathSchema(PathRowSchema):
    """Un parcours entier."""

    etapes: list[StepSchema]
    postes_emplois_grades: list[NodeSchema]
    dispositions: list[ProvisionSchema]
    date_signature: str | None
    date_effet: str | None
    enonce: WordsSchema
