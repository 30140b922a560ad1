"""Brings rows to what the fixtures say, by natural key, and keeps count. Writes nothing when nothing changed."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, models

from .enums import Origin

#: names this load among the advisory locks of PostgreSQL
LOAD_LOCK = 0x5E9E2E5


class LoadError(Exception):
    """The fixtures cannot be loaded as they stand. Says which row and why, in French."""


class Unfit(LoadError):
    """A value that its column does not take."""

    def __init__(self, row: models.Model, column: models.Field, why: str):
        super().__init__(f"{row._meta.verbose_name} « {row} », {column.verbose_name} : {why}")


@dataclass
class Tally:
    """What a load did to the rows of one kind."""

    kind: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    left: list[str] = field(default_factory=list)  # a person's row already stands there: left as it is
    kept: list[str] = field(default_factory=list)  # no longer in the fixtures, but something rests on it

    @property
    def writes(self) -> int:
        return self.created + self.changed + self.removed


@dataclass
class Summary:
    """What a load did, kind by kind, and the rows that the fixtures no longer hold."""

    tallies: dict[type[models.Model], Tally] = field(default_factory=dict)
    stale: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    def of(self, model: type[models.Model]) -> Tally:
        """The tally of `model`, under its French name."""
        return self.tallies.setdefault(model, Tally(str(model._meta.verbose_name_plural)))

    @property
    def writes(self) -> int:
        return sum(tally.writes for tally in self.tallies.values())


@contextmanager
def patience(seconds: int = 600):
    """Wait that long for one's turn to write: a load may last longer than a page would wait. To be entered first.

    PostgreSQL waits for a lock as long as it takes; SQLite gives up after a time that is the connection's.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {seconds * 1000:d}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}")


def one_load_at_a_time() -> None:
    """Wait for another load to end. To be called first in the transaction.

    SQLite has one writer at a time by itself (its transactions begin as writers); PostgreSQL needs to be told.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


def of_a_text(row: models.Model) -> bool:
    """Whether the fixtures hold this row; a person holds the others."""
    return row.origin == Origin.TEXT


class Sync:
    """The rows of one model, brought to what the fixtures want.

    `key`: the columns that name a row among those of the fixtures. `twin`: those by which a person's row already
    says the same; it is then left, and used, as it is. `many`: many-to-many fields, wanted as lists of ids.
    `ours`: which rows the fixtures hold. `made`: values of a new row besides the wanted ones.
    One query, and one for each field of `many`, when nothing changed.
    """

    def __init__(
        self,
        model: type[models.Model],
        summary: Summary,
        *,
        key: tuple[str, ...],
        twin: tuple[str, ...] = (),
        many: tuple[str, ...] = (),
        rows: models.QuerySet | None = None,
        ours: Callable[[models.Model], bool] = of_a_text,
        made: dict | None = None,
    ):
        self.model, self.summary, self.tally = model, summary, summary.of(model)
        self.key, self.twin, self.many = key, twin or key, many
        self.made = {"origin": Origin.TEXT} if made is None else made
        self.rows: dict[tuple, models.Model] = {}  # those of the fixtures, by natural key
        self._ours: dict[tuple, models.Model] = {}
        self._theirs: dict[tuple, models.Model] = {}
        self._doubles: list[models.Model] = []
        for row in (model._default_manager.all() if rows is None else rows).order_by("pk"):
            if not ours(row):
                self._theirs.setdefault(_values(row, self.twin), row)
            elif self._ours.setdefault(_values(row, key), row) is not row:
                self._doubles.append(row)

    def bring(self, wanted: Iterable[dict]) -> None:
        """Create and correct rows. May be called again with rows that refer to the first ones."""
        created, changed, fields_changed, links = [], [], set(), []
        for row_wanted in wanted:
            values = dict(row_wanted)
            linked = {name: values.pop(name) for name in self.many}
            name = tuple(values[column] for column in self.key)
            if name in self.rows:
                raise LoadError(f"{self.tally.kind} : deux lignes des fixtures portent la même clé {name}.")
            row = self._ours.pop(name, None)
            if row is None:
                twin = self._theirs.get(tuple(values[column] for column in self.twin))
                if twin is not None:
                    self.tally.left.append(str(twin))
                    self.rows[name] = twin
                    continue
                row = self.model(**values, **self.made)
                created.append(row)
            else:
                different = {column for column, value in values.items() if getattr(row, column) != value}
                for column in different:
                    setattr(row, column, values[column])
                if different:
                    changed.append(row)
                    fields_changed |= different
            self.rows[name] = row
            links.append((row, linked))
        for row in (*created, *changed):
            refuse_unfit(row)
        manager = self.model._default_manager
        manager.bulk_create(created, batch_size=500)
        if changed:
            manager.bulk_update(changed, sorted(fields_changed), batch_size=100)
        relinked = self._link(links) - {row.pk for row in (*created, *changed)}
        self.tally.created += len(created)
        self.tally.changed += len(changed) + len(relinked)
        self.tally.unchanged += len(links) - len(created) - len(changed) - len(relinked)

    def _link(self, links: list[tuple[models.Model, dict]]) -> set[int]:
        """Bring the many-to-many rows to what is wanted; gives the ids of the rows whose links changed."""
        touched: set[int] = set()
        for name in self.many:
            many = self.model._meta.get_field(name)
            through = many.remote_field.through
            source, target = f"{many.m2m_field_name()}_id", f"{many.m2m_reverse_field_name()}_id"
            stored: dict[int, dict[int, int]] = {}
            for pk, left, right in through._default_manager.values_list("pk", source, target):
                stored.setdefault(left, {})[right] = pk
            added, removed = [], []
            for row, linked in links:
                wanted, known = set(linked[name]), stored.get(row.pk, {})
                new = sorted(wanted - known.keys())
                old = [known[pk] for pk in known.keys() - wanted]
                added += [through(**{source: row.pk, target: pk}) for pk in new]
                removed += old
                if new or old:
                    touched.add(row.pk)
            through._default_manager.bulk_create(added, batch_size=500)
            if removed:
                through._default_manager.filter(pk__in=removed).delete()
        return touched

    def finish(self) -> dict[tuple, models.Model]:
        """The rows by natural key, once all are brought; what is left of ours is noted as stale."""
        stale = [*self._ours.values(), *self._doubles]
        if stale:
            self.summary.stale.setdefault(self.model, []).extend(stale)
        return self.rows


def _values(row: models.Model, columns: tuple[str, ...]) -> tuple:
    return tuple(getattr(row, column) for column in columns)


def refuse_unfit(row: models.Model) -> None:
    """`Unfit` when a value is too long or not among its field's choices: bulk writes check neither."""
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if not isinstance(value, str) or not value:
            continue
        if column.max_length and len(value) > column.max_length:
            raise Unfit(row, column, f"{len(value)} caractères, {column.max_length} au plus.")
        if column.choices and value not in {choice for choice, _ in column.flatchoices}:
            raise Unfit(row, column, f"« {value} » n’est pas une valeur connue.")


def prune(model: type[models.Model], summary: Summary, *, owned: tuple[type[models.Model], ...] = ()) -> None:
    """Remove the stale rows of `model`, save those that another row still rests on: they are kept and named.

    `owned`: models whose rows go with the one that they describe. Nothing is asked when nothing is stale.
    """
    stale = {row.pk: row for row in summary.stale.pop(model, [])}
    while stale:
        free = stale.keys() - resting(model, stale.keys(), owned)
        if not free:
            break
        model._default_manager.filter(pk__in=free).delete()
        summary.of(model).removed += len(free)
        stale = {pk: row for pk, row in stale.items() if pk not in free}
    summary.of(model).kept += [str(row) for row in stale.values()]


def resting(model: type[models.Model], pks: Iterable[int], owned: tuple[type[models.Model], ...]) -> set[int]:
    """Those of `pks` that a row of another model, or another row of this one, refers to.

    Rows of models marked `derived` do not count: they are drawn from the others, and rebuilt after them.
    """
    pks, found = list(pks), set()
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        other, column = relation.related_model, relation.field.attname
        holder = other._meta.auto_created or other  # the model that holds a many-to-many link
        if other in owned or (holder is model and holder is not other) or getattr(holder, "derived", False):
            continue
        found |= set(other._default_manager.filter(**{f"{column}__in": pks}).values_list(column, flat=True))
    return found
