"""A database that does not answer, or has no room left, is told as such, and the portal comes back by itself."""

import logging
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from config import errors
from config.environment import database
from config.lacks import Lack, lack_behind
from tests.harness import page_faults


def from_sqlite(code: int, message: str) -> OperationalError:
    """What Django raises when SQLite gives this code."""
    cause = sqlite3.OperationalError(message)
    cause.sqlite_errorcode = code
    error = OperationalError(message)
    error.__cause__ = cause
    return error


def from_postgresql(cause: psycopg.Error) -> OperationalError:
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


AWAY = from_postgresql(psycopg.errors.AdminShutdown("terminating connection due to administrator command\nDETAIL: x"))
FULL = from_sqlite(sqlite3.SQLITE_FULL, "database or disk is full")


@pytest.mark.parametrize(
    ("error", "lack"),
    [
        (AWAY, Lack.ANSWER),
        (from_postgresql(psycopg.OperationalError("connection refused")), Lack.ANSWER),
        (from_postgresql(psycopg.errors.DiskFull("could not extend file")), Lack.ROOM),
        (InterfaceError("connection already closed"), Lack.ANSWER),
        (FULL, Lack.ROOM),
        (from_sqlite(sqlite3.SQLITE_BUSY, "database is locked"), Lack.ANSWER),
        (from_sqlite(sqlite3.SQLITE_IOERR_WRITE, "disk I/O error"), Lack.ANSWER),
        (from_sqlite(sqlite3.SQLITE_ERROR, "no such table: jobs_job"), None),
        (ProgrammingError("relation does not exist"), None),
        (RuntimeError("ours"), None),
        (None, None),
    ],
)
def test_what_the_database_lacks_is_told_from_a_fault_of_ours(error: Exception | None, lack: Lack | None) -> None:
    assert lack_behind(error) is lack


def failing_with(error: Exception) -> AbstractContextManager[None]:
    """Within it, any query fails with `error`."""

    def execute(*_: object) -> None:
        raise error

    return connection.execute_wrapper(execute)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "kind"),
    [("/emplois/", "text/html"), ("/api/v1/emplois", "application/json"), ("/emplois.csv", "text/plain")],
)
def test_a_database_away_is_a_503_that_says_when_to_come_back(
    client: Client, caplog: pytest.LogCaptureFixture, address: str, kind: str
) -> None:
    with failing_with(AWAY), caplog.at_level(logging.ERROR):
        response = client.get(address)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"].startswith(kind)
    assert "terminating" not in response.content.decode()
    ours = [record for record in caplog.records if record.name == "config.errors"]
    assert [record.exc_info for record in ours] == [None]
    assert "DETAIL" not in caplog.text.split("Traceback")[0]


@pytest.mark.django_db
def test_the_portal_answers_again_as_soon_as_the_database_does(client: Client) -> None:
    with failing_with(AWAY):
        assert client.get("/emplois/").status_code == 503

    assert client.get("/emplois/").status_code == 200


@pytest.mark.django_db
def test_a_session_that_cannot_be_read_is_a_503_too() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("admin"))

    with failing_with(AWAY):
        assert client.get("/admin/").status_code == 503


@pytest.mark.django_db
def test_a_full_disk_says_that_nothing_was_saved(client: Client) -> None:
    with failing_with(FULL):
        response = client.get("/emplois/")

    assert response.status_code == 507
    assert "<h1>Le serveur n’a plus de place.</h1>" in response.content.decode()
    assert "Retry-After" not in response.headers


@pytest.mark.parametrize("lack", list(Lack))
def test_both_pages_are_well_formed_and_need_no_other_template(rf, lack: Lack) -> None:
    answer = errors.unavailable(rf.get("/"), lack, AWAY)

    assert page_faults(answer.content.decode()) == []


def test_a_server_that_went_silent_is_given_up_in_seconds() -> None:
    address = "postgres://u@db/reperes?connect_timeout=3&sslmode=require"

    options = database(Path("unused"), env={"DATABASE_URL": address})["OPTIONS"]

    assert options == {"connect_timeout": 3, "keepalives_idle": 30, "tcp_user_timeout": 20_000, "sslmode": "require"}
