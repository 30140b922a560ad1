"""What people did: who, when, what, before and after. Written by the actions themselves, never rewritten."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..enums import Deed
from .catalogue import Job
from .kept import FrozenQuerySet, Kept


class TraceQuerySet(FrozenQuerySet):
    """Traces are added and read."""

    def of(self, row: models.Model):
        """What was done to `row`."""
        return self.filter(subject=row._meta.label_lower, subject_id=row.pk)


class Trace(Kept):
    """One deed of a person. `before` and `after` hold what it changed; `name` is what the row was called then."""

    at = models.DateTimeField("le", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="par")
    holder = models.CharField("par lien personnel", max_length=300, blank=True)  # who speaks without an account
    deed = models.CharField("acte", max_length=24, choices=Deed)
    subject = models.CharField("nature de l’objet", max_length=60)
    subject_id = models.PositiveBigIntegerField("objet")
    name = models.CharField("nom de l’objet", max_length=300)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="traces", verbose_name="emploi")
    before = models.JSONField("avant", null=True, blank=True)
    after = models.JSONField("après", null=True, blank=True)
    reason = models.TextField("raison", blank=True)

    objects = TraceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "trace"
        verbose_name_plural = "traces"
        indexes = [models.Index(fields=["subject", "subject_id"])]
        constraints = [
            models.CheckConstraint(
                condition=(Q(by__isnull=False) & Q(holder="")) | (Q(by__isnull=True) & ~Q(holder="")),
                name="trace_has_one_author",
                violation_error_message="Une trace dit qui a agi : un compte, ou le porteur d’un lien.",
            ),
        ]

    def __str__(self):
        return f"{self.get_deed_display()} : {self.name}"

    @property
    def who(self) -> str:
        """The account that did it, or the holder of the personal link."""
        return self.by.get_username() if self.by else self.holder
