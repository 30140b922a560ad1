"""Rows that are written once: the model refuses to rewrite or remove them, and so does the database."""

from django.db import models


class Frozen(Exception):
    """Someone tried to rewrite or remove a row that is written once."""

    def __init__(self):
        super().__init__("Cette ligne ne se modifie ni ne se supprime : une correction en ajoute une nouvelle.")


class FrozenQuerySet(models.QuerySet):
    """Rows that are added and read."""

    def update(self, **values):
        raise Frozen

    update.alters_data = True

    def delete(self):
        raise Frozen

    delete.alters_data = True
    delete.queryset_only = True


class Kept(models.Model):
    """A row that is written once."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk:
            raise Frozen
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Frozen
