"""What people do to the jobs and to the texts that govern them: a verb, one transaction, who did it, a trace."""

from ..models import adopted_rows_open
from .adoption import adopt, undo_adoption
from .dates import DateRefused, record_date, refuse_date
from .drafts import save_draft, start_revision, withdraw
from .official_texts import paste_wording, register_text
from .refusals import (
    AlreadyInDraft,
    AlreadyInEffect,
    DraftConflict,
    EmptySheet,
    FromOfficialText,
    NotADraft,
    NothingChanged,
    NotTheLast,
    ReasonNeeded,
    Refused,
    SharedSheet,
    TextAlreadyCarries,
    TextRefused,
    TextTooOld,
    UndatedText,
    UnreadableDraft,
)
from .synonyms import SynonymRefused, record_synonym, refuse_ours, refuse_synonym, remove_synonyms

__all__ = [
    "AlreadyInDraft",
    "AlreadyInEffect",
    "DateRefused",
    "DraftConflict",
    "EmptySheet",
    "FromOfficialText",
    "NotADraft",
    "NotTheLast",
    "NothingChanged",
    "ReasonNeeded",
    "Refused",
    "SharedSheet",
    "SynonymRefused",
    "TextAlreadyCarries",
    "TextRefused",
    "TextTooOld",
    "UndatedText",
    "UnreadableDraft",
    "adopt",
    "adopted_rows_open",
    "paste_wording",
    "record_date",
    "record_synonym",
    "refuse_date",
    "refuse_ours",
    "refuse_synonym",
    "register_text",
    "remove_synonyms",
    "save_draft",
    "start_revision",
    "undo_adoption",
    "withdraw",
]
