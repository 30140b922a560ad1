"""People who read and people who write, all at once, each asking again as soon as they are answered."""

import http.client
import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from tests.long.portal import Portal

READ = (
    *("/", "/emplois/", "/emplois/clcc/aide-soignant/", "/emplois/ucanss/060101/", "/emplois/fph/15d30/"),
    *("/emplois/?referentiel=clcc", "/emplois/?referentiel=ucanss&nature=emploi", "/emplois.csv?referentiel=clcc"),
    *("/grilles/", "/grilles/clcc-non-cadres/", "/parcours/", "/parcours/assistant-medical/", "/revision/"),
    *("/documents/", "/anomalies/", "/api/v1/emplois", "/api/v1/emplois/ucanss/060101", "/sante/"),
    "/comparer/?emploi=clcc/aide-soignant&emploi=ucanss/060101",
)
WORDS = ("infirmier", "soins", "paie", "aide", "radiologie", "cadre", "comptable", "secretaire", "recherche", "qualite")
#: seconds after which a line that nobody used is opened again, as a browser does; the server keeps it five
KEPT = 3
INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LINES = re.compile(r'<textarea[^>]* name="(lignes-\d+)"[^>]*>(.*?)</textarea>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Seen:
    """What people were answered: milliseconds by kind, statuses, and lines cut before an answer."""

    took: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    statuses: dict[str, Counter] = field(default_factory=lambda: {"read": Counter(), "write": Counter()})
    cut: Counter = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    moments: list[tuple[float, int]] = field(default_factory=list)  # when and with what status, 0 for a line cut
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, path: str, status: int, milliseconds: float, body: bytes) -> None:
        """One answer."""
        with self.lock:
            self.took[kind].append(milliseconds)
            self.statuses[kind][status] += 1
            self.moments.append((time.monotonic(), status))
            if status >= 500 and status not in {503, 507} and len(self.odd) < 10:
                self.odd.append(f"{status} {path}")

    def note_cut(self, kind: str) -> None:
        """A line cut before its answer."""
        with self.lock:
            self.cut[kind] += 1
            self.moments.append((time.monotonic(), 0))

    def percentile(self, kind: str, share: float) -> float:
        """The milliseconds within which this share of the answers came."""
        took = sorted(self.took[kind])
        return took[min(int(len(took) * share), len(took) - 1)] if took else 0.0

    def count(self, *statuses: int) -> int:
        return sum(self.statuses[kind][status] for kind in self.statuses for status in statuses)

    @property
    def answers(self) -> int:
        return sum(sum(counter.values()) for counter in self.statuses.values())


class Person:
    """One visitor with one line kept open, which is opened again when it was cut."""

    def __init__(self, portal: Portal, seen: Seen, kind: str) -> None:
        self.portal, self.seen, self.kind = portal, seen, kind
        self.line = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.last = time.monotonic()

    def ask(self, path: str, form: dict[str, str] | None = None, *, noted: bool = True) -> tuple[int, str]:
        """One request; its status, 0 when the line was cut, and its text."""
        headers = {"Accept-Encoding": "gzip" if form is None and self.kind == "read" else "identity"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.portal.port}",
            }
        start = time.monotonic()
        if start - self.last > KEPT:
            self.line.close()
        try:
            self.line.request("GET" if form is None else "POST", path, urlencode(form) if form else None, headers)
            answer = self.line.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.line.close()
            if noted:
                self.seen.note_cut(self.kind)
            return 0, ""
        self.last = time.monotonic()
        if noted:
            self.seen.note(self.kind, path, answer.status, (time.monotonic() - start) * 1000, body)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, "" if headers["Accept-Encoding"] == "gzip" else body.decode("utf-8", "replace")


def read_on(portal: Portal, seen: Seen, until: threading.Event, seed: int) -> None:
    """Reads pages, and searches for what nobody searched for before, until told to stop."""
    chance, person = random.Random(seed), Person(portal, seen, "read")  # noqa: S311
    while not until.is_set():
        path = chance.choice(READ)
        if chance.random() < 0.2:
            words = f"{chance.choice(WORDS)} {chance.choice(WORDS)}"
            path = "/emplois/?" + urlencode({"q": words, "x": chance.randint(1, 10**6)})
        status, _ = person.ask(path)
        if status in {0, 503}:
            time.sleep(0.2)


def sign_in(portal: Portal, desk: dict[str, str]) -> Person:
    """Someone of the desk, signed in."""
    person = Person(portal, Seen(), "write")
    _, page = person.ask("/admin/login/")
    token = TOKEN.search(page)
    signed = {"username": desk["name"], "password": desk["password"], "csrfmiddlewaretoken": token[1] if token else ""}
    status, _ = person.ask("/admin/login/", signed)
    if status != 302:
        raise SystemExit(f"{desk['name']} could not sign in: {status}\n{portal.log.read_text('utf-8')[-3000:]}")
    return person


def write_on(person: Person, seen: Seen, until: threading.Event, desk: dict[str, str]) -> None:
    """Saves a draft again and again, each time with another line, until told to stop."""
    person.seen = seen
    number = 0
    while not until.is_set():
        status, page = person.ask(desk["page"])
        token = TOKEN.search(page)
        if status != 200 or not token:
            time.sleep(0.2)
            continue
        number += 1
        form = desk_form(page) | {"csrfmiddlewaretoken": token[1]}
        first = min(name for name in form if name.startswith("lignes-"))
        kept = [line for line in form[first].splitlines() if not line.startswith("Essai ")]
        form[first] = "\n".join([*kept, f"Essai {number} de {desk['name']}, {time.monotonic()}"])
        status, body = person.ask(desk["page"], form)
        if status == 200:
            seen.odd.append(f"a save was not accepted: {re.findall('<h1>.*?</h1>', body)[:2]}")
        if status in {0, 503, 507}:
            time.sleep(0.2)


def desk_form(page: str) -> dict[str, str]:
    """The whole form of a draft: hidden fields, headings, kinds, ranks and lines."""
    form = {name: unescape(value) for name, value in INPUT.findall(page)}
    form |= {name: unescape(text).removeprefix("\n") for name, text in LINES.findall(page)}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r' name="((?:titre|rang|nature)-\d+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name:
            form[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select[^>]* name="((?:nature)-\d+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        form[name] = unescape(chosen[1]) if chosen else ""
    return form


class Crowd:
    """`readers` and the writers of `desks`, signed in before, at work between entering and leaving the block."""

    def __init__(self, portal: Portal, desks: list[tuple[Person, dict[str, str]]], *, readers: int = 50) -> None:
        self.seen, self.until = Seen(), threading.Event()
        self.threads = [
            *(threading.Thread(target=read_on, args=(portal, self.seen, self.until, n)) for n in range(readers)),
            *(threading.Thread(target=write_on, args=(person, self.seen, self.until, desk)) for person, desk in desks),
        ]

    def __enter__(self) -> Seen:
        for thread in self.threads:
            thread.start()
        return self.seen

    def __exit__(self, *_: object) -> None:
        self.until.set()
        for thread in self.threads:
            thread.join()
