"""The logs say which address was asked for, never what was searched."""

import json
import logging
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.logs import JsonLines, WithoutQuery, request_line


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


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/emplois/", "/emplois/"),
        ("/avis/eyJhIjoxfQ:1abc:secret/", "/avis/…"),
        ("/avis/eyJhIjoxfQ:1abc:secret/clcc/brancardier/", "/avis/…"),
        ("/admin/mot-de-passe/MQ/c1-secret/", "/admin/mot-de-passe/…"),
        ("/avis/", "/avis/"),
        ("/nulle part\nINJECTED", "/nulle%20part%0AINJECTED"),
        ("/\xff\x00", "/%EF%BF%BD%00"),
    ],
)
def test_the_line_of_a_request_says_where_and_how_and_nothing_else(path: str, logged: str) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "q=Mme%20Martin",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_USER_AGENT": "a browser",
        "HTTP_REFERER": "http://testserver/?q=secret",
        "HTTP_COOKIE": "sessionid=secret",
    }

    line = request_line(environ, 200, 1234, timedelta(milliseconds=12.345))

    assert "\n" not in line
    values = json.loads(line)
    assert datetime.fromisoformat(values.pop("at")).tzinfo
    assert values == {"method": "GET", "path": logged, "status": 200, "bytes": 1234, "ms": 12.3}


def test_a_token_is_in_no_message() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, __file__, 1, "Forbidden: %s", ("/avis/secret/x/?a=secret",), None
    )

    WithoutQuery().filter(record)

    assert record.getMessage() == "Forbidden: /avis/…"


def logged_error(*, answering: bool) -> dict[str, str]:
    try:
        try:
            int("Mme Martin")
        except ValueError as error:
            raise RuntimeError("pasted text") from error
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Failed:\n%s", ("/",), sys.exc_info())
    if answering:
        record.request = object()
    line = JsonLines().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_an_error_met_while_answering_says_where_and_not_what_was_typed() -> None:
    values = logged_error(answering=True)

    assert (values["level"], values["logger"], values["message"]) == ("ERROR", "x", "Failed:\n/")
    assert "RuntimeError" in values["trace"]
    assert "ValueError" in values["trace"]
    assert "Martin\n" not in values["trace"].replace('int("Mme Martin")', "")
    assert "RuntimeError: pasted text" not in values["trace"]


def test_an_error_met_by_a_command_is_told_whole() -> None:
    assert "RuntimeError: pasted text" in logged_error(answering=False)["trace"]


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
