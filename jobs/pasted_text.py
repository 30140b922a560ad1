"""The wording of a text as HR pastes it, cut in passages: one line, one passage, its bullet or number apart. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: a bullet, or the letter or number of a list, at the head of a line
MARKER = re.compile(r"(?:[-–—•■▪◦*]|\d{1,3}[.)]|[a-z][.)])(?=\s)")
#: a line that opens an article
ARTICLE = re.compile(r"Article\s+(?:\d|1er|premier|unique)", re.IGNORECASE)


@dataclass(frozen=True)
class PastedLine:
    """A line or its marker: offsets and columns from 0, ends excluded, lines from 1."""

    text: str
    marker: bool
    line: int
    start: int
    column: int

    @property
    def key(self) -> str:
        return f"l{self.line}{'m' if self.marker else ''}"

    @property
    def opens_article(self) -> bool:
        return bool(ARTICLE.match(self.text))

    @property
    def span(self) -> list[int]:
        """`[start, end, line, column, last line, end column]`."""
        size = len(self.text)
        return [self.start, self.start + size, self.line, self.column, self.line, self.column + size]


def pasted_lines(wording: str) -> Iterator[PastedLine]:
    """The passages of a wording in order; together they give all its non-blank characters back."""
    start = 0
    for number, line in enumerate(wording.split("\n"), 1):
        words, column = line.strip(), len(line) - len(line.lstrip())
        found = MARKER.match(words)
        if found:
            yield PastedLine(found[0], True, number, start + column, column)
            rest = words[found.end() :]
            column += found.end() + len(rest) - len(rest.lstrip())
            words = rest.strip()
        if words:
            yield PastedLine(words, False, number, start + column, column)
        start += len(line) + 1


def spelled(text: str) -> str:
    """What two equal wordings share: case, apostrophes, blanks and the punctuation that ends a line aside."""
    return " ".join(text.replace("’", "'").split()).rstrip(" ;.,:").casefold()
