"""A pasted fiche de poste read into lines: nothing of it is kept, nothing of it is trusted."""

import re
import unicodedata
from dataclasses import dataclass

from texts.folding import fold

from .weighing import ACTIVITIES, KNOWLEDGE

#: bytes of UTF-8 that a description may hold in all
LONGEST = 20_000
#: lines read of a description, and characters read of a line
MOST_LINES = 150
LONGEST_LINE = 1_000

#: list marks that people type or paste before a line: dashes, dots, boxes, numbers, letters
MARK = re.compile(r"^(?:[\s\-–—•●○◦▪■□►➢➤✓✔*·»>]|\d{1,2}[.)°]\s|[a-z][.)]\s)+")
#: headings of a single field, folded, and the part that they open; an empty one opens what is not compared
HEADINGS = (
    (re.compile(r"^(?:principales |autres )?(?:activites|taches|missions et activites)\b"), ACTIVITIES),
    (re.compile(r"^(?:principales )?(?:connaissances|savoirs?\b|savoir[- ]faire|competences)"), KNOWLEDGE),
    (
        re.compile(
            r"^(?:missions?|definition|finalites?|intitule|diplomes?|formations?|experience|"
            r"conditions|horaires|contraintes|relations|rattachement|service|contexte|profil|qualites)\b"
        ),
        "",
    ),
)
#: a heading is short, or ends with a colon
LONGEST_HEADING = 60


@dataclass(frozen=True)
class Pasted:
    """What was understood of a paste. `left_out` counts lines that stood under a heading that is not compared."""

    title: str
    activities: tuple[str, ...]
    knowledge: tuple[str, ...]
    left_out: int = 0
    cut: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not self.activities and not self.knowledge

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Its lines as (part, text)."""
        return [(ACTIVITIES, text) for text in self.activities] + [(KNOWLEDGE, text) for text in self.knowledge]


def cleaned(text: str) -> str:
    """`text` without what cannot be shown: control and invisible characters, direction overrides, lone surrogates."""
    kept = (" " if char == "\t" else char for char in text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char for char in kept if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"})


def read_pasted(*, title: str, activities: str, knowledge: str) -> Pasted:
    """The description that two fields hold, one line each. Headings inside either field send lines where they say."""
    found: dict[str, list[str]] = {ACTIVITIES: [], KNOWLEDGE: [], "": []}
    total = 0
    for opened, text in ((ACTIVITIES, activities), (KNOWLEDGE, knowledge)):
        part = opened
        for raw in cleaned(text).split("\n"):
            line = " ".join(MARK.sub("", raw).split())
            heading = heading_of(line)
            if heading is not None:
                part = heading
            elif line:
                total += 1
                if total <= MOST_LINES and line[:LONGEST_LINE] not in found[part]:
                    found[part].append(line[:LONGEST_LINE])
    return Pasted(
        " ".join(cleaned(title).split())[:200],
        tuple(found[ACTIVITIES]),
        tuple(found[KNOWLEDGE]),
        len(found[""]),
        total > MOST_LINES,
    )


def heading_of(line: str) -> str | None:
    """The part that a heading opens, empty when it is one that is not compared; None when the line is no heading.

    « Activités », « Connaissances requises : » open a part; « Connaître les règles d’hygiène » does not.
    """
    bare = fold(line).rstrip(" :.")
    short = len(line) <= LONGEST_HEADING and len(bare.split()) <= 5
    if not line or not (short and (line.rstrip().endswith(":") or line[:1].isupper())):
        return None
    if not line.rstrip().endswith(":") and len(bare.split()) > 3:
        return None
    return next((part for pattern, part in HEADINGS if pattern.match(bare)), None)
