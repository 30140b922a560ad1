"""The pages where a signed-in member of the committee gives the opinion of their organisation."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone

from ..actions import Refused
from ..actions import opinions as actions
from ..forms import MOST_REMARKS, OpinionForm, RequestForm
from ..models import Entry
from ..printing import speaking as printing
from ..queries import opinions as queries

GIVE = "jobs.give_opinion"
DONE = "?enregistre=1"
#: a mandate to come, a proposal that was taken back meanwhile, a mandate that opens nothing any more
FORBIDDEN, CONFLICT, GONE = 403, 409, 410


class SpeakingPages:
    """Adds to the admin of opinions the pages where they are given."""

    def get_urls(self):
        pages = [
            path("avis-demandes/", self.admin_site.admin_view(self.asked), name="jobs_opinion_asked"),
            path("fiche/<int:pk>/", self.admin_site.admin_view(self.give), name="jobs_entry_opinion"),
        ]
        return pages + super().get_urls()

    def asked(self, request):
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
            if form.is_valid():
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
        context = printing.asked(campaigns, signed_in=True, done="enregistre" in request.GET)
        return private(render(request, "jobs/opinions_asked.html", context))

    def give(self, request, pk):
        """A proposal, line by line, and the form of an opinion."""
        held = speaks(request)
        entry = get_object_or_404(Entry.objects.select_related("job"), pk=pk)
        mandate = next((one for one in held if one.campaign == entry.campaign_id), None)
        if mandate is None:
            return self.closed(request, entry.campaign_id)
        form = OpinionForm(request.POST or None)
        if form.is_valid():
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
        context = printing.proposal(mandate, found[0], form, back=back, signed_in=True, saved=saved)
        return private(render(request, "jobs/opinion_form.html", context))

    def closed(self, request, campaign: int):
        """A campaign where this member speaks no more: why, with what was sent; `PermissionDenied` to who never did."""
        found = queries.closed_to(user=request.user, campaign=campaign, day=timezone.localdate())
        if found is None:
            raise PermissionDenied
        return refused(request, found.closed, found.year, FORBIDDEN if found.closed == "a_venir" else GONE)


def refused(request, why: str, year: int, status: int):
    """The page that says why nothing is taken, and gives back what was sent."""
    back = reverse("admin:jobs_opinion_asked")
    form = OpinionForm(request.POST)
    typed = printing.given_back(form, queries.adopted_lines(lineages=list(form.typed)[:MOST_REMARKS]))
    context = printing.refusal(why, year, typed=typed, back=back)
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
