"""How long the simulator takes, page and all, on the database in use: `python -m tests.benchmarks.simulator`.

Prints, for each step of each path, the median and the 95th percentile in milliseconds, of the time passed and of the
processor's; fails when a 95th percentile of the processor's is over the limit of the README.
"""

from __future__ import annotations

import os
import sys

import django

from tests.benchmarks.nearest_speed import report, timed

#: requests of each kind that are timed, after two that are not
REQUESTS = 60
#: milliseconds that a page may take at the 95th percentile
LIMIT = 20.0
ADDRESSES = {
    "questions": "assistant-medical/simulation/?etape=assistant-medical-specialise",
    "answer": "assistant-medical/simulation/?etape=assistant-medical-specialise&experience_ans=5&evaluation=oui"
    "&entretiens=3&formation=oui&missions_plein=1&entretien=2025-06-01&palier=1&palier_ans=4",
    "corps": "ingenieurs-hospitaliers/simulation/?etape=hors-classe-tableau&echelon_actuel=6&echelon_ans=1"
    "&fonctions_ans=8",
    "article 5": "repositionnement/simulation/?emploi-supprime=oui&groupe_actuel=D&groupe_propose=D&palier=1"
    "&palier_ans=5",
}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415  Django must be set up first
    from django.test import Client  # noqa: PLC0415

    # Under their own names: the hashed ones exist only after collectstatic.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS = ["testserver"]
    client, slow = Client(), []
    for name, address in ADDRESSES.items():
        asked = f"/parcours/{address}"
        if client.get(asked).status_code != 200:
            sys.exit(f"{asked} does not answer: load the fixtures first.")
        # each address asked once: no page is kept whole, as for people whose situations differ
        times = [timed(lambda a=f"{asked}&n={rank}": client.get(a)) for rank in range(REQUESTS + 2)][2:]
        print(report(name, times))
        spent = sorted(row[1] for row in times)
        if spent[int(len(spent) * 0.95)] > LIMIT:
            slow.append(name)
    if slow:
        print(f"over {LIMIT:.0f} ms: {', '.join(slow)}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
