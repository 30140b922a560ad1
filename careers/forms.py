"""The simulator's form: the questions of one step, each asked once, in the order of its rules.

Answers come from the address. What cannot be understood is said by the field, and stays as it was typed.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django import forms

from .eligibility import conditions_of
from .enums import CriterionKind, ProvisionKind
from .models import MOST_YEARS
from .situation import Fact, Group, Situation
from .tiers import TIERS
from .values import CriterionValue, StepValue

YES, NO, UNKNOWN, NEEDLESS = "oui", "non", "inconnu", "inutile"
DOES_NOT_KNOW = (UNKNOWN, "Je ne sais pas")
#: days of an interview that can be meant
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
MISSING = "Répondez à cette question, pour avoir une réponse."
#: more interviews, missions or échelons than anybody has
MOST_COUNTED = 20
ASKED = {
    CriterionKind.DURATION: "Combien de temps\u202f?",
    CriterionKind.EVALUATION: "Votre évaluation est-elle favorable\u202f?",
    CriterionKind.INTERVIEWS: "Sur combien d’entretiens annuels s’appuie-t-elle\u202f?",
    CriterionKind.TRAINING: "Votre parcours de formation a-t-il été étudié\u202f?",
    CriterionKind.NEW_MISSIONS: "Ces missions ont-elles été introduites progressivement\u202f?",
    CriterionKind.MISSIONS: "Combien de ces missions exercez-vous et maîtrisez-vous\u202f?",
    CriterionKind.DIPLOMA: "Avez-vous ce diplôme\u202f?",
    CriterionKind.CAPACITY: "Est-ce votre situation\u202f?",
    CriterionKind.GROUP: "De quels groupes s’agit-il\u202f?",
}
#: kinds that nothing in a person's situation answers
NOT_ASKED = {CriterionKind.ORIENTATIONS, CriterionKind.APPRECIATION, CriterionKind.QUOTA}
YES_OR_NO = {CriterionKind.EVALUATION, CriterionKind.NEW_MISSIONS, CriterionKind.DIPLOMA, CriterionKind.CAPACITY}


@dataclass(frozen=True)
class Question:
    """What is asked at once: its words, the names of its fields, and the criterion that asks it, if one does."""

    title: str
    names: tuple[str, ...]
    criterion: CriterionValue | None = None
    help: str = ""
    alternatives: tuple[str, ...] = field(default=())  # names of the fields that may be filled instead


class Number(forms.IntegerField):
    """A whole number from 0 to `most`; `unit` is what is counted, shown beside the field."""

    def __init__(self, unit: str, most: int, least: int = 0):
        super().__init__(
            label=unit,
            required=False,
            min_value=least,
            max_value=most,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
            error_messages={
                "invalid": "Écrivez un nombre entier, en chiffres.",
                "min_value": f"Ce nombre ne peut pas être inférieur à {least}.",
                "max_value": f"Ce nombre paraît trop grand\u202f: {most} au plus.",
            },
        )


class Choice(forms.ChoiceField):
    """One answer among a few, all in view."""

    widget = forms.RadioSelect

    def __init__(self, label: str, choices: list[tuple[str, str]]):
        super().__init__(
            label=label,
            required=False,
            choices=choices,
            error_messages={"invalid_choice": "Choisissez l’une des réponses proposées."},
        )


class List(Choice):
    """One answer among many, in a list that opens."""

    widget = forms.Select


class SimulationForm(forms.Form):
    """The questions of `step`. `groups` are those of its grid: (code, label, rank); `data` is the address's."""

    use_required_attribute = False

    def __init__(self, data=None, *, step: StepValue, groups: list[tuple[str, str, int]]):
        super().__init__(data, auto_id="s-%s")
        self.step, self.groups = step, {code: Group(label, rank) for code, label, rank in groups}
        self.questions: list[Question] = []
        for rows in conditions_of(step.criteria):
            for row in rows:
                others = tuple(name for other in rows if other is not row for name in names_of(other))
                if row.kind not in NOT_ASKED:
                    self.ask(row, others if len(rows) > 1 else ())
        if step.of(ProvisionKind.PROMOTION_DATE):
            self.ask_interview()
        if step.of(ProvisionKind.CARRY_OVER):
            self.ask_tier()

    @property
    def names(self) -> set[str]:
        """The parameters that an address may give."""
        return set(self.fields)

    def ask(self, row: CriterionValue, others: tuple[str, ...]) -> None:
        """One question of the kind of the criterion."""
        names = names_of(row)
        if row.kind in YES_OR_NO or row.kind == CriterionKind.TRAINING:
            self.fields[names[0]] = Choice(row.title, answers(row))
        elif row.kind == CriterionKind.INTERVIEWS:
            self.fields[names[0]] = Number("entretiens", MOST_COUNTED)
        elif row.kind == CriterionKind.MISSIONS:
            self.fields[names[0]] = Number("à temps plein", MOST_COUNTED)
            self.fields[names[1]] = Number("à temps partagé", MOST_COUNTED)
        elif row.kind == CriterionKind.GROUP:
            held = [(code, group.label) for code, group in self.groups.items()]
            choices = [("", "Choisissez"), *held, (UNKNOWN, "Je ne sais pas, ou il n’est pas dans la liste")]
            self.fields[names[0]] = List("votre groupe", choices)
            self.fields[names[1]] = List("groupe de l’emploi proposé", choices)
        else:
            if row.kind == CriterionKind.ECHELON:
                most = self.step.departure.echelons if self.step.departure else None
                self.fields[names[0]] = Number("échelon actuel", most or MOST_COUNTED, least=1)
            self.fields[names[-2]] = Number("ans", MOST_YEARS)
            self.fields[names[-1]] = Number("mois", 11)
        self.questions.append(Question(wording(row), names, row, alternatives=others))

    def ask_interview(self) -> None:
        self.fields["entretien"] = forms.DateField(
            label="jour, mois, année",
            required=False,
            input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"],
            error_messages={"invalid": "Cette date ne se lit pas\u202f: donnez-la comme 31/12/2025."},
        )
        text = "Comme 31/12/2025. Laissez vide si la date n’est pas fixée."
        self.questions.append(
            Question("Quand a lieu votre entretien annuel d’évaluation\u202f?", ("entretien",), help=text)
        )

    def ask_tier(self) -> None:
        choices = [(str(rank), label[:1].upper() + label[1:]) for rank, label in enumerate(TIERS)]
        self.fields["palier"] = Choice("palier", [*choices, DOES_NOT_KNOW])
        self.fields["palier_ans"], self.fields["palier_mois"] = Number("ans", MOST_YEARS), Number("mois", 11)
        title = "Quel palier de rémunération avez-vous atteint (RMAG 1, RMAG 2)\u202f?"
        self.questions.append(Question(title, ("palier",)))
        title = "Depuis combien de temps\u202f?"
        text = (
            "Le texte ne dit pas à quel jour compter. Sans palier atteint, comptez depuis l’entrée dans le groupe"
            "\u202f: c’est notre lecture."
        )
        self.questions.append(Question(title, ("palier_ans", "palier_mois"), help=text))

    def clean_entretien(self):
        """Refuses a day that no interview can have."""
        day = self.cleaned_data.get("entretien")
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(f"Donnez une année de {FIRST_DAY.year} à {LAST_DAY.year}.")
        return day

    def clean(self):
        """Says by its field what is missing, and what contradicts itself."""
        found = super().clean()
        for question in self.questions:
            if any(name in self.errors for name in (*question.names, *question.alternatives)):
                continue
            for name in self.missing(question):
                self.add_error(name, MISSING)
            if question.criterion and question.criterion.kind == CriterionKind.ECHELON:
                self.refuse_early_echelon(question)
        return found

    def missing(self, question: Question) -> tuple[str, ...]:
        """The fields without which the question is not answered. The interview may have no date."""
        names, kind = question.names, question.criterion.kind if question.criterion else ""
        tierless = names[0] == "palier_ans" and self.cleaned_data.get("palier") not in {"0", "1"}
        if names[0] == "entretien" or tierless or self.said(question.alternatives):
            return ()
        if kind == CriterionKind.GROUP:
            return tuple(name for name in names if not self.said((name,)))
        if kind == CriterionKind.ECHELON and not self.early(question):
            names = names[1:]
        return () if self.said(names) else names[:1]

    def said(self, names: tuple[str, ...]) -> bool:
        return any(self.cleaned_data.get(name) not in {None, ""} for name in names)

    def early(self, question: Question) -> bool:
        """Whether the échelon held comes before the one that the criterion asks."""
        held, rung = self.cleaned_data.get(question.names[0]), question.criterion and question.criterion.echelon
        return bool(held and rung and held < rung)

    def refuse_early_echelon(self, question: Question) -> None:
        """Nobody has spent time in an échelon above the one held."""
        if self.early(question) and self.months(question.names[1:]):
            self.add_error(question.names[1], "À l’échelon que vous donnez, ce temps n’a pas encore pu être passé.")

    def months(self, names: tuple[str, ...]) -> int | None:
        """A length in months from its years and its months; None when neither is said."""
        years, months = (self.cleaned_data.get(name) for name in names)
        return None if years is None and months is None else 12 * (years or 0) + (months or 0)

    @property
    def situation(self) -> Situation:
        """What a valid form says."""
        values = self.cleaned_data
        facts = {question.criterion.key: self.fact(question) for question in self.questions if question.criterion}
        tier = values.get("palier") or UNKNOWN
        return Situation(
            facts=facts,
            interview=values.get("entretien"),
            tier=None if tier == UNKNOWN else int(tier),
            tier_months=self.months(("palier_ans", "palier_mois")) if "palier" in self.fields else None,
        )

    def fact(self, question: Question) -> Fact:
        """What is said of one criterion. What is left blank beside an answered alternative is not claimed."""
        row, names, values = question.criterion, question.names, self.cleaned_data
        if row is None or (question.alternatives and not self.said(names)):
            return Fact(claimed=False)
        if row.kind in YES_OR_NO or row.kind == CriterionKind.TRAINING:
            said = values[names[0]]
            return Fact(yes={YES: True, NO: False}.get(said), needed=False if said == NEEDLESS else None)
        if row.kind == CriterionKind.INTERVIEWS:
            return Fact(count=values[names[0]])
        if row.kind == CriterionKind.MISSIONS:
            return Fact(count=values[names[0]] or 0, shared=values[names[1]] or 0)
        if row.kind == CriterionKind.GROUP:
            return Fact(own=self.groups.get(values[names[0]]), aimed=self.groups.get(values[names[1]]))
        if row.kind == CriterionKind.ECHELON:
            months = self.months(names[1:])
            return Fact(months=0 if months is None else months, echelon=values[names[0]])
        return Fact(months=self.months(names))


def names_of(row: CriterionValue) -> tuple[str, ...]:
    """The parameters of a criterion in the address: « experience_ans », « missions_plein »."""
    endings = {
        CriterionKind.DURATION: ("ans", "mois"),
        CriterionKind.ECHELON: ("actuel", "ans", "mois"),
        CriterionKind.MISSIONS: ("plein", "partage"),
        CriterionKind.GROUP: ("actuel", "propose"),
    }
    return tuple(f"{row.key}_{ending}" for ending in endings.get(CriterionKind(row.kind), ())) or (row.key,)


def wording(row: CriterionValue) -> str:
    """The question of a criterion: its own, else that of its kind after its title."""
    if row.kind == CriterionKind.ECHELON:
        return (
            row.question
            or f"Combien de temps avez-vous passé dans le {row.echelon}e échelon, et à quel échelon êtes-vous\u202f?"
        )
    return (
        row.question
        or f"{row.title}\u202f: {ASKED[CriterionKind(row.kind)][:1].lower()}{ASKED[CriterionKind(row.kind)][1:]}"
    )


def answers(row: CriterionValue) -> list[tuple[str, str]]:
    """Yes, no, unknown; and « not needed » where the text asks « si nécessaire »."""
    if row.kind == CriterionKind.TRAINING and row.if_needed:
        return [
            (YES, "Oui"),
            (NEEDLESS, "Non, ce n’est pas nécessaire"),
            (NO, "Non, elle reste à faire"),
            DOES_NOT_KNOW,
        ]
    return [(YES, "Oui"), (NO, "Non"), DOES_NOT_KNOW]
