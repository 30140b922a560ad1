"""The drawing of a path, ready to print: stages, the ways that lead to them, the boxes of posts, jobs and grades."""

from __future__ import annotations

from texts.values import Badge

from .drawing import Stage, Way, chains
from .eligibility import conditions_of, is_clause
from .enums import Force, ProvisionKind, StepKind
from .notes import Notes
from .simulation_printing import citation
from .values import NodeValue, PathValue, ProvisionValue, StepValue

#: headings of the chains of a drawing, by what its steps are
CHAINS = {
    StepKind.RECRUITMENT: "Entrer dans le corps",
    StepKind.ADVANCEMENT: "Avancer de grade",
}
#: where a way starts that the text opens to anybody
OPEN = {"title": "Qui remplit les conditions", "kind": "", "url": "", "places": []}
#: where the page tells of the ways that the text announces and does not name
UNNAMED = "autres-acces"


def anchor(step: StepValue) -> str:
    return f"etape-{step.key}"


def drawing(path: PathValue, notes: Notes) -> dict:
    """The stages of the path, from top to bottom, and what the text says of a diagram of its own."""
    announced = path.of(ProvisionKind.DRAWING)
    return {
        "chains": [chain(path, stages, first=number == 0) for number, stages in enumerate(chains(path.steps))],
        "announced": [citation(row.citation) for row in announced],
        "notes": [call for row in announced for call in notes.on(row.doubts)],
    }


def chain(path: PathValue, stages: tuple[Stage, ...], *, first: bool) -> dict:
    kinds = {way.step.kind for stage in stages for way in stage.ways}
    title = CHAINS.get(kinds.pop(), "") if len(kinds) == 1 else ""
    rows = [stage_context(path, stage, first=number == 0) for number, stage in enumerate(stages)]
    if first:
        rows[0]["ways"] += [unnamed_way(row) for row in path.of(ProvisionKind.ACCESS)]
    return {"title": title, "stages": rows}


def stage_context(path: PathValue, stage: Stage, *, first: bool) -> dict:
    recruits = any(way.step.kind == StepKind.RECRUITMENT for way in stage.ways)
    return {
        "ways": [way_context(way, opens=first) for way in stage.ways],
        "arrival": box(stage.arrival),
        "notes": [*probation(path), "grade d’entrée\u202f: non précisé dans le texte"] if recruits else [],
    }


def probation(path: PathValue) -> list[str]:
    """« stage de 12 mois, prolongeable jusqu’à 12 mois » of each probation that is counted in months."""
    counted = [row for row in path.of(ProvisionKind.PROBATION) if row.months]
    further = {row: f", prolongeable jusqu’à {row.further_months} mois" for row in counted if row.further_months}
    return [f"stage de {row.months} mois{further.get(row, '')}" for row in counted]


def way_context(way: Way, *, opens: bool) -> dict:
    """A way as drawn; `opens`: nothing stands just above it, so that without a departure it is open to anybody."""
    step = way.step
    return {
        "departure": box(way.departure) if way.departure else OPEN if opens else None,
        "label": step.title if step.force == Force.UNSAID else f"«\u202f{step.force_label}\u202f»",
        "text": tally(step),
        "title": step.title,
        "url": f"#{anchor(step)}",
        "unnamed": opens and way.departure is None,
    }


def unnamed_way(row: ProvisionValue) -> dict:
    """A way that the text announces without naming where it starts."""
    return {
        "departure": {"title": "D’autres emplois et postes", "kind": "", "url": "", "places": []},
        "label": "non nommés",
        "text": "ce qu’en dit le texte",
        "title": row.title,
        "url": f"#{UNNAMED}",
        "unnamed": True,
    }


def tally(step: StepValue) -> str:
    """« 4 conditions, 1 préconisation, 1 clause à apprécier »: alternatives count for one."""
    groups = conditions_of(row for row in step.criteria if not row.limit)
    clauses = [group for group in groups if is_clause(group)]
    wished = [group for group in groups if all(row.recommended for row in group)]
    counts = [
        (len(groups) - len(clauses) - len(wished), "condition", ""),
        (len(wished), "préconisation", ""),
        (len(clauses), "clause", " à apprécier"),
        (sum(row.limit for row in step.criteria), "quota", ""),
    ]
    words = [f"{number} {word}{'s' if number > 1 else ''}{more}" for number, word, more in counts if number]
    return ", ".join(words) or "sans condition imprimée"


def box(node: NodeValue) -> dict:
    """A post, a job, a corps or a grade, with its place."""
    return {
        "title": node.title,
        "kind": node.kind_label,
        "url": node.job.url if node.job else "",
        "places": places(node),
    }


def places(node: NodeValue) -> list[Badge]:
    """« Groupe E », « position 4 », « 10 échelons »: what the text prints of where a node stands."""
    words = [node.group_label] if node.group_label else []
    words += [f"position {node.position}"] if node.position else []
    words += [echelons(node)] if node.echelons else []
    return [Badge("level", "", word) for word in words]


def echelons(node: NodeValue) -> str:
    """« 5 échelons + 1 échelon spécial »."""
    more = node.special_echelons
    special = f" + {more} échelon{'s' if more > 1 else ''} {'spéciaux' if more > 1 else 'spécial'}" if more else ""
    return f"{node.echelons} échelon{'s' if node.echelons and node.echelons > 1 else ''}{special}"
