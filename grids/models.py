"""Classification grids and their levels. May use texts."""

from django.db import models

from texts.enums import Origin
from texts.models import Document, Passage


class Grid(models.Model):
    """One classification grid of an official text."""

    slug = models.SlugField("adresse", max_length=60, unique=True)
    framework_code = models.SlugField("référentiel", max_length=12)
    title = models.CharField("titre", max_length=200)
    document = models.ForeignKey(Document, models.PROTECT, related_name="grids", verbose_name="texte")
    passage = models.ForeignKey(
        Passage, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="passage"
    )
    notes = models.JSONField("ce que le texte ne donne pas", default=list, blank=True)
    order = models.PositiveSmallIntegerField("ordre", default=0)
    origin = models.CharField("origine", max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = "grille"
        verbose_name_plural = "grilles"

    def __str__(self):
        return self.title


class Level(models.Model):
    """A level or group of a grid. `rank` is its place in the printed order, the only order that counts.

    One that people add between two printed ones bears the rank of the one that it follows (0 for the first of all),
    and `between`, from 1, is its place among those added there: no printed rank ever makes room for it.
    """

    grid = models.ForeignKey(Grid, models.CASCADE, related_name="levels", verbose_name="grille")
    code = models.CharField("niveau", max_length=12)
    label = models.CharField("libellé", max_length=60)
    rank = models.PositiveSmallIntegerField("rang")
    between = models.PositiveSmallIntegerField("rang parmi les ajouts", default=0, editable=False)
    definition = models.TextField("définition", blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", verbose_name="texte")
    passage = models.ForeignKey(
        Passage, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="passage"
    )
    origin = models.CharField("origine", max_length=8, choices=Origin, default=Origin.ENTERED, editable=False)

    class Meta:
        ordering = ["grid", "rank", "between"]
        verbose_name = "niveau"
        verbose_name_plural = "niveaux"
        constraints = [
            models.UniqueConstraint(
                fields=["grid", "code"], name="level_code_once_a_grid",
                violation_error_message="Ce niveau existe déjà dans la grille.",
            ),
            models.UniqueConstraint(
                fields=["grid", "rank", "between"], name="level_rank_once_a_grid",
                violation_error_message="Un autre niveau de la grille est déjà à cette place.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.label
