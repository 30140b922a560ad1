"""Jobs and the facts that the texts print about them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from texts.admin.desk import DeskAdmin, DeskInline, WithSource, source_link, source_links
from texts.folding import fold

from ..actions import AlreadyInDraft, Refused, start_revision
from ..enums import SheetState
from ..models import (
    AnomalyMention,
    CommonBase,
    CommonItem,
    Fact,
    Framework,
    GuaranteedPay,
    Job,
    JobCode,
    JobStatus,
    JobTitle,
    Placement,
    Reach,
    Replacement,
    Sheet,
)
from .entered_facts import EnteredFact, ReplacementForm
from .imports import SheetsToEdit
from .trace import Traced

CARRIER = ("document", "passage__document")


class FoldedSearch:
    """Looks for what was typed, and for it without accents or case where rows hold folded text."""

    def get_search_results(self, request, queryset, search_term):
        found, repeats = super().get_search_results(request, queryset, search_term)
        if fold(search_term) == search_term:
            return found, repeats
        folded, repeats = super().get_search_results(request, queryset, fold(search_term))
        return found | folded, repeats


class FactInline(WithSource, DeskInline):
    """A fact carried by a text, on the page of its job."""

    fk_name = "job"
    readonly_fields = ("source", "origin")
    joined = CARRIER


class TitleInline(FactInline):
    model = JobTitle
    fields = ("kind", "branch_names", "source", "origin")
    readonly_fields = (*FactInline.readonly_fields, "branch_names")

    @admin.display(description="branches")
    def branch_names(self, obj):
        return ", ".join(obj.branches)


class CodeInline(FactInline):
    model = JobCode
    fields = ("source", "origin")


class StatusInline(FactInline):
    model = JobStatus
    fields = ("source", "origin")


class PrintedFactInline(FactInline):
    model = Fact
    fields = ("source", "origin")


class ReplacementInline(FactInline):
    model = Replacement
    fields = ("announced", "source", "origin")
    joined = ("job", "successor", *CARRIER)


class PlacementInline(FactInline):
    model = Placement
    fields = ("level_names", "position", "stream", "rating", "basis", "explanation", "source", "origin")
    readonly_fields = (*FactInline.readonly_fields, "level_names")
    joined = ("job", "grid", *CARRIER)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("levels")

    @admin.display(description="niveaux")
    def level_names(self, obj):
        return ", ".join(level.label for level in obj.levels.all())


class PayInline(FactInline):
    model = GuaranteedPay
    fields = ("group", "rmag", "rmag_1", "rmag_2", "source", "origin")
    joined = ("job", *CARRIER)


class SheetInline(DeskInline):
    model = Sheet
    fields = ("state", "document", "adopted_at", "adopted_by", "origin")
    readonly_fields = ("adopted_at", "adopted_by", "origin")
    show_change_link = True
    joined = ("job", "document", "adopted_by")


class MentionInline(DeskInline):
    model = AnomalyMention
    fields = ("anomaly", "origin")
    readonly_fields = ("origin",)
    joined = ("anomaly", "job")


@admin.register(Framework)
class FrameworkAdmin(DeskAdmin):
    list_display = ("name", "short_name", "code", "origin")
    search_fields = ("name", "short_name", "code")
    readonly_fields = ("origin",)


@admin.register(Job)
class JobAdmin(SheetsToEdit, Traced, FoldedSearch, DeskAdmin):
    list_display = ("title", "code", "framework", "kind", "sheet_of", "origin")
    list_filter = ("framework", "kind", "statuses__status", "placements__grid", "origin")
    search_fields = ("fold", "key")
    search_help_text = "Un intitulé, même ancien ou propre à une branche, ou un code ; les accents ne comptent pas."
    fields = ("title", "framework", "code", "key", "kind", "sheet_of", "attachment", "origin")
    readonly_fields = ("attachment", "origin")
    joined = ("framework", "sheet_of")
    inlines = [TitleInline, CodeInline, StatusInline, ReplacementInline, PrintedFactInline, PlacementInline,
               PayInline, SheetInline, MentionInline]  # fmt: skip

    change_form_template = "desk/job_change.html"

    def view_on_site(self, obj):
        return reverse("job_detail", args=[obj.framework.code, obj.key])

    def get_urls(self):
        revise = self.admin_site.admin_view(self.revise)
        return [path("<int:pk>/reviser/", revise, name="jobs_job_revise"), *super().get_urls()]

    def revise(self, request, pk):
        """Open a draft of the job's sheet, or go to the one that is open."""
        if not request.user.has_perm("jobs.draft_sheet"):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        job = get_object_or_404(Job.objects.select_related("sheet_of"), pk=pk)
        try:
            draft = start_revision(job, by=request.user)
        except AlreadyInDraft as refusal:
            messages.info(request, str(refusal))
            draft = job.sheets.get(state=SheetState.DRAFT)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:jobs_job_change", pk)
        return redirect("admin:jobs_sheet_edit" if draft.revision == 0 else "admin:jobs_sheet_steps", draft.pk)

    @admin.display(description="rattachement imprimé")
    def attachment(self, obj):
        return source_links(obj.attachment_passages.select_related("document"))


class JobFactAdmin(FoldedSearch, WithSource, DeskAdmin):
    """Every fact of one kind, whatever the job."""

    readonly_fields = ("source", "origin")
    joined = ("job__framework", *CARRIER)
    list_filter = ("job__framework", "document", "origin")

    @admin.display(description="référentiel", ordering="job__framework")
    def framework(self, obj):
        return obj.job.framework


@admin.register(JobTitle)
class JobTitleAdmin(JobFactAdmin):
    list_display = ("text", "kind", "job", "framework", "document", "origin")
    list_filter = ("kind", *JobFactAdmin.list_filter)
    search_fields = ("text", "job__fold")
    fields = ("text", "kind", "job", "branches", "source", "origin")


@admin.register(JobCode)
class JobCodeAdmin(JobFactAdmin):
    list_display = ("code", "job", "framework", "document", "origin")
    search_fields = ("code", "job__fold")
    fields = ("code", "job", "source", "origin")


@admin.register(Fact)
class FactAdmin(JobFactAdmin):
    list_display = ("value", "kind", "job", "framework", "document", "origin")
    list_filter = ("kind", *JobFactAdmin.list_filter)
    search_fields = ("value", "job__fold")
    fields = ("kind", "value", "job", "source", "origin")


@admin.register(JobStatus)
class JobStatusAdmin(JobFactAdmin):
    list_display = ("job", "status", "framework", "document", "origin")
    list_filter = ("status", *JobFactAdmin.list_filter)
    search_fields = ("job__fold",)
    fields = ("job", "status", "source", "origin")


@admin.register(Replacement)
class ReplacementAdmin(EnteredFact, Traced, JobFactAdmin):
    form = ReplacementForm
    written = ("job", "successor", "announced", "document", "passage")
    autocomplete_fields = ("job", "successor", "passage")
    list_display = ("job", "successor", "announced", "framework", "document", "origin")
    search_fields = ("job__fold", "successor__fold")
    fields = ("job", "successor", "announced", "source", "origin")
    joined = (*JobFactAdmin.joined, "successor")


class CommonItemInline(DeskInline):
    model = CommonItem
    fields = ("text", "where")
    readonly_fields = ("where",)
    joined = ("passage__document",)

    @admin.display(description="source")
    def where(self, obj):
        return source_link(obj.passage)


@admin.register(CommonBase)
class CommonBaseAdmin(WithSource, DeskAdmin):
    list_display = ("heading", "framework", "document", "origin")
    list_filter = ("framework", "origin")
    search_fields = ("heading", "scope", "items__text")
    fields = ("heading", "framework", "source", "scope", "scope_source", "origin")
    readonly_fields = ("source", "scope_source", "origin")
    joined = ("framework", *CARRIER, "scope_passage__document")
    inlines = [CommonItemInline]

    @admin.display(description="source de la portée")
    def scope_source(self, obj):
        return source_link(obj.scope_passage)


@admin.register(Reach)
class ReachAdmin(FoldedSearch, WithSource, DeskAdmin):
    list_display = ("__str__", "framework", "job", "document", "origin")
    list_filter = ("framework", "document", "origin")
    search_fields = ("text", "job__fold")
    fields = ("framework", "job", "text", "source", "origin")
    readonly_fields = ("source", "origin")
    joined = ("framework", "job", *CARRIER)
