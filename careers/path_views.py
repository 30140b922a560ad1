"""Public pages of the paths. They read, and write nothing."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from jobs.filters import read_sheet_day
from texts.views import read_only, refused, table_file

from . import path_exports, path_queries, queries
from . import path_printing as printing


def day_asked(request):
    """The day shown, today, and what was not understood of the address, which takes only `au`."""
    today, problems = timezone.localdate(), []
    return read_sheet_day(request.GET, problems, today=today), today, problems


@read_only
def path_list(request):
    day, today, problems = day_asked(request)
    cards = queries.path_cards(day=day)
    return render(request, "careers/path_list.html", printing.path_list(cards, day=day, today=today, problems=problems))


@read_only
def path_list_file(request, suffix):
    day, _, problems = day_asked(request)
    if problems:
        return refused(problems)
    rows = path_exports.paths_table(queries.path_cards(day=day), base=request.build_absolute_uri("/"))
    return table_file(rows, "parcours", suffix, title="Parcours")


@read_only
def path_file(request, path, suffix):
    day, _, problems = day_asked(request)
    if problems:
        return refused(problems)
    found = queries.path(slug=path, day=day)
    if found is None:
        raise unknown_path(path)
    rows = path_exports.path_table(found, base=request.build_absolute_uri("/"))
    return table_file(rows, found.card.slug, suffix, title="Étapes et conditions")


@read_only
def path_detail(request, path):
    day, today, problems = day_asked(request)
    found = queries.path(slug=path, day=day)
    if found is None:
        return not_that_day(request, path, day)
    around = path_queries.surroundings(path=found, day=day)
    context = printing.path_detail(found, around, day=day, today=today, problems=problems)
    return render(request, "careers/path_detail.html", context)


def not_that_day(request, slug, day):
    """A path not known yet that day says since when; a name that no path bears is a 404."""
    known = queries.path(slug=slug, day=timezone.localdate())
    since = path_queries.first_day(slug=slug) if known else None
    if not since:
        raise unknown_path(slug)
    return render(request, "careers/path_not_yet.html", printing.not_yet(known.card.title, since, day))


def unknown_path(slug):
    """A 404 that says which paths there are."""
    error = Http404(slug)
    error.sentence = "Aucun parcours ne porte ce nom."
    error.suggestions = [(card.title, card.url) for card in queries.path_cards(day=timezone.localdate())]
    return error
