"""What visitors write, and its validation."""

from django import forms

from .description import LONGEST, Pasted, read_pasted

#: bytes of a request that carries a description: its characters, each written as several, and the other fields
LONGEST_REQUEST = 3 * LONGEST + 10_000
TOO_LONG = "La description est limitée à 20 000 octets, environ huit pages : gardez les activités et les connaissances."


class PastedForm(forms.Form):
    """A fiche de poste, pasted. `groups` are the groups that the texts name: (code, label, rank)."""

    use_required_attribute = False

    intitule = forms.CharField(label="Intitulé du poste ou de l’emploi supprimé", required=False, max_length=200)
    activites = forms.CharField(
        label="Activités",
        required=False,
        help_text="Une par ligne. Une fiche entière convient aussi : ses titres « Activités » et « Connaissances » "
        "sont reconnus.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    connaissances = forms.CharField(
        label="Connaissances", required=False, help_text="Une par ligne.", widget=forms.Textarea(attrs={"rows": 6})
    )
    groupe = forms.ChoiceField(
        label="Groupe de rémunération de la personne",
        required=False,
        help_text="Seuls figurent les groupes que les textes nomment.",
        error_messages={"invalid_choice": "Ce groupe n’est pas dans la grille : choisissez-en un dans la liste."},
    )

    def __init__(self, data=None, *, groups, initial=None):
        super().__init__(data, initial=initial, auto_id="poste-%s")
        self.groups = groups
        self.pasted: Pasted | None = None
        choices = [("", "Je ne sais pas, ou il n’est pas dans la liste"), *((code, label) for code, label, _ in groups)]
        self.fields["groupe"].choices = choices

    def clean(self):
        """Reads the description; refuses one that is too long, or in which there is nothing to compare."""
        found = super().clean()
        texts = [found.get(name) or "" for name in ("intitule", "activites", "connaissances")]
        if sum(len(text.encode("utf-8", "replace")) for text in texts) > LONGEST:
            raise forms.ValidationError(TOO_LONG)
        title, activities, knowledge = texts
        self.pasted = read_pasted(title=title, activities=activities, knowledge=knowledge)
        if self.pasted.empty and not self.errors:
            raise forms.ValidationError("Il n’y a rien à comparer : collez au moins une activité ou une connaissance.")
        return found

    @property
    def group(self) -> tuple[str, str, int] | None:
        """The person's group as stated: (code, label, rank), None when it is not."""
        stated = self.cleaned_data.get("groupe", "")
        return next((group for group in self.groups if group[0] == stated), None)


class ProposalForm(PastedForm):
    """A description, the job that a proposal retains among the candidates, and the reason given for it."""

    emploi = forms.SlugField(
        label="Emploi retenu",
        max_length=120,
        error_messages={
            "required": "Choisissez l’emploi à proposer.",
            "invalid": "Cet emploi n’est pas dans la liste.",
        },
    )
    motif = forms.CharField(
        label="Motif",
        required=False,
        max_length=2_000,
        help_text="Demandé quand le groupe de l’emploi est au-dessus de celui de la personne.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def judge(self, *, chosen, above: bool) -> None:
        """Refuses a job that is not among the candidates, and one above the person's group without a reason."""
        if chosen is None:
            self.add_error("emploi", "Cet emploi n’est pas parmi ceux que l’analyse retient : choisissez-en un autre.")
        elif above and not self.cleaned_data.get("motif"):
            self.add_error(
                "motif",
                "Cet emploi est au-dessus du groupe de la personne : dites en quoi l’analyse comparative le justifie.",
            )
