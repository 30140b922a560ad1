"""Reads settings from the environment; a value that cannot be used stops the start with one sentence."""

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url

TRUE = {"1", "true", "yes", "on", "oui"}
FALSE = {"", "0", "false", "no", "off", "non"}


class Refusal(SystemExit):
    """The portal does not start; the message says what to set, on one line, and nothing else is printed."""


def text(name: str, default: str = "", *, env: Mapping[str, str] = os.environ) -> str:
    """The value of `name`, without the blanks around it; `default` when it is unset or empty."""
    return env.get(name, "").strip() or default


def flag(name: str, default: bool, *, env: Mapping[str, str] = os.environ) -> bool:
    """True for 1, true, yes, on, oui; False for 0, false, no, off, non; `default` when unset or empty."""
    value = text(name, env=env).lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise Refusal(f"Repères ne démarre pas : {name} vaut « {value} » ; mettez 1 (oui) ou 0 (non).")


def words(name: str, default: str = "", *, env: Mapping[str, str] = os.environ) -> list[str]:
    """A list whose values are separated by commas; blanks and empty values are dropped."""
    return [word.strip() for word in text(name, default, env=env).split(",") if word.strip()]


def port(name: str = "PORT", default: int = 8000, *, env: Mapping[str, str] = os.environ) -> int:
    """A TCP port between 1 and 65535."""
    value = text(name, str(default), env=env)
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise Refusal(f"Repères ne démarre pas : {name} vaut « {value} » ; mettez un nombre entre 1 et 65535.")
    return int(value)


def number(name: str, default: int, *, low: int, high: int, env: Mapping[str, str] = os.environ) -> int:
    """A whole number between `low` and `high`."""
    value = text(name, str(default), env=env)
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and low <= int(value) <= high):
        raise Refusal(
            f"Repères ne démarre pas : {name} vaut « {value} » ; mettez un nombre entier entre {low} et {high}."
        )
    return int(value)


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(name: str, *, env: Mapping[str, str] = os.environ) -> list[Network]:
    """Addresses and networks separated by commas: 10.0.0.7, 192.168.1.0/24, 2001:db8::/32."""
    try:
        return [ipaddress.ip_network(word) for word in words(name, env=env)]
    except ValueError as error:
        raise Refusal(
            f"Repères ne démarre pas : {name} est illisible ({error}) ; écrivez par exemple 10.0.0.7,192.168.1.0/24."
        ) from None


def secret(*, debug: bool, env: Mapping[str, str] = os.environ) -> str:
    """The key that signs sessions and forms. Required as soon as the portal is not in debug mode."""
    value = text("SECRET_KEY", env=env)
    if value:
        return value
    if debug:
        return "development only, never used when DEBUG is 0"
    raise Refusal(
        "Repères ne démarre pas : SECRET_KEY est vide alors que DEBUG vaut 0 ; donnez-lui une longue valeur "
        "secrète, ou lancez « make run », qui en fabrique une."
    )


# Readers never wait for a writer; a writer takes its place at once and waits up to 20 s for another one.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


# A server that went silent is given up in seconds, on opening and in the middle of a request alike.
POSTGRESQL_OPTIONS = {"connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 20_000}


def database(default_file: Path, *, env: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The database that DATABASE_URL names, or SQLite in `default_file`."""
    url = text("DATABASE_URL", env=env)
    settings: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default_file)}
    if url:
        try:
            settings = dict(dj_database_url.parse(url))
        except ValueError:
            raise Refusal(
                "Repères ne démarre pas : DATABASE_URL est illisible ; écrivez par exemple "
                "postgres://compte:motdepasse@serveur:5432/reperes."
            ) from None
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = SQLITE_OPTIONS
    elif settings["ENGINE"] == "django.db.backends.postgresql":
        settings["OPTIONS"] = {**POSTGRESQL_OPTIONS, **settings.get("OPTIONS", {})}
    # Opening a connection costs more than most of our queries: it is kept, and checked before its next use.
    return {**settings, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
