"""The logs say which address was asked for, never what was searched."""

import logging
from pathlib import Path

import pytest

from config.logs import WithoutQuery


@pytest.mark.parametrize(
    ("message", "argument", "logged"),
    [
        ('"%s" 200', "GET /emplois/?q=malade&page=2 HTTP/1.1", '"GET /emplois/ HTTP/1.1" 200'),
        ("Not Found: %s", "/emplois/?q=Mme%20Martin", "Not Found: /emplois/"),
        ("Bad Request: %s", "/emplois/", "Bad Request: /emplois/"),
    ],
)
def test_a_query_string_is_not_logged(message: str, argument: str, logged: str) -> None:
    record = logging.LogRecord("django.server", logging.INFO, __file__, 1, message, (argument,), None)

    assert WithoutQuery().filter(record) is True
    assert record.getMessage() == logged


def test_the_access_log_has_neither_query_nor_referrer(base_dir: Path) -> None:
    scope: dict[str, object] = {}
    exec((base_dir / "config" / "gunicorn.conf.py").read_text(encoding="utf-8"), scope)  # noqa: S102
    line = str(scope["access_log_format"])

    # r, q and f are gunicorn's names for the request line, the query and the referrer.
    assert "%(U)s" in line
    assert [name for name in ("%(r)s", "%(q)s", "%(f)s", "%(a)s", "%({") if name in line] == []


def test_the_server_listens_on_this_machine_alone_unless_told(base_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def configuration() -> dict[str, object]:
        scope: dict[str, object] = {}
        exec((base_dir / "config" / "gunicorn.conf.py").read_text(encoding="utf-8"), scope)  # noqa: S102
        return scope

    default = configuration()
    monkeypatch.setenv("PORT", "8765")
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104
    told = configuration()

    assert default["bind"] == "127.0.0.1:8000"
    assert told["bind"] == "0.0.0.0:8765"
    assert (default["workers"], default["threads"], default["reuse_port"]) == (2, 4, True)
    assert default["control_socket_disable"] is True
