"""What the logs may say: the address asked for, never the question put after it, and no token that opens something.

One JSON object a line, for requests and for messages alike. Nothing of the visitor: no address, no browser, no account.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

#: what follows these paths opens something: opinions by personal link, the link of a new password
MASKED = ("/avis/", "/admin/mot-de-passe/")
QUERY = re.compile(r"\?[^\s\"']+")
TOKEN = re.compile(f"({'|'.join(map(re.escape, MASKED))})[^\\s\"'?]+")


def without_secret(text: str) -> str:
    """`text` with what follows a masked path replaced by an ellipsis."""
    return TOKEN.sub(r"\1…", text)


def without_query(value: object) -> object:
    """`value` with every `?…` that follows an address, and every token, removed, when it is a piece of text."""
    return QUERY.sub("", without_secret(value)) if isinstance(value, str) else value


class WithoutQuery(logging.Filter):
    """Strips query strings and tokens from a record: a search may name a person, a token opens what is theirs."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_query(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_query(value) for value in record.args)
        return True


def line(**values: Any) -> str:
    """One line of log, its time first."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"at": at, **values}, ensure_ascii=False, default=str)


def request_line(environ: dict[str, Any], status: int, size: int, duration: timedelta) -> str:
    """The line of one request: what was asked for, how it went, how many bytes it took and how long."""
    path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
    return line(
        method=environ.get("REQUEST_METHOD", ""),
        path=quote(without_secret(path), safe="/:@!$&'()*+,;=~").replace(quote("…"), "…"),
        status=status,
        bytes=size,
        ms=round(duration.total_seconds() * 1000, 1),
    )


class JsonLines(logging.Formatter):
    """A message as one line. Of an error met while answering someone, the place and the kind, not the words.

    Those words may quote what was typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        values = {"level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[0]:
            values["trace"] = self.trace(record)
        return line(**values)

    @staticmethod
    def trace(record: logging.LogRecord) -> str:
        told = traceback.TracebackException(*record.exc_info)
        if hasattr(record, "request"):
            error: traceback.TracebackException | None = told
            while error is not None:
                error._str = ""  # noqa: SLF001  the standard library offers no other way
                error = error.__cause__ or error.__context__
        return "".join(told.format())
