"""The engine: a person's situation held against the declared criteria of a step, one by one.

Three answers: met, not met, to be assessed. What depends on the employer, or what a text leaves unclear, is always
to be assessed. Each answer bears its criterion, and so its article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from jobs.repositioning import BELOW, SAME, group_answer

from .enums import Answer, CriterionKind
from .reckoning import never, on_each_day, undecided, with_days
from .situation import Condition, Fact, Judgement, Situation, Verdict, length
from .values import CriterionValue, StepValue

MET, NOT_MET, TO_ASSESS = Answer.MET, Answer.NOT_MET, Answer.TO_ASSESS
Judged = tuple[Answer, str]


def judge(step: StepValue, situation: Situation, *, by: str = "le centre") -> Judgement:
    """Every condition and clause of `step` for `situation`; what limits numbers is nobody's condition, and left out.

    `by`: who assesses what is left open, « le centre ».
    """
    situation = with_days(step, with_interviews(step, situation))
    groups = conditions_of(row for row in step.criteria if not row.limit)
    judged = [(condition(rows, situation, by=by), is_clause(rows)) for rows in groups]
    weighing = [row.answer for row, _ in judged if row.weighs]
    conditions = tuple(row for row, clause in judged if not clause)
    return Judgement(conditions, tuple(row for row, clause in judged if clause), worst(weighing))


def with_interviews(step: StepValue, situation: Situation) -> Situation:
    """The situation with, beside each evaluation, the number of interviews on which it is said to rest."""
    counts = [situation.fact(row.key).count for row in step.criteria if row.kind == CriterionKind.INTERVIEWS]
    if not counts:
        return situation
    keys = [row.key for row in step.criteria if row.kind == CriterionKind.EVALUATION]
    return replace(
        situation, facts={**situation.facts, **{key: replace(situation.fact(key), count=counts[0]) for key in keys}}
    )


def is_clause(criteria: list[CriterionValue]) -> bool:
    """Whether criteria that stand together are all left to the employer."""
    return all(row.clause for row in criteria)


def conditions_of(criteria: Iterable[CriterionValue]) -> list[list[CriterionValue]]:
    """The criteria in their order, those of one `alternative` together at the place of the first."""
    found: dict[str, list[CriterionValue]] = {}
    for row in criteria:
        found.setdefault(f"|{row.alternative}" if row.alternative else row.key, []).append(row)
    return list(found.values())


def condition(criteria: list[CriterionValue], situation: Situation, *, by: str) -> Condition:
    """One condition: met as soon as one of its criteria is."""
    verdicts = tuple(verdict(row, situation.fact(row.key), by=by) for row in criteria)
    return Condition(verdicts, best([row.answer for row in verdicts]))


def verdict(criterion: CriterionValue, fact: Fact, *, by: str) -> Verdict:
    """What one criterion answers of one fact. Never met when the scope of its words is uncertain."""
    if not fact.said:
        return Verdict(criterion, TO_ASSESS, "Vous n’en dites rien.", said=False)
    answer, reason = JUDGES[criterion.kind](criterion, fact, by)
    if answer == MET and criterion.doubtful:
        answer = TO_ASSESS
        reason = f"{reason} La portée de ces mots n’est pas sûre\u202f: {by} l’apprécie."
    told = fact.reckoning
    besides = told.rules if told and answer == TO_ASSESS and fact.months is not None else ()
    return Verdict(criterion, answer, reason, besides=besides)


def worst(answers: list[Answer]) -> Answer:
    """What conditions that must all be met come to; without any, nothing can be said."""
    if NOT_MET in answers:
        return NOT_MET
    return TO_ASSESS if TO_ASSESS in answers or not answers else MET


def best(answers: list[Answer]) -> Answer:
    """What conditions of which one is enough come to."""
    if MET in answers:
        return MET
    return TO_ASSESS if TO_ASSESS in answers else NOT_MET


def unsaid(by: str) -> Judged:
    """What is not known is not refused."""
    return TO_ASSESS, f"Vous ne le savez pas\u202f: à voir avec {by}."


def orientations(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« Conformément aux orientations stratégiques et à l’organisation des services définies par le centre »."""
    return TO_ASSESS, f"Rien de votre situation n’y répond\u202f: {by} seul peut dire ce que permet son organisation."


def counted(fact: Fact, where: str = "") -> str:
    """« Vous comptez 2 ans et 11 mois »."""
    if not fact.months and not fact.days:
        return f"Vous ne comptez encore aucun temps{where}"
    return f"Vous comptez {length(fact.months or 0, fact.days)}{where}"


#: « moins d’un an », where a length begins with one
LESS = {"1 an": "d’un an", "1 mois": "d’un mois"}


def lacking(fact: Fact, asked: int) -> str:
    """« il manque 1 mois », « il manque moins de 1 mois »: what is left to reach `asked` months."""
    left = length(asked - (fact.months or 0))
    if not fact.days:
        return f"il manque {left}"
    return f"il manque moins {LESS.get(left, f'de {left}')}"


def duration(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« expérience professionnelle de 3 ans minimum »: three years to the day are enough. To be assessed when they are
    reached on one of the days on which they may count, and not on another."""
    if fact.months is None:
        return unsaid(by)
    asked = 12 * (criterion.minimum or 0)
    said = f"{counted(fact)}\u202f; le texte demande {length(asked)} au moins"
    if fact.months < asked and (fact.months or fact.days):
        said = f"{said}\u202f: {lacking(fact, asked)}"
    reached = on_each_day(fact, asked)
    if reached == {True}:
        return MET, f"{said}."
    if reached == {False}:
        return NOT_MET, f"{said}.{never(fact)}"
    return TO_ASSESS, f"{said}. {undecided(fact, by)}"


def evaluation(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« évaluation favorable … à l’appui des derniers entretiens annuels d’appréciation »."""
    if fact.yes is None:
        return unsaid(by)
    if fact.yes and fact.count == 0:
        return TO_ASSESS, (
            "Favorable, dites-vous, mais sans entretien\u202f; le texte la veut à l’appui des derniers entretiens "
            f"annuels\u202f: {by} l’apprécie."
        )
    return (MET, "Favorable, dites-vous.") if fact.yes else (NOT_MET, "Elle n’est pas favorable, dites-vous.")


def interviews(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« 3 préconisés »: a recommendation, which keeps nobody out."""
    if fact.count is None:
        return unsaid(by)
    said = f"Elle s’appuie sur {fact.count} entretien{'s' if fact.count > 1 else ''}"
    said = said if fact.count else "Elle ne s’appuie sur aucun entretien"
    if criterion.recommended:
        said = f"{said}\u202f; le texte en préconise {criterion.minimum}, sans les exiger."
    else:
        said = f"{said}\u202f; le texte en demande {criterion.minimum}."
    return (MET if fact.count >= (criterion.minimum or 0) else NOT_MET), said


def training(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« étude du parcours de formation individualisé », or the same « si nécessaire »: who judges it is not said."""
    if fact.yes:
        return MET, "Cette étude a été faite, dites-vous."
    if criterion.if_needed and fact.needed is False:
        return TO_ASSESS, f"«\u202fSi nécessaire\u202f»\u202f: le texte ne dit pas qui en juge. À confirmer avec {by}."
    if fact.yes is None:
        return unsaid(by)
    if criterion.if_needed:
        return NOT_MET, "Elle est nécessaire et n’a pas été faite, dites-vous."
    return NOT_MET, "Cette étude n’a pas été faite, dites-vous\u202f; le texte la demande sans réserve."


def new_missions(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« introduction progressive des nouvelles missions décrites dans la fiche emploi »."""
    if fact.yes is None:
        return unsaid(by)
    if fact.yes:
        return MET, "Ces missions ont été introduites progressivement, dites-vous."
    return NOT_MET, "Ces missions n’ont pas encore été introduites, dites-vous."


def missions(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« au moins 1 mission à temps plein ou de 2 missions à temps partagé »."""
    if fact.count is None and fact.shared is None:
        return unsaid(by)
    full, shared = fact.count or 0, fact.shared or 0
    held = [
        f"{missions_of(number)} à temps {kind}" for number, kind in ((full, "plein"), (shared, "partagé")) if number
    ]
    said = f"Vous exercez {' et '.join(held)}" if held else "Vous n’en exercez aucune"
    asked = f"{missions_of(criterion.minimum or 0)} à temps plein"
    if criterion.shared_minimum:
        asked += f" ou {missions_of(criterion.shared_minimum)} à temps partagé"
    enough = full >= (criterion.minimum or 0) or (criterion.shared_minimum and shared >= criterion.shared_minimum)
    return (MET if enough else NOT_MET), f"{said}\u202f; le texte demande au moins {asked}."


def missions_of(number: int) -> str:
    return f"{number} mission{'s' if number > 1 else ''}"


def echelon(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« au moins 2 ans dans le 4ème échelon »: whether time in a higher one counts is not said."""
    if fact.months is None:
        return unsaid(by)
    asked, rung = 12 * (criterion.minimum or 0), criterion.echelon or 0
    said = f"{counted(fact, f' dans le {rung}e échelon')}\u202f; le texte y demande {length(asked)}"
    if fact.months >= asked:
        return MET, f"{said}."
    if fact.echelon is not None and fact.echelon > rung:
        return TO_ASSESS, (
            f"{said}. Vous êtes au {fact.echelon}e, et le texte ne dit pas si le temps passé au-dessus compte."
        )
    if fact.echelon is not None and fact.echelon < rung:
        return NOT_MET, f"Vous êtes au {fact.echelon}e échelon\u202f; le texte demande {length(asked)} dans le {rung}e."
    return NOT_MET, f"{said}\u202f: {lacking(fact, asked)}."


def held(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« Etre titulaire d'un de ces diplômes », « Etre technicien … »: what one has or is."""
    if fact.yes is None:
        return unsaid(by)
    return (MET, "Oui, dites-vous.") if fact.yes else (NOT_MET, "Non, dites-vous.")


def group(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """« devra relever du même groupe de rémunération a minima, voir du groupe de rémunération supérieur »."""
    own, aimed = fact.own, fact.aimed
    answer = group_answer(stated=own and own.rank, levels=[aimed.rank] if aimed else [])
    if own is None or aimed is None:
        return TO_ASSESS, f"L’un des deux groupes n’est pas connu\u202f: à vérifier avec {by}."
    if answer == SAME:
        return MET, f"{aimed.label}\u202f: le même que le vôtre."
    if answer == BELOW:
        return NOT_MET, f"{aimed.label}, au-dessous du vôtre ({own.label})\u202f: le texte l’exclut."
    return TO_ASSESS, (
        f"{aimed.label}, au-dessus du vôtre ({own.label})\u202f: possible «\u202fsi l’analyse comparative le "
        "justifie\u202f»."
    )


def appreciation(criterion: CriterionValue, fact: Fact, by: str) -> Judged:
    """What a text leaves to the employer, or does not explain."""
    return TO_ASSESS, f"Vos réponses ne peuvent pas le dire\u202f: {by} l’apprécie."


JUDGES: dict[str, Callable[[CriterionValue, Fact, str], Judged]] = {
    CriterionKind.ORIENTATIONS: orientations,
    CriterionKind.DURATION: duration,
    CriterionKind.EVALUATION: evaluation,
    CriterionKind.INTERVIEWS: interviews,
    CriterionKind.TRAINING: training,
    CriterionKind.NEW_MISSIONS: new_missions,
    CriterionKind.MISSIONS: missions,
    CriterionKind.ECHELON: echelon,
    CriterionKind.DIPLOMA: held,
    CriterionKind.CAPACITY: held,
    CriterionKind.GROUP: group,
    CriterionKind.APPRECIATION: appreciation,
}
