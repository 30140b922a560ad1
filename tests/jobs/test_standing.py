"""What became of a job on a day, by the rules of the texts."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.enums import Status
from jobs.standing import ReplacementFact, Standing, StatusFact, boundaries, standing_on

SIGNED = date(2021, 4, 1)
ANNOUNCED = [ReplacementFact(announced="2025")]


def test_a_job_of_which_nothing_is_said_is_in_force():
    assert standing_on(SIGNED, [], []) == Standing(Status.IN_FORCE)


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2021, 3, 31), Status.IN_FORCE), (SIGNED, Status.DELETED), (date(2030, 1, 1), Status.DELETED)],
)
def test_a_deletion_counts_from_the_day_of_its_text(day, status):
    assert standing_on(day, [StatusFact(Status.DELETED, SIGNED)], []).status == status


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)])
def test_what_is_announced_for_2025_is_in_force_with_a_notice_until_the_end_of_2025(day):
    found = standing_on(day, [], ANNOUNCED)

    assert found == Standing(Status.IN_FORCE, "remplacement annoncé pour 2025, sans jour précisé", pending=True)
    assert not found.past


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2031, 7, 14)])
def test_what_was_announced_for_2025_is_afterwards_replaced_and_not_attested(day):
    found = standing_on(day, [], ANNOUNCED)

    assert found == Standing(Status.REPLACED, "remplacé (annoncé pour 2025, réalisation non attestée)")
    assert found.past


def test_a_replacement_without_a_year_is_done_from_the_day_of_its_text():
    replaced = [ReplacementFact(since=SIGNED)]

    assert standing_on(SIGNED - timedelta(1), [], replaced).status == Status.IN_FORCE
    assert standing_on(SIGNED, [], replaced) == Standing(Status.REPLACED)


def test_an_announcement_keeps_the_status_that_the_job_had():
    assert standing_on(date(2025, 5, 1), [StatusFact(Status.EMERGING)], ANNOUNCED).status == Status.EMERGING


def test_a_deleted_job_stays_deleted_whatever_was_announced():
    assert standing_on(date(2026, 1, 1), [StatusFact(Status.DELETED, SIGNED)], ANNOUNCED) == Standing(Status.DELETED)


def test_the_latest_text_speaks_last_whatever_the_order_of_the_rows():
    rows = [
        StatusFact(Status.DELETED, SIGNED),
        StatusFact(Status.EMERGING),
        StatusFact(Status.IN_FORCE, date(2023, 1, 31)),
    ]

    for statuses in (rows, rows[::-1]):
        assert standing_on(date(2020, 1, 1), statuses, []).status == Status.EMERGING
        assert standing_on(date(2022, 1, 1), statuses, []).status == Status.DELETED
        assert standing_on(date(2024, 1, 1), statuses, []).status == Status.IN_FORCE


DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))
STATUSES = st.lists(st.builds(StatusFact, st.sampled_from(Status.values), st.none() | DAYS), max_size=4)
REPLACEMENTS = st.lists(
    st.builds(ReplacementFact, st.sampled_from(["", "2024", "2025", "2026"]), st.none() | DAYS), max_size=3
)


@given(day=DAYS, statuses=STATUSES, replacements=REPLACEMENTS)
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_nothing_changes_but_on_a_boundary(day, statuses, replacements):
    """The list is cut at the boundaries: between two of them the standing may not move."""
    previous = day - timedelta(1)

    moved = standing_on(day, statuses, replacements) != standing_on(previous, statuses, replacements)

    assert not moved or day in boundaries(statuses, replacements)
