"""Brings what the nearest jobs are counted from to the sheets: lines, words and their weights. Called where the facts
changed."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from texts.enums import Origin

from .enums import SectionKind
from .models import ComparedLine, ComparedSheet, ComparedWord, Item, Job, Sheet
from .near_indexing import Period, periods, refresh_near_jobs
from .weighing import ACTIVITIES, KNOWLEDGE, Weights, count_weights, mean_weight, meaningful, stored_weights

#: which part of a comparison each kind of section feeds; missions do so only where a sheet lists no activity
PART_OF = {
    SectionKind.ACTIVITIES: ACTIVITIES,
    SectionKind.SKILLS: KNOWLEDGE,
    SectionKind.KNOWLEDGE: KNOWLEDGE,
    SectionKind.MISSIONS: ACTIVITIES,
}

#: a line that is compared, by its item: sheet, part, place in the sheet, stems, their sum and mean in tenths
Lines = dict[int, tuple[int, str, int, tuple[str, ...], int, int]]


def refresh_nearest() -> int:
    """Bring the lines compared, the weights of words and the near jobs to the sheets; gives the rows written.

    A dozen queries to read; nothing is written when nothing changed. Call after `refresh_listings`, whose periods
    it shares.
    """
    printed = _printed_lines(Item.objects.all())
    weights = _corpus(printed)
    lines = _weighed(printed, weights)
    written = _write_lines(lines, ComparedLine.objects.all())
    written += _write_words({stem for *_, stems in printed for stem in stems}, weights)
    held, days = _by_sheet(lines), periods()
    changed, _ = _write_sheets(held, weights, _spans(days), known={})
    return written + changed + _write_links(held, ComparedSheet.objects.all()) + refresh_near_jobs(days)


def follow_sheets(jobs: Collection[int]) -> int:
    """As `refresh_nearest` when only the wordings of `jobs` changed, or none but the days on which texts count.

    The weights do not move: they are those of the official texts. Only the jobs whose nearest may differ are counted.
    """
    weights = stored_weights(ComparedWord.objects.weighed())
    printed = _printed_lines(Item.objects.filter(section__sheet__job__in=jobs))
    lines = _weighed(printed, weights)
    written = _write_lines(lines, ComparedLine.objects.filter(sheet__job__in=jobs))
    written += _add_words({stem for *_, stems in printed for stem in stems}, weights)
    known, days = _known(without=jobs), periods()
    spans, held = _spans(days), _by_sheet(lines)
    held |= _stored({sheet for job, sheet in spans if job not in jobs} - known.keys())
    changed, created = _write_sheets(held, weights, spans, known=known)
    held |= _stored({row.sheet_id for row in created} - held.keys())
    rows = ComparedSheet.objects.filter(pk__in=[row.pk for row in created])
    written += changed + _write_links(held, rows)
    gone = ComparedWord.objects.filter(lines=0, sheets=None).delete()[0]  # words of a wording that is no more
    return written + gone + refresh_near_jobs(days)


def _printed_lines(items: QuerySet) -> list[tuple[int, int, int, str, bool, tuple[str, ...]]]:
    """Every line that is compared: sheet, job, item, part, whether the official texts print it, stems; one that
    repeats another of its sheet once."""
    rows = items.filter(section__sheet__in=Sheet.objects.adopted(), section__kind__in=PART_OF)
    rows = list(
        rows.order_by("section__sheet", "section__order", "order").values_list(
            "section__sheet", "section__sheet__job", "section__sheet__origin", "pk", "section__kind", "text"
        )
    )
    with_activities = {row[0] for row in rows if row[4] == SectionKind.ACTIVITIES}
    found: dict[tuple, tuple] = {}
    for sheet, job, origin, item, kind, text in rows:
        if kind == SectionKind.MISSIONS and sheet in with_activities:
            continue
        stems = tuple(sorted(meaningful(text)))
        if stems:
            line = (sheet, job, item, PART_OF[kind], origin == Origin.TEXT, stems)
            found.setdefault((sheet, PART_OF[kind], stems), line)
    return list(found.values())


def _corpus(printed: list[tuple]) -> Weights:
    """The weights of the words of the official texts' sheets, the wordings of a job taken as one sheet; a line that
    two of them share counts once."""
    return count_weights(dict.fromkeys((job, stems) for _, job, _, _, official, stems in printed if official))


def _weighed(printed: list[tuple], weights: Weights) -> Lines:
    order: dict[int, int] = defaultdict(int)
    lines = {}
    for sheet, _, item, part, _, stems in printed:
        order[sheet] += 1
        total = sum(map(weights.of, stems))
        lines[item] = (sheet, part, order[sheet], stems, total, mean_weight(total, len(stems)))
    return lines


def _by_sheet(lines: Lines) -> dict[int, list[tuple]]:
    """(part, stems, sum, mean) of each line, by sheet."""
    held: dict[int, list[tuple]] = defaultdict(list)
    for sheet, part, _, stems, total, weight in lines.values():
        held[sheet].append((part, stems, total, weight))
    return held


def _stored(sheets: Collection[int]) -> dict[int, list[tuple]]:
    """As `_by_sheet`, of lines already stored. One query, none for no sheet."""
    held: dict[int, list[tuple]] = defaultdict(list)
    if sheets:
        rows = ComparedLine.objects.filter(sheet__in=sheets).order_by("sheet", "order")
        for sheet, part, stems, total, weight in rows.values_list("sheet", "part", "stems", "total", "weight"):
            held[sheet].append((part, tuple(stems.split(" ")), total, weight))
    return held


def _known(*, without: Collection[int]) -> dict[int, tuple[int, str]]:
    """(sum, digest) of each sheet compared already, but for those of the jobs `without`. One query."""
    rows = ComparedSheet.objects.exclude(job__in=without).order_by("pk").values_list("sheet", "total", "digest")
    return {sheet: (total, digest) for sheet, total, digest in rows}


def _write_lines(lines: Lines, among: QuerySet) -> int:
    """Make `among`, rows of ComparedLine, these lines; gives how many differed."""
    wanted = {
        item: (sheet, part, order, " ".join(stems), total, weight)
        for item, (sheet, part, order, stems, total, weight) in lines.items()
    }
    names = ("sheet_id", "part", "order", "stems", "total", "weight")
    stored = {row[0]: row[1:] for row in among.order_by("pk").values_list("item", *names)}
    changed = sorted(item for item in wanted.keys() | stored.keys() if wanted.get(item) != stored.get(item))
    for some in _batches(changed):
        ComparedLine.objects.filter(item__in=some).delete()
    rows = [
        ComparedLine(item_id=item, **dict(zip(names, wanted[item], strict=True))) for item in changed if item in wanted
    ]
    ComparedLine.objects.bulk_create(rows, batch_size=500)
    return len(changed)


def _write_words(stems: set[str], weights: Weights) -> int:
    """Bring the words to those of the sheets; one that only HR wrote is borne by no line of the texts."""
    bearing = {stem: weights.bearing.get(stem, 0) for stem in stems}
    stored = {row.stem: row for row in ComparedWord.objects.order_by("pk")}
    gone = [row.pk for stem, row in stored.items() if stem not in bearing]
    for some in _batches(gone):
        ComparedWord.objects.filter(pk__in=some).delete()
    changed = [stored[stem] for stem, n in bearing.items() if stem in stored
               and (stored[stem].lines, stored[stem].weight) != (n, weights.of(stem))]  # fmt: skip
    for row in changed:
        row.lines, row.weight = bearing[row.stem], weights.of(row.stem)
    ComparedWord.objects.bulk_update(changed, ["lines", "weight"], batch_size=200)
    return len(gone) + len(changed) + _create_words(bearing.keys() - stored.keys(), weights)


def _add_words(stems: set[str], weights: Weights) -> int:
    return _create_words(stems - weights.by_stem.keys(), weights)


def _create_words(stems: Iterable[str], weights: Weights) -> int:
    new = [ComparedWord(stem=stem, lines=weights.bearing.get(stem, 0), weight=weights.of(stem)) for stem in
           sorted(stems)]  # fmt: skip
    ComparedWord.objects.bulk_create(new, batch_size=500)
    return len(new)


def _write_sheets(
    held: dict[int, list[tuple]],
    weights: Weights,
    spans: dict[tuple[int, int], list[tuple]],
    *,
    known: dict[int, tuple[int, str]],
) -> tuple[int, list[ComparedSheet]]:
    """Bring the sheets compared, with their days, to those of the list; gives how many differed and the rows made.

    `held` are lines by sheet, `known` what is stored of the sheets that did not change.
    """
    measured = known | {sheet: _measure(lines, weights) for sheet, lines in held.items()}
    frameworks = dict(Job.objects.order_by("pk").values_list("pk", "framework__code"))
    wanted = {
        (sheet, since): (job, frameworks[job], until, *measured[sheet])
        for (job, sheet), held_on in spans.items()
        if sheet in measured
        for since, until in held_on
    }
    names = ("job_id", "framework", "until", "total", "digest")
    rows = ComparedSheet.objects.order_by("pk").values_list("pk", "sheet", "since", *names)
    stored = {row[1:3]: (row[0], row[3:]) for row in rows}
    changed = [key for key in wanted.keys() | stored.keys() if stored.get(key, (0, None))[1] != wanted.get(key)]
    for some in _batches([stored[key][0] for key in changed if key in stored]):
        ComparedSheet.objects.filter(pk__in=some).delete()
    changed.sort(key=lambda key: (key[0], key[1] or date.min))
    rows = ComparedSheet.objects.bulk_create(
        [
            ComparedSheet(sheet_id=sheet, since=since, **dict(zip(names, wanted[sheet, since], strict=True)))
            for sheet, since in changed
            if (sheet, since) in wanted
        ],
        batch_size=500,
    )
    return len(changed), rows


def _measure(lines: list[tuple], weights: Weights) -> tuple[int, str]:
    """What the words of a sheet weigh in all, each once, in tenths; and the digest of its lines, 20 figures."""
    total = sum(map(weights.of, {stem for _, stems, _, _ in lines for stem in stems}))
    return total, hashlib.sha256(repr(lines).encode()).hexdigest()[:20]


def _write_links(held: dict[int, list[tuple]], rows: QuerySet) -> int:
    """Link `rows`, sheets compared whose lines are in `held`, with their words; gives how many links differed."""
    compared = dict(rows.order_by("pk").values_list("pk", "sheet"))
    ids = dict(ComparedWord.objects.order_by("stem").values_list("stem", "pk"))
    wanted = {
        (ids[stem], pk) for pk, sheet in compared.items() for _, stems, _, _ in held[sheet] for stem in stems
    }  # fmt: skip
    through = ComparedWord.sheets.through
    stored = through.objects.filter(comparedsheet__in=rows.values("pk")).order_by("pk")
    stored = {row[1:]: row[0] for row in stored.values_list("pk", "comparedword_id", "comparedsheet_id")}
    gone = [stored[pair] for pair in stored.keys() - wanted]
    for some in _batches(gone):
        through.objects.filter(pk__in=some).delete()
    missing = sorted(wanted - stored.keys())
    through.objects.bulk_create((through(comparedword_id=w, comparedsheet_id=s) for w, s in missing), batch_size=500)
    return len(gone) + len(missing)


def _spans(days: list[Period]) -> dict[tuple[int, int], list[tuple[date | None, date | None]]]:
    """For each (job, sheet), the spans of days in which it is compared, neighbouring periods joined."""
    found: dict[tuple[int, int], list[tuple]] = defaultdict(list)
    for since, until, held in days:
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
