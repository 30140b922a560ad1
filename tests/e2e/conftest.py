"""A real server, as `make run` starts it, and a real browser. The other tests' database is not touched."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python import base as axe_package
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.prepared import prepared_database

AXE = (Path(axe_package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
SCREENSHOTS = settings.VAR_DIR / "screenshots"
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey, walked once whatever the databases."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("e2e")


@dataclass(frozen=True)
class Server:
    """A running portal: where it answers and what its own commands need."""

    url: str
    port: int
    environment: dict[str, str] = field(repr=False)
    log: Path

    def manage(self, *arguments: str, **environment: str) -> str:
        """Runs a management command on the server's database and gives what it printed."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=True,
        ).stdout


def free_port() -> int:
    """A port of this machine that no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch_status(url: str) -> int:
    """The status that a local address answers with."""
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (an address of this machine)
        return int(answer.status)


def wait_until_healthy(server: Server, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Returns once the health check answers 200; fails with the server's log otherwise."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError):
            if fetch_status(f"{server.url}/sante/") == 200:
                return
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{server.log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The portal as in production: gunicorn, DEBUG=0, hashed static files, a SQLite file with the texts."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copy(prepared_database(tmp_path_factory), folder / "db.sqlite3")
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "LOG_LEVEL": "INFO",
        "REPERES_PAGE_CACHE_MB": "32",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    running = Server(f"http://127.0.0.1:{port}", port, environment, folder / "server.log")
    with running.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.start"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(running, process, 60)
            yield running
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if path is None:
        pytest.skip("tests de navigateur : Chromium est introuvable, donnez son chemin dans CHROMIUM")
    # Playwright keeps an event loop in this thread: later tests would look asynchronous to Django.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_context(browser: Browser, server: Server) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts: `open_context(viewport=PHONE, color_scheme="dark", java_script_enabled=False)`.

    Whatever the console calls an error, an exception in a script, a request to another site or a failed one
    fails the test at its end.
    """
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda m: faults.append(f"{page.url}: {m.text}") if m.type == "error" else None)
        page.on("request", lambda r: check_origin(page, r.url))
        page.on("requestfailed", lambda r: check_failure(page, r))

    def check_origin(page: Page, url: str) -> None:
        if not url.startswith((f"{server.url}/", "data:", "blob:", "about:")):
            faults.append(f"{page.url}: asks another site for {url}")

    def check_failure(page: Page, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or a page left before its end
            faults.append(f"{page.url}: {request.url} {request.failure}")

    def make(**options: Any) -> BrowserContext:
        options = {"viewport": DESKTOP, "locale": "fr-FR", "timezone_id": "Europe/Paris", **options}
        context = browser.new_context(base_url=server.url, **options)
        context.set_default_timeout(15_000)
        context.on("page", watch)
        contexts.append(context)
        return context

    make.faults = faults  # type: ignore[attr-defined]
    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A desktop page, light. Addresses are relative: `page.goto("/emplois/")`."""
    return open_context().new_page()


@pytest.fixture
def expected_faults(open_context: Any) -> list[str]:
    """The faults seen so far; a test that provokes one (the console calls a 404 an error) empties it."""
    return open_context.faults


# What the colours of the scheme bear on; every other rule reads the same page in the dark.
OF_COLOUR = {"type": "rule", "values": ["color-contrast"]}
OF_ALL = {"type": "tag", "values": WCAG}


def axe_faults(page: Page, only: dict[str, Any] = OF_ALL) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, one line for each element. The page's own CSP stays on."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], elementRef: false})", only
    )
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`assert axe(page) == []`."""
    return axe_faults


def take_screenshot(page: Page, name: str) -> None:
    """The first ten screens or so: Chromium takes seconds to paint the whole of a long text."""
    if not os.environ.get("TEST_SCREENSHOTS"):
        return
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], 8000)}
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, clip=clip)


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """`screenshot(page, "emplois-360-sombre")` saves the page in var/screenshots/, to be looked at.

    Only with TEST_SCREENSHOTS=1: painting whole pages takes as long as reading them.
    """
    return take_screenshot


SCHEMES = {PHONE["width"]: ("light", "dark"), DESKTOP["width"]: ("dark", "light")}


def look(
    page: Page, name: str, *, crossed: bool = False, at: tuple[dict[str, int], ...] = (PHONE, DESKTOP)
) -> list[str]:
    """What keeps a page from being accessible and within its frame, on a phone and a desk, by day and by night.

    Every rule of axe at both widths, the contrast in both schemes at both widths; four pictures. `crossed`: by day
    on the phone and by night on the desk only, for a further state of a page that is looked at in every way. `at`: the
    sizes looked at.
    """
    found: list[str] = []
    for viewport in at:
        schemes = SCHEMES[viewport["width"]]
        page.set_viewport_size(viewport)
        for rules, scheme in list(zip((OF_ALL, OF_COLOUR), schemes, strict=True))[: 1 if crossed else 2]:
            page.emulate_media(color_scheme=scheme)
            take_screenshot(page, f"{name}-{viewport['width']}-{scheme}")
            found += [f"{viewport['width']} {scheme}: {fault}" for fault in axe_faults(page, rules)]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            found.append(f"{viewport['width']}: the page is {width} wide")
    return found


@pytest.fixture
def looks_faults() -> Callable[..., list[str]]:
    """`assert looks_faults(page, "emplois") == []`, as `look` does."""
    return look
