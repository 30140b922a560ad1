"""A job as an `Occupation` of schema.org: what its texts say of it, and nothing that they do not."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from ..enums import FactKind, SectionKind
from ..values import JobSheet, PayValue, SectionValue

#: the printed heading under which training is a condition of the job; elsewhere it tells of courses that exist
REQUIRED_TRAINING = "Formation/expérience"
EXPERIENCE = "expérience"
#: characters that a search engine shows of a page
LONGEST = 155
#: tiers of the guaranteed pay
TIERS = (("rmag", "à l’entrée"), ("rmag_1", "au premier palier"), ("rmag_2", "au second palier"))


def occupation(sheet: JobSheet, *, permalink: str) -> dict | None:
    """The `Occupation` of a sheet, keys in the order of the page; None for a job deleted or replaced.

    An attached job shares the sheet of its métier, which says nothing of it in particular: it is only named.
    """
    line = sheet.line
    if line.past:
        return None
    own = sheet.sheet.sections if sheet.sheet and sheet.own_sheet else []
    found = {
        "@type": "Occupation",
        "@id": permalink,
        "url": permalink,
        "name": line.title,
        "alternateName": unique(title.text for title in sheet.titles if title.text != line.title),
        "occupationalCategory": categories(sheet),
        "description": "\u202f; ".join(words(own, SectionKind.DEFINITION, SectionKind.PURPOSE)),
        "responsibilities": words(own, SectionKind.MISSIONS, SectionKind.ACTIVITIES),
        "skills": words(own, SectionKind.SKILLS, SectionKind.KNOWLEDGE),
        "educationRequirements": words(own, SectionKind.DIPLOMA) + required_training(own),
        "experienceRequirements": [text for text in required_training(own) if EXPERIENCE in text.casefold()],
        "estimatedSalary": [amount(pay, *tier) for pay in sheet.pay for tier in TIERS],
    }
    return {name: value for name, value in found.items() if value}


def in_short(sheet: JobSheet) -> str:
    """What a search engine shows of the page: the title, the framework, then what the job is for, of 155 characters at
    most. Never its diploma, which would say who it is for."""
    line, found = sheet.line, sheet.sheet.sections if sheet.sheet else []
    kinds = (SectionKind.DEFINITION, SectionKind.PURPOSE, SectionKind.MISSIONS, SectionKind.ACTIVITIES)
    told = next(filter(None, (words(found, kind) for kind in kinds)), [])
    head = f"{line.title}, {line.framework_name}"
    said = "\u202f; ".join(told)
    return shorten(f"{head}\u202f: {said}", LONGEST, placeholder="…") if told else f"{head}."


def unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def words(sections: list[SectionValue], *kinds: SectionKind) -> list[str]:
    """The lines of sections of these kinds, each once, sub-items after theirs."""
    return unique(
        line.text
        for kind in kinds
        for section in sections
        if section.kind == kind
        for item in section.items
        for line in (item, *item.children)
    )


def required_training(sections: list[SectionValue]) -> list[str]:
    return words([section for section in sections if section.heading == REQUIRED_TRAINING], SectionKind.TRAINING)


def categories(sheet: JobSheet) -> list[dict]:
    """The code that the text gives to the job, then the families and theme under which it prints it."""
    line = sheet.line
    source = {"@type": "CategoryCodeSet", "name": line.framework_name}
    coded = {"@type": "CategoryCode", "codeValue": line.code, "name": line.title, "inCodeSet": source}
    printed = unique(row.value for kind in (FactKind.FAMILY, FactKind.THEME) for row in sheet.facts.get(kind, []))
    named = [{"@type": "CategoryCode", "name": name, "inCodeSet": source} for name in printed]
    return ([coded] if line.code else []) + named


def amount(pay: PayValue, field: str, tier: str) -> dict:
    """A guaranteed minimum, in euros a year; `validFrom` only when the date of effect of its text is known."""
    value = {"@type": "QuantitativeValue", "minValue": getattr(pay, field), "unitText": "YEAR"}
    name = f"Rémunération minimale annuelle garantie du groupe {pay.group}, {tier}"
    found = {"@type": "MonetaryAmount", "name": name, "currency": "EUR", "value": value}
    return found | ({"validFrom": pay.effect_on.isoformat()} if pay.effect_on else {})
