"""Grids and levels on HR's desk."""

from django.contrib import admin

from texts.admin.desk import DeskAdmin, DeskInline, WithSource

from .models import Grid, Level


class LevelInline(WithSource, DeskInline):
    model = Level
    fields = ("code", "rank", "definition", "source", "origin")
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

    @admin.display(description="ce que le texte ne donne pas")
    def not_given(self, obj):
        return " ".join(obj.notes)


@admin.register(Level)
class LevelAdmin(WithSource, DeskAdmin):
    list_display = ("label", "code", "grid", "rank", "origin")
    list_filter = ("grid", "origin")
    search_fields = ("code", "label", "definition", "grid__title")
    fields = ("grid", "code", "label", "rank", "definition", "source", "origin")
    readonly_fields = ("source", "origin")
    joined = ("grid", "document", "passage__document")
