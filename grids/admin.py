"""Grids and levels on HR's desk, to read. People add theirs from `jobs.admin.grids`: the list of jobs follows them."""

from django.contrib import admin

from texts.admin.desk import DeskAdmin, DeskInline, WithSource, source_link

from .models import Grid, Level
from .values import grid_url, level_url


class LevelInline(WithSource, DeskInline):
    model = Level
    fields = ("code", "definition", "source", "origin")
    readonly_fields = ("source", "origin")
    joined = ("document", "passage__document")


@admin.register(Grid)
class GridAdmin(WithSource, DeskAdmin):
    list_display = ("title", "framework_code", "document", "origin")
    list_filter = ("framework_code", "document", "origin")
    search_fields = ("title", "slug", "levels__code", "levels__label")
    fields = ("title", "slug", "framework_code", "source", "not_given", "origin")
    readonly_fields = ("source", "not_given", "origin")
    joined = ("document", "passage__document")
    inlines = [LevelInline]

    def view_on_site(self, obj):
        return grid_url(obj.slug)

    @admin.display(description="ce que le texte ne donne pas")
    def not_given(self, obj):
        return " ".join(obj.notes)


@admin.register(Level)
class LevelAdmin(WithSource, DeskAdmin):
    list_display = ("label", "code", "grid", "document", "origin")
    list_filter = ("grid", "origin")
    search_fields = ("code", "label", "definition", "grid__title")
    fields = ("grid", "code", "label", "definition", "source", "origin")
    readonly_fields = ("source", "origin")
    joined = ("grid__document", "document", "passage__document")

    def view_on_site(self, obj):
        return level_url(obj.grid.slug, obj.code)

    @admin.display(description="source")
    def source(self, obj):
        return source_link(obj.passage, obj.document or obj.grid.document)
