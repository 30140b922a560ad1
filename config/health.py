"""The health check of a load balancer."""

import logging

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from config import migrations_state
from texts.views import read_only

logger = logging.getLogger(__name__)


def _plain(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence + "\n", status=status, content_type="text/plain; charset=utf-8")


@never_cache
@read_only
def sante(request: HttpRequest) -> HttpResponse:
    """200 only when the database answers and every migration is applied, else 503. Two queries."""
    try:
        missing = migrations_state.missing()
    except Error as error:
        logger.error("health check: the database does not answer: %s", error)
        connection.close()
        return _plain("La base de données ne répond pas.", 503)
    if missing:
        logger.error("health check: migrations not applied: %s", sorted(missing))
        return _plain("La base de données attend des migrations : lancez « python manage.py migrate ».", 503)
    return _plain("Le portail fonctionne.", 200)
