"""How a facet names a value that texts print in several ways. Ours alone: a sheet keeps each wording as printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils.text import slugify

#: one diploma in several wordings, because the text gives them one RNCP number: each to the commonest of them.
#: A closed list: a diploma printed without its number is gathered with none, whatever its name.
SAME_DIPLOMA = {
    # RNCP 8940: six jobs of the Sécurité sociale, lines 1017, 1117 and 1132, then 1040, 1061 and 1228
    "DE - Diplôme d'Etat d'infirmier(e)": "DE - Diplôme d'Etat d'infirmier ou d'infirmière",
    "DE - Diplôme d'Etat d'infirmier(e) ou d'infirmière": "DE - Diplôme d'Etat d'infirmier ou d'infirmière",
}

#: facet and printed wording
Printed = tuple[str, str]


def value_of(printed: Printed) -> str:
    """The value of a facet that a printed wording gives, fit for an address."""
    facet, wording = printed
    return slugify(SAME_DIPLOMA.get(wording, wording) if facet == "diplome" else wording)[:160]


def commonest(printed: Iterable[Printed]) -> dict[Printed, str]:
    """The label of each (facet, value): the wording printed most, so that a value has one name and one count.

    Two texts may print one name with a straight apostrophe and with a curved one. Among equals, the curved one.
    """
    wordings: dict[Printed, Counter] = defaultdict(Counter)
    for row in printed:
        wordings[row[0], value_of(row)][row[1]] += 1
    return {value: max(counted, key=lambda wording: (counted[wording], wording)) for value, counted in wordings.items()}
