"""The nearest jobs made ready: derived rows, rebuilt by `jobs.nearest_indexing`, that hold nothing of their own."""

from django.db import models
from django.db.models import F, Q, Sum

from .catalogue import Job
from .version import Item, Sheet


class PeriodQuerySet(models.QuerySet):
    def on(self, day):
        """The rows whose period holds `day`."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day))


class ComparedSheetQuerySet(PeriodQuerySet):
    def promising(self, stems, *, balance, limit):
        """{sheet: job} of those that share the most of these words for what they weigh (`jobs.nearest.promise`, with
        its `balance`), `limit` of them at most, the best first. One query."""
        # Whole numbers, which both databases divide into whole numbers.
        promise = 1000 * Sum("words__weight") / (F("total") + balance)
        borne = self.filter(words__stem__in=stems).order_by().values("sheet", "job", "total").annotate(promise=promise)
        return {row["sheet"]: row["job"] for row in borne.order_by("-promise", "job")[:limit]}


class ComparedSheet(models.Model):
    """An adopted sheet while it is in force and its job neither deleted nor replaced, from `since` (included) to
    `until` (excluded). `total` is what its words weigh in all, each once, in tenths; `digest` tells its lines."""

    derived = True  # goes with the rows it is drawn from

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="compared")
    job = models.ForeignKey(Job, models.CASCADE, related_name="compared")
    framework = models.CharField(max_length=12)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    total = models.PositiveIntegerField()
    digest = models.CharField(max_length=20, blank=True)

    objects = ComparedSheetQuerySet.as_manager()

    class Meta:
        ordering = ["job", "since"]
        constraints = [models.UniqueConstraint(fields=["sheet", "since"], name="compared_sheet_once_a_period")]

    def __str__(self):
        return f"{self.sheet_id}, {self.since} – {self.until}"


class ComparedWordQuerySet(models.QuerySet):
    def weighed(self):
        """(stem, weight, lines) of each, for `jobs.nearest.stored_weights`. One query."""
        return list(self.order_by("stem").values_list("stem", "weight", "lines"))


class ComparedWord(models.Model):
    """A stem borne by the lines that are compared, what it weighs (tenths), and the sheets that bear it.

    `lines`: how many lines of the official texts bear it; 0 for a word that only HR wrote, which weighs as the rarest.
    """

    derived = True  # goes with the rows it is drawn from

    stem = models.CharField(max_length=60, unique=True)
    lines = models.PositiveIntegerField()
    weight = models.PositiveSmallIntegerField()
    sheets = models.ManyToManyField(ComparedSheet, related_name="words")

    objects = ComparedWordQuerySet.as_manager()

    class Meta:
        ordering = ["stem"]

    def __str__(self):
        return self.stem


class ComparedLineQuerySet(models.QuerySet):
    def told(self, sheets):
        """(sheet, part, stems, sum, mean) of each line of `sheets`, in the order of the official texts. One query."""
        rows = self.filter(sheet__in=sheets)
        rows = rows.order_by("sheet__job__framework__order", "sheet__job__order", "sheet", "order")
        return rows.values_list("sheet", "part", "stems", "total", "weight")


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

    objects = ComparedLineQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "order"]

    def __str__(self):
        return self.stems


class NearPeriod(models.Model):
    """A time, from `since` (included) to `until` (excluded), in which the sheets compared are the same.

    `digest` tells what was compared: equal as long as nothing needs counting anew. `told` tells it job by job, so that
    a change counts anew only what it moves, and `basis` the weights and the method that the percentages rest on.
    """

    derived = True  # goes with the rows it is drawn from

    since = models.DateField(null=True)
    until = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    basis = models.CharField(max_length=64, blank=True)
    told = models.JSONField(default=dict)

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
