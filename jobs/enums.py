"""States and kinds of the jobs. Values are those of INTERFACES and of the fixtures."""

from django.db.models import TextChoices


class JobKind(TextChoices):
    JOB = "emploi", "emploi"
    REFERENCE = "metier_repere", "métier repère"  # has the sheet that its attached jobs share
    ATTACHED = "emploi_rattache", "emploi rattaché"  # shares the sheet of its métier


class Status(TextChoices):
    IN_FORCE = "en_vigueur", "en vigueur"
    DELETED = "supprime", "supprimé"
    REPLACED = "remplace", "remplacé"
    EMERGING = "emergent", "émergent"


class TitleKind(TextChoices):
    """Where a title of a job is printed."""

    SHEET = "fiche", "titre de la fiche"
    NEW_LABEL = "nouveau_libelle", "nouveau libellé"
    TABLE = "tableau", "libellé du tableau"
    LIST = "liste", "libellé de la liste du métier"
    NOTE = "note", "libellé d’une note"
    BRANCH = "branche", "libellé propre à des branches"
    FORMER = "ancien", "ancien intitulé"
    FOREIGN = "etranger", "intitulé étranger"
    TEXT = "texte", "autre mention du texte"


class FactKind(TextChoices):
    """A fact that a text prints about a job."""

    COUNTRY = "pays", "pays"
    THEME = "theme", "thème"
    FAMILY = "famille", "famille de métiers"
    DIRECTORATE = "direction", "direction métier"
    RNCP = "rncp", "numéro RNCP"
    DIPLOMA = "diplome", "diplôme requis"
    DIPLOMA_LEVEL = "niveau_diplome", "niveau du diplôme"
    QUALIFICATION = "niveau_qualification", "niveau de qualification"


class SectionKind(TextChoices):
    DEFINITION = "definition", "définition"
    PURPOSE = "finalite", "finalité"
    MISSIONS = "missions", "missions"
    ACTIVITIES = "activites", "activités"
    SKILLS = "savoir_faire", "savoir-faire"
    KNOWLEDGE = "connaissances", "connaissances"
    DIPLOMA = "diplome", "diplôme requis"
    TRAINING = "formation", "formation"
    CONTEXT = "contexte", "contexte"
    OUTLOOK = "perspectives", "perspectives"
    RELATIONS = "relations", "relations professionnelles"
    STRUCTURES = "structures", "structures"
    LINKS = "liens", "liens"
    BRIDGES = "passerelles", "passerelles"
    TEXTS = "textes", "textes de référence"
    CORPS = "statut_corps", "statut et corps"
    RECRUITMENT = "recrutement", "recrutement"
    ADVANCEMENT = "evolution", "évolution"
    OTHER = "autre", "autre"


class Basis(TextChoices):
    """On what a placement rests."""

    STATED = "enonce", "énoncé par le texte"
    DERIVED = "deduit", "déduit du texte"
    ENTERED = "saisi", "saisi par les ressources humaines"


class SheetState(TextChoices):
    DRAFT = "brouillon", "en préparation"
    ADOPTED = "adoptee", "adoptée"


class Stage(TextChoices):
    """How far a draft is. Its words are written in the first and the last only."""

    WRITING = "redaction", "en rédaction"
    SUBMITTED = "avis", "soumise pour avis"
    RETURNED = "renvoyee", "renvoyée en rédaction"


class Deed(TextChoices):
    """What a person did, as a trace names it."""

    STARTED = "revision_ouverte", "révision ouverte"
    SAVED = "brouillon_enregistre", "brouillon enregistré"
    SUBMITTED = "soumise_pour_avis", "soumise pour avis"
    RETURNED = "renvoyee", "renvoyée en rédaction"
    RESUMED = "redaction_reprise", "rédaction reprise"
    ADOPTED = "fiche_adoptee", "fiche adoptée"
    UNDONE = "adoption_annulee", "adoption annulée"
    WITHDRAWN = "brouillon_retire", "brouillon retiré"
    REGISTERED = "texte_enregistre", "texte enregistré"
    WORDED = "texte_colle", "rédaction d’un texte collée"
    DATED = "date_enregistree", "date enregistrée"
    NAMED = "synonyme_enregistre", "synonyme enregistré"
    UNNAMED = "synonyme_retire", "synonyme retiré"
    RULED = "regle_enregistree", "règle d’un parcours enregistrée"
    UNRULED = "regle_retiree", "règle d’un parcours retirée"
    COUNTED = "bilan_enregistre", "bilan des promotions enregistré"
    UNCOUNTED = "bilan_retire", "bilan des promotions retiré"
    PLACED = "classement_saisi", "classement saisi"
    UNPLACED = "classement_retire", "classement retiré"
    TOOK_PART = "organisation", "organisation enregistrée"
    CAMPAIGNED = "campagne_ouverte", "campagne de révision ouverte"
    PREPARED = "campagne_preparee", "campagne de révision préparée"
    ENTERED = "emploi_inscrit", "emploi inscrit au tableau de suivi"
    STRUCK = "emploi_raye", "emploi rayé du tableau de suivi"
    DECIDED = "sort_d_une_fiche", "sort d’une fiche décidé"
    FROZEN = "tableau_arrete", "tableau de suivi arrêté"
    REOPENED = "campagne_rouverte", "campagne de révision rouverte"
    SENT = "tableau_transmis", "tableau de suivi transmis"


class EntryReason(TextChoices):
    """Why a sheet stands in the table of a year: the grounds of article A-1.1.5.1."""

    TERM = "terme", "terme de cinq ans"
    ACTIVITIES = "activites", "évolution des activités de l’emploi"
    LAW = "loi", "dispositions législatives ou réglementaires"
    REQUEST = "demande", "demande d’un partenaire social"


class EntryOutcome(TextChoices):
    """What HR decided of a sheet that it does not revise this year."""

    EXAMINED = "examinee", "examinée et confirmée"
    POSTPONED = "reportee", "reportée"


class EntryState(TextChoices):
    """How far a sheet of the table is. Drafts, opinions and revisions are facts of the sheets, not entered twice."""

    PLANNED = "prevue", "prévue"
    DRAFT = "en_preparation", "en préparation"
    OPINION = "sous_avis", "soumise pour avis"
    REVISED = "revisee", "révisée"
    EXAMINED = "examinee", "examinée et confirmée"
    POSTPONED = "reportee", "reportée"
