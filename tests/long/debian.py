"""A bare Debian in a folder, made with debootstrap from where this machine takes its own packages."""

import os
import shutil
import subprocess
from pathlib import Path

BLOCK = "```sh\n"


def run(*command: str, **options) -> str:
    """Runs a command; what it printed. Stops with what it said when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)[:200]}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def mirror() -> tuple[str, str]:
    """The address of this machine's packages and the name of its release."""
    release = dict(
        line.replace('"', "").split("=", 1)
        for line in Path("/etc/os-release").read_text("utf-8").splitlines()
        if "=" in line
    )
    codename = release["VERSION_CODENAME"]
    listed = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages")
    return next(line.split()[0] for line in listed.splitlines() if line.split()[1:] == [codename]), codename


class Debian:
    """The system under `root`, whose commands run in the network namespace `network`. Goes with its processes."""

    def __init__(self, root: Path, network: str) -> None:
        self.root, self.network = root, network

    def __enter__(self) -> "Debian":
        address, codename = mirror()
        run("debootstrap", "--variant=minbase", codename, str(self.root), address)
        for kind, place in (("proc", "proc"), ("tmpfs", "dev/shm"), ("tmpfs", "run")):
            (self.root / place).mkdir(exist_ok=True)
            run("mount", "-t", kind, kind, str(self.root / place))
        policy = self.root / "usr/sbin/policy-rc.d"  # a package that is installed starts nothing by itself
        policy.write_text("#!/bin/sh\nexit 101\n", "ascii")
        policy.chmod(0o755)
        stand_in = self.root / "usr/local/bin/systemctl"
        shutil.copy(Path(__file__).with_name("systemctl.py"), stand_in)
        stand_in.chmod(0o755)
        return self

    def __exit__(self, *_: object) -> None:
        self.end(lambda pid: True)
        for place in ("run", "dev/shm", "proc"):
            subprocess.run(["umount", "-l", str(self.root / place)], check=False)

    def processes(self) -> list[int]:
        """Those that run in this system."""
        found = []
        for path in Path("/proc").glob("[0-9]*/root"):
            try:
                if path.readlink() == self.root:
                    found.append(int(path.parent.name))
            except OSError:
                continue
        return found

    def end(self, which) -> int:
        """Kills the processes of this system that `which` says; how many they were."""
        ended = [pid for pid in self.processes() if which(pid)]
        for pid in ended:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        return len(ended)

    def fetch(self, command: str) -> None:
        """Brings the packages that an `apt-get install` will ask for, by the network of this machine."""
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        run(
            "chroot",
            str(self.root),
            "sh",
            "-c",
            command.replace("install ", "install --download-only ", 1),
            env=ENVIRONMENT,
        )

    def sh(self, script: str, *, network: str = "", **environment: str) -> str:
        """Runs a script in the system, cut off from all but its own network, and stops at its first failure."""
        return run(
            *("ip", "netns", "exec", network or self.network, "chroot", str(self.root), "sh", "-eu", "-c", script),
            env=ENVIRONMENT | environment,
        )


ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "DEBIAN_FRONTEND": "noninteractive",
    "LANG": "C.UTF-8",
    "HOME": "/",
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "/wheels",
}


def blocks(page: Path) -> dict[str, list[str]]:
    """The scripts of a page, by the title that they stand under."""
    found: dict[str, list[str]] = {}
    for part in page.read_text("utf-8").split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        found[title] = [block.split("```")[0] for block in text.split(BLOCK)[1:]]
    return found
