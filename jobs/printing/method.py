"""How the nearest jobs are counted, in words: the page, the proposal and its PDF say it alike."""

from __future__ import annotations

from django.conf import settings

from ..nearest import CANDIDATES, COMMON_FROM, ELSEWHERE, PADDING, PAIRED_FROM, SHOWN, SOUGHT_WORDS
from ..telling_words import REPEATED
from .line_by_line import percent, tenths


def method() -> list[str]:
    """The method, a paragraph each, its figures inside."""
    return [
        (
            "On compare des lignes : chaque activité d’un côté à chaque activité de l’autre, chaque connaissance à "
            "chaque connaissance. Le savoir-faire compte avec les connaissances. L’intitulé, les missions, la "
            "finalité et le diplôme ne comptent pas ; les missions tiennent lieu d’activités dans les fiches qui ne "
            "listent qu’elles (Anap)."
        ),
        (
            "Un mot pèse d’autant plus qu’il est rare : son poids est le logarithme népérien du nombre d’emplois qui "
            "ont une fiche dans les textes officiels divisé par le nombre de ceux dont la fiche le porte, arrondi au "
            "dixième ; une révision ne change le poids d’aucun mot. Accents, pluriels, "
            "féminins et terminaisons se valent, sauf quand le sens change (« dispositif » et « disposition », "
            "« équipement » et « équipe ») ; les mots de liaison ne comptent pas ; un mot qu’aucune fiche ne porte "
            "pèse autant que le plus rare."
        ),
        (
            "Les mots que beaucoup de lignes répètent disent peu : ils pèsent le quart de ce que donnerait leur "
            "rareté, et ne rapprochent pas à eux seuls deux lignes, sauf si elles disent la même chose. Ce sont : "
            f"{REPEATED}. « Comparer » compte les mêmes mots sans regarder leur rareté : ses pourcentages ne sont pas "
            "ceux-ci."
        ),
        (
            "La ressemblance de deux lignes est la somme des poids des mots communs, divisée par la somme de la plus "
            f"légère des deux augmentée de {tenths(PADDING)} : ainsi deux lignes courtes ne se ressemblent pas par un "
            f"seul mot. Elle est de 100 % quand tous les mots qui comptent sont communs. Sous {percent(PAIRED_FROM)}, "
            "la ligne est dite sans équivalent et compte pour zéro."
        ),
        (
            "Chaque ligne retient celle d’en face qui lui ressemble le plus. Le pourcentage est la somme des poids "
            "des lignes multipliés par leur ressemblance, divisée par la somme de leurs poids ; le poids d’une ligne "
            "est la moyenne de ceux de ses mots. On le fait dans les deux sens, activités et connaissances à part "
            "puis ensemble, et le classement suit la moyenne des deux sens. Une partie que l’un des deux côtés ne "
            "donne pas n’est pas comptée."
        ),
        (
            f"Les {CANDIDATES} fiches qui partagent le plus des {SOUGHT_WORDS} mots les plus rares sont comptées ; les "
            f"{SHOWN} premières sont montrées. Ceux d’un même référentiel se ressemblent souvent par leur rédaction : "
            f"pour un emploi du portail, {CANDIDATES} fiches des autres référentiels sont comptées aussi, et leurs "
            f"{ELSEWHERE} premières montrées à part quand elles ne sont pas parmi les précédentes. Une description "
            f"collée de moins de {settings.REPERES_NEAREST_FEWEST_WORDS} mots différents qui comptent ne mène à aucune "
            "conclusion. La base commune des CLCC n’est pas comptée : une ligne collée qui en "
            f"redit une à {percent(COMMON_FROM)} ou plus est mise à part. Les emplois supprimés et remplacés ne sont "
            "pas proposés."
        ),
        (
            "Cela compare des mots, pas des fonctions : deux lignes peuvent dire la même chose avec d’autres mots, ou "
            "autre chose avec les mêmes. Chaque ligne est montrée pour que vous en jugiez."
        ),
    ]
