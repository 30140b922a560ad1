"""What a writer may want to look at again in the text of a sheet. Advice, which refuses nothing. Pure.

`static/js/drafting.js` gives the same advice while one types; a test holds the two to one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from texts.folding import fold

from .enums import SectionKind
from .notation import CODE, GROUP, LEVEL, SUB_ITEM, SectionField

#: characters from which a line is hard to read at one go: one official line in twenty is longer
OVERLONG = 280
#: « Accueillir », « S’assurer », « Se tenir », « Co-animer »
ACTION_VERB = re.compile(r"(?:s['’]|se )?(?:co ?- ?)?[a-zà-ÿœ]+(?:er|ir|re)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hint:
    """Something to look at: the field and the line, counted from 1, and why."""

    field: int
    line: int
    sentence: str


def hints(fields: Sequence[SectionField]) -> list[Hint]:
    """What to look at in the text of a sheet, in its order."""
    seen: dict[str, tuple[int, int]] = {}
    found: list[Hint] = []
    for number, field in enumerate(fields, 1):
        for line, text, child in _items(field.text):
            found += [Hint(number, line, sentence) for sentence in _of_line(field.kind, text, child)]
            key = fold(text).rstrip(" .;,:")
            first = seen.setdefault(key, (number, line))
            if key and first != (number, line):
                where = f"la ligne {first[1]}" if first[0] == number else f"la rubrique {first[0]}, ligne {first[1]}"
                found.append(Hint(number, line, f"Répète {where}."))
    return found


def _items(text: str) -> Iterator[tuple[int, str, bool]]:
    """The lines that are items: their number, their words, and whether they stand under another."""
    for number, line in enumerate(text.splitlines(), 1):
        words = " ".join(line.split())
        if not words or words in {LEVEL, GROUP} or words.startswith((f"{LEVEL} ", f"{GROUP} ")):
            continue
        child = words.startswith(SUB_ITEM)
        words = words.removeprefix(SUB_ITEM) if child else words
        yield number, CODE.sub("", words, count=1).removeprefix("\\") if words[:1] in "[\\" else words, child


def _of_line(kind: str, text: str, child: bool) -> Iterator[str]:
    if kind == SectionKind.ACTIVITIES and not child and not ACTION_VERB.match(text):
        yield "Une activité commence d’ordinaire par un verbe d’action (« Accueillir… »)."
    if len(text) > OVERLONG:
        yield f"Ligne longue : {len(text)} caractères. Deux lignes se liraient mieux."
