"""What follows from a step: the texts' own worked examples, and the days, tiers and amounts at their boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from careers.outcome import outcome
from careers.promotion_dates import after_interview
from careers.situation import Fact, Group, Situation
from jobs.repositioning import GUARANTEES, TERM
from tests.pages import words

pytestmark = pytest.mark.django_db

DATE = "Date de promotion au plus tôt"
TIER, YEARS, PAY = "Palier", "Années d’éligibilité conservées", "Rémunération minimale annuelle garantie"
UNKNOWN = "ne peut être connue d’après le texte"


@pytest.fixture
def follows(path_of):
    """What follows from a step for a situation, by title."""

    def ask(step, path="assistant-medical", **situation):
        found = path_of(path)
        return {row.title: row for row in outcome(found, found.step(step), Situation(**situation))}

    return ask


def said(finding):
    return words(f"{finding.value} | {finding.text}")


# The worked examples of the texts


@pytest.mark.parametrize(
    ("step", "years", "tier", "kept", "line"),
    [
        # « ayant atteint le 1er palier du D (RMAG 1) depuis 3 ans est reclassé au 1er palier du groupe E (RMAG 1) et
        # conserve 3 ans au titre de la future éligibilité au 2e palier du E »
        ("secretaire-administratif", 3, "1er palier du groupe E (RMAG 1)", "2e palier du groupe E", 90),
        # « … du D (RMAG 1) depuis 2 ans … groupe E (RMAG 1) et conserve 2 ans … 2e palier du E »
        ("secretaire-medical", 2, "1er palier du groupe E (RMAG 1)", "2e palier du groupe E", 126),
        # « … du E (RMAG 1) depuis 4 ans … groupe F (RMAG 1) et conserve 4 ans … 2e palier du F »
        ("assistant-medical-specialise", 4, "1er palier du groupe F (RMAG 1)", "2e palier du groupe F", 171),
    ],
)
def test_a_worked_example_of_the_path(follows, step, years, tier, kept, line):
    found = follows(step, tier=1, tier_months=12 * years)

    assert found[TIER].value == tier
    assert said(found[YEARS]) == f"{years} ans | Au titre de la future éligibilité au {kept}."
    example = found["Exemple que donne le texte"].citations[0]
    assert example.source.line_start == line
    assert f"depuis {years} ans" in example.words


def test_the_worked_example_of_article_5(follows):
    # « un salarié ayant atteint le 1er palier du groupe B depuis 5 ans est reclassé au 1er palier du groupe B (RMAG 1)
    # et conservera 5 ans au titre de la future éligibilité au 2e palier du groupe B (RMAG 2) »
    group = Group("Groupe B", 1)
    facts = {"groupe": Fact(own=group, aimed=group)}

    found = follows("repositionnement", "repositionnement", facts=facts, tier=1, tier_months=60)

    assert found[TIER].value == "1er palier du groupe B (RMAG 1)"
    assert said(found[YEARS]) == "5 ans | Au titre de la future éligibilité au 2e palier du groupe B."


def test_the_example_that_names_another_post_than_its_article_is_shown_with_that_oddity(follows):
    found = follows("secretaire-medical", tier=1, tier_months=24)["Exemple que donne le texte"]

    assert "un secrétaire administratif" in found.citations[0].words
    assert [doubt.key for doubt in found.doubts] == [
        "clcc-2023-exemple-du-secretaire-administratif-recopie-a-larticle-1-1-2"
    ]


# The date of promotion


@pytest.mark.parametrize(
    ("interview", "promotion"),
    [
        (date(2025, 12, 31), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2024, 2, 29), date(2025, 1, 1)),
        (date(2025, 6, 15), date(2026, 1, 1)),
    ],
)
def test_promotion_comes_on_the_first_of_january_after_the_interview(interview, promotion):
    assert after_interview(interview) == promotion


@pytest.mark.parametrize("step", ["secretaire-administratif", "secretaire-medical", "assistant-medical-specialise"])
@pytest.mark.parametrize(
    ("interview", "says"),
    [
        (date(2024, 1, 1), "1er janvier 2025 | L’entretien est du 1er janvier 2024."),
        (date(2024, 2, 29), "1er janvier 2025 | L’entretien est du 29 février 2024."),
        (date(2025, 12, 31), "1er janvier 2026 | L’entretien est du 31 décembre 2025."),
        (date(2026, 1, 1), "1er janvier 2027 | L’entretien est du 1er janvier 2026."),
    ],
)
def test_the_general_rule_gives_the_date(follows, step, interview, says):
    assert said(follows(step, interview=interview)[DATE]) == says


def test_without_an_interview_the_rule_is_given_and_no_year(follows):
    found = follows("secretaire-administratif")[DATE]

    assert said(found) == "1er janvier de l’année suivant l’entretien annuel | Donnez sa date pour connaître l’année."


PAST = "Premières promotions de 2023"
IF_IN_TIME = "1er janvier 2023, si elle a été réalisée au plus tard le 31 décembre 2023"
TRANSITIONAL = pytest.mark.parametrize("step", ["secretaire-medical", "assistant-medical-specialise"])


@TRANSITIONAL
@pytest.mark.parametrize(
    ("interview", "general"),
    [
        (date(2022, 1, 1), UNKNOWN),  # it would give the day before the text was signed
        (date(2022, 12, 31), UNKNOWN),
        (date(2023, 1, 1), "1er janvier 2024"),
        (date(2023, 12, 31), "1er janvier 2024"),
    ],
)
def test_both_dates_are_given_until_one_says_when_the_promotion_was_made(follows, step, interview, general):
    found = follows(step, interview=interview)

    assert found[DATE].value == general
    assert found[PAST].value == IF_IN_TIME
    assert any("31 décembre 2023" in row.words for row in found[PAST].citations)


@TRANSITIONAL
def test_a_first_promotion_made_in_time_takes_effect_on_the_first_of_january_2023(follows, step):
    found = follows(step, interview=date(2023, 12, 31), in_time=True)

    assert found[DATE].value == "1er janvier 2023"
    assert "elle a effet rétroactif" in found[DATE].text
    assert any("31 décembre 2023" in row.words for row in found[DATE].citations)
    assert PAST not in found


@TRANSITIONAL
def test_a_promotion_not_made_in_time_is_not_retroactive(follows, step):
    found = follows(step, interview=date(2023, 5, 31), in_time=False)

    assert said(found[DATE]) == (
        "1er janvier 2024 | L’entretien est du 31 mai 2023. Pas de rétroactivité : la promotion n’a pas été réalisée "
        "au plus tard le 31 décembre 2023."
    )
    assert PAST not in found


@TRANSITIONAL
@pytest.mark.parametrize("interview", [date(2024, 1, 1), date(2026, 6, 1)])
def test_after_the_deadline_the_transition_is_not_spoken_of(follows, step, interview):
    assert PAST not in follows(step, interview=interview)


@TRANSITIONAL
@pytest.mark.parametrize(
    ("interview", "separate", "title", "value"),
    [
        # « à la suite d’une évaluation distincte de l’entretien annuel d’évaluation si celui-ci s’est déjà déroulé »
        (date(2021, 11, 1), date(2023, 12, 31), PAST, IF_IN_TIME),
        (date(2023, 3, 1), date(2023, 9, 1), PAST, IF_IN_TIME),
        (None, date(2023, 9, 1), PAST, IF_IN_TIME),
        (date(2023, 3, 1), date(2024, 1, 1), "Évaluation distincte", "n’ouvre pas la règle transitoire"),
        (date(2022, 3, 1), date(2022, 12, 31), "Évaluation distincte", "n’ouvre pas la règle transitoire"),
        (date(2023, 9, 1), date(2023, 3, 1), "Évaluation distincte", "n’ouvre pas la règle transitoire"),
    ],
)
def test_an_evaluation_apart_from_the_interview_opens_the_transition(follows, step, interview, separate, title, value):
    assert follows(step, interview=interview, separate=separate)[title].value == value


def test_the_administrative_secretary_has_no_transitional_rule(follows):
    assert follows("secretaire-administratif", interview=date(2023, 5, 31))[DATE].value == "1er janvier 2024"
    early = follows("secretaire-administratif", interview=date(2022, 5, 31))[DATE]
    assert (early.value, early.known) == (UNKNOWN, False)
    assert "le texte est signé le 31 janvier 2023" in words(early.text)
    assert "clcc-2023-pas-de-transition-pour-le-secretaire-administratif" in {doubt.key for doubt in early.doubts}


@TRANSITIONAL
def test_an_interview_older_than_the_transition_gives_no_date(follows, step):
    found = follows(step, interview=date(2021, 12, 31))

    assert found[DATE].value == UNKNOWN
    assert PAST not in found


def test_once_hr_records_the_date_of_effect_nothing_is_given_before_it(path_of):
    path = replace(path_of("assistant-medical"), effect_on=date(2024, 4, 1))
    step = path.step("secretaire-administratif")

    found = {row.title: row for row in outcome(path, step, Situation(interview=date(2023, 6, 1)))}

    assert found[DATE].value == UNKNOWN
    assert "prend effet le 1er avril 2024" in words(found[DATE].text)
    assert found["Date d’effet du texte"].value == "1er avril 2024"


# Tier, years and pay


def test_without_a_tier_the_years_go_towards_the_first_and_the_text_does_not_illustrate_it(follows):
    found = follows("secretaire-administratif", tier=0, tier_months=30)

    assert said(found[TIER]) == "aucun palier atteint | Le texte n’illustre pas ce cas."
    assert said(found[YEARS]) == "2 ans et 6 mois | Au titre de la future éligibilité au 1er palier du groupe E."
    assert "clcc-2023-reconduction-sans-palier-atteint" in {doubt.key for doubt in found[TIER].doubts}


def test_at_the_second_tier_no_further_one_is_printed(follows):
    found = follows("assistant-medical-specialise", tier=2, tier_months=12)

    assert found[TIER].value == "2e palier du groupe F (RMAG 2)"
    assert said(found[YEARS]).startswith(
        "1 an | Aucun palier n’est imprimé au-delà du 2e : à quoi elles serviraient ne"
    )
    assert not found[YEARS].known


def test_an_unknown_tier_gives_the_rule_and_no_tier(follows):
    found = follows("secretaire-medical")

    assert (found[TIER].value, found[TIER].known) == ("ne peut être connu d’après le texte", False)
    assert (found[YEARS].value, found[YEARS].known) == ("ne peuvent être connues", False)


@pytest.mark.parametrize(
    ("tier", "value"),
    [
        (0, "RMAG : 28 479 €"),
        (1, "RMAG 1 : 29 335 €"),
        (2, "RMAG 2 : 30 213 €"),
        (None, "RMAG : 28 479 €, RMAG 1 : 29 335 €, RMAG 2 : 30 213 €"),
    ],
)
def test_guaranteed_pay_of_the_specialised_assistant_by_tier(follows, tier, value):
    found = follows("assistant-medical-specialise", tier=tier)[PAY]

    assert words(found.value) == value
    assert found.text == "Par an, à compter de l’entrée en vigueur, date non connue."
    assert [row.source.line_start for row in found.citations] == [205, 210]


@pytest.mark.parametrize("step", ["secretaire-administratif", "secretaire-medical"])
def test_pay_of_group_e_cannot_be_known(follows, step):
    found = follows(step, tier=1)[PAY]

    assert (found.value, found.known) == (UNKNOWN, False)
    assert "groupe E" in found.text


def test_the_length_of_a_tier_and_the_date_of_effect_cannot_be_known(follows):
    found = follows("assistant-medical-specialise")

    assert not found["Durée d’un palier"].known
    assert not found["Date d’effet du texte"].known


@pytest.mark.parametrize(
    ("step", "place", "force"),
    [
        ("secretaire-administratif", "groupe E, position 4", "accède"),
        ("secretaire-medical", "groupe E, position 4", "accède"),
        ("assistant-medical-specialise", "groupe F, position 4", "peut accéder"),
    ],
)
def test_group_and_position_and_how_strongly_the_text_speaks(follows, step, place, force):
    found = follows(step)

    assert found["Classement"].value == place
    assert found["Ce que le texte ouvre"].value == force


# The corps


def test_recruitment_leads_to_a_probation_and_to_a_grade_that_is_not_printed(follows):
    found = follows("concours-interne", "ingenieurs-hospitaliers")

    assert found["Stage avant titularisation"].value == "12 mois, prolongeable jusqu’à 12 mois"
    assert not found["Grade de recrutement"].known


def test_training_and_the_choice_do_not_agree_and_it_is_shown(follows):
    found = follows("au-choix", "ingenieurs-hospitaliers")

    assert [doubt.key for doubt in found["Formation pendant le stage"].doubts] == ["fae-et-recrutement-au-choix"]
    limit = found["Places limitées"]
    assert limit.citations[0].words == "Quota : 1/3 des recrutements"
    assert limit.text == "C’est une limite sur le nombre de places, et non une condition à remplir."


@pytest.mark.parametrize(
    ("step", "passed"),
    [
        ("concours-externe", "Le concours externe sur titres"),
        ("concours-interne", "Le concours interne sur épreuves"),
        ("troisieme-concours", "Le troisième concours sur épreuves"),
        ("examen-professionnel", "L’examen professionnel"),
    ],
)
def test_a_contest_remains_to_be_passed(follows, step, passed):
    found = follows(step, "ingenieurs-hospitaliers")["Ce qu’il reste à passer"]

    assert found.value == passed
    assert "il reste à être reçu" in found.text


def test_the_third_competition_says_how_years_at_once_are_counted(follows):
    found = follows("troisieme-concours", "ingenieurs-hospitaliers")["Comment compter"]

    assert found.value == "Périodes simultanées"
    assert found.citations[0].source.line_start == 286
    assert "ne sont prises en compte qu'à un seul titre" in found.citations[0].words


def test_the_choice_is_no_contest(follows):
    assert "Ce qu’il reste à passer" not in follows("au-choix", "ingenieurs-hospitaliers")


@pytest.mark.parametrize(
    ("step", "grade", "text"),
    [
        ("ingenieur-principal", "Ingénieur principal", "Ce grade a 9 échelons."),
        ("hors-classe-tableau", "Ingénieur hors classe", "Ce grade a 5 échelons et 1 échelon spécial."),
    ],
)
def test_advancement_leads_to_a_grade_and_no_rule_gives_the_echelon(follows, step, grade, text):
    found = follows(step, "ingenieurs-hospitaliers")

    assert (found["Grade"].value, found["Grade"].text) == (grade, text)
    assert not found["Échelon de classement"].known
    assert "Stage avant titularisation" not in found


# Article 5


def test_article_5_guarantees_what_its_page_already_says(follows, path_of):
    step = path_of("repositionnement").step("repositionnement")
    quoted = {(row.citation.source.line_start, words(row.citation.words)) for row in (*step.provisions, *step.criteria)}

    for rule in (*GUARANTEES, TERM):
        assert any(line == rule.lines[0] and text.startswith(words(rule.quote)[:40]) for line, text in quoted), (
            rule.title
        )


def test_in_another_group_the_tier_kept_cannot_be_known(follows):
    facts = {"groupe": Fact(own=Group("Groupe D", 2), aimed=Group("Groupe F", 4))}

    found = follows("repositionnement", "repositionnement", facts=facts, tier=1, tier_months=24)

    assert not found[TIER].known
    assert said(found[YEARS]) == (
        "2 ans | Elles sont conservées ; vers quel palier d’un autre groupe elles comptent n’est pas illustré."
    )


def test_the_six_months_end_once_the_date_of_effect_is_recorded(path_of):
    path = path_of("repositionnement")
    step = path.step("repositionnement")

    unknown = {row.title: row for row in outcome(path, step, Situation())}["Le délai"]
    dated = replace(path, effect_on=date(2021, 8, 31))
    known = {row.title: row for row in outcome(dated, step, Situation())}["Le délai"]

    assert not unknown.known
    assert (known.value, known.known) == ("jusqu’au 28 février 2022", True)


def test_nothing_is_found_without_a_citation(path_of):
    for slug in ("assistant-medical", "ingenieurs-hospitaliers", "repositionnement"):
        path = path_of(slug)
        for step in path.steps:
            for tier in (None, 0, 1, 2):
                for found in outcome(path, step, Situation(tier=tier, tier_months=12, interview=date(2023, 5, 1))):
                    assert found.citations, found.title
                    assert all(row.source for row in found.citations), found.title
