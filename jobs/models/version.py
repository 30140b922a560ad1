"""The wordings of a job: numbered sheets, their sections and items, and our own errata."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q

from texts.models import Document, Passage

from ..enums import SectionKind, SheetState, Stage
from .catalogue import Job, origin_field
from .guard import AdoptedWording, WordingQuerySet


class SheetQuerySet(WordingQuerySet):
    def adopted(self):
        """Sheets that carry an adopted wording, whether in force or not."""
        return self.filter(state=SheetState.ADOPTED)

    def in_force(self, day):
        """Adopted sheets whose text counts on `day` and that no later one has taken the place of."""
        counting = self.adopted().filter(document__in=Document.objects.counting_on(day).values("pk"))
        later = counting.filter(job=models.OuterRef("job"), number__gt=models.OuterRef("number"))
        return counting.exclude(models.Exists(later))


class Sheet(models.Model):
    """One wording of a job. An adopted row is never rewritten; a misreading of ours is an `Erratum`."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="sheets", verbose_name="emploi")
    number = models.PositiveIntegerField("numéro", default=1)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="sheets", verbose_name="texte porteur"
    )
    passage = models.ForeignKey(
        Passage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets",
        verbose_name="titre de la fiche",
    )
    state = models.CharField("état", max_length=12, choices=SheetState, default=SheetState.DRAFT)
    adopted_at = models.DateTimeField("adoptée le", null=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="adoptée par",
    )  # fmt: skip
    content_hash = models.CharField("empreinte", max_length=64, blank=True, editable=False)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="revisions",
        verbose_name="préparée d’après",
    )  # fmt: skip
    base_hash = models.CharField("empreinte de la fiche d’origine", max_length=64, blank=True, editable=False)
    revision = models.PositiveIntegerField("enregistrement", default=0, editable=False)  # of a draft: counts its saves
    stage = models.CharField("étape", max_length=12, choices=Stage, default=Stage.WRITING, editable=False)  # of a draft
    origin = origin_field()

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["job", "number"]
        verbose_name = "fiche"
        verbose_name_plural = "fiches"
        permissions = [
            ("draft_sheet", "Peut préparer une révision de fiche"),
            ("review_sheet", "Peut lire une fiche soumise pour avis"),
            ("adopt_sheet", "Peut renvoyer, adopter et annuler une adoption"),
            ("adopt_own_sheet", "Peut adopter une fiche de sa propre main"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="sheet_number_once_a_job"),
            models.UniqueConstraint(
                "job", condition=Q(state=SheetState.DRAFT), name="sheet_one_draft_per_job",
                violation_error_message="Cet emploi a déjà une fiche en préparation.",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT) | Q(document__isnull=False), name="sheet_adopted_has_text",
                violation_error_message="Une fiche adoptée désigne le texte qui la porte.",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True, adopted_by__isnull=True)
                | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="sheet_adoption_is_signed",
                violation_error_message="Une adoption porte un nom et une date, ou ni l’un ni l’autre.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.job}, fiche n° {self.number}"

    def save(self, *args, **kwargs):
        refuse_adopted(Q(pk=self.pk))
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_adopted(Q(pk=self.pk))
        return super().delete(*args, **kwargs)


def refuse_adopted(*sheets):
    """`AdoptedWording` when a stored sheet that meets one of the conditions is adopted. One query."""
    if Sheet.objects.filter(reduce(or_, sheets), state=SheetState.ADOPTED).exists():
        raise AdoptedWording


class SectionQuerySet(WordingQuerySet):
    sheet_path = "sheet__"
    parent = "sheet"


class Section(models.Model):
    """A section of a sheet, or the part of it that one level, branch or sub-heading governs."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="sections", verbose_name="fiche")
    kind = models.CharField("nature", max_length=16, choices=SectionKind)
    heading = models.CharField("titre imprimé", max_length=300, blank=True)
    heading_passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, related_name="section_set", verbose_name="passage du titre"
    )
    level = models.CharField("niveau", max_length=12, blank=True)
    branches = models.JSONField("branches", default=list, blank=True)
    group = models.TextField("intertitre", blank=True)
    group_passage = models.ForeignKey(
        Passage,
        models.PROTECT,
        null=True,
        related_name="grouped_section_set",
        verbose_name="passage de l’intertitre",
    )
    order = models.PositiveSmallIntegerField("ordre")

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "order"]
        verbose_name = "rubrique"
        verbose_name_plural = "rubriques"
        constraints = [models.UniqueConstraint(fields=["sheet", "order"], name="section_order_once_a_sheet")]

    def __str__(self):
        return self.heading or self.get_kind_display()

    def save(self, *args, **kwargs):
        stored = [Q(sections=self.pk)] if self.pk else []
        refuse_adopted(Q(pk=self.sheet_id), *stored)
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_adopted(Q(sections=self.pk))
        return super().delete(*args, **kwargs)


class ItemQuerySet(WordingQuerySet):
    sheet_path = "section__sheet__"
    parent = "section"


class Item(models.Model):
    """One printed item. `lineage` survives from version to version; `passage` is where it stands in its text."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="items", verbose_name="rubrique")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="élément"
    )
    text = models.TextField("texte")
    fold = models.TextField("texte de recherche", blank=True, editable=False)
    code = models.CharField("code", max_length=12, blank=True)
    lineage = models.CharField("ancre", max_length=20, db_index=True)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, related_name="item_set", verbose_name="passage")
    order = models.PositiveSmallIntegerField("ordre")

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["section", "order"]
        verbose_name = "élément"
        verbose_name_plural = "éléments"
        constraints = [models.UniqueConstraint(fields=["section", "order"], name="item_order_once_a_section")]

    def __str__(self):
        return self.text[:80]

    def save(self, *args, **kwargs):
        stored = [Q(sections__items=self.pk)] if self.pk else []
        refuse_adopted(Q(sections=self.section_id), *stored)
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_adopted(Q(sections__items=self.pk))
        return super().delete(*args, **kwargs)


class Erratum(models.Model):
    """We had misread a text: what the sheet said, what it says now, and why. The version keeps its number."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="errata", verbose_name="fiche")
    before = models.JSONField("avant")
    after = models.JSONField("après")
    reason = models.TextField("raison")
    made_at = models.DateTimeField("faite le", auto_now_add=True)

    class Meta:
        ordering = ["sheet", "-made_at"]
        verbose_name = "rectification"
        verbose_name_plural = "rectifications"

    def __str__(self):
        return f"{self.sheet}, rectifiée le {self.made_at:%d/%m/%Y}"
