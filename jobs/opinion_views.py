"""Pages opened by a personal link: someone without an account gives the opinion of their organisation.

The address holds a secret, which is the proof of who sends a form: there is no cookie that another site could use, so
no other proof of origin is asked. It is written in no page, no log and no referrer, and no cache keeps the answers.
"""

from functools import wraps

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from .actions import Refused
from .actions import opinions as actions
from .forms import MOST_REMARKS, OpinionForm, RequestForm
from .printing import speaking as printing
from .queries import opinions as queries

#: an address that the portal never made, or that opens something later; one that opens nothing any more
FORBIDDEN, GONE = 403, 410
#: what was sent for a proposal that was taken back meanwhile
CONFLICT = 409
DONE = "?enregistre=1"


def private(response):
    """An answer that is for one person, now: kept nowhere, found nowhere, told to no other page."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def given_back(request) -> list[dict]:
    """What was sent with a request, to copy; nothing for a page that is only read."""
    form = OpinionForm(request.POST)
    return printing.given_back(form, queries.adopted_lines(lineages=list(form.typed)[:MOST_REMARKS]))


def by_link(view):
    """A page that a personal link opens: `view` takes the mandate in the place of the token."""

    @wraps(view)
    def opened(request, token, **arguments):
        found = queries.mandate_by_token(token=token, day=timezone.localdate())
        if found is None or found.mandate is None:
            why = found.closed if found else ""
            context = printing.refusal(why, found.year if found else None, typed=given_back(request))
            status = FORBIDDEN if why in {"", "a_venir"} else GONE
            return private(render(request, "jobs/opinion_refused.html", context, status=status))
        return private(view(request, found.mandate, **arguments))

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(sensitive_post_parameters()(opened)))


@by_link
def asked(request, mandate):
    """What the organisation is asked, and a form to ask for a revision."""
    jobs = queries.may_be_asked_for(campaign=mandate.campaign)
    form = RequestForm(request.POST or None, jobs=jobs, campaign=mandate.campaign)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.file_request(mandate=mandate.pk, job=given["emploi"], reason=given["raison"])
            return HttpResponseRedirect(DONE)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    proposals = queries.proposals(mandate=mandate, day=timezone.localdate())
    held = printing.campaign(
        mandate, proposals, queries.requests_by(mandate=mandate), form, address=lambda row: f"{row.job}/"
    )
    done = "enregistre" in request.GET
    return render(request, "jobs/opinions_asked.html", printing.asked([held], signed_in=False, done=done))


@by_link
def give(request, mandate, key):
    """A proposal, line by line, and the form of an opinion."""
    form = OpinionForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        said = {"position": given["position"], "read": given["lu"], "remarks": given["remarks"]}
        try:
            actions.give_opinion(mandate=mandate.pk, job=key, **said)
            return HttpResponseRedirect(DONE)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    found = queries.proposals(mandate=mandate, day=timezone.localdate(), job=key)
    if not found:
        why, status = ("reprise", CONFLICT) if form.is_bound else ("retiree", 404)
        context = printing.refusal(why, mandate.year, typed=given_back(request), back="../")
        return render(request, "jobs/opinion_refused.html", context, status=status)
    saved = "enregistre" in request.GET and not form.is_bound
    context = printing.proposal(mandate, found[0], form, back="../", signed_in=False, saved=saved)
    return render(request, "jobs/opinion_form.html", context)
