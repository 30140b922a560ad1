"""The answers to what goes wrong: a page for a person, one sentence for a program.

They ask nothing of the database, so that they can be given when it is the database that fails.
"""

import logging
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from config.lacks import Lack, lack_behind

logger = logging.getLogger(__name__)

#: seconds after which it is worth asking again what the database could not answer
RETRY_AFTER = 10

SENTENCES = {
    400: "La demande n’a pas pu être lue : vérifiez l’adresse et ses paramètres.",
    403: "Cette page demande des droits que votre compte n’a pas.",
    404: "Rien ne se trouve à cette adresse : vérifiez le référentiel et la clé de l’emploi.",
    414: "L’adresse est trop longue : retirez des critères et recommencez.",
    500: "Le portail a rencontré une erreur : réessayez dans quelques minutes.",
    503: "Le portail est momentanément indisponible, sa base de données ne répond pas : réessayez dans un instant.",
    507: "Le serveur n’a plus de place : rien n’a été enregistré. Prévenez la personne qui administre le portail.",
}


def format_asked(request: HttpRequest) -> str:
    """How the refusal is read: `json` or `text` by a program, `html` by a person."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        return "json"
    return "text" if request.path.endswith((".csv", ".xlsx", ".txt")) else "html"


def _answer(request: HttpRequest, status: int, template: str, **context: object) -> HttpResponse:
    sentence = str(context.get("sentence") or SENTENCES[status])
    if format_asked(request) == "json":
        return JsonResponse({"erreur": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
    if format_asked(request) == "text":
        return HttpResponse(sentence + "\n", status=status, content_type="text/plain; charset=utf-8")
    # Without the request: a page about a bad request must not read it again (a refused host fails twice).
    return HttpResponse(render_to_string(template, context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: nothing of the request makes sense."""
    return _answer(request, 400, "errors/400.html")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, without the right."""
    return _answer(request, 403, "errors/403.html", stale_form=False)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form sent without its proof of origin, most often from a page left open too long."""
    return _answer(request, 403, "errors/403.html", stale_form=True)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with a search box.

    A view that knows better raises an Http404 that carries `sentence` (what was not found, in French) and
    `suggestions` (pairs of a title and its address), and the page shows them.
    """
    return _answer(
        request,
        404,
        "errors/404.html",
        sentence=getattr(exception, "sentence", ""),
        suggestions=getattr(exception, "suggestions", ()),
    )


def address_too_long(request: HttpRequest) -> HttpResponse:
    """414: longer than any address that the portal makes."""
    return _answer(request, 414, "errors/414.html")


def unavailable(request: HttpRequest, lack: Lack, error: BaseException) -> HttpResponse:
    """503 while the database does not answer, with the time to wait; 507 when its disk is full. Nothing keeps it."""
    status, template = (507, "errors/507.html") if lack is Lack.ROOM else (503, "errors/503.html")
    logger.error("%s %s: the database lacks %s: %s", status, request.path, lack.value, _first_line(error))
    response = _answer(request, status, template)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _first_line(error: BaseException) -> str:
    """What an engine says first; the lines that follow may quote values."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without context, base template or database, any of which may be the cause.

    503 or 507 when it is the database that failed, outside a view: a session that could not be read, for one.
    """
    error = sys.exc_info()[1]
    lack = lack_behind(error)
    if error and lack:
        return unavailable(request, lack, error)
    return _answer(request, 500, "errors/500.html")
