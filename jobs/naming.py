"""Which of its printed titles names a job, and by which words the list finds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from texts.folding import fold

from .enums import JobKind, TitleKind

#: titles that name a job, best first, when no sheet of its own is headed with one
TABLE_ORDER = (
    TitleKind.LIST,
    TitleKind.TABLE,
    TitleKind.NOTE,
    TitleKind.BRANCH,
    TitleKind.TEXT,
    TitleKind.FORMER,
)


@dataclass(frozen=True)
class PrintedTitle:
    """A title as a text prints it. `rank` orders the texts that carry them, the newest last."""

    text: str
    kind: str
    rank: int = 0


def main_title(kind: str, titles: Sequence[PrintedTitle]) -> str:
    """The title of a job of `kind`, among those that the texts print, in their order.

    The sheet heading's, or the label that relabels it, whichever text is the newest; the label wins inside one
    text. An attached job is named by the list of its métier, else by the table. Empty without any title.
    """
    heads = (TitleKind.SHEET, TitleKind.NEW_LABEL) if kind != JobKind.ATTACHED else (TitleKind.NEW_LABEL,)
    headed = [title for title in titles if title.kind in heads]
    if headed:
        newest = max(title.rank for title in headed)
        last = [title for title in headed if title.rank == newest]
        return next((title.text for title in reversed(last) if title.kind == TitleKind.NEW_LABEL), last[0].text)
    for preferred in TABLE_ORDER:
        for title in titles:
            if title.kind == preferred:
                return title.text
    return titles[0].text if titles else ""


def search_text(title: str, titles: Iterable[str], codes: Iterable[str]) -> str:
    """What the list looks a word up in: every title and code once, folded, one a line."""
    return "\n".join(dict.fromkeys(filter(None, map(fold, (title, *titles, *codes)))))
