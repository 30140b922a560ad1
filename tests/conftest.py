"""The strict harness: what would pass in silence elsewhere fails here."""

import atexit
import inspect
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zeal.constants
import zeal.patch
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests import environment
from tests.harness import CheckingClient, UndefinedVariable
from tests.prepared import fill_memory, prepared_database

# Files under their own names: the hashed ones exist only after collectstatic, which the journeys do for real.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STATIC_ROOT = tempfile.mkdtemp(prefix="reperes-static-")
atexit.register(shutil.rmtree, settings.STATIC_ROOT, ignore_errors=True)
# A fast hash: the tests sign people in, they do not protect them.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable(
    settings.BASE_DIR / "templates", inspect.stack
)
if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
    settings.DATABASES["default"]["NAME"] = settings.DATABASES["default"]["NAME"] or "reperes"
    settings.DATABASES["default"].setdefault("TEST", {}).update(
        # A name for each process, so that two suites can share a server; UTF-8 whatever the server's habit.
        NAME=f"test_reperes_{os.getpid()}",
        CHARSET="UTF8",
        TEMPLATE="template0",
    )
else:
    # The tables come with the texts, in one copy of a file that the migrations made.
    settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False

zeal.constants.initialize_app_registry()
zeal.patch.patch()


def refuse_the_network(address: Any) -> None:
    """Fails unless `address` is a file or this machine."""
    if not isinstance(address, tuple):
        return
    host = address[0]
    try:
        local = host in {"localhost", ""} or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        pytest.fail(f"a test tried to reach {host}: the suite speaks to this machine only")


def _guarded(name: str) -> None:
    original = getattr(socket.socket, name)

    def method(self: socket.socket, address: Any, *rest: Any) -> Any:
        refuse_the_network(address)
        return original(self, address, *rest)

    setattr(socket.socket, name, method)


for _name in ("connect", "connect_ex"):
    _guarded(_name)


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test opens the database, by its marker or through a fixture."""
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in getattr(item, "fixturenames", ())


LONG = "essai long : TEST_LONG=1 les lance tous, ARGS=… celui que l’on nomme"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the long tests out of a quick run, and says so; on PostgreSQL, runs what asks the database: the rest has
    just passed, and would say the same."""
    if environment.quick:
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason=LONG))
    if environment.on_postgresql:
        config.hook.pytest_deselected(items=[item for item in items if not asks_the_database(item)])
        items[:] = [item for item in items if asks_the_database(item)]


@pytest.fixture(scope="session")
def give_the_texts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], None]:
    """Puts the official texts in an empty database: loaded on PostgreSQL, copied from one loaded file on SQLite."""

    def give() -> None:
        if environment.on_postgresql:
            call_command("load_fixtures", verbosity=0)
        else:
            fill_memory(prepared_database(tmp_path_factory))

    return give


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, give_the_texts: Callable[[], None]) -> None:
    """One database for the whole run, with the official texts in it."""
    with django_db_blocker.unblock():
        give_the_texts()


@pytest.fixture
def reloaded(transactional_db: None, give_the_texts: Callable[[], None]) -> None:
    """For a test that commits for real: the texts are there again, as such tests empty the tables."""
    give_the_texts()


@pytest.fixture
def client() -> Client:
    """A visitor. Every page it receives is checked."""
    return CheckingClient()


@pytest.fixture
def admin_client(admin_user: Any) -> Client:
    """An administrator, signed in. Every public page it receives is checked."""
    client = CheckingClient()
    client.force_login(admin_user)
    return client


@pytest.fixture(scope="session")
def base_dir() -> Path:
    """The top of the house."""
    return settings.BASE_DIR
