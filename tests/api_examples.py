"""Asks again for each example of the API's description and writes what is answered: `python -m tests.api_examples`.

With the texts loaded, as they stood on the day of the examples.
"""

import json
from collections.abc import Callable
from datetime import date
from unittest import mock

#: the day on which the examples were asked for: some answers say what has passed
DAY = date(2026, 3, 1)


def answered(get: Callable, told: dict[str, dict]) -> dict[str, dict]:
    """The examples with what each address answers now, lists cut; `get`: the method of a client."""
    from jobs.openapi import abridged  # noqa: PLC0415  settings come first

    found: dict[str, dict] = {}
    for operation, statuses in told.items():
        for status, example in statuses.items():
            response = get(example["adresse"])
            assert str(response.status_code) == status, f"{example['adresse']}: {response.status_code}"
            body = abridged(response.json())
            found.setdefault(operation, {})[status] = {"adresse": example["adresse"], "corps": body}
    return found


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from jobs.openapi import EXAMPLES, examples

    settings.ALLOWED_HOSTS = ["testserver"]
    with mock.patch.object(timezone, "localdate", return_value=DAY):
        written = json.dumps(answered(Client().get, examples()), ensure_ascii=False, indent=1)
    EXAMPLES.write_text(f"{written}\n", "utf-8")
