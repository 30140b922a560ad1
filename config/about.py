"""Pages about the portal itself: accessibility, who publishes it, what it keeps of people, how its data are reused."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from config.accounts.counting import KNOWN_FOR, WINDOW
from texts.queries import document_cards
from texts.takeaway import downloads
from texts.values import FactRow, FactValue
from texts.views import read_only

UNSET = "non renseigné"
#: each list of the portal: its title, its page, the address of its tables, its JSON
LISTS = (
    ("Emplois", "/emplois/", "/emplois", "/api/v1/emplois"),
    ("Grilles", "/grilles/", "/grilles", "/api/v1/grilles"),
    ("Parcours", "/parcours/", "/parcours", "/api/v1/parcours"),
    ("Textes officiels", "/documents/", "/documents", "/api/v1/documents"),
    ("Anomalies des textes", "/anomalies/", "/anomalies", "/api/v1/anomalies"),
    ("Changements", "/changements/", "/changements", "/api/v1/changements"),
    ("Révision, {year}", "/revision/{year}/", "/revision/{year}", "/api/v1/revision/{year}"),
)
#: what writes the whole of the public data
DUMP = "python manage.py export_open_data"


@read_only
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "about/accessibility.html", {"contact": settings.REPERES_CONTACT_EMAIL})


@read_only
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes and hosts this installation; what is not set is said not to be."""
    told = (
        ("Éditeur", settings.REPERES_PUBLISHER),
        ("Responsable de la publication", settings.REPERES_PUBLICATION_DIRECTOR),
        ("Hébergeur", settings.REPERES_HOSTED_BY),
    )
    facts = [FactRow(label, [FactValue(value or UNSET)]) for label, value in told]
    contact = settings.REPERES_CONTACT_EMAIL
    facts.append(FactRow("Contact", [FactValue(contact, f"mailto:{contact}") if contact else FactValue(UNSET)]))
    return render(request, "about/legal.html", {"facts": facts})


@read_only
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "publisher": settings.REPERES_PUBLISHER,
        "contact": settings.REPERES_CONTACT_EMAIL,
        "logs_kept": settings.REPERES_LOGS_KEPT,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "form_cookie_days": settings.CSRF_COOKIE_AGE // 86_400,
        "failures_minutes": WINDOW.seconds // 60,
        "place_days": KNOWN_FOR.days,
    }
    return render(request, "about/privacy.html", context)


@read_only
def open_data(request: HttpRequest) -> HttpResponse:
    """How the data are made, where they are taken, and on what terms. One query."""
    year = timezone.localdate().year
    lists = [
        {
            "title": title.format(year=year),
            "url": page.format(year=year),
            "tables": downloads(tables.format(year=year)),
            "json": json.format(year=year),
        }
        for title, page, tables, json in LISTS
    ]
    texts = [
        {"title": card.title, "url": card.url, "issuer": card.issuer, "entered": card.entered}
        for card in document_cards()
    ]
    return render(request, "about/open_data.html", {"lists": lists, "texts": texts, "dump": f"{DUMP} <dossier>"})
