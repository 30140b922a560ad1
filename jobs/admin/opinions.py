"""What organisations say, at HR's desk: opinions to read, remarks and requests to answer."""

from django import forms
from django.contrib import admin

from texts.admin.desk import DeskAdmin, DeskInline

from ..actions import opinions as actions
from ..enums import RequestOutcome
from ..models import Mandate, Opinion, Remark, Reply, RequestAnswer, RevisionRequest
from ..queries.opinions import takes_part
from .mandates import standing_of
from .revision import RevisionAdmin
from .speaking import SpeakingPages
from .trace import Traced


class RemarkInline(DeskInline):
    model = Remark
    fields = ("quote", "text")
    show_change_link = True
    joined = ("opinion__organisation",)


@admin.register(Opinion)
class OpinionAdmin(SpeakingPages, Traced, DeskAdmin):
    list_display = ("entry", "organisation", "position", "number", "given_at", "mandate")
    list_filter = ("entry__campaign", "position", "organisation__college", "organisation")
    search_fields = ("entry__job__title", "organisation__name")
    fields = (
        "entry", "organisation", "position", "number", "mandate", "mandate_today", "given_at", "given_by",
        "wording_hash",
    )  # fmt: skip
    readonly_fields = ("given_at", "given_by", "mandate_today")
    joined = (
        "entry__campaign", "entry__job__framework", "organisation", "mandate__campaign", "mandate__organisation",
        "given_by",
    )  # fmt: skip
    inlines = [RemarkInline]

    @admin.display(description="ce mandat aujourd’hui")
    def mandate_today(self, obj):
        return standing_of(
            Mandate.objects.annotate(takes_part=takes_part()).select_related("campaign").get(pk=obj.mandate_id)
        )


class ReplyInline(DeskInline):
    model = Reply
    fields = ("text", "given_at", "given_by")
    readonly_fields = ("given_at", "given_by")
    joined = ("given_by",)


class ReplyForm(forms.ModelForm):
    """Answers a remark."""

    answer = forms.CharField(label="Réponse", widget=forms.Textarea(attrs={"rows": 4}))

    class Meta:
        model = Remark
        fields = ()


class Answered(admin.SimpleListFilter):
    """What waits for an answer, and what has one. `path` leads to the answers."""

    title, parameter_name, path = "réponse", "reponse", "replies"

    def lookups(self, request, model_admin):
        return [("non", "à répondre"), ("oui", "répondues")]

    def queryset(self, request, queryset):
        found = {"oui": False, "non": True}.get(self.value())
        return queryset if found is None else queryset.filter(**{f"{self.path}__isnull": found}).distinct()


@admin.register(Remark)
class RemarkAdmin(RevisionAdmin):
    form = ReplyForm
    list_display = ("job", "organisation", "quote", "text", "answered")
    list_filter = (Answered, "opinion__entry__campaign", "opinion__organisation")
    search_fields = ("text", "quote", "opinion__organisation__name", "opinion__entry__job__title")
    list_select_related = ("opinion__entry__job__framework", "opinion__organisation")
    fields = ("job", "organisation", "quote", "text", "answer")
    readonly_fields = ("job", "organisation", "quote", "text")
    inlines = [ReplyInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("replies")

    def has_add_permission(self, request):
        return False

    @admin.display(description="emploi")
    def job(self, obj):
        return obj.opinion.entry.job

    @admin.display(description="organisation")
    def organisation(self, obj):
        return obj.opinion.organisation

    @admin.display(description="répondue", boolean=True)
    def answered(self, obj):
        return bool(obj.replies.all())

    def done(self, request, obj, form, change):
        actions.reply(obj, text=form.cleaned_data["answer"], by=request.user)
        return obj


class AnswerInline(DeskInline):
    model = RequestAnswer
    fields = ("outcome", "reason", "given_at", "given_by")
    readonly_fields = ("given_at", "given_by")
    joined = ("given_by",)


class AnswerForm(forms.ModelForm):
    """Accepts a request, or declines it."""

    outcome = forms.ChoiceField(label="Suite", choices=RequestOutcome.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Réponse", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Publiée avec la demande. Obligatoire pour un refus.",
    )  # fmt: skip

    class Meta:
        model = RevisionRequest
        fields = ()


class RequestAnswered(Answered):
    path = "answer"


@admin.register(RevisionRequest)
class RevisionRequestAdmin(RevisionAdmin):
    form = AnswerForm
    list_display = ("job", "organisation", "campaign", "reason", "filed_at", "answer")
    list_filter = (RequestAnswered, "campaign", "mandate__organisation")
    search_fields = ("job__title", "reason", "mandate__organisation__name")
    list_select_related = ("job__framework", "campaign", "mandate__organisation", "answer")
    readonly_fields = ("job", "organisation", "campaign", "reason", "filed_at", "mandate")
    inlines = [AnswerInline]

    def get_fields(self, request, obj=None):
        answered = obj is not None and hasattr(obj, "answer")
        return self.readonly_fields if answered else (*self.readonly_fields, "outcome", "why")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and hasattr(obj, "answer"))

    @admin.display(description="organisation")
    def organisation(self, obj):
        return obj.mandate.organisation

    @admin.display(description="suite")
    def answer(self, obj):
        return obj.answer if hasattr(obj, "answer") else None

    def done(self, request, obj, form, change):
        given = form.cleaned_data
        actions.answer_request(obj, outcome=given["outcome"], reason=given["why"], by=request.user)
        return obj
