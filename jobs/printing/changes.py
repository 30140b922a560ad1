"""Context of the page of changes, and entries of its feed: what each text changed, by weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from texts.effect import french_date
from texts.takeaway import downloads

from ..history import Brought, Carrier, Deed, Rectified
from ..values import JobLine
from .brought import WEIGHTS, carrier, erratum, event, pair_links
from .common import linked, version_url, versions_url
from .history import unread

#: what several jobs share is told once: deed → one job, several jobs
TOGETHER = {
    Deed.DELETED: ("1 emploi supprimé", "{} emplois supprimés"),
    Deed.ADDED: ("1 emploi ajouté", "{} emplois ajoutés"),
    Deed.REPLACED: ("1 emploi remplacé", "{} emplois remplacés"),
    Deed.RENAMED: ("1 emploi renommé", "{} emplois renommés"),
    Deed.RELABELLED: ("1 nouveau libellé", "{} nouveaux libellés"),
    Deed.PLACED: ("1 classement donné", "{} classements donnés"),
    Deed.PAID: ("1 rémunération garantie donnée", "{} rémunérations garanties données"),
    Deed.FIRST_SHEET: ("1 fiche donnée", "{} fiches données"),
    Deed.NEXT_SHEET: ("1 fiche révisée", "{} fiches révisées"),
}
ORDER = list(TOGETHER)


@dataclass(frozen=True)
class Entry:
    """An entry of the feed: what happened, when it became known, where to read it."""

    identity: str
    title: str
    summary: str
    url: str
    day: date


def group(deed: Deed, rows: Sequence[Brought]) -> dict:
    one, several = TOGETHER[deed]
    return {
        "title": several.format(len(rows)) if len(rows) > 1 else one,
        "jobs": [
            {"title": linked(row.job), "url": versions_url(row.job), "event": event(row) | {"weight": ""}}
            for row in sorted(rows, key=lambda row: row.job.title.casefold())
        ],
    }


def by_text(rows: Sequence[Brought]) -> dict[Carrier, list[Brought]]:
    held: dict[Carrier, list[Brought]] = defaultdict(list)
    for row in rows:
        held[row.carrier].append(row)
    return held


def weighed(rows: Sequence[Brought]) -> list[dict]:
    """What a text brought, the heaviest first."""
    printed = []
    for weight, label in WEIGHTS.items():
        held: dict[Deed, list[Brought]] = defaultdict(list)
        for row in rows:
            if row.weight is weight:
                held[row.deed].append(row)
        groups = [group(deed, held[deed]) for deed in ORDER if deed in held]
        if groups:
            printed.append({"code": weight.value, "title": label, "groups": groups})
    return printed


def change_list(
    rows: Sequence[Brought], rectified: Sequence[tuple[JobLine | None, int, Rectified]], *, day: date, problems=()
) -> dict:
    """Context of the page of changes, the newest text first, as of `day`."""
    texts = []
    for text, brought in by_text(rows).items():
        coming = bool(text.since and text.since > day)
        texts.append(
            carrier(text)
            | {"anchor": f"t-{text.slug}", "coming": coming, "summary": summary(brought), "weights": weighed(brought)}
        )
    return {
        "notices": unread(problems),
        "downloads": downloads("/changements", "/api/v1/changements"),
        "texts": texts,
        "errata": [
            erratum(row) | {"title": linked(line), "url": version_url(line, number), "number": number}
            for line, number, row in rectified
            if line
        ],
    }


def summary(rows: Sequence[Brought]) -> str:
    """« 1 emploi ajouté, 5 classements énoncés, 1 fiche donnée »."""
    counts = {deed: sum(row.deed is deed for row in rows) for deed in ORDER}
    told = [TOGETHER[deed][n > 1].format(n) for deed, n in counts.items() if n]
    return ", ".join(told)


def feed_entries(rows: Sequence[Brought], rectified: Sequence[tuple[JobLine | None, int, Rectified]]) -> list[Entry]:
    """One entry for what each text brought, one for each version adopted since, one for each rectification."""
    entries = []
    for text, brought in by_text(rows).items():
        old = [row for row in brought if row.deed is not Deed.NEXT_SHEET]
        if old:
            words = f"{summary(old)}. Ce texte\u202f: {text.effect}."
            url = f"/changements/#t-{text.slug}"
            entries.append(Entry(f"texte/{text.slug}", text.title, words, url, text.since))
    for row in rows:
        if row.deed is Deed.NEXT_SHEET:
            title = f"{linked(row.job)}, version {row.version}"
            words = f"{event(row)['text']} Portée par {row.carrier.title}\u202f: {row.carrier.effect}."
            side_by_side = pair_links(row.job, row.version - 1, row.version)[-1].url
            entries.append(Entry(f"fiche/{row.job.framework}/{row.job.key}/{row.version}", title, words, side_by_side,
                                 row.adopted_on or row.carrier.since))  # fmt: skip
    for line, number, row in rectified:
        if line:
            title = f"{linked(line)}, version {number}\u202f: rectification de notre lecture"
            identity = f"rectification/{line.framework}/{line.key}/{number}/{row.day.isoformat()}"
            words = f"Le {french_date(row.day)}\u202f: {row.reason}"
            entries.append(Entry(identity, title, words, version_url(line, number), row.day))
    return sorted(entries, key=lambda entry: (entry.day, entry.identity), reverse=True)
