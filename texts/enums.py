"""Kinds and states of the texts. Values are those of the fixtures and of the JSON."""

from django.db.models import TextChoices


class DocumentKind(TextChoices):
    AMENDMENT = "avenant", "avenant"
    ANNEX = "annexe", "annexe"
    PANORAMA = "panorama", "panorama de métiers"
    SHEET = "fiche", "fiche métier"
    DECISION = "decision", "décision"  # HR's own, with no official text


class DateKind(TextChoices):
    """The dates in the life of a text, in the order in which they come."""

    SIGNATURE = "signature", "signature"
    NOTIFICATION = "notification", "notification"
    OPPOSITION_END = "fin_opposition", "fin du délai d’opposition"
    EFFECT = "effet", "prise d’effet"


class College(TextChoices):
    """The side on which an organisation signs."""

    EMPLOYERS = "employeurs", "employeurs"
    EMPLOYEES = "salaries", "salariés"


class Origin(TextChoices):
    """Who holds a row: the fixtures, which a reload may correct, or a person, whom no reload touches."""

    TEXT = "texte", "texte officiel"
    ENTERED = "saisie", "saisie"


class PassageKind(TextChoices):
    """What a passage is in its document: `fixtures.builder.records.PassageKind`, with labels."""

    TITLE = "titre", "titre"
    IDENTIFICATION = "identification", "identification"
    ARTICLE = "article", "article"
    PARAGRAPH = "paragraphe", "paragraphe"
    ENTRY = "alinea", "entrée de liste"
    SHEET = "fiche", "titre de fiche"
    SECTION = "rubrique", "rubrique"
    GROUP = "intertitre", "intertitre"
    ITEM = "element", "élément"
    SUB_ITEM = "sous_element", "sous-élément"
    DEFINITION = "definition", "définition"
    HEADER_CELL = "entete", "en-tête de tableau"
    CELL = "cellule", "cellule de tableau"
    NOTE = "note", "note"
    FACT = "mention", "mention"
    REPEATED_TITLE = "titre_repete", "titre répété"
    RUNNING_HEAD = "titre_courant", "titre courant"
    MARKER = "puce", "puce ou numéro"
    MARKUP = "balisage", "balisage"
    GAUGE = "jauge", "jauge"


class AnomalyKind(TextChoices):
    """What is odd in a text. Nothing of it is ever corrected: it is quoted and shown."""

    DUPLICATE_LABEL = "libelle_double", "libellé en double"
    DUPLICATE_CODE = "code_double", "code en double"
    DISAGREEMENT = "desaccord", "deux endroits ne concordent pas"
    COPIED_PASSAGE = "passage_copie", "passage recopié"
    MISSING_VALUE = "valeur_absente", "valeur absente"
    LOST = "perdu_extraction", "perdu à l’extraction"
    WRONG_REFERENCE = "renvoi_errone", "renvoi erroné"
    ANNOUNCED_ABSENT = "annonce_absent", "annoncé et absent"
    CONTRADICTION = "contradiction", "contradiction"
    UNCERTAIN_DATE = "date_incertaine", "date incertaine"
    DRAFTING_SLIP = "erreur_redaction", "erreur de rédaction"
    TYPOGRAPHY = "typographie", "typographie"


#: printed and accounted for, but nobody's wording
FURNITURE = frozenset(
    {
        PassageKind.REPEATED_TITLE,
        PassageKind.RUNNING_HEAD,
        PassageKind.MARKER,
        PassageKind.MARKUP,
        PassageKind.GAUGE,
    }
)
