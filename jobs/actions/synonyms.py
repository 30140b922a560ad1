"""What people do to the jobs and to the texts that govern them: a verb, one transaction, who did it."""

from django.db import transaction

from texts.effect import french_date
from texts.enums import DateKind, Origin
from texts.models import TextDate

from .indexing import refresh_listings
from .models import Synonym
from .nearest_indexing import refresh_nearest
from .search import indexable


class DateRefused(Exception):
    """A date that cannot be recorded. `field` names the one to look at."""

    def __init__(self, field: str, message: str):
        self.field = field
        super().__init__(message)


def refuse_date(date: TextDate) -> None:
    """`DateRefused` when the date contradicts the text: printed elsewhere, or before its signature."""
    if date.passage and date.passage.document_id != date.document_id:
        raise DateRefused("passage", "Ce passage n’est pas dans ce texte : choisissez-en un du même texte.")
    if not date.value or date.kind == DateKind.SIGNATURE:
        return
    signatures = TextDate.objects.filter(document=date.document_id, kind=DateKind.SIGNATURE)
    signed_on = signatures.order_by("-recorded_at", "-pk").values_list("value", flat=True).first()
    if signed_on and date.value < signed_on:
        raise DateRefused(
            "value", f"Ce texte est signé le {french_date(signed_on)} : cette date ne peut pas la précéder."
        )


@transaction.atomic
def record_date(date: TextDate, *, by) -> TextDate:
    """Record a date in the life of a text, as `by` knows it today, and bring the list of jobs to it.

    Earlier dates stay; the last one recorded counts.
    """
    refuse_date(date)
    date.recorded_by = by
    date.save(force_insert=True)
    refresh_listings()
    refresh_nearest()
    return date


class SynonymRefused(Exception):
    """A synonym that finds nothing. `field` names the one to look at."""

    def __init__(self, field: str, message: str):
        self.field = field
        super().__init__(message)


def refuse_synonym(*, term: str, jobs, words: str) -> None:
    """`SynonymRefused` when nothing can be found by the term, or when it leads nowhere."""
    if not indexable(term):
        raise SynonymRefused(
            "term", "Ce mot n’en est pas un pour la recherche : donnez-en un de deux lettres au moins."
        )
    if not jobs and not words.strip():
        raise SynonymRefused("jobs", "Donnez au moins un emploi, ou un mot équivalent que les textes impriment.")
    if words.strip() and len(indexable(term)) > 1:
        raise SynonymRefused("term", "Un mot qui en vaut d’autres est un seul mot : donnez plutôt des emplois.")
    if words.strip() and not indexable(words):
        raise SynonymRefused("words", "Aucun de ces mots n’en est un pour la recherche.")


@transaction.atomic
def record_synonym(synonym: Synonym, *, jobs, by) -> Synonym:
    """Record a synonym that `by` enters or changes, with the jobs that it names, and bring the search to it."""
    refuse_synonym(term=synonym.term, jobs=jobs, words=synonym.words)
    refuse_ours([synonym])
    synonym.save()
    synonym.jobs.set(jobs)
    refresh_listings()
    return synonym


@transaction.atomic
def remove_synonyms(synonyms: list[Synonym], *, by) -> None:
    """Remove synonyms that people entered, and bring the search to it."""
    refuse_ours(synonyms)
    Synonym.objects.filter(pk__in=[synonym.pk for synonym in synonyms]).delete()
    refresh_listings()


def refuse_ours(synonyms: list[Synonym]) -> None:
    """`SynonymRefused` for a synonym of the fixtures, which the next load would put back."""
    if any(synonym.origin == Origin.TEXT for synonym in synonyms):
        raise SynonymRefused("term", "Ce synonyme est fourni avec le portail : il se change dans ses fixtures.")
