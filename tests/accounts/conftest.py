"""The OpenID Connect server of the tests: the certified one of npm, installed from its lock, on this machine alone."""

import fcntl
import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

OIDC = Path(__file__).parent / "oidc"
WITHOUT = "annuaire OpenID Connect : "


def installed() -> Path:
    """A folder with the server and what it needs, made anew when the lock changes; skips where it cannot be."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip(f"{WITHOUT}node et npm sont introuvables, installez-les (sur Debian : apt install nodejs npm)")
    folder = settings.VAR_DIR / "tools" / "oidc"
    folder.mkdir(parents=True, exist_ok=True)
    mark, lock = folder / "installed.txt", OIDC / "package-lock.json"
    current = hashlib.sha256(lock.read_bytes()).hexdigest()
    with (folder / "install.lock").open("w", encoding="utf-8") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        for name in ("package.json", "package-lock.json", "provider.mjs"):
            shutil.copy(OIDC / name, folder / name)
        if not mark.is_file() or mark.read_text(encoding="utf-8") != current:
            install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"{WITHOUT}npm n’a pas pu installer le serveur, vérifiez l’accès au réseau")
            mark.write_text(current, encoding="utf-8")
    return folder


def free_port() -> int:
    """A port of this machine that no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether someone listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The address of a running server, which sends people back to `http://testserver`."""
    folder, port = installed(), free_port()
    command = ["node", "provider.mjs", str(port), "http://testserver/admin/annuaire/retour/"]
    with (folder / "provider.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 30
        while not answers(port):
            assert process.poll() is None, (folder / "provider.log").read_text(encoding="utf-8")
            assert time.monotonic() < end, "the OpenID Connect server did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
