"""From values to the context of the pages of the jobs. No query, no request: words and addresses."""

from .api import api_docs
from .changes import change_list, feed_entries
from .common import linked
from .comparison import comparison
from .differences import job_differences, job_line
from .history import job_version, job_versions
from .home import home, not_yet
from .listing import job_list
from .nearest import near_jobs, nearest_form, nearest_to_job, nearest_to_text, paste_refused, proposal
from .occupation import occupation
from .sheet import job_detail

__all__ = [
    "api_docs",
    "change_list",
    "comparison",
    "feed_entries",
    "home",
    "job_detail",
    "job_differences",
    "job_line",
    "job_list",
    "job_version",
    "job_versions",
    "linked",
    "near_jobs",
    "nearest_form",
    "nearest_to_job",
    "nearest_to_text",
    "not_yet",
    "occupation",
    "paste_refused",
    "proposal",
]
