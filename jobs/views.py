"""Public pages of the jobs. They read, and write nothing."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from texts.spreadsheets import CSV, XLSX
from texts.views import read_only, refused, table_file

from . import describing, exports, list_exports, printing, queries
from .api import api, refusal
from .compare import MOST
from .filters import JobFilter, read_comparison, read_day, read_reference, read_sheet_day
from .kept_queries import facet_choices, facet_counts
from .printing.revision import term_line
from .providers import leads_of
from .queries.revision import revision_term
from .values import job_url


def job_filter(request) -> JobFilter:
    """The form of the list for this address."""
    today = timezone.localdate()
    day = read_day(request.GET, [], today=today)
    return JobFilter(request.GET, choices=facet_choices(day=day), today=today)


@read_only
def home(request):
    counts = queries.framework_counts(day=timezone.localdate())
    return render(request, "home.html", printing.home(counts, queries.text_counts()))


@read_only
def job_list(request):
    asked = job_filter(request)
    selection = asked.selection
    names = asked.choices.get("referentiel")
    if asked.search:
        counts, total = asked.search.counts, len(asked.search.ranked)
    else:
        counts, total = facet_counts(choices=asked.choices, held=selection.facets, day=selection.day)
    page = queries.job_page(
        lines=asked.lines(),
        sort=selection.sort,
        page=selection.page,
        found=asked.search,
        names=names,
        total=total,
    )
    facets = queries.facet_values(choices=asked.choices, held=selection.facets, counts=counts)
    way_out = None
    if not page.total:
        way_out = queries.way_out(
            query=selection.query, day=selection.day, held=selection.facets, selected=asked.lines, names=names
        )
    levels = queries.named_levels(text=selection.query, choices=asked.choices)
    context = printing.job_list(selection, page, facets, asked.search, way_out, levels)
    return render(request, "jobs/job_list.html", context)


def job_list_file(request, name, kind, write):
    """The whole selection as a file, or what is wrong with what is asked."""
    asked = job_filter(request)
    if asked.selection.problems:
        return refused(asked.selection.problems)
    sort, found, states = asked.selection.sort, asked.search, asked.states
    lines = queries.job_lines(lines=asked.lines(), sort=sort, found=found, states=states)
    written = write(lines, asked.choices, base=request.build_absolute_uri("/"))
    return HttpResponse(written, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@read_only
def job_list_csv(request):
    return job_list_file(request, "emplois.csv", CSV, list_exports.jobs_csv)


@read_only
def job_list_xlsx(request):
    return job_list_file(request, "emplois.xlsx", XLSX, list_exports.jobs_xlsx)


@read_only
def job_detail(request, framework, key):
    today = timezone.localdate()
    problems: list = []
    day = read_sheet_day(request.GET, problems, today=today)
    sheet = queries.job_sheet(framework=framework, key=key, day=day)
    if sheet is None:
        return elsewhere(request, framework, key, "")
    permalink = request.build_absolute_uri(sheet.line.url)
    near = queries.near_jobs(framework=framework, key=key, day=day) if sheet.sheet else []
    leads, contact = leads_of(sheet), settings.REPERES_CONTACT_EMAIL
    context = printing.job_detail(
        sheet, near, leads, permalink=permalink, contact=contact, today=today, problems=problems
    )
    context["occupation"] = printing.occupation(sheet, permalink=permalink)
    context["revision"] = term_line(revision_term(sheet=sheet), day=day)
    return render(request, "jobs/job_detail.html", context)


@read_only
def job_json(request, framework, key):
    problems: list = []
    day = read_sheet_day(request.GET, problems, today=timezone.localdate())
    if problems:
        return refusal(400, problems)
    sheet = queries.job_sheet(framework=framework, key=key, day=day)
    if sheet is None:
        return elsewhere(request, framework, key, ".json")
    return JsonResponse(describing.job(sheet), json_dumps_params={"ensure_ascii": False})


def elsewhere(request, framework, key, suffix):
    """Another code or another case of a known job leads to it; a job not known that day says since when; else a 404."""
    since = queries.first_day(framework=framework, key=key)
    other = queries.other_place(framework=framework, key=key) if since is False else None
    if other:
        address = job_url(*other)
        address = f"{address.rstrip('/')}{suffix}" if suffix else address
        asked = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{asked}" if asked else address)
    if since and not suffix:
        day = read_day(request.GET, [], today=timezone.localdate())
        return render(request, "jobs/job_not_yet.html", printing.not_yet(key, since, day))
    raise unknown_job(key)


def unknown_job(key):
    """A 404 that offers the nearest titles."""
    error = Http404(key)
    error.sentence = "Aucun texte ne donne d’emploi sous ce code ou ce titre."
    nearest = queries.nearest_titles(words=key, day=timezone.localdate())
    error.suggestions = [(printing.linked(line), line.url) for line in nearest]
    return error


@read_only
def comparison(request):
    asked, found = queries.side_by_side(asked=read_comparison(request.GET, today=timezone.localdate()))
    choices = jobs_to_add(asked) if asked.words and len(asked.wanted) < MOST else []
    if len(choices) == 1:
        return redirect(asked.adding(choices[0]))
    context = printing.comparison(asked, found, choices, base=request.build_absolute_uri("/"))
    return render(request, "jobs/comparison.html", context)


def jobs_to_add(asked):
    """The jobs that the words of the form may mean: by reference, code or title, else by the search."""
    if named := read_reference(asked.words):
        found = queries.compared_jobs(wanted=[named], day=asked.day)
        return [job.line for job in found.jobs]
    return queries.jobs_named(words=asked.words, day=asked.day)


@read_only
def comparison_file(request, suffix):
    asked, found = queries.side_by_side(asked=read_comparison(request.GET, today=timezone.localdate(), form=False))
    if asked.refusals:
        return refused(asked.refusals)
    return table_file(exports.comparison_table(found), "comparaison", suffix, title="Comparaison")


@read_only
def api_docs(request):
    return render(request, "api_docs.html", printing.api_docs(api.get_openapi_schema()))
