"""The portal beside what a reader would use instead, in one run: requests a second, as ratios.

    python -m tests.benchmarks.side_by_side                    the real data
    python -m tests.benchmarks.side_by_side --sheets 15000     the same, the list grown to 15,000 sheets

Starts the portal as `make run` does, a constant Django view (the floor), WhiteNoise on the same bytes (the limit),
Datasette on the same jobs and a Wagtail page as long as a list, each alone while it is asked. Rounds are interleaved.
Needs `wrk` (Debian's package of that name); the rivals are installed in var/benchmarks, with hashes.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

BASE = Path(__file__).resolve().parents[2]
FOLDER = BASE / "var" / "benchmarks"
VENV = FOLDER / "venv"
LOCK = BASE / "tests/benchmarks/rivals/requirements.txt"
#: as many workers and threads for every Django, those of the portal; Datasette has one process, as it is served
WORKERS = ("-w", "2", "-k", "gthread", "--threads", "4", "--reuse-port", "--no-control-socket", "--log-level", "error")
SHEET = "/emplois/ucanss/060101/"
LIST = "/emplois/"
FACETED = "/emplois/?referentiel=ucanss&nature=emploi"
SEARCH = "/emplois/?q=infirmier"


@dataclass(frozen=True)
class Case:
    """One address of one server, asked by eight connections that stay open. `validator`: ask whether it changed."""

    name: str
    url: str
    validator: str = ""


@dataclass
class Rates:
    """Requests a second of a case, one a round."""

    found: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(self.found)

    def __str__(self):
        return f"{self.middle:9.0f}  ({min(self.found):.0f} – {max(self.found):.0f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sheets", type=int, default=0, metavar="N", help="grow the list to N sheets first")
    parser.add_argument("--seconds", type=int, default=4, metavar="S", help="length of one measure (4)")
    parser.add_argument("--rounds", type=int, default=3, metavar="R", help="interleaved rounds (3)")
    chosen = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("Il manque wrk : sur Debian, « apt install wrk ».")
    prepare()
    database = portal_database(chosen.sheets)
    tables = datasette_database(database)
    with ExitStack() as running:
        cases = list(start(running, database, tables))
        rates = {case.name: Rates() for case in cases}
        for _ in range(chosen.rounds):
            for case in cases:
                rates[case.name].found.append(ask(case, chosen.seconds))
    report(rates)


def prepare() -> None:
    """The rivals' environment, made once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not (VENV / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        pip = [VENV / "bin/pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", LOCK]
        subprocess.run(pip, check=True)
        (VENV / "done").touch()


def portal_database(sheets: int) -> Path:
    """The portal's tables with the texts, grown to `sheets` sheets when asked."""
    path = FOLDER / f"portal-{sheets or 'real'}.sqlite3"
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{draft}"}
        for command in (["manage.py", "migrate", "-v0"], ["manage.py", "load_fixtures", "-v0"]):
            subprocess.run([sys.executable, *command], cwd=BASE, env=environment, check=True)
        if sheets:
            grow = [sys.executable, "-m", "tests.benchmarks.search", "--lines", str(sheets)]
            subprocess.run(grow, cwd=BASE, env=environment, check=True)
        with sqlite3.connect(draft) as whole:
            whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        draft.rename(path)
    return path


def datasette_database(portal: Path) -> Path:
    """The same jobs in one table, with the facets as columns and a full-text index, as Datasette's guide advises."""
    path = portal.with_name(portal.stem + "-tables.db")
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        base.execute("ATTACH ? AS portal", [str(portal)])
        base.execute(
            "CREATE TABLE emplois AS SELECT l.id, l.framework referentiel, l.kind nature, l.status statut, l.code, "
            "l.title intitule, l.excerpt extrait, (SELECT group_concat(i.text, ' ') FROM portal.jobs_item i JOIN "
            "portal.jobs_section s ON s.id = i.section_id JOIN portal.jobs_sheet f ON f.id = s.sheet_id "
            "WHERE f.job_id = l.job_id) texte FROM portal.jobs_listing l WHERE l.until IS NULL"
        )
        for column in ("referentiel", "nature", "statut"):
            base.execute(f"CREATE INDEX emplois_{column} ON emplois ({column})")
        base.execute(
            "CREATE VIRTUAL TABLE emplois_fts USING fts5(intitule, texte, content='emplois', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        base.execute("INSERT INTO emplois_fts (rowid, intitule, texte) SELECT id, intitule, texte FROM emplois")
    base.close()
    return path


def start(running: ExitStack, database: Path, tables: Path) -> Iterator[Case]:
    """Starts every server and gives what is asked of each."""
    portal = running.enter_context(portal_server(database, cache="32"))
    fresh = running.enter_context(portal_server(database, cache="0"))
    body = FOLDER / "files" / "sheet.html"
    body.parent.mkdir(exist_ok=True)
    with urllib.request.urlopen(portal + SHEET) as answer:  # noqa: S310  (this machine)
        body.write_bytes(answer.read())
        tag = answer.headers["ETag"]
    gunicorn = [VENV / "bin/python", "-m", "gunicorn", *WORKERS]
    floor = running.enter_context(server([*gunicorn, "tests.benchmarks.rivals.floor:application"], "/", BODY=body))
    files = running.enter_context(
        server([*gunicorn, "tests.benchmarks.rivals.files:application"], "/sheet.html", FOLDER=body.parent)
    )
    datasette = [VENV / "bin/datasette", "serve", tables, "--setting", "facet_time_limit_ms", "5000",
                 "--setting", "sql_time_limit_ms", "10000", "--setting", "default_page_size", "24"]  # fmt: skip
    data = running.enter_context(server(datasette, "/-/versions.json"))
    wiki = {"TEXT": body, "DATABASE": FOLDER / "wiki.sqlite3"}
    if not wiki["DATABASE"].exists():
        make = [VENV / "bin/python", "-m", "tests.benchmarks.rivals.wiki"]
        subprocess.run(make, cwd=BASE, env={**os.environ, **{k: str(v) for k, v in wiki.items()}}, check=True)
    pages = running.enter_context(server([*gunicorn, "tests.benchmarks.rivals.wiki:application"], "/", **wiki))
    facets = "_facet=referentiel&_facet=nature&_facet=statut"
    table = f"{data}/{tables.stem}/emplois"
    yield Case("Django, une vue constante (le plancher)", f"{floor}/")
    yield Case("WhiteNoise, les mêmes octets (la limite)", f"{files}/sheet.html")
    yield Case("fiche, demandée à nouveau", portal + SHEET)
    yield Case("liste, demandée à nouveau", portal + LIST)
    yield Case("fiche inchangée, 304", portal + SHEET, tag)
    yield Case("fiche, première fois", fresh + SHEET)
    yield Case("liste à facettes, première fois", fresh + FACETED)
    yield Case("recherche, première fois", fresh + SEARCH)
    yield Case("Datasette, table à facettes", f"{table}?{facets}&referentiel=ucanss&nature=emploi")
    yield Case("Datasette, recherche", f"{table}?{facets}&_search=infirmier")
    yield Case("Wagtail, une page et ses 24 sous-pages", f"{pages}/")


def portal_server(database: Path, *, cache: str):
    """The portal in production, on `database`."""
    return server(
        [sys.executable, "-m", "config.start"], "/sante/", DATABASE_URL=f"sqlite:///{database}", DEBUG="0",
        SECRET_KEY="a measure signs nothing, and this is long enough to be a secret", LOG_LEVEL="ERROR",
        REPERES_PAGE_CACHE_MB=cache,
    )  # fmt: skip


@contextmanager
def server(command: list, ready: str, **environment: object) -> Iterator[str]:
    """A server on a free port of this machine, from when it answers `ready` until the end; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(part) for part in command]
    if "gunicorn" in command:
        command += ["-b", f"127.0.0.1:{port}"]
    if command[0].endswith("datasette"):
        command += ["-p", str(port)]
    known = {**os.environ, "PORT": str(port), **{name: str(value) for name, value in environment.items()}}
    log = (FOLDER / f"server-{port}.log").open("wb")
    process = subprocess.Popen(command, cwd=BASE, env=known, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait(f"http://127.0.0.1:{port}{ready}", process, Path(log.name))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        log.close()


def wait(url: str, process: subprocess.Popen, log: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (this machine)
            if answer.status == 200:
                return
        time.sleep(0.2)
    sys.exit(f"Ne répond pas : {url}\n{log.read_text('utf-8', 'replace')[-2000:]}")


def ask(case: Case, seconds: int) -> float:
    """Requests a second, by eight connections; stops everything when an answer is not the one awaited."""
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-H", "Accept-Encoding: gzip"]
    if case.validator:
        command += ["-H", f"If-None-Match: {case.validator}"]
    said = subprocess.run([*command, case.url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said and not case.validator:
        sys.exit(f"{case.name} : {said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or not float(found[1]):
        sys.exit(f"{case.name} n’a rien répondu en {seconds} s : {said}")
    return float(found[1])


def report(rates: dict[str, Rates]) -> None:
    """Every case, then the ratios, each with what it is to reach."""
    for name, held in rates.items():
        print(f"{name:42} {held}")
    floor, table, search, wiki = (
        next(held for name, held in rates.items() if begins in name)
        for begins in ("plancher", "table à facettes", "Datasette, recherche", "Wagtail")
    )
    aims = [
        ("fiche, demandée à nouveau", floor, "le plancher", "1,0 ; au moins 0,85"),
        ("liste, demandée à nouveau", floor, "le plancher", "1,0 ; au moins 0,85"),
        ("fiche inchangée, 304", floor, "le plancher", "plus de 1"),
        ("fiche, première fois", floor, "le plancher", "au moins 1/8"),
        ("liste à facettes, première fois", table, "Datasette", "30 à 15 000 fiches"),
        ("recherche, première fois", search, "Datasette", "20 à 15 000 fiches"),
        ("liste à facettes, première fois", wiki, "Wagtail", "pas de seuil"),
    ]
    print()
    for name, other, said, aim in aims:
        print(f"{name:36} {rates[name].middle / other.middle:8.2f} × {said:12} (visé : {aim})")


if __name__ == "__main__":
    main()
