"""What people do to the jobs and to the texts that govern them: a verb, one transaction, who did it, a trace."""

from ..models import adopted_rows_open
from .dates import DateRefused, record_date, refuse_date
from .synonyms import SynonymRefused, record_synonym, refuse_ours, refuse_synonym, remove_synonyms

__all__ = [
    "DateRefused",
    "SynonymRefused",
    "adopted_rows_open",
    "record_date",
    "record_synonym",
    "refuse_date",
    "refuse_ours",
    "refuse_synonym",
    "remove_synonyms",
]
