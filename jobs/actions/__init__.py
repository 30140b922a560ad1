"""What people do to the jobs and to the texts that govern them: a verb, one transaction, who did it, a trace."""

from ..models import adopted_rows_open
from .adoption import adopt, adopt_by_decision, may_adopt, undo_adoption
from .dates import DateRefused, record_date, refuse_date
from .drafts import save_draft, start_revision, withdraw
from .official_texts import paste_wording, register_text
from .placements import PlacesChanged, PlacesRefused, place_jobs
from .refusals import (
    AlreadyInDraft,
    AlreadyInEffect,
    DeletedJob,
    DraftConflict,
    EmptySheet,
    FromOfficialText,
    NotADraft,
    NothingChanged,
    NotTheLast,
    NotUnderOpinion,
    OwnDraft,
    ReasonNeeded,
    Refused,
    SharedSheet,
    TextAlreadyCarries,
    TextRefused,
    TextTooOld,
    UndatedText,
    UnderOpinion,
    UnreadableDraft,
)
from .review import resume, send_back, submit
from .synonyms import SynonymRefused, record_synonym, refuse_ours, refuse_synonym, remove_synonyms

__all__ = [
    "AlreadyInDraft",
    "AlreadyInEffect",
    "DateRefused",
    "DeletedJob",
    "DraftConflict",
    "EmptySheet",
    "FromOfficialText",
    "NotADraft",
    "NotTheLast",
    "NotUnderOpinion",
    "NothingChanged",
    "OwnDraft",
    "PlacesChanged",
    "PlacesRefused",
    "ReasonNeeded",
    "Refused",
    "SharedSheet",
    "SynonymRefused",
    "TextAlreadyCarries",
    "TextRefused",
    "TextTooOld",
    "UndatedText",
    "UnderOpinion",
    "UnreadableDraft",
    "adopt",
    "adopt_by_decision",
    "adopted_rows_open",
    "may_adopt",
    "paste_wording",
    "place_jobs",
    "record_date",
    "record_synonym",
    "refuse_date",
    "refuse_ours",
    "refuse_synonym",
    "register_text",
    "remove_synonyms",
    "resume",
    "save_draft",
    "send_back",
    "start_revision",
    "submit",
    "undo_adoption",
    "withdraw",
]
