"""A portal and a database of one's own, started and stopped by the long checks, on this machine only."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port of this machine that no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Portal:
    """A running portal: its port, its environment, its process and its log."""

    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    log: Path

    def run(self, *command: str) -> str:
        """Runs a Python command with the portal's environment and gives what it printed."""
        return python(*command, environment=self.environment)

    def status(self, path: str = "/sante/") -> int:
        """The status of an address; 0 when nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def wait(self, seconds: float) -> float:
        """Waits until the health check says yes; the seconds that it took."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if self.status() == 200:
                return time.monotonic() - start
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit(f"the portal does not answer:\n{self.log.read_text('utf-8')[-3000:]}")

    def workers(self) -> list[int]:
        """The process ids of the workers, which gunicorn's own process made."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text("ascii").split()]

    def desks(self) -> list[dict[str, str]]:
        """Five people who write, each in a draft of their own."""
        return json.loads(self.run("-m", "tests.long.desk_at_work"))


def python(*command: str, environment: dict[str, str]) -> str:
    """Runs Python with these arguments and gives what it printed; stops with its errors when it fails."""
    done = subprocess.run(
        [sys.executable, *command], cwd=BASE, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return done.stdout


@contextmanager
def portal(database: str, folder: Path, **settings: str) -> Iterator[Portal]:
    """The portal as in production, with the official texts in `database`, an address as DATABASE_URL has them."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONUTF8": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": database,
        "PORT": str(port),
        **settings,
    }
    log = folder / "portal.log"
    with log.open("ab") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.start"], cwd=BASE, env=environment, stdout=written, stderr=written
        )
        try:
            running = Portal(port, environment, process, log)
            running.wait(300)
            yield running
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Cluster:
    """A PostgreSQL of one's own, in a folder that goes with it; run by an account that is not root."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "cluster", free_port()
        self.as_account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
        self.programs = found[-1] if found else Path(shutil.which("pg_ctl") or "/nowhere/pg_ctl").parent

    def program(self, name: str, *arguments: str) -> None:
        command = [*self.as_account, str(self.programs / name), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def control(self, *words: str) -> None:
        """`pg_ctl`: start, stop, restart; returns once it is done."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder.parent}"
        log = str(self.folder.parent / "cluster.log")
        self.program("pg_ctl", "-D", str(self.folder), "-l", log, "-o", options, "-w", *words)

    def __enter__(self) -> "Cluster":
        if self.as_account:
            shutil.chown(self.folder.parent, "postgres")
            self.folder.parent.chmod(0o755)
        self.program("initdb", "-D", str(self.folder), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.control("start")
        self.program("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "reperes")
        return self

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/reperes"

    def __exit__(self, *_: object) -> None:
        self.control("stop", "-m", "immediate")


def kill(pid: int) -> None:
    """Ends a process that has no time to say goodbye."""
    os.kill(pid, signal.SIGKILL)
