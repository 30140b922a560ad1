"""Paths and their rules on HR's desk: those of the texts to read, those that people enter to write."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from texts.admin.desk import DeskInline, WithSource
from texts.enums import Origin

from .actions import RuleRefused, record_count, record_rule, refuse_rule, remove_count, remove_rule
from .models import Criterion, Node, Path, PromotionCount, Provision, Step

CITED = ("document", "passage", "words", "article", "reference")
#: the same, for a condition that may run over several passages
CITED_THROUGH = ("document", "passage", "last_passage", *CITED[2:])
CARRIER = ("document", "passage__document")


class RuleForm(forms.ModelForm):
    """A rule whose words must be those of its passage."""

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            refuse_rule(self.instance)
        except RuleRefused as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, ValidationError(str(refusal)))


class ReadInline(WithSource, DeskInline):
    """The rules of the texts on the page of what they govern."""

    readonly_fields = ("source",)
    joined = CARRIER
    verbose_name_plural = "provenant des textes"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(origin=Origin.TEXT)


class WriteInline(admin.StackedInline):
    """The rules that people enter, on the same page."""

    form = RuleForm
    extra = 0
    autocomplete_fields: tuple[str, ...] = ("document", "passage")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(origin=Origin.ENTERED)


class NodesRead(ReadInline):
    model = Node
    fields = ("title", "kind", "job", "level", "position", "echelons", "source")
    joined = ("job", "level", *CARRIER)
    verbose_name_plural = "postes, emplois et grades provenant des textes"


class NodesWritten(WriteInline):
    model = Node
    fields = ("key", "kind", "title", "job", "level", "position", "echelons", "special_echelons", *CITED, "order")
    autocomplete_fields = ("job", "level", "document", "passage")
    verbose_name_plural = "postes, emplois et grades saisis"


class CriteriaRead(ReadInline):
    model = Criterion
    fields = ("title", "kind", "weight", "minimum", "shared_minimum", "echelon", "if_needed", "doubtful",
              "alternative", "source")  # fmt: skip
    verbose_name_plural = "critères provenant des textes"


class CriteriaWritten(WriteInline):
    model = Criterion
    fields = ("key", "kind", "weight", "title", "question", "help", "minimum", "shared_minimum", "most", "echelon",
              "if_needed", "doubtful", "overall", "alternative", *CITED_THROUGH, "anomalies", "order")  # fmt: skip
    autocomplete_fields = ("document", "passage", "last_passage", "anomalies")
    verbose_name_plural = "critères saisis"


class ProvisionsRead(ReadInline):
    model = Provision
    fields = ("title", "kind", "starts_on", "ends_on", "months", "further_months", "source")
    verbose_name_plural = "dispositions provenant des textes"


class ProvisionsWritten(WriteInline):
    model = Provision
    fields = ("kind", "title", "starts_on", "ends_on", "months", "further_months", *CITED, "anomalies", "order")
    autocomplete_fields = ("document", "passage", "anomalies")
    verbose_name_plural = "dispositions saisies"


class OfThePathOnly:
    """Leaves out what is said of one step."""

    def get_queryset(self, request):
        return super().get_queryset(request).filter(step=None)


class PathProvisionsRead(OfThePathOnly, ProvisionsRead):
    pass


class PathProvisionsWritten(OfThePathOnly, ProvisionsWritten):
    pass


class RuleAdmin(WithSource, admin.ModelAdmin):
    """A row of the texts is read-only: the next load would put it back. A row that a person entered is theirs."""

    form = RuleForm
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("document", "passage")
    joined: tuple[str, ...] = CARRIER
    written: tuple[str, ...] = ()

    class Media:
        css = {"all": ["css/desk.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.joined)

    def get_fields(self, request, obj=None):
        return (*self.written, *CITED, "order", "origin") if obj else (*self.written, *CITED, "order")

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return self.get_fields(request, obj) if obj.origin == Origin.TEXT else ("origin",)

    def has_delete_permission(self, request, obj=None):
        return (obj is None or obj.origin == Origin.ENTERED) and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        """No removal by the lot: the lot may hold rows of the texts."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_model(self, request, obj, form, change):
        if obj.origin == Origin.ENTERED:
            record_rule(obj, by=request.user)

    def save_formset(self, request, form, formset, change):
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            remove_rule(row, by=request.user)
        for row in rows:
            if isinstance(row, Provision):
                row.path = row.step.path if row.step else row.path
            record_rule(row, by=request.user)
        formset.save_m2m()

    def delete_model(self, request, obj):
        try:
            remove_rule(obj, by=request.user)
        except RuleRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)


@admin.register(Path)
class PathAdmin(RuleAdmin):
    list_display = ("title", "kind", "framework", "document", "origin")
    list_filter = ("kind", "framework", "origin")
    search_fields = ("title", "slug", "words")
    joined = ("framework", *CARRIER)
    written = ("title", "slug", "kind", "framework", "summary")
    prepopulated_fields = {"slug": ("title",)}
    inlines = [NodesRead, NodesWritten, PathProvisionsRead, PathProvisionsWritten]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def view_on_site(self, obj):
        return reverse("path_detail", args=[obj.slug])


@admin.register(Node)
class NodeAdmin(RuleAdmin):
    list_display = ("title", "kind", "path", "level", "position", "origin")
    list_filter = ("path", "kind", "origin")
    search_fields = ("title", "key", "path__title")
    joined = ("path", "job", "level", *CARRIER)
    written = ("path", "key", "kind", "title", "job", "level", "position", "echelons", "special_echelons")
    autocomplete_fields = ("path", "job", "level", "document", "passage")


@admin.register(Step)
class StepAdmin(RuleAdmin):
    list_display = ("title", "kind", "path", "departure", "arrival", "force", "origin")
    list_filter = ("path", "kind", "force", "origin")
    search_fields = ("title", "key", "path__title", "words")
    joined = ("path", "departure", "arrival", *CARRIER)
    written = ("path", "key", "kind", "title", "situation", "departure", "arrival", "force", "anomalies")
    autocomplete_fields = ("path", "departure", "arrival", "document", "passage", "anomalies")
    inlines = [CriteriaRead, CriteriaWritten, ProvisionsRead, ProvisionsWritten]

    def view_on_site(self, obj):
        return f"{reverse('path_simulation', args=[obj.path.slug])}?etape={obj.key}"


@admin.register(PromotionCount)
class PromotionCountAdmin(admin.ModelAdmin):
    """The yearly count that the CPNE-FP draws up (article 3 of avenant 2023-06), by step."""

    list_display = ("year", "step", "path", "count", "note", "recorded_by", "recorded_at")
    list_filter = ("step__path", "year")
    list_select_related = ("step__path", "recorded_by")
    search_fields = ("step__title", "note")
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("step",)
    actions = None

    def get_fields(self, request, obj=None):
        written = ("step", "year", "count", "note")
        return (*written, "recorded_by", "recorded_at") if obj else written

    def get_readonly_fields(self, request, obj=None):
        return ("recorded_by", "recorded_at") if obj else ()

    @admin.display(description="parcours")
    def path(self, obj):
        return obj.step.path

    def save_model(self, request, obj, form, change):
        record_count(obj, by=request.user)

    def delete_model(self, request, obj):
        remove_count(obj, by=request.user)
