"""Tells a database that cannot answer, or has no room left, from a fault of ours."""

import sqlite3
from enum import Enum

from django.db import InterfaceError, OperationalError

#: PostgreSQL names what it met: https://www.postgresql.org/docs/current/errcodes-appendix.html
FULL_STATES = {"53100"}
#: SQLite: what the machine or another writer did, and not the statement; https://sqlite.org/rescode.html
FULL_CODES = {sqlite3.SQLITE_FULL}
AWAY_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}


class Lack(Enum):
    """What the database lacks: an answer, or room on its disk."""

    ANSWER = "answer"
    ROOM = "room"


def lack_behind(error: BaseException | None) -> Lack | None:
    """Why the database could not do what was asked, or None when it is no fault of the database.

    A missing table or a wrong statement is a fault of ours, even where SQLite calls it operational.
    """
    if isinstance(error, InterfaceError):  # the connection is gone
        return Lack.ANSWER
    if not isinstance(error, OperationalError):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # an extended code ends with its family
        return Lack.ROOM if code in FULL_CODES else Lack.ANSWER if code in AWAY_CODES else None
    return Lack.ROOM if getattr(cause, "sqlstate", None) in FULL_STATES else Lack.ANSWER
