"""Context of the page of the nearest jobs, of a proposal of repositioning, and of the short list of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from texts.effect import french_date
from texts.takeaway import downloads
from texts.values import Badge, Link, Notice

from ..description import LONGEST, LONGEST_LINE, MOST_LINES
from ..enums import JobKind
from ..nearest import PAIRED_FROM, Candidate, NearLine, Nearness
from ..repositioning import BETWEEN_TWO, NEAREST, NONE_NEAR, TERM, Term, outcome
from ..selection import Problem
from ..values import JobLine
from .common import framework_badge, linked, nature
from .line_by_line import mean, mean_of, missing, parts, percent
from .method import method
from .repositioning import group_note, guarantees, printed_rule, term_note

#: what is said when the best is under the threshold
NONE = "Aucun emploi proche."
#: what is said when the description has too few words
TOO_SHORT_TITLE = "La description est trop courte pour conclure."
#: « comparing words, not duties », said wherever a percentage is
CAUTION = "Calculé par Repères : compare des mots, pas des fonctions."
#: what the two percentages count, said wherever they are
MEASURE = (
    "Ces pourcentages sont une ressemblance pondérée des lignes, non une part de mots communs\u202f: une ligne pèse "
    "d’autant plus que ses mots sont rares, et se retrouve dans l’autre fiche autant qu’elle ressemble à la ligne la "
    f"plus proche, pour rien sous {percent(PAIRED_FROM)}."
)


def retrieved(forward: int, backward: int, *, one: str, other: str, back: str) -> str:
    """What the two percentages of a pair say, `back` being how `one` is named the second time."""
    return (
        f"{percent(forward)} de ce que pèse {one} se retrouve dans {other}\u202f; {percent(backward)} de ce que pèse "
        f"{other} se retrouve dans {back}"
    )


def near_jobs(lines: list[NearLine], line: JobLine) -> dict | None:
    """The short list of a sheet, or nothing when no job shares a word with it. As on the page of the nearest jobs,
    `outcome` says so when the first of them is under the threshold, and `caution` begins with it."""
    if not lines:
        return None
    scores = [(row.forward, row.backward) for row in lines]
    threshold = settings.REPERES_NEAREST_NONE_BELOW
    far = outcome(scores, none_below=threshold, between_within=0) == NONE_NEAR
    verdict = f"{NONE} {too_far(mean_of(*scores[0]), threshold)}" if far else ""
    return {
        "url": f"/rapprochement/?emploi={line.framework}/{line.key}",
        "caution": f"{verdict} {CAUTION}".strip(),
        "measure": MEASURE,
        "outcome": verdict,
        "jobs": [near_job(row) for row in lines if not row.elsewhere],
        "elsewhere": [near_job(row) for row in lines if row.elsewhere],
        "elsewhere_note": elsewhere_note(threshold),
    }


def elsewhere_note(threshold: int) -> str:
    """What the jobs of the other frameworks are, when some are shown apart."""
    return (
        "Les plus proches hors du référentiel de cet emploi, quand ils ne sont pas déjà ci-dessus\u202f; Repères ne "
        f"les dit proches qu’à partir d’une moyenne de {percent(threshold)}."
    )


def near_job(row: NearLine) -> dict:
    """A line of a short list."""
    return {
        "title": row.line.title,
        "code": row.line.code,
        "url": row.line.url,
        "framework": framework_badge(row.line),
        "forward": percent(row.forward),
        "backward": percent(row.backward),
        "retrieved": retrieved(row.forward, row.backward, one="cette fiche", other="la sienne", back="celle-ci"),
    }


def too_far(first: str, threshold: int) -> str:
    """Why no job is said to be near; `first` is the mean of the best."""
    held = f"la première moyenne est de {first}" if first else "aucun mot n’est commun"
    return (
        f"Repères dit un emploi proche à partir d’une moyenne de {percent(threshold)} : {held}. Ce qui suit n’est "
        "donné que pour information."
    )


def candidate_card(candidate: Candidate, found: Nearness, *, rank: int, ours: str, stated=None) -> dict:
    """A candidate with its percentages, its tables and its links; `rank` 0 when it is not among the first."""
    line, match = candidate.line, candidate.match
    anchor = f"c-{line.framework}-{line.key}"
    one = f"{found.job.framework}/{found.job.key}" if found.job else ""
    return {
        "anchor": anchor,
        "rank": rank,
        "title": line.title,
        "code": line.code,
        "key": line.key,
        "url": line.url,
        "framework": framework_badge(line),
        "nature": Badge("nature", line.kind, nature(line)) if line.kind != JobKind.JOB else None,
        "forward": percent(match.forward),
        "backward": percent(match.backward),
        "forward_value": match.forward,
        "backward_value": match.backward,
        "mean": mean(match),
        "parts": parts(match, found.weights, anchor=anchor, ours=ours, theirs=f"« {line.title} »"),
        "missing": missing(match),
        "group": group_note(candidate, stated),
        "compare_url": f"/comparer/?emploi={one}&emploi={line.framework}/{line.key}" if one else "",
    }


def too_short(found: Nearness, fewest_words: int) -> str:
    """Why a description leads to no conclusion, "" when it has words enough."""
    held = len({stem for line in found.lines for stem in line.stems})
    if held >= fewest_words:
        return ""
    plural = held > 1
    words = f"{held or 'aucun'} mot{'s différents qui comptent' if plural else ' qui compte'}"
    return (
        f"Elle a {words}, et Repères ne conclut qu’à partir de {fewest_words}\u202f: collez les activités et les "
        "connaissances entières. Le classement n’est donné que pour information."
    )


def outcome_notice(found: Nearness, *, none_below: int, between_within: int) -> Notice:
    """What the comparison concludes, with the threshold that makes it say so."""
    candidates = found.candidates
    scores = [(row.match.forward, row.match.backward) for row in candidates]
    answer = outcome(scores, none_below=none_below, between_within=between_within)
    if answer == NONE_NEAR:
        text = too_far(mean(candidates[0].match) if candidates else "", none_below)
        return Notice("attention", NONE, text)
    first = f"{linked(candidates[0].line)} ({mean(candidates[0].match)})"
    if answer == BETWEEN_TWO:
        text = (
            f"{first} et {linked(candidates[1].line)} ({mean(candidates[1].match)}) sont à {between_within} points "
            "l’un de l’autre ou moins : les mots ne les départagent pas."
        )
        return Notice("attention", "Entre deux emplois.", text)
    text = (
        f"{first} : c’est plus que le seuil de {percent(none_below)}, et à plus de {between_within} points du suivant. "
        "Un classement expliqué aide à décider, il ne décide pas."
    )
    return Notice("info", f"{linked(candidates[0].line)} vient en tête.", text)


#: the fields of a paste, and where those of a proposal stand in the page
PASTED_FIELDS = ("intitule", "activites", "connaissances", "groupe")
CHOSEN_FIELDS = ("emploi", "motif")
FIELD_PLACES = {"emploi": "#proposition", "motif": "#poste-motif"}


def errors(form) -> list[dict]:
    """What stops the form, one sentence each, with the field to look at."""
    found = [{"text": text, "url": "#poste-activites"} for text in form.non_field_errors()]
    for name, texts in form.errors.items():
        if name != "__all__":
            found += [{"text": text, "url": FIELD_PLACES.get(name, f"#poste-{name}")} for text in texts]
    return found


def paste_refused(wait: int) -> dict:
    """Context of a refusal: too long, or too often when there are seconds to wait."""
    if wait:
        text = f"Trop de descriptions ont été collées depuis votre adresse. Recommencez dans {wait} secondes."
        return {"title": "Un instant.", "text": text}
    return {"title": "La description est trop longue.", "text": f"Elle est limitée à {LONGEST // 1000} 000 octets : "
            "gardez les activités et les connaissances."}  # fmt: skip


def nearest_form(form, problems: Sequence[Problem] = ()) -> dict:
    """What the page always says: the form, the method, article 5."""
    return {
        "fields": [form[name] for name in PASTED_FIELDS],
        "errors": errors(form) if form.is_bound else [],
        "method": method(),
        "nearest_rule": printed_rule(NEAREST),
        "limits": f"{LONGEST // 1000} 000 octets, {MOST_LINES} lignes, {LONGEST_LINE // 1000} 000 caractères par ligne",
        "notices": [Notice("attention", "Un paramètre n’a pas été compris.", row.sentence) for row in problems],
        "result": None,
        "job": None,
        "crumbs": [],
        "current": "Emplois proches",
    }


def nearest_to_job(found: Nearness, form, *, problems, none_below: int, between_within: int) -> dict:
    """Context of the page for a known job."""
    context = nearest_form(form, problems)
    line = found.job
    context |= {"job": {"title": line.title, "code": line.code, "url": line.url, "framework": framework_badge(line),
                        "key": line.key},
                "crumbs": [Link("Emplois proches", "/rapprochement/")], "current": linked(line)}  # fmt: skip
    if not found.lines:
        context["notices"].append(no_sheet(line))
        return context
    if found.shared_sheet:
        text = "Le texte ne donne pas de fiche à cet emploi : c’est celle de son métier repère qui est comparée."
        context["notices"].append(
            Notice("info", "Fiche du métier repère.", text, [Link(linked(found.shared_sheet), found.shared_sheet.url)])
        )
    context["notices"].append(outcome_notice(found, none_below=none_below, between_within=between_within))
    ours = f"« {(found.shared_sheet or line).title} »"
    context["result"] = {
        "ours": ours,
        "mine": "cette fiche",
        "covered": "Fiche couverte",
        "candidates": [candidate_card(row, found, rank=n, ours=ours) for n, row in enumerate(found.candidates, 1)],
        "elsewhere": [candidate_card(row, found, rank=0, ours=ours) for row in found.elsewhere],
        "elsewhere_note": elsewhere_note(none_below),
        "excluded": [],
        "aside": [],
        "proposal": None,
        "downloads": downloads("/rapprochement", "/api/v1/rapprochement", asked=f"?emploi={line.framework}/{line.key}"),
        "caution": CAUTION,
        "measure": MEASURE,
    }
    return context


def no_sheet(line: JobLine) -> Notice:
    """The texts give this job no sheet: what to do instead."""
    text = "Aucun texte ne donne de fiche à cet emploi : il n’y a rien à comparer."
    if line.framework == "clcc":
        text += " Collez ci-dessous la fiche de poste de la personne : l’article 5 demande de partir d’elle."
    return Notice(
        "attention",
        f"{line.title[:1].upper()}{line.title[1:]} : pas de fiche.",
        text,
        [Link("Voir cet emploi", line.url)],
    )


def nearest_to_text(
    found: Nearness, form, *, term: Term, none_below: int, between_within: int, fewest_words: int
) -> dict:
    """Context of the page for a pasted description."""
    context = nearest_form(form)
    pasted, stated = form.pasted, form.group
    ours = "la description collée"
    cards = [candidate_card(row, found, rank=n, ours=ours, stated=stated) for n, row in enumerate(found.candidates, 1)]
    context["notices"] += paste_notices(found, pasted)
    if short := too_short(found, fewest_words):
        context["notices"].append(Notice("attention", TOO_SHORT_TITLE, short))
    else:
        context["notices"].append(outcome_notice(found, none_below=none_below, between_within=between_within))
    context |= {"crumbs": [Link("Emplois proches", "/rapprochement/")], "current": "Description collée"}
    context["result"] = {
        "ours": ours,
        "mine": "la description",
        "covered": "Description couverte",
        "candidates": cards,
        "elsewhere": [],
        "elsewhere_note": "",
        "excluded": [
            {"title": row.line.title, "url": row.line.url, "group": group_note(row, stated),
             "forward": percent(row.match.forward), "backward": percent(row.match.backward)}
            for row in found.excluded
        ],
        "aside": [line.text for line in found.aside],
        "downloads": [],
        "proposal": {"hidden": hidden(form), "guarantees": guarantees(), "term": printed_rule(TERM),
                     "term_note": term_note(term), "chosen": form.data.get("emploi", ""),
                     "reason": form.data.get("motif", "")},
        "caution": CAUTION,
        "measure": MEASURE,
    }  # fmt: skip
    return context


def paste_notices(found: Nearness, pasted) -> list[Notice]:
    """What of the paste was not compared, and why."""
    notices = []
    if pasted.cut:
        text = f"Seules les {MOST_LINES} premières lignes ont été lues."
        notices.append(Notice("attention", "La description est longue.", text))
    if pasted.left_out:
        lines = f"{pasted.left_out} lignes" if pasted.left_out > 1 else "Une ligne"
        text = (
            f"{lines} sous un titre de missions, de formation ou autre : l’article 5 ne compare que les activités et "
            "les connaissances."
        )
        notices.append(Notice("info", "Une partie n’est pas comparée.", text))
    if not pasted.knowledge or not pasted.activities:
        lacking = "connaissance" if not pasted.knowledge else "activité"
        text = f"Aucune {lacking} dans la description : l’article 5 demande d’analyser les deux."
        notices.append(Notice("attention", "L’analyse est incomplète.", text))
    if not found.lines:
        notices.append(Notice("attention", "Rien n’a pu être comparé.", "Aucune ligne ne porte de mot qui compte."))
    return notices


def hidden(form, *more: str) -> list[dict]:
    """The fields that the next page needs, as the visitor sent them: nothing is kept between the two."""
    return [{"name": name, "value": form.cleaned_data.get(name) or ""}
            for name in (*PASTED_FIELDS, *more)]  # fmt: skip


def proposal(found: Nearness, candidate: Candidate, form, *, term: Term, today: date, fewest_words: int) -> dict:
    """Context of a printable proposal."""
    short = too_short(found, fewest_words)
    ours = "la fiche de poste"
    card = candidate_card(candidate, found, rank=1, ours=ours, stated=form.group)
    match = candidate.match
    likeness = retrieved(match.forward, match.backward, one=ours, other="celle de cet emploi", back=ours)
    return {
        "title": form.pasted.title,
        "hidden": hidden(form, *CHOSEN_FIELDS),
        "job": card,
        "likeness": f"{likeness}. {MEASURE}" + (f" {TOO_SHORT_TITLE} {short}" if short else ""),
        "group": form.group[1] if form.group else "",
        "reason": form.cleaned_data.get("motif", ""),
        "others": [
            {"title": row.line.title, "forward": percent(row.match.forward), "backward": percent(row.match.backward)}
            for row in found.candidates
            if row is not candidate
        ],
        "aside": [line.text for line in found.aside],
        "guarantees": guarantees(),
        "nearest_rule": printed_rule(NEAREST),
        "term": printed_rule(TERM),
        "term_note": term_note(term),
        "today": french_date(today),
        "method": method(),
        "caution": CAUTION,
        "crumbs": [Link("Emplois proches", "/rapprochement/")],
    }
