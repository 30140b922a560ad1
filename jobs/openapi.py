"""The OpenAPI description made whole: what each parameter means, what each answer bears, an example that was answered.

The examples are real answers, lists cut after their first elements; a test asks for each again and compares.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from .selection import FACETS

EXAMPLES = Path(__file__).with_name("api_examples.json")
#: elements of a list that an example keeps
SHOWN = 2
#: what a part of an address means, and one that exists
PATH_PARAMETERS = {
    "framework": ("Référentiel\u202f: clcc, ucanss, fph ou anap.", "clcc"),
    "key": ("Clé de l’emploi\u202f: son code, ou les mots de son intitulé.", "aide-soignant"),
    "grid": ("Grille, comme clcc-non-cadres.", "clcc-non-cadres"),
    "path": ("Parcours, comme assistant-medical.", "assistant-medical"),
    "year": ("Année du tableau, sur quatre chiffres.", 2026),
    "old": ("Numéro de la version de départ.", 1),
    "new": ("Numéro de la version d’arrivée.", 1),
}
#: what a question means, where its own schema does not say so
QUERY_PARAMETERS = {
    "au": "Jour montré, AAAA-MM-JJ ; aujourd’hui par défaut.".replace(" ;", "\u202f;"),
    "q": "Ce qui est tapé, 200 caractères au plus.",
    "edition": "Numéro d’une édition arrêtée ; le tableau du jour par défaut.".replace(" ;", "\u202f;"),
}
ANSWERS = {
    "200": "Ce qui a été demandé.",
    "400": "La demande n’a pas de sens\u202f: une phrase, et ce qui n’a pas été compris par paramètre.",
    "404": "Rien ne se trouve à cette adresse.",
}
UNCHANGED = {"description": "Rien n’a changé depuis la réponse que l’on tient (If-None-Match ou If-Modified-Since)."}
HEADERS = {
    "ETag": "Marque de la réponse, à rendre dans If-None-Match.",
    "Last-Modified": "Depuis quand la réponse est ainsi, à rendre dans If-Modified-Since ; absent dans la seconde "
    "d’un changement.".replace(" ;", "\u202f;"),
}


@cache
def examples() -> dict[str, dict[str, dict[str, Any]]]:
    """Operation → status → address asked for, body answered."""
    return json.loads(EXAMPLES.read_text("utf-8"))


def abridged(value: Any) -> Any:
    """An answer with its lists cut after their first elements."""
    if isinstance(value, list):
        return [abridged(row) for row in value[:SHOWN]]
    return {name: abridged(row) for name, row in value.items()} if isinstance(value, dict) else value


def operation_name(operation: dict) -> str:
    """« list_jobs »: the end of the identifier, after the module."""
    return operation["operationId"].partition("_api_")[2]


def completed(schema: dict) -> dict:
    """The description with the words, the examples and the headers that the code alone does not give."""
    for methods in schema["paths"].values():
        for operation in methods.values():
            told = examples().get(operation_name(operation), {})
            for parameter in operation.get("parameters", []):
                _explain(parameter)
            for status, answer in operation["responses"].items():
                _show(answer, str(status), told.get(str(status)))
            operation["responses"][304] = dict(UNCHANGED)
    return schema


def _explain(parameter: dict) -> None:
    name = parameter["name"]
    if parameter["in"] == "path":
        parameter["description"], parameter["example"] = PATH_PARAMETERS[name]
    else:
        words = parameter["schema"].get("description") or QUERY_PARAMETERS.get(name) or _facet(name)
        parameter["description"] = parameter.get("description") or words


def _facet(name: str) -> str:
    if name not in FACETS:
        return ""
    return f"{FACETS[name]}\u202f: une valeur connue de ce filtre\u202f; il se répète pour en garder plusieurs."


def _show(answer: dict, status: str, example: dict | None) -> None:
    answer["description"] = ANSWERS[status]
    if status == "200":
        answer["headers"] = {
            name: {"description": words, "schema": {"type": "string"}} for name, words in HEADERS.items()
        }
    if example:
        shown = {"summary": f"GET {example['adresse']}", "value": example["corps"]}
        answer["content"]["application/json"]["examples"] = {"reponse": shown}
