"""Public pages of the yearly table of the sheets, and its files. They read, and write nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from texts.spreadsheets import CSV, XLSX
from texts.views import read_only, refused

from . import revision_exports
from .filters import read_edition, unknown_parameters
from .pdf_views import pdf_answer
from .printing import revision as printing
from .queries import revision as queries
from .queries.opinions import published_changes


@read_only
def revision_home(request):
    today = timezone.localdate()
    table = queries.published_table(year=today.year, day=today)[0]
    problems = unknown_parameters(request.GET, ())
    context = printing.revision_home(table, queries.campaign_years(), problems=problems)
    return render(request, "jobs/revision.html", context)


@read_only
def revision_table(request, year):
    number, problems = read_edition(request.GET)
    table, editions = known_table(year, number)
    context = printing.revision_table(table, editions=editions, problems=problems)
    return render(request, "jobs/revision.html", context)


@read_only
def revision_sheet(request, year, key):
    number, problems = read_edition(request.GET)
    table, _ = known_table(year, number)
    row = next((row for row in table["lignes"] if row["cle"] == key), None)
    if row is None:
        error = Http404(key)
        error.sentence = f"Aucune fiche de ce nom n’est au tableau {year}."
        error.suggestions = [(f"Révision des fiches, {year}", f"/revision/{year}/")]
        raise error
    entry = row["inscription"]
    shown = table["projets_publies"] and entry and entry["proposition"]
    changes = published_changes(key=key, day=timezone.localdate()) if shown else None
    context = printing.revision_sheet(table, row, changes, problems=problems)
    return render(request, "jobs/revision_sheet.html", context)


@read_only
def revision_csv(request, year):
    return revision_file(request, year, "csv", CSV, revision_exports.revision_csv)


@read_only
def revision_xlsx(request, year):
    return revision_file(request, year, "xlsx", XLSX, revision_exports.revision_xlsx)


@read_only
def register_csv(request, year):
    """To whom each edition of a year was sent."""
    problems = unknown_parameters(request.GET, ())
    if problems:
        return refused(problems)
    known_table(year, None)
    content = revision_exports.register_csv(year, queries.register_of(year=year))
    name = f"revision-{year}-transmissions.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=CSV, headers=headers)


def revision_file(request, year, suffix, kind, write):
    """The table of a year as a file, or why it is refused."""
    number, problems = read_edition(request.GET)
    if problems:
        return refused(problems)
    table, _ = known_table(year, number)
    content = write(table, base=request.build_absolute_uri("/"))
    headers = {"Content-Disposition": f'attachment; filename="{name_of(table)}.{suffix}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=kind, headers=headers)


@read_only
def revision_pdf(request, year):
    number, problems = read_edition(request.GET)
    if problems:
        return refused(problems)
    table, _ = known_table(year, number)
    context = printing.revision_table(table)
    site = request.build_absolute_uri("/")
    content = revision_exports.revision_pdf(table, context, site=site, today=timezone.localdate())
    return pdf_answer(content, name_of(table))


def known_table(year, edition):
    """The table of a year and the numbers of its editions; a 404 that says which years have one."""
    today = timezone.localdate()
    found = queries.published_table(year=year, day=today, edition=edition)
    if found is None:
        error = Http404()
        error.sentence = "Aucun tableau de suivi ne se trouve à cette adresse."
        known = dict.fromkeys([today.year, *(year for year, _ in queries.campaign_years())])
        error.suggestions = [(f"Révision des fiches, {year}", f"/revision/{year}/") for year in known]
        raise error
    return found


def name_of(table):
    """What its files are called."""
    edition = table["edition"]
    return f"revision-{table['annee']}" + (f"-edition-{edition['numero']}" if edition else "")
