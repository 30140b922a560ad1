"""Pages to take away as PDF. They read, and write nothing."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from texts.pdf_exports import PDF
from texts.views import read_only, refused

from . import pdf_exports, printing, queries
from .filters import read_comparison, read_sheet_day
from .grid_views import day_asked, unknown_grid
from .printing import grids as grid_printing
from .providers import leads_of
from .queries import grids as grid_queries
from .views import elsewhere


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A PDF that the browser saves under `name`. Search engines are sent to the page that it is made of."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=PDF, headers=headers)


@read_only
def job_pdf(request, framework, key):
    today, problems = timezone.localdate(), []
    day = read_sheet_day(request.GET, problems, today=today)
    if problems:
        return refused(problems)
    sheet = queries.job_sheet(framework=framework, key=key, day=day)
    if sheet is None:
        return elsewhere(request, framework, key, ".pdf")
    near = queries.near_jobs(framework=framework, key=key, day=day) if sheet.sheet else []
    contact, permalink = settings.REPERES_CONTACT_EMAIL, request.build_absolute_uri(sheet.line.url)
    context = printing.job_detail(sheet, near, leads_of(sheet), permalink=permalink, contact=contact, today=today)
    content = pdf_exports.sheet_pdf(sheet, context, site=request.build_absolute_uri("/"), today=today)
    return pdf_answer(content, f"{framework}-{key}")


@read_only
def comparison_pdf(request):
    asked, found = queries.side_by_side(asked=read_comparison(request.GET, today=timezone.localdate(), form=False))
    if asked.refusals:
        return refused(asked.refusals)
    site = request.build_absolute_uri("/")
    context = printing.comparison(asked, found, [], base=site)
    content = pdf_exports.comparison_pdf(found, context, site=site, today=asked.today)
    return pdf_answer(content, "comparaison")


@read_only
def grid_pdf(request, grid):
    day, today, problems = day_asked(request)
    if problems:
        return refused(problems)
    drawn = grid_queries.drawn_grid(slug=grid, day=day)
    if drawn is None or not drawn.grid.levels:
        raise unknown_grid()
    site = request.build_absolute_uri("/")
    context = grid_printing.grid_detail(drawn, today=today)
    return pdf_answer(pdf_exports.grid_pdf(drawn, context, site=site, today=today), drawn.grid.slug)
