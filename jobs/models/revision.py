"""The yearly table of the sheets that are looked at again: campaigns, their rows, their frozen editions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from texts.enums import College

from ..enums import EntryOutcome, EntryReason
from .catalogue import Job
from .kept import Kept

#: the year of the text that sets the duty, and one beyond which a year is a slip of the hand
FIRST_YEAR, LAST_YEAR = 2021, 2100


class Organisation(models.Model):
    """An organisation that takes part in the campaigns, on its side."""

    name = models.CharField("nom", max_length=120, unique=True)
    college = models.CharField("collège", max_length=12, choices=College)

    class Meta:
        ordering = ["college", "name"]
        verbose_name = "organisation"
        verbose_name_plural = "organisations"

    def __str__(self):
        return self.name


class Campaign(models.Model):
    """One year of the follow-up that article 7 of avenant 2021-01 asks for. Frozen as long as `closed_at` is set."""

    year = models.PositiveSmallIntegerField(
        "année", unique=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        error_messages={"unique": "Cette année a déjà sa campagne."},
    )  # fmt: skip
    meeting_on = models.DateField(
        "réunion des partenaires sociaux", null=True, blank=True,
        help_text="L’article 7 prévoit une rencontre par an. Laissez vide tant que le jour n’est pas fixé.",
    )  # fmt: skip
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="campaigns", verbose_name="organisations participantes"
    )
    publishes_drafts = models.BooleanField(
        "publier les projets", default=False,
        help_text="Le public lit alors les mots des projets soumis pour avis. Les avis, eux, sont toujours publics.",
    )  # fmt: skip
    opened_at = models.DateTimeField("ouverte le", auto_now_add=True)
    closed_at = models.DateTimeField("close le", null=True, editable=False)

    class Meta:
        ordering = ["-year"]
        verbose_name = "campagne de révision"
        verbose_name_plural = "campagnes de révision"

    def __str__(self):
        return f"Campagne {self.year}"


class Entry(models.Model):
    """A job in the table of a year, and why. Its state is read from its sheets; `outcome` is what HR decided else."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="entries", verbose_name="campagne")
    job = models.ForeignKey(Job, models.PROTECT, related_name="revision_entries", verbose_name="emploi")
    reason = models.CharField("motif", max_length=12, choices=EntryReason, default=EntryReason.TERM)
    note = models.TextField("précision", blank=True, help_text="Publiée avec le motif.")
    requested_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name="demandée par"
    )
    outcome = models.CharField("sort", max_length=12, choices=EntryOutcome, blank=True, editable=False)
    outcome_reason = models.TextField("raison", blank=True, editable=False)
    decided_on = models.DateField("décidé le", null=True, editable=False)

    class Meta:
        ordering = ["campaign", "job"]
        verbose_name = "inscription au tableau"
        verbose_name_plural = "inscriptions au tableau"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "job"], name="entry_job_once_a_campaign",
                violation_error_message="Cet emploi est déjà inscrit au tableau de cette année.",
            ),
            models.CheckConstraint(
                condition=(Q(reason=EntryReason.REQUEST) | Q(requested_by__isnull=True)),
                name="entry_only_requests_are_asked_for",
                violation_error_message="Une organisation n’est désignée que pour une demande d’un partenaire social.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_reason="", decided_on__isnull=True)
                | (~Q(outcome="") & ~Q(outcome_reason="") & Q(decided_on__isnull=False)),
                name="entry_outcome_is_reasoned",
                violation_error_message="Une fiche examinée ou reportée l’est pour une raison et à une date.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.job}, {self.campaign.year}"


class Edition(Kept):
    """The table of a year as it was frozen: every file of it is made again from `content`, whose hash is `sha256`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="editions", verbose_name="campagne")
    number = models.PositiveSmallIntegerField("numéro")
    frozen_at = models.DateTimeField("arrêtée le")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="arrêtée par"
    )
    content = models.TextField("contenu")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)

    class Meta:
        ordering = ["campaign", "number"]
        verbose_name = "édition du tableau"
        verbose_name_plural = "éditions du tableau"
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="edition_number_once_a_campaign")]

    def __str__(self):
        return f"{self.campaign}, édition {self.number}"


class Transmission(Kept):
    """An edition sent to an organisation: article 7 has the table communicated to the unions."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="transmissions", verbose_name="édition")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="transmissions", verbose_name="organisation"
    )
    sent_on = models.DateField("transmise le")
    means = models.CharField("par", max_length=120, help_text="Courriel, remise en séance, courrier…")
    recorded_at = models.DateTimeField("enregistrée le", auto_now_add=True)

    class Meta:
        ordering = ["edition", "organisation", "sent_on"]
        verbose_name = "transmission du tableau"
        verbose_name_plural = "transmissions du tableau"

    def __str__(self):
        return f"{self.edition}, {self.organisation}"
