"""What HR decides of the oddities of the texts: added with its source, never rewritten, the last one counts."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from texts.admin.desk import DeskAdmin
from texts.enums import Origin
from texts.models import AnomalyDecision, Document

from ..actions.entered_facts import FactRefused, record_decision, refuse_carrier


class DecisionForm(forms.ModelForm):
    class Meta:
        model = AnomalyDecision
        fields = ("anomaly", "wording", "document")
        help_texts = {
            "wording": "Montrée sur la page publique des anomalies, avec le texte qui la porte. La dernière compte.",
            "document": "Un texte enregistré ici, ou une décision de l’établissement.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "document" in self.fields:
            held = Document.objects.filter(origin=Origin.ENTERED).defer("text").order_by("-order")
            self.fields["document"].queryset = held

    def clean_document(self):
        try:
            refuse_carrier(self.cleaned_data["document"])
        except FactRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return self.cleaned_data["document"]


@admin.register(AnomalyDecision)
class AnomalyDecisionAdmin(DeskAdmin):
    form = DecisionForm
    list_display = ("anomaly", "wording", "document", "recorded_by", "recorded_at")
    list_filter = ("document", "recorded_by")
    search_fields = ("anomaly__title", "wording")
    autocomplete_fields = ("anomaly",)
    joined = ("anomaly", "document", "recorded_by")

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request, obj=None):
        written = self.form.Meta.fields
        return (*written, "recorded_by", "recorded_at") if obj else written

    def get_readonly_fields(self, request, obj=None):
        return ("recorded_by", "recorded_at") if obj else ()

    def save_model(self, request, obj, form, change):
        record_decision(obj, by=request.user)

    def log_addition(self, request, obj, message):
        """The trace says it."""
