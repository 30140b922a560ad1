"""The simulator, ready to print: its questions, then what the rules answer, each with its words and its lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from texts.values import Badge, Link

from .enums import Answer, PathKind
from .situation import Condition, Finding, Judgement, Verdict
from .values import Citation, Doubt, PathValue, StepValue

#: who assesses what a text leaves open
ASSESSORS = {"clcc": "le centre", "fph": "l’établissement"}
SUMMARIES = {
    Answer.MET: "Toutes les conditions imprimées sont remplies.",
    Answer.NOT_MET: "Au moins une condition n’est pas remplie.",
    Answer.TO_ASSESS: "Aucune condition n’est écartée, mais toutes ne se lisent pas dans votre situation.",
}

#: the title of what the step brings, and the caution under it
FOLLOWS = {"title": "Ce qui en découle", "caution": ""}
IF_MET = {
    "title": "Ce qui en découlerait, toutes conditions remplies",
    "caution": "D’après vos réponses, rien de ce qui suit ne vous est ouvert\u202f: le texte l’attache aux conditions.",
}


def assessor(path: PathValue) -> str:
    """« le centre », « l’établissement »: who assesses, in that framework."""
    return ASSESSORS.get(path.card.framework, "l’employeur")


def page(path: PathValue, step: StepValue | None, form=None, *, unknown: str = "") -> dict:
    """The page before any answer. `unknown`: the step asked for, when there is none of that name."""
    return {
        "path": path.card,
        "crumbs": [Link("Parcours", "/parcours/"), Link(path.card.title, path.card.url)],
        "framework": Badge("framework", path.card.framework, path.card.framework_name),
        "step": step,
        "choices": [
            {"label": row.situation, "title": row.title, "url": address(path, row), "current": row is step}
            for row in path.steps
        ],
        "unknown": unknown,
        "comparing": path.card.kind == PathKind.REPOSITIONING,
        "questions": questions(form) if form else [],
        "errors": errors(form) if form else [],
        "result": None,
    }


def address(path: PathValue, step: StepValue) -> str:
    return f"{path.card.simulation_url}?etape={step.key}"


def questions(form) -> list[dict]:
    """The questions with their bound fields; a group of alternatives says so once."""
    found, alternatives = [], set()
    for question in form.questions:
        row = question.criterion
        group = row.alternative if row else ""
        found.append(
            {
                "id": f"q-{question.names[0]}",
                "title": question.title,
                "help": question.help,
                "either": bool(group) and group not in alternatives,
                "fields": [field(form[name]) for name in question.names],
                "errors": [
                    {"id": f"{form[name].auto_id}_error", "text": text}
                    for name in question.names
                    for text in form.errors.get(name, ())
                ],
                "source": citation(row.citation) if row else None,
            }
        )
        alternatives.add(group)
    return found


def field(bound) -> dict:
    """A field of the form as the page draws it: what was typed, and whether it could not be read."""
    kind, typed = bound.widget_type, bound.value()
    value = "" if typed is None else str(typed)
    choices = bound.field.choices if kind in {"radioselect", "select"} else []
    return {
        "kind": kind,
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": str(bound.label),
        "value": value,
        "wrong": f"{bound.auto_id}_error" if bound.errors else "",
        "choices": [
            {"id": f"{bound.auto_id}_{rank}", "value": key, "label": label, "chosen": key == value}
            for rank, (key, label) in enumerate(choices)
        ],
    }


def errors(form) -> list[Link]:
    """Each message, leading to its question."""
    return [
        Link(f"{question.title} {text}", f"#q-{question.names[0]}")
        for question in form.questions
        for name in question.names
        for text in form.errors.get(name, ())
    ]


def result(judgement: Judgement, findings: list[Finding], *, by: str) -> dict:
    """What the rules answer, conditions first."""
    return {
        "code": judgement.answer.value,
        "summary": SUMMARIES[judgement.answer],
        "follows": IF_MET if judgement.answer == Answer.NOT_MET else FOLLOWS,
        "counts": counts(judgement, by),
        "conditions": [condition(row) for row in judgement.conditions],
        "blocks": blocks(findings),
        "by": by,
    }


def counts(judgement: Judgement, by: str) -> str:
    """« 3 remplies, 1 non remplie, 2 à apprécier par le centre »."""
    met, not_met, open_ = (judgement.counted(answer) for answer in (Answer.MET, Answer.NOT_MET, Answer.TO_ASSESS))
    return (
        f"{met} remplie{'s' if met > 1 else ''}, {not_met} non remplie{'s' if not_met > 1 else ''}, "
        f"{open_} à apprécier par {by}"
    )


def condition(row: Condition) -> dict:
    return {
        "one_of": row.one_of,
        "badge": badge(row.answer, Answer(row.answer).label),
        "verdicts": [verdict(found) for found in row.verdicts],
    }


def verdict(row: Verdict) -> dict:
    return {
        "title": row.criterion.title,
        "badge": badge("preconise" if row.criterion.recommended else row.answer, row.label),
        "reason": row.reason,
        "citations": [citation(row.criterion.citation)],
        "doubts": doubts(row.criterion.doubts),
    }


def badge(code: str, label: str) -> Badge:
    return Badge("answer", str(code), label)


def blocks(findings: list[Finding]) -> list[dict]:
    """The findings, those that follow one another and rest on the same words together; an oddity is told once."""
    told: set[str] = set()
    found: list[dict] = []
    for rules, rows in groupby(findings, key=lambda row: row.citations):
        held = list(rows)
        new = {doubt.key: doubt for row in held for doubt in row.doubts if doubt.key not in told}
        told |= new.keys()
        found.append(
            {
                "findings": [
                    {"title": row.title, "value": row.value, "known": row.known, "text": row.text} for row in held
                ],
                "citations": [citation(rule) for rule in rules],
                "doubts": doubts(new.values()),
            }
        )
    return found


def citation(row: Citation) -> dict:
    """Words and the way to their line; `url` is empty for a text that the portal does not hold."""
    return {"words": row.words, "label": row.label, "url": row.source.url if row.source else ""}


def doubts(rows: Iterable[Doubt]) -> list[dict]:
    return [{"title": row.title, "text": row.explanation, "handling": row.handling, "url": row.url} for row in rows]
