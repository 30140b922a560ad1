"""Context of the documentation of the JSON."""

from __future__ import annotations

import json

from texts.values import Link


def api_docs(schema: dict) -> dict:
    """Context of the documentation of the JSON, drawn from its OpenAPI description."""
    components = schema["components"]["schemas"]
    operations = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"]
            answer = answers.get("200") or answers.get(200)
            operations.append(
                {
                    "anchor": operation["operationId"].replace("_", "-"),
                    "method": method.upper(),
                    "path": path,
                    "summary": operation["summary"],
                    "text": operation.get("description", ""),
                    "parameters": [
                        {
                            "name": row["name"],
                            "where": "dans l’adresse" if row["in"] == "path" else "paramètre",
                            "text": row.get("schema", {}).get("description", "") or row.get("description", ""),
                        }
                        for row in operation.get("parameters", [])
                    ],
                    "examples": [shown(status, row) for status, row in answers.items() if "content" in row],
                    "answer": answer["content"]["application/json"]["schema"].get("$ref", "").rsplit("/", 1)[-1],
                }
            )
    contents = [Link(row["summary"].removesuffix("."), f"#{row['anchor']}") for row in operations]
    return {
        "toc": [*contents, Link("Les objets", "#objets")],
        "operations": operations,
        "schemas": [
            {
                "anchor": f"schema-{name}",
                "name": name,
                "text": row.get("description", ""),
                "fields": [
                    {"name": field, "type": type_name(value), "text": value.get("description", "")}
                    for field, value in row.get("properties", {}).items()
                ],
            }
            for name, row in components.items()
            if name.endswith("Schema") or name in {"JobLink", "JobRow"}
        ],
    }


def shown(status: object, answer: dict) -> dict:
    """An answer as the page shows it: its number, what it means, its example."""
    example = answer["content"]["application/json"].get("examples", {}).get("reponse", {})
    words = {"status": str(status), "text": answer["description"], "request": "", "body": ""}
    if not example:
        return words
    body = json.dumps(example["value"], ensure_ascii=False, indent=2)
    return words | {"request": example["summary"], "body": body}


def type_name(value: dict) -> str:
    """The type of a field, in a word or two of French."""
    if "$ref" in value:
        return value["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in value:
        return " ou ".join(type_name(option) for option in value["anyOf"])
    if value.get("type") == "array":
        return f"liste de {type_name(value.get('items', {}))}"
    names = {
        "string": "texte",
        "integer": "nombre entier",
        "null": "null",
        "object": "objet",
        "boolean": "booléen",
    }
    return names.get(value.get("type", ""), "valeur")
