"""The words of the simulator's questions, and the parameters that answer them in the address. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .enums import CLAUSES, LIMITS, CriterionKind
from .values import CriterionValue

YES, NO, UNKNOWN, NEEDLESS = "oui", "non", "inconnu", "inutile"
DOES_NOT_KNOW = (UNKNOWN, "Je ne sais pas")
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
NOT_ASKED = CLAUSES | LIMITS
YES_OR_NO = {CriterionKind.EVALUATION, CriterionKind.NEW_MISSIONS, CriterionKind.DIPLOMA, CriterionKind.CAPACITY}
#: what follows the key of a criterion in the address, by kind; other kinds take the key alone
ENDINGS = {
    CriterionKind.DURATION: ("_ans", "_mois", "_jours", "_inconnu"),
    CriterionKind.ECHELON: ("_actuel", "_ans", "_mois", "_jours", "_inconnu"),
    CriterionKind.INTERVIEWS: ("", "_inconnu"),
    CriterionKind.MISSIONS: ("_plein", "_partage", "_inconnu"),
    CriterionKind.GROUP: ("_actuel", "_propose"),
}
#: the lengths and the « je ne sais pas » of a question, by the end of their names
YEARS, MONTHS, DAYS, UNSURE = "_ans", "_mois", "_jours", "_inconnu"


@dataclass(frozen=True)
class Question:
    """What is asked at once: its words, the names of its fields, and the criterion that asks it, if one does.

    `alternatives`: names of the fields that may be filled instead. `past`: it bears on a transitional rule, and is
    asked apart.
    """

    title: str
    names: tuple[str, ...]
    criterion: CriterionValue | None = None
    help: str = ""
    alternatives: tuple[str, ...] = ()
    past: bool = False

    def named(self, ending: str) -> str:
        """The name of its field that ends so, or an empty string."""
        return next((name for name in self.names if name.endswith(ending)), "")

    @property
    def unsure(self) -> str:
        """The name of its « je ne sais pas » that stands apart from the answers."""
        return self.named(UNSURE)

    @property
    def lengths(self) -> tuple[str, ...]:
        """The names of its years, months and days."""
        return tuple(name for name in map(self.named, (YEARS, MONTHS, DAYS)) if name)


def names_of(row: CriterionValue) -> tuple[str, ...]:
    """The parameters of a criterion in the address: « experience_ans », « missions_plein »."""
    return tuple(f"{row.key}{ending}" for ending in ENDINGS.get(CriterionKind(row.kind), ("",)))


def wording(row: CriterionValue) -> str:
    """The question of a criterion: its own, else that of its kind after its title."""
    if row.question:
        return row.question
    if row.kind == CriterionKind.ECHELON:
        return f"À quel échelon êtes-vous, et combien de temps avez-vous passé dans le {row.echelon}e\u202f?"
    asked = ASKED[CriterionKind(row.kind)]
    return f"{row.title}\u202f: {asked[:1].lower()}{asked[1:]}"


def answers(row: CriterionValue) -> list[tuple[str, str]]:
    """Yes, no, unknown; and « not needed » where the text asks « si nécessaire »."""
    if row.kind == CriterionKind.TRAINING and row.if_needed:
        return [
            (YES, "Oui"),
            (NEEDLESS, "Non, ce n’est pas nécessaire"),
            (NO, "Non, elle reste à faire"),
            DOES_NOT_KNOW,
        ]
    return [(YES, "Oui"), (NO, "Non"), DOES_NOT_KNOW]
