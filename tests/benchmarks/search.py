"""How long a search, the faceted list and a comparison of four take, never asked before, page included, and what the
process that serves them weighs.

    python -m tests.benchmarks.search            times, on the database of DATABASE_URL
    python -m tests.benchmarks.search --lines 15000   grows that database first

Run it on a database made for it (migrate, then load_fixtures), with the same settings as in production and the
static files collected.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from time import perf_counter, process_time

#: each address is asked this many times, the first one apart
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=0, metavar="N", help="grow the database to N sheets, and stop")
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  (after the settings are named)

    django.setup()
    if chosen.lines:
        from tests.benchmarks.growing import grow  # noqa: PLC0415

        started = perf_counter()
        print(f"{grow(chosen.lines)} emplois ajoutés en {perf_counter() - started:.0f} s")
        return
    measure()


def measure() -> None:
    """Prints, for each kind of page, the middle and the 95th of its times in milliseconds, and the memory."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    # Each answer is made anew: a page that is kept would be timed once made.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "page_cache" not in name]
    judged = json.loads((settings.BASE_DIR / "tests/jobs/judged_queries.json").read_text("utf-8"))
    words = [row["q"] for rows in judged.values() for row in rows]
    client = Client()
    print(f"{lines()} lignes, {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}")
    pages = {
        "liste": [{}, {"referentiel": "clcc"}, {"niveau": ["3EB", "6EA"], "referentiel": "ucanss"}, {"page": "5"}],
        "recherche": [{"q": word} for word in words],
        "recherche et filtre": [{"q": word, "referentiel": ["clcc", "ucanss"]} for word in words],
        "suggestions": [{"q": word[:cut]} for word in words for cut in (3, 6)],
        "comparaison de quatre": [{"emploi": four} for four in fours()],
    }
    for name, asked in pages.items():
        path = {"suggestions": "/api/v1/suggestions", "comparaison de quatre": "/comparer/"}.get(name, "/emplois/")
        rounds = ROUNDS * 10 if name == "liste" else ROUNDS
        times, slowest = timed(client, path, asked, rounds)
        print(f"{name}, {len(times)} demandes : {told(times, 0)} ; processeur {told(times, 1)} ; {slowest}")
    print(f"mémoire du processus : {memory()} Mo")


def timed(client, path: str, asked: list[dict], rounds: int) -> tuple[list[tuple[float, float]], str]:
    """The times in milliseconds, by the clock and of this processor, and the address that takes the longest.

    On a busy machine the clock counts the others' work too; the processor's time leaves out a database server's.
    """
    times: list[tuple[float, float]] = []
    worst = (0.0, "")
    for parameters in asked:
        own = []
        for _ in range(rounds + 1):
            started, worked = perf_counter(), process_time()
            answer = client.get(path, parameters)
            own.append(((perf_counter() - started) * 1000, (process_time() - worked) * 1000))
            if answer.status_code != 200:
                raise SystemExit(f"{path} {parameters} : {answer.status_code}")
        times += own[1:]
        worst = max(worst, (sorted(time for _, time in own)[len(own) // 2], str(parameters)))
    return times, f"le plus long : {worst[1]}, {worst[0]:.0f} ms"


def told(times: list[tuple[float, float]], which: int) -> str:
    """« médiane 12.3 ms, p95 45.6 ms »."""
    ordered = sorted(time[which] for time in times)
    return f"médiane {ordered[len(ordered) // 2]:.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms"


def fours(number: int = 40) -> list[list[str]]:
    """As many sets of four jobs that have a sheet, spread over the list: neighbours in a half, strangers in the other,
    the longest sheets among them."""
    from django.db.models import Count  # noqa: PLC0415

    from jobs.models import Sheet  # noqa: PLC0415

    held = Sheet.objects.adopted().annotate(length=Count("sections__items")).order_by("pk")
    names = list(held.values_list("job__framework__code", "job__key", "length"))
    names = [f"{framework}/{key}" for framework, key, _ in names]
    longest = [
        f"{framework}/{key}"
        for framework, key in held.order_by("-length").values_list("job__framework__code", "job__key")[:4]
    ]
    step, quarter = max(1, len(names) // (number // 2)), len(names) // 4
    near = [names[start : start + 4] for start in range(0, len(names) - 3, step)][: number // 2]
    far = [[names[(start + n * quarter) % len(names)] for n in range(4)] for start in range(0, quarter, step)]
    return [longest, *near, *far]


def lines() -> int:
    from jobs.models import Listing  # noqa: PLC0415

    return Listing.objects.count()


def memory() -> int:
    """The resident memory of this process, in megabytes."""
    status = Path("/proc/self/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1024


if __name__ == "__main__":
    main()
