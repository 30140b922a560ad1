"""The list of jobs made ready: derived rows, rebuilt by `jobs.indexing`, that hold nothing of their own."""

from django.db import models
from django.db.models import Q

from ..enums import JobKind, Status
from .catalogue import Job


def known_on(day, path="") -> Q:
    """That a row's period holds `day`; `path` leads to the row from another."""
    begun = Q(**{f"{path}since__isnull": True}) | Q(**{f"{path}since__lte": day})
    return begun & (Q(**{f"{path}until__isnull": True}) | Q(**{f"{path}until__gt": day}))


class ListingQuerySet(models.QuerySet):
    def on(self, day):
        """The line of each job known on `day`: at most one a job."""
        return self.filter(known_on(day))


class Listing(models.Model):
    """One line of the list: a job as it stands from `since` (included) to `until` (excluded).

    No `since` means since ever (an undated text), no `until` means still.
    """

    derived = True  # goes with the rows it is drawn from

    job = models.ForeignKey(Job, models.CASCADE, related_name="listings")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    framework = models.CharField(max_length=12)
    kind = models.CharField(max_length=16, choices=JobKind)
    key = models.CharField(max_length=120)
    code = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=250)
    fold = models.TextField()  # titles and codes, without accents or case
    status = models.CharField(max_length=12, choices=Status)
    note = models.CharField(max_length=250, blank=True)  # what the status needs to be understood
    past = models.BooleanField(default=False)  # deleted and replaced jobs come after the others
    meta = models.CharField(max_length=400, blank=True)
    excerpt = models.TextField(blank=True)
    successor = models.CharField(max_length=250, blank=True)
    levels = models.JSONField(default=list)  # [code, label] of each level of its facets, in their order
    facet_keys = models.TextField(blank=True)  # « facet=value » of each of its facets, one a line
    synonyms = models.JSONField(default=list)  # what the job is also called, by us
    spoken = models.CharField(max_length=64, blank=True)  # fingerprint of the words that the index holds of it
    rank_title = models.PositiveIntegerField()  # alphabetical, the same on every database
    rank_text = models.PositiveIntegerField()  # order of the official texts

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["past", "rank_title"]
        indexes = [models.Index(fields=["past", "rank_title"]), models.Index(fields=["past", "rank_text"])]
        constraints = [models.UniqueConstraint(fields=["job", "since"], name="listing_once_a_period")]

    def __str__(self):
        return self.title


class ListingFacet(models.Model):
    """A value of a facet that a line of the list bears. `rank` orders the choices of the facet."""

    derived = True  # goes with the rows it is drawn from

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=160)
    label = models.CharField(max_length=250)
    rank = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["facet", "rank", "value"]
        indexes = [models.Index(fields=["facet", "value", "listing"])]
        constraints = [models.UniqueConstraint(fields=["listing", "facet", "value"], name="facet_value_once_a_line")]

    def __str__(self):
        return f"{self.facet} : {self.label}"


class FacetCount(models.Model):
    """How many lines bear a value of a facet from `since` (included) to `until` (excluded), whatever is searched.

    No row while none does. `rank` orders the choices of the facet.
    """

    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=160)
    label = models.CharField(max_length=250)
    rank = models.PositiveIntegerField(default=0)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    lines = models.PositiveIntegerField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["facet", "rank", "value"]
        constraints = [models.UniqueConstraint(fields=["facet", "value", "since"], name="facet_count_once_a_period")]

    def __str__(self):
        return f"{self.facet} : {self.label}"
