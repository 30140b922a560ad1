"""The files of sheets that people give back: what was read, and how far it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..enums import ImportState


class Import(models.Model):
    """A file of sheets that a person gave: its rows as they were read, and what becomes of them.

    Nothing of it is in any draft until it is applied, and then all of it is: the state changes in the transaction that
    writes the drafts, so that a file cannot be applied twice, nor in part.
    """

    name = models.CharField("fichier", max_length=120)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="donné par", editable=False
    )
    given_at = models.DateTimeField("donné le", auto_now_add=True)
    rows = models.JSONField("lignes", editable=False)
    row_count = models.PositiveIntegerField("lignes", editable=False)
    state = models.CharField("état", max_length=12, choices=ImportState, default=ImportState.READ, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="confirmé par",
    )  # fmt: skip
    confirmed_at = models.DateTimeField("confirmé le", null=True, editable=False)
    token = models.CharField("état des fiches à la confirmation", max_length=64, blank=True, editable=False)
    done = models.PositiveIntegerField("fiches relues", default=0, editable=False)
    total = models.PositiveIntegerField("fiches", default=0, editable=False)
    attempts = models.PositiveSmallIntegerField("essais", default=0, editable=False)
    finished_at = models.DateTimeField("fini le", null=True, editable=False)
    outcome = models.TextField("issue", blank=True, editable=False)

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = "import de fiches"
        verbose_name_plural = "imports de fiches"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[ImportState.CONFIRMED, ImportState.APPLIED])
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="import_confirmed_by_someone",
                violation_error_message="Un import est confirmé par quelqu’un.",
            ),
        ]

    def __str__(self):
        return self.name
