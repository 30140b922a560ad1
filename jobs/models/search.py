"""The words of the list: derived rows, rebuilt by `jobs.word_indexing`, and the synonyms that are ours."""

from django.db import models

from .catalogue import Job, origin_field
from .listing import Listing
from .version import Item


class Synonym(models.Model):
    """A word that people search for and that the texts do not print. Ours, and shown as ours.

    It names jobs (« kiné »), or stands for words that the texts do print (« embauche » for « recrutement »).
    """

    term = models.CharField("mot cherché", max_length=60, help_text="Tel qu’on le tape : « kiné », « manip radio ».")
    jobs = models.ManyToManyField(Job, blank=True, related_name="synonyms", verbose_name="emplois ainsi appelés")
    words = models.CharField(
        "mots équivalents",
        max_length=120,
        blank=True,
        help_text="Des mots que les textes impriment, séparés par des espaces : qui cherche le premier trouve "
        "aussi ceux-là.",
    )
    origin = origin_field()

    class Meta:
        ordering = ["term", "pk"]
        verbose_name = "synonyme"
        verbose_name_plural = "synonymes"

    def __str__(self):
        return self.term


class SearchWord(models.Model):
    """A word that the lines of the list bear, folded, with its stem.

    `lines` is the number of lines that bear it, `titles` the number of those that bear it in a title, a code or a
    synonym. `stands_for`: the words that a synonym makes it worth.
    """

    derived = True  # goes with the rows it is drawn from

    word = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=60, db_index=True)
    lines = models.PositiveIntegerField(default=0)
    titles = models.PositiveIntegerField(default=0)
    stands_for = models.ManyToManyField("self", symmetrical=False, related_name="stood_for", blank=True)

    class Meta:
        ordering = ["word"]

    def __str__(self):
        return self.word


class Posting(models.Model):
    """What a word weighs in a line of the list, and the item of the sheet that says it best, if any does.

    `title`: a title, a code or a synonym of the job says it too.
    """

    derived = True  # goes with the rows it is drawn from

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="postings")
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="postings", db_index=False)
    weight = models.FloatField()
    title = models.BooleanField()
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="postings")

    class Meta:
        ordering = ["listing", "word"]
        # Holds all that a search reads, so that it reads nothing else.
        indexes = [models.Index(fields=["word", "listing", "weight", "title"], name="posting_read_by_searches")]

    def __str__(self):
        return f"{self.word} : {self.listing}"
