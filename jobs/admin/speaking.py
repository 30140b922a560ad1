"""The pages where a signed-in member of the committee gives the opinion of their organisation."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from ..actions import Refused
from ..actions import opinions as actions
from ..forms import MOST_REMARKS, OpinionForm, RequestForm
from ..models import Entry
from ..printing import speaking as printing
from ..queries import opinions as queries
from .back_in import AGAIN, LOST, STALE, carried, from_our_form, signs_in

GIVE = "jobs.give_opinion"
DONE = "?enregistre=1"
#: a mandate to come, a proposal that was taken back meanwhile, a mandate that opens nothing any more
FORBIDDEN, CONFLICT, GONE = 403, 409, 410


def losing_nothing(view):
    """A page of the desk where one writes: what was typed comes back when the session ended, when the form was that
    of another, or when the account may not. `view` is told why by `again`, and then takes nothing: it only shows."""

    # The form is looked at by hand: a token that no longer holds gives what was typed back, and not a refusal.
    @method_decorator([csrf_exempt, never_cache, sensitive_post_parameters()])
    @wraps(view)
    def page(self, request, **arguments):
        again = ""
        if not self.admin_site.has_permission(request):
            if request.method != "POST":
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            form = signs_in(request, self.admin_site)
            if form is not None:
                return self.session_lost(request, form)
            again = LOST
        elif request.method == "POST":
            again = STALE if not from_our_form(request) else LOST if AGAIN in request.POST else ""
        try:
            return view(self, request, again=again, **arguments)
        except PermissionDenied:
            if request.method != "POST":
                raise
            return refused(request, "sans_droit", None, FORBIDDEN)

    return page


class SpeakingPages:
    """Adds to the admin of opinions the pages where they are given."""

    def get_urls(self):
        pages = [
            path("avis-demandes/", self.asked, name="jobs_opinion_asked"),
            path("fiche/<int:pk>/", self.give, name="jobs_entry_opinion"),
        ]
        return pages + super().get_urls()

    def session_lost(self, request, form):
        """Where a member signs in again, with what they had typed."""
        own = {"title": "Votre session a pris fin", "subtitle": None, "form": form, "typed": None}
        page = self.admin_site.each_context(request) | own | {"fields": carried(request), "rows": given_back(request)}
        return private(render(request, "desk/session_lost.html", page))

    @losing_nothing
    def asked(self, request, *, again=""):
        """What the organisations of this member are asked, and a form to ask for a revision."""
        held = speaks(request)
        sent_to = request.POST.get("campagne", "")
        if sent_to.isdecimal() and int(sent_to) not in {mandate.campaign for mandate in held}:
            return self.closed(request, int(sent_to))
        campaigns = []
        for mandate in held:
            jobs = queries.may_be_asked_for(campaign=mandate.campaign)
            sent = request.method == "POST" and request.POST.get("campagne") == str(mandate.campaign)
            form = RequestForm(request.POST if sent else None, jobs=jobs, campaign=mandate.campaign)
            if not again and form.is_valid():
                given = form.cleaned_data
                try:
                    actions.file_request(
                        mandate=mandate.pk, job=given["emploi"], reason=given["raison"], by=request.user
                    )
                    return HttpResponseRedirect(DONE)
                except Refused as refusal:
                    form.add_error(None, str(refusal))
            found = queries.proposals(mandate=mandate, day=timezone.localdate())
            asked = queries.requests_by(mandate=mandate)
            campaigns.append(printing.campaign(mandate, found, asked, form, address=page_of))
        context = printing.asked(campaigns, signed_in=True, done="enregistre" in request.GET, again=again)
        return private(render(request, "jobs/opinions_asked.html", context))

    @losing_nothing
    def give(self, request, pk, *, again=""):
        """A proposal, line by line, and the form of an opinion."""
        held = speaks(request)
        entry = get_object_or_404(Entry.objects.select_related("job"), pk=pk)
        mandate = next((one for one in held if one.campaign == entry.campaign_id), None)
        if mandate is None:
            return self.closed(request, entry.campaign_id)
        form = OpinionForm(request.POST or None)
        if not again and form.is_valid():
            given = form.cleaned_data
            said = {"position": given["position"], "read": given["lu"], "remarks": given["remarks"]}
            try:
                actions.give_opinion(mandate=mandate.pk, job=entry.job.key, **said, by=request.user)
                return HttpResponseRedirect(DONE)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        found = queries.proposals(mandate=mandate, day=timezone.localdate(), job=entry.job.key)
        if not found:
            why, status = ("reprise", CONFLICT) if form.is_bound else ("retiree", 404)
            return refused(request, why, mandate.year, status)
        saved = "enregistre" in request.GET and not form.is_bound
        back = reverse("admin:jobs_opinion_asked")
        context = printing.proposal(mandate, found[0], form, back=back, signed_in=True, saved=saved, again=again)
        return private(render(request, "jobs/opinion_form.html", context))

    def closed(self, request, campaign: int):
        """A campaign where this member speaks no more: why, with what was sent; `PermissionDenied` to who never did."""
        found = queries.closed_to(user=request.user, campaign=campaign, day=timezone.localdate())
        if found is None:
            raise PermissionDenied
        return refused(request, found.closed, found.year, FORBIDDEN if found.closed == "a_venir" else GONE)


def given_back(request) -> list[dict]:
    """What was sent with a request, to read and to copy."""
    form = OpinionForm(request.POST)
    return printing.given_back(form, queries.adopted_lines(lineages=list(form.typed)[:MOST_REMARKS]))


def refused(request, why: str, year: int | None, status: int):
    """The page that says why nothing is taken, and gives back what was sent."""
    back = reverse("admin:jobs_opinion_asked")
    context = printing.refusal(why, year, typed=given_back(request), back=back)
    return private(render(request, "jobs/opinion_refused.html", context, status=status))


def speaks(request) -> list:
    """The mandates of who asks; `PermissionDenied` to who may give no opinion."""
    if not request.user.has_perm(GIVE):
        raise PermissionDenied
    return queries.mandates_of(user=request.user, day=timezone.localdate())


def page_of(proposal) -> str:
    """Where a signed-in member reads a proposal."""
    return reverse("admin:jobs_entry_opinion", args=[proposal.entry])


def private(response):
    """An answer for one person, now."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
