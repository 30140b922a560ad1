"""Official texts, their parts, their dates, and what is odd in them. Knows no other app."""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .enums import AnomalyKind, DateKind, DocumentKind, Origin, PassageKind


def last_recorded(kind: DateKind, document: str = "pk") -> Subquery:
    """The last date of a kind recorded for a text, or none; `document` leads to the text from the row annotated."""
    rows = TextDate.objects.filter(document=OuterRef(document), kind=kind).order_by("-recorded_at", "-pk")
    return Subquery(rows.values("value")[:1])


class DocumentQuerySet(models.QuerySet):
    def with_dates(self):
        """Annotates `signed_on`, `effect_on` (the last recorded of each kind, or none) and `counts_from`.

        `counts_from`: the date of effect when it is known, else the signature, else none (an undated text).
        """

        dates = {"signed_on": last_recorded(DateKind.SIGNATURE), "effect_on": last_recorded(DateKind.EFFECT)}
        return self.annotate(**dates).annotate(counts_from=Coalesce(F("effect_on"), F("signed_on")))

    def counting_on(self, day):
        """The texts that count on `day`: see `texts.effect`. An undated text counts on every day."""
        return self.with_dates().filter(Q(counts_from__isnull=True) | Q(counts_from__lte=day))


class Document(models.Model):
    """One official text, or one decision of HR's own."""

    slug = models.SlugField("adresse", max_length=80, unique=True)
    kind = models.CharField("nature", max_length=12, choices=DocumentKind)
    title = models.CharField("titre", max_length=300)
    short_title = models.CharField("titre court", max_length=80)
    issuer = models.CharField("émetteur", max_length=200)
    reference = models.CharField("référence", max_length=80, blank=True)
    nor = models.CharField("NOR", max_length=20, blank=True)
    idcc = models.CharField("IDCC", max_length=8, blank=True)
    signatories = models.JSONField("signataires", default=list, blank=True)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    text = models.TextField("texte extrait", blank=True)
    order = models.PositiveSmallIntegerField("ordre", default=0)
    origin = models.CharField("origine", max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = "texte"
        verbose_name_plural = "textes"

    def __str__(self):
        return self.short_title


class TextDate(models.Model):
    """One date in the life of a text, as known one day. Rows are added, never rewritten: the last recorded counts.

    An empty value with a passage says that the text gives the date in words only.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="dates", verbose_name="texte")
    kind = models.CharField("date de", max_length=16, choices=DateKind)
    value = models.DateField("date", null=True, blank=True)
    passage = models.ForeignKey(
        "Passage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="passage"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="saisie par",
    )  # fmt: skip
    recorded_at = models.DateTimeField("enregistrée le", auto_now_add=True)

    class Meta:
        ordering = ["document", "kind", "recorded_at", "pk"]
        verbose_name = "date d’un texte"
        verbose_name_plural = "dates des textes"
        constraints = [
            models.CheckConstraint(
                condition=Q(passage__isnull=False) | Q(recorded_by__isnull=False),
                name="textdate_has_source",
                violation_error_message="Indiquez d’où vient cette date : le passage du texte, ou votre nom.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} : {self.value or 'non connue'}"


class Passage(models.Model):
    """One part of a text: heading, article, item, cell or page furniture.

    `spans` lists where it stood: `[start, end, line, column, last line, end column]`, offsets and columns from 0,
    lines from 1, ends excluded. In order, the passages of a document give all its non-blank characters back.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="passages", verbose_name="texte")
    key = models.CharField("clé", max_length=16)
    kind = models.CharField("nature", max_length=16, choices=PassageKind)
    text = models.TextField("texte")
    label = models.CharField("désignation", max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="sous"
    )
    order = models.PositiveIntegerField("ordre")
    line_start = models.PositiveIntegerField("première ligne")
    line_end = models.PositiveIntegerField("dernière ligne")
    spans = models.JSONField("emplacements", default=list)
    repairs = models.JSONField("réparations", default=list, blank=True)
    origin = models.CharField("origine", max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)

    class Meta:
        ordering = ["document", "order"]
        verbose_name = "passage"
        verbose_name_plural = "passages"
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="passage_key_once_a_document")]
        indexes = [models.Index(fields=["document", "order"])]

    def __str__(self):
        return f"{self.text[:80]}"


class Anomaly(models.Model):
    """Something odd in the official texts, kept as printed, with what the portal does about it."""

    key = models.SlugField("clé", max_length=100, unique=True)
    kind = models.CharField("nature", max_length=20, choices=AnomalyKind)
    title = models.CharField("titre", max_length=250)
    explanation = models.TextField("constat")
    handling = models.TextField("ce que fait le portail")
    order = models.PositiveIntegerField("ordre", default=0)
    origin = models.CharField("origine", max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)

    class Meta:
        ordering = ["order", "key"]
        verbose_name = "anomalie"
        verbose_name_plural = "anomalies"

    def __str__(self):
        return self.title


class AnomalyQuote(models.Model):
    """The words that show an anomaly, and where they stand."""

    anomaly = models.ForeignKey(Anomaly, models.CASCADE, related_name="quotes", verbose_name="anomalie")
    document = models.ForeignKey(Document, models.CASCADE, related_name="anomaly_quotes", verbose_name="texte")
    line_start = models.PositiveIntegerField("première ligne")
    line_end = models.PositiveIntegerField("dernière ligne")
    quote = models.TextField("citation")
    order = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        ordering = ["anomaly", "order"]
        verbose_name = "citation"
        verbose_name_plural = "citations"

    def __str__(self):
        return self.quote[:80]


class AnomalyDecision(models.Model):
    """What HR decides of an oddity, by a text of its own. Rows are added, never rewritten: the last one counts."""

    anomaly = models.ForeignKey(Anomaly, models.PROTECT, related_name="decisions", verbose_name="anomalie")
    wording = models.TextField("décision", max_length=2000)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="texte porteur")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="saisie par"
    )
    recorded_at = models.DateTimeField("enregistrée le", auto_now_add=True)

    class Meta:
        ordering = ["anomaly", "recorded_at", "pk"]
        verbose_name = "décision sur une anomalie"
        verbose_name_plural = "décisions sur les anomalies"

    def __str__(self):
        return f"{self.anomaly} : {self.wording[:80]}"


class TextFile(models.Model):
    """The PDF of a text, as it was signed or published. Rows are added, never rewritten: the last one is served."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files", verbose_name="texte")
    file = models.FileField("fichier", upload_to="textes/")
    size = models.PositiveIntegerField("octets", editable=False)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name="joint par"
    )
    recorded_at = models.DateTimeField("joint le", auto_now_add=True)

    class Meta:
        ordering = ["document", "recorded_at", "pk"]
        verbose_name = "fichier d’un texte"
        verbose_name_plural = "fichiers des textes"

    def __str__(self):
        return f"{self.document}, PDF"


class CatalogueState(models.Model):
    """One row, whose token the database itself changes with every write that a page may show (`texts.watching`)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.BigIntegerField()
    writer = models.BigIntegerField(default=0)  # PostgreSQL: the last transaction that changed the token
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_catalogue_state")]

    def __str__(self):
        return str(self.token)
