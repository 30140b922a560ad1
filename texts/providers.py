"""What other apps tell of the texts, without the texts knowing them.

An app registers a provider when it is ready; the pages of the texts ask them all.
"""

from __future__ import annotations

from collections.abc import Callable

from .values import Badge, Link

#: what was drawn from a document: id of the document → {id of a passage: links}
drawn_from: list[Callable[[int], dict[int, list[Link]]]] = []
#: what an anomaly concerns: → {id of the anomaly: links}
concerned_by: list[Callable[[], dict[int, list[Link]]]] = []
#: the paths on whose rules an anomaly bears: → {id of the anomaly: links}
bearing_on: list[Callable[[], dict[int, list[Link]]]] = []
#: how a document is marked, and how much was drawn from it: → {id of the document: (badge, « 38 fiches »)}
described_by: list[Callable[[], dict[int, tuple[Badge, str]]]] = []


def merged(providers: list, *args) -> dict:
    """What all the providers say, lists put end to end."""
    result: dict = {}
    for provider in providers:
        for key, value in provider(*args).items():
            result[key] = result[key] + value if key in result else value
    return result
