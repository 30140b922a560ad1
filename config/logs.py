"""What the logs may say: the address asked for, never the question put after it."""

import logging
import re

QUERY = re.compile(r"\?[^\s\"']+")


def without_query(value: object) -> object:
    """`value` with every `?…` that follows an address removed, when it is a piece of text."""
    return QUERY.sub("", value) if isinstance(value, str) and "?" in value else value


class WithoutQuery(logging.Filter):
    """Strips query strings from a record: a search may name a person or a situation."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_query(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_query(value) for value in record.args)
        return True
