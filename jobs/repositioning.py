"""Article 5 of avenant 2021-01: what it says of the group, what it guarantees, and the answers it leaves open.

The words between quotation marks are the text's, slips included; the lines are those of the amendment.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from texts.values import Source

DOCUMENT = "clcc-avenant-2021-01"
TITLE = "Avenant 2021-01"
ARTICLE = "article 5"

#: the answers to « does this job's group suit? »
SAME = "meme_groupe"
ABOVE = "groupe_superieur"
BELOW = "groupe_inferieur"
UNKNOWN = "a_verifier"

#: what the comparison concludes, by thresholds that are settings
NONE_NEAR = "aucun"
BETWEEN_TWO = "entre_deux"
ONE_FIRST = "un_premier"


@dataclass(frozen=True)
class Rule:
    """One sentence of article 5: our title, its own words, its lines; `register` is the oddity that concerns it."""

    title: str
    quote: str
    lines: tuple[int, int]
    register: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """Where it stands."""
        return Source(DOCUMENT, TITLE, *self.lines)


TERM = Rule(
    "Le délai",
    "Dans un délai maximum de 6 mois après l’entrée en vigueur du présent avenant, les centres procéderont au "
    "repositionnement des postes rattachés aux emplois supprimés mentionnés aux articles 2, 3 et 5 en respectant "
    "les principes suivants",
    (161, 163),
    ("clcc-2021-art5-renvoi-a-lui-meme", "clcc-2021-delai-6-mois-sans-date"),
)
NEAREST = Rule(
    "L’emploi le plus approchant",
    "l’emploi le plus approchant de l’emploi supprimé devra être recherché à partir d’une analyse comparée des "
    "activités et des connaissances les plus significatives de la fiche de poste du salarié",
    (165, 167),
    ("clcc-2021-art5-comparee-comparative",),
)
GROUP = Rule(
    "Le groupe au moins égal",
    "le nouvel emploi de rattachement devra relever du même groupe de rémunération a minima, voir du groupe de "
    "rémunération supérieur si l’analyse comparative le justifie",
    (169, 170),
    ("clcc-2021-art5-voir-pour-voire",),
)
NO_LOSS = Rule(
    "Aucune perte de rémunération",
    "le repositionnement du salarié ne pourra entraîner aucune réduction de la rémunération du salarié",
    (172, 173),
)
ALL_ELEMENTS = Rule(
    "Tous les éléments conservés",
    "le salarié concerné conservera la totalité des éléments de rémunérations dont il bénéficiait avant ce "
    "repositionnement, y compris",
    (175, 176),
    ("clcc-2021-art5-niveaux-de-tirets-perdus",),
)
YEARS = Rule(
    "Les années d’éligibilité au palier",
    "les années d’éligibilité acquises sur son palier de rémunération (rémunération minimale annuelle garantie). "
    "Ainsi, pour exemple et a minima, un salarié ayant atteint le 1er palier du groupe B depuis 5 ans est reclassé "
    "au 1er palier du groupe B (RMAG 1) et conservera 5 ans au titre de la future éligibilité au 2e palier du "
    "groupe B (RMAG 2)",
    (178, 181),
    ("clcc-2021-art5-exemple-meme-groupe-seulement",),
)
EXPERIENCE_BONUS = Rule(
    "Le pourcentage de PEP", "le pourcentage de la prime liée à l’expérience professionnelle (PEP)", (183, 183)
)
CAREER_BONUS = Rule("Le montant de BAC", "le montant de la bonification acquise de carrière (BAC)", (184, 184))
OTHER_ELEMENTS = Rule("Tout autre élément", "et, le cas échéant, tout autre élément de rémunération", (185, 185))

#: what the person keeps, in the order of the text
GUARANTEES = (GROUP, NO_LOSS, ALL_ELEMENTS, YEARS, EXPERIENCE_BONUS, CAREER_BONUS, OTHER_ELEMENTS)
RULES = (TERM, NEAREST, *GUARANTEES)


#: « Dans un délai maximum de 6 mois après l’entrée en vigueur » (art. 5)
MONTHS_TO_REPOSITION = 6


@dataclass(frozen=True)
class Term:
    """The six months of article 5. `ends_on`, their last day, is None as long as the date of effect is not known."""

    signed_on: date | None
    effect_on: date | None
    ends_on: date | None


def term_of(*, signed_on: date | None, effect_on: date | None) -> Term:
    """The term that runs from the date of effect, counted from date to date: it ends on the day of the sixth month
    that bears the same number, or on the last of that month."""
    if effect_on is None:
        return Term(signed_on, None, None)
    month = effect_on.month - 1 + MONTHS_TO_REPOSITION
    year, month = effect_on.year + month // 12, month % 12 + 1
    return Term(signed_on, effect_on, date(year, month, min(effect_on.day, monthrange(year, month)[1])))


def group_answer(*, stated: int | None, levels: Sequence[int]) -> str:
    """How a job's group stands to the person's: « devra relever du même groupe de rémunération a minima » (art. 5).

    Both are ranks in the grid. Unknown as long as the person's group or the job's is: never dropped for it.
    A job that holds several groups suits by the highest.
    """
    if stated is None or not levels:
        return UNKNOWN
    highest = max(levels)
    return BELOW if highest < stated else SAME if stated in levels else ABOVE


def outcome(scores: Sequence[tuple[int, int]], *, none_below: int, between_within: int) -> str:
    """What the comparison concludes of its candidates, best first, each as its two percentages.

    No near job when the mean of the first's percentages is under `none_below`; between two when the second's mean
    is within `between_within` points of it.
    """
    means = [(forward + backward) / 2 for forward, backward in scores]
    if not means or means[0] < none_below:
        return NONE_NEAR
    if len(means) > 1 and means[1] >= none_below and means[0] - means[1] <= between_within:
        return BETWEEN_TWO
    return ONE_FIRST
