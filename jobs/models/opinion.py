"""What organisations say of the proposals of a campaign: who speaks for them, what they say, what HR answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..enums import Position, RequestOutcome
from .catalogue import Job
from .kept import Kept
from .revision import Campaign, Entry, Organisation


def person_field(name: str, **options) -> models.ForeignKey:
    """Someone with an account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=name, **options
    )


class Mandate(models.Model):
    """Someone speaks for an organisation in a campaign, between two days: with an account, else by a personal link."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="mandates", verbose_name="campagne")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates", verbose_name="organisation")
    holder = models.CharField("porteur", max_length=120, help_text="Prénom et nom. Ils ne sont pas publiés.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="mandates",
        verbose_name="compte",
        help_text="Laissez vide pour une personne sans compte : elle reçoit un lien personnel.",
    )  # fmt: skip
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField(
        "jusqu’au", null=True, blank=True, help_text="Laissez vide : jusqu’à la fin de la campagne."
    )
    ended_at = models.DateTimeField("terminé le", null=True, editable=False)
    ended_by = person_field("terminé par", null=True)

    class Meta:
        ordering = ["campaign", "organisation", "holder"]
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "user"], condition=Q(ended_at__isnull=True), name="mandate_one_an_account",
                violation_error_message="Ce compte porte déjà un mandat dans cette campagne.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="mandate_days_in_order",
                violation_error_message="Un mandat se termine après avoir commencé.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.holder}, {self.organisation}, {self.campaign.year}"


class MandateLink(models.Model):
    """A personal address bound to one mandate. Its key is drawn at random; the address is that key, signed."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="links", verbose_name="mandat")
    key = models.CharField("clé", max_length=48, unique=True, editable=False)
    expires_on = models.DateField("valable jusqu’au")
    made_at = models.DateTimeField("fait le", auto_now_add=True)
    made_by = person_field("fait par")
    revoked_at = models.DateTimeField("révoqué le", null=True, editable=False)
    revoked_by = person_field("révoqué par", null=True)

    class Meta:
        ordering = ["mandate", "-made_at"]
        verbose_name = "lien personnel"
        verbose_name_plural = "liens personnels"

    def __str__(self):
        return f"Lien de {self.mandate}"


class Opinion(Kept):
    """What an organisation says of a proposal, and of which words: the last of its rows is the one that stands.

    `wording_hash` is that of the draft, `base_hash` that of the version it was prepared from, as they were read.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="opinions", verbose_name="inscription")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="opinions", verbose_name="organisation")
    number = models.PositiveSmallIntegerField("numéro")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="opinions", verbose_name="mandat")
    position = models.CharField("avis", max_length=12, choices=Position)
    wording_hash = models.CharField("empreinte de la proposition", max_length=64)
    base_hash = models.CharField("empreinte de la fiche d’origine", max_length=64, blank=True)
    given_at = models.DateTimeField("donné le", auto_now_add=True)
    given_by = person_field("donné par le compte", null=True)  # none by a personal link

    class Meta:
        ordering = ["entry", "organisation", "number"]
        verbose_name = "avis"
        verbose_name_plural = "avis"
        permissions = [("give_opinion", "Peut donner l’avis de son organisation")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "organisation", "number"], name="opinion_number_once"),
        ]

    def __str__(self):
        return f"{self.organisation} : {self.get_position_display()}, {self.entry}"


class Remark(Kept):
    """A remark given with an opinion, on a line by its lineage, or on the whole when it has no anchor."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="remarks", verbose_name="avis")
    anchor = models.CharField("ancre de la ligne", max_length=20, blank=True)
    quote = models.TextField("ligne", blank=True)  # as it was read then
    text = models.TextField("remarque")

    class Meta:
        ordering = ["opinion", "pk"]
        verbose_name = "remarque"
        verbose_name_plural = "remarques"

    def __str__(self):
        return f"{self.opinion.organisation} : {self.text[:60]}"


class Reply(Kept):
    """What HR answers to a remark; a later answer takes the place of it, and both stay."""

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="replies", verbose_name="remarque")
    text = models.TextField("réponse")
    given_at = models.DateTimeField("donnée le", auto_now_add=True)
    given_by = person_field("donnée par")

    class Meta:
        ordering = ["remark", "pk"]
        verbose_name = "réponse"
        verbose_name_plural = "réponses"

    def __str__(self):
        return self.text[:60]


class RevisionRequest(Kept):
    """An organisation asks that a sheet be put in the table of a year (article A-1.1.5.1)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="requests", verbose_name="campagne")
    job = models.ForeignKey(Job, models.PROTECT, related_name="revision_requests", verbose_name="emploi")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="requests", verbose_name="mandat")
    reason = models.TextField("raison")
    filed_at = models.DateTimeField("déposée le", auto_now_add=True)
    filed_by = person_field("déposée par le compte", null=True)

    class Meta:
        ordering = ["campaign", "filed_at", "pk"]
        verbose_name = "demande de révision"
        verbose_name_plural = "demandes de révision"

    def __str__(self):
        return f"{self.job}, {self.mandate.organisation}, {self.campaign.year}"


class RequestAnswer(Kept):
    """What HR answers to a request, once: accepted, the sheet is in the table; declined, with the reason."""

    request = models.OneToOneField(
        RevisionRequest, models.PROTECT, related_name="answer", verbose_name="demande de révision"
    )
    outcome = models.CharField("suite", max_length=12, choices=RequestOutcome)
    reason = models.TextField("raison", blank=True)
    given_at = models.DateTimeField("donnée le", auto_now_add=True)
    given_by = person_field("donnée par")

    class Meta:
        ordering = ["request"]
        verbose_name = "suite d’une demande"
        verbose_name_plural = "suites des demandes"
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=RequestOutcome.DECLINED) | ~Q(reason=""), name="request_declined_has_reason",
                violation_error_message="Une demande est refusée pour une raison.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_outcome_display()
