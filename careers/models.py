"""Paths, their steps and the rules that a text sets for each. May use texts, grids and jobs.

A corps is a path too: its grades are nodes, its recruitment routes and its advancement are steps.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from grids.models import Level
from jobs.models import Framework, Job
from texts.enums import Origin
from texts.models import Anomaly, Document, Passage

from .enums import CriterionKind, Force, NodeKind, PathKind, ProvisionKind, StepKind, Weight

#: years that a criterion may ask; beyond, it is a slip of the hand
MOST_YEARS = 60


#: the simulator's own questions: no criterion bears these names
TAKEN = ("etape", "entretien", "palier", "distincte", "realisee")
plain_key = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$", "Des lettres minuscules sans accent, des chiffres et des tirets."
)


def free_key(key: str) -> None:
    """Refuses the key of a criterion that the simulator already uses for a question of its own."""
    if key in TAKEN:
        raise ValidationError("Le simulateur se sert déjà de ce mot : choisissez-en un autre.")


def cited(name: str) -> models.CheckConstraint:
    """No row without its words and the text in which they stand."""
    return models.CheckConstraint(
        condition=~Q(words="") & (Q(document__isnull=False) | ~Q(reference="")),
        name=f"{name}_is_cited",
        violation_error_message="Citez le texte : ses mots, et le document ou la référence où ils se lisent.",
    )


class Cited(models.Model):
    """A fact carried by the words of a text. `reference` names a text that the portal does not hold yet."""

    words = models.TextField("mots du texte", help_text="Tels qu’imprimés : ils sont montrés entre guillemets.")
    article = models.CharField("article", max_length=160, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="texte"
    )
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="%(app_label)s_%(class)s_set",
        verbose_name="passage",
    )  # fmt: skip
    reference = models.CharField(
        "référence d’un texte absent du portail", max_length=160, blank=True,
        help_text="Seulement si le texte n’est pas dans la liste.",
    )  # fmt: skip
    order = models.PositiveSmallIntegerField("ordre", default=0)
    origin = models.CharField("origine", max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)

    class Meta:
        abstract = True


class Path(Cited):
    """A career path, a corps, or the repositioning of article 5."""

    slug = models.SlugField("adresse", max_length=60, unique=True, validators=[plain_key])
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="paths", verbose_name="référentiel")
    kind = models.CharField("nature", max_length=16, choices=PathKind, default=PathKind.CAREER)
    title = models.CharField("titre", max_length=160)
    summary = models.TextField("présentation", blank=True, help_text="Nos mots, et non ceux du texte.")

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        constraints = [cited("path")]

    def __str__(self):
        return self.title


class Node(Cited):
    """A post, a job, a corps or a grade at one end of a step. `level` is its group, `position` its position in it."""

    path = models.ForeignKey(Path, models.CASCADE, related_name="nodes", verbose_name="parcours")
    key = models.SlugField("clé", max_length=60)
    kind = models.CharField("nature", max_length=8, choices=NodeKind)
    title = models.CharField("intitulé", max_length=160)
    job = models.ForeignKey(
        Job, models.PROTECT, null=True, blank=True, related_name="path_nodes", verbose_name="emploi",
        help_text="L’emploi lui-même, ou celui auquel le poste est rattaché.",
    )  # fmt: skip
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="path_nodes", verbose_name="groupe"
    )
    position = models.CharField("position", max_length=8, blank=True)
    echelons = models.PositiveSmallIntegerField("échelons", null=True, blank=True)
    special_echelons = models.PositiveSmallIntegerField("échelons spéciaux", default=0)

    class Meta:
        ordering = ["path", "order", "key"]
        verbose_name = "poste, emploi ou grade"
        verbose_name_plural = "postes, emplois et grades"
        constraints = [
            cited("node"),
            models.UniqueConstraint(
                fields=["path", "key"], name="node_key_once_a_path",
                violation_error_message="Cette clé sert déjà dans le parcours.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title


class Step(Cited):
    """A way from one node to another: a route of access, a promotion, a recruitment, an advancement.

    No departure: the text opens the way to whoever meets its conditions.
    """

    path = models.ForeignKey(Path, models.CASCADE, related_name="steps", verbose_name="parcours")
    key = models.SlugField("clé", max_length=60, validators=[plain_key])
    kind = models.CharField("nature", max_length=16, choices=StepKind)
    title = models.CharField("titre", max_length=160)
    situation = models.CharField(
        "situation de la personne", max_length=200, blank=True,
        help_text="Comment la personne se reconnaît, dans le simulateur. Sans valeur, le titre.",
    )  # fmt: skip
    departure = models.ForeignKey(
        Node, models.RESTRICT, null=True, blank=True, related_name="departures", verbose_name="de"
    )
    arrival = models.ForeignKey(Node, models.RESTRICT, related_name="arrivals", verbose_name="vers")
    force = models.CharField("force du texte", max_length=12, choices=Force, default=Force.UNSAID)
    anomalies = models.ManyToManyField(Anomaly, blank=True, related_name="steps", verbose_name="anomalies du texte")

    class Meta:
        ordering = ["path", "order", "key"]
        verbose_name = "étape ou voie"
        verbose_name_plural = "étapes et voies"
        constraints = [
            cited("step"),
            models.UniqueConstraint(
                fields=["path", "key"], name="step_key_once_a_path",
                violation_error_message="Cette clé sert déjà dans le parcours.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title


def years(label: str, **options) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_YEARS)], **options
    )


class Criterion(Cited):
    """One condition of a step, of a kind that the engine knows how to judge.

    `minimum`: years of a duration or in an échelon, interviews, or missions full time. Criteria of one
    `alternative` are ways of meeting one condition: any of them is enough. `last_passage`: where the words end, when
    they run over several passages. `overall`: a length that no other of the step can exceed.
    """

    step = models.ForeignKey(Step, models.CASCADE, related_name="criteria", verbose_name="étape ou voie")
    last_passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="criteria_ended", verbose_name="dernier passage",
        help_text="Seulement si la condition tient en plusieurs passages qui se suivent.",
    )  # fmt: skip
    key = models.SlugField("clé", max_length=40, validators=[plain_key, free_key])
    kind = models.CharField("nature", max_length=24, choices=CriterionKind)
    weight = models.CharField("poids", max_length=12, choices=Weight, default=Weight.REQUIRED)
    title = models.CharField("titre", max_length=120, help_text="Nos mots, en quelques-uns.")
    question = models.CharField(
        "question posée", max_length=250, blank=True, help_text="En français simple. Sans valeur, celle de la nature."
    )
    help = models.TextField(
        "précision sous la question", blank=True,
        help_text="Ce qu’il faut savoir pour répondre : les situations ou les emplois que le texte nomme.",
    )  # fmt: skip
    minimum = years("minimum", help_text="Années, entretiens, ou missions à temps plein.")
    shared_minimum = years("ou missions à temps partagé")
    most = years("au plus", help_text="Entretiens ou missions : au-delà, la réponse est refusée comme une erreur.")
    echelon = years("échelon")
    if_needed = models.BooleanField("« si nécessaire »", default=False)
    doubtful = models.BooleanField(
        "portée incertaine", default=False, help_text="Même remplie, la condition reste à apprécier."
    )
    overall = models.BooleanField(
        "durée la plus longue", default=False,
        help_text="Aucune autre durée de l’étape ne peut la dépasser : le simulateur demande de corriger.",
    )  # fmt: skip
    alternative = models.SlugField(
        "au choix avec", max_length=40, blank=True, help_text="Le même mot pour les conditions dont une seule suffit."
    )
    anomalies = models.ManyToManyField(Anomaly, blank=True, related_name="criteria", verbose_name="anomalies du texte")

    class Meta:
        ordering = ["step", "order", "key"]
        verbose_name = "critère"
        verbose_name_plural = "critères"
        constraints = [
            cited("criterion"),
            models.UniqueConstraint(
                fields=["step", "key"], name="criterion_key_once_a_step",
                violation_error_message="Cette clé sert déjà dans l’étape.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[CriterionKind.DURATION, CriterionKind.INTERVIEWS, CriterionKind.MISSIONS])
                | Q(minimum__isnull=False),
                name="criterion_counted_has_minimum",
                violation_error_message="Donnez le minimum que le texte demande.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=CriterionKind.ECHELON) | Q(minimum__isnull=False, echelon__isnull=False),
                name="criterion_echelon_has_years",
                violation_error_message="Donnez l’échelon, et les années que le texte y demande.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title


class Provision(Cited):
    """What a text says of a path, or of one step of it, besides its criteria.

    `starts_on` and `ends_on`: for a transition, the day of retroactive effect and the last day to promote. `months`
    and `further_months`: for a probation or a term, its length and by how much it may be prolonged.
    """

    path = models.ForeignKey(Path, models.CASCADE, related_name="provisions", verbose_name="parcours")
    step = models.ForeignKey(
        Step, models.CASCADE, null=True, blank=True, related_name="provisions", verbose_name="étape ou voie"
    )
    kind = models.CharField("nature", max_length=16, choices=ProvisionKind)
    title = models.CharField("titre", max_length=160)
    starts_on = models.DateField("à partir du", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    months = models.PositiveSmallIntegerField("mois", null=True, blank=True)
    further_months = models.PositiveSmallIntegerField("mois de prolongation", null=True, blank=True)
    anomalies = models.ManyToManyField(
        Anomaly, blank=True, related_name="provisions", verbose_name="anomalies du texte"
    )

    class Meta:
        ordering = ["path", "order", "pk"]
        verbose_name = "disposition"
        verbose_name_plural = "dispositions"
        constraints = [
            cited("provision"),
            models.CheckConstraint(
                condition=~Q(kind=ProvisionKind.TRANSITION) | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="provision_transition_has_days",
                violation_error_message="Donnez le jour de l’effet et le dernier jour pour promouvoir.",
            ),
        ]

    def __str__(self):
        return self.title


class PromotionCount(models.Model):
    """How many promotions a step saw in a year, as the CPNE-FP counts them. No text holds it: HR enters it."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="counts", verbose_name="étape ou voie")
    year = models.PositiveSmallIntegerField(
        "année", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )  # fmt: skip
    count = models.PositiveIntegerField("promotions")
    note = models.CharField("d’où vient ce nombre", max_length=250)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="saisi par"
    )
    recorded_at = models.DateTimeField("saisi le", auto_now=True)

    class Meta:
        ordering = ["-year", "step"]
        verbose_name = "bilan annuel des promotions"
        verbose_name_plural = "bilans annuels des promotions"
        constraints = [
            models.UniqueConstraint(
                fields=["step", "year"], name="count_once_a_step_and_year",
                violation_error_message="Cette année est déjà saisie pour cette étape.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.step}, {self.year} : {self.count}"
