"""The synonyms that people add to those of the portal."""

from django.db import transaction

from texts.enums import Origin

from ..enums import Deed
from ..indexing import refresh_listings
from ..models import Synonym
from ..search import indexable
from .refusals import Refused
from .tracing import leave_trace


class SynonymRefused(Refused):
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
    before = _said(Synonym.objects.get(pk=synonym.pk)) if synonym.pk else None
    synonym.save()
    synonym.jobs.set(jobs)
    leave_trace(Deed.NAMED, synonym, by=by, before=before, after=_said(synonym))
    refresh_listings()
    return synonym


@transaction.atomic
def remove_synonyms(synonyms: list[Synonym], *, by) -> None:
    """Remove synonyms that people entered, and bring the search to it."""
    refuse_ours(synonyms)
    for synonym in synonyms:
        leave_trace(Deed.UNNAMED, synonym, by=by, before=_said(synonym))
    Synonym.objects.filter(pk__in=[synonym.pk for synonym in synonyms]).delete()
    refresh_listings()


def refuse_ours(synonyms: list[Synonym]) -> None:
    """`SynonymRefused` for a synonym of the fixtures, which the next load would put back."""
    if any(synonym.origin == Origin.TEXT for synonym in synonyms):
        raise SynonymRefused("term", "Ce synonyme est fourni avec le portail : il se change dans ses fixtures.")


def _said(synonym: Synonym) -> dict:
    """What a synonym says. One query."""
    jobs = sorted(f"{framework}/{key}" for framework, key in synonym.jobs.values_list("framework__code", "key"))
    return {"terme": synonym.term, "mots": synonym.words, "emplois": jobs}
