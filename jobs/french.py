"""French words as one form for all their spellings: accents, plural, feminine and inclusive forms meet.

Stemming by itself needs the accents that folding removes, and parts « infirmière » from « infirmier ». So: fold,
cut the plural, bring seven feminine endings to the masculine, then stem once (Snowball, French).
"""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

from texts.folding import fold

#: feminine endings and what they become, the longest first
FEMININE = (
    ("ienne", "ien"),
    ("trice", "teur"),
    ("iere", "ier"),
    ("euse", "eur"),
    ("ive", "if"),
    ("ere", "er"),
    ("ee", "e"),
)
#: words that end in s in the singular, and would be taken for others without it (« paye », « cour »)
INVARIABLE = frozenset(["pays", "cours", "fils", "sens"])
WORD = re.compile(r"[a-z0-9]+")
#: what makes a masculine inclusive, once folded
ENDINGS = "euse|esse|trice|iere|rice|ere|ice|nne|ive|sse|es|le|ne|se|te|ve|e|s"
#: « infirmier(e) », « Conseiller (ère) », « infirmier·e·s », « directeur/trice »: the ending adds nothing
INCLUSIVE = re.compile(
    rf"(?<=[a-z]{{2}})(?: ?\((?:{ENDINGS})\)(?=s?(?![a-z]))|(?:[·•‧∙.](?:{ENDINGS}))+(?![a-z0-9])"
    rf"|[/-](?:euse|trice|iere|rice|ere|ne|se|e)(?:[/-]?s)?(?![a-z0-9]))"
)

_stemmer = snowballstemmer.stemmer("french")
#: the stemmer holds the word that it works on: two threads at once would cut each other's
_one_word_at_a_time = Lock()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word: « infirmiere », « infirmiers » and « infirmier » give « infirmi »."""
    if word in INVARIABLE:
        return word
    if len(word) > 4 and word.endswith("aux") and word[-4] != "e":
        word = f"{word[:-3]}al"  # medicaux, sociaux
    elif len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    with _one_word_at_a_time:
        return _stemmer.stemWord(masculine(word))


def masculine(word: str) -> str:
    """A folded word with its feminine ending brought to the masculine: « conseillere » gives « conseiller »."""
    for ending, becomes in FEMININE:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + becomes
    return word


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return WORD.findall(INCLUSIVE.sub("", fold(text)))


def stems(text: str) -> list[str]:
    """The stems of the words of `text`, in order; a word said twice gives its stem twice."""
    return [stem(word) for word in words(text)]
