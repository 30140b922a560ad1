"""The simulator, ready to print: its questions, then what the rules answer, each with its words and its lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from texts.effect import french_date
from texts.selection import Problem
from texts.values import Badge, Link

from .enums import Answer, PathKind
from .questions import YES
from .situation import Condition, Finding, Judgement, Verdict, length
from .values import Citation, Doubt, PathValue, StepValue

#: who assesses what a text leaves open
ASSESSORS = {"clcc": "le centre", "fph": "l’établissement"}
#: the title of what the step brings, and the caution under it
FOLLOWS = {"title": "Ce qui en découle", "caution": ""}
IF_MET = {
    "title": "Ce qui en découlerait, toutes conditions remplies",
    "caution": "D’après vos réponses, rien de ce qui suit ne vous est ouvert\u202f: le texte l’attache aux conditions.",
}
#: article 5 leaves out the job that is offered, and takes nothing from the person
JOB_EXCLUDED = {
    "title": "Ce que le texte vous garde",
    "caution": (
        "C’est l’emploi proposé qui est exclu, et non vous\u202f: le repositionnement doit se faire sur un emploi du "
        "même groupe au moins, et vos garanties demeurent."
    ),
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
        "questions": questions(form, past=False) if form else [],
        "past": past_questions(form) if form else None,
        "errors": errors(form) if form else [],
        "result": None,
        "said": [],
        "pdf_url": "",
    }


def address(path: PathValue, step: StepValue) -> str:
    return f"{path.card.simulation_url}?etape={step.key}"


def answered(path: PathValue, judgement: Judgement, findings: list[Finding], form, query: str) -> dict:
    """What an answer adds to the page. `query`: what the address says, for the same answer to take away."""
    return {
        "result": result(judgement, findings, by=assessor(path)),
        "said": said(form),
        "pdf_url": f"/parcours/{path.card.slug}/simulation.pdf?{query}",
    }


def said(form) -> list[dict]:
    """What was answered to each question, in words; what bears on a transitional rule only when it was."""
    rows = [(question, spoken(form, question)) for question in form.questions]
    return [
        {"title": question.title, "text": text or "sans réponse"}
        for question, text in rows
        if text or not question.past
    ]


def spoken(form, question) -> str:
    """« 3 ans et 2 mois », « 0 entretien », « Oui », « 31 décembre 2025 »."""
    parts, months, days = [], *form.length(question)
    for name in question.names:
        if name in question.lengths:
            if months is not None:
                parts.append(length(months, days))
                months = None
            continue
        value, found = form.cleaned_data.get(name), form.fields[name]
        if value is None or value is False or value == "":
            continue
        if value is True:
            parts.append(found.label)
        elif isinstance(value, date):
            parts.append(french_date(value))
        elif isinstance(value, int):
            parts.append(f"{found.label} {value}" if name.endswith("_actuel") else agreed(value, found.label))
        else:
            label = dict(found.choices)[value]
            parts.append(label if len(question.names) == 1 else f"{found.label}\u202f: {label}")
    return ", ".join(parts)


def agreed(number: int, unit: str) -> str:
    """« 1 entretien », « 2 entretiens »: a unit given in the plural loses its mark up to one."""
    return f"{number} {unit.removesuffix('s') if number < 2 else unit}"


def past_questions(form) -> dict | None:
    """The questions of a transitional rule, open once something is answered; None where the step has no such rule."""
    found = questions(form, past=True)
    if not found:
        return None
    touched = any(row["errors"] or any(one["value"] for one in row["fields"]) for row in found)
    return {"title": f"{form.past.title}\u202f: deux questions de plus", "questions": found, "open": touched}


def questions(form, *, past: bool) -> list[dict]:
    """The questions with their bound fields, or those of a transitional rule (`past`); alternatives say so once."""
    found, alternatives = [], set()
    for question in form.questions:
        if question.past != past:
            continue
        row = question.criterion
        group = row.alternative if row else ""
        told, *listed = question.help.split("\n")
        found.append(
            {
                "id": f"q-{question.names[0]}",
                "title": question.title,
                "help": told,
                "list": listed,
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
    value = YES if kind == "checkbox" else "" if typed is None else str(typed)
    choices = bound.field.choices if kind in {"radioselect", "select"} else []
    return {
        "kind": kind,
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": str(bound.label),
        "value": value,
        "checked": kind == "checkbox" and bool(typed),
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


def refusals(path: PathValue, form) -> list[Problem]:
    """Why there is no answer to take away."""
    rows = errors(form) if form and form.is_bound else []
    return [Problem("", row.label) for row in rows] or [
        Problem("", f"Répondez d’abord aux questions du simulateur\u202f: {path.card.simulation_url}")
    ]


def result(judgement: Judgement, findings: list[Finding], *, by: str) -> dict:
    """What the rules answer, conditions first. An oddity is told where it first bears, and once."""
    told: set[str] = set()
    return {
        "code": judgement.answer.value,
        "summary": summary(judgement, by),
        "follows": follows(judgement),
        "counts": counts(judgement, by),
        "conditions": conditions(judgement, told),
        "clauses": [condition(row, told) for row in judgement.clauses],
        "blocks": blocks(findings, told),
        "by": by,
    }


def follows(judgement: Judgement) -> dict:
    """The title of what the step brings, and its caution: a refusal of the person, or of the job offered alone."""
    if judgement.job_excluded:
        return JOB_EXCLUDED
    return IF_MET if judgement.answer == Answer.NOT_MET else FOLLOWS


def summary(judgement: Judgement, by: str) -> str:
    """What the conditions come to, in a sentence."""
    if judgement.job_excluded:
        return "L’emploi proposé est d’un groupe inférieur au vôtre\u202f: le texte l’exclut."
    refused = judgement.counted(Answer.NOT_MET)
    if refused:
        return "Une condition n’est pas remplie." if refused == 1 else f"{refused} conditions ne sont pas remplies."
    if judgement.all_met:
        rest = f"\u202f; reste ce que {by} apprécie." if judgement.clauses else "."
        return f"Toutes les conditions imprimées sont remplies, d’après vos réponses{rest}"
    return "Aucune condition n’est écartée, mais toutes ne se lisent pas dans vos réponses."


def counts(judgement: Judgement, by: str) -> str:
    """« 3 remplies, 1 non remplie, 2 à apprécier par le centre »; the clauses apart."""
    met, not_met, open_ = (judgement.counted(answer) for answer in (Answer.MET, Answer.NOT_MET, Answer.TO_ASSESS))
    said = [f"{met} remplie{'s' if met > 1 else ''}"] if met else []
    said += [f"{not_met} non remplie{'s' if not_met > 1 else ''}"] if not_met else []
    said += [f"{open_} à préciser ou à apprécier par {by}"] if open_ else []
    return ", ".join(said) or "aucune n’est imprimée"


def conditions(judgement: Judgement, told: set[str]) -> list[dict]:
    """The conditions as the article lists them; a recommendation stands under the condition that it goes with."""
    found: list[dict] = []
    for row in judgement.conditions:
        if found and not row.weighs:
            found[-1]["wished"] += [verdict(one, told) for one in row.verdicts]
        else:
            found.append(condition(row, told))
    return found


def condition(row: Condition, told: set[str]) -> dict:
    return {
        "one_of": row.one_of,
        "badge": badge(row.answer, Answer(row.answer).label),
        "verdicts": [verdict(found, told) for found in row.verdicts],
        "wished": [],
    }


def verdict(row: Verdict, told: set[str]) -> dict:
    return {
        "title": row.criterion.title,
        "badge": badge("preconise" if row.criterion.recommended else row.answer, row.label),
        "reason": row.reason,
        "citations": [citation(rule) for rule in (row.criterion.citation, *row.besides)],
        "doubts": untold(row.criterion.doubts, told),
    }


def untold(rows: Iterable[Doubt], told: set[str]) -> list[dict]:
    """The oddities that were not told yet, now told."""
    new = {doubt.key: doubt for doubt in rows if doubt.key not in told}
    told.update(new)  # the set that the caller holds: `told |= …` would make another
    return doubts(new.values())


def badge(code: str, label: str) -> Badge:
    return Badge("answer", str(code), label)


def blocks(findings: list[Finding], told: set[str]) -> list[dict]:
    """The findings, those that follow one another and rest on the same words together."""
    found: list[dict] = []
    for rules, rows in groupby(findings, key=lambda row: row.citations):
        held = list(rows)
        found.append(
            {
                "findings": [
                    {"title": row.title, "value": row.value, "known": row.known, "text": row.text} for row in held
                ],
                "citations": [citation(rule) for rule in rules],
                "doubts": untold([doubt for row in held for doubt in row.doubts], told),
            }
        )
    return found


def citation(row: Citation) -> dict:
    """Words and the way to their line; `url` is empty for a text that the portal does not hold."""
    return {"words": row.words, "label": row.label, "url": row.source.url if row.source else ""}


def doubts(rows: Iterable[Doubt]) -> list[dict]:
    return [{"title": row.title, "text": row.explanation, "handling": row.handling, "url": row.url} for row in rows]
