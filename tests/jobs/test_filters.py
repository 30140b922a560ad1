"""What the parameters of the list mean, and what is said of those that mean nothing."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.filters import read_day, read_selection, read_sheet_day
from jobs.selection import FACETS, MAX_QUERY, SORTS, Selection, usual_sort
from tests.pages import words

TODAY = date(2026, 3, 1)
CHOICES = {
    "referentiel": {"clcc": "CLCC", "ucanss": "Sécurité sociale"},
    "niveau": {"3EA": "3EA", "3EB": "3EB"},
    "pays": {"quebec": "Québec"},
}


def asked(address: str) -> Selection:
    return read_selection(QueryDict(address), choices=CHOICES, today=TODAY)


def said(selection: Selection) -> dict[str, str]:
    """The sentences, by parameter."""
    return {problem.parameter: words(problem.sentence) for problem in selection.problems}


def test_an_address_without_parameter_asks_for_everything_today():
    assert asked("") == Selection(day=TODAY, today=TODAY)


def test_each_parameter_is_read():
    found = asked("q=soins&referentiel=clcc&referentiel=ucanss&niveau=3EB&tri=texte&page=3&au=2025-06-30")

    assert found == Selection(
        day=date(2025, 6, 30),
        today=TODAY,
        query="soins",
        facets={"referentiel": ("clcc", "ucanss"), "niveau": ("3EB",)},
        sort="texte",
        page=3,
    )


@pytest.mark.parametrize(
    ("address", "parameter", "sentence"),
    [
        (
            "pays=atlantide",
            "pays",
            "« atlantide » n’est pas une valeur connue du filtre « Pays » : choisissez-en une dans la liste.",
        ),
        ("revision=due", "revision", "Le filtre « État de révision » n’a encore aucune valeur : retirez « due »."),
        ("tri=prix", "tri", "« prix » n’est pas un tri connu : choisissez parmi pertinence, intitule, texte, code."),
        ("page=0", "page", "« 0 » n’est pas un numéro de page : donnez un nombre à partir de 1."),
        ("page=-1", "page", "« -1 » n’est pas un numéro de page : donnez un nombre à partir de 1."),
        ("page=²", "page", "« ² » n’est pas un numéro de page : donnez un nombre à partir de 1."),
        ("page=٣", "page", "« ٣ » n’est pas un numéro de page : donnez un nombre à partir de 1."),
        (
            "page=9999999999999999999",
            "page",
            "« 9999999999999999999 » n’est pas un numéro de page : donnez un nombre à partir de 1.",
        ),
        ("au=2025-02-30", "au", "« 2025-02-30 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("au=2025-W01-1", "au", "« 2025-W01-1 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("au=0000-00-00", "au", "« 0000-00-00 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("au=30/06/2025", "au", "« 30/06/2025 » n’est pas une date : écrivez-la AAAA-MM-JJ, comme 2025-06-30."),
        ("couleur=bleu", "couleur", "Le paramètre « couleur » n’existe pas : retirez-le."),
        ("q=a&q=b", "q", "Le paramètre « q » est donné plusieurs fois : gardez une seule valeur."),
        ("au=2025-01-01&au=", "au", "Le paramètre « au » est donné plusieurs fois : gardez une seule valeur."),
        (f"q={'x' * 201}", "q", "La recherche est limitée à 200 caractères : raccourcissez-la."),
    ],
)
def test_what_makes_no_sense_is_said_and_left_out(address, parameter, sentence):
    found = asked(f"{address}&referentiel=clcc")

    assert said(found) == {parameter: sentence}
    assert found.facets == {"referentiel": ("clcc",)}  # the rest of the request is kept
    assert (found.sort, found.page) == (usual_sort(found.query), 1)
    assert found.day == TODAY


def test_a_value_repeated_by_mistake_counts_once_and_is_no_problem():
    found = asked("niveau=3EB&niveau=3EB&niveau=&q=soins&q=soins")

    assert (found.facets, found.query, found.problems) == ({"niveau": ("3EB",)}, "soins", ())


def test_a_long_search_is_cut_between_two_words():
    query = asked(urlencode({"q": "soins " * 50})).query

    assert len(query) <= MAX_QUERY
    assert set(query.split()) == {"soins"}


def test_a_thousand_unknown_values_make_a_short_message():
    found = asked("&".join(f"pays=p{n}" for n in range(500)) + "&" + "&".join(f"z{n}=1" for n in range(400)))

    assert len(found.problems) == 3 + 5
    assert max(len(problem.sentence) for problem in found.problems) < 150


def test_a_long_value_is_quoted_in_part():
    assert said(asked(f"tri={'é' * 500}\n"))["tri"].startswith(f"« {'é' * 40}… »")


def test_a_value_is_taken_away_alone():
    found = asked("niveau=3EA&niveau=3EB&pays=quebec")

    assert found.without("niveau", "3EA") == {"niveau": ("3EB",), "pays": ("quebec",)}
    assert found.without("pays", "quebec") == {"niveau": ("3EA", "3EB")}


def test_another_choice_goes_back_to_the_first_page():
    found = asked("niveau=3EB&page=4")

    assert found.address(facets={}) == ""
    assert found.address(page=5) == "?niveau=3EB&page=5"
    assert found.address() == "?niveau=3EB"


@given(
    query=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    facets=st.fixed_dictionaries({name: st.sets(st.sampled_from(sorted(CHOICES[name]))) for name in CHOICES}),
    sort=st.sampled_from(sorted(SORTS)),
    page=st.integers(1, 999_999),
    day=st.dates(),
)
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_an_address_read_and_written_again_is_the_same_request(query, facets, sort, page, day):
    """So that a link of the page, sent to a colleague, asks for what it shows."""
    pairs = [("q", query), *((n, v) for n, values in facets.items() for v in sorted(values))]
    found = asked(urlencode([*pairs, ("tri", sort), ("page", page), ("au", day.isoformat())]))

    again = asked(found.address(page=found.page).removeprefix("?"))

    assert found.problems == again.problems == ()
    assert again == found


@given(data=st.dictionaries(st.sampled_from([*FACETS, "q", "tri", "page", "au", "x"]), st.lists(st.text(), max_size=3)))
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_whatever_is_sent_is_understood_or_said(data):
    found = asked(urlencode(data, doseq=True))

    assert set(found.facets) <= set(CHOICES)
    assert 1 <= found.page <= 999_999
    assert len(found.query) <= MAX_QUERY
    assert all(problem.sentence.endswith(".") and problem.parameter in data for problem in found.problems)


def test_a_sheet_takes_a_day_and_nothing_else():
    problems = []

    day = read_sheet_day(QueryDict("au=2025-06-30&jour=2024-01-01"), problems, today=TODAY)

    assert day == date(2025, 6, 30)
    assert [problem.parameter for problem in problems] == ["jour"]


@pytest.mark.parametrize("day", ["0001-01-01", "2024-02-29", "9999-12-31"])
def test_every_day_of_the_calendar_is_a_day(day):
    problems = []

    assert read_day(QueryDict(f"au={day}"), problems, today=TODAY).isoformat() == day
    assert problems == []
