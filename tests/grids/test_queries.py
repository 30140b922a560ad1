"""Grids and levels as of a day: each level counts from the text that prints it."""

from datetime import date

import pytest

from grids import queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


def known(slug: str, day: date = TODAY):
    return queries.grid(slug=slug, documents=queries.documents_with_dates(), day=day)


def codes(slug: str, day: date = TODAY) -> list[str]:
    return [level.code for level in known(slug, day).levels]


def test_levels_come_in_the_printed_order():
    """The headers of the tables: lines 9, 595 and 690 of the annex, 1416 to 1420 for the consulting engineers."""
    assert " ".join(codes("ucanss-administratif")) == "1 2 3 4A 4B 5A 5B 5C 6 7 8 9"
    assert " ".join(codes("ucanss-informatique")) == "IA IB IIA IIB III IVA IVB VA VB VI VII VIII IXA IXB X"
    assert " ".join(codes("ucanss-soignants")) == "1E 2E 3EA 3EB 4E 5E 6EA 6EB 6EC 7E 8E 9E 10E 11E 12E"
    assert codes("ucanss-ingenieurs-conseils") == ["10 A", "10 B", "11 A", "11 B", "12"]
    assert codes("clcc-non-cadres") == ["B", "D", "E", "F"]


def test_a_group_counts_from_the_text_that_prints_it():
    """Group B is printed by avenant 2021-01, signed on 1 April 2021; D, E and F by avenant 2023-06."""
    assert codes("clcc-non-cadres", date(2021, 3, 31)) == []
    assert codes("clcc-non-cadres", date(2021, 4, 1)) == ["B"]
    assert codes("clcc-non-cadres", date(2023, 1, 30)) == ["B"]
    assert codes("clcc-non-cadres", date(2023, 1, 31)) == ["B", "D", "E", "F"]


def test_a_level_says_which_text_prints_it():
    by_code = {level.code: level for level in known("clcc-non-cadres").levels}

    assert (by_code["B"].document, by_code["B"].source.line_start) == ("clcc-avenant-2021-01", 178)
    assert by_code["B"].dates == "signé le 1er avril 2021, date d’effet non connue"
    assert (by_code["F"].document, by_code["F"].source.line_start) == ("clcc-avenant-2023-06", 160)


def test_only_the_consulting_engineers_levels_are_defined():
    defined = {slug: [bool(level.definition) for level in known(slug).levels] for slug in (
        "ucanss-administratif", "ucanss-informatique", "ucanss-soignants", "clcc-non-cadres",
    )}  # fmt: skip

    assert {any(values) for values in defined.values()} == {False}
    engineers = known("ucanss-ingenieurs-conseils").levels
    assert engineers[3].definition == (
        "Ingénieur-conseil qui assure en second la responsabilité tant administrative que technique du service "
        "prévention-tarification."
    )
    assert engineers[3].source.line_start == 1419


def test_an_undated_grid_is_known_on_every_day():
    assert codes("ucanss-soignants", date(1, 1, 1)) == codes("ucanss-soignants", date(9999, 12, 31))


def test_an_unknown_grid_is_none():
    assert known("ucanss") is None
    assert known("") is None


def test_the_first_day_is_that_of_the_oldest_text():
    documents = queries.documents_with_dates()

    assert queries.first_day(slug="clcc-non-cadres", documents=documents) == date(2021, 4, 1)
    assert queries.first_day(slug="ucanss-soignants", documents=documents) is None
    assert queries.first_day(slug="ailleurs", documents=documents) is None


def test_the_list_leaves_out_the_grids_of_a_later_text(django_assert_num_queries):
    documents = queries.documents_with_dates()

    with django_assert_num_queries(2):
        found = queries.grids(documents=documents, day=TODAY)

    assert [grid.slug for grid in found] == [
        "clcc-non-cadres", "ucanss-administratif", "ucanss-informatique", "ucanss-soignants",
        "ucanss-ingenieurs-conseils",
    ]  # fmt: skip
    before = queries.grids(documents=documents, day=date(2020, 1, 1))
    assert "clcc-non-cadres" not in [grid.slug for grid in before]
    assert len(before) == 4
