"""An adopted wording is never rewritten: what the models refuse, and the one door, which the database keeps too."""

from django.db import models

from ..enums import SheetState
from .door import adopted_rows_open


class AdoptedWording(Exception):
    """Someone tried to rewrite, complete or delete the wording of an adopted sheet."""

    def __init__(self):
        super().__init__(
            "Cette fiche est adoptée : sa rédaction ne se modifie ni ne se supprime. "
            "Préparez une nouvelle fiche de cet emploi."
        )


class WordingQuerySet(models.QuerySet):
    """Rows of a wording. Each verb that writes refuses the rows of an adopted sheet.

    `sheet_path` leads from a row to its sheet, `parent` is the field by which a row enters a sheet (none for the
    sheet itself, which is adopted by a write of its own).
    """

    sheet_path = ""
    parent = ""
    rectifies = False

    def rectifying(self):
        """The one door to adopted rows, opened for each statement of this query: see the decision « adopted wordings
        are guarded by the database »."""
        clone = self._chain()
        clone.rectifies = True
        return clone

    def _clone(self):
        clone = super()._clone()
        clone.rectifies = self.rectifies
        return clone

    def update(self, **values):
        self._refuse_adopted()
        self._refuse_entering(values.get(self.parent, values.get(f"{self.parent}_id")))
        with adopted_rows_open(self.rectifies):
            return super().update(**values)

    update.alters_data = True

    def delete(self):
        self._refuse_adopted()
        with adopted_rows_open(self.rectifies):
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        if self.parent:
            self._refuse_entering(*(getattr(row, f"{self.parent}_id") for row in objs))
        with adopted_rows_open(self.rectifies):
            return super().bulk_create(objs, *args, **kwargs)

    def _refuse_adopted(self):
        """One query. A sliced set is left to Django, which writes none."""
        if self.rectifies or self.query.is_sliced:
            return
        state = f"{self.sheet_path}state"
        if self.order_by().filter(**{state: SheetState.ADOPTED}).exists():
            raise AdoptedWording

    def _refuse_entering(self, *parents):
        """No row enters an adopted sheet from elsewhere. One query when there is a parent to look at."""
        keys = {getattr(parent, "pk", parent) for parent in parents} - {None}
        if self.rectifies or not self.parent or not keys:
            return
        target = self.model._meta.get_field(self.parent).related_model
        state = f"{self.sheet_path.removeprefix(f'{self.parent}__')}state"
        if target.objects.filter(pk__in=keys, **{state: SheetState.ADOPTED}).exists():
            raise AdoptedWording
