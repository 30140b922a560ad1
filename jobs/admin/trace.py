"""What people did, to read: the actions write it, and nobody changes it."""

import json

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone

from texts.admin.desk import DeskAdmin
from texts.models import Document
from texts.spreadsheets import CSV, csv_of

from ..models import Job, Trace
from ..printing.traces import changes_told, texts_named

#: deeds that the page of an object shows; the list of traces has them all
MOST_SHOWN = 200
COLUMNS = ("Quand", "Qui", "Acte", "Nature", "Objet", "Nom", "Emploi", "Raison", "Avant", "Après")


class Traced:
    """Shows, under « Historique », what people did to a row: who, when, before, after."""

    object_history_template = "desk/history.html"

    def history_view(self, request, object_id, extra_context=None):
        found = list(self.traces_of(object_id).select_related("by").order_by("-at", "-pk")[:MOST_SHOWN])
        titles = titles_of(found)
        rows = [
            {
                "pk": row.pk,
                "at": row.at,
                "by": row.who,
                "deed": row.get_deed_display(),
                "name": row.name,
                "reason": row.reason,
                "changes": changes_told(row.before, row.after, titles),
            }
            for row in found
        ]
        return super().history_view(request, object_id, {"traces": rows} | (extra_context or {}))

    def traces_of(self, object_id):
        """The traces of a row; of a job, those of its sheets and places too."""
        if not str(object_id).isdecimal():
            return Trace.objects.none()
        if self.model is Job:
            return Trace.objects.filter(job=object_id)
        return Trace.objects.filter(subject=self.model._meta.label_lower, subject_id=object_id)


@admin.register(Trace)
class TraceAdmin(DeskAdmin):
    list_display = ("at", "who", "deed", "name", "reason")
    list_filter = ("deed", "by")
    search_fields = ("name", "reason", "by__username", "holder", "job__fold")
    date_hierarchy = "at"
    fields = ("at", "who", "deed", "name", "job", "reason", "changes")
    readonly_fields = ("at", "who", "changes")
    joined = ("by", "job")
    change_list_template = "desk/trace_list.html"

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        return [path("traces.csv", export, name="jobs_trace_csv"), *super().get_urls()]

    def export(self, request):
        """The traces that the list shows, filtered as it is, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_changelist_instance(request).get_queryset(request)
        response = HttpResponse(csv_of([COLUMNS, *map(exported, found)]), content_type=CSV)
        response["Content-Disposition"] = 'attachment; filename="traces.csv"'
        return response

    @admin.display(description="par", ordering="by__username")
    def who(self, obj):
        return obj.who

    @admin.display(description="avant et après")
    def changes(self, obj):
        rows = changes_told(obj.before, obj.after, titles_of([obj]))
        return render_to_string("desk/trace_changes.html", {"rows": rows})


def titles_of(traces) -> dict[str, str]:
    """The titles of the texts that traces name, by address. One query, none when they name none."""
    slugs = texts_named(*(kept for row in traces for kept in (row.before, row.after)))
    return dict(Document.objects.filter(slug__in=slugs).values_list("slug", "short_title")) if slugs else {}


def exported(row: Trace) -> tuple[str, ...]:
    """A trace as the cells of a row."""

    def kept(words) -> str:
        return "" if words is None else json.dumps(words, ensure_ascii=False)

    job = f"{row.job.title} ({row.job.key})" if row.job else ""
    at = timezone.localtime(row.at).isoformat(timespec="seconds")
    who = (at, row.who, row.get_deed_display())
    return (*who, row.subject, str(row.subject_id), row.name, job, row.reason, kept(row.before), kept(row.after))
