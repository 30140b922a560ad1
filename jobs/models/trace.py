"""What people did: who, when, what, before and after. Written by the actions themselves, never rewritten."""

from django.conf import settings
from django.db import models

from ..enums import Deed
from .catalogue import Job


class Written(Exception):
    """Someone tried to rewrite or remove what was done."""

    def __init__(self):
        super().__init__("Une trace ne se modifie ni ne se supprime.")


class TraceQuerySet(models.QuerySet):
    """Traces are added and read."""

    def of(self, row: models.Model):
        """What was done to `row`."""
        return self.filter(subject=row._meta.label_lower, subject_id=row.pk)

    def update(self, **values):
        raise Written

    update.alters_data = True

    def delete(self):
        raise Written

    delete.alters_data = True
    delete.queryset_only = True


class Trace(models.Model):
    """One deed of a person. `before` and `after` hold what it changed; `name` is what the row was called then."""

    at = models.DateTimeField("le", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par")
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

    def __str__(self):
        return f"{self.get_deed_display()} : {self.name}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise Written
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Written
