"""Context of the pages that show what changed: between two versions, and along a line."""

from __future__ import annotations

from collections.abc import Sequence

from texts.values import Link, Notice

from ..comparing import PAGE as COMPARISON
from ..differences import Block, Change, Kind, differences, word_parts
from ..history import History, LineHistory, Version
from ..values import JobLine
from .brought import WEIGHTS, carrier, counted, place_words, printed_change
from .common import differences_url, framework_badge, line_url, linked, version_url, versions_url
from .history import crumbs, head, unread, version_row


def linked_change(change: Change, line: JobLine, old: int, new: int) -> dict:
    """A change with the ways to then, now, side by side, and to the history of its line."""
    ways = []
    if change.old:
        ways.append(Link("Avant", f"{version_url(line, old)}#{change.old.anchor}"))
    if change.new:
        ways.append(Link("Après", f"{version_url(line, new)}#{change.new.anchor}"))
    named = f"{line.framework}/{line.key}"
    ways.append(Link("Côte à côte", f"{COMPARISON}?emploi={named}@{old}&emploi={named}@{new}"))
    ways.append(Link("Histoire de la ligne", line_url(line, (change.new or change.old).anchor)))
    return printed_change(change) | {"links": ways}


def block(value: Block, line: JobLine, old: int, new: int, index: int) -> dict:
    changed = [change for change in value.changes if change.kind is not Kind.SAME]
    same = [printed_change(change) for change in value.changes if change.kind is Kind.SAME]
    return {
        "anchor": f"rubrique-{index}",
        "heading": place_words(value.place),
        "changes": [linked_change(change, line, old, new) for change in changed],
        "same": same,
    }


def job_differences(history: History, old: Version, new: Version, *, problems=()) -> dict:
    """Context of the differences between two versions, `new` read from `old`."""
    line = history.line
    found = differences(old.sheet.sections, new.sheet.sections)
    blocks = [block(row, line, old.number, new.number, index) for index, row in enumerate(found.blocks, 1)]
    notices = unread(problems)
    for version in (old, new):
        if version.coming:
            text = f"Adoptée, elle attend l’effet de son texte\u202f: {version.carrier.effect}."
            notices.append(Notice("attention", f"La version {version.number} n’est pas encore en vigueur.", text))
    return {
        "job": head(line),
        "crumbs": crumbs(line, Link("Versions", versions_url(line))),
        "old": version_row(line, old),
        "new": version_row(line, new),
        "notices": notices,
        "summary": counted(found),
        "weight": WEIGHTS.get(found.weight, ""),
        "changed": [row for row in blocks if row["changes"]],
        "same": [row for row in blocks if not row["changes"]],
        "reverse": differences_url(line, new.number, old.number),
    }


def versions_words(numbers: Sequence[int]) -> str:
    """« version 2 », « versions 1 à 3 »."""
    return f"version {numbers[0]}" if len(numbers) == 1 else f"versions {numbers[0]} à {numbers[-1]}"


def job_line(found: LineHistory, *, problems=()) -> dict:
    """Context of a line through the versions of its sheet."""
    line = found.history.line
    rows = []
    before = None
    for wording in found.wordings:
        rows.append(
            {
                "versions": versions_words(wording.versions),
                "url": f"{version_url(line, wording.versions[0])}#{found.anchor}",
                "carrier": carrier(wording.carrier),
                "source": wording.source,
                "text": wording.text,
                "parts": list(word_parts(before, wording.text)) if before else [],
            }
        )
        before = wording.text
    return {
        "job": head(line),
        "crumbs": crumbs(line, Link("Versions", versions_url(line))),
        "notices": unread(problems),
        "text": found.wordings[-1].text,
        "gone": f"Cette ligne ne figure plus à partir de la version {found.gone}." if found.gone else "",
        "wordings": rows,
        "others": [
            {"label": linked(other), "url": f"{other.url}#{anchor}", "framework": framework_badge(other)}
            for other, anchor in found.others
        ],
    }
