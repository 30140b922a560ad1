"""The facts about jobs and their constraints."""

from .catalogue import (
    AnomalyMention,
    CommonBase,
    CommonItem,
    Fact,
    Framework,
    Job,
    JobCode,
    JobStatus,
    JobTitle,
    Reach,
    Replacement,
)
from .classification import GuaranteedPay, Placement
from .door import adopted_rows_open
from .guard import AdoptedWording
from .imports import Import
from .kept import Frozen
from .listing import FacetCount, Listing, ListingFacet
from .nearest import ComparedLine, ComparedSheet, ComparedWord, NearJob, NearPeriod
from .opinion import Mandate, MandateLink, Opinion, Remark, Reply, RequestAnswer, RevisionRequest
from .revision import Campaign, Edition, Entry, Organisation, Transmission
from .search import Posting, SearchWord, Synonym
from .trace import Trace
from .version import Erratum, Item, Section, Sheet

__all__ = [
    "AdoptedWording",
    "AnomalyMention",
    "Campaign",
    "CommonBase",
    "CommonItem",
    "ComparedLine",
    "ComparedSheet",
    "ComparedWord",
    "Edition",
    "Entry",
    "Erratum",
    "FacetCount",
    "Fact",
    "Framework",
    "Frozen",
    "GuaranteedPay",
    "Import",
    "Item",
    "Job",
    "JobCode",
    "JobStatus",
    "JobTitle",
    "Listing",
    "ListingFacet",
    "Mandate",
    "MandateLink",
    "NearJob",
    "NearPeriod",
    "Opinion",
    "Organisation",
    "Placement",
    "Posting",
    "Reach",
    "Remark",
    "Replacement",
    "Reply",
    "RequestAnswer",
    "RevisionRequest",
    "SearchWord",
    "Section",
    "Sheet",
    "Synonym",
    "Trace",
    "Transmission",
    "adopted_rows_open",
]
