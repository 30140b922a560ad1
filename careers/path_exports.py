"""The paths as tables of words to take away: the list, and the conditions of each step of one."""

from __future__ import annotations

from collections.abc import Sequence

from .enums import CriterionKind
from .values import Citation, CountValue, CriterionValue, PathCard, PathValue, ProvisionValue, StepValue

PATHS = ("Parcours", "Nature", "Titre", "Présentation (par Repères)", "Référentiel", "Texte",
         "Ce qui est connu de sa date", "Étapes ou voies", "Adresse")  # fmt: skip
STEPS = ("Étape", "Nature", "De", "Vers", "Force du texte", "Ce que dit la ligne", "Au choix avec",
         "Titre (par Repères)", "Précision", "Minimum", "Unité", "Minimum à temps partagé", "Échelon", "Réserve", "Du",
         "Au", "Mois", "Mois de prolongation", "Année", "Promotions", "Mots du texte", "Article", "Source",
         "Adresse")  # fmt: skip
#: what the minimum of a criterion counts
UNITS = {
    CriterionKind.DURATION: "ans",
    CriterionKind.ECHELON: "ans",
    CriterionKind.INTERVIEWS: "entretiens",
    CriterionKind.MISSIONS: "missions à temps plein",
}


def paths_table(cards: Sequence[PathCard], *, base: str) -> list[tuple[str, ...]]:
    """The paths as rows of words, the headings first. `base`: the site's address."""
    site = base.rstrip("/")
    return [
        PATHS,
        *(
            (card.slug, card.kind_label, card.title, card.summary, card.framework_name, card.document_title, card.dates,
             str(card.steps), site + card.url)
            for card in cards
        ),
    ]  # fmt: skip


def path_table(path: PathValue, *, base: str) -> list[tuple[str, ...]]:
    """A row for each step, then one for each of its conditions, of what the text says of it besides, of its counts.

    What no one has to fulfil (a quota, a clause left to the employer) is called so, and ways of meeting one condition
    name one another.
    """
    url = base.rstrip("/") + path.card.url
    rows = []
    for step in path.steps:
        head = _step(step)
        rows.append(head | _told("étape", step.title) | _cited(step.citation))
        rows += [head | _criterion(row, step) for row in step.criteria]
        rows += [head | _provision(row) for row in step.provisions]
        rows += [head | _count(row) for row in step.counts]
    rows += [_provision(row) for row in path.provisions]
    return [STEPS, *(tuple((row | {"Adresse": url}).get(name, "") for name in STEPS) for row in rows)]


def nature(row: CriterionValue) -> str:
    """What a criterion is for a person: « condition exigée », « condition au choix », « clause … », « quota »."""
    if row.limit:
        return "quota"
    if row.clause:
        return "clause laissée à l’employeur"
    if row.recommended:
        return "condition préconisée"
    return "condition au choix" if row.alternative else "condition exigée"


def _told(what: str, title: str) -> dict[str, str]:
    return {"Ce que dit la ligne": what, "Titre (par Repères)": title}


def _criterion(row: CriterionValue, step: StepValue) -> dict[str, str]:
    others = [one.title for one in step.criteria if row.alternative == one.alternative != "" and one is not row]
    reserves = ("si nécessaire" if row.if_needed else "", "portée incertaine" if row.doubtful else "")
    return {
        **_told(nature(row), row.title),
        "Au choix avec": " ; ".join(others),
        "Précision": row.help,
        "Minimum": _number(row.minimum),
        "Unité": UNITS.get(CriterionKind(row.kind), "") if row.minimum is not None else "",
        "Minimum à temps partagé": _number(row.shared_minimum),
        "Échelon": _number(row.echelon),
        "Réserve": ", ".join(filter(None, reserves)),
        **_cited(row.citation),
    }


def _provision(row: ProvisionValue) -> dict[str, str]:
    return {
        **_told(row.kind_label, row.title),
        "Du": row.starts_on.isoformat() if row.starts_on else "",
        "Au": row.ends_on.isoformat() if row.ends_on else "",
        "Mois": _number(row.months),
        "Mois de prolongation": _number(row.further_months),
        **_cited(row.citation),
    }


def _count(row: CountValue) -> dict[str, str]:
    told = _told("bilan annuel", "Promotions de l’année")
    return {**told, "Précision": row.note, "Année": str(row.year), "Promotions": str(row.count)}


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _step(step: StepValue) -> dict[str, str]:
    departure = step.departure.title if step.departure else ""
    values = (step.title, step.kind_label, departure, step.arrival.title, step.force_label)
    return dict(zip(STEPS, values, strict=False))


def _cited(row: Citation) -> dict[str, str]:
    source = row.source.label if row.source else row.reference
    return {"Mots du texte": row.words, "Article": row.article, "Source": source}
