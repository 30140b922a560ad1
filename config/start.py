"""Second half of `make run`, inside the environment: tables, data, static files, then the HTTP server."""

import fcntl
import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections

from config.environment import Refusal
from texts.watching import WATCHED


def static_fingerprint() -> str:
    """Changes when a file of static/ changes, or a dependency that brings its own."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(settings.BASE_DIR.glob("static/**/*")):
        if path.is_file():
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()


def prepare_static() -> None:
    """Collects, names by content and compresses the static files, only when one of them changed."""
    mark = Path(settings.STATIC_ROOT) / "fingerprint.txt"
    current = static_fingerprint()
    if mark.is_file() and mark.read_text(encoding="utf-8") == current:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(current, encoding="utf-8")


def data_fingerprint() -> str:
    """Changes when a fixture changes, or the code that loads it, or any row that a page may show. One query."""
    from texts.models import CatalogueState  # noqa: PLC0415  (needs the apps)

    digest = hashlib.sha256(repr(list(CatalogueState.objects.values_list("token"))).encode())
    folders = ("fixtures", *WATCHED)
    for path in sorted(path for folder in folders for path in settings.BASE_DIR.glob(f"{folder}/**/*")):
        if path.suffix in {".json", ".py"}:
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()


def prepare_data() -> None:
    """Applies the migrations that are missing, then brings the data to the fixtures unless they are what was loaded
    last and nobody wrote anything since."""
    from config import migrations_state  # noqa: PLC0415  (needs the apps)

    try:
        if migrations_state.missing():
            call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise Refusal(
            f"Repères : la base de données ne répond pas ({str(error).strip().splitlines()[0]}) ; "
            "vérifiez DATABASE_URL."
        ) from None
    mark = settings.VAR_DIR / "loaded.txt"
    if mark.is_file() and mark.read_text(encoding="utf-8") == data_fingerprint():
        print("Rien n’a changé depuis le dernier chargement : la base est à jour.", flush=True)
    else:
        call_command("load_fixtures")
        mark.write_text(data_fingerprint(), encoding="utf-8")
    connections.close_all()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.VAR_DIR.mkdir(exist_ok=True)
    with (settings.VAR_DIR / "start.lock").open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        prepare_data()
        prepare_static()
    address = f"http://{os.environ.get('HOST') or '127.0.0.1'}:{settings.PORT}/"
    print(f"Repères répond sur {address} (Ctrl+C pour arrêter).", flush=True)
    server = [sys.executable, "-m", "gunicorn", "-c", str(settings.BASE_DIR / "config" / "gunicorn.conf.py")]
    os.execv(sys.executable, server)  # noqa: S606


if __name__ == "__main__":
    main()
