"""Where jobs stand and what they are paid."""

from django.contrib import admin

from texts.admin.desk import source_links

from ..models import GuaranteedPay, Placement
from .catalogue import JobFactAdmin
from .entered_facts import EnteredFact, PayForm, PlacementForm
from .places import PlacesScreen
from .trace import Traced


@admin.register(Placement)
class PlacementAdmin(PlacesScreen, EnteredFact, Traced, JobFactAdmin):
    form = PlacementForm
    written = ("job", "grid", "levels", "position", "stream", "rating", "document", "passage")
    list_display = ("job", "grid", "level_names", "stream", "rating", "basis", "origin")
    list_filter = ("grid", "basis", *JobFactAdmin.list_filter)
    search_fields = ("job__fold", "stream", "explanation", "=levels__code")
    fields = ("job", "grid", "level_names", "position", "stream", "rating", "basis", "explanation", "source",
              "other_sources", "origin")  # fmt: skip
    readonly_fields = ("level_names", "source", "other_sources", "origin")
    joined = (*JobFactAdmin.joined, "grid")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("levels")

    @admin.display(description="niveaux")
    def level_names(self, obj):
        return ", ".join(level.code for level in obj.levels.all())

    @admin.display(description="autres passages")
    def other_sources(self, obj):
        return source_links(obj.passages.select_related("document"))


@admin.register(GuaranteedPay)
class GuaranteedPayAdmin(EnteredFact, Traced, JobFactAdmin):
    form = PayForm
    written = ("job", "group", "rmag", "rmag_1", "rmag_2", "document", "passage")
    list_display = ("job", "group", "rmag", "rmag_1", "rmag_2", "document", "origin")
    search_fields = ("job__fold", "=group")
    fields = ("job", "group", "rmag", "rmag_1", "rmag_2", "source", "origin")
