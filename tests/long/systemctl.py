#!/usr/bin/env python3
"""Stands for systemctl where systemd cannot run: starts what the unit files say, and stops it. For the trial alone.

Of a unit it reads User, WorkingDirectory, EnvironmentFile, ExecStart, KillMode and Type (oneshot or not); nginx and
postgresql are started as their packages do without systemd.
"""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS, RUNNING = Path("/etc/systemd/system"), Path("/run/stand-in")
LOG = Path("/var/log/stand-in.log")
PACKAGED = {"nginx": ["nginx"], "postgresql": ["/etc/init.d/postgresql", "start"]}


def read(unit: Path) -> dict[str, str]:
    """The last value of each key of a unit."""
    lines = [line.strip() for line in unit.read_text("utf-8").splitlines()]
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def settings(path: str) -> dict[str, str]:
    """An EnvironmentFile, as systemd reads it."""
    lines = [line for line in Path(path).read_text("utf-8").splitlines() if "=" in line and not line.startswith("#")]
    return {name: value.strip().strip('"') for name, value in (line.split("=", 1) for line in lines)}


def start(name: str) -> None:
    if name in PACKAGED:
        subprocess.run(PACKAGED[name], check=True, stdout=subprocess.DEVNULL)
        return
    unit = read(UNITS / f"{name}.service")
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **settings(unit["EnvironmentFile"])}
    command = ["setpriv", f"--reuid={unit['User']}", f"--regid={unit['Group']}", "--init-groups", "--no-new-privs"]
    command += shlex.split(unit["ExecStart"])
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            command, cwd=unit["WorkingDirectory"], env=environment, stdout=log, stderr=log, start_new_session=True
        )
    if unit.get("Type") == "oneshot":
        if process.wait():
            sys.exit(f"{name}: {process.returncode}\n{LOG.read_text('utf-8')[-2000:]}")
        return
    RUNNING.mkdir(exist_ok=True)
    (RUNNING / name).write_text(str(process.pid), "ascii")


def stop(name: str) -> None:
    if name in PACKAGED:
        how = ["nginx", "-s", "quit"] if name == "nginx" else ["/etc/init.d/postgresql", "stop"]
        subprocess.run(how, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)
        return
    path = RUNNING / name
    if path.exists():
        pid = int(path.read_text("ascii"))
        os.kill(pid, signal.SIGTERM)
        for _ in range(300):
            if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text("ascii").split()[2]:
                break
            time.sleep(0.1)
        path.unlink()


def main(words: list[str]) -> None:
    verb, *names = [word for word in words if not word.startswith("-")]
    for name in (name.removesuffix(".service") for name in names if not name.endswith(".timer")):
        if verb in {"stop", "restart"}:
            stop(name)
        if verb in {"start", "restart", "enable"}:
            start(name)


if __name__ == "__main__":
    main(sys.argv[1:])
