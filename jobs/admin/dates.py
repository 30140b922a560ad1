"""Recording when a text takes effect: the one thing that the desk writes so far."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from texts.admin.desk import DeskAdmin, source_link
from texts.models import TextDate

from ..actions import DateRefused, record_date, refuse_date


class TextDateForm(forms.ModelForm):
    class Meta:
        model = TextDate
        fields = ("document", "kind", "value", "passage")
        help_texts = {
            "value": "La dernière date enregistrée compte. Laissez vide pour dire que la date n’est plus connue.",
            "passage": "Facultatif : la phrase du texte qui donne cette date.",
        }

    def clean(self):
        values = super().clean()
        if not self.errors:
            try:
                refuse_date(TextDate(**values))
            except DateRefused as refusal:
                raise ValidationError({refusal.field: str(refusal)}) from refusal
        return values


@admin.register(TextDate)
class TextDateAdmin(DeskAdmin):
    """Dates are added, never rewritten: the last one recorded counts."""

    form = TextDateForm
    list_display = ("document", "kind", "value", "recorded_at", "recorded_by")
    list_filter = ("kind", "document")
    search_fields = ("document__short_title", "document__title")
    autocomplete_fields = ("document", "passage")
    joined = ("document", "passage__document", "recorded_by")

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request, obj=None):
        return ("document", "kind", "value", "source", "recorded_by", "recorded_at") if obj else self.form.Meta.fields

    def get_readonly_fields(self, request, obj=None):
        return ("source", "recorded_by", "recorded_at") if obj else ()

    @admin.display(description="source")
    def source(self, obj):
        return source_link(obj.passage) if obj.passage else f"saisie par {obj.recorded_by}"

    def save_model(self, request, obj, form, change):
        record_date(obj, by=request.user)
