"""The simulator's form: the questions of one step, each asked once, in the order of its rules.

Answers come from the address. What cannot be understood is said by the field, and stays as it was typed.
"""

from __future__ import annotations

from django import forms

from texts.effect import french_date

from ..eligibility import conditions_of
from ..enums import CriterionKind, ProvisionKind
from ..questions import (
    DOES_NOT_KNOW,
    NEEDLESS,
    NO,
    NOT_ASKED,
    UNKNOWN,
    YES,
    YES_OR_NO,
    Question,
    answers,
    names_of,
    wording,
)
from ..situation import Fact, Group, Situation, length
from ..tiers import TIERS
from ..values import CriterionValue, ProvisionValue, StepValue
from .fields import MOST_YEARS, Choice, Day, List, Number, Unsure, lengths

MISSING = "Répondez à cette question, ou dites que vous ne savez pas."
BOTH = "Donnez un nombre, ou dites que vous ne savez pas\u202f: pas les deux."
#: to what day years are counted, before a promotion that follows an interview
TO_THE_INTERVIEW = (
    "Comptez jusqu’au jour de votre entretien annuel d’évaluation, ou jusqu’à aujourd’hui s’il n’est pas fixé."
)
#: more interviews or missions than anybody has, where a criterion does not say
MOST_COUNTED = 20
#: questions that may be left blank
OPTIONAL = {"entretien", "distincte", "realisee"}


class SimulationForm(forms.Form):
    """The questions of `step`. `groups` are those of its grid: (code, label, rank); `data` is the address's."""

    use_required_attribute = False

    def __init__(self, data=None, *, step: StepValue, groups: list[tuple[str, str, int]]):
        super().__init__(data, auto_id="s-%s")
        self.step, self.groups = step, {code: Group(label, rank) for code, label, rank in groups}
        self.questions: list[Question] = []
        for rows in conditions_of(row for row in step.criteria if row.kind not in NOT_ASKED):
            for row in rows:
                others = tuple(name for other in rows if other is not row for name in names_of(other))
                self.ask(row, others)
        dated = step.of(ProvisionKind.PROMOTION_DATE)
        if dated:
            self.ask_interview()
        if step.of(ProvisionKind.CARRY_OVER):
            self.ask_tier()
        self.past = next((row for row in step.of(ProvisionKind.TRANSITION) if dated and row.ends_on), None)
        if self.past:
            self.ask_past(self.past)

    @property
    def names(self) -> set[str]:
        """The parameters that an address may give."""
        return set(self.fields)

    def ask(self, row: CriterionValue, others: tuple[str, ...]) -> None:
        """One question of the kind of the criterion."""
        names = names_of(row)
        for name, field in zip(names, self.fields_of(row), strict=True):
            self.fields[name] = field
        help_ = row.help or (TO_THE_INTERVIEW if self.counted_to_interview(row) else "")
        self.questions.append(Question(wording(row), names, row, help=help_, alternatives=others))

    def counted_to_interview(self, row: CriterionValue) -> bool:
        """Whether a length may count on the day of the interview or on that of the promotion."""
        return row.kind == CriterionKind.DURATION and bool(self.step.of(ProvisionKind.PROMOTION_DATE))

    def fields_of(self, row: CriterionValue) -> list[forms.Field]:
        """The fields of a criterion, in the order of its names."""
        if row.kind in YES_OR_NO or row.kind == CriterionKind.TRAINING:
            return [Choice(row.title, answers(row))]
        if row.kind == CriterionKind.INTERVIEWS:
            return [Number("entretiens", row.most or MOST_COUNTED), Unsure()]
        if row.kind == CriterionKind.MISSIONS:
            most = row.most or MOST_COUNTED
            said = f"Le texte n’en décrit que {most}." if row.most else ""
            return [*(Number(f"à temps {kind}", most, too_large=said) for kind in ("plein", "partagé")), Unsure()]
        if row.kind == CriterionKind.GROUP:
            held = [(code, group.label) for code, group in self.groups.items()]
            choices = [("", "Choisissez"), *held, (UNKNOWN, "Je ne sais pas, ou il n’est pas dans la liste")]
            return [List("votre groupe", choices), List("groupe de l’emploi proposé", choices)]
        most = self.step.departure.echelons if self.step.departure else None
        held_now = [Number("échelon actuel", most or MOST_COUNTED, 1)] if row.kind == CriterionKind.ECHELON else []
        return [*held_now, *lengths(), Unsure()]

    def ask_interview(self) -> None:
        self.fields["entretien"] = Day()
        text = "Comme 31/12/2025. Laissez vide si la date n’est pas fixée."
        title = "Quand a lieu votre entretien annuel d’évaluation\u202f?"
        self.questions.append(Question(title, ("entretien",), help=text))

    def ask_tier(self) -> None:
        choices = [(str(rank), label[:1].upper() + label[1:]) for rank, label in enumerate(TIERS)]
        self.fields["palier"] = Choice("palier", [*choices, DOES_NOT_KNOW])
        names = ("palier_ans", "palier_mois", "palier_jours", "palier_inconnu")
        for name, field in zip(names, [*lengths(), Unsure()], strict=True):
            self.fields[name] = field
        title = "Quel palier de rémunération avez-vous atteint (RMAG 1, RMAG 2)\u202f?"
        self.questions.append(Question(title, ("palier",)))
        experience = any(self.counted_to_interview(row) for row in self.step.criteria)
        day = "\u202f: comptez jusqu’au même que pour votre expérience" if experience else ""
        text = (
            f"Le texte ne dit pas à quel jour compter{day}. Sans palier atteint, comptez depuis l’entrée dans le groupe"
            "\u202f: c’est notre lecture."
        )
        self.questions.append(Question("Depuis combien de temps\u202f?", names, help=text))

    def ask_past(self, past: ProvisionValue) -> None:
        """What a transitional rule needs besides: it may be left blank."""
        last = french_date(past.ends_on)
        self.fields["realisee"] = Choice("promotion", [(YES, "Oui"), (NO, "Non"), DOES_NOT_KNOW])
        self.fields["distincte"] = Day()
        title = f"Votre promotion a-t-elle été réalisée au plus tard le {last}\u202f?"
        self.questions.append(Question(title, ("realisee",), past=True))
        title = "Une évaluation distincte de l’entretien annuel a-t-elle eu lieu, et quand\u202f?"
        text = "Laissez vide s’il n’y en a pas eu."
        self.questions.append(Question(title, ("distincte",), help=text, past=True))

    def clean(self):
        """Says by its field what is missing, and what contradicts itself."""
        found = super().clean()
        for question in self.questions:
            if any(name in self.errors for name in (*question.names, *question.alternatives)):
                continue
            for name in self.missing(question):
                self.add_error(name, MISSING)
            self.refuse_contradictions(question)
        self.refuse_late_interview()
        self.refuse_longer_than_all()
        return found

    def missing(self, question: Question) -> tuple[str, ...]:
        """The fields without which the question is not answered."""
        names, kind = question.names, question.criterion.kind if question.criterion else ""
        tierless = names[0] == "palier_ans" and self.cleaned_data.get("palier") not in {"0", "1"}
        if names[0] in OPTIONAL or tierless or self.said(question.alternatives):
            return ()
        if kind == CriterionKind.GROUP:
            return tuple(name for name in names if not self.said((name,)))
        if kind == CriterionKind.ECHELON and not self.early(question):
            names = names[1:]
        return () if self.said(names) else names[:1]

    def said(self, names: tuple[str, ...]) -> bool:
        """Whether one of these fields holds an answer; zero is one."""
        values = [self.cleaned_data.get(name) for name in names]
        return any(value is not None and value is not False and value != "" for value in values)

    def early(self, question: Question) -> bool:
        """Whether the échelon held comes before the one that the criterion asks."""
        held, rung = self.cleaned_data.get(question.names[0]), question.criterion and question.criterion.echelon
        return bool(held and rung and held < rung)

    def refuse_contradictions(self, question: Question) -> None:
        """A number and « je ne sais pas »; more than there can be; time in an échelon above the one held."""
        row, lengths_ = question.criterion, question.lengths
        numbers = tuple(name for name in question.names if name != question.unsure and not name.endswith("_actuel"))
        if question.unsure and self.cleaned_data.get(question.unsure) and self.said(numbers):
            self.add_error(question.unsure, BOTH)
        elif lengths_ and (self.length(question)[0] or 0) > 12 * MOST_YEARS:
            self.add_error(lengths_[0], f"Cette durée paraît trop longue\u202f: {MOST_YEARS} ans au plus.")
        elif row and row.kind == CriterionKind.ECHELON and self.early(question) and any(self.length(question)):
            self.add_error(lengths_[0], "À l’échelon que vous donnez, ce temps n’a pas encore pu être passé.")
        elif row and row.most and sum(self.cleaned_data.get(name) or 0 for name in numbers) > row.most:
            self.add_error(numbers[-1], f"Cela fait plus en tout que les {row.most} que le texte décrit.")

    def refuse_late_interview(self) -> None:
        """A promotion made before a last day does not follow an interview, nor an evaluation, held after it."""
        if not (self.past and self.past.ends_on and self.cleaned_data.get("realisee") == YES):
            return
        last = french_date(self.past.ends_on)
        for name, what, given in (
            ("entretien", "L’entretien que vous donnez est postérieur", "celui"),
            ("distincte", "L’évaluation distincte que vous donnez est postérieure", "celle"),
        ):
            day = self.cleaned_data.get(name)
            if day and day > self.past.ends_on and "realisee" not in self.errors:
                text = f"{what} au {last}\u202f: donnez {given} d’avant la promotion."
                self.add_error("realisee" if name == "entretien" else name, text)

    def refuse_longer_than_all(self) -> None:
        """A length that exceeds the one that no other of the step can exceed: both stay as typed."""
        told = [(question, self.length(question)) for question in self.questions if question.lengths]
        whole = [(row.criterion, most) for row, most in told if row.criterion and row.criterion.overall]
        for criterion, most in whole:
            for question, found in told:
                name = question.lengths[0]
                if None in {most[0], found[0]} or question.criterion is criterion or name in self.errors:
                    continue
                if found > most:
                    text = f"C’est plus que les {length(*most)} que vous donnez pour «\u202f{criterion.title}\u202f»"
                    self.add_error(name, f"{text}\u202f: corrigez l’une des deux réponses.")

    def length(self, question: Question) -> tuple[int | None, int]:
        """A length in months, and days besides; no months when nothing is said."""
        values = [self.cleaned_data.get(name) for name in question.lengths]
        if all(value is None for value in values):
            return None, 0
        years, months, days = (value or 0 for value in values)
        return 12 * years + months, days

    @property
    def situation(self) -> Situation:
        """What a valid form says."""
        values = self.cleaned_data
        facts = {question.criterion.key: self.fact(question) for question in self.questions if question.criterion}
        tier, since = values.get("palier") or UNKNOWN, (None, 0)
        for question in self.questions:
            since = self.length(question) if question.names[0] == "palier_ans" else since
        return Situation(
            facts=facts,
            interview=values.get("entretien"),
            separate=values.get("distincte"),
            in_time={YES: True, NO: False}.get(values.get("realisee") or ""),
            tier=None if tier == UNKNOWN else int(tier),
            tier_months=since[0],
            tier_days=since[1],
        )

    def fact(self, question: Question) -> Fact:
        """What is said of one criterion. One of several ways that is left blank is neither claimed nor denied."""
        row, names, values = question.criterion, question.names, self.cleaned_data
        if row is None or (question.alternatives and not self.said(names)):
            return Fact(said=False)
        if row.kind in YES_OR_NO or row.kind == CriterionKind.TRAINING:
            said = values[names[0]]
            return Fact(yes={YES: True, NO: False}.get(said), needed=False if said == NEEDLESS else None)
        if row.kind == CriterionKind.INTERVIEWS:
            return Fact(count=values[names[0]])
        if row.kind == CriterionKind.MISSIONS:
            return Fact(count=values[names[0]], shared=values[names[1]])
        if row.kind == CriterionKind.GROUP:
            return Fact(own=self.groups.get(values[names[0]]), aimed=self.groups.get(values[names[1]]))
        months, days = self.length(question)
        if row.kind == CriterionKind.ECHELON:
            months = 0 if self.early(question) else months
            return Fact(months=months, days=days, echelon=values[names[0]])
        return Fact(months=months, days=days)
