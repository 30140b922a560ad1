"""Who speaks for an organisation, at HR's desk: mandates, and the personal links of those who have no account."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from texts.admin.desk import DeskInline

from ..actions import mandates as actions
from ..mandate_links import USUAL_DAYS, token_of
from ..models import Mandate, MandateLink
from ..queries.opinions import takes_part, why_closed
from .revision import RevisionAdmin


def reason_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}))


#: how a mandate stands, by the reason for which it opens nothing
STANDINGS = {
    "": "en cours",
    "termine": "terminé",
    "close": "campagne close",
    "sortie": "l’organisation ne participe plus",
    "a_venir": "à venir",
}


def standing_of(mandate: Mandate) -> str:
    """How a mandate stands today; `takes_part` was annotated on it."""
    found = why_closed(mandate, timezone.localdate(), takes_part=mandate.takes_part)
    return STANDINGS[next((reason for reason, true in found if true), "")]


class LinkInline(DeskInline):
    model = MandateLink
    fields = ("expires_on", "made_at", "made_by", "revoked_at", "revoked_by")
    readonly_fields = ("made_at", "made_by", "revoked_at", "revoked_by")
    show_change_link = True
    joined = ("mandate__campaign", "mandate__organisation", "made_by", "revoked_by")


class MandateForm(forms.ModelForm):
    """Records a mandate, or ends it."""

    ending = reason_field("Terminer ce mandat, pour cette raison")

    class Meta:
        model = Mandate
        fields = ("campaign", "organisation", "holder", "user", "starts_on", "ends_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", timezone.localdate())
        if self.instance.pk is None:
            del self.fields["ending"]


@admin.register(Mandate)
class MandateAdmin(RevisionAdmin):
    form = MandateForm
    list_display = ("holder", "organisation", "campaign", "user", "starts_on", "ends_on", "standing")
    list_filter = ("campaign", "organisation__college", "organisation")
    search_fields = ("holder", "organisation__name", "user__username")
    list_select_related = ("campaign", "organisation", "user")
    change_form_template = "desk/mandate_change.html"
    inlines = [LinkInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(takes_part=takes_part())

    @admin.display(description="aujourd’hui")
    def standing(self, obj):
        return standing_of(obj)

    def get_inlines(self, request, obj):
        return self.inlines if obj and not obj.user_id else []

    def get_fields(self, request, obj=None):
        given = MandateForm.Meta.fields
        if obj is None:
            return given
        return (*given, "standing", "ended_at", "ended_by") if obj.ended_at else (*given, "standing", "ending")

    def get_readonly_fields(self, request, obj=None):
        return (*MandateForm.Meta.fields, "standing", "ended_at", "ended_by") if obj else ()

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.ended_at is None)

    def done(self, request, obj, form, change):
        given = form.cleaned_data
        if change:
            return actions.end_mandate(obj, reason=given["ending"], by=request.user)
        return actions.give_mandate(
            **{name: given[name] for name in MandateForm.Meta.fields}, by=request.user
        )  # fmt: skip


class LinkForm(forms.ModelForm):
    """Makes a personal link, or revokes it."""

    revoking = reason_field("Révoquer ce lien, pour cette raison")

    class Meta:
        model = MandateLink
        fields = ("mandate", "expires_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("expires_on", timezone.localdate() + timedelta(days=USUAL_DAYS))
        if self.instance.pk is None:
            del self.fields["revoking"]
            standing = Mandate.objects.filter(user=None, ended_at=None, campaign__closed_at=None)
            self.fields["mandate"].queryset = standing.select_related("campaign", "organisation")


@admin.register(MandateLink)
class MandateLinkAdmin(RevisionAdmin):
    """A link is shown once, when it is made: who loses it is given another."""

    form = LinkForm
    list_display = ("mandate", "expires_on", "made_at", "made_by", "revoked_at")
    list_filter = ("mandate__campaign", "mandate__organisation")
    search_fields = ("mandate__holder", "mandate__organisation__name")
    list_select_related = ("mandate__campaign", "mandate__organisation", "made_by")

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("mandate", "expires_on")
        told = ("mandate", "expires_on", "made_at", "made_by")
        return (*told, "revoked_at", "revoked_by") if obj.revoked_at else (*told, "revoking")

    def get_readonly_fields(self, request, obj=None):
        return ("mandate", "expires_on", "made_at", "made_by", "revoked_at", "revoked_by") if obj else ()

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.revoked_at is None)

    def done(self, request, obj, form, change):
        given = form.cleaned_data
        if change:
            return actions.revoke_link(obj, reason=given["revoking"], by=request.user)
        made = actions.make_link(given["mandate"], expires_on=given["expires_on"], by=request.user)
        obj.key = made.key
        return made

    def response_add(self, request, obj, post_url_continue=None):
        """The page that shows the link, this once: it is in no message, which a cookie might carry."""
        address = request.build_absolute_uri(reverse("opinions_by_link", args=[token_of(obj.key)]))
        page = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": "Le lien personnel", "link": obj, "address": address,
        }  # fmt: skip
        response = render(request, "desk/link_made.html", page)
        response["Cache-Control"] = "private, no-store"
        return response
