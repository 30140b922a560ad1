"""What is asked for at each step of a draft."""

from django import forms

from texts.enums import Origin
from texts.models import Document

PAST = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class StepForm(forms.Form):
    """A step of a draft as it was read: at which save number."""

    required_css_class = "required"
    error_css_class = "errors"

    enregistrement = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReasonForm(StepForm):
    """A step that says why."""

    raison = forms.CharField(label="Pourquoi", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class AdoptForm(StepForm):
    """The text that carries the version: one that the portal holds, or a decision of HR's own."""

    texte = forms.ModelChoiceField(
        Document.objects.none(), label="Texte porteur", required=False, empty_label="Une décision de l’établissement",
        help_text="Un texte enregistré sur le portail, sinon la décision ci-dessous. Tant que sa date d’effet n’est "
        "pas connue, la version compte du jour de sa signature et l’adoption peut s’annuler.",
    )  # fmt: skip
    decision = forms.CharField(label="Titre de la décision", required=False, max_length=300)
    prise_le = forms.DateField(label="Décision prise le", required=False, widget=PAST)
    effet_le = forms.DateField(
        label="Prend effet le", required=False, widget=PAST,
        help_text="Vide : elle compte du jour où elle est prise.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = Document.objects.filter(origin=Origin.ENTERED).defer("text").order_by("-order")
        self.fields["texte"].queryset = held

    def clean(self):
        values = super().clean()
        if not values.get("texte"):
            for name, sentence in (("decision", "Donnez le titre de la décision."), ("prise_le", "Donnez sa date.")):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return values
