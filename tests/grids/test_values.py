"""How grids and levels are named in addresses, and found again."""

import pytest

from grids.values import GridValue, LevelValue, grid_url, level_anchor, level_key, level_url


def level(code: str) -> LevelValue:
    return LevelValue(code, f"Niveau {code}", "", code, None)


def grid(*codes: str) -> GridValue:
    return GridValue("une-grille", "ucanss", "Une grille", "texte", "Texte", "", [], None, [level(c) for c in codes])


def test_a_level_is_addressed_without_its_spaces():
    assert grid_url("ucanss-ingenieurs-conseils") == "/grilles/ucanss-ingenieurs-conseils/"
    assert level_url("ucanss-ingenieurs-conseils", "10 A") == "/grilles/ucanss-ingenieurs-conseils/10A/"
    assert level_anchor("4A") == "niveau-4A"
    assert level_key("10\u00a0A") == "10A"


@pytest.mark.parametrize("asked", ["10A", "10a", "10 A", " 10  a "])
def test_a_level_is_found_whatever_its_case_and_spaces(asked):
    assert grid("10 A", "10 B").level(asked).code == "10 A"


@pytest.mark.parametrize("asked", ["", " ", "10", "1", "10AA", "٤A", "10A\0", "%"])
def test_a_level_that_the_grid_lacks_is_not_found(asked):
    assert grid("10 A", "10 B").level(asked) is None
