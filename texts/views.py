"""Pages of the official texts and of the register of their anomalies."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import printing, providers, queries
from .filters import read_anomalies


def read_only(view):
    """A page that only reads: GET and HEAD, 405 for the rest. With nothing to forge, it asks for no proof of origin."""
    return csrf_exempt(require_safe(view))


@read_only
def document_list(request):
    described = providers.merged(providers.described_by)
    cards = queries.document_cards()
    return render(request, "texts/document_list.html", printing.document_list(cards, described))


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


@read_only
def anomaly_list(request):
    cards = queries.anomaly_cards(concerned=providers.merged(providers.concerned_by))
    asked = read_anomalies(request.GET, cards=cards, paged=False)
    return render(request, "texts/anomaly_list.html", printing.anomaly_list(cards, asked))


def unknown_document(slug):
    """A 404 that says which texts there are."""
    error = Http404(slug)
    error.sentence = "Aucun texte officiel ne porte ce nom."
    error.suggestions = [(card.title, card.url) for card in queries.document_cards()]
    return error
