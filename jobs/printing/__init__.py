"""From values to the context of the pages of the jobs. No query, no request: words and addresses."""

from .api import api_docs
from .common import linked
from .comparison import comparison
from .home import home, not_yet
from .listing import job_list
from .nearest import near_jobs, nearest_form, nearest_to_job, nearest_to_text, paste_refused, proposal
from .sheet import job_detail

__all__ = [
    "api_docs",
    "comparison",
    "home",
    "job_detail",
    "job_list",
    "linked",
    "near_jobs",
    "nearest_form",
    "nearest_to_job",
    "nearest_to_text",
    "not_yet",
    "paste_refused",
    "proposal",
]
