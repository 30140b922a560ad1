"""Sheets taken away as a workbook to be written in, and given back: what it changes is shown before it is done."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone

from texts.admin.desk import DeskAdmin
from texts.spreadsheets import XLSX

from ..actions import Refused
from ..actions.imports import (
    confirm_import,
    drop_import,
    plan_import,
    read_again,
    read_file,
    run_imports_aside,
)
from ..actions.sheet_tables import editable_sheets
from ..enums import Deed, ImportState, SheetState
from ..models import Import, Job, Sheet, Trace
from ..printing import imports as printing
from ..sheet_workbook import sheets_xlsx
from ..workbooks import LARGEST, MEGABYTE, BadWorkbook
from .trace import Traced

DRAFT = "jobs.draft_sheet"


class FileForm(forms.Form):
    """A workbook given back."""

    required_css_class = "required"
    error_css_class = "errors"

    fichier = forms.FileField(
        label="Classeur",
        widget=forms.ClearableFileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        help_text=f"Au format Excel (.xlsx), {LARGEST // MEGABYTE} Mo au plus, d’après un fichier exporté d’ici.",
    )


class SheetsToEdit:
    """Adds to a list of the admin the file of what it shows, or of the rows that one chose, to be written in."""

    actions = ("export_sheets",)
    change_list_template = "desk/sheet_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_xlsx"
        return [path("fiches.xlsx", self.admin_site.admin_view(self.export_shown), name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        away = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_xlsx")
        return super().changelist_view(request, {"away": away} | (extra_context or {}))

    def export_shown(self, request):
        """The sheets of all the rows that the list shows, filtered as it is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.workbook(self.get_changelist_instance(request).get_queryset(request))

    @admin.action(description="Exporter en XLSX, pour modifier (le brouillon, sinon la dernière version)")
    def export_sheets(self, request, queryset):
        return self.workbook(queryset)

    def workbook(self, queryset):
        """The sheets of the jobs of some rows, as a file."""
        held = queryset.order_by().values("job" if self.model is Sheet else "pk")
        jobs = Job.objects.filter(pk__in=held).select_related("framework", "sheet_of")
        sheets = [sheet for sheet in editable_sheets(jobs.order_by("framework", "order", "key")) if sheet.wording]
        response = HttpResponse(sheets_xlsx(sheets), content_type=XLSX)
        name = f"fiches-{timezone.localdate().isoformat()}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


@admin.register(Import)
class ImportAdmin(Traced, DeskAdmin):
    """The files given back, from the last: each is a page that shows what it changes, and what became of it."""

    list_display = ("name", "state", "given_by", "given_at", "row_count", "outcome")
    list_filter = ("state", "given_by")
    search_fields = ("name", "outcome")
    joined = ("given_by", "confirmed_by")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("rows")

    def has_add_permission(self, request):
        return request.user.has_perm(DRAFT)

    def get_urls(self):
        pages = {
            "confirmer": ("confirm", self.confirm),
            "abandonner": ("drop", self.drop),
            "relire": ("reread", self.reread),
            "avancement": ("progress", self.progress),
        }
        own = [
            path(f"<int:pk>/{place}/", self.admin_site.admin_view(view), name=f"jobs_import_{name}")
            for place, (name, view) in pages.items()
        ]
        return own + super().get_urls()

    # What is read

    def add_view(self, request, form_url="", extra_context=None):
        """Asks for a workbook, and reads it; what it changes is shown on its own page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data["fichier"]
            try:
                kept = read_file(given.file, name=given.name, size=given.size, by=request.user)
            except BadWorkbook as fault:
                form.add_error("fichier", str(fault))
            else:
                return self.onward(kept.pk)
        return render(request, "desk/import_add.html", self.page(request, "Importer des fiches", form=form))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What a file changes, or how far it is."""
        if not self.has_view_permission(request) or request.method != "GET":
            raise PermissionDenied
        kept = get_object_or_404(Import.objects.select_related("given_by", "confirmed_by"), pk=object_id)
        held = {"kept": kept, "stages": printing.stages(kept.state), "writes": request.user.has_perm(DRAFT)}
        if kept.state == ImportState.READ:
            held |= {"plan": printing.plan_page(plan_import(kept))}
        elif kept.state == ImportState.CONFIRMED:
            held |= {"progress": self.told(kept)}
        elif kept.state == ImportState.APPLIED:
            held |= {"drafts": self.drafts(kept)}
        return render(request, "desk/import.html", self.page(request, f"Import de « {kept.name} »", **held))

    def page(self, request, title: str, **more) -> dict:
        return self.admin_site.each_context(request) | {"opts": self.opts, "title": title, "subtitle": None, **more}

    def told(self, kept: Import) -> dict:
        return printing.progress(state=kept.state, done=kept.done, total=kept.total, outcome=kept.outcome)

    def drafts(self, kept: Import) -> list[Sheet]:
        """The drafts that the import wrote and that are still there."""
        said = Trace.objects.of(kept).filter(deed=Deed.FILE_APPLIED).first()
        names = set(said.after["fiches"]) if said else set()
        held = Sheet.objects.filter(state=SheetState.DRAFT).select_related("job__framework").order_by("job")
        return [row for row in held if f"{row.job.framework.code}/{row.job.key}" in names]

    def progress(self, request, pk):
        """How far an import is, for the page that waits."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse(self.told(get_object_or_404(Import.objects.defer("rows"), pk=pk)))

    # What is done

    def act(self, request, pk, do, said):
        """One step of an import, asked for by its button."""
        if not request.user.has_perm(DRAFT):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        kept = get_object_or_404(Import, pk=pk)
        try:
            do(kept)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return self.onward(pk)

    def onward(self, pk):
        return HttpResponseRedirect(reverse("admin:jobs_import_change", args=[pk]))

    def confirm(self, request, pk):
        def do(kept):
            confirm_import(kept, token=request.POST.get("lu", ""), by=request.user)
            transaction.on_commit(run_imports_aside)

        return self.act(request, pk, do, "Import confirmé : les brouillons s’écrivent.")

    def drop(self, request, pk):
        return self.act(request, pk, lambda kept: drop_import(kept, by=request.user), "Import abandonné.")

    def reread(self, request, pk):
        said = "Voici ce que ce fichier change des fiches telles qu’elles sont maintenant."
        return self.act(request, pk, lambda kept: read_again(kept, by=request.user), said)
