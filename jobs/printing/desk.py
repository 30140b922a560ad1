"""Context of the pages where HR prepares a version: the text to write, what it changes, how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from texts.effect import french_date
from texts.values import Badge, Link, Notice

from ..differences import Change, Differences, Kind, word_parts
from ..enums import SectionKind, Stage
from ..hints import OVERLONG, hints
from ..notation import Misread, SectionField
from ..values import JobSheet, SectionValue, SheetValue
from .brought import WEIGHTS, change_label, counted, place_words
from .sheet import KIND_HEADINGS, job_detail, sections

KINDS = [(kind.value, kind.label.capitalize()) for kind in SectionKind]
DRAFT = Notice(
    "attention",
    "Brouillon : cette page n’est pas publique.",
    "Elle montre la fiche telle que le public la lirait si elle était adoptée aujourd’hui.",
)


def base_of(field: SectionField, base: Sequence[SectionField]) -> str:
    """The text of the same section in the version that a draft was prepared from, or nothing."""
    alike = (lambda other: (other.kind, other.heading) == (field.kind, field.heading), lambda o: o.kind == field.kind)
    return next((other.text for same in alike for other in base if same(other)), "")


def editor(
    typed: Iterable, base: Sequence[SectionField], misread: Iterable[Misread] = (), *, asked: bool = False
) -> dict:
    """The fields of the form, each with its errors, its advice, the text beside it, and what another person wrote.

    `asked`: one more section was asked for, and stands empty at the end.
    """
    fields = list(typed)
    kept = [field.kept for field in fields]
    advice, errors = hints(kept), list(misread)
    rows = [
        {
            "number": number,
            "kind": field.kind,
            "heading": field.heading,
            "label": field.heading or KIND_HEADINGS.get(field.kind, "Nouvelle rubrique"),
            "text": field.text,
            "height": min(max(len(field.text.splitlines()) + 2, 4), 24),
            "base": base_of(kept[number - 1], base),
            "hints": [row for row in advice if row.field == number],
            "errors": [row for row in errors if row.field == number],
            "lines": sum(bool(line.strip()) for line in field.text.splitlines()),
            "torn": field.theirs is not None,
            "theirs": field.theirs or "",
            "choice": field.choice,
            "read": field.read.carried if field.read else "",
            "named": _named_otherwise(field),
            "their_rank": field.their_rank,
            "parts": list(word_parts(field.theirs, field.text)) if _reworded(field) else [],
        }
        for number, field in enumerate(fields, 1)
    ]
    if asked or not rows:
        rows.append(
            {
                "number": len(rows) + 1, "kind": "", "heading": "", "label": "Nouvelle rubrique", "text": "",
                "height": 6, "base": "", "hints": [], "errors": [], "lines": 0, "torn": False, "theirs": "",
                "choice": "", "read": "", "named": [], "their_rank": None, "parts": [],
            }
        )  # fmt: skip
    return {
        "fields": rows,
        "count": len(rows),
        "kinds": KINDS,
        "overlong": OVERLONG,
        "torn": any(row["torn"] or row["their_rank"] for row in rows),
        "unchosen": sum(row["torn"] and not row["choice"] for row in rows),
        "advice": len(advice),
        "errors_in_all": len(errors),
    }


def _reworded(field) -> bool:
    """Whether the other person's lines are not those typed."""
    return field.theirs is not None and field.theirs.split() != field.text.split()


def _named_otherwise(field) -> list[tuple[str, str]]:
    """What the other person calls a section, where it is not what was typed: its nature, its title."""
    other = field.other
    if other is None or not field.theirs.strip():
        return []
    labels = dict(KINDS)
    pairs = (
        ("nature", labels.get(other.kind, other.kind), labels.get(field.kind, field.kind)),
        ("titre", other.heading or "sans titre", " ".join(field.heading.split()) or "sans titre"),
    )
    return [(name, theirs) for name, theirs, mine in pairs if theirs != mine]


def stage_rows(*, stage: str, adopted: bool, in_force: bool, deeds: Sequence, effect: str) -> list[dict]:
    """The states of a version in order: their name, whether it is there, was there, and who and when."""
    last = {row.kind: row for row in reversed(deeds)}

    def who(*kinds: str) -> str:
        found = [last[kind] for kind in kinds if kind in last]
        row = max(found, key=lambda deed: deed.at, default=None)
        return f"{row.by}, le {french_date(row.at)} à {row.at:%H h %M}" if row else ""

    submitted = stage == Stage.SUBMITTED
    here = 3 if in_force else 2 if adopted else 1 if submitted else 0
    writing = "Renvoyée en rédaction" if stage == Stage.RETURNED and not adopted else "En rédaction"
    rows = [
        (writing, who("brouillon_enregistre", "revision_ouverte", "renvoyee", "redaction_reprise")),
        ("Soumise pour avis", who("soumise_pour_avis")),
        ("Adoptée", who("fiche_adoptee") if adopted else ""),
        ("En vigueur", effect if adopted else ""),
    ]
    return [
        {"name": name, "who": words if index <= here or index == 3 else "", "here": index == here, "past": index < here}
        for index, (name, words) in enumerate(rows)
    ]


def deed_rows(deeds: Sequence) -> list[dict]:
    """What people did, the last first."""
    return [
        {"day": f"{french_date(row.at)} à {row.at:%H h %M}", "by": row.by, "deed": row.deed, "reason": row.reason}
        for row in deeds
    ]


def side_by_side(found: Differences) -> dict:
    """Both versions, block by block: each line of the old beside what it became."""
    blocks = [
        {
            "anchor": f"rubrique-{index}",
            "heading": place_words(block.place),
            "rows": [_pair(change) for change in block.changes],
        }
        for index, block in enumerate(found.blocks, 1)
    ]
    return {"summary": counted(found), "weight": WEIGHTS.get(found.weight, ""), "blocks": blocks}


def _pair(change: Change) -> dict:
    parts = change.parts
    whole = lambda line: [{"kind": "same", "text": line.text}] if line else []  # noqa: E731
    return {
        "kind": change.kind.value,
        "label": "" if change.kind is Kind.SAME else change_label(change),
        "old": [part for part in parts if part.kind != "ins"] if parts else whole(change.old),
        "new": [part for part in parts if part.kind != "del"] if parts else whole(change.new),
    }


def preview(sheet: JobSheet, values: list[SectionValue], *, number: int, leads: Sequence, back: Link, today) -> dict:
    """The context of the public page of a job, with the words of its draft in the place of those in force.

    What is drawn from adopted words alone (nearest jobs) and what names a carrying text or a file is left out.
    """
    held = sheet.sheet or SheetValue(number, "", "", "", None, None, [], [])
    worded = replace(sheet, sheet=replace(held, number=number, sections=values, errata=[], coming=[], in_force=True))
    context = job_detail(worded, [], leads, permalink="", contact="", today=today)
    notice = Notice(DRAFT.kind, DRAFT.title, DRAFT.text, [back])
    return context | {
        "notices": [notice, *context["notices"]],
        "sections": sections(values),
        "texts": [],
        "downloads": [],
        "job": context["job"] | {"status": Badge("version", "a_venir", f"version {number}, en préparation")},
    }
