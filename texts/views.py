"""Pages of the official texts and of the register of their anomalies."""

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import list_exports, printing, providers, queries
from .filters import read_anomalies, unknown_parameters
from .selection import Problem, selected
from .spreadsheets import table_of


def read_only(view):
    """A page that only reads: GET and HEAD, 405 for the rest. With nothing to forge, it asks for no proof of origin."""
    return csrf_exempt(require_safe(view))


def refused(problems: Iterable[Problem]) -> HttpResponse:
    """400, since a file of something else would be taken for the one that was asked for."""
    sentences = "\n".join(problem.sentence for problem in problems)
    return HttpResponse(sentences, status=400, content_type="text/plain; charset=utf-8")


def table_file(rows, name: str, suffix: str, *, title: str) -> HttpResponse:
    """Rows of words, the headings first, as a file that the browser saves. Search engines keep to the page."""
    content, kind = table_of(rows, suffix, title=title)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=kind, headers=headers)


@read_only
def document_list(request):
    described = providers.merged(providers.described_by)
    cards = queries.document_cards()
    return render(request, "texts/document_list.html", printing.document_list(cards, described))


@read_only
def document_list_file(request, suffix):
    problems = unknown_parameters(request.GET, ())
    if problems:
        return refused(problems)
    rows = list_exports.documents_table(queries.document_cards(), base=request.build_absolute_uri("/"))
    return table_file(rows, "textes", suffix, title="Textes officiels")


@read_only
def document_detail(request, slug):
    found = queries.document_card(slug=slug)
    if found is None:
        raise unknown_document(slug)
    document, card = found
    parts = queries.document_parts(document=document, drawn=providers.merged(providers.drawn_from, document.pk))
    badge, _ = providers.merged(providers.described_by).get(card.slug, (None, ""))
    return render(request, "texts/document_detail.html", printing.document_detail(card, badge, parts))


@read_only
def document_text(request, slug):
    found = queries.document_card(slug=slug)
    if found is None:
        raise unknown_document(slug)
    return HttpResponse(found[0].text, content_type="text/plain; charset=utf-8")


def register():
    """Every oddity, with the jobs that it concerns and the paths on which it bears."""
    concerned, paths = providers.merged(providers.concerned_by), providers.merged(providers.bearing_on)
    return queries.anomaly_cards(concerned=concerned, paths=paths)


@read_only
def document_original(request, slug):
    """The PDF that HR keeps with a text, to be saved and never shown by the browser as a page of ours."""
    kept = queries.original_of(slug=slug)
    if kept is None or not kept.file.storage.exists(kept.file.name):
        raise unknown_document(slug)
    answer = FileResponse(kept.file.open("rb"), as_attachment=True, filename=f"{slug}.pdf")
    answer["Content-Type"], answer["X-Robots-Tag"] = "application/pdf", "noindex"
    return answer


@read_only
def anomaly_list(request):
    cards = register()
    asked = read_anomalies(request.GET, cards=cards, paged=False)
    return render(request, "texts/anomaly_list.html", printing.anomaly_list(cards, asked))


@read_only
def anomaly_list_file(request, suffix):
    cards = register()
    asked = read_anomalies(request.GET, cards=cards, paged=False)
    if asked.problems:
        return refused(asked.problems)
    rows = list_exports.anomalies_table(selected(cards, asked), base=request.build_absolute_uri("/"))
    return table_file(rows, "anomalies", suffix, title="Anomalies des textes")


def unknown_document(slug):
    """A 404 that says which texts there are."""
    error = Http404(slug)
    error.sentence = "Aucun texte officiel ne porte ce nom."
    error.suggestions = [(card.title, card.url) for card in queries.document_cards()]
    return error
