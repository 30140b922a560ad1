"""Every spelling of a word meets the others, and different words do not."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobs.french import stem, stems, words

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"


@pytest.mark.parametrize(
    "spellings",
    [
        ["infirmier", "infirmière", "infirmiere", "INFIRMIERS", "infirmières", "infirmier(e)", "infirmier·e·s"],
        ["masseur", "masseuse", "Masseur(se)", "masseurs", "masseur/se"],
        ["directeur", "directrice", "Directeur(rice)", "directeur/trice"],
        ["conseiller", "conseillère", "Conseiller(ère)", "Conseiller (ère)", "conseiller-ère"],
        ["technicien", "technicienne", "Technicien(ne)", "technicien(ne)s"],
        ["superviseur", "superviseuse", "Superviseur(euse)"],
        ["accompagnant", "accompagnante", "Accompagnant (e)"],
        ["spécialisé", "specialisee", "spécialisées", "spécialisé(e)"],
        ["éducatif", "éducative", "educatives"],
        ["médical", "médicale", "médicaux", "medicales"],
        ["unité", "unités", "unité(s)"],
        ["œuvre", "oeuvres"],
    ],
)
def test_spellings_of_one_word_share_their_stem(spellings):
    assert len({tuple(stems(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("infirmier", "infirme"),
        ("aide", "aile"),
        ("soins", "soignant"),
        ("as", "a"),
        ("eaux", "eal"),
        ("arc", "art"),
        ("pays", "paye"),
    ],
)
def test_different_words_stay_apart(one, other):
    assert stems(one) != stems(other)


def test_words_are_cut_at_apostrophes_hyphens_and_slashes():
    assert words("L’agent d'accueil/standardiste, bio-nettoyage (AT / MP)") == [
        "l", "agent", "d", "accueil", "standardiste", "bio", "nettoyage", "at", "mp",
    ]  # fmt: skip


def test_an_inclusive_ending_is_not_taken_for_a_word_in_parentheses():
    assert words("coordinateur(trice) d'études cliniques (CEC)") == ["coordinateur", "d", "etudes", "cliniques", "cec"]
    assert words("groupe (et) position") == ["groupe", "et", "position"]


@pytest.mark.parametrize("word", ["as", "ide", "ipa", "3d", "15d30", "060101"])
def test_short_forms_and_codes_are_left_as_they_are(word):
    assert stem(word) == word


@given(st.text(max_size=80))
@example("İ(e)")
@example("ﬁ·e·s")
@settings(max_examples=400, deadline=None, derandomize=True, database=None)
def test_whatever_is_written_gives_plain_words_and_one_stem_each(text):
    found = words(text)

    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in found)
    assert [stem(word) for word in found] == stems(text)
    assert all(stems(text))


def test_threads_that_stem_at_once_do_not_mix_their_words():
    listed = sorted(set(words(" ".join(path.read_text("utf-8") for path in DOCUMENTS.glob("*.txt")))))[::4]
    alone = {word: stem.__wrapped__(word) for word in listed}
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda part: {word: stem.__wrapped__(word) for word in part}, [listed] * 4))
    finally:
        sys.setswitchinterval(usual)

    assert [part == alone for part in together] == [True] * 4
