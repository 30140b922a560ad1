"""Context of the comparison of jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from texts.effect import french_date
from texts.values import Badge, Link, Notice

from ..compare import FEWEST, MOST, NEAR, Block, Cell, Comparison, Entry, Line, Section
from ..compare_facts import AGREEMENTS, FactCell, FactLine
from ..comparing import Comparing, pinned, reference
from ..enums import JobKind
from ..telling_words import REPEATED
from ..values import JobLine, JobSheet
from .common import day_notice, framework_badge, linked, nature, status_badge
from .sheet import KIND_HEADINGS

RULE = (
    "Chaque ligne est réduite à ses mots distincts, sans tenir compte des accents, des majuscules, du pluriel ni du "
    "féminin. Les mots-outils (« de », « et », « pour »…) ne comptent pas ; ceux que beaucoup de lignes répètent "
    "comptent pour un quart ; les autres comptent pour un. La proximité de deux lignes est le double de ce que pèsent "
    "leurs mots communs, divisé par ce que pèsent leurs mots à toutes deux. À partir de "
    f"{NEAR} %, elles sont mises en regard ; de trois ou quatre lignes, chacune est aussi proche de chaque autre, et "
    "la proximité donnée est la plus faible. Le rapprochement compare des mots, non des fonctions."
)


def column(job: JobSheet, name: str, asked: Comparing, index: int) -> dict:
    """The head of a column: what the job is, which wording is shown, how to take it away."""
    wanted = asked.wanted[index]
    return {
        "id": f"emploi-{index + 1}",
        "title": job.line.title,
        "name": name,
        "url": job.line.url,
        "framework": framework_badge(job.line),
        "code": job.line.code,
        "nature": nature(job.line) if job.line.kind != JobKind.JOB else "",
        "status": status_badge(job.line),
        "wording": wording(job),
        "remove_url": asked.address(wanted=asked.without(wanted)),
        "reference": reference(wanted),
    }


def wording(job: JobSheet) -> str:
    """Which wording is compared, whose it is, and what is known of its dates; or that no text gives one."""
    if job.sheet is None:
        return "Aucun texte ne donne sa fiche : seuls ses repères sont comparés."
    version = f"version {job.sheet.number}, {job.sheet.effect}"
    version += "" if job.sheet.in_force else "\u202f; ce n’est pas la version en vigueur ce jour-là"
    if job.own_sheet or job.reference is None:
        return f"Fiche, {version}."
    return f"Comparé par la fiche de son métier repère, {linked(job.reference)} ({version})."


def fact_cell(cell: FactCell, who: str) -> dict:
    return {
        "who": who,
        "values": cell.values,
        "basis": Badge("basis", cell.basis, cell.basis_label) if cell.basis else None,
        "note": cell.note,
        "sources": cell.sources,
        "unknown": not cell.values and not cell.note,
    }


def fact_row(line: FactLine, names: list[str]) -> dict:
    return {
        "label": line.label,
        "agreement": AGREEMENTS[line.agreement],
        "code": line.agreement.value,
        "cells": [fact_cell(cell, who) for cell, who in zip(line.cells, names, strict=True)],
    }


def section(value: Section, names: list[str]) -> dict:
    """A kind of section: what each job prints over it, then its blocks, one a level."""
    levels = any(block.level for block in value.blocks)
    column = _Columns(names, value)
    return {
        "anchor": value.kind.replace("_", "-"),
        "heading": KIND_HEADINGS[value.kind],
        "printed": [
            {"who": who, "text": _printed(heading)} for who, heading in zip(names, value.headings, strict=True)
        ],
        "blocks": [block(row, column, named=levels) for row in value.blocks],
    }


def _printed(heading: str | None) -> str:
    if heading is None:
        return "Pas de rubrique de cette nature."
    return f"« {heading.rstrip(' :')} »" if heading else ""


def block(value: Block, columns: _Columns, *, named: bool) -> dict:
    """The rows of a level: lines said alike, then what each job is alone to say."""
    heading = f"Niveau {value.level}" if value.level else "Sans niveau précisé"
    alone = [
        {
            "who": columns.names[job],
            "items": [entry(row, columns) for row in rows],
            "empty": "" if rows else columns.nothing(value, job),
        }
        for job, rows in enumerate(value.alone)
    ]
    s = "s" if value.hidden > 1 else ""
    return {
        "heading": heading if named else "",
        "lines": [line(row, value.level, columns) for row in value.lines],
        "alone": alone if any(value.alone) else [],
        "hidden": f"{value.hidden} ligne{s} identique{s} partout, non montrée{s}." if value.hidden else "",
    }


def line(value: Line, level: str, columns: _Columns) -> dict:
    """A line said alike by several jobs. `near` says how alike in words."""
    return {
        "near": nearness(value),
        "code": "identique" if value.identical else "proche",
        "part": "" if value.shared_by_all else f"{sum(map(bool, value.cells))} emplois sur {len(value.cells)}",
        "cells": [
            {
                "who": who,
                "wording": cell(row, level, columns),
                "empty": "" if row or heading is None else "Rien de proche.",
            }
            for who, row, heading in zip(columns.names, value.cells, columns.headings, strict=True)
        ],
    }


def nearness(value: Line) -> str:
    """How alike the wordings of a line are, in words; « 100 % » is not said of wordings that are not the same."""
    if value.identical:
        return "Identique"
    return "Mêmes mots" if value.nearness == 100 else f"Proche, {value.nearness} %"


def cell(value: Cell | None, level: str, columns: _Columns) -> dict | None:
    if value is None:
        return None
    moved = value.entry.level != level
    parts = [{"own": part.kind != "same", "text": part.text} for part in value.parts]
    return entry(value.entry, columns) | {
        "parts": parts,
        "level": (f"Niveau {value.entry.level}" if value.entry.level else "Sans niveau précisé") if moved else "",
    }


def entry(value: Entry, columns: _Columns) -> dict:
    """A wording with what governs it and where it stands in its text."""
    return {
        "parts": [{"own": False, "text": value.text}],
        "level": "",
        "branches": [Badge("branch", "", f"branche {name}") for name in value.branches],
        "under": columns.said_above(value),
        "code": value.code,
        "source": value.source,
    }


class _Columns:
    """The columns of a section: whose they are, and what was last said above a wording in each."""

    def __init__(self, names: list[str], value: Section):
        self.names = names
        self.headings = value.headings
        self.last: dict[int, str] = {}

    def said_above(self, value: Entry) -> str:
        """The heading when the job prints several, the sub-heading, the line above; empty when said just before."""
        own = value.heading if self.headings[value.job] == "" and not value.level else ""
        group = "" if value.branches else value.group  # the badges say the branches
        said = " › ".join(text for text in (own, group, value.under) if text)
        new = said if said != self.last.get(value.job, "") else ""
        self.last[value.job] = said
        return new

    def nothing(self, value: Block, job: int) -> str:
        """What the empty cell of the last row says."""
        if self.headings[job] is None:
            return ""  # told at the head of the section
        if not value.described[job]:
            return "Ce niveau n’est pas dans sa fiche." if value.level else "Rien hors de ses niveaux."
        return "Rien de plus."


def add_form(asked: Comparing, choices: Sequence[JobLine]) -> dict | None:
    """The form that adds a job; None when four are there. `choices` are the jobs that its words may mean."""
    if len(asked.wanted) >= MOST:
        return None
    return {
        "references": [reference(wanted) for wanted in asked.wanted],
        "differences": asked.differences,
        "day": asked.day.isoformat() if asked.day != asked.today else "",
        "words": asked.words,
        "label": "Ajouter un emploi, par son code ou son intitulé" if asked.wanted else "Un premier emploi à comparer",
        "choices": [
            {
                "url": asked.adding(choice),
                "title": choice.title,
                "framework": framework_badge(choice),
                "code": choice.code,
                "status": status_badge(choice),
            }
            for choice in choices
        ],
        "nothing": bool(asked.words) and not choices,
        "more_url": f"/emplois/?{urlencode({'q': asked.words})}",
    }


def notices(asked: Comparing, jobs: Sequence[JobSheet]) -> list[Notice]:
    """What to know before reading: what was not understood, the day, jobs without a sheet, sheets of a métier."""
    said = [Notice("attention", "Un paramètre n’a pas été suivi.", row.sentence) for row in asked.problems]
    if asked.day != asked.today:
        [row] = day_notice(asked.day, asked.today)
        back = Link("Revenir à aujourd’hui", replace(asked, day=asked.today).address())
        said.append(Notice(row.kind, row.title, row.text, [back]))
    if len(jobs) == 1:
        text = f"Il en faut {FEWEST} au moins : ajoutez un emploi à {linked(jobs[0].line)}."
        said.append(Notice("info", "Un seul emploi pour l’instant.", text))
    for job in jobs:
        if job.sheet is None:
            text = f"Aucun texte ne donne de fiche à {linked(job.line)} : seuls ses repères sont comparés."
            said.append(
                Notice("history", "Un emploi sans fiche.", text, [Link("Ce que les textes en disent", job.line.url)])
            )
    return said


def totals(found: Comparison, names: list[str]) -> list[str]:
    """How many lines are said alike, and how many each job is alone to say."""
    count = found.totals

    def lines(number: int, word: str) -> str:
        s = "s" if number > 1 else ""
        return f"{number or 'aucune'} ligne{s} {word}{s}"

    alone = [f"{number} pour {name}" for number, name in zip(count.alone, names, strict=True)]
    return [lines(count.identical, "identique"), lines(count.near, "proche"), f"lignes d’un seul : {', '.join(alone)}"]


def column_names(found: Comparison) -> list[str]:
    """The title of each job, with what tells it from the others: its framework, or its version."""
    titles = [job.line.title for job in found.jobs]
    several = len({job.line.framework for job in found.jobs}) > 1
    same = len({job.line.url for job in found.jobs}) < len(titles)
    names = []
    for job in found.jobs:
        name = f"{job.line.title} ({job.line.framework_name})" if several else job.line.title
        names.append(f"{name}, version {job.sheet.number}" if same and job.sheet else name)
    return names


def comparison(asked: Comparing, found: Comparison, choices: Sequence[JobLine], *, base: str) -> dict:
    """Context of the page. `base` is the site's address; fewer than two jobs show the form alone."""
    ready = len(found.jobs) >= FEWEST
    names = column_names(found)
    permanent = asked.address(day=True, wanted=pinned(asked.wanted, found.jobs))
    return {
        "title": " / ".join(names),
        "crumbs": [Link("Emplois", "/emplois/")],
        "columns": [
            column(job, name, asked, index) for index, (job, name) in enumerate(zip(found.jobs, names, strict=True))
        ],
        "span": len(names) + 1,
        "ready": ready,
        "notices": notices(asked, found.jobs),
        "form": add_form(asked, choices),
        "switch": {
            "on": asked.differences,
            "url": asked.address(differences=not asked.differences),
            "label": "Montrer tout" if asked.differences else "Ne montrer que les différences",
        },
        "hidden": found.hidden,
        "totals": totals(found, names) if ready else [],
        "facts": [fact_row(row, names) for row in found.facts] if ready else [],
        "sections": [section(row, names) for row in found.sections] if ready else [],
        "permalink": base.rstrip("/") + permanent,
        "downloads": [
            Link("PDF", asked.address("/comparer.pdf")),
            Link("CSV", asked.address("/comparer.csv")),
            Link("XLSX", asked.address("/comparer.xlsx")),
            Link("JSON", asked.address("/api/v1/comparaison")),
        ],
        "day": french_date(asked.day),
        "rule": RULE,
        "repeated": REPEATED,
    }
