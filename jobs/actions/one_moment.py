"""Work that reads one moment of the database."""

from collections.abc import Callable
from functools import wraps

from django.db import OperationalError, connection, models, transaction

from .refusals import Refused

#: how often work is begun again because others wrote meanwhile
MOST_TRIES = 8
#: what PostgreSQL calls a transaction whose moment is past: the work is whole or not done, and is done again
SERIALIZATION_FAILURE = "40001"


class TooManyWrite(Refused):
    def __init__(self):
        super().__init__("Trop de personnes écrivent en ce moment\u202f: rien n’est fait, recommencez dans un instant.")


def at_one_moment(model: type[models.Model]) -> Callable[[Callable], Callable]:
    """Does a function in a transaction of its own whose reads all see one moment: after those who were writing rows of
    `model`, or held one, were done, and before any other does.

    SQLite has one writer at a time, whose transaction reads one moment. PostgreSQL reads a moment for each statement
    unless REPEATABLE READ is asked for, and then that of the first query: a row lock would wait inside that moment,
    and miss what it waited for. `LOCK TABLE` waits before it. Where another wrote a row meanwhile that this one writes
    too, the mark of the catalogue for one, all of it is done again at a later moment; `TooManyWrite` in the end.
    """

    def decorate(do: Callable) -> Callable:
        @wraps(do)
        def done(*args, **kwargs):
            for _ in range(MOST_TRIES):
                try:
                    with transaction.atomic(durable=True):
                        _hold(model)
                        return do(*args, **kwargs)
                except OperationalError as error:
                    if getattr(error.__cause__, "sqlstate", "") != SERIALIZATION_FAILURE:
                        raise
            raise TooManyWrite

        return done

    return decorate


def _hold(model: type[models.Model]) -> None:
    """Waits for the writers of `model`, then has this transaction read one moment; nothing on SQLite, nor in a test
    that wraps all in one transaction, whose moment has begun."""
    if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN EXCLUSIVE MODE")
