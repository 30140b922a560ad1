"""One spelling for all: what a text becomes when accents, case and typography no longer count."""

import unicodedata

#: what decomposition leaves whole, and the apostrophes that people and texts type one for another
SAME = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})


#: below this, what a letter becomes is kept: every European script and its punctuation
KEPT_BELOW = 0x3000


class _Letters(dict):
    """What each letter becomes, by code point, found when it is first met: a table for `str.translate`.

    Letters fold one by one, whatever stands beside them: the accents go, wherever decomposition would put them.
    """

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", chr(code).translate(SAME)).casefold()
        letters = unicodedata.normalize("NFD", letters.translate(SAME))
        folded = "".join(letter for letter in letters if not unicodedata.combining(letter))
        return self.setdefault(code, folded) if code < KEPT_BELOW else folded


LETTERS = _Letters()


def fold(text: str) -> str:
    """`text` without accents, case or double blanks, ligatures opened and apostrophes straight.

    Folding what is folded changes nothing: « Œuvre  d’aide à l’Été » and « oeuvre d'aide a l'ete » meet.
    """
    return " ".join(text.translate(LETTERS).split())
