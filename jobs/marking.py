"""Which words of a passage answer a search, and the part of it that is shown around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .french import words
from .search import form, indexable, searchable


def togetherness(pieces: Sequence[tuple[str, bool]], terms: int) -> float:
    """How far a marked text says `terms` words together: 0 for one alone, 1 when all follow each other."""
    found = [form(word) for text, mark in pieces if mark for word in indexable(text)]
    distinct = len(set(found))
    if terms < 2 or distinct < 2:
        return 0.0
    run = longest = 0
    last = False
    for text, mark in pieces:
        if mark:
            run = run + 1 if last or not run else 1
            longest = max(longest, run)
            last = True
        elif any(searchable(word) for word in words(text)):
            last, run = False, 0
    return (min(distinct, terms) - 1 + min(longest, terms) - 1) / (2 * (terms - 1))


#: letters of a passage shown around the words found
PASSAGE = 260
RAW_WORD = re.compile(r"[^\W_]+")


def marked(text: str, wanted: frozenset[str]) -> list[tuple[str, bool]]:
    """`text` in pieces, the words of a wanted form marked. Joined, the pieces give it back."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in RAW_WORD.finditer(text):
        if any(form(word) in wanted for word in words(match.group())):
            if match.start() > end:
                pieces.append((text[end : match.start()], False))
            pieces.append((match.group(), True))
            end = match.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def cut_around(pieces: list[tuple[str, bool]], length: int = PASSAGE) -> list[tuple[str, bool]]:
    """The pieces around the first marked one, cut between words, with « … » where something is left out."""
    whole = "".join(text for text, _ in pieces)
    if len(whole) <= length:
        return pieces
    before = len("".join(text for text, _ in pieces[: next((i for i, p in enumerate(pieces) if p[1]), 0)]))
    start = max(0, min(before - length // 3, len(whole) - length))
    start = whole.rfind(" ", 0, start) + 1 if start else 0
    stop = len(whole) if start + length >= len(whole) else whole.rfind(" ", start, start + length)
    stop = stop if stop > start else min(len(whole), start + length)
    kept: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = 0
    for text, mark in pieces:
        piece = text[max(0, start - at) : max(0, stop - at)]
        at += len(text)
        if piece:
            kept.append((piece, mark))
    return [*kept, (" …", False)] if stop < len(whole) else kept
