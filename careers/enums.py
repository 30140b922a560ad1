"""Kinds of paths, steps, criteria and answers. Values are those of the fixtures and of the JSON."""

from django.db.models import TextChoices


class PathKind(TextChoices):
    CAREER = "parcours", "parcours professionnel"
    CORPS = "corps", "corps de fonctionnaires"
    REPOSITIONING = "repositionnement", "repositionnement"  # off a deleted job: article 5 of avenant 2021-01


class NodeKind(TextChoices):
    """What stands at one end of a step."""

    POST = "poste", "poste"  # one person's position, attached to a job
    JOB = "emploi", "emploi"
    CORPS = "corps", "corps"  # where the text names no grade
    GRADE = "grade", "grade"


class StepKind(TextChoices):
    ACCESS = "acces", "voie d’accès"
    PROMOTION = "promotion", "étape"
    RECRUITMENT = "recrutement", "voie de recrutement"
    ADVANCEMENT = "avancement", "avancement"
    REPOSITIONING = "repositionnement", "repositionnement"


class Force(TextChoices):
    """How strongly a text speaks: « accède » and « peut accéder » are not the same."""

    RIGHT = "accede", "accède"
    POSSIBLE = "peut_acceder", "peut accéder"
    DUTY = "devra", "procéderont"
    UNSAID = "non_dit", "non précisé"  # the text lists conditions and says no more


class Weight(TextChoices):
    """What a criterion weighs: « 3 préconisés » never keeps anybody out."""

    REQUIRED = "exige", "exigé"
    RECOMMENDED = "preconise", "préconisé"


class CriterionKind(TextChoices):
    """The kinds of criterion that the simulator knows how to ask and to judge."""

    ORIENTATIONS = "orientations", "orientations et organisation du centre"  # always for the centre to assess
    DURATION = "duree", "durée"
    EVALUATION = "evaluation", "évaluation favorable"
    INTERVIEWS = "entretiens", "nombre d’entretiens"
    TRAINING = "formation", "étude du parcours de formation"
    NEW_MISSIONS = "missions_progressives", "introduction progressive de missions"
    MISSIONS = "missions", "nombre de missions"
    ECHELON = "echelon", "grade et échelon"
    DIPLOMA = "diplome", "diplôme"
    CAPACITY = "qualite", "qualité, corps ou fonction"
    GROUP = "groupe", "groupe de rémunération"
    APPRECIATION = "appreciation", "à apprécier"  # the text leaves it open: always for the employer to assess
    QUOTA = "quota", "quota"  # always for the employer to assess


#: what a text leaves to the employer, or does not explain: assessed, and counted among no conditions
CLAUSES = frozenset({CriterionKind.ORIENTATIONS, CriterionKind.APPRECIATION})
#: what limits how many people a way takes, and asks nothing of a person
LIMITS = frozenset({CriterionKind.QUOTA})


class ProvisionKind(TextChoices):
    """What a text says of a path or of a step, besides its criteria."""

    ACCESS = "acces", "accès"
    DRAWING = "schema", "schéma"
    STATUS = "statut", "statut"
    ORGANISATION = "organisation", "organisation"
    COUNTING = "decompte", "décompte des durées"
    CLASSIFICATION = "classement", "classement"
    PROMOTION_DATE = "date_promotion", "date de la promotion"
    PAY = "remuneration", "rémunération"
    CARRY_OVER = "reconduction", "niveau reconduit"
    EXAMPLE = "exemple", "exemple"
    TRANSITION = "transition", "dispositions transitoires"
    MODALITY = "modalite", "modalité"
    CONTEST = "epreuve", "concours ou examen à réussir"  # meeting the conditions lets one sit it, and no more
    QUOTA = "quota", "quota"
    PROBATION = "stage", "stage"
    TRAINING = "formation", "formation"
    GUARANTEE = "garantie", "garantie"
    TERM = "delai", "délai"
    FOLLOW_UP = "suivi", "suivi"
    EFFECT = "effet", "entrée en vigueur"


class Answer(TextChoices):
    """What a rule answers of a person's situation."""

    MET = "rempli", "rempli"
    NOT_MET = "non_rempli", "non rempli"
    TO_ASSESS = "a_apprecier", "à apprécier"


class LeadKind(TextChoices):
    """The ways from a job to another. A code that replaces another is history, and none of them."""

    STEP = "etape", "étape d’un parcours"
    RECRUITMENT = "recrutement", "voie de recrutement"
    ADVANCEMENT = "avancement", "avancement de grade"
    BRIDGE = "passerelle", "passerelle"
    REPOSITIONING = "repositionnement", "repositionnement"
