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


class ImportState(TextChoices):
    """How far a file of sheets is. Drafts are written in the last step of an import, all of them or none."""

    READ = "lue", "à relire"  # its changes are shown; nothing is written
    CONFIRMED = "confirmee", "en cours"  # someone confirmed it: it is being applied, or waits for it
    APPLIED = "appliquee", "appliqué"
    STOPPED = "arretee", "arrêté"  # the sheets had changed meanwhile: nothing was written
    DROPPED = "abandonnee", "abandonné"


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
    FILE_READ = "fichier_lu", "fichier de fiches lu"
    FILE_CONFIRMED = "import_confirme", "import de fiches confirmé"
    FILE_APPLIED = "import_applique", "import de fiches appliqué"
    FILE_DROPPED = "import_abandonne", "import de fiches abandonné"
    RULED = "regle_enregistree", "règle d’un parcours enregistrée"
    UNRULED = "regle_retiree", "règle d’un parcours retirée"
    COUNTED = "bilan_enregistre", "bilan des promotions enregistré"
    UNCOUNTED = "bilan_retire", "bilan des promotions retiré"
    PLACED = "classement_saisi", "classement saisi"
    UNPLACED = "classement_retire", "classement retiré"
    PAID = "remuneration_saisie", "rémunération saisie"
    UNPAID = "remuneration_retiree", "rémunération retirée"
    REPLACED = "remplacement_saisi", "remplacement saisi"
    UNREPLACED = "remplacement_retire", "remplacement retiré"
    GRIDDED = "grille_saisie", "grille saisie"
    UNGRIDDED = "grille_retiree", "grille retirée"
    LEVELLED = "niveau_saisi", "niveau saisi"
    UNLEVELLED = "niveau_retire", "niveau retiré"
    RULED_ON = "anomalie_decidee", "décision sur une anomalie"
    FILED = "pdf_joint", "PDF d’un texte joint"
    TOOK_PART = "organisation", "organisation enregistrée"
    CAMPAIGNED = "campagne_ouverte", "campagne de révision ouverte"
    PREPARED = "campagne_preparee", "campagne de révision préparée"
    ENTERED = "emploi_inscrit", "emploi inscrit au tableau de suivi"
    STRUCK = "emploi_raye", "emploi rayé du tableau de suivi"
    DECIDED = "sort_d_une_fiche", "sort d’une fiche décidé"
    FROZEN = "tableau_arrete", "tableau de suivi arrêté"
    REOPENED = "campagne_rouverte", "campagne de révision rouverte"
    SENT = "tableau_transmis", "tableau de suivi transmis"
    MANDATED = "mandat_donne", "mandat enregistré"
    UNMANDATED = "mandat_termine", "mandat terminé"
    LINKED = "lien_fait", "lien personnel fait"
    UNLINKED = "lien_revoque", "lien personnel révoqué"
    OPINED = "avis_donne", "avis donné"
    REPLIED = "remarque_repondue", "réponse à une remarque"
    ASKED = "revision_demandee", "révision demandée"
    ANSWERED = "demande_repondue", "réponse à une demande de révision"
    KEYED = "lien_de_mot_de_passe", "lien de mot de passe fait"
    REKEYED = "mot_de_passe_choisi", "mot de passe choisi par un lien"
    LISTED = "roles_de_l_annuaire", "rôles reçus de l’annuaire"


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


class Position(TextChoices):
    """What an organisation says of a proposal. One that says nothing has no row: its silence is shown as such."""

    FAVOURABLE = "favorable", "favorable"
    RESERVED = "reserve", "réservé"
    OPPOSED = "defavorable", "défavorable"
    ABSTAINS = "abstention", "abstention"


class RequestOutcome(TextChoices):
    """What HR answers to an organisation that asks for a revision."""

    ACCEPTED = "acceptee", "acceptée"
    DECLINED = "refusee", "refusée"
