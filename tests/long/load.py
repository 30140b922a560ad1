"""Fifty people who read and five who write, on both databases; then what goes wrong while they do.

`make long`, or `python -m tests.long.load [--minutes 3] [--short 20] [--only NAME]`: starts a portal of its own on each
database (PostgreSQL: a cluster of its own, made in a folder that goes with it), and says what was answered.
Exits with 1 when something was answered that should not have been.

1. `--minutes` of load: no error, and the 50th, 95th and 99th percentiles.
2. A worker killed with SIGKILL: what it was answering is cut, and nothing else; another takes its place.
3. PostgreSQL stopped, then started: 503 meanwhile, with the time to wait; then answers by themselves.
4. SQLite on a disk that is full (a small tmpfs; needs root): 507, nothing lost, and saves again once there is room.
"""

import argparse
import os
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

from tests.long.people import READ, Crowd, Person, Seen, sign_in
from tests.long.portal import Cluster, Portal, kill, portal

READERS = 50


class Verdict:
    """What was found wrong, said as it comes."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def expect(self, right: bool, sentence: str) -> None:
        """`sentence` is what is true when all is well."""
        print(f"    {'ok' if right else 'FAULT'}: {sentence}", flush=True)
        if not right:
            self.faults.append(sentence)


def described(seen: Seen, seconds: float) -> str:
    """Answers a second, percentiles and statuses, a line a kind."""
    lines = []
    for kind, label in (("read", "read"), ("write", "write")):
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(seen.statuses[kind].items()))
        p50, p95, p99 = (seen.percentile(kind, share) for share in (0.5, 0.95, 0.99))
        total = sum(seen.statuses[kind].values())
        lines.append(
            f"    {label:<5} {total:>7} answers, {total / seconds:6.1f}/s, p50 {p50:6.0f} ms, p95 {p95:6.0f} ms, "
            f"p99 {p99:6.0f} ms; {statuses or 'none'}; cut: {seen.cut[kind]}"
        )
    return "\n".join([*lines, *(f"    {line}" for line in seen.odd[:5])])


def traces(running: Portal) -> str:
    """The end of the first trace that the portal left in its log, if any."""
    log = running.log.read_text("utf-8", "replace")
    return log[log.index("Traceback") :][:6000] if "Traceback" in log else ""


def under_load(running: Portal, desks: list, seconds: float, verdict: Verdict) -> None:
    """1. Nothing but answers, for a while."""
    print(f"  {READERS} readers and {len(desks)} writers for {seconds:.0f} s", flush=True)
    with Crowd(running, desks, readers=READERS) as seen:
        time.sleep(seconds)
    print(described(seen, seconds), flush=True)
    good = seen.count(200, 302, 304)
    verdict.expect(good == seen.answers and not seen.cut.total() and not seen.odd, "no error, no line cut")
    verdict.expect(seen.statuses["write"][302] > 0, f"{seen.statuses['write'][302]} saves accepted")


def worker_killed(running: Portal, desks: list, seconds: float, verdict: Verdict) -> None:
    """2. A worker killed under load."""
    print("  a worker killed under load", flush=True)
    with Crowd(running, desks, readers=READERS) as seen:
        time.sleep(seconds / 3)
        before = running.workers()
        killed = time.monotonic()
        kill(before[0])
        time.sleep(seconds * 2 / 3)
        after = running.workers()
    print(described(seen, seconds), flush=True)
    cuts = [moment - killed for moment, status in seen.moments if status == 0]
    print(f"    lines cut: {len(cuts)}, the last {max(cuts, default=0):.2f} s after", flush=True)
    verdict.expect(len(after) == len(before) and before[0] not in after, "another worker took its place")
    verdict.expect(seen.count(200, 302, 304) == seen.answers, "every answer is right")
    verdict.expect(len(cuts) <= READERS + len(desks), "only what it was answering was cut")
    verdict.expect(max(cuts, default=0) < 5, "nothing is cut five seconds later")


def database_restarted(running: Portal, desks: list, seconds: float, cluster: Cluster, verdict: Verdict) -> None:
    """3. PostgreSQL away for three seconds under load."""
    print("  the database stopped for three seconds under load, then started", flush=True)
    with Crowd(running, desks, readers=READERS) as seen:
        time.sleep(seconds / 3)
        cluster.control("stop", "-m", "fast")
        time.sleep(3)
        visitor = Person(running, Seen(), "write")
        page, health = visitor.ask("/emplois/?q=absente"), running.status()
        cluster.control("start")
        back = time.monotonic()
        time.sleep(seconds * 2 / 3)
    print(described(seen, seconds), flush=True)
    failed = [moment - back for moment, status in seen.moments if status == 503]
    print(f"    503: {len(failed)}, the last {max(failed, default=0):.2f} s after the database came back", flush=True)
    verdict.expect(page[0] == 503 and "momentanément indisponible" in page[1], "a page in French says so, with 503")
    verdict.expect(health == 503, "the health check takes the portal out")
    verdict.expect(seen.count(200, 302, 304, 503) == seen.answers, "nothing but right answers and 503")
    verdict.expect(not seen.cut.total(), "no line cut")
    verdict.expect(max(failed, default=0) < 5, "answers by themselves within five seconds")
    verdict.expect(running.status("/emplois/") == 200, "the list of jobs is there again")


def disk_full(running: Portal, desks: list, database: Path, seconds: float, verdict: Verdict) -> None:
    """4. A disk without room under SQLite."""
    print("  the disk full", flush=True)
    ballast = database.parent / "ballast"
    with Crowd(running, desks, readers=10) as seen:
        time.sleep(seconds / 4)
        fill(ballast)
        time.sleep(seconds / 4)
        read = {path: running.status(path) for path in ("/", "/emplois/?q=pleine", "/emplois/clcc/aide-soignant/")}
        ballast.unlink()
        freed = time.monotonic()
        time.sleep(seconds / 2)
    print(described(seen, seconds), flush=True)
    with closing(sqlite3.connect(database)) as connection:
        verdict.expect(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the database is whole")
        verdict.expect(not connection.execute("PRAGMA foreign_key_check").fetchall(), "every row has what it names")
    late = [moment - freed for moment, status in seen.moments if status in {503, 507}]
    refused = seen.count(507)
    verdict.expect(refused > 0, f"{refused} saves refused with 507")
    verdict.expect(set(read.values()) == {200}, f"pages are read meanwhile: {read}")
    verdict.expect(seen.count(200, 302, 304, 503, 507) == seen.answers, "no other answer")
    verdict.expect(max(late, default=0) < 5, "saves are accepted again once there is room")
    verdict.expect(any(status == 302 and moment > freed for moment, status in seen.moments), "and they are")


def at_work(running: Portal) -> list:
    """Five people who write, signed in, once each page was read a first time."""
    desks = running.desks()
    for path in READ:
        running.status(path)
    return [(sign_in(running, desk), desk) for desk in desks]


def fill(path: Path) -> None:
    """Takes all the room that is left on the disk of `path`, to the last byte."""
    with path.open("wb", buffering=0) as ballast:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    ballast.write(b"\0" * size)
            except OSError:
                continue


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """A disk in memory; None without the right to make one."""
    place = folder / "disk"
    place.mkdir()
    made = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)], check=False
        ).returncode
    )
    try:
        yield place if made else None
    finally:
        if made:
            subprocess.run(["umount", str(place)], check=True)


def on_sqlite(options: argparse.Namespace, folder: Path, verdict: Verdict) -> None:
    print("SQLite", flush=True)
    with portal(f"sqlite:///{folder / 'load.sqlite3'}", folder) as running:
        desks = at_work(running)
        under_load(running, desks, options.minutes * 60, verdict)
        worker_killed(running, desks, options.short, verdict)
        verdict.expect(not traces(running), f"no trace in the log {traces(running)}")
    with small_disk(folder, 48) as disk:
        if disk is None:
            verdict.expect(False, "a small disk could be mounted (run as root)")
            return
        with portal(f"sqlite:///{disk / 'load.sqlite3'}", folder) as running:
            disk_full(running, at_work(running), disk / "load.sqlite3", options.short, verdict)


def on_postgresql(options: argparse.Namespace, folder: Path, verdict: Verdict) -> None:
    print("PostgreSQL", flush=True)
    with Cluster(folder) as cluster, portal(cluster.url, folder) as running:
        desks = at_work(running)
        under_load(running, desks, options.minutes * 60, verdict)
        worker_killed(running, desks, options.short, verdict)
        verdict.expect(not traces(running), f"no trace in the log {traces(running)}")
        database_restarted(running, desks, options.short, cluster, verdict)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=3, help="how long the load lasts (3)")
    parser.add_argument("--short", type=float, default=20, help="seconds that each incident lasts (20)")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database alone")
    options = parser.parse_args()
    verdict = Verdict()
    print(f"{os.cpu_count()} processors, load average at the start {os.getloadavg()[0]:.1f}", flush=True)
    for name, run in (("sqlite", on_sqlite), ("postgresql", on_postgresql)):
        if options.only in {None, name}:
            with tempfile.TemporaryDirectory(prefix="reperes-load-") as folder:
                run(options, Path(folder), verdict)
    print(f"{len(verdict.faults)} faults" if verdict.faults else "all as it should be", flush=True)
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
