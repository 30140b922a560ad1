"""Each criterion of the texts, at its boundaries. The expected answers were read in the texts, by hand."""

from datetime import date

import pytest

from careers.eligibility import best, judge, worst
from careers.enums import Answer, CriterionKind
from careers.situation import Fact, Group, Situation, length
from tests.pages import words

pytestmark = pytest.mark.django_db

MET, NOT_MET, TO_ASSESS = Answer.MET, Answer.NOT_MET, Answer.TO_ASSESS
B, D, F = Group("Groupe B", 1), Group("Groupe D", 2), Group("Groupe F", 4)


@pytest.fixture
def step_of(path_of):
    return lambda path, step: path_of(path).step(step)


def answer_of(step, key, **said):
    """The verdict on one criterion for what is said of it."""
    judged = judge(step, Situation(facts={key: Fact(**said)}))
    rows = [row for condition in (*judged.conditions, *judged.clauses) for row in condition.verdicts]
    return next(row for row in rows if row.criterion.key == key)


def test_what_the_centre_defines_is_always_for_the_centre_to_assess(path_of):
    for step in path_of("assistant-medical").steps:
        for yes in (True, False, None):
            assert answer_of(step, "orientations", yes=yes).answer == TO_ASSESS


# The day on which years are counted


#: the two steps that ask years: the months that they ask and the line of their rule of promotion
YEARS = {"secretaire-administratif": (36, 83), "assistant-medical-specialise": (60, 164)}


def experience(step, situation):
    """The verdict on the experience of a step."""
    rows = [row for found in judge(step, situation).conditions for row in found.verdicts]
    return next(row for row in rows if row.criterion.key == "experience")


@pytest.mark.parametrize("step", YEARS)
@pytest.mark.parametrize(
    ("interview", "short", "days", "answer"),
    [
        # `short`: months that lack on the day of the interview, `days` counted besides
        # the promotion comes the day after
        (date(2025, 12, 31), 0, 0, MET),
        (date(2025, 12, 31), 1, 30, TO_ASSESS),  # reached on 1 January 2026
        (date(2025, 12, 31), 1, 29, NOT_MET),  # reached on the 2nd
        # the promotion comes a year later
        (date(2026, 1, 1), 0, 0, MET),
        (date(2026, 1, 1), 1, 30, TO_ASSESS),
        (date(2026, 1, 1), 12, 0, TO_ASSESS),  # reached on 1 January 2027
        (date(2026, 1, 1), 13, 30, NOT_MET),  # reached on the 2nd
        # from 29 February 2024 to 1 January 2025
        (date(2024, 2, 29), 0, 0, MET),
        (date(2024, 2, 29), 11, 28, TO_ASSESS),
        (date(2024, 2, 29), 11, 27, NOT_MET),
        # without a day, from none to twelve months part the interview and the promotion
        (None, -1, 0, MET),
        (None, 0, 0, MET),
        (None, 1, 30, TO_ASSESS),
        (None, 12, 0, TO_ASSESS),
        (None, 13, 30, NOT_MET),
        (None, 36, 0, NOT_MET),
    ],
)
def test_years_reached_between_the_interview_and_the_promotion_are_to_assess(
    step_of, step, interview, short, days, answer
):
    asked, line = YEARS[step]
    told = Situation(facts={"experience": Fact(months=asked - short, days=days)}, interview=interview)

    found = experience(step_of("assistant-medical", step), told)

    assert found.answer == answer
    assert [row.source.line_start for row in found.besides] == ([line] if answer == TO_ASSESS else [])


@pytest.mark.parametrize(
    ("interview", "months", "days", "reason"),
    [
        (date(2025, 6, 1), 36, 0, "Vous comptez 3 ans ; le texte demande 3 ans au moins."),
        (
            date(2025, 12, 31), 35, 30,
            ("Vous comptez 2 ans, 11 mois et 30 jours ; le texte demande 3 ans au moins : il manque moins d’un mois. "
            "Le texte ne dit pas à quel jour ils se comptent (le 31 décembre 2025, jour de l’entretien, ou le 1er "
            "janvier 2026, jour de la promotion), et la réponse n’est pas la même : le centre l’apprécie."),
        ),
        (
            date(2025, 12, 31), 35, 0,
            ("Vous comptez 2 ans et 11 mois ; le texte demande 3 ans au moins : il manque 1 mois. Ils ne seront pas "
            "atteints non plus le 1er janvier 2026, jour de la promotion."),
        ),
        (
            None, 35, 0,
            ("Vous comptez 2 ans et 11 mois ; le texte demande 3 ans au moins : il manque 1 mois. Selon la date de "
            "votre entretien, ils peuvent être atteints ou non au jour de la promotion : donnez-la. Le texte ne dit "
            "pas à quel jour ils se comptent : le centre l’apprécie."),
        ),
        (None, 0, 0, "Vous ne comptez encore aucun temps ; le texte demande 3 ans au moins."),
    ],
)  # fmt: skip
def test_why_years_count_or_not_is_said(step_of, interview, months, days, reason):
    told = Situation(facts={"experience": Fact(months=months, days=days)}, interview=interview)

    found = experience(step_of("assistant-medical", "secretaire-administratif"), told)

    assert words(found.reason) == reason


@pytest.mark.parametrize(
    ("interview", "months", "days", "answer"),
    [
        # retroactive effect on 1 January 2023, promotion until 31 December 2023
        (date(2023, 6, 15), 65, 14, MET),  # reached on 1 January 2023
        (date(2023, 6, 15), 65, 13, TO_ASSESS),
        (date(2023, 12, 31), 60, 0, TO_ASSESS),  # reached on the day of the interview, not on that of the effect
        (date(2023, 6, 15), 53, 15, TO_ASSESS),  # reached on 31 December 2023
        (date(2023, 6, 15), 53, 14, NOT_MET),
        (None, 72, 0, MET),
        (None, 60, 0, TO_ASSESS),
        (None, 35, 0, NOT_MET),
    ],
)
def test_a_retroactive_promotion_adds_two_days_on_which_years_may_count(step_of, interview, months, days, answer):
    told = Situation(facts={"experience": Fact(months=months, days=days)}, interview=interview, in_time=True)

    found = experience(step_of("assistant-medical", "assistant-medical-specialise"), told)

    assert found.answer == answer
    assert [row.source.line_start for row in found.besides] == ([177] if answer == TO_ASSESS else [])


def test_what_is_not_known_is_not_refused(step_of):
    found = answer_of(step_of("assistant-medical", "secretaire-administratif"), "experience", months=None)

    assert (found.answer, found.label) == (TO_ASSESS, "à apprécier")


@pytest.mark.parametrize(
    ("step", "conditions", "clauses"),
    [
        # the dashes of each article's a), the centre's orientations aside; 1.2 has one recommendation besides
        ("secretaire-administratif", 4, 1),
        ("secretaire-medical", 3, 1),
        ("assistant-medical-specialise", 4, 1),
    ],
)
def test_the_conditions_counted_are_those_that_the_article_lists(step_of, step, conditions, clauses):
    judged = judge(step_of("assistant-medical", step), Situation())

    assert sum(row.weighs for row in judged.conditions) == conditions
    assert [row.verdicts[0].criterion.kind for row in judged.clauses] == [CriterionKind.ORIENTATIONS] * clauses


def test_a_quota_is_no_condition_of_a_person(path_of):
    for step in path_of("ingenieurs-hospitaliers").steps:
        judged = judge(step, Situation())
        kinds = {row.criterion.kind for found in (*judged.conditions, *judged.clauses) for row in found.verdicts}
        assert CriterionKind.QUOTA not in kinds


def test_the_medical_secretary_is_asked_no_experience(step_of):
    kinds = [row.kind for row in step_of("assistant-medical", "secretaire-medical").criteria]

    assert CriterionKind.DURATION not in kinds


@pytest.mark.parametrize(("yes", "answer"), [(True, MET), (False, NOT_MET), (None, TO_ASSESS)])
def test_an_evaluation_is_favourable_or_not_or_not_known(step_of, yes, answer):
    assert answer_of(step_of("assistant-medical", "secretaire-medical"), "evaluation", yes=yes).answer == answer


@pytest.mark.parametrize(
    ("count", "label"),
    [
        (1, "préconisation non suivie"),
        (2, "préconisation non suivie"),
        (3, "préconisation suivie"),
        (4, "préconisation suivie"),
    ],
)
def test_three_interviews_are_recommended_and_keep_nobody_out(step_of, count, label):
    step = step_of("assistant-medical", "assistant-medical-specialise")
    facts = {
        "experience": Fact(months=60), "evaluation": Fact(yes=True), "entretiens": Fact(count=count),
        "formation": Fact(yes=True), "missions": Fact(count=1, shared=0),
    }  # fmt: skip

    judged = judge(step, Situation(facts=facts))

    assert answer_of(step, "entretiens", count=count).label == label
    assert judged.answer == TO_ASSESS  # the centre's orientations, and nothing else
    assert (judged.counted(MET), judged.counted(NOT_MET), judged.counted(TO_ASSESS)) == (4, 0, 0)
    assert judged.all_met


@pytest.mark.parametrize(("yes", "answer"), [(True, TO_ASSESS), (False, NOT_MET), (None, TO_ASSESS)])
def test_an_evaluation_that_rests_on_no_interview_is_not_held_for_met(step_of, yes, answer):
    """Article 1.2: « à l’appui des derniers entretiens annuels d’appréciation »."""
    step = step_of("assistant-medical", "assistant-medical-specialise")

    judged = judge(step, Situation(facts={"evaluation": Fact(yes=yes), "entretiens": Fact(count=0)}))

    (found,) = [
        row for condition in judged.conditions for row in condition.verdicts if row.criterion.key == "evaluation"
    ]
    assert found.answer == answer
    assert ("sans entretien" in found.reason) is (yes is True)


@pytest.mark.parametrize(
    ("step", "said", "answer"),
    [
        ("secretaire-administratif", {"yes": True}, MET),
        ("secretaire-administratif", {"yes": False}, NOT_MET),
        ("secretaire-administratif", {"needed": False}, TO_ASSESS),  # nothing lets it be left out there
        ("secretaire-administratif", {}, TO_ASSESS),
        ("secretaire-medical", {"yes": True}, MET),
        ("secretaire-medical", {"yes": False}, NOT_MET),
        ("secretaire-medical", {"needed": False}, TO_ASSESS),
        ("assistant-medical-specialise", {"needed": False}, TO_ASSESS),
    ],
)
def test_training_is_asked_without_reserve_or_only_if_needed(step_of, step, said, answer):
    assert answer_of(step_of("assistant-medical", step), "formation", **said).answer == answer


def test_who_judges_that_training_is_needed_is_not_said(step_of):
    found = answer_of(step_of("assistant-medical", "secretaire-medical"), "formation", needed=False)

    assert "le texte ne dit pas qui en juge" in found.reason


@pytest.mark.parametrize(
    ("full", "shared", "answer"),
    [
        (0, 0, NOT_MET), (0, 1, NOT_MET), (0, 2, MET), (1, 0, MET), (1, 1, MET), (2, 0, MET), (0, 3, MET),
        (None, 2, MET), (1, None, MET), (None, 1, NOT_MET), (None, None, TO_ASSESS),
    ],
)  # fmt: skip
def test_one_mission_full_time_or_two_part_time(step_of, full, shared, answer):
    step = step_of("assistant-medical", "assistant-medical-specialise")

    assert answer_of(step, "missions", count=full, shared=shared).answer == answer


@pytest.mark.parametrize(
    ("step", "echelon", "months", "answer"),
    [
        ("ingenieur-principal", 4, 23, NOT_MET),
        ("ingenieur-principal", 4, 24, MET),
        ("ingenieur-principal", 6, 24, MET),
        ("ingenieur-principal", 6, 18, TO_ASSESS),  # whether time in a higher échelon counts is not said
        ("ingenieur-principal", 3, 0, NOT_MET),
        ("ingenieur-principal", None, 12, NOT_MET),
        ("hors-classe-tableau", 5, 11, NOT_MET),
        ("hors-classe-tableau", 5, 12, MET),
        ("hors-classe-valeur", 9, 35, NOT_MET),
        ("hors-classe-valeur", 9, 36, MET),
    ],
)
def test_time_is_counted_in_the_echelon_that_the_text_names(step_of, step, echelon, months, answer):
    found = answer_of(step_of("ingenieurs-hospitaliers", step), "echelon", echelon=echelon, months=months)

    assert found.answer == answer


@pytest.mark.parametrize(
    ("own", "aimed", "answer"),
    [(D, D, MET), (D, F, TO_ASSESS), (D, B, NOT_MET), (None, D, TO_ASSESS), (D, None, TO_ASSESS)],
)
def test_the_new_group_is_the_same_at_least(step_of, own, aimed, answer):
    step = step_of("repositionnement", "repositionnement")

    assert answer_of(step, "groupe", own=own, aimed=aimed).answer == answer


def judged_alone(step, **facts):
    """The answer of the only group of alternatives of a step, the ways that are not named being denied."""
    said = {row.key: Fact(yes=False, months=0) for row in step.criteria if row.alternative} | facts
    return next(row.answer for row in judge(step, Situation(facts=said)).conditions if row.one_of)


def test_one_diploma_of_three_is_enough(step_of):
    step = step_of("ingenieurs-hospitaliers", "concours-externe")

    assert judged_alone(step, architecte=Fact(yes=True)) == MET
    assert judged_alone(step, architecte=Fact(yes=False)) == NOT_MET
    assert judged_alone(step, ingenieur=Fact(yes=None)) == TO_ASSESS


def test_a_way_left_blank_is_neither_claimed_nor_denied(step_of):
    step = step_of("ingenieurs-hospitaliers", "concours-externe")

    blank = judged_alone(step, architecte=Fact(yes=False), equivalent=Fact(said=False))
    enough = judged_alone(step, architecte=Fact(yes=True), equivalent=Fact(said=False))

    assert (blank, enough) == (TO_ASSESS, MET)
    said = answer_of(step, "equivalent", said=False)
    assert (said.label, said.reason) == ("à préciser", "Vous n’en dites rien.")


def test_a_diploma_whose_equivalence_is_recognised_elsewhere_stays_to_assess(step_of):
    step = step_of("ingenieurs-hospitaliers", "concours-externe")

    assert judged_alone(step, equivalent=Fact(yes=True)) == TO_ASSESS


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"activites": Fact(months=84)}, MET),
        ({"activites": Fact(months=83)}, NOT_MET),
        # whether the seven years bear on mandates and on associations is not clear
        ({"mandats": Fact(yes=True)}, TO_ASSESS),
        ({"activites": Fact(months=60), "association": Fact(yes=True)}, TO_ASSESS),
        ({"mandats": Fact(yes=False)}, NOT_MET),
    ],
)
def test_the_third_competition_takes_one_of_three_experiences(step_of, facts, answer):
    assert judged_alone(step_of("ingenieurs-hospitaliers", "troisieme-concours"), **facts) == answer


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"detachement-985": Fact(months=72)}, MET),
        ({"detachement-985": Fact(months=71)}, NOT_MET),
        ({"detachement-966": Fact(months=95)}, NOT_MET),
        ({"detachement-966": Fact(months=96)}, MET),
        ({"fonctions": Fact(months=96)}, MET),
    ],
)
def test_the_yearly_table_takes_one_of_three_careers(step_of, facts, answer):
    assert judged_alone(step_of("ingenieurs-hospitaliers", "hors-classe-tableau"), **facts) == answer


@pytest.mark.parametrize(("step", "months"), [("concours-interne", 48), ("examen-professionnel", 96), ("au-choix", 96)])
def test_services_are_enough_from_the_very_day(step_of, step, months):
    step = step_of("ingenieurs-hospitaliers", step)
    key = next(row.key for row in step.criteria if row.kind == CriterionKind.DURATION)

    assert answer_of(step, key, months=months).answer == MET
    assert answer_of(step, key, months=months - 1).answer == NOT_MET


@pytest.mark.parametrize(
    ("step", "key"),
    [
        ("au-choix", "choix"), ("hors-classe-tableau", "choix"), ("hors-classe-valeur", "valeur"),
        ("hors-classe-valeur", "nominations"),
    ],
)  # fmt: skip
def test_what_the_sheet_leaves_unclear_is_quoted_and_to_assess(step_of, step, key):
    found = answer_of(step_of("ingenieurs-hospitaliers", step), key)

    assert found.answer == TO_ASSESS
    assert found.criterion.citation.words


def test_the_functions_of_the_yearly_table_are_cited_to_their_last_line(step_of):
    step = step_of("ingenieurs-hospitaliers", "hors-classe-tableau")
    (row,) = [row for row in step.criteria if row.key == "fonctions"]

    assert (row.citation.source.line_start, row.citation.source.line_end) == (332, 334)
    assert row.citation.words.split("\n") == [
        "8 ans d'exercice, au sein d'un corps de catégorie A :",
        "1. De fonctions d'encadrement de plusieurs agents publics",
        (
            "2. Ou de fonctions d'un niveau de responsabilité élevé de direction de coordination, de conduite de "
            "projet ou d'expertise."
        ),
    ]


POSITION = "être en position d'activité, de détachement ou de congé parental"


@pytest.mark.parametrize(
    ("key", "answer", "quoted"),
    [
        ("agent", MET, "Etre fonctionnaire ou agent en fonction"),
        # whether the position is asked of them is not said: the sentence that names them is broken
        ("militaire", TO_ASSESS, "et aux militaires"),
        ("organisation-internationale", TO_ASSESS, "ou agents en fonction dans une organisation internationale"),
        ("candidat-l-325-5", TO_ASSESS, "et aux candidats mentionnés à l'article L. 325-5"),
    ],
)
def test_the_internal_competition_quotes_the_position_beside_each_situation(step_of, key, answer, quoted):
    step = step_of("ingenieurs-hospitaliers", "concours-interne")

    assert judged_alone(step, **{key: Fact(yes=True)}) == answer
    assert judged_alone(step, **{key: Fact(yes=False)}) == NOT_MET
    found = answer_of(step, key, yes=True).criterion
    assert POSITION in found.citation.words
    assert quoted in found.citation.words
    assert [doubt.key for doubt in found.doubts] == ["concours-interne-phrase-rompue"] * (answer == TO_ASSESS)


def test_a_competition_whose_conditions_are_met_leaves_nothing_to_assess(step_of):
    step = step_of("ingenieurs-hospitaliers", "concours-interne")

    assert judge(step, Situation({"agent": Fact(yes=True), "services-publics": Fact(months=48)})).answer == MET


def test_nothing_said_is_never_met_nor_refused(path_of):
    for slug in ("assistant-medical", "ingenieurs-hospitaliers", "repositionnement"):
        for step in path_of(slug).steps:
            judged = judge(step, Situation())
            assert judged.answer == TO_ASSESS, step.key


def test_no_answer_goes_without_its_words_and_their_line(path_of):
    for slug in ("assistant-medical", "ingenieurs-hospitaliers", "repositionnement"):
        for step in path_of(slug).steps:
            judged = judge(step, Situation())
            for condition in (*judged.conditions, *judged.clauses):
                for found in condition.verdicts:
                    assert found.reason
                    assert found.criterion.citation.words
                    assert found.criterion.citation.source is not None


def test_conditions_that_must_all_be_met_and_those_of_which_one_is_enough():
    assert worst([MET, TO_ASSESS, NOT_MET]) == NOT_MET
    assert worst([MET, TO_ASSESS]) == TO_ASSESS
    assert worst([MET]) == MET
    assert worst([]) == TO_ASSESS
    assert best([NOT_MET, TO_ASSESS, MET]) == MET
    assert best([NOT_MET, TO_ASSESS]) == TO_ASSESS
    assert best([NOT_MET]) == NOT_MET


@pytest.mark.parametrize(
    ("months", "days", "said"),
    [
        (0, 0, "0 an"), (1, 0, "1 mois"), (12, 0, "1 an"), (13, 0, "1 an et 1 mois"), (36, 0, "3 ans"),
        (0, 1, "1 jour"), (36, 2, "3 ans et 2 jours"), (35, 30, "2 ans, 11 mois et 30 jours"),
    ],
)  # fmt: skip
def test_a_length_is_said_in_years_months_and_days(months, days, said):
    assert length(months, days) == said
