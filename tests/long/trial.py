"""Tries docs/deploy.md as it stands in a bare Debian, then two web machines behind a balancer. `make trial`, as root.

Makes, and takes away: a system in a temporary folder, and network namespaces whose names begin with `reperes-`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.long.debian import Debian, blocks, run

BASE = Path(__file__).resolve().parents[2]
HOST = "emplois.example.org"
ADDRESSES = {"reperes-one": 10, "reperes-db": 11, "reperes-web1": 12, "reperes-web2": 13, "reperes-lb": 14}
FAULTS: list[str] = []

#: what HR wrote, as one sum
WRITTEN = "SELECT md5(string_agg(t::text, '' ORDER BY t.id)) || '/' || count(*) FROM jobs_trace t"
LATER = "SELECT count(*) FROM pg_tables WHERE tablename = 'texts_trial'"
WORK = """
from django.contrib.auth import get_user_model
from jobs.actions import start_revision
from jobs.models import Job
writer = get_user_model().objects.create_user("ecrit")
for job in Job.objects.filter(framework__code="clcc", key__in=["aide-soignant", "infirmier-de"]):
    start_revision(job, by=writer)
"""
WORK_AFTER = """
from django.contrib.auth import get_user_model
from jobs.actions import start_revision
from jobs.models import Job
writer = get_user_model().objects.get(username="ecrit")
start_revision(Job.objects.get(framework__code="clcc", key="assistant-medical"), by=writer)
"""
MIGRATION = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("texts", "{last}")]
    operations = [migrations.RunSQL("CREATE TABLE texts_trial (id integer)", "DROP TABLE texts_trial")]
"""
LOOK = """
import http.client, ssl, sys
scheme, host, path = sys.argv[1:]
if scheme == "https":
    line = http.client.HTTPSConnection("127.0.0.1", timeout=30, context=ssl._create_unverified_context())
else:
    line = http.client.HTTPConnection("127.0.0.1", timeout=30)
line.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "http"})
answer = line.getresponse()
print(answer.status, answer.headers, answer.read().decode("utf-8", "replace"), sep=chr(10))
"""
SHARED = """
cd /etc/postgresql/*/main
echo "listen_addresses = '*'" >> postgresql.conf
echo 'host reperes reperes 10.77.0.0/24 scram-sha-256' >> pg_hba.conf
systemctl start postgresql
runuser -u postgres -- psql -q -c "ALTER ROLE reperes PASSWORD 'of-the-trial'"
"""
BALANCED = r"""
two='    server 10.77.0.12:8000 max_fails=3 fail_timeout=5s;\n    server 10.77.0.13:8000 max_fails=3 fail_timeout=5s;'
sed -i "s|^    server 127.0.0.1:8000 .*|$two|" /etc/nginx/sites-available/reperes
nginx -t -q
systemctl start nginx
"""
WEB = """
database=postgres://reperes:of-the-trial@10.77.0.11:5432/reperes
sed "s|^HOST=.*|HOST=$INNER|; s|^DATABASE_URL=.*|DATABASE_URL=$database|" /etc/reperes/reperes.env > /run/$MACHINE.env
units=/etc/systemd/system
sed "s|^EnvironmentFile=.*|EnvironmentFile=/run/$MACHINE.env|" $units/reperes.service > $units/$MACHINE.service
systemctl start $MACHINE
"""


def expect(right: bool, sentence: str) -> None:
    """`sentence` is what is true when all is well."""
    print(f"    {'ok' if right else 'FAULT'}: {sentence}", flush=True)
    if not right:
        FAULTS.append(sentence)


def networks(stack: ExitStack) -> None:
    """A network namespace for each machine, joined by a bridge in one more, and by nothing else."""
    run("ip", "netns", "add", "reperes-net")
    stack.callback(run, "ip", "netns", "del", "reperes-net")
    run("ip", "-n", "reperes-net", "link", "add", "bridge", "type", "bridge")
    run("ip", "-n", "reperes-net", "link", "set", "bridge", "up")
    for number, (name, last) in enumerate(ADDRESSES.items()):
        run("ip", "netns", "add", name)
        stack.callback(run, "ip", "netns", "del", name)
        end = f"rp{number}"
        run("ip", "-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", end, "netns", "reperes-net")
        run("ip", "-n", "reperes-net", "link", "set", end, "master", "bridge", "up")
        run("ip", "-n", name, "address", "add", f"10.77.0.{last}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            run("ip", "-n", name, "link", "set", device, "up")


def put_release(root: Path, version: str) -> Path:
    """The code as git has it, under the name of a version."""
    place = root / "srv/reperes/releases" / version
    place.mkdir(parents=True, exist_ok=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=BASE, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(place)], input=archive, check=True)
    return place


def later_migration(place: Path) -> None:
    """What a later version would bring: a table that the version before does not know."""
    folder = place / "texts" / "migrations"
    last = max(path.stem for path in folder.glob("0*.py"))
    (folder / "0999_trial.py").write_text(MIGRATION.format(last=last), "utf-8")


def page(debian: Debian, path: str, *, tls: bool = True, network: str = "") -> tuple[int, str]:
    """The status and the text, headers included, of a page as a visitor of the proxy gets it."""
    scheme = "https" if tls else "http"
    answer = debian.sh(f'python3 -c "$CODE" {scheme} {HOST} "$PLACE"', CODE=LOOK, PLACE=path, network=network)
    status, _, text = answer.partition("\n")
    return int(status), text


def until_healthy(debian: Debian, seconds: float = 60, network: str = "") -> bool:
    """Whether the portal answers through its proxy within that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if page(debian, "/sante/", network=network)[0] == 200:
            return True
        time.sleep(0.5)
    return False


def asked(debian: Debian, query: str) -> str:
    """The one value that PostgreSQL answers."""
    return debian.sh('runuser -u postgres -- psql -At -d reperes -c "$QUERY"', QUERY=query).strip()


def nginx_says_nothing_of_people(debian: Debian) -> None:
    """What nginx wrote of a search, of an answer to the simulator and of two personal links, whatever the answer."""
    for path in (
        "/emplois/?q=s3cret-word",
        "/avis/s3cret-token/",
        "/admin/mot-de-passe/MQ/s3cret-key/",
        "//avis//s3cret",
    ):
        page(debian, path)
        page(debian, path, tls=False)
    logs = {place: place.read_text("utf-8") for place in (debian.root / "var/log/nginx").glob("*log")}
    written = "".join(logs.values())
    expect("GET /emplois/ 200" in written and "GET /avis/*** " in written, "nginx logs the page and the answer")
    expect("s3cret" not in written and "?" not in written, "without what was searched nor what opens something")
    ours = next(text for place, text in logs.items() if place.name == "reperes.log")
    expect(all(line.count("127.0.0.1") == line.count("127.0.0.1:8000") for line in ours.splitlines()),
           "and without the address it came from")  # fmt: skip


def one_machine(debian: Debian) -> None:
    """Every block of the page, in its order, and a look at what each has made."""
    scripts = blocks(BASE / "docs" / "deploy.md")
    for title, parts in scripts.items():
        if title in {"Upgrade", "Roll-back"}:
            continue
        for script in parts:
            print(f"  {title}", flush=True)
            if "apt-get install" in script:
                debian.fetch(next(line for line in script.splitlines() if line.startswith("apt-get install")))
            debian.sh(script)
    expect(until_healthy(debian), "the portal answers through nginx, over TLS")
    status, text = page(debian, "/emplois/clcc/aide-soignant/")
    expect(status == 200 and "<h1" in text, "a sheet is served")
    expect("strict-transport-security" in text.lower(), "with HSTS")
    static = re.search(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', text)
    expect(bool(static) and page(debian, static[1])[0] == 200, "and its style sheet, named by its content")
    status, text = page(debian, "/emplois/", tls=False)
    expect(status == 301 and f"https://{HOST}/emplois/" in text, "without TLS, one is sent to TLS")
    status, text = page(debian, "/admin/login/")
    expect(status == 200 and "; Secure" in text, "the cookies of the desk are for TLS alone")
    nginx_says_nothing_of_people(debian)
    debian.sh('reperes shell -c "$WORK"', WORK=WORK)
    before = asked(debian, WRITTEN)
    later_migration(put_release(debian.root, "next"))
    print("  Upgrade", flush=True)
    debian.sh(scripts["Upgrade"][0])
    expect(until_healthy(debian), "the later version answers")
    expect(asked(debian, LATER) == "1", "its migration has been applied")
    expect(asked(debian, WRITTEN) == before, "what HR wrote is untouched")
    debian.sh('reperes shell -c "$WORK"', WORK=WORK_AFTER)
    debian.sh("systemctl start reperes-backup.service")  # the night that follows
    expect(asked(debian, WRITTEN) != before, "HR writes in the later version, which a night keeps")
    print("  Roll-back", flush=True)
    debian.sh(scripts["Roll-back"][0])
    expect(until_healthy(debian), "the version before answers again")
    expect(asked(debian, LATER) == "0", "without the table of the later one")
    expect(asked(debian, WRITTEN) == before and before.endswith("/2"), "with what HR wrote before the upgrade")


def knocked(debian: Debian, seconds: float, during: Callable[[], object]) -> dict:
    """What visitors of the balancer were answered, while `during` happened in the middle."""
    shutil.copy(BASE / "tests" / "long" / "knocking.py", debian.root / "srv" / "knocking.py")
    command = ["ip", "netns", "exec", "reperes-lb", "chroot", str(debian.root), "python3", "/srv/knocking.py"]
    process = subprocess.Popen([*command, str(seconds), "8", HOST, "127.0.0.1"], stdout=subprocess.PIPE, text=True)
    time.sleep(seconds / 3)
    during()
    out, _ = process.communicate(timeout=seconds + 120)
    return json.loads(out)


def several_machines(debian: Debian) -> None:
    """A database, two web machines and a balancer, each in its network: the same system lends them its programs."""
    debian.sh("systemctl stop nginx; systemctl stop reperes; systemctl stop postgresql")
    debian.sh(SHARED, network="reperes-db")
    for web in ("reperes-web1", "reperes-web2"):
        start_web(debian, web)
    debian.sh(BALANCED, network="reperes-lb")
    expect(until_healthy(debian, network="reperes-lb"), "the portal answers through the balancer")
    said = knocked(debian, 15, lambda: print(f"    killed: {kill_web(debian, 'reperes-web1')} processes", flush=True))
    expect(set(said["answers"]) == {"200"}, f"one web machine killed, no request lost: {said}")
    start_web(debian, "reperes-web1")
    time.sleep(10)
    said = knocked(debian, 15, lambda: run("ip", "-n", "reperes-web2", "link", "set", "eth0", "down"))
    # an answer of which half was already sent cannot be asked again
    cut = said["answers"].pop("IncompleteRead", 0)
    expect(cut <= 8 and set(said["answers"]) == {"200"}, f"the other one off the network, {cut} answers cut: {said}")


def start_web(debian: Debian, web: str) -> None:
    """The service's own command, with the settings of a web machine."""
    debian.sh(WEB, network=web, INNER=f"10.77.0.{ADDRESSES[web]}", MACHINE=web)


def kill_web(debian: Debian, web: str) -> int:
    """Kills every process of a web machine at once; how many they were."""
    own = Path(f"/run/netns/{web}").stat().st_ino

    def is_there(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/ns/net").stat().st_ino == own
        except OSError:
            return False

    return debian.end(is_there)


def main() -> int:
    if os.geteuid() or not all(shutil.which(name) for name in ("debootstrap", "ip", "chroot")):
        print("make trial : il faut être root sur Debian, avec debootstrap et iproute2.", file=sys.stderr)
        return 2
    started = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reperes-trial-")))
        folder.chmod(0o755)
        networks(stack)
        print("a bare Debian", flush=True)
        debian = stack.enter_context(Debian(folder / "debian", "reperes-one"))
        locked = ("--require-hashes", "-r", str(BASE / "requirements.txt"))
        run(sys.executable, "-m", "pip", "download", "-q", "-d", str(debian.root / "wheels"), *locked)
        put_release(debian.root, "0.1")
        print("one machine, by docs/deploy.md", flush=True)
        one_machine(debian)
        print("two web machines, a database, a balancer", flush=True)
        several_machines(debian)
    conclusion = f"{len(FAULTS)} faults" if FAULTS else "all as it should be"
    print(f"{conclusion}, in {time.monotonic() - started:.0f} s", flush=True)
    return 1 if FAULTS else 0


if __name__ == "__main__":
    raise SystemExit(main())
