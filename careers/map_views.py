"""The map of where a job can lead. It reads, and writes nothing."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from jobs import queries as job_queries
from jobs.filters import read_sheet_day
from jobs.values import job_url
from jobs.views import unknown_job
from texts.views import read_only

from . import lead_queries
from . import map_printing as printing


@read_only
def job_map(request, framework, key):
    """What the texts open from a job and towards it, then its near jobs; another code of it leads to its own."""
    today, problems = timezone.localdate(), []
    day = read_sheet_day(request.GET, problems, today=today)
    sheet = job_queries.job_sheet(framework=framework, key=key, day=day)
    if sheet is None:
        other = job_queries.other_place(framework=framework, key=key)
        if other is None or other == (framework, key):
            raise unknown_job(key)
        return HttpResponsePermanentRedirect(f"{job_url(*other)}parcours/")
    leads = [*lead_queries.leads_of(sheet), *lead_queries.unnamed_ways(sheet)]
    near = job_queries.near_jobs(framework=framework, key=key, day=day) if sheet.sheet else []
    context = printing.job_map(sheet, leads, near, today=today, problems=problems)
    return render(request, "careers/job_map.html", context)
