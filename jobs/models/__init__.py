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
from .listing import FacetCount, Listing, ListingFacet
from .nearest import ComparedLine, ComparedSheet, ComparedWord, NearJob, NearPeriod
from .revision import Campaign, Edition, Entry, Frozen, Organisation, Transmission
from .search import Posting, SearchWord, Synonym
from .trace import Trace, Written
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
    "Item",
    "Job",
    "JobCode",
    "JobStatus",
    "JobTitle",
    "Listing",
    "ListingFacet",
    "NearJob",
    "NearPeriod",
    "Organisation",
    "Placement",
    "Posting",
    "Reach",
    "Replacement",
    "SearchWord",
    "Section",
    "Sheet",
    "Synonym",
    "Trace",
    "Transmission",
    "Written",
    "adopted_rows_open",
]
