"""Lighthouse on every type of public page, on a phone and on a desk: medians and ranges of its four marks.

    python -m tests.benchmarks.lighthouse                        every page, five times each way; an hour and more
    python -m tests.benchmarks.lighthouse --runs 1               the same, once, to find what is wrong
    python -m tests.benchmarks.lighthouse --page job_detail      one page, by the name of its address

The portal is started as in production on this machine, the pages that it keeps filled by a first visit. Needs node (20
or later), npm and a Chromium (CHROMIUM, else the PATH); Lighthouse is installed in var/benchmarks
from its lock, and no browser is fetched. Over plain HTTP on loopback, which browsers and Lighthouse hold to be as
secure as HTTPS: what TLS adds (redirection, HSTS) is not in these marks. Run it on a machine that does nothing else:
the mark of performance is of simulated time, and the processor's share of it is real.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import django

from tests.benchmarks.side_by_side import FOLDER, portal_database, portal_server

JUDGE = Path(__file__).with_name("judge")
TOOL = FOLDER / "lighthouse"
#: what each mark is to reach
AIMS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
SHORT = {"performance": "perf", "accessibility": "accès", "best-practices": "usages", "seo": "moteurs"}
WAYS = {"phone": (), "desktop": ("--preset=desktop",)}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
#: pages that share an address with another: a name, and where to see them
MORE = {
    "largest_sheet": "/emplois/fph/15d30/",
    "list_of_a_search": "/emplois/?q=infirmier",
    "comparison_of_four": "/comparer/?emploi=anap/assistant-technique-d-anesthesie&emploi=clcc/assistant-medical"
    "&emploi=clcc/assistant-medical-specialise&emploi=ucanss/011120",
    "nearest_jobs_of_a_job": "/rapprochement/?emploi=clcc/aide-soignant",
    "longest_document": "/documents/ucanss-annexe-1-metiers-reperes/",
    "anomalies_of_a_kind": "/anomalies/?nature=passage_copie",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="visits of each page, each way (5)")
    parser.add_argument("--page", action="append", metavar="NAME", help="this page alone; may be repeated")
    parser.add_argument("--way", choices=WAYS, help="phone or desktop alone")
    parser.add_argument("--why", action="store_true", help="say which audits cost points")
    chosen = parser.parse_args()
    browser = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if browser is None:
        sys.exit("Chromium est introuvable : donnez son chemin dans CHROMIUM.")
    install()
    pages = {name: path for name, path in page_types() if not chosen.page or name in chosen.page}
    below = 0
    with portal_server(portal_database(0), cache="32") as portal:
        for name, path in pages.items():
            with urllib.request.urlopen(portal + path) as answer:  # noqa: S310  (this machine)
                answer.read()
            for way in [chosen.way] if chosen.way else WAYS:
                reports = [visit(portal + path, way, browser) for _ in range(chosen.runs)]
                below += told(f"{name}, {way}", reports, why=chosen.why)
    print(f"\n{below} marks below their aims ({', '.join(f'{SHORT[key]} {aim}' for key, aim in AIMS.items())})")
    sys.exit(below > 0)


def install() -> None:
    """Lighthouse from its lock, made once for each lock."""
    if not (shutil.which("node") and shutil.which("npm")):
        sys.exit("node (20 ou plus récent) et npm sont introuvables : sur Debian, « apt install nodejs npm ».")
    TOOL.mkdir(parents=True, exist_ok=True)
    lock = (JUDGE / "package-lock.json").read_bytes()
    mark = TOOL / "installed.json"
    if mark.is_file() and mark.read_bytes() == lock:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(JUDGE / name, TOOL / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=TOOL, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}, check=True)
    mark.write_bytes(lock)


def page_types() -> Iterator[tuple[str, str]]:
    """Each type of public page by its name, and where to see one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")  # to read the addresses; the portal itself is started without
    django.setup()
    from tests.addresses import public_pages  # noqa: PLC0415  (needs the apps)

    yield from ((page.name, page.example) for page in public_pages())
    yield from MORE.items()


def visit(url: str, way: str, browser: str, tries: int = 3) -> dict:
    """What Lighthouse says of a page that a new browser opens. A browser that did not start in time is opened again."""
    report = TOOL / "report.json"
    command = [
        TOOL / "node_modules/.bin/lighthouse", url, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(AIMS)}", f"--chrome-flags={FLAGS}", "--no-enable-error-reporting", *WAYS[way],
    ]  # fmt: skip
    for _ in range(tries):
        report.unlink(missing_ok=True)
        done = subprocess.run(
            [str(part) for part in command], env={**os.environ, "CHROME_PATH": browser}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        found = json.loads(report.read_text("utf-8")) if report.is_file() else {}
        if found and not done.returncode and not found.get("runtimeError"):
            return found
    sys.exit(f"Lighthouse n’a pas jugé {url} :\n{done.stderr[-2000:]}")


def told(name: str, reports: list[dict], *, why: bool) -> int:
    """Prints the marks of a page; how many of their medians are below their aims."""
    below, cells = 0, []
    for key, aim in AIMS.items():
        marks = [round(100 * (report["categories"][key]["score"] or 0)) for report in reports]
        missed = median(marks) < aim
        below += missed
        cells.append(f"{SHORT[key]} {median(marks):g} ({min(marks)}–{max(marks)}){'*' if missed else ' '}")
    print(f"{name:44} {'  '.join(cells)}", flush=True)
    if why:
        print("\n".join(faults(reports[-1])), flush=True)
    return below


def faults(report: dict) -> list[str]:
    """The audits that cost points, and the first places that they name."""
    lines = []
    for key in AIMS:
        whole = 0.9 if key == "performance" else 1
        for reference in report["categories"][key]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < whole:
                items = (audit.get("details") or {}).get("items") or []
                places = [str(item.get("node", {}).get("snippet") or item.get("url") or "")[:140] for item in items[:3]]
                lines.append(f"    {audit['id']}: {audit.get('displayValue', '')} {' | '.join(filter(None, places))}")
    return lines


if __name__ == "__main__":
    main()
