"""The synonyms of the search, which HR keeps: ours are shown, theirs are theirs to add, change and remove."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from texts.enums import Origin

from ..actions import SynonymRefused, record_synonym, refuse_synonym, remove_synonyms
from ..models import Synonym
from .catalogue import FoldedSearch
from .trace import Traced


class SynonymForm(forms.ModelForm):
    class Meta:
        model = Synonym
        fields = ("term", "jobs", "words")
        help_texts = {
            "jobs": "Les emplois que l’on appelle ainsi : la fiche le dira, comme un mot de Repères et non du texte.",
        }

    def clean(self):
        values = super().clean()
        if not self.errors:
            try:
                refuse_synonym(term=values["term"], jobs=values["jobs"], words=values["words"])
            except SynonymRefused as refusal:
                raise ValidationError({refusal.field: str(refusal)}) from refusal
        return values


@admin.register(Synonym)
class SynonymAdmin(Traced, FoldedSearch, admin.ModelAdmin):
    """A row of the fixtures is read-only: the next load would put it back. A row that a person added is theirs."""

    form = SynonymForm
    list_display = ("term", "job_titles", "words", "holder")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("term", "words", "jobs__fold")
    search_help_text = "Un mot cherché, un mot équivalent ou un intitulé ; les accents ne comptent pas."
    autocomplete_fields = ("jobs",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("jobs")

    def get_fields(self, request, obj=None):
        return ("term", "jobs", "words", "holder") if obj else ("term", "jobs", "words")

    def get_readonly_fields(self, request, obj=None):
        return ("holder",) if obj else ()

    def has_change_permission(self, request, obj=None):
        return self.is_theirs(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.is_theirs(obj) and super().has_delete_permission(request, obj)

    def is_theirs(self, obj) -> bool:
        """Whether a person holds the row, and not the fixtures."""
        return obj is None or obj.origin == Origin.ENTERED

    def get_actions(self, request):
        """No removal by the lot: the lot may hold rows of the fixtures."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_model(self, request, obj, form, change):
        record_synonym(obj, jobs=form.cleaned_data["jobs"], by=request.user)

    def delete_model(self, request, obj):
        remove_synonyms([obj], by=request.user)

    @admin.display(description="origine")
    def holder(self, obj):
        return "fourni avec le portail" if obj.origin == Origin.TEXT else "saisi ici"

    @admin.display(description="emplois")
    def job_titles(self, obj):
        return ", ".join(job.title for job in obj.jobs.all())
