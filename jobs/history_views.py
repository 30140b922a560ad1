"""Public pages of history: versions, differences, a line through them, and what the texts changed."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from texts.views import read_only, refused, table_file

from . import history_exports, printing
from .chronicle import chronicle
from .filters import read_since, read_versions, unknown_parameters
from .queries import history as queries
from .values import job_url
from .views import elsewhere, unknown_job


def known_history(framework, key):
    """The history of a job as told today, or None."""
    return queries.job_history(framework=framework, key=key, day=timezone.localdate())


def unread(request):
    """What was not understood of an address that takes no parameter."""
    return unknown_parameters(request.GET, ())


@read_only
def job_versions(request, framework, key):
    history = known_history(framework, key)
    if history is None:
        return elsewhere(request, framework, key, "/versions/")
    pair, problems = read_versions(request.GET, numbers=[version.number for version in history.versions])
    if pair:
        return redirect("job_differences", framework, key, *pair)
    return render(request, "jobs/job_versions.html", printing.job_versions(history, problems=problems))


@read_only
def job_versions_file(request, framework, key, suffix):
    if problems := unread(request):
        return refused(problems)
    history = known_history(framework, key)
    if history is None:
        return elsewhere(request, framework, key, f"/versions.{suffix}")
    rows = history_exports.versions_table(history, base=request.build_absolute_uri("/"))
    return table_file(rows, f"{framework}-{key}-versions", suffix, title="Versions")


@read_only
def job_version(request, framework, key, number):
    history = known_history(framework, key)
    if history is None:
        return elsewhere(request, framework, key, f"/versions/{number}/")
    version = history.version(number)
    if version is None:
        raise unknown_version(history, number)
    return render(request, "jobs/job_version.html", printing.job_version(history, version, problems=unread(request)))


@read_only
def job_differences(request, framework, key, old, new):
    history = known_history(framework, key)
    if history is None:
        return elsewhere(request, framework, key, f"/versions/{old}...{new}/")
    for number in (old, new):
        if history.version(number) is None:
            raise unknown_version(history, number)
    pair = (history.version(old), history.version(new))
    context = printing.job_differences(history, *pair, problems=unread(request))
    return render(request, "jobs/job_differences.html", context)


@read_only
def job_line(request, framework, key, anchor):
    history = known_history(framework, key)
    if history is None:
        raise unknown_job(key)
    found = queries.line_history(history=history, anchor=anchor)
    if found is None:
        error = Http404()
        error.sentence = "Aucune version de cette fiche n’a de ligne à cette adresse."
        error.suggestions = [(history.line.title, history.line.url)]
        raise error
    return render(request, "jobs/job_line.html", printing.job_line(found, problems=unread(request)))


@read_only
def change_list(request):
    day = timezone.localdate()
    rows, _ = queries.all_changes(day=day)
    context = printing.change_list(rows, queries.rectifications(), day=day, problems=unread(request))
    return render(request, "jobs/change_list.html", context)


@read_only
def change_list_file(request, suffix):
    since, problems = read_since(request.GET)
    if problems:
        return refused(problems)
    rows, _ = queries.all_changes(day=timezone.localdate())
    found = chronicle(rows, queries.rectifications(), since=since)
    rows = history_exports.changes_table(found, base=request.build_absolute_uri("/"))
    return table_file(rows, "changements", suffix, title="Changements")


def unknown_version(history, number):
    """A 404 that says which versions there are."""
    error = Http404()
    error.sentence = f"Cette fiche n’a pas de version {str(number)[:9]}."
    address = job_url(history.line.framework, history.line.key)
    error.suggestions = [
        *((f"Version {version.number}", f"{address}versions/{version.number}/") for version in history.versions),
        (f"Histoire de « {history.line.title} »", f"{address}versions/"),
    ]
    return error
