"""The screens that end a campaign: what will be frozen, what was, and to whom it is sent."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone

from ..actions import Refused
from ..actions import freezing as actions
from ..enums import Deed
from ..models import Campaign, Edition, Organisation, Trace
from ..printing import freezing as printing
from ..queries import revision as queries

CLOSE, SEND = "jobs.change_campaign", "jobs.add_transmission"


class FreezeForm(forms.Form):
    """Confirms that the table is frozen as it was read; `raison` is asked of a correction."""

    lu = forms.CharField(max_length=64, widget=forms.HiddenInput)
    raison = forms.CharField(
        label="Ce que cette édition corrige", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Publié avec l’édition, et arrêté avec elle.",
    )  # fmt: skip

    def __init__(self, *args, corrects: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["raison"]


class SendForm(forms.Form):
    """Records that an edition was sent to several organisations, the same day by the same means."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label="Organisations", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une organisation."},
    )  # fmt: skip
    le = forms.DateField(label="Transmise le", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    par = forms.CharField(
        label="Par", max_length=120,
        help_text="Courriel, remise en séance, courrier… Publié\u202f: sans nom de personne.",
    )  # fmt: skip

    def __init__(self, *args, taking_part, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = taking_part
        self.initial.setdefault("le", timezone.localdate())


class FreezingPages:
    """Adds to the admin of campaigns the pages of their end."""

    def get_urls(self):
        pages = {"arreter": ("freeze", self.freeze), "transmettre": ("send", self.send)}
        own = [
            path(f"<int:pk>/{place}/", self.admin_site.admin_view(view), name=f"jobs_campaign_{name}")
            for place, (name, view) in pages.items()
        ]
        return own + super().get_urls()

    def freeze(self, request, pk):
        """What would be frozen, then what was: the same address before and after."""
        if not request.user.has_perm(CLOSE):
            raise PermissionDenied
        campaign = get_object_or_404(Campaign, pk=pk)
        if campaign.closed_at:
            return self.frozen(request, campaign)
        today = timezone.localdate()
        table = lambda: queries.table_to_freeze(year=campaign.year, day=today)  # noqa: E731  read when it is frozen
        last = campaign.editions.order_by("number").last()
        form = FreezeForm(request.POST or None, initial={"raison": reopened_for(campaign)}, corrects=last is not None)
        if form.is_valid():
            given = form.cleaned_data
            try:
                done = actions.freeze(
                    campaign, table=table, by=request.user, reason=given.get("raison", ""), read=given["lu"]
                )
            except Refused as refusal:
                form.add_error(None, f"Rien n’est arrêté\u202f: {refusal}")
            else:
                messages.success(request, f"Le tableau {campaign.year} est arrêté, édition {done.number}.")
                return HttpResponseRedirect(request.path)
        read = table()
        found = printing.recap(read, number=last.number + 1 if last else 1, pages=entry_pages(campaign))
        title = f"Arrêter le tableau {campaign.year}"
        page = self.page(request, campaign, title, form=form, recap=found, read=actions.token_of(read))
        return render(request, "desk/freeze.html", page)

    def frozen(self, request, campaign: Campaign, form: SendForm | None = None):
        """The edition of a closed campaign: its files, and to whom it is sent."""
        table, editions = queries.published_table(year=campaign.year, day=timezone.localdate())
        sent_to = [one.organisation.name for one in editions[-1].sent]
        rows = Organisation.objects.filter(Q(campaigns=campaign) | Q(name__in=sent_to)).distinct()
        found = printing.frozen(table, editions[-1], rows.order_by("college", "name"))
        title = f"Tableau {campaign.year}, édition {found['number']}"
        chosen = {row["pk"] for row in found["sent"] if not row["words"]}
        if form is not None:
            chosen = {row["pk"] for row in found["sent"] if str(row["pk"]) in form.data.getlist("organisations")}
        page = self.page(
            request, campaign, title, frozen=found, form=form or SendForm(taking_part=rows), chosen=chosen,
            sends=request.user.has_perm(SEND),
        )  # fmt: skip
        return render(request, "desk/frozen.html", page)

    def send(self, request, pk):
        """Records to whom the last edition of a closed campaign was sent."""
        if not request.user.has_perm(SEND):
            raise PermissionDenied
        campaign = get_object_or_404(Campaign, pk=pk)
        edition = Edition.objects.filter(campaign=campaign).order_by("number").last()
        if request.method != "POST" or campaign.closed_at is None:
            return HttpResponseRedirect(reverse("admin:jobs_campaign_freeze", args=[pk]))
        form = SendForm(request.POST, taking_part=Organisation.objects.all())
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.record_transmissions(
                    edition, organisations=given["organisations"], sent_on=given["le"], means=given["par"],
                    by=request.user,
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(None, f"Rien n’est enregistré\u202f: {refusal}")
            else:
                messages.success(request, "Les transmissions sont enregistrées.")
                return HttpResponseRedirect(reverse("admin:jobs_campaign_freeze", args=[pk]))
        return self.frozen(request, campaign, form)

    def followed(self, campaign: Campaign) -> dict:
        """The table of a campaign as HR follows it, and its editions."""
        table, editions = queries.published_table(year=campaign.year, day=timezone.localdate())
        return {"followed": printing.followed(table, pages=entry_pages(campaign)), "editions": editions}

    def page(self, request, campaign: Campaign, title: str, **more) -> dict:
        frame = self.admin_site.each_context(request)
        return frame | {"opts": self.opts, "campaign": campaign, "title": title, "subtitle": None, **more}


def entry_pages(campaign: Campaign) -> dict[str, str]:
    """Where HR decides of each sheet of a campaign, by the key of its job. One query."""
    rows = campaign.entries.values_list("job__key", "pk")
    return {key: reverse("admin:jobs_entry_change", args=[entry]) for key, entry in rows}


def reopened_for(campaign: Campaign) -> str:
    """Why a campaign was last opened again: what its next edition most likely corrects. One query."""
    row = Trace.objects.of(campaign).filter(deed=Deed.REOPENED).order_by("-at", "-pk").first()
    return row.reason if row else ""
