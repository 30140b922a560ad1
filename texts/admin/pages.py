"""The texts on HR's desk. Their dates are recorded from `jobs.admin.dates`: the list of jobs follows them."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from ..models import Anomaly, AnomalyQuote, Document, Passage, TextDate
from .desk import DeskAdmin, DeskInline, source_link

admin.site.site_header = "Repères, le bureau des RH"
admin.site.site_title = "Repères"
admin.site.index_title = "Ce que contient le portail"
admin.site.empty_value_display = "–"


class DateInline(DeskInline):
    model = TextDate
    fields = ("value", "source", "recorded_at")
    readonly_fields = ("source", "recorded_at")
    joined = ("passage__document", "recorded_by")

    @admin.display(description="source")
    def source(self, obj):
        return source_link(obj.passage) if obj.passage else f"saisie par {obj.recorded_by}"


@admin.register(Document)
class DocumentAdmin(DeskAdmin):
    list_display = ("short_title", "kind", "reference", "signed_on", "effect_on", "origin")
    list_filter = ("kind", "origin")
    search_fields = ("title", "short_title", "reference", "nor", "idcc", "issuer")
    fields = ("title", "short_title", "slug", "kind", "issuer", "reference", "nor", "idcc", "signatory_names",
              "signed_on", "effect_on", "sha256", "origin")  # fmt: skip
    readonly_fields = ("signatory_names", "signed_on", "effect_on", "origin")
    inlines = [DateInline]

    def get_queryset(self, request):
        return super().get_queryset(request).with_dates().defer("text")

    def view_on_site(self, obj):
        return reverse("document_detail", args=[obj.slug])

    @admin.display(description="signé le", ordering="signed_on")
    def signed_on(self, obj):
        return obj.signed_on

    @admin.display(description="prend effet le", ordering="effect_on")
    def effect_on(self, obj):
        return obj.effect_on

    @admin.display(description="signataires")
    def signatory_names(self, obj):
        return ", ".join(f"{row['organisation']} ({row['college']})" for row in obj.signatories)


@admin.register(Passage)
class PassageAdmin(DeskAdmin):
    list_display = ("place", "document", "kind", "short_text")
    list_display_links = ("place",)
    list_filter = ("document", "kind")
    search_fields = ("text", "label", "=key")
    fields = ("document", "kind", "label", "text", "where", "under", "repairs_made")
    readonly_fields = ("where", "under", "repairs_made")
    joined = ("document", "parent__document")

    @admin.display(description="lignes", ordering="order")
    def place(self, obj):
        return f"{obj.line_start}" if obj.line_start == obj.line_end else f"{obj.line_start} à {obj.line_end}"

    @admin.display(description="texte")
    def short_text(self, obj):
        return str(obj)

    @admin.display(description="dans le texte")
    def where(self, obj):
        return source_link(obj)

    @admin.display(description="sous")
    def under(self, obj):
        return source_link(obj.parent) if obj.parent else None

    @admin.display(description="réparations de la lecture")
    def repairs_made(self, obj):
        made = [f"« {before.strip() or before} » lu « {after} »" for _, _, before, after in obj.repairs]
        return " ; ".join(made) or "aucune"


class QuoteInline(DeskInline):
    model = AnomalyQuote
    fields = ("where", "quote")
    readonly_fields = ("where",)
    joined = ("document",)

    @admin.display(description="lignes")
    def where(self, obj):
        address = reverse("document_detail", args=[obj.document.slug])
        lines = f"{obj.line_start}" if obj.line_start == obj.line_end else f"{obj.line_start} à {obj.line_end}"
        return format_html('<a href="{}#l{}">{}, {}</a>', address, obj.line_start, obj.document.short_title, lines)


@admin.register(Anomaly)
class AnomalyAdmin(DeskAdmin):
    list_display = ("title", "kind", "origin")
    list_filter = ("kind", "quotes__document", "origin")
    search_fields = ("title", "explanation", "handling", "quotes__quote", "mentions__job__title")
    fields = ("title", "kind", "explanation", "handling", "key", "origin")
    readonly_fields = ("origin",)
    inlines = [QuoteInline]
