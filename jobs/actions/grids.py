"""What HR adds to the grids: a level between two others, or a whole grid, each by a text of its own. The grids and the
levels of the official texts are never touched, nor their rank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import Max, ProtectedError
from django.utils.text import slugify

from grids.models import Grid, Level
from grids.values import level_key
from texts.effect import french_date
from texts.enums import Origin
from texts.models import Document, Passage

from ..enums import Deed
from ..indexing import refresh_listings
from ..models import Framework, Placement, Section
from ..nearest_indexing import follow_sheets
from .carried import UNDATED, Days, days_of_texts
from .entered_facts import FactRefused, refuse_carrier
from .tracing import leave_trace

#: how the texts call the levels of their grids
LEVEL, GROUP = WORDS = ("Niveau", "Groupe")
A_CODE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
#: where a level is put while those after it are moved
ASIDE = 30_000
OURS = "Cette ligne vient d’un texte officiel fourni avec le portail : elle ne se change pas."


@transaction.atomic
def record_level(level: Level, *, after: Level | None, by) -> Level:
    """Record a level that `by` adds to a grid or changes, placed after `after`, or first of all.

    `FactRefused` names the field to look at: a name that the grid has already, a text that is not HR's own or has no
    date, a place in another grid, a name or a day that places rest on.
    """
    before = said_of_level(Level.objects.select_related("grid").get(pk=level.pk)) if level.pk else None
    refuse_level(level, after=after)
    level.code = " ".join(level.code.split())
    level.label = f"{word_of(level)} {level.code}"
    level.definition, level.origin = level.definition.strip(), Origin.ENTERED
    _put(level, after)
    level.save()
    leave_trace(Deed.LEVELLED, level, by=by, before=before, after=said_of_level(level))
    _bring_up_to_date()
    return level


def refuse_level(level: Level, *, after: Level | None) -> None:
    """`FactRefused` when a level cannot be recorded so after `after`. Nothing is written."""
    held = Level.objects.select_related("grid").filter(pk=level.pk).first() if level.pk else None
    _refuse_ours(held)
    _refuse_code(level, held)
    days = _refuse_source(level)
    if after and (after.grid_id != level.grid_id or after.pk == level.pk):
        raise FactRefused("after", "Choisissez un autre niveau de cette grille.")
    _refuse_early(Placement.objects.filter(levels=held) if held else Placement.objects.none(), level.document_id, days)


@transaction.atomic
def remove_level(level: Level, *, by) -> None:
    """Remove a level that a person added; not one that a job, a path or the words of a sheet rest on."""
    _refuse_ours(level)
    placed = Placement.objects.filter(levels=level).select_related("job").order_by("job__order")
    if placed:
        named = ", ".join(f"« {row.job} »" for row in placed[:3])
        raise FactRefused("", f"{level.label} : des emplois y sont classés ({named}). Reclassez-les d’abord.")
    if described_by_a_sheet(level):
        raise FactRefused("", f"{level.label} : une fiche décrit ce niveau. Révisez-la d’abord.")
    if level.grid.origin == Origin.ENTERED and level.grid.levels.count() == 1:
        raise FactRefused("", "C’est le dernier niveau de cette grille : retirez la grille elle-même.")
    leave_trace(Deed.UNLEVELLED, level, by=by, before=said_of_level(level))
    _delete(level)


@transaction.atomic
def record_grid(grid: Grid, *, word: str = "", levels: Sequence[tuple[str, str]] = (), by) -> Grid:
    """Record a grid that `by` adds or changes. A new one is given its levels, in their order: (code, definition),
    called by `word`; those of a grid that is there already are changed one by one."""
    held = Grid.objects.select_related("document").get(pk=grid.pk) if grid.pk else None
    before = said_of_grid(held) if held else None
    refuse_grid(grid, word=word, levels=levels)
    grid.title = grid.title.strip()
    if held is None:
        grid.slug = _free_slug(f"{grid.framework_code}-{grid.title}")
        grid.order = (Grid.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    grid.origin = Origin.ENTERED
    grid.save()
    Level.objects.bulk_create(
        Level(grid=grid, code=code, label=f"{word} {code}", rank=rank, definition=words, origin=Origin.ENTERED)
        for rank, (code, words) in enumerate(levels if held is None else (), 1)
    )
    leave_trace(Deed.GRIDDED, grid, by=by, before=before, after=said_of_grid(grid))
    _bring_up_to_date()
    return grid


def refuse_grid(grid: Grid, *, word: str = "", levels: Sequence[tuple[str, str]] = ()) -> None:
    """`FactRefused` when a grid cannot be recorded so. Nothing is written."""
    held = Grid.objects.filter(pk=grid.pk).first() if grid.pk else None
    _refuse_ours(held)
    if Grid.objects.filter(title__iexact=grid.title.strip()).exclude(pk=grid.pk).exists():
        raise FactRefused("title", "Une grille porte déjà ce titre.")
    if not Framework.objects.filter(code=grid.framework_code).exists():
        raise FactRefused("framework_code", "Ce référentiel n’est pas connu.")
    if held and held.framework_code != grid.framework_code:
        raise FactRefused("framework_code", "Une grille ne change pas de référentiel.")
    days = _refuse_source(grid)
    if held is None:
        _refuse_levels(word, levels)
    else:
        _refuse_early(Placement.objects.filter(grid=held, levels__document=None).distinct(), grid.document_id, days)


@transaction.atomic
def remove_grid(grid: Grid, *, by) -> None:
    """Remove a grid that a person added, with its levels; not one in which a job stands."""
    _refuse_ours(grid)
    if Placement.objects.filter(grid=grid).exists():
        raise FactRefused("", "Des emplois sont classés dans cette grille : reclassez-les d’abord.")
    if any(described_by_a_sheet(level) for level in grid.levels.all()):
        raise FactRefused("", "Une fiche décrit un niveau de cette grille : révisez-la d’abord.")
    leave_trace(Deed.UNGRIDDED, grid, by=by, before=said_of_grid(grid))
    _delete(grid)


def word_of(level: Level) -> str:
    """How the other levels of its grid are called: « Groupe », « Niveau »."""
    other = level.grid.levels.exclude(pk=level.pk).order_by("rank", "between").first()
    return other.label.removesuffix(other.code).strip() if other else WORDS[0]


def described_by_a_sheet(level: Level) -> bool:
    """Whether a section of a sheet, adopted or not, is that of this level, which no other grid of the framework has."""
    framework = level.grid.framework_code
    if Level.objects.filter(grid__framework_code=framework, code=level.code).exclude(pk=level.pk).exists():
        return False
    return Section.objects.filter(sheet__job__framework__code=framework, level=level.code).exists()


def said_of_level(level: Level) -> dict:
    """What a level says, by the French name of each part; what is empty is left out."""
    before = just_before(level)
    values = {
        "grille": level.grid.title,
        "niveau": level.code,
        "placé après": before.label if before else "en premier",
        "définition": level.definition,
        **_carried(level.document, level.passage),
    }
    return {name: value for name, value in values.items() if value}


def said_of_grid(grid: Grid) -> dict:
    """What a grid says, its levels in their order."""
    values = {
        "titre": grid.title,
        "référentiel": grid.framework_code,
        "ce que le texte ne donne pas": list(grid.notes),
        "niveaux": [level.code for level in grid.levels.order_by("rank", "between")],
        **_carried(grid.document, grid.passage),
    }
    return {name: value for name, value in values.items() if value}


def _carried(document: Document | None, passage: Passage | None) -> dict:
    return {"texte": document.slug if document else "", "passage": passage.text if passage else ""}


def _refuse_ours(row: models.Model | None) -> None:
    if row is not None and row.origin == Origin.TEXT:
        raise FactRefused("", OURS)


def _refuse_source(row: Level | Grid) -> Days:
    """Refuses a row that no text of HR's own carries from a day; gives the days of the texts."""
    if row.document is None:
        raise FactRefused("document", "Donnez le texte qui le dit, ou la décision.")
    refuse_carrier(row.document)
    if row.passage and row.passage.document_id != row.document_id:
        raise FactRefused("passage", "Ce passage n’est pas dans ce texte : choisissez-en un du même texte.")
    days = days_of_texts()
    if days[row.document_id] is None:
        raise FactRefused("document", UNDATED)
    return days


def _refuse_code(level: Level, held: Level | None) -> None:
    code = " ".join(level.code.split())
    _refuse_unreadable("code", code)
    if held and (held.grid_id, held.code) != (level.grid_id, code) and Placement.objects.filter(levels=held).exists():
        raise FactRefused("code", "Des emplois sont classés à ce niveau : il garde son nom et sa grille.")
    if held and held.code != code and described_by_a_sheet(held):
        raise FactRefused("code", "Une fiche décrit ce niveau : il garde son nom.")
    others = Level.objects.filter(grid=level.grid).exclude(pk=level.pk).values_list("code", flat=True)
    if level_key(code).casefold() in {level_key(other).casefold() for other in others}:
        raise FactRefused("code", "Ce niveau existe déjà dans la grille.")


def _refuse_unreadable(field: str, code: str) -> None:
    """An address ends with the name of a level, and its texts print it so."""
    if not A_CODE.fullmatch(code) or len(code) > 12:
        raise FactRefused(field, f"« {code} » : un niveau s’écrit en lettres sans accent et en chiffres, 12 au plus.")


def _refuse_levels(word: str, levels: Sequence[tuple[str, str]]) -> None:
    if word not in WORDS:
        raise FactRefused("word", "Dites si cette grille a des niveaux ou des groupes.")
    if not levels:
        raise FactRefused("levels", "Donnez au moins un niveau : sans lui, la grille ne classe rien.")
    for code, _ in levels:
        _refuse_unreadable("levels", code)
    keys = [level_key(code).casefold() for code, _ in levels]
    twice = next((code for place, (code, _) in enumerate(levels) if keys[place] in keys[:place]), None)
    if twice:
        raise FactRefused("levels", f"« {twice} » est donné deux fois.")


def _refuse_early(places: models.QuerySet, document: int, days: Days) -> None:
    """`FactRefused` when one of these places counts before `document`, which would carry what it rests on."""
    for row in places.select_related("job", "document"):
        day, since = days[row.document_id], days[document]
        if day and since and since > day:
            raise FactRefused(
                "document",
                f"« {row.job} » y est classé dès le {french_date(day)}, d’après « {row.document} »\u202f: ce texte ne "
                f"compte qu’à partir du {french_date(since)}.",
            )


def just_before(level: Level) -> Level | None:
    """The level that stands before another in its grid."""
    order = models.Q(rank__lt=level.rank) | models.Q(rank=level.rank, between__lt=level.between)
    return level.grid.levels.filter(order).exclude(pk=level.pk).order_by("rank", "between").last()


def _put(level: Level, after: Level | None) -> None:
    """Give a level its place after another; those that people added there make room, in their order."""
    if level.pk:
        before = just_before(Level.objects.get(pk=level.pk))
        if (before and before.pk) == (after and after.pk):
            return
        Level.objects.filter(pk=level.pk).update(between=ASIDE)
    level.rank, level.between = (after.rank, after.between + 1) if after else (0, 1)
    following = Level.objects.filter(grid=level.grid, rank=level.rank, between__gte=level.between, between__lt=ASIDE)
    for row in following.order_by("-between"):
        Level.objects.filter(pk=row.pk).update(between=row.between + 1)


def _delete(row: models.Model) -> None:
    try:
        row.delete()
    except ProtectedError as error:
        raise FactRefused("", "Un parcours ou un autre objet du portail repose sur ce niveau.") from error
    _bring_up_to_date()


def _free_slug(name: str) -> str:
    """An address that no grid has."""
    slug = slugify(name.replace("’", " "))[:50].strip("-")
    taken = set(Grid.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(free for free in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if free not in taken)


def _bring_up_to_date() -> None:
    refresh_listings()
    follow_sheets(())
