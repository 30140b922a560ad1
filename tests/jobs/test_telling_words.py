"""The words that count, and those that only look alike."""

import pytest

from jobs.search import MUTE
from jobs.telling_words import APART, REPEATED_ROOTS, TOOLS, root


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dispositifs", "disposition"),
        ("assurances", "assurer"),
        ("equipements", "equipes"),
        ("relatives", "relation"),
        ("donnees", "donner"),
        ("directives", "direction"),
        ("concours", "concourir"),
    ],
)
def test_words_of_different_meaning_are_kept_apart(one, other):
    assert root(one) != root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("dispositif", "dispositifs"), ("relative", "relatifs"), ("collectives", "collectif"),
     ("infirmiere", "infirmiers"), ("donnee", "donnees"), ("equipement", "equipements"), ("soins", "soin")],
)  # fmt: skip
def test_spellings_of_one_word_still_meet(one, other):
    assert root(one) == root(other)


def test_the_lists_agree():
    """What a search leaves out joins others here too; no word both joins others and tells little."""
    assert MUTE <= TOOLS
    assert not {root(word) for word in TOOLS} & REPEATED_ROOTS
    assert not APART & TOOLS
