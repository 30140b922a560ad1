"""The wording of a sheet as plain values: what is published of it, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class ItemWording:
    """One item with its sub-items. `passage` is the id of the passage where it stands, if any."""

    text: str
    lineage: str
    code: str = ""
    passage: int | None = None
    children: tuple["ItemWording", ...] = ()


@dataclass(frozen=True)
class SectionWording:
    """One section, or the part of it that a level, a branch or a sub-heading governs."""

    kind: str
    heading: str = ""
    heading_passage: int | None = None
    level: str = ""
    branches: tuple[str, ...] = ()
    group: str = ""
    group_passage: int | None = None
    items: tuple[ItemWording, ...] = ()


@dataclass(frozen=True)
class PlacedItem:
    """An item in the flat order of its section. `section` counts from 0, `order` from 1."""

    section: int
    order: int
    parent: str  # lineage of the item it stands under, or empty
    item: ItemWording


def flatten(sections: Sequence[SectionWording]) -> Iterator[PlacedItem]:
    """Every item of a sheet where it stands, each followed by its sub-items; those are taken off the item."""
    for index, section in enumerate(sections):
        order = 0
        for item in section.items:
            order += 1
            yield PlacedItem(index, order, "", replace(item, children=()))
            for child in item.children:
                order += 1
                yield PlacedItem(index, order, item.lineage, replace(child, children=()))


def published(sections: Iterable[SectionWording]) -> list[dict]:
    """The words that a reader sees, without what links them to their text. The keys are those of the JSON."""

    def element(item: ItemWording) -> dict:
        return {
            "texte": item.text,
            "code": item.code,
            "sous_elements": [element(child) for child in item.children],
        }

    return [
        {
            "type": section.kind,
            "intitule": section.heading,
            "niveau": section.level,
            "branches": list(section.branches),
            "groupe": section.group,
            "elements": [element(item) for item in section.items],
        }
        for section in sections
    ]


def fingerprint(words: list[dict]) -> str:
    """The same for the same published words, different for others: SHA-256 in hexadecimal."""
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
