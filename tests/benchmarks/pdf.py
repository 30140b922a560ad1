"""How long a PDF takes, page included, and what the process that makes them weighs: `python -m tests.benchmarks.pdf`.

Run it on a database made for it (migrate, then load_fixtures), with the settings of production, the static files
collected and REPERES_PASTES_PER_MINUTE=1000. Sheets, grids, comparisons of two and of four, answers of the simulator,
and a proposal for what each CLCC sheet says: other words each time, since the typesetter remembers what it has just
set.
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

#: files of each kind that are timed at most, after two that are not
FILES = 150
#: an answer of the simulator, but for its years
SIMULATION = (
    "/parcours/assistant-medical/simulation.pdf?etape=assistant-medical-specialise&evaluation=oui&entretiens=3"
    "&formation=oui&missions_plein=1&entretien=2023-06-01&palier=1"
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  (after the settings are named)

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    print(f"au repos : {memory()} Mo")
    for name, asked in requests().items():
        times, longest = timed(client, asked[: FILES + 2])
        print(
            f"{name}, {len(times)} fichiers : {told(times, 0)} ; processeur {told(times, 1)} ; le plus long : {longest}"
        )
        print(f"  mémoire du processus : {memory()} Mo")


def requests() -> dict[str, list[tuple[str, dict]]]:
    """The addresses of each kind, with what is sent to them."""
    from django.utils import timezone  # noqa: PLC0415

    from grids.models import Grid  # noqa: PLC0415
    from jobs.models import ComparedLine, Listing  # noqa: PLC0415
    from jobs.nearest import ACTIVITIES, KNOWLEDGE  # noqa: PLC0415

    listed = Listing.objects.on(timezone.localdate()).order_by("job_id")
    jobs = [f"{framework}/{key}" for framework, key in listed.values_list("job__framework__code", "job__key")]
    slugs = Grid.objects.order_by("slug").values_list("slug", flat=True)
    described: dict[str, dict[str, list[str]]] = {}
    lines = ComparedLine.objects.filter(sheet__job__framework__code="clcc").order_by("pk")
    for key, part, text in lines.values_list("sheet__job__key", "part", "item__text"):
        described.setdefault(key, {}).setdefault(part, []).append(text)
    pasted = [
        {
            "activites": "\n".join(texts.get(ACTIVITIES, [])),
            "connaissances": "\n".join(texts.get(KNOWLEDGE, [])),
            "emploi": key,
        }
        for key, texts in described.items()
    ]
    return {
        "fiche": [(f"/emplois/{job}.pdf", {}) for job in jobs],
        "grille": [(f"/grilles/{slug}.pdf", {}) for slug in slugs],
        "comparaison de deux": [(f"/comparer.pdf?emploi={a}&emploi={b}", {}) for a, b in pairwise(jobs)],
        "comparaison de quatre": [
            (f"/comparer.pdf?emploi={'&emploi='.join(jobs[n : n + 4])}", {}) for n in range(0, len(jobs) - 4, 4)
        ],
        "proposition": [("/rapprochement/proposition.pdf", fields) for fields in pasted],
        "simulation": [(f"{SIMULATION}&experience_ans={years}&palier_ans={years}", {}) for years in range(50)],
    }


def timed(client, asked: list[tuple[str, dict]]) -> tuple[list[tuple[float, float]], str]:
    """The times in milliseconds, by the clock and of this processor, and the address that takes the longest."""
    times, worst = [], (0.0, "")
    for address, fields in asked:
        started, worked = perf_counter(), process_time()
        answer = client.post(address, fields) if fields else client.get(address)
        took = ((perf_counter() - started) * 1000, (process_time() - worked) * 1000)
        if answer.headers["Content-Type"] == "application/pdf":
            times.append(took)
            worst = max(worst, (took[1] if len(times) > 2 else 0.0, address))
    return times[2:] or times, f"{worst[1]}, {worst[0]:.0f} ms de processeur"


def told(times: list[tuple[float, float]], which: int) -> str:
    """« médiane 12.3 ms, p95 45.6 ms »."""
    ordered = sorted(time[which] for time in times)
    return f"médiane {ordered[len(ordered) // 2]:.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms"


def memory() -> int:
    """The resident memory of this process, in megabytes."""
    status = Path("/proc/self/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1024


if __name__ == "__main__":
    main()
