"""The yearly table of the sheets on HR's desk: a campaign opens from a plan, its rows get their outcome, it closes."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from texts.admin.desk import DeskAdmin, DeskInline

from ..actions import Refused, freezing
from ..actions import revision as actions
from ..enums import EntryOutcome
from ..models import Campaign, Edition, Entry, Job, Organisation, Transmission
from ..queries import revision as queries
from ..revision_plan import FRAMEWORK
from .catalogue import FoldedSearch
from .freezing import FreezingPages
from .trace import Traced

#: what one may do of a row besides an outcome
STRIKE = "rayer"


class RefusedForm:
    """A form whose action was refused, with the sentence that says why."""

    sentence = ""

    def _post_clean(self):
        super()._post_clean()
        self.add_error(None, self.sentence)


class RevisionAdmin(Traced, admin.ModelAdmin):
    """Rows that the actions write, each with its trace; nothing is removed from a list."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    class Media:
        css = {"all": ["css/desk.css"]}

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refusal is told in the form, with all that was typed in it, and nothing is written."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refused = f"Rien n’est enregistré\u202f: {refusal}"
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_fieldsets(self, request, obj=None):
        """Who only reads is shown the row, and not the fields of what others may do to it."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        acts = set(self.form.declared_fields)
        shown = lambda fields: [name for name in fields if name not in acts]  # noqa: E731
        return [(title, options | {"fields": shown(options["fields"])}) for title, options in fieldsets]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form; after a refusal, that which says it beside what was typed."""
        form = super().get_form(request, obj, change, **kwargs)
        sentence = getattr(request, "refused", "")
        return type(form.__name__, (RefusedForm, form), {"sentence": sentence}) if sentence else form

    def save_model(self, request, obj, form, change):
        """What the form asks for, done by its action."""
        done = self.done(request, obj, form, change)
        obj.pk = done.pk if done else obj.pk

    def save_related(self, request, form, formsets, change):
        """The action wrote the rows on the other side too."""

    def construct_change_message(self, request, form, formsets, add=False):
        """The trace says it, and the rows below the form are only shown."""
        return []

    def log_addition(self, request, obj, message):
        """The trace says it."""

    def log_change(self, request, obj, message):
        """The trace says it."""


@admin.register(Organisation)
class OrganisationAdmin(RevisionAdmin):
    list_display = ("name", "college")
    list_filter = ("college",)
    search_fields = ("name",)
    fields = ("name", "college")

    def done(self, request, obj, form, change):
        return actions.record_organisation(obj, by=request.user)


class CampaignForm(forms.ModelForm):
    """Opens a campaign with the jobs proposed, or changes what may change of one that is open."""

    jobs = forms.ModelMultipleChoiceField(
        Job.objects.none(), label="fiches de l’année", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Proposées : un cinquième, les plus anciennes d’abord, dans l’ordre de la grille, les emplois d’un "
        "même parcours ensemble. Ajustez.",
    )  # fmt: skip
    reopening = forms.CharField(
        label="rouvrir, pour cette raison", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="L’édition arrêtée reste à son adresse ; la correction en fera une nouvelle, qui dira cette raison.",
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = ("year", "meeting_on", "organisations", "publishes_drafts")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "jobs" in self.fields:
            year, planned, keys = queries.next_campaign(day=timezone.localdate())
            self.fields["jobs"].queryset = Job.objects.filter(framework__code=FRAMEWORK, key__in=keys).order_by("order")
            self.initial.setdefault("year", year)
            self.initial["jobs"] = list(self.fields["jobs"].queryset.filter(key__in=planned))


@admin.register(Campaign)
class CampaignAdmin(FreezingPages, RevisionAdmin):
    form = CampaignForm
    change_form_template = "desk/campaign_change.html"
    list_display = ("year", "meeting_on", "opened_at", "closed_at")
    search_fields = ("=year",)
    filter_horizontal = ()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The campaign with its table as it stands, a line a sheet, and its editions."""
        campaign = Campaign.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        followed = self.followed(campaign) if campaign and self.has_view_permission(request) else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | followed)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("year", "meeting_on", "organisations", "jobs")
        if obj.closed_at:
            return ("year", "meeting_on", "organisations", "publishes_drafts", "closed_at", "reopening")
        return ("year", "meeting_on", "organisations", "publishes_drafts")

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        told = ("year", "meeting_on", "organisations", "publishes_drafts", "closed_at")
        return told if obj.closed_at else ("year",)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Who takes part is ticked: in a list, one click forgets all the others."""
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": forms.CheckboxSelectMultiple})

    def view_on_site(self, obj):
        return reverse("revision_table", args=[obj.year])

    def done(self, request, obj, form, change):
        given = form.cleaned_data
        if not change:
            given = {name: given[name] for name in ("year", "meeting_on", "organisations", "jobs")}
            return actions.open_campaign(**given, by=request.user)
        if obj.closed_at:
            return freezing.reopen(obj, reason=given["reopening"], by=request.user)
        return actions.prepare_campaign(
            obj,
            meeting_on=given["meeting_on"],
            organisations=given["organisations"],
            publishes_drafts=given["publishes_drafts"],
            by=request.user,
        )


class EntryForm(forms.ModelForm):
    """Enters a job in a table, or says what becomes of it."""

    sort = forms.ChoiceField(
        label="sort de la fiche", required=False,
        choices=[("", "à réviser"), *EntryOutcome.choices, (STRIKE, "rayée du tableau")],
        help_text="Une fiche révisée l’est par l’adoption de sa nouvelle version : rien à saisir ici.",
    )  # fmt: skip
    why = forms.CharField(label="raison", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(label="décidé le", required=False)

    class Meta:
        model = Entry
        fields = ("campaign", "job", "reason", "note", "requested_by")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= {
                "sort": self.instance.outcome,
                "why": self.instance.outcome_reason,
                "on": self.instance.decided_on or timezone.localdate(),
            }


@admin.register(Entry)
class EntryAdmin(FoldedSearch, RevisionAdmin):
    form = EntryForm
    list_display = ("job", "campaign", "reason", "requested_by", "outcome", "decided_on")
    list_filter = ("campaign", "reason", "outcome")
    search_fields = ("job__fold", "note", "outcome_reason")
    list_select_related = ("job", "campaign", "requested_by")
    autocomplete_fields = ("job",)

    def get_fields(self, request, obj=None):
        entered = ("campaign", "job", "reason", "note", "requested_by")
        if obj is None:
            return entered
        writes = self.has_change_permission(request, obj)
        return (*entered, "sort", "why", "on") if writes else (*entered, "outcome", "outcome_reason", "decided_on")

    def get_readonly_fields(self, request, obj=None):
        return ("campaign", "job", "reason", "note", "requested_by") if obj else ()

    def done(self, request, obj, form, change):
        given = form.cleaned_data
        if not change:
            return actions.enter(
                given["campaign"], given["job"], reason=given["reason"], note=given["note"],
                requested_by=given["requested_by"], by=request.user,
            )  # fmt: skip
        if given["sort"] == STRIKE:
            actions.strike(obj, reason=given["why"], by=request.user)
            return None
        on = given["on"] or timezone.localdate()
        return actions.decide(obj, outcome=given["sort"], reason=given["why"], on=on, by=request.user)


class TransmissionInline(DeskInline):
    model = Transmission
    fields = ("organisation", "sent_on", "means", "recorded_at")
    readonly_fields = ("recorded_at",)
    joined = ("organisation", "edition__campaign")


@admin.register(Edition)
class EditionAdmin(Traced, DeskAdmin):
    list_display = ("campaign", "number", "frozen_at", "frozen_by", "sha256")
    list_filter = ("campaign",)
    search_fields = ("sha256", "=campaign__year")
    fields = ("campaign", "number", "frozen_at", "frozen_by", "sha256")
    joined = ("campaign", "frozen_by")
    inlines = [TransmissionInline]

    def view_on_site(self, obj):
        return f"{reverse('revision_table', args=[obj.campaign.year])}?edition={obj.number}"


@admin.register(Transmission)
class TransmissionAdmin(RevisionAdmin):
    list_display = ("edition", "organisation", "sent_on", "means", "recorded_at")
    list_filter = ("edition__campaign", "organisation")
    search_fields = ("organisation__name", "means")
    list_select_related = ("edition__campaign", "organisation")
    fields = ("edition", "organisation", "sent_on", "means")

    def has_change_permission(self, request, obj=None):
        return False

    def done(self, request, obj, form, change):
        return freezing.record_transmission(**form.cleaned_data, by=request.user)
