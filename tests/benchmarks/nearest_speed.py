"""How long the nearest jobs take on the database in use, whatever its size: `python -m tests.benchmarks.nearest_speed`.

Prints the median and the 95th percentile, in milliseconds, over jobs spread evenly, for a known job and for a paste:
of the time passed, and of the processor's, which a busy machine does not lengthen (the database's own counts only
when it is SQLite, inside the process).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time

import django

#: requests of each kind that are timed, after two that are not
REQUESTS = 60


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that `call` takes, on the clock and of the processor."""
    clock, processor = perf_counter(), process_time()
    call()
    return (perf_counter() - clock) * 1000, (process_time() - processor) * 1000


def report(name: str, times: list[tuple[float, float]]) -> str:
    """« nearest_to_job: p50 12.3 ms, p95 20.1 ms; processor p50 11.8 ms, p95 19.0 ms (60) »."""
    passed, spent = ([row[n] for row in times] for n in (0, 1))
    return (
        f"{name}: p50 {median(passed):.1f} ms, p95 {quantiles(passed, n=20)[-1]:.1f} ms; processor "
        f"p50 {median(spent):.1f} ms, p95 {quantiles(spent, n=20)[-1]:.1f} ms ({len(times)})"
    )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.utils import timezone  # noqa: PLC0415  Django must be set up first

    from jobs import queries  # noqa: PLC0415
    from jobs.models import ComparedLine, ComparedSheet  # noqa: PLC0415

    day = timezone.localdate()
    groups = queries.group_choices(day=day)
    held = ComparedSheet.objects.on(day).order_by("sheet")
    names = list(held.values_list("sheet__job__framework__code", "sheet__job__key", "sheet"))
    chosen = names[:: max(1, len(names) // (REQUESTS + 2))][: REQUESTS + 2]
    print(f"{len(names)} sheets, {ComparedLine.objects.count()} lines")
    by_job, by_text = [], []
    for framework, key, sheet in chosen:
        lines = ComparedLine.objects.filter(sheet=sheet).order_by("order")
        texts = list(lines.values_list("part", "item__text"))
        by_job.append(timed(lambda f=framework, k=key: queries.nearest_to_job(framework=f, key=k, day=day)))
        by_text.append(timed(lambda t=texts: queries.nearest_to_text(texts=t, group=None, groups=groups, day=day)))
    print(report("nearest_to_job", by_job[2:]))
    print(report("nearest_to_text", by_text[2:]))


if __name__ == "__main__":
    main()
