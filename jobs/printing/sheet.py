"""Context of the page of a job."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from grids.values import grid_url, level_anchor, level_url
from texts.values import Badge, FactRow, FactValue, Link, Notice

from ..enums import FactKind, JobKind, SectionKind
from ..nearest import NearLine
from ..values import (
    ItemValue,
    JobLine,
    JobSheet,
    Lead,
    PayValue,
    PlacementValue,
    SectionValue,
    SourcedValue,
)
from .common import compare_link, day_notice, framework_badge, linked, nature, status_badge, with_histories
from .leads import onward
from .nearest import near_jobs
from .notices import (
    anomaly_notice,
    coming_notice,
    errata_notice,
    history_url,
    replacement_notices,
    shared_notice,
    sources,
    undated_notice,
)
from .occupation import in_short

#: oddities listed at the foot of a sheet before « voir les autres »
ANOMALIES_IN_VIEW = 8
#: sections printed as running text rather than as a list
PROSE = {SectionKind.DEFINITION, SectionKind.PURPOSE, SectionKind.CONTEXT, SectionKind.OUTLOOK}


def item(value: ItemValue) -> dict:
    """What a printed line takes."""
    return {
        "text": value.text,
        "anchor": value.anchor,
        "sources": [value.source] if value.source else [],
        "code": value.code,
        "url": "",
        "sub_items": [item(child) for child in value.children],
    }


def sections(values: list[SectionValue]) -> list[dict]:
    """Sections ready to print: neighbours under one heading and level become groups of one section.

    The first section of a level stands at the level's own anchor, which does not change with the sheet's order.
    """
    printed: list[dict] = []
    levels: set[str] = set()
    last = None
    # the part of the text in which the whole sheet stands is no part of the sheet
    around = shared([value.chapters for value in values])
    for value in values:
        parts = value.chapters[around:]
        same = (value.kind, value.heading, value.level, value.source)
        if same != last:
            first = bool(value.level) and value.level not in levels
            levels.add(value.level)
            number = len(printed) + 1
            printed.append(
                {
                    "anchor": level_anchor(value.level) if first else f"{value.kind.replace('_', '-')}-{number}",
                    "chapters": opened(printed[-1]["parts"] if printed else (), parts),
                    "parts": parts,
                    "heading": value.heading or KIND_HEADINGS[value.kind],
                    "ours": not value.heading,
                    "groups": [],
                    "level": level_unsaid(value),
                    "branches": [],
                    "prose": value.kind in PROSE and all(len(v.items) == 1 for v in values if v.kind == value.kind),
                    "reach": [],
                    "sources": [value.source] if value.source else [],
                }
            )
            last = same
        printed[-1]["groups"].append({"heading": value.group, "items": [item(row) for row in value.items]})
    return printed


def opened(before: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    """The titles of the parts of the text that begin here: those of `now` after what it shares with `before`."""
    return list(now[shared([before, now]) :])


def shared(paths: list[tuple[str, ...]]) -> int:
    """How many titles all the paths begin with."""
    together = enumerate(zip(*paths, strict=False))
    return next((n for n, titles in together if len(set(titles)) > 1), min(map(len, paths), default=0))


KIND_HEADINGS = {kind.value: kind.label.capitalize() for kind in SectionKind}


def placement_facts(line: JobLine, placement: PlacementValue, asked: str = "") -> list[FactRow]:
    """The rows that say where the job stands in one grid; `asked`: the query string that keeps the day shown."""
    basis = Badge("basis", placement.basis, placement.basis_label)
    cited = sources(placement.source)
    grid = FactRow("Grille", [FactValue(placement.grid_title, f"{grid_url(placement.grid)}{asked}")])
    levels = [FactValue(label, f"{level_url(placement.grid, code)}{asked}") for code, label in placement.levels]
    group = placement.grid == "clcc-non-cadres"
    label = "Groupe" if group else "Niveaux" if len(levels) > 1 else "Niveau"
    if line.kind == JobKind.ATTACHED:
        note = "Niveaux décrits pour le métier repère. Niveau de l’emploi : non précisé dans le texte."
        return [grid, FactRow("Niveaux du métier", levels, cited, basis, note)]
    rows = [grid, FactRow(label, levels, cited, basis, placement.explanation)]
    if group:
        more = (("Position", placement.position), ("Filière", placement.stream), ("Cotation", placement.rating))
        printed = sources(placement.details_source)
        rows += [FactRow(name, [FactValue(value)], printed) for name, value in more if value]
        rows += unsaid([name for name, value in more if not value])
    return rows


def unsaid(names: Sequence[str]) -> list[FactRow]:
    """One row for all that the texts do not say: « Position, filière et cotation : non précisé dans le texte »."""
    if not names:
        return []
    first, last = ", ".join(names[:-1]), names[-1]
    return [FactRow((f"{first} et {last}" if first else last).capitalize(), [])]


def places(sheet: JobSheet, asked: str = "") -> list[FactRow]:
    """Where the job stands. For a job of the CLCC, what the texts leave out is said to be left out."""
    rows: list[FactRow] = []
    if sheet.reference:
        link = FactValue(f"{sheet.reference.code} {sheet.reference.title}".strip(), sheet.reference.url)
        rows.append(FactRow("Métier repère", [link], sheet.reference_sources[:2]))
    for placement in sheet.placements:
        rows += placement_facts(sheet.line, placement, asked)
    if not sheet.placements and sheet.line.framework == "clcc":
        rows += unsaid(("Groupe", "Position", "Filière", "Cotation"))
    for kind, label in FACT_LABELS.items():
        found = sheet.facts.get(kind, [])
        if found:
            cited = list(dict.fromkeys(value.source for value in found if value.source))
            rows.append(FactRow(label, fact_values(kind, found), cited))
    if sheet.alternative_codes:
        values = [FactValue(value.value) for value in sheet.alternative_codes]
        rows.append(FactRow("Autre code", values, sources(*(value.source for value in sheet.alternative_codes))))
    return rows or [FactRow("Grille", [])]


FACT_LABELS = {
    FactKind.COUNTRY: "Pays",
    FactKind.THEME: "Thème",
    FactKind.FAMILY: "Famille de métiers",
    FactKind.DIRECTORATE: "Direction métier",
    FactKind.QUALIFICATION: "Niveau de qualification",
    FactKind.DIPLOMA_LEVEL: "Niveau du diplôme requis",
    FactKind.RNCP: "Fiche RNCP",
}


def fact_values(kind: str, found: list[SourcedValue]) -> list[FactValue]:
    """The values as printed: several that were cut out of one line are shown as that line, with its « OU »."""
    lines = dict.fromkeys(value.printed for value in found if value.printed)
    if kind == FactKind.DIRECTORATE and len(found) > 1 and len(lines) == 1:
        _, _, printed = next(iter(lines)).rpartition(" : ")
        return [FactValue(printed)]
    return [fact_value(kind, value.value) for value in found]


def fact_value(kind: str, value: str) -> FactValue:
    """The value, linked to its public record when it is an RNCP number."""
    if kind == FactKind.RNCP:
        return FactValue(f"RNCP{value}", f"https://www.francecompetences.fr/recherche/rncp/{value}/")
    if kind == FactKind.DIPLOMA_LEVEL:
        return FactValue(f"Niveau {value}")
    return FactValue(value)


def euros(amount: int) -> str:
    """« 28 479 € », with narrow no-break spaces."""
    return f"{amount:,}".replace(",", "\u202f") + "\u202f€"


def pay_table(values: list[PayValue]) -> dict | None:
    """The guaranteed pay, with its date of effect or the sentence that says it is not known."""
    if not values:
        return None
    names = ("RMAG, à l’entrée", "RMAG 1, 1er palier", "RMAG 2, 2e palier")
    notes = [
        f"Groupe {value.group} : {value.effect}." + (f" Source : {value.source.label}." if value.source else "")
        for value in values
    ]
    return {
        "anchor": "remuneration",
        "caption": "Rémunération minimale annuelle garantie (RMAG), en euros par an",
        "columns": [{"label": "Groupe", "numeric": False}, *({"label": name, "numeric": True} for name in names)],
        "rows": [
            {
                "head": value.group,
                "cells": [
                    {"text": euros(amount), "numeric": True, "url": ""}
                    for amount in (value.rmag, value.rmag_1, value.rmag_2)
                ],
            }
            for value in values
        ],
        "note": " ".join(notes),
    }


def report_url(line: JobLine, address: str, permalink: str) -> str:
    """A mail already filled in, or nothing when no address is configured."""
    if not address:
        return ""
    subject = quote(f"Repères : erreur dans la fiche {linked(line)}")
    body = quote(f"Page : {permalink}\n\nLigne concernée :\n\nCe que dit le texte officiel :\n\n")
    return f"mailto:{address}?subject={subject}&body={body}"


def toc(sheet: JobSheet, printed: list[dict], near: Sequence[NearLine] = ()) -> list[dict]:
    """What is in the page; sections that stand in one part of the text are gathered under its title."""
    entries = [toc_entry("place", "Où se place cet emploi")]
    for section in printed:
        heading = short_heading(section["heading"])
        label = f"{heading} ({section['level']})" if section["level"] else heading
        entry = toc_entry(section["anchor"], label)
        entries += [toc_entry(section["anchor"], title) for title in section["chapters"]]
        if section["parts"]:
            entries[-1]["children"].append(entry)
        else:
            entries.append(entry)
    if sheet.attached:
        entries.append(toc_entry("rattaches", "Emplois rattachés"))
    if sheet.common_base:
        entries.append(toc_entry("base-commune", "Activités communes"))
    entries.append(toc_entry("suites", "Où peut mener cet emploi"))
    if near:
        entries.append(toc_entry("proches", "Emplois proches"))
    if sheet.anomalies:
        entries.append(toc_entry("anomalies", "Anomalies relevées"))
    return [*entries, toc_entry("textes", "Texte porteur")]


def toc_entry(anchor: str, label: str) -> dict:
    return {"url": f"#{anchor}", "label": label, "children": []}


def short_heading(heading: str) -> str:
    """A printed heading without its reservation in parentheses nor its colon: « Activités », « Finalités »."""
    return heading.split(" (", maxsplit=1)[0].rstrip(" :") or heading


def level_unsaid(value: SectionValue) -> str:
    """« Niveau 4A », unless the printed heading says it already."""
    return f"Niveau {value.level}" if value.level and "niveau" not in value.heading.casefold() else ""


def base_intro(sheet: JobSheet, document: str) -> str:
    """How far the common base goes, and what the texts leave unsaid when only later ones carry the job's sheets."""
    if sheet.sheet and document not in sheet.sheet.carriers:
        return (
            "Le texte qui porte cette fiche est postérieur à la base commune et ne la cite pas : rien ne dit "
            "expressément si elle vaut pour cet emploi. À vérifier."
        ).replace(" :", "\u202f:")
    return "Ces activités s’ajoutent à celles de la fiche. Elles sont communes aux emplois de l’annexe."


def common_base(sheet: JobSheet) -> dict | None:
    base = sheet.common_base
    if base is None:
        return None
    return {
        "intro": base_intro(sheet, base.document),
        "section": {
            "anchor": "base-commune",
            "chapters": [],
            "ours": False,
            "heading": base.heading,
            "level": "",
            "branches": [],
            "prose": False,
            "sources": [],
            "reach": [{"text": base.scope, "source": base.scope_source}],
            "groups": [{"heading": "", "items": [item(value) for value in base.items]}],
        },
    }


def reaches(sheet: JobSheet) -> list[dict]:
    """What the texts say of their own reach, less what a printed heading of the sheet already says in full."""
    headings = " ".join(section.heading for section in (sheet.sheet.sections if sheet.sheet else []))
    return [{"text": value.value, "source": value.source} for value in sheet.reaches if value.value not in headings]


def texts(sheet: JobSheet) -> list[dict]:
    """The text that carries the sheet and what is known of its dates; without a sheet, the texts that name the job."""
    if sheet.sheet:
        dates = sheet.sheet.effect[:1].upper() + sheet.sheet.effect[1:]
        return [{"title": sheet.sheet.document_title, "url": f"/documents/{sheet.sheet.document}/", "dates": dates}]
    named = [*sheet.status_sources, *(row.source for row in sheet.replaced_by if row.source)]
    named += [title.source for title in sheet.titles if title.source]
    found = {source.document: source for source in reversed(named)}
    return [{"title": source.title, "url": source.url, "dates": source.short} for source in found.values()]


def versions_label(sheet: JobSheet) -> str:
    """« Histoire et versions (2) »."""
    return f"Histoire et versions ({sheet.sheet.versions})" if sheet.sheet else "Histoire de cet emploi"


def job_detail(
    sheet: JobSheet,
    near: list[NearLine],
    leads: Sequence[Lead] = (),
    *,
    permalink: str,
    contact: str,
    today,
    problems=(),
) -> dict:
    """Context of the page of a job; `near` are its nearest, `leads` where it can lead, `problems` the parameters that
    were not understood."""
    line = sheet.line
    printed = sections(sheet.sheet.sections) if sheet.sheet else []
    asked = f"?au={sheet.day.isoformat()}" if sheet.day != today else ""
    return {
        "job": {
            "title": line.title,
            "description": in_short(sheet),
            "framework": framework_badge(line),
            "nature": Badge("nature", line.kind, nature(line)),
            "status": status_badge(line, always=True),
            "code": line.code,
            "compare": compare_link(line),
            "branches": sheet.title_branches,
            "called": list(line.synonyms),
            "also": [
                {
                    "text": title.text,
                    "note": title.kind_label + (f" : {', '.join(title.branches)}" if title.branches else ""),
                    "source": title.source,
                }
                for title in sheet.titles
            ],
        },
        "crumbs": [
            Link("Emplois", "/emplois/"),
            Link(line.framework_name, f"/emplois/?referentiel={line.framework}"),
        ],
        "notices": [
            *[Notice("attention", "Un paramètre n’a pas été compris.", problem.sentence) for problem in problems],
            *day_notice(sheet.day, today),
            *replacement_notices(sheet),
            *shared_notice(sheet),
            *coming_notice(sheet),
            *undated_notice(sheet),
            *errata_notice(sheet),
            *anomaly_notice(sheet),
        ],
        "toc": toc(sheet, printed, near),
        "places": places(sheet, asked),
        "places_title": "Où se place cet emploi",
        "pay": pay_table(sheet.pay),
        "reach": reaches(sheet),
        "sections": with_histories(printed, line if sheet.own_sheet or not sheet.reference else sheet.reference),
        "history": Link(versions_label(sheet), history_url(sheet)),
        "revision": "",  # said of the sheet in force, on its page only
        "attached_title": "Emplois rattachés à ce métier",
        "attached": [
            {"code": job.code, "title": job.title, "url": job.url, "status": status_badge(job)}
            for job in sheet.attached
        ],
        "common_base": common_base(sheet),
        "anomalies": sheet.anomalies[:ANOMALIES_IN_VIEW],
        "more_anomalies": sheet.anomalies[ANOMALIES_IN_VIEW:],
        "leads": onward(list(leads), url=f"{line.url}parcours/{asked}"),
        "near": near_jobs(near, line),
        "texts_title": "Le texte qui porte cette fiche" if sheet.sheet else "Le texte qui en parle",
        "texts": texts(sheet),
        "downloads": [
            Link(suffix.upper(), f"/emplois/{line.framework}/{line.key}.{suffix}{asked}") for suffix in ("pdf", "json")
        ],
        "permalink": permalink,
        "occupation": None,  # said of the sheet that its own page shows
        "report_url": report_url(line, contact, permalink),
    }
