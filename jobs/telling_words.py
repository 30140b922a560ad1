"""Which words of a line tell something, and by what form two of them are the same word. Pure.

Shared by the comparison and by the nearest jobs, so that a word counts alike in both. A search drops
fewer words (`jobs.search.MUTE`) and keeps a few more apart (`jobs.search.ALSO_APART`).
"""

from __future__ import annotations

from functools import lru_cache

from .french import masculine, stem, words

#: words that join others: they do not count
TOOLS = frozenset(
    words(
        "a afin ainsi après au aucun auprès aussi autre autres aux avant avec c ce cela celle celles ces cet cette "
        "ceux chaque chez comme d dans de des dont du durant elle elles en ensemble entre environ est et etc "
        "être éventuellement il ils l la le les lesquels lesquelles leur leurs lors lorsque lui m mais même mêmes n ne "
        "notamment ou par parmi pas pendant plus pour qu que quel quelle qui s sa se sein selon ses si soit son sont "
        "sous sur t tel telle telles tels tous tout toute toutes un une vers via y"
    )
)
#: words that so many lines repeat that they tell little, and nothing by themselves; printed with the rules
REPEATED = (
    "assurer, participer, réaliser, effectuer, contribuer, connaître, connaissance, maîtriser, gérer, gestion, mettre, "
    "mise, œuvre, prendre, prise, charge, cadre, base, notion, principe, apporter, veiller, collaborer, travailler, "
    "travail, activité, différent, domaine, nécessaire, adapté, spécifique, technique, lié, relatif, diplôme, État, "
    "titre, RNCP, niveau, bac, expérience, équivalent"
)
#: what a repeated word weighs: one quarter of another
REPEATED_SHARE = 4
#: words whose stem is that of another of clearly different meaning, masculine singular. Found by listing the words
#: that each stem gathers over every sheet: « assurance » and « assurer », « dispositif » and « disposition »,
#: « équipement » and « équipe », « relatif » and « relation », « donnée » and « donner »…
APART = frozenset(
    words(
        "affectif alternance applicatif assurance attention audition care collectif communication conception concours "
        "confort course data définitif département directement directive dispositif donnée effectif équipement "
        "exclusif formation former maintenance ordonnance paire partie partir positif poste relatif repère série "
        "spécification voix"
    )
)


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The form by which a folded word is the same as another: its stem, or itself when it is one of `APART`."""
    one = word[:-1] if len(word) > 3 and word[-1] in "sx" and word not in APART else word
    return next((form for form in (one, masculine(one)) if form in APART), None) or stem(word)


REPEATED_ROOTS = frozenset(map(root, words(REPEATED)))
