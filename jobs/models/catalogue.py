"""Who a job is: identity, titles, codes, status and replacement, each fact with the passage that carries it."""

from django.db import models
from django.db.models import Q

from texts.enums import Origin
from texts.models import Anomaly, Document, Passage

from ..enums import FactKind, JobKind, Status, TitleKind


def origin_field():
    return models.CharField("origine", max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)


class SourcedFact(models.Model):
    """A fact about a job, carried by a text and printed in one of its passages."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="texte porteur")
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, blank=True, related_name="%(class)s_set", verbose_name="passage"
    )
    order = models.PositiveSmallIntegerField("ordre", default=0)
    origin = origin_field()

    class Meta:
        abstract = True


class Framework(models.Model):
    """A body of texts to which jobs belong."""

    code = models.SlugField("code", max_length=12, unique=True)
    name = models.CharField("nom", max_length=120)
    short_name = models.CharField("nom court", max_length=40)
    description = models.TextField("présentation")
    order = models.PositiveSmallIntegerField("ordre", default=0)
    origin = origin_field()

    class Meta:
        ordering = ["order"]
        verbose_name = "référentiel"
        verbose_name_plural = "référentiels"

    def __str__(self):
        return self.short_name


class Job(models.Model):
    """The identity of a job, which never changes. Its titles, status and wording are rows carried by texts.

    `title` and `fold` (title and codes without accents or case, for the list) are derived by the loader and the
    actions from those rows, for sorting and filtering.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="jobs", verbose_name="référentiel")
    key = models.SlugField("clé", max_length=120)
    code = models.CharField("code", max_length=8, blank=True)
    kind = models.CharField("nature", max_length=16, choices=JobKind, default=JobKind.JOB)
    sheet_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="attached", verbose_name="métier repère"
    )
    attachment_passages = models.ManyToManyField(
        Passage, blank=True, related_name="attached_jobs", verbose_name="passages du rattachement"
    )
    title = models.CharField("intitulé", max_length=200)
    fold = models.TextField("texte de recherche", blank=True, editable=False)
    order = models.PositiveIntegerField("ordre du texte", default=0)
    origin = origin_field()

    class Meta:
        ordering = ["framework", "order", "key"]
        verbose_name = "emploi"
        verbose_name_plural = "emplois"
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "key"], name="job_key_once_a_framework",
                violation_error_message="Cet emploi existe déjà dans le référentiel.",
            ),
            models.CheckConstraint(
                condition=Q(kind=JobKind.ATTACHED, sheet_of__isnull=False)
                | (~Q(kind=JobKind.ATTACHED) & Q(sheet_of__isnull=True)),
                name="job_attached_has_reference",
                violation_error_message="Un emploi rattaché, et lui seul, désigne son métier repère.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title


class JobTitle(SourcedFact):
    """One title of a job, as one text prints it."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="titles", verbose_name="emploi")
    text = models.CharField("intitulé", max_length=250)
    kind = models.CharField("nature", max_length=16, choices=TitleKind)
    branches = models.JSONField("branches", default=list, blank=True)

    class Meta:
        ordering = ["job", "order"]
        verbose_name = "intitulé"
        verbose_name_plural = "intitulés"

    def __str__(self):
        return self.text


class JobCode(SourcedFact):
    """A code of a job other than its key: « (ou 06030101) »."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="alternative_codes", verbose_name="emploi")
    code = models.CharField("code", max_length=8, db_index=True)

    class Meta:
        ordering = ["job", "order"]
        verbose_name = "code alternatif"
        verbose_name_plural = "codes alternatifs"

    def __str__(self):
        return self.code


class Fact(SourcedFact):
    """A fact printed about a job: country, theme, family, RNCP number…"""

    job = models.ForeignKey(Job, models.CASCADE, related_name="facts", verbose_name="emploi")
    kind = models.CharField("nature", max_length=24, choices=FactKind)
    value = models.CharField("valeur", max_length=250)

    class Meta:
        ordering = ["job", "kind", "order"]
        verbose_name = "donnée du texte"
        verbose_name_plural = "données des textes"
        indexes = [models.Index(fields=["kind", "value"])]

    def __str__(self):
        return f"{self.get_kind_display()} : {self.value}"


class JobStatus(SourcedFact):
    """The status that a text gives to a job, from that text's day until the next one."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="statuses", verbose_name="emploi")
    status = models.CharField("statut", max_length=12, choices=Status)

    class Meta:
        ordering = ["job", "order"]
        verbose_name = "statut"
        verbose_name_plural = "statuts"

    def __str__(self):
        return self.get_status_display()


class Replacement(SourcedFact):
    """`successor` takes the place of `job`. `announced` is a year with no day: in force with a notice until the end
    of that year, afterwards replaced as announced, with nothing to attest it."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="replacements", verbose_name="emploi remplacé")
    successor = models.ForeignKey(Job, models.PROTECT, related_name="replaces", verbose_name="emploi qui remplace")
    announced = models.CharField("annoncé pour", max_length=4, blank=True)

    class Meta:
        ordering = ["job", "order"]
        verbose_name = "remplacement"
        verbose_name_plural = "remplacements"
        constraints = [
            models.CheckConstraint(
                condition=~Q(job=models.F("successor")), name="replacement_by_another",
                violation_error_message="Un emploi ne se remplace pas lui-même.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.job} → {self.successor}"


class CommonBase(SourcedFact):
    """The activities common to every job of an annex, and the sentence that says how far they apply."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="common_bases", verbose_name="référentiel")
    heading = models.CharField("titre", max_length=200)
    scope = models.TextField("portée")
    scope_passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, related_name="+", verbose_name="passage de la portée"
    )

    class Meta:
        ordering = ["framework", "order"]
        verbose_name = "base commune"
        verbose_name_plural = "bases communes"

    def __str__(self):
        return self.heading


class CommonItem(models.Model):
    """One activity of a common base."""

    base = models.ForeignKey(CommonBase, models.CASCADE, related_name="items", verbose_name="base commune")
    text = models.TextField("texte")
    lineage = models.CharField("ancre", max_length=20)
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, related_name="commonitem_set", verbose_name="passage"
    )
    order = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        ordering = ["base", "order"]
        verbose_name = "activité commune"
        verbose_name_plural = "activités communes"

    def __str__(self):
        return self.text[:80]


class Reach(SourcedFact):
    """What a text says of its own reach, shown on every sheet that it governs."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="reaches", verbose_name="référentiel")
    job = models.ForeignKey(Job, models.CASCADE, null=True, blank=True, related_name="reaches", verbose_name="emploi")
    text = models.TextField("texte")

    class Meta:
        ordering = ["framework", "order"]
        verbose_name = "portée"
        verbose_name_plural = "portées"

    def __str__(self):
        return self.text[:80]


class AnomalyMention(models.Model):
    """A job that an anomaly of the texts concerns."""

    anomaly = models.ForeignKey(Anomaly, models.CASCADE, related_name="mentions", verbose_name="anomalie")
    job = models.ForeignKey(Job, models.CASCADE, related_name="anomaly_mentions", verbose_name="emploi")
    origin = origin_field()

    class Meta:
        ordering = ["anomaly", "job"]
        verbose_name = "emploi concerné"
        verbose_name_plural = "emplois concernés"
        constraints = [models.UniqueConstraint(fields=["anomaly", "job"], name="anomaly_mentions_a_job_once")]

    def __str__(self):
        return f"{self.anomaly} – {self.job}"
