"""Counts, period by period, how many lines of the list bear each value of each facet."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import chain, pairwise

from django.db.models import QuerySet

from .models import FacetCount, ListingFacet


def write_counts(lines: Iterable[tuple[date | None, date | None, set[tuple]]], others: QuerySet) -> None:
    """Bring the number of lines that bear each value of each facet, period by period, to `lines`, as (since, until,
    facets), and to `others`, rows of the list that stay as they are. Two queries when nothing changed."""
    edges: dict[tuple, Counter] = defaultdict(Counter)
    borne = ListingFacet.objects.filter(listing__in=others).order_by("pk")
    borne = borne.values_list("listing__since", "listing__until", "facet", "value", "label", "rank")
    mine = ((since, until, *facet) for since, until, facets in lines for facet in facets)
    for since, until, *facet in chain(mine, borne):
        edges[tuple(facet)][since or date.min] += 1
        edges[tuple(facet)][until or date.max] -= 1
    wanted = set()
    for facet, moves in edges.items():
        number = 0
        days = sorted(day for day, move in moves.items() if move)
        for since, until in pairwise(days):
            number += moves[since]
            if number:
                period = (None if since == date.min else since, None if until == date.max else until)
                wanted.add((*facet, *period, number))
    names = ("facet", "value", "label", "rank", "since", "until", "lines")
    stored = {row[1:]: row[0] for row in FacetCount.objects.values_list("pk", *names)}
    FacetCount.objects.filter(pk__in=[pk for row, pk in stored.items() if row not in wanted]).delete()
    FacetCount.objects.bulk_create(
        FacetCount(**dict(zip(names, row, strict=True))) for row in sorted(wanted - stored.keys(), key=repr)
    )
