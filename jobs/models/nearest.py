"""The nearest jobs made ready: derived rows, rebuilt by `jobs.nearest_indexing`, that hold nothing of their own."""

from django.db import models
from django.db.models import Q

from .catalogue import Job
from .version import Item, Sheet


class PeriodQuerySet(models.QuerySet):
    def on(self, day):
        """The rows whose period holds `day`."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day))


class ComparedSheet(models.Model):
    """An adopted sheet while it is in force and its job neither deleted nor replaced, from `since` (included) to
    `until` (excluded). `total` is what its words weigh in all, each once, in tenths."""

    derived = True  # goes with the rows it is drawn from

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="compared")
    job = models.ForeignKey(Job, models.CASCADE, related_name="compared")
    framework = models.CharField(max_length=12)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    total = models.PositiveIntegerField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["job", "since"]
        constraints = [models.UniqueConstraint(fields=["sheet", "since"], name="compared_sheet_once_a_period")]

    def __str__(self):
        return f"{self.sheet_id}, {self.since} – {self.until}"


class ComparedWord(models.Model):
    """A stem borne by the lines that are compared, what it weighs (tenths), and the sheets that bear it."""

    derived = True  # goes with the rows it is drawn from

    stem = models.CharField(max_length=60, unique=True)
    lines = models.PositiveIntegerField()
    weight = models.PositiveSmallIntegerField()
    sheets = models.ManyToManyField(ComparedSheet, related_name="words")

    class Meta:
        ordering = ["stem"]

    def __str__(self):
        return self.stem


class ComparedLine(models.Model):
    """A line of an adopted sheet as it is compared: its stems, their sum and their mean in tenths."""

    derived = True  # goes with the rows it is drawn from

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="compared_lines")
    item = models.OneToOneField(Item, models.CASCADE, related_name="compared_line")
    part = models.CharField(max_length=16)
    order = models.PositiveIntegerField()
    stems = models.TextField()
    total = models.PositiveIntegerField()
    weight = models.PositiveIntegerField()

    class Meta:
        ordering = ["sheet", "order"]

    def __str__(self):
        return self.stems


class NearPeriod(models.Model):
    """A time, from `since` (included) to `until` (excluded), in which the sheets compared are the same.

    `digest` tells what was compared: equal as long as nothing needs counting anew.
    """

    derived = True  # goes with the rows it is drawn from

    since = models.DateField(null=True)
    until = models.DateField(null=True)
    digest = models.CharField(max_length=64)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["since"]

    def __str__(self):
        return f"{self.since} – {self.until}"


class NearJob(models.Model):
    """One of the nearest jobs of a job during a period, and the two percentages, from 0 to 100."""

    derived = True  # goes with the rows it is drawn from

    period = models.ForeignKey(NearPeriod, models.CASCADE, related_name="near_jobs")
    job = models.ForeignKey(Job, models.CASCADE, related_name="near_jobs")
    near = models.ForeignKey(Job, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    forward = models.PositiveSmallIntegerField()  # how much of `job` `near` covers
    backward = models.PositiveSmallIntegerField()  # how much of `near` `job` covers

    class Meta:
        ordering = ["period", "job", "rank"]
        constraints = [models.UniqueConstraint(fields=["period", "job", "rank"], name="near_job_rank_once_a_period")]

    def __str__(self):
        return f"{self.job} – {self.near}"
