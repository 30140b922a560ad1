"""Public pages and files of the grids. They read, and write nothing."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from grids.values import grid_url, level_url
from texts.spreadsheets import CSV, XLSX
from texts.views import read_only, refused, table_file

from . import grid_exports
from .filters import read_sheet_day
from .printing import grids as printing
from .queries import grids as queries


def day_asked(request):
    """The day shown, today, and what was not understood of the address, which takes only `au`."""
    today, problems = timezone.localdate(), []
    return read_sheet_day(request.GET, problems, today=today), today, problems


@read_only
def grid_list(request):
    day, today, problems = day_asked(request)
    cards = queries.grid_cards(day=day)
    return render(request, "jobs/grid_list.html", printing.grid_list(cards, day=day, today=today, problems=problems))


@read_only
def grid_list_file(request, suffix):
    day, _, problems = day_asked(request)
    if problems:
        return refused(problems)
    rows = grid_exports.grids_table(queries.grid_cards(day=day), base=request.build_absolute_uri("/"))
    return table_file(rows, "grilles", suffix, title="Grilles")


@read_only
def grid_detail(request, grid):
    day, today, problems = day_asked(request)
    drawn = queries.drawn_grid(slug=grid, day=day)
    if drawn is None:
        raise unknown_grid()
    if not drawn.grid.levels:
        context = printing.grid_not_yet(drawn.grid, queries.grid_not_yet(slug=grid), day)
        return render(request, "jobs/grid_not_yet.html", context)
    return render(request, "jobs/grid_detail.html", printing.grid_detail(drawn, today=today, problems=problems))


@read_only
def grid_csv(request, grid):
    return grid_file(request, grid, "csv", CSV, grid_exports.grid_csv)


@read_only
def grid_xlsx(request, grid):
    return grid_file(request, grid, "xlsx", XLSX, grid_exports.grid_xlsx)


def grid_file(request, grid, suffix, content_type, write):
    """A grid to take away; refused (400) rather than given for another day than the one meant."""
    day, _, problems = day_asked(request)
    if problems:
        return refused(problems)
    drawn = queries.drawn_grid(slug=grid, day=day)
    if drawn is None or not drawn.grid.levels:
        raise unknown_grid()
    response = HttpResponse(write(drawn, base=request.build_absolute_uri("/")), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{drawn.grid.slug}.{suffix}"'
    return response


@read_only
def level_detail(request, grid, level):
    day, today, problems = day_asked(request)
    page = queries.level_page(slug=grid, level=level, day=day)
    if page is None:
        raise unknown_level(grid, day)
    if page.level.key != level:
        asked = request.META.get("QUERY_STRING", "")
        address = level_url(page.grid.slug, page.level.code)
        return HttpResponsePermanentRedirect(f"{address}?{asked}" if asked else address)
    return render(request, "jobs/level_detail.html", printing.level_detail(page, today=today, problems=problems))


def unknown_grid():
    """A 404 that says which grids there are."""
    error = Http404()
    error.sentence = "Aucune grille ne se trouve à cette adresse ce jour-là."
    error.suggestions = [(grid.title, grid.url) for grid, *_ in queries.grid_cards(day=timezone.localdate())]
    return error


def unknown_level(slug, day):
    """A 404 that says which levels the grid has."""
    drawn = queries.grid_levels(slug=slug, day=day)
    if drawn is None:
        return unknown_grid()
    error = Http404()
    error.sentence = f"La grille « {drawn.title} » n’a pas ce niveau ce jour-là."
    levels = [(level.label, level_url(slug, level.code)) for level in drawn.levels]
    error.suggestions = [*levels, (drawn.title, grid_url(slug))]
    return error
