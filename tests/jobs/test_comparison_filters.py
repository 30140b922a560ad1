"""What the parameters of a comparison mean, and what is said of those that mean nothing."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.comparing import Comparing, job_address, reference
from jobs.filters import read_comparison, read_reference
from jobs.values import Wanted
from tests.pages import words

TODAY = date(2026, 3, 1)
A, B = Wanted("clcc", "aide-soignant"), Wanted("ucanss", "060101", 2)


def asked(address: str, **options) -> Comparing:
    return read_comparison(QueryDict(address), today=TODAY, **options)


def said(found: Comparing) -> list[tuple[str, str]]:
    return [(problem.parameter, words(problem.sentence)) for problem in found.problems]


def test_each_parameter_is_read():
    found = asked("emploi=clcc/aide-soignant&emploi=ucanss/060101@2&differences=1&au=2025-06-30&ajouter=infirmier")

    assert found == Comparing(date(2025, 6, 30), TODAY, (A, B), differences=True, words="infirmier")


def test_an_address_says_what_was_read_less_the_words_of_the_form():
    address = "/comparer/?emploi=clcc/aide-soignant&emploi=ucanss/060101@2&differences=1&au=2025-06-30"

    assert asked(address.partition("?")[2] + "&ajouter=infirmier").address() == address
    assert asked("").address() == "/comparer/"
    assert asked("emploi=clcc/aide-soignant").address(day=True) == "/comparer/?emploi=clcc/aide-soignant&au=2026-03-01"
    assert job_address("clcc", "aide-soignant") == "/comparer/?emploi=clcc/aide-soignant"


@pytest.mark.parametrize(
    "value",
    ["", "clcc", "clcc/", "/aide-soignant", "clcc/a/b", "clcc/a b", "clcc/a@", "clcc/a@x", "clcc/a@0", "clcc/a@00"],
)
def test_what_names_no_job_names_none(value):
    assert read_reference(value) is None


def test_a_reference_is_read_whatever_its_case():
    assert read_reference(" UCANSS/060101@02 ") == B
    assert reference(B) == "ucanss/060101@2"


def test_the_first_four_jobs_are_kept_and_the_others_named():
    found = asked("&".join(f"emploi=clcc/{letter}" for letter in "abcdef"))

    assert [row.key for row in found.wanted] == ["a", "b", "c", "d"]
    assert said(found) == [
        (
            "emploi",
            "Une comparaison tient quatre emplois au plus : les quatre premiers sont gardés, sans clcc/e, clcc/f.",
        )
    ]


@pytest.mark.parametrize(
    ("address", "parameter", "sentence"),
    [
        ("emploi=clcc/a&emploi=CLCC/A", "emploi", "« clcc/a » est demandé deux fois : il est montré une fois."),
        ("emploi=nulle", "emploi", "« nulle » ne désigne pas un emploi : écrivez son référentiel et sa clé"),
        ("differences=oui", "differences", "« oui » n’est pas une réponse : écrivez differences=1, ou rien."),
        ("au=demain", "au", "« demain » n’est pas une date"),
        ("au=2025-01-01&au=2026-01-01", "au", "Le paramètre « au » est donné plusieurs fois"),
        ("tri=code", "tri", "Le paramètre « tri » n’existe pas : retirez-le."),
    ],
)
def test_what_is_not_understood_is_said(address, parameter, sentence):
    [(where, what)] = said(asked(address))

    assert (where, what[: len(sentence)]) == (parameter, sentence)


def test_two_versions_of_one_job_are_two_wordings():
    found = asked("emploi=clcc/a@1&emploi=clcc/a@2")

    assert [row.version for row in found.wanted] == [1, 2]
    assert said(found) == []


def test_only_a_page_takes_the_words_of_the_form():
    found = asked("emploi=clcc/a&ajouter=infirmier", form=False)

    assert found.words == ""
    assert said(found) == [("ajouter", "Le paramètre « ajouter » n’existe pas : retirez-le.")]


def test_a_file_asks_for_two_jobs():
    assert [problem.parameter for problem in asked("emploi=clcc/a").refusals] == ["emploi"]
    assert asked("emploi=clcc/a&emploi=clcc/b").refusals == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["emploi", "differences", "au", "ajouter", "x"]), st.text(max_size=40)), max_size=20
    )
)
@settings(max_examples=150, deadline=None)
def test_no_address_fails_and_what_is_understood_is_understood_again(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)

    found = read_comparison(data, today=TODAY)

    assert len(found.wanted) <= 4
    again = asked(found.address().partition("?")[2])
    assert (again.wanted, again.differences, again.day, again.problems) == (
        found.wanted, found.differences, found.day, (),
    )  # fmt: skip
