"""What HR adds to the facts of the jobs, beside those of the texts: each with its source, none that contradicts."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from grids.models import Level
from texts.enums import Origin
from texts.models import Document

from ..actions.entered_facts import FactRefused, record_fact, refuse_fact, remove_fact
from ..models import GuaranteedPay, Placement, Replacement


class FactForm(forms.ModelForm):
    """A fact and the text of HR's own that carries it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "document" in self.fields:
            held = Document.objects.filter(origin=Origin.ENTERED).defer("text").order_by("-order")
            self.fields["document"].queryset = held
            self.fields["document"].help_text = "Un texte enregistré ici, ou une décision de l’établissement."
        if "passage" in self.fields:
            self.fields["passage"].help_text = "Facultatif : la phrase du texte qui le dit."

    def _post_clean(self):
        super()._post_clean()
        if self.errors or "document" not in self.fields:
            return
        try:
            self.refuse()
        except FactRefused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, ValidationError(str(refusal)))

    def refuse(self) -> None:
        """`FactRefused` when what is typed cannot be recorded."""
        refuse_fact(self.instance, levels=list(self.cleaned_data.get("levels", ())))


class LevelsField(forms.ModelMultipleChoiceField):
    """Levels by the name of their grid, in its order."""

    def label_from_instance(self, obj):
        return f"{obj.grid} : {obj.label}"


class PlacementForm(FactForm):
    levels = LevelsField(
        Level.objects.select_related("grid").order_by("grid__order", "rank", "between"),
        label="Niveaux",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text="Un ou plusieurs, de la grille ci-dessus.",
    )

    class Meta:
        model = Placement
        fields = ("job", "grid", "levels", "position", "stream", "rating", "document", "passage")


class PayForm(FactForm):
    class Meta:
        model = GuaranteedPay
        fields = ("job", "group", "rmag", "rmag_1", "rmag_2", "document", "passage")
        help_texts = {
            "group": "Comme dans la grille : « F ».",
            "rmag": "En euros par an, à l’entrée dans l’emploi.",
            "rmag_1": "En euros par an, au premier palier.",
            "rmag_2": "En euros par an, au second palier.",
        }


class ReplacementForm(FactForm):
    class Meta:
        model = Replacement
        fields = ("job", "successor", "announced", "document", "passage")
        help_texts = {"announced": "L’année, quand le texte ne donne pas de jour. Vide : le remplacement est fait."}


class EnteredFact:
    """Adds to a list of facts those that people enter: a row of the texts is read, a row of a person is theirs."""

    written: tuple[str, ...] = ()
    autocomplete_fields: tuple[str, ...] = ("job", "passage")

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request, obj=None):
        return self.is_theirs(obj) and admin.ModelAdmin.has_change_permission(self, request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.is_theirs(obj) and admin.ModelAdmin.has_delete_permission(self, request, obj)

    def is_theirs(self, obj) -> bool:
        """Whether a person holds the row, and not the fixtures."""
        return obj is None or obj.origin == Origin.ENTERED

    def writes(self, request, obj) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def get_fields(self, request, obj=None):
        return self.written if self.writes(request, obj) else super().get_fields(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return () if self.writes(request, obj) else super().get_readonly_fields(request, obj)

    def get_actions(self, request):
        """No removal by the lot: the lot may hold rows of the texts."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_model(self, request, obj, form, change):
        record_fact(obj, levels=list(form.cleaned_data.get("levels", ())), by=request.user)

    def save_related(self, request, form, formsets, change):
        """The action wrote the levels too."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refusal that only the writing shows is told, and nothing is written."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except FactRefused as refusal:
            return self.told(request, refusal)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except FactRefused as refusal:
            return self.told(request, refusal)

    def told(self, request, refusal):
        self.message_user(request, f"Rien n’est enregistré\u202f: {refusal}", messages.ERROR)
        return self.response_post_save_change(request, None)

    def delete_model(self, request, obj):
        remove_fact(obj, by=request.user)

    def log_addition(self, request, obj, message):
        """The trace says it."""

    def log_change(self, request, obj, message):
        """The trace says it."""

    def log_deletions(self, request, queryset):
        """The trace says it."""
