"""What visitors write, and its validation."""

from django import forms

from .description import LONGEST, Pasted, read_pasted
from .enums import Position

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


#: characters of a remark, of the reason of a request, and remarks sent at once
LONGEST_REMARK, MOST_REMARKS = 5_000, 400
#: the field of a remark on a line: this, and the lineage of the line
REMARK = "remarque-"


class OpinionForm(forms.Form):
    """The opinion of an organisation on a proposal: its position, a remark on the whole, remarks on its lines."""

    use_required_attribute = False

    position = forms.ChoiceField(
        label="Avis de votre organisation",
        choices=Position.choices,
        error_messages={
            "required": "Choisissez l’avis de votre organisation.",
            "invalid_choice": "Choisissez l’un des quatre avis.",
        },
    )
    remarque = forms.CharField(label="Remarque sur l’ensemble", required=False, max_length=LONGEST_REMARK)
    lu = forms.CharField(max_length=140, widget=forms.HiddenInput)

    @property
    def typed(self) -> dict[str, str]:
        """What was typed on each line, by its lineage."""
        named = {name.replace("\0", ""): text for name, text in self.data.items()}  # PostgreSQL is asked of no NUL
        return {name.removeprefix(REMARK): text for name, text in named.items() if name.startswith(REMARK)}

    def clean(self):
        """Gathers the remarks by lineage, that on the whole under "", in `remarks`."""
        found = super().clean()
        typed = self.typed
        if len(typed) > MOST_REMARKS:
            raise forms.ValidationError("Trop de remarques ont été envoyées à la fois.")
        remark = forms.CharField(required=False, max_length=LONGEST_REMARK)
        found["remarks"] = {"": found.get("remarque", "")}
        for anchor, text in typed.items():
            try:
                found["remarks"][anchor] = remark.clean(text)
            except forms.ValidationError as error:
                raise forms.ValidationError(f"Remarque sur une ligne\u202f: {' '.join(error.messages)}") from error
        return found


class RequestForm(forms.Form):
    """An organisation asks for the revision of a sheet. `jobs` are those that it may name: id and title."""

    use_required_attribute = False

    emploi = forms.TypedChoiceField(
        label="Fiche",
        coerce=int,
        error_messages={
            "required": "Choisissez la fiche à réviser.",
            "invalid_choice": "Cette fiche est déjà au tableau, ou n’y est pas visée\u202f: choisissez-en une autre.",
        },
    )
    raison = forms.CharField(
        label="Raison",
        max_length=LONGEST_REMARK,
        help_text="Une évolution des activités de l’emploi, une loi ou un règlement… Publiée avec la réponse.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Dites pourquoi cette fiche serait à réviser."},
    )
    campagne = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, jobs, campaign):
        super().__init__(data, initial={"campagne": campaign}, auto_id=f"demande-{campaign}-%s")
        self.fields["emploi"].choices = [("", "Choisir une fiche"), *jobs]
