"""The grids and levels that HR adds beside those of the texts, each by a text of its own."""

from django import forms
from django.contrib import admin
from django.urls import reverse

from grids.admin import GridAdmin, LevelAdmin
from grids.models import Grid, Level

from ..actions.grids import (
    GROUP,
    LEVEL,
    just_before,
    record_grid,
    record_level,
    refuse_grid,
    refuse_level,
    remove_grid,
    remove_level,
)
from ..models import Framework
from .entered_facts import EnteredFact, FactForm
from .trace import Traced

FIRST = "premier"
CODE_HELP = (
    "Comme la grille l’imprime : « C », « 4A ». Lettres sans accent et chiffres ; l’adresse de sa page en vient."
)


class LevelForm(FactForm):
    """A level and the one that it follows."""

    after = forms.ChoiceField(label="Placé après", help_text="Les niveaux sont rangés du plus bas au plus haut.")

    class Meta:
        model = Level
        fields = ("grid", "code", "definition", "document", "passage")
        help_texts = {
            "code": CODE_HELP,
            "definition": "Les mots du texte ou de la décision. Vide : la page dit que le texte ne le définit pas.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "after" not in self.fields:
            return
        rows = Level.objects.select_related("grid").exclude(pk=self.instance.pk)
        self.known = {str(row.pk): row for row in rows.order_by("grid__order", "rank", "between")}
        named = [(pk, f"{row.grid} : {row.label}") for pk, row in self.known.items()]
        self.fields["after"].choices = [("", "Choisissez"), (FIRST, "En premier, avant tous les autres"), *named]
        if self.instance.pk:
            before = just_before(self.instance)
            self.initial["after"] = str(before.pk) if before else FIRST

    @property
    def follows(self) -> Level | None:
        """The level chosen, none for the first place."""
        return self.known.get(self.cleaned_data["after"])

    def refuse(self):
        refuse_level(self.instance, after=self.follows)


def read_levels(text: str) -> list[tuple[str, str]]:
    """One level a line: its name, then, after « | », its definition."""
    pairs = (line.partition("|") for line in text.splitlines() if line.strip())
    return [(" ".join(code.split()), words.strip()) for code, _, words in pairs]


class GridForm(FactForm):
    """A grid; a new one with its levels."""

    framework_code = forms.ChoiceField(label="Référentiel")
    word = forms.ChoiceField(label="Elle a des", choices=[(LEVEL, "niveaux"), (GROUP, "groupes")])
    levels = forms.CharField(
        label="Ses niveaux", widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Un par ligne, du plus bas au plus haut : « A », ou « A | ce que le texte en dit ».",
    )  # fmt: skip
    notes = forms.CharField(
        label="Ce que le texte ne donne pas", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase par ligne, montrée en tête de la grille.",
    )  # fmt: skip

    class Meta:
        model = Grid
        fields = ("title", "framework_code", "document", "passage", "notes")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "framework_code" in self.fields:
            self.fields["framework_code"].choices = Framework.objects.order_by("order").values_list("code", "name")
        if "notes" in self.fields:
            self.initial["notes"] = "\n".join(self.instance.notes)

    def clean_notes(self):
        return [line.strip() for line in self.cleaned_data["notes"].splitlines() if line.strip()]

    def clean_levels(self):
        return read_levels(self.cleaned_data["levels"])

    def wanted(self) -> dict:
        """What the action takes besides the grid."""
        return {name: self.cleaned_data[name] for name in ("word", "levels") if name in self.cleaned_data}

    def refuse(self):
        refuse_grid(self.instance, **self.wanted())


for model in (Grid, Level):
    admin.site.unregister(model)


@admin.register(Level)
class EnteredLevelAdmin(EnteredFact, Traced, LevelAdmin):
    form = LevelForm
    written = ("grid", "code", "after", "definition", "document", "passage")
    autocomplete_fields = ("passage",)

    def save_model(self, request, obj, form, change):
        record_level(obj, after=form.follows, by=request.user)

    def delete_model(self, request, obj):
        remove_level(obj, by=request.user)


@admin.register(Grid)
class EnteredGridAdmin(EnteredFact, Traced, GridAdmin):
    form = GridForm
    change_form_template = "desk/grid_change.html"
    written = ("title", "document", "passage", "notes")
    autocomplete_fields = ("passage",)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("title", "framework_code", "word", "levels", "document", "passage", "notes")
        return super().get_fields(request, obj)

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def save_model(self, request, obj, form, change):
        record_grid(obj, **form.wanted(), by=request.user)

    def delete_model(self, request, obj):
        remove_grid(obj, by=request.user)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["add_level"] = f"{reverse('admin:grids_level_add')}?grid={obj.pk}" if obj else ""
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
