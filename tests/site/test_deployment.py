"""The settings of a portal in production: what Django advises is followed, and the example file starts."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from config.logs import MASKED
from config.security import VisitorAddressMiddleware
from tests.long.debian import blocks

SECRET = "k3" * 40  # long and of several characters: `check --deploy` asks no more of it
PRODUCTION = {"SECRET_KEY": SECRET, "HTTPS": "1", "ALLOWED_HOSTS": "emplois.example.org"}


def run(base_dir: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs manage.py with these variables alone."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=base_dir,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_check_of_a_deployment_finds_nothing(base_dir: Path) -> None:
    secret = "0Aq-Zx_w9Rk" * 6
    done = run(base_dir, "check", "--deploy", "--fail-level", "INFO", **PRODUCTION | {"SECRET_KEY": secret})

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    assert done.stderr == ""


def example(base_dir: Path) -> dict[str, str]:
    lines = (base_dir / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))


SHOW = (
    "import json; from config import settings as s; print(json.dumps({n: repr(getattr(s, n)) for n in dir(s)"
    " if n.isupper() and n != 'SECRET_KEY'}))"
)


def settings_with(base_dir: Path, **environment: str) -> str:
    done = run(base_dir, "shell", "-v0", "-c", SHOW, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_file_says_what_holds_without_it(base_dir: Path) -> None:
    """Copied as it is, with a secret, it changes nothing: each value in it is the default."""
    given = example(base_dir)

    assert settings_with(base_dir, **given | {"SECRET_KEY": SECRET}) == settings_with(base_dir, SECRET_KEY=SECRET)


def test_a_whole_example_of_production_starts(base_dir: Path) -> None:
    shown = settings_with(
        base_dir,
        **PRODUCTION,
        DATABASE_URL="postgres://u:p@db:5432/reperes",
        CSRF_TRUSTED_ORIGINS="https://emplois.example.org",
        PROXIES="2",
        EMAIL_HOST="smtp.example.org",
        EMAIL_USE_SSL="1",
        OIDC_ISSUER="https://annuaire.example.org/realms/sante",
        OIDC_CLIENT_ID="reperes",
        OIDC_CLIENT_SECRET="unsaid",
        OIDC_ROLES="rh=Rédacteur;direction-rh=Valideur",
        METRICS_ADDRESSES="10.0.0.0/8",
    )

    assert "unsaid" not in shown  # the directory never prints its secret
    found = json.loads(shown)
    assert (found["EMAIL_PORT"], found["PROXIES"], found["EMAIL_USE_TLS"]) == ("465", "2", "False")
    assert "realms/sante" in found["DIRECTORY"]
    assert "('direction-rh', 'Valideur')" in found["DIRECTORY"]
    assert found["METRICS_NETWORKS"] == "[IPv4Network('10.0.0.0/8')]"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (2, "10.0.0.1, 203.0.113.5, 10.9.9.9", "203.0.113.5"),
        (2, "203.0.113.5", "127.0.0.1"),
        (1, " , ", "127.0.0.1"),
    ],
)
def test_the_visitor_is_the_one_that_our_outermost_proxy_saw(settings, proxies, forwarded, address) -> None:
    settings.PROXIES = proxies
    seen = []
    door = VisitorAddressMiddleware(lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse())

    door(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}))

    assert seen == [address]


@pytest.mark.django_db
def test_the_cookies_of_the_desk_are_out_of_reach(settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    from django.contrib.auth import get_user_model  # noqa: PLC0415

    get_user_model().objects.create_user("camille", password="un mot de passe", is_staff=True)
    client = Client()
    client.get("/admin/login/")

    client.post("/admin/login/", {"username": "camille", "password": "un mot de passe"})

    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert client.cookies["sessionid"]["max-age"] == 12 * 3600


#: what nginx knows of a visitor or of what follows « ? »
TELLING = ("remote_", "http_", "request_uri", "args", "query", "cookie", "forwarded", "binary", "request ", "realip")


def nginx(base_dir: Path) -> str:
    """The advised configuration, its comments left out."""
    text = (base_dir / "docs" / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    return re.sub(r"#.*", "", text)


def test_the_advised_proxy_logs_nothing_of_visitors(base_dir: Path) -> None:
    text = nginx(base_dir)

    logged = re.search(r"log_format reperes(.*?);", text, re.DOTALL)[1]
    servers = re.split(r"^server \{", text, flags=re.MULTILINE)[1:]
    assert [word for word in TELLING if f"${word}" in logged] == []
    assert "$reperes_page" in logged
    assert len(servers) == 2
    for server in servers:
        assert re.findall(r"access_log (.*?);", server) == ["/var/log/nginx/reperes.log reperes"]
        assert re.findall(r"error_log \S+ (\w+);", server) == ["emerg"]


def test_the_advised_proxy_masks_what_the_portal_masks(base_dir: Path) -> None:
    masks = re.findall(r"~\*(\S+) (\S+);", nginx(base_dir))

    assert {shown.removesuffix("***") for _, shown in masks} == set(MASKED)
    for address in (
        reverse("opinions_by_link", args=["secret"]),
        reverse("opinion_by_link", args=["secret", "aide-soignant"]),
        reverse("accounts:new_password", args=["MQ", "secret"]),
    ):
        assert [shown for pattern, shown in masks if re.search(pattern, address)], address
    assert not [shown for pattern, shown in masks if re.search(pattern, reverse("accounts:forgotten"))]


def test_the_roll_back_restores_the_backup_that_the_upgrade_recorded(base_dir: Path) -> None:
    """Not the newest, which is of the later version after one night."""
    scripts = blocks(base_dir / "docs" / "deploy.md")
    upgrade, back = scripts["Upgrade"][0].splitlines(), scripts["Roll-back"][0]

    assert upgrade[0] == "systemctl start reperes-backup.service"
    recorded = re.search(r"> (\S+)$", upgrade[1])[1]
    assert f'restore --remplacer "$(cat {recorded})"' in back
    assert "ls -t" not in back
