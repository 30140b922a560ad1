"""To the organisation's directory and back."""

import logging

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .directory import NotAnswering, NotInvited, NotProven, bring_account, send_there, who_came

logger = logging.getLogger(__name__)
NEXT = "annuaire_suite"
STATUS = {NotAnswering: 503, NotProven: 400, NotInvited: 403}


def refusal(request: HttpRequest, why: Exception) -> HttpResponse:
    """Says what happened and what to do: the door with a password stays open."""
    logger.warning("directory: %s: %s", type(why).__name__, why)
    page = {"title": "L’entrée n’a pas été ouverte", "subtitle": None, "why": type(why).__name__}
    page |= {"directory": settings.DIRECTORY}
    return render(request, "accounts/refused.html", admin.site.each_context(request) | page, status=STATUS[type(why)])


@never_cache
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Sends the person to the directory, when there is one."""
    if not settings.DIRECTORY:
        raise Http404
    request.session[NEXT] = request.GET.get(REDIRECT_FIELD_NAME, "")
    try:
        return send_there(request, request.build_absolute_uri(reverse("accounts:directory_back")))
    except NotAnswering as why:
        return refusal(request, why)


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Signs in whoever the directory sent back."""
    if not settings.DIRECTORY:
        raise Http404
    try:
        user = bring_account(who_came(request), settings.DIRECTORY.issuer)
        if user is None:
            raise NotInvited("no role or closed account")
    except (NotAnswering, NotProven, NotInvited) as why:
        return refusal(request, why)
    wanted = request.session.pop(NEXT, "")
    login(request, user, backend="config.accounts.backends.CountedBackend")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe and wanted else reverse("admin:index"))
