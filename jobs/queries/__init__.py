"""Reads of the jobs. Each is named for its answer and gives values ready to print; its docstring gives the cost."""

from .comparison import compared_jobs, jobs_named, side_by_side
from .drawn import concerned_by, described_by, drawn_from
from .listing import (
    Choices,
    borne_values,
    facet_choices,
    facet_values,
    framework_counts,
    job_lines,
    job_page,
    named_levels,
    nearest_titles,
    other_place,
    text_counts,
    way_out,
)
from .nearest import comparable_jobs, group_choices, near_jobs, nearest_to_job, nearest_to_text
from .search import first_jobs, passages, saying, search
from .sheet import first_day, job_sheet
from .suggesting import suggestions

__all__ = [
    "Choices",
    "borne_values",
    "comparable_jobs",
    "compared_jobs",
    "concerned_by",
    "described_by",
    "drawn_from",
    "facet_choices",
    "facet_values",
    "first_day",
    "first_jobs",
    "framework_counts",
    "group_choices",
    "job_lines",
    "job_page",
    "job_sheet",
    "jobs_named",
    "named_levels",
    "near_jobs",
    "nearest_titles",
    "nearest_to_job",
    "nearest_to_text",
    "other_place",
    "passages",
    "saying",
    "search",
    "side_by_side",
    "suggestions",
    "text_counts",
    "way_out",
]
