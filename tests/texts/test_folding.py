"""Accents, case and typography no longer count once folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.folding import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Éducateur spécialisé", "educateur specialise"),
        ("Œuvre", "oeuvre"),
        ("ŒUVRE, cœlioscopie, Læticia", "oeuvre, coelioscopie, laeticia"),
        ("Agent d’accueil", "agent d'accueil"),
        ("Agent d'accueil", "agent d'accueil"),
        ("  Aide\N{NO-BREAK SPACE}soignant \n (e) ", "aide soignant (e)"),
        ("e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}", "ete"),
        ("ÇA VA", "ca va"),
        ("", ""),
    ],
)
def test_what_people_type_and_what_texts_print_meet(typed, folded):
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
