"""Reads of the list of jobs: its lines, its facets with live counts, the nearest titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from django.db.models import Count, Q

from grids.models import Level
from texts.folding import fold
from texts.models import Anomaly, Document

from ..facet_counting import BorneValues
from ..models import (
    FacetCount,
    Framework,
    Job,
    Listing,
)
from ..revision import STATES
from ..search import Search, indexable, level_codes
from ..selection import FACETS, PAGE_SIZE, RELEVANCE, SORTS
from ..values import (
    Choice,
    FacetValues,
    JobLine,
    JobPage,
    NamedLevel,
    WayOut,
)
from .revision_states import revision_states
from .search import passages

#: letters in common from which a title is offered for words that find nothing: below, « jardinier » is « brancardier »
ALIKE = 0.68


class Choices(dict):
    """Every value that each facet takes on a day, in the order of the form: {facet: {value: label}}.

    `counts`: how many lines bear each, by « facet=value », whatever is searched.
    """

    counts: dict[str, int]
    states: dict[int, tuple[str, ...]]  # of revision, by line: read on the day, and stored nowhere


def facet_choices(*, day: date) -> Choices:
    """The values of each facet on `day`, and how many lines bear them. Two queries, three when the year is closed."""
    rows = FacetCount.objects.on(day).values_list("facet", "value", "label", "rank", "lines")
    choices = Choices()
    choices.counts = {}
    for facet, value, label, _, number in sorted(rows, key=lambda row: (row[0], row[3], fold(row[2]))):
        choices.setdefault(facet, {})[value] = label
        choices.counts[f"{facet}={value}"] = number
    choices.states = revision_states(day=day)
    counted = Counter(value for values in choices.states.values() for value in values)
    if choices.states:  # every state is an answer, even one that no sheet is in today
        choices["revision"] = {str(value): label for value, label in STATES.items()}
    choices.counts |= {f"revision={value}": number for value, number in counted.items()}
    return choices


def borne_values(*, day: date, states: Mapping[int, Sequence[str]]) -> BorneValues:
    """What each line of `day` bears, to count a selection; `states`: those of revision, by line. One query."""
    rows = Listing.objects.on(day).order_by().values_list("pk", "facet_keys")
    return BorneValues((*keys.split("\n"), *revision_keys(states.get(pk, ()))) for pk, keys in rows)


def facet_values(*, choices: Choices, held: dict[str, tuple[str, ...]], counts: Mapping[str, int]) -> list[FacetValues]:
    """The facets, each value with its number among `counts`, by « facet=value ». Asks nothing.

    `choices`: the values of each facet, `held`: those that are checked.
    """
    return [
        FacetValues(
            name,
            legend,
            [
                Choice(value, label, counts.get(f"{name}={value}", 0), value in held.get(name, ()))
                for value, label in choices.get(name, {}).items()
            ],
        )
        for name, legend in FACETS.items()
    ]


def job_page(
    *,
    lines,
    sort: str,
    page: int,
    found: Search | None = None,
    names: dict[str, str] | None = None,
    total: int | None = None,
    size: int = PAGE_SIZE,
) -> JobPage:
    """One page of `lines`, the asked one or the last that exists, with the passages that answer the search `found`.

    `names`: the short names of the frameworks, `total`: how many lines there are, when they are known. One query,
    however many jobs; one for the passages of a search, one for each of those that is not known.
    """
    total = len(found.ranked) if found else lines.count() if total is None else total
    last = max(1, -(-total // size))
    number = min(page, last)
    shown = slice((number - 1) * size, number * size)
    rows = _ordered(lines, sort, found, shown)
    said = passages(found=found, lines=rows) if found and rows else {}
    printed = [replace(line, passage=said.get(row.pk)) for row, line in zip(rows, _lines(rows, names), strict=True)]
    return JobPage(printed, total, number, last)


def job_lines(
    *, lines, sort: str, found: Search | None = None, states: Mapping[int, Sequence[str]] | None = None
) -> list[JobLine]:
    """Every line, for a file; `states`: those of revision, by line. Two queries."""
    rows = _ordered(lines, sort, found, slice(None))
    borne = [revision_keys((states or {}).get(row.pk, ())) for row in rows]
    return [replace(line, facet_keys=line.facet_keys + keys) for line, keys in zip(_lines(rows), borne, strict=True)]


def revision_keys(values: Sequence[str]) -> tuple[str, ...]:
    """The states of revision of a line as a line bears its other facets."""
    return tuple(f"revision={value}" for value in values)


def _ordered(lines, sort: str, found: Search | None, shown: slice) -> list[Listing]:
    """Some of the lines in the order asked: that of the search, or by columns. One query."""
    if sort != RELEVANCE or found is None:
        return list(lines.order_by("past", *SORTS[sort].order)[shown])
    ranked = found.ranked[shown]
    by_pk = {row.pk: row for some in batches(ranked, 5000) for row in Listing.objects.filter(pk__in=some)}
    return [by_pk[pk] for pk in ranked]


def batches(rows, size: int):
    """`rows`, `size` at a time: a database takes only so many values at once."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _lines(rows: list[Listing], names: dict[str, str] | None = None) -> list[JobLine]:
    """The lines as values. One query when the names of the frameworks are not given."""
    names = names or dict(Framework.objects.values_list("code", "short_name"))
    return [job_line(row, names) for row in rows]


def job_line(row: Listing, names: dict[str, str]) -> JobLine:
    """A line of the list as a value; `names` gives the short names of the frameworks."""
    return JobLine(
        framework=row.framework,
        framework_name=names.get(row.framework, row.framework),
        key=row.key,
        code=row.code,
        title=row.title,
        kind=row.kind,
        status=row.status,
        note=row.note,
        meta=row.meta,
        excerpt=row.excerpt,
        successor=row.successor,
        levels=tuple((code, label) for code, label in row.levels),
        synonyms=tuple(row.synonyms),
        facet_keys=tuple(row.facet_keys.split("\n")),
    )


def way_out(*, query: str, day: date, held: Iterable[str], selected, names: dict[str, str] | None = None) -> WayOut:
    """What to try when nothing answers `query` within the facets `held`. Two queries; three without the names.

    `selected(without=…)` gives the lines selected, `names` the short names of the frameworks.
    """
    parameters = [*held, *(["q"] if query else [])]
    counted = {name: Count("pk", filter=Q(pk__in=selected(without=name).values("pk"))) for name in parameters}
    released = Listing.objects.order_by().aggregate(**counted) if counted else {}
    return WayOut(released, nearest_titles(words=query, day=day, names=names) if query else [])


def named_levels(*, text: str, choices: Choices) -> list[NamedLevel]:
    """The levels that a search names, of the grids in `choices`. One query; none when no word is like a code."""
    codes = level_codes(text)
    if not codes:
        return []
    rows = Level.objects.filter(code__in=codes, grid__slug__in=list(choices.get("grille", {})))
    held = choices.get("niveau", {})
    return [
        NamedLevel(code, label, slug, title, code in held)
        for code, label, slug, title in rows.values_list("code", "label", "grid__slug", "grid__title")
    ]


def framework_counts(*, day: date) -> list[tuple[Framework, int]]:
    """The frameworks, each with its number of jobs on `day`. Two queries."""
    found = dict(Listing.objects.on(day).order_by().values_list("framework").annotate(n=Count("pk")))
    return [(row, found.get(row.code, 0)) for row in Framework.objects.all()]


def text_counts() -> tuple[int, int]:
    """The numbers of official texts and of anomalies. Two queries."""
    return Document.objects.count(), Anomaly.objects.count()


def nearest_titles(*, words: str, day: date, limit: int = 6, names: dict[str, str] | None = None) -> list[JobLine]:
    """Jobs whose titles or codes look like `words`, for a page that found nothing: each title once in a framework.

    A title looks like them by its letters, or says one of the words. One query; two without the short names of the
    frameworks.
    """
    wanted = fold(words.replace("-", " "))[:80]
    said = set(indexable(wanted))
    alike: dict[tuple[str, str], tuple] = {}
    for row in Listing.objects.on(day):
        title = fold(row.title)
        ratio = SequenceMatcher(None, wanted, title).ratio()
        if row.code and wanted and row.code.startswith(wanted[:4]):
            ratio = 1.0
        if ratio >= ALIKE or not said.isdisjoint(indexable(title)):
            place = (-ratio, row.rank_title, row.pk, row)
            known = alike.get((row.framework, title))
            alike[row.framework, title] = place if known is None else min(known, place)
    return _lines([row for *_, row in sorted(alike.values())[:limit]], names)


def other_place(*, framework: str, key: str) -> tuple[str, str] | None:
    """Framework and key of the job that answers to `key` as another code, or in another case; None when none does.

    Two queries.
    """
    jobs = Job.objects.filter(framework__code=framework.lower())
    asked = (framework, key)
    place = (framework.lower(), key.lower())
    if place != asked and jobs.filter(key=key.lower()).exists():
        return place
    other = jobs.filter(alternative_codes__code__iexact=key).values_list("key", flat=True).first()
    return (framework.lower(), other) if other else None
