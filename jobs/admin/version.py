"""Sheets, their wording and our errata. What is adopted is read here, and changed by a new sheet only."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from texts.admin.desk import DeskAdmin, DeskInline, WithSource, source_link
from texts.effect import french_date

from ..enums import SheetState
from ..models import Erratum, Item, Section, Sheet
from .catalogue import FoldedSearch
from .draft_pages import DraftPages
from .draft_writing import DraftWriting
from .imports import SheetsToEdit
from .trace import Traced


class SectionInline(DeskInline):
    model = Section
    fields = ("kind", "level", "branch_names", "group", "heading_source", "wording")
    readonly_fields = ("branch_names", "heading_source", "wording")
    joined = ("heading_passage__document",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("items__passage__document")

    @admin.display(description="branches")
    def branch_names(self, obj):
        return ", ".join(obj.branches)

    @admin.display(description="source du titre")
    def heading_source(self, obj):
        return source_link(obj.heading_passage) if obj.heading_passage else "titre non imprimé"

    @admin.display(description="éléments")
    def wording(self, obj):
        rows = ((item.code, item.text, source_link(item.passage)) for item in obj.items.all())
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}<br><small>{}</small></li>", rows))


class ErratumInline(DeskInline):
    model = Erratum
    fields = ("reason", "made_at")
    readonly_fields = ("made_at",)
    joined = ("sheet__job",)
    show_change_link = True


@admin.register(Sheet)
class SheetAdmin(SheetsToEdit, DraftWriting, DraftPages, Traced, FoldedSearch, WithSource, DeskAdmin):
    change_form_template = "desk/sheet_change.html"
    list_display = ("job", "number", "framework", "state", "stage_shown", "document", "adoption", "origin")
    list_filter = ("state", "stage", "job__framework", "document", "origin")
    search_fields = ("job__fold", "document__short_title")
    fields = ("job", "number", "state", "source", "adoption", "origin")
    readonly_fields = ("source", "adoption", "origin")
    joined = ("job__framework", "document", "passage__document", "adopted_by")
    inlines = [SectionInline, ErratumInline]

    def view_on_site(self, obj):
        return reverse("job_detail", args=[obj.job.framework.code, obj.job.key])

    @admin.display(description="étape", ordering="stage")
    def stage_shown(self, obj):
        return obj.get_stage_display() if obj.state == SheetState.DRAFT else None

    @admin.display(description="adoption", ordering="adopted_at")
    def adoption(self, obj):
        if obj.adopted_at:
            return f"{french_date(timezone.localdate(obj.adopted_at))}, par {obj.adopted_by}"
        return "par le texte qui la porte" if obj.state == SheetState.ADOPTED else "en préparation"

    @admin.display(description="référentiel", ordering="job__framework")
    def framework(self, obj):
        return obj.job.framework


@admin.register(Item)
class ItemAdmin(FoldedSearch, DeskAdmin):
    """Finds a line of any sheet by its words."""

    list_display = ("__str__", "job", "section", "code")
    list_filter = ("section__sheet__job__framework", "section__kind", "section__sheet__state")
    search_fields = ("fold", "code")
    search_help_text = "Les mots d’une ligne de fiche ; les accents ne comptent pas."
    fields = ("text", "code", "job", "section", "parent", "where", "lineage")
    readonly_fields = ("job", "where")
    joined = ("section__sheet__job", "passage__document", "parent")

    @admin.display(description="emploi", ordering="section__sheet__job__title")
    def job(self, obj):
        return obj.section.sheet.job

    @admin.display(description="source")
    def where(self, obj):
        return source_link(obj.passage)


@admin.register(Erratum)
class ErratumAdmin(FoldedSearch, DeskAdmin):
    list_display = ("sheet", "made_at", "reason")
    search_fields = ("sheet__job__fold", "reason")
    fields = ("sheet", "reason", "made_at", "words_before", "words_after")
    readonly_fields = ("made_at", "words_before", "words_after")
    joined = ("sheet__job",)

    @admin.display(description="avant")
    def words_before(self, obj):
        return words(obj.before)

    @admin.display(description="après")
    def words_after(self, obj):
        return words(obj.after)


def words(sections: list[dict]):
    """The published words of a sheet, section by section."""
    blocks = (
        (
            section["intitule"] or section["type"],
            format_html_join("", "<li>{}</li>", ((item["texte"],) for item in section["elements"])),
        )
        for section in sections
    )
    return format_html_join("", "<p>{}</p><ul>{}</ul>", blocks)
