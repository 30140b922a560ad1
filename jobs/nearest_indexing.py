"""Rebuilds what the nearest jobs are counted from, and the nearest jobs of each. Called where the facts changed."""

import hashlib
from collections import defaultdict
from datetime import date

from texts.models import Document

from .enums import SectionKind
from .models import ComparedLine, ComparedSheet, ComparedWord, Item, Job, Listing, NearJob, NearPeriod, Sheet
from .nearest import (
    ACTIVITIES,
    CANDIDATES,
    KNOWLEDGE,
    METHOD,
    SHOWN,
    Description,
    Line,
    Weights,
    compare,
    count_weights,
    mean_weight,
    meaningful,
    ordered,
    promise,
)
from .standing import counts

#: which part of a comparison each kind of section feeds; missions do so only where a sheet lists no activity
PART_OF = {
    SectionKind.ACTIVITIES: ACTIVITIES,
    SectionKind.SKILLS: KNOWLEDGE,
    SectionKind.KNOWLEDGE: KNOWLEDGE,
    SectionKind.MISSIONS: ACTIVITIES,
}


def refresh_nearest() -> int:
    """Bring the lines compared, the weights of words and the near jobs to the sheets; gives the rows written.

    A dozen queries to read; nothing is written when nothing changed. Call after `refresh_listings`, whose periods
    it shares.
    """
    return refresh_compared() + refresh_near_jobs()


def refresh_compared() -> int:
    """Bring the lines compared and the weights of words to the adopted sheets; gives the rows written."""
    lines = _printed_lines()
    weights = _corpus(lines)
    written = _write_lines(lines, weights)
    written += _write_sheets(lines, weights)
    return written + _write_words(lines, weights)


def _printed_lines() -> list[tuple[int, int, int, str, tuple[str, ...]]]:
    """Every line that is compared: sheet, job, item, part, stems; one that repeats another of its sheet once."""
    rows = Item.objects.filter(section__sheet__in=Sheet.objects.adopted(), section__kind__in=PART_OF)
    rows = list(
        rows.order_by("section__sheet", "section__order", "order").values_list(
            "section__sheet", "section__sheet__job", "pk", "section__kind", "text"
        )
    )
    with_activities = {sheet for sheet, _, _, kind, _ in rows if kind == SectionKind.ACTIVITIES}
    found: dict[tuple, tuple] = {}
    for sheet, job, item, kind, text in rows:
        if kind == SectionKind.MISSIONS and sheet in with_activities:
            continue
        stems = tuple(sorted(meaningful(text)))
        if stems:
            found.setdefault((sheet, PART_OF[kind], stems), (sheet, job, item, PART_OF[kind], stems))
    return list(found.values())


def _corpus(lines) -> Weights:
    """The weights of the words of every job's lines, its wordings taken as one sheet; a line that two of them share
    counts once."""
    return count_weights(dict.fromkeys((job, stems) for _, job, _, _, stems in lines))


def _write_lines(lines, weights: Weights) -> int:
    wanted = {}
    for order, (sheet, _, item, part, stems) in enumerate(lines):
        total = sum(map(weights.of, stems))
        wanted[item] = (sheet, part, order, " ".join(stems), total, mean_weight(total, len(stems)))
    names = ("sheet_id", "part", "order", "stems", "total", "weight")
    stored = {row[0]: row[1:] for row in ComparedLine.objects.order_by("pk").values_list("item", *names)}
    changed = [item for item in wanted.keys() | stored.keys() if wanted.get(item) != stored.get(item)]
    for some in _batches(sorted(changed)):
        ComparedLine.objects.filter(item__in=some).delete()
    rows = [
        ComparedLine(item_id=item, **dict(zip(names, wanted[item], strict=True)))
        for item in sorted(changed)
        if item in wanted
    ]
    ComparedLine.objects.bulk_create(rows, batch_size=500)
    return len(changed)


def _write_words(lines, weights: Weights) -> int:
    bearing = weights.bearing
    stored = {row.stem: row for row in ComparedWord.objects.order_by("pk")}
    gone = [row.pk for stem, row in stored.items() if stem not in bearing]
    for some in _batches(gone):
        ComparedWord.objects.filter(pk__in=some).delete()
    new = [ComparedWord(stem=stem, lines=n, weight=weights.of(stem)) for stem, n in sorted(bearing.items())
           if stem not in stored]  # fmt: skip
    ComparedWord.objects.bulk_create(new, batch_size=500)
    changed = [stored[stem] for stem, n in bearing.items() if stem in stored
               and (stored[stem].lines, stored[stem].weight) != (n, weights.of(stem))]  # fmt: skip
    for row in changed:
        row.lines, row.weight = bearing[row.stem], weights.of(row.stem)
    ComparedWord.objects.bulk_update(changed, ["lines", "weight"], batch_size=200)
    ids = dict(ComparedWord.objects.order_by("stem").values_list("stem", "pk"))
    compared: dict[int, list[int]] = defaultdict(list)
    for pk, sheet in ComparedSheet.objects.order_by("pk").values_list("pk", "sheet"):
        compared[sheet].append(pk)
    wanted = {(ids[stem], pk) for sheet, _, _, _, stems in lines for pk in compared[sheet] for stem in stems}
    through = ComparedWord.sheets.through
    rows = through.objects.order_by("pk").values_list("pk", "comparedword_id", "comparedsheet_id")
    held = {row[1:]: row[0] for row in rows}
    for some in _batches([held[pair] for pair in held.keys() - wanted]):
        through.objects.filter(pk__in=some).delete()
    missing = sorted(wanted - held.keys())
    through.objects.bulk_create((through(comparedword_id=w, comparedsheet_id=s) for w, s in missing), batch_size=500)
    return len(gone) + len(new) + len(changed) + len(held.keys() - wanted) + len(missing)


def _write_sheets(lines, weights: Weights) -> int:
    stems: dict[int, set[str]] = defaultdict(set)
    for sheet, _, _, _, held in lines:
        stems[sheet].update(held)
    totals = {sheet: sum(map(weights.of, held)) for sheet, held in stems.items()}
    frameworks = dict(Job.objects.order_by("pk").values_list("pk", "framework__code"))
    wanted = {
        (sheet, since): (job, frameworks[job], until, totals[sheet])
        for (job, sheet), spans in _spans().items()
        if sheet in totals
        for since, until in spans
    }
    names = ("job_id", "framework", "until", "total")
    rows = ComparedSheet.objects.order_by("pk").values_list("pk", "sheet", "since", *names)
    stored = {row[1:3]: (row[0], row[3:]) for row in rows}
    changed = [key for key in wanted.keys() | stored.keys() if stored.get(key, (0, None))[1] != wanted.get(key)]
    for some in _batches([stored[key][0] for key in changed if key in stored]):
        ComparedSheet.objects.filter(pk__in=some).delete()
    changed.sort(key=lambda key: (key[0], key[1] or date.min))
    rows = [
        ComparedSheet(sheet_id=sheet, since=since, **dict(zip(names, wanted[sheet, since], strict=True)))
        for sheet, since in changed
        if (sheet, since) in wanted
    ]
    ComparedSheet.objects.bulk_create(rows, batch_size=500)
    return len(changed)


def _spans() -> dict[tuple[int, int], list[tuple[date | None, date | None]]]:
    """For each (job, sheet), the spans of days in which it is compared, neighbouring periods joined."""
    found: dict[tuple[int, int], list[tuple]] = defaultdict(list)
    for since, until, held in _periods():
        for pair in held.items():
            spans = found[pair]
            if spans and spans[-1][1] == since and since is not None:
                spans[-1] = (spans[-1][0], until)
            else:
                spans.append((since, until))
    return found


def _batches(ids: list[int], size: int = 500):
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def stored_weights() -> Weights:
    """The weights of the corpus as stored. One query."""
    rows = list(ComparedWord.objects.order_by("stem").values_list("stem", "weight", "lines"))
    by_stem = {stem: weight for stem, weight, _ in rows}
    return Weights(by_stem, {stem: n for stem, _, n in rows}, max(by_stem.values(), default=0))


def refresh_near_jobs() -> int:
    """Bring the near jobs to the lines compared, counting anew only the periods whose sheets, lines or weights
    differ; gives the number of periods written. Seven queries to read."""
    lines: dict[int, list[Line]] = defaultdict(list)
    rows = ComparedLine.objects.order_by("sheet", "order")
    for sheet, part, stems, total, weight in rows.values_list("sheet", "part", "stems", "total", "weight"):
        lines[sheet].append(Line(part, "", frozenset(stems.split(" ")), total, weight))
    stored: dict[str, list[NearPeriod]] = defaultdict(list)  # two periods may compare the same words
    for row in NearPeriod.objects.order_by("since", "pk"):
        stored[row.digest].append(row)
    written = 0
    for since, until, held in _periods():
        compared = {job: lines[sheet] for job, sheet in held.items() if sheet in lines}
        digest = _digest(compared)
        same = stored[digest]
        row = next((row for row in same if row.since == since), same[0] if same else None)
        if row is None:
            row = NearPeriod.objects.create(since=since, until=until, digest=digest)
            _write_near(row, _nearest_of(compared, stored_weights()))
            written += 1
            continue
        same.remove(row)
        if (row.since, row.until) != (since, until):
            row.since, row.until = since, until
            row.save(update_fields=["since", "until"])
            written += 1
    left = [row.pk for rows in stored.values() for row in rows]
    NearPeriod.objects.filter(pk__in=left).delete()
    return written + len(left)


def _digest(compared: dict[int, list[Line]]) -> str:
    """The same for the same jobs, lines, weights and method: SHA-256 in hexadecimal."""
    digest = hashlib.sha256(repr(METHOD).encode())
    for job, lines in compared.items():
        digest.update(repr((job, [(row.part, sorted(row.stems), row.total, row.weight) for row in lines])).encode())
    return digest.hexdigest()


def _periods() -> list[tuple[date | None, date | None, dict[int, int]]]:
    """(since, until, {job: sheet}) for each period in which the jobs and sheets in force are the same."""
    since_of = {row.pk: row.counts_from for row in Document.objects.with_dates()}
    sheets = list(Sheet.objects.adopted().order_by("job", "number").values_list("job", "pk", "document"))
    listed = list(Listing.objects.order_by("rank_text", "pk").values_list("job", "since", "until", "past"))
    days = {day for _, since, until, _ in listed for day in (since, until) if day}
    days = sorted(days | {since_of[document] for _, _, document in sheets if since_of[document]})
    periods: list = []
    for since, until in zip([None, *days], [*days, None], strict=True):
        day = since or date.min
        in_force = {job: sheet for job, sheet, document in sheets if counts(since_of[document], day)}
        held = {
            job: in_force[job]
            for job, start, end, past in listed
            if job in in_force and not past and (start is None or start <= day) and (end is None or end > day)
        }
        if periods and periods[-1][2] == held:
            periods[-1] = (periods[-1][0], until, held)
        else:
            periods.append((since, until, held))
    return periods


def _nearest_of(lines: dict[int, list[Line]], weights: Weights) -> dict[int, list[tuple]]:
    """For each job, (rank, near, forward, backward) of its nearest."""
    bearing: dict[str, list[int]] = defaultdict(list)
    totals: dict[int, int] = {}
    for job, held in lines.items():
        stems = {stem for line in held for stem in line.stems}
        totals[job] = sum(map(weights.of, stems))
        for stem in stems:
            bearing[stem].append(job)
    found = {}
    for job, held in lines.items():
        description = Description(held, weights)
        near: dict[int, int] = defaultdict(int)
        for stem in description.sought():
            for other in bearing[stem]:
                near[other] += weights.of(stem)
        near.pop(job, None)
        best = set(sorted(near, key=lambda other: (-promise(near[other], totals[other]), other))[:CANDIDATES])
        nearest = ordered(description, {other: lines[other] for other in lines if other in best})[:SHOWN]
        matches = [(other, compare(description, lines[other])) for other in nearest]
        found[job] = [(rank, other, match.forward, match.backward) for rank, (other, match) in enumerate(matches, 1)]
    return found


def _write_near(period: NearPeriod, nearest: dict[int, list[tuple]]) -> None:
    rows = [
        NearJob(period=period, job_id=job, rank=rank, near_id=near, forward=forward, backward=backward)
        for job, found in nearest.items()
        for rank, near, forward, backward in found
    ]
    NearJob.objects.bulk_create(rows, batch_size=500)
