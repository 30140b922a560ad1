"""One spelling for all: what a text becomes when accents, case and typography no longer count."""

import unicodedata

#: what decomposition leaves whole, and the apostrophes that people and texts type one for another
SAME = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """`text` without accents, case or double blanks, ligatures opened and apostrophes straight.

    Folding what is folded changes nothing: « Œuvre  d’aide à l’Été » and « oeuvre d'aide a l'ete » meet.
    """
    letters = unicodedata.normalize("NFD", text.translate(SAME)).casefold()
    letters = unicodedata.normalize("NFD", letters.translate(SAME))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
