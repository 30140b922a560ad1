"""What people do to the paths: enter a rule that a text brings, take back their own, count the year's promotions."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction

from jobs.actions.refusals import Refused
from jobs.actions.tracing import leave_trace
from jobs.enums import Deed
from texts.enums import Origin, PassageKind
from texts.models import Passage

from .models import Cited, Criterion, Node, Path, PromotionCount, Provision, Step


class RuleRefused(Refused):
    """A rule that cannot be entered so. `field` names the one to look at, empty for the whole."""

    def __init__(self, field: str, message: str):
        self.field = field
        super().__init__(message)


#: columns that say nothing of the rule itself
SILENT = {"id", "order", "origin", "recorded_at", "recorded_by"}
#: what stands between two passages and belongs to neither
FURNITURE = (PassageKind.RUNNING_HEAD, PassageKind.MARKUP)


def refuse_rule(row: Cited) -> None:
    """`RuleRefused` when the words are not those of the passage, or when the rule joins two paths."""
    if row.passage and row.document_id not in {None, row.passage.document_id}:
        raise RuleRefused("passage", "Ce passage n’est pas dans ce texte : choisissez-en un du même texte.")
    if row.passage and not any(flat(row.words) in flat(text) for text in printed(row)):
        raise RuleRefused("words", "Ces mots ne sont pas ceux du passage : recopiez-les tels qu’imprimés.")
    if isinstance(row, Step):
        for name in ("departure", "arrival"):
            node = getattr(row, name, None)
            if node is not None and node.path_id != row.path_id:
                raise RuleRefused(name, "Ce poste, cet emploi ou ce grade est d’un autre parcours.")
    if isinstance(row, Provision) and row.step and row.path_id not in {None, row.step.path_id}:
        raise RuleRefused("step", "Cette étape est d’un autre parcours.")


def printed(row: Cited) -> list[str]:
    """The words of the passage of a row, or those of every passage through its last, with the marks of lists and
    without. One query in that case."""
    first, last = row.passage, row.last_passage if isinstance(row, Criterion) else None
    if last is None:
        return [first.text]
    if last.document_id != first.document_id or last.order <= first.order:
        raise RuleRefused(
            "last_passage", "Ce passage ne suit pas le premier : choisissez-en un plus bas, du même texte."
        )
    run = Passage.objects.filter(document=first.document_id, order__gte=first.order, order__lte=last.order)
    kept = list(run.exclude(kind__in=FURNITURE).order_by("order").values_list("kind", "text"))
    return [" ".join(text for _, text in kept), " ".join(text for kind, text in kept if kind != PassageKind.MARKER)]


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def refuse_ours(row: Cited) -> None:
    """`RuleRefused` for a row of the fixtures, which the next load would put back."""
    if row.pk and type(row).objects.filter(pk=row.pk, origin=Origin.TEXT).exists():
        raise RuleRefused(
            "", "Cette règle vient d’un texte officiel fourni avec le portail : elle ne se change pas ici."
        )


@transaction.atomic
def record_rule(row: Cited, *, by) -> Cited:
    """Record a path, a node, a step, a criterion or a provision that `by` enters or changes."""
    refuse_ours(row)
    if row.passage and not row.document_id:
        row.document = row.passage.document
    refuse_rule(row)
    before = said(type(row).objects.get(pk=row.pk)) if row.pk else None
    row.save()
    leave_trace(Deed.RULED, row, by=by, before=before, after=said(row))
    return row


@transaction.atomic
def remove_rule(row: Cited, *, by) -> None:
    """Remove a rule that a person entered, with what hangs from it, unless promotions were counted on it."""
    refuse_ours(row)
    counted = {Path: "step__path", Step: "step"}.get(type(row))
    if counted and PromotionCount.objects.filter(**{counted: row}).exists():
        raise RuleRefused("", "Des promotions y sont comptées : retirez d’abord ces bilans.")
    if isinstance(row, Node) and Step.objects.filter(models.Q(departure=row) | models.Q(arrival=row)).exists():
        raise RuleRefused("", "Une étape part de là ou y mène : retirez-la d’abord.")
    leave_trace(Deed.UNRULED, row, by=by, before=said(row))
    row.delete()


@transaction.atomic
def record_count(count: PromotionCount, *, by) -> PromotionCount:
    """Record the promotions of a step in a year, as the CPNE-FP counts them (article 3 of avenant 2023-06)."""
    before = said(PromotionCount.objects.get(pk=count.pk)) if count.pk else None
    count.recorded_by = by
    count.save()
    leave_trace(Deed.COUNTED, count, by=by, before=before, after=said(count))
    return count


@transaction.atomic
def remove_count(count: PromotionCount, *, by) -> None:
    """Remove a yearly count."""
    leave_trace(Deed.UNCOUNTED, count, by=by, before=said(count))
    count.delete()


def said(row: models.Model) -> dict:
    """What a row says, column by column under its French name; what is empty is left out."""
    values = {}
    for column in row._meta.concrete_fields:
        value = getattr(row, column.name)
        if column.name in SILENT or value in {None, ""}:
            continue
        plain = isinstance(value, bool | int)
        values[str(column.verbose_name)] = (
            value if plain else value.isoformat() if isinstance(value, date) else str(value)
        )
    return values
