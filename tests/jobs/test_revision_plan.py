"""The five years and the fifth, as articles 1 and 7 of avenant 2021-01 write them."""

from datetime import date

import pytest
from django.conf import settings

from jobs.revision_plan import (
    FIFTH_RULE,
    MEETING_RULE,
    TABLE_RULE,
    TERM_RULE,
    TEXT,
    Due,
    Progress,
    Since,
    Standing,
    Term,
    fifth,
    five_years_after,
    plan,
    term_of,
)

SIGNED_2021, SIGNED_2023 = date(2021, 4, 1), date(2023, 1, 31)
OLD = term_of(signed_on=SIGNED_2021, effect_on=None)
YOUNG = term_of(signed_on=SIGNED_2023, effect_on=None)
#: thirty-seven sheets of avenant 2021-01, one of avenant 2023-06 whose path begins at the twentieth
GRID = [
    *(Due(f"emploi-{n}", n, OLD, "assistant-medical" if n == 20 else "") for n in range(1, 38)),
    Due("assistant-medical-specialise", 38, YOUNG, "assistant-medical"),
]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (TERM_RULE, "mise à jour des fiches emplois qui le nécessitent sera réalisée a minima tous les 5 ans."),
        (MEETING_RULE, "se rencontrer une fois par an en vue d’assurer la mise à jour des fiches emplois"),
        (FIFTH_RULE, "Il est préconisé de réviser annuellement 1/5 de ces fiches."),
        (TABLE_RULE, "Le nombre de fiches emplois révisées annuellement fera l’objet d’un tableau de suivi"),
    ],
)
def test_each_rule_cites_the_lines_where_it_stands(rule, words):
    lines = (settings.BASE_DIR / "fixtures" / "documents" / f"{TEXT}.txt").read_text(encoding="utf-8").split("\n")
    printed = " ".join(lines[rule.line_start - 1 : rule.line_end])

    assert words in " ".join(printed.split())


def test_the_term_runs_from_signature_while_the_date_of_effect_is_not_known():
    assert Term(Since.SIGNATURE, date(2021, 4, 1), date(2026, 4, 1)) == OLD
    assert Term(Since.SIGNATURE, date(2023, 1, 31), date(2028, 1, 31)) == YOUNG


def test_a_known_date_of_effect_takes_the_place_of_signature():
    found = term_of(signed_on=SIGNED_2021, effect_on=date(2021, 7, 1))

    assert found == Term(Since.EFFECT, date(2021, 7, 1), date(2026, 7, 1))


def test_an_examination_opens_another_term_and_an_older_one_does_not():
    later = term_of(signed_on=SIGNED_2021, effect_on=None, examined_on=date(2025, 11, 20))
    older = term_of(signed_on=SIGNED_2023, effect_on=None, examined_on=date(2022, 1, 1))

    assert later == Term(Since.EXAMINATION, date(2025, 11, 20), date(2030, 11, 20))
    assert older == YOUNG


def test_an_undated_text_gives_no_term():
    found = term_of(signed_on=None, effect_on=None)

    assert found == Term(Since.UNDATED, None, None)
    assert found.standing(date(2026, 1, 1)) is Standing.UNDATED


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 3, 31), Standing.WITHIN), (date(2026, 4, 1), Standing.DUE), (date(2030, 1, 1), Standing.DUE),
    ],
)  # fmt: skip
def test_a_sheet_is_to_be_examined_from_the_day_of_its_term(day, standing):
    assert OLD.standing(day) is standing


def test_a_term_that_has_no_such_day_falls_on_the_last_of_the_month():
    assert five_years_after(date(2024, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(("sheets", "size"), [(0, 0), (1, 1), (5, 1), (6, 2), (35, 7), (37, 8), (38, 8), (40, 8)])
def test_a_fifth_goes_round_the_grid_in_five_years(sheets, size):
    assert fifth(sheets) == size
    assert size * 5 >= sheets


def test_the_plan_of_the_real_grid():
    found = plan(GRID, year=2026)

    assert [(planned.year, len(planned.jobs)) for planned in found.years] == [
        (2026, 8), (2027, 8), (2028, 8), (2029, 8), (2030, 6),
    ]  # fmt: skip
    assert found.years[0].jobs == tuple(f"emploi-{n}" for n in range(1, 9))
    assert found.years[2].jobs == (
        "emploi-17", "emploi-18", "emploi-19", "emploi-20", "assistant-medical-specialise",
        "emploi-21", "emploi-22", "emploi-23",
    )  # fmt: skip
    assert found.met_by == 2030  # thirty-seven terms fell in 2026, and the fifth takes up eight of them a year


def test_the_oldest_come_first_whatever_their_place_in_the_grid():
    undated = term_of(signed_on=None, effect_on=None)

    found = plan([Due("young", 1, YOUNG), Due("old", 2, OLD), Due("undated", 3, undated)], year=2026)

    assert [planned.jobs for planned in found.years] == [("undated",), ("old",), ("young",)]


def test_jobs_of_one_path_make_a_year_larger_and_are_never_parted():
    sheets = [Due(f"e{n}", n, OLD, "path" if n in {2, 9} else "") for n in range(1, 11)]

    found = plan(sheets, year=2026)

    assert found.years[0].jobs == ("e1", "e2", "e9")
    assert sum(len(planned.jobs) for planned in found.years) == 10


def test_what_is_already_decided_counts_in_the_fifth_of_the_year():
    found = plan(GRID, year=2026, taken=["emploi-30", "emploi-31", "unknown"])

    assert found.years[0].jobs == ("emploi-30", "emploi-31", *(f"emploi-{n}" for n in range(1, 7)))
    assert found.year_of("emploi-7") == 2027
    assert found.year_of("unknown") is None


def test_a_grid_within_its_terms_has_nothing_to_make_up_for():
    fresh = term_of(signed_on=date(2026, 1, 1), effect_on=None)

    assert plan([Due(f"e{n}", n, fresh) for n in range(10)], year=2026).met_by is None
    assert plan([], year=2026).years == ()


def test_only_the_revised_sheets_make_the_share():
    assert Progress(38, 8, revised=2, examined=6, within=9, years=()).share == 25
    assert Progress(38, 8, revised=9, examined=0, within=9, years=()).share == 100
    assert Progress(0, 0, revised=0, examined=0, within=0, years=()).share == 0
