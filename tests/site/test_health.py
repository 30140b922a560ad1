"""A load balancer is told the truth about the database."""

import pytest
from django.db import OperationalError
from django.test import Client

from config import migrations_state


@pytest.mark.django_db
def test_the_portal_is_healthy_when_every_migration_is_applied(client: Client, django_assert_num_queries) -> None:
    migrations_state.expected()

    with django_assert_num_queries(2):  # is there a table of migrations; which are applied
        response = client.get("/sante/")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "Le portail fonctionne.\n"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_missing_migration_takes_the_portal_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = migrations_state.expected() | {("texts", "9999_not_applied_yet")}
    monkeypatch.setattr(migrations_state, "expected", lambda: ahead)

    response = client.get("/sante/")

    assert response.status_code == 503
    assert "python manage.py migrate" in response.content.decode()


@pytest.mark.django_db
def test_a_silent_database_takes_the_portal_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("password=in-the-message")

    monkeypatch.setattr(migrations_state, "missing", away)
    monkeypatch.setattr("config.health.connection.close", lambda: None)

    response = client.get("/sante/")

    assert response.status_code == 503
    assert response.content.decode() == "La base de données ne répond pas.\n"


@pytest.mark.django_db
def test_the_health_check_only_reads(client: Client) -> None:
    assert client.post("/sante/").status_code == 405
