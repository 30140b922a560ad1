"""HR's desk: what every page of the admin shares. It shows and finds; what comes from a text is not changed here."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from ..models import Document, Passage

#: characters of a passage quoted beside a fact
QUOTED = 160


def passage_link(passage: Passage):
    """Where a passage is printed, as a link to that line of the public page, and its words."""
    address = reverse("document_detail", args=[passage.document.slug])
    return format_html(
        '<a href="{}#l{}">{}, ligne {}</a> : « {} »',
        address,
        passage.line_start,
        passage.document.short_title,
        passage.line_start,
        Truncator(passage.text).chars(QUOTED),
    )


def source_link(passage: Passage | None, document: Document | None = None):
    """The source of a fact: its passage, else the text that carries it, else that a person entered it."""
    if passage:
        return passage_link(passage)
    if document:
        return format_html(
            '<a href="{}">{}</a>', reverse("document_detail", args=[document.slug]), document.short_title
        )
    return "Saisi, sans texte"


def source_links(passages):
    """Several passages, one a line."""
    return format_html_join(mark_safe("<br>"), "{}", ((passage_link(passage),) for passage in passages)) or "–"


class ReadOnly:
    """Nobody adds, changes or deletes these rows from the desk."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class WithSource:
    """Shows where a row is printed, under « source »."""

    @admin.display(description="source")
    def source(self, obj):
        return source_link(obj.passage, obj.document)


class DeskAdmin(ReadOnly, admin.ModelAdmin):
    """A list and pages to read. `joined`: what a row needs to be shown, fetched with it."""

    list_per_page = 50
    show_full_result_count = False
    joined: tuple[str, ...] = ()

    class Media:
        css = {"all": ["css/desk.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.joined)


class DeskInline(ReadOnly, admin.StackedInline):
    """Rows of another kind on the page of the one that they describe, to read."""

    extra = 0
    can_delete = False
    joined: tuple[str, ...] = ()

    def has_add_permission(self, request, obj):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.joined)
