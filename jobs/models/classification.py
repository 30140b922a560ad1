"""Where a job stands and what it is paid: rows per job and text, ended by the next one."""

from django.db import models
from django.db.models import F, Q

from grids.models import Grid, Level
from texts.models import Passage

from ..enums import Basis
from .catalogue import Job, SourcedFact


class Placement(SourcedFact):
    """The levels that a job holds in a grid, with the basis of each mark."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="placements", verbose_name="emploi")
    grid = models.ForeignKey(Grid, models.PROTECT, related_name="placements", verbose_name="grille")
    levels = models.ManyToManyField(Level, related_name="placements", verbose_name="niveaux")
    position = models.CharField("position", max_length=8, blank=True)
    stream = models.CharField("filière", max_length=12, blank=True)
    rating = models.CharField("cotation", max_length=8, blank=True)
    basis = models.CharField("fondement", max_length=8, choices=Basis)
    explanation = models.TextField("comment le niveau est déduit", blank=True)
    table_row = models.ForeignKey(
        Passage, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="ligne du tableau"
    )  # the row that prints position, stream and rating, where another passage says the level
    passages = models.ManyToManyField(Passage, blank=True, related_name="+", verbose_name="autres passages")

    class Meta:
        ordering = ["job", "order"]
        verbose_name = "classement"
        verbose_name_plural = "classements"
        constraints = [
            models.UniqueConstraint(
                fields=["job", "grid", "document"], name="placement_once_a_text",
                violation_error_message="Ce texte classe déjà cet emploi dans cette grille.",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.DERIVED) | ~Q(explanation=""), name="placement_derived_is_explained",
                violation_error_message="Dites comment ce niveau est déduit du texte.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.job} – {self.grid}"


class GuaranteedPay(SourcedFact):
    """Guaranteed minimum yearly pay (RMAG), in euros a year: at entry, at the first and at the second palier."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="pay", verbose_name="emploi")
    group = models.CharField("groupe", max_length=8)
    rmag = models.PositiveIntegerField("RMAG")
    rmag_1 = models.PositiveIntegerField("RMAG 1")
    rmag_2 = models.PositiveIntegerField("RMAG 2")

    class Meta:
        ordering = ["job", "order"]
        verbose_name = "rémunération minimale annuelle garantie"
        verbose_name_plural = "rémunérations minimales annuelles garanties"
        constraints = [
            models.UniqueConstraint(
                fields=["job", "document"], name="pay_once_a_text",
                violation_error_message="Ce texte donne déjà la rémunération de cet emploi.",
            ),
            models.CheckConstraint(
                condition=Q(rmag__lte=F("rmag_1")) & Q(rmag_1__lte=F("rmag_2")), name="pay_tiers_rise",
                violation_error_message="RMAG, RMAG 1 et RMAG 2 doivent aller croissant.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.job} – {self.rmag} €"
