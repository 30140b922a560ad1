"""Article 5 of avenant 2021-01, sentence by sentence."""

from datetime import date

import pytest
from django.conf import settings

from jobs.repositioning import (
    ABOVE,
    BELOW,
    BETWEEN_TWO,
    DOCUMENT,
    NONE_NEAR,
    ONE_FIRST,
    RULES,
    SAME,
    UNKNOWN,
    Term,
    group_answer,
    outcome,
    term_of,
)
from texts.models import Anomaly

TEXT = (settings.BASE_DIR / "fixtures" / "documents" / f"{DOCUMENT}.txt").read_text("utf-8").split("\n")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.title)
def test_every_rule_quotes_its_lines_as_printed(rule):
    first, last = rule.lines
    printed = " ".join(line.strip() for line in TEXT[first - 1 : last])

    assert rule.quote in " ".join(printed.replace("\u00a0", " ").split())
    assert rule.source.url == f"/documents/{DOCUMENT}/#l{first}"


def test_the_slips_of_the_text_are_quoted_as_they_are():
    quotes = " ".join(rule.quote for rule in RULES)

    assert "a minima, voir du groupe" in quotes
    assert "articles 2, 3 et 5" in quotes
    assert "éléments de rémunérations" in quotes


@pytest.mark.django_db
def test_every_slip_leads_to_the_register():
    cited = {key for rule in RULES for key in rule.register}

    assert cited == set(Anomaly.objects.filter(key__in=cited).values_list("key", flat=True))
    assert {"clcc-2021-art5-voir-pour-voire", "clcc-2021-art5-renvoi-a-lui-meme"} <= cited


# « devra relever du même groupe de rémunération a minima »


@pytest.mark.parametrize(
    ("stated", "levels", "answer"),
    [
        (3, [3], SAME),
        (3, [2], BELOW),
        (3, [4], ABOVE),
        (3, [], UNKNOWN),
        (None, [3], UNKNOWN),
        (None, [], UNKNOWN),
        (3, [2, 3], SAME),
        (3, [2, 4], ABOVE),
    ],
)
def test_a_group_below_is_excluded_and_an_unknown_one_never_is(stated, levels, answer):
    assert group_answer(stated=stated, levels=levels) == answer


# The answers that the comparison may give


@pytest.mark.parametrize(
    ("scores", "answer"),
    [
        ([], NONE_NEAR),
        ([(14, 14)], NONE_NEAR),
        ([(15, 15)], ONE_FIRST),
        ([(40, 20), (30, 24)], BETWEEN_TWO),
        ([(40, 20), (30, 23)], ONE_FIRST),
        ([(16, 16), (14, 15)], ONE_FIRST),
    ],
)
def test_no_near_job_and_between_two_are_possible_answers(scores, answer):
    """The second counts only when it is near itself: 14.5 is within three points of 16, and under fifteen."""
    assert outcome(scores, none_below=15, between_within=3) == answer


# « Dans un délai maximum de 6 mois après l’entrée en vigueur »


def test_the_term_has_no_day_while_the_date_of_effect_is_not_known():
    assert term_of(signed_on=date(2021, 4, 1), effect_on=None) == Term(date(2021, 4, 1), None, None)


@pytest.mark.parametrize(
    ("effect", "end"),
    [
        (date(2021, 6, 1), date(2021, 12, 1)),
        (date(2021, 8, 31), date(2022, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2021, 12, 1), date(2022, 6, 1)),
    ],
)
def test_the_term_is_counted_from_date_to_date(effect, end):
    assert term_of(signed_on=None, effect_on=effect).ends_on == end
