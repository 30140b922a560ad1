"""What `make` calls: prepares .venv, then hands over to the portal, to the tests or to a tool.

Standard library only: it runs before anything is installed. What goes wrong is said in one sentence.
"""

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = BASE / "var"
OLDEST = (3, 11)
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"


def stop(sentence):
    """Ends here with `sentence` on the error stream."""
    sys.exit(f"Repères : {sentence}")


@contextmanager
def one_at_a_time():
    """Two commands started together prepare the house one after the other."""
    try:
        VAR.mkdir(mode=0o700, exist_ok=True)  # the database holds accounts
        handle = (VAR / "setup.lock").open("w", encoding="utf-8")
    except OSError as error:
        stop(f"le dossier {VAR} ne peut pas être écrit ({error.strerror}) ; rendez-le accessible à votre compte.")
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fingerprint(lock):
    """What an installation depends on: the lock's bytes and the Python that made the environment."""
    return hashlib.sha256((BASE / lock).read_bytes() + sys.version.encode()).hexdigest()


def stamp(lock):
    """The file in .venv that says which version of `lock` is installed."""
    return VENV / f"installed-{lock}"


def is_installed(lock):
    """Whether .venv holds exactly what `lock` asks for, as far as the last complete installation says."""
    path = stamp(lock)
    return path.is_file() and path.read_text(encoding="utf-8") == fingerprint(lock)


def works():
    """Whether .venv can be started: a system upgrade or an interrupted creation leaves one that cannot."""
    if not PYTHON.exists():
        return False
    check = subprocess.run(
        [PYTHON, "-c", "import pip, sys; print(sys.version)"], capture_output=True, text=True, check=False
    )
    return check.returncode == 0 and check.stdout.strip() == sys.version.strip()


def make_venv():
    """A fresh .venv, or one sentence that says which package gives this Python the means to make one."""
    try:
        import ensurepip  # noqa: F401, PLC0415  (Debian ships it apart)
        import venv  # noqa: F401, PLC0415
    except ImportError:
        stop("il manque à Python le module venv ; sur Debian ou Ubuntu : sudo apt install python3-venv.")
    print("Création de l’environnement Python dans .venv…", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    if subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode:
        stop("l’environnement .venv n’a pas pu être créé ; le message de Python ci-dessus dit pourquoi.")


def install(*locks):
    """Brings .venv to the locks. Costs a few milliseconds when nothing changed."""
    if works() and all(is_installed(lock) for lock in locks):
        return
    if not works():
        make_venv()
    print("Installation des dépendances verrouillées…", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.run([*pip, *(part for lock in locks for part in ("-r", lock))], cwd=BASE, check=False).returncode:
        stop(
            "l’installation des dépendances a échoué ; vérifiez l’accès au réseau ou la configuration "
            "de pip, puis relancez la commande."
        )
    for lock in locks:
        stamp(lock).write_text(fingerprint(lock), encoding="utf-8")


def secret():
    """The key of this copy: made once in var/secret_key, readable by its owner alone."""
    path = VAR / "secret_key"
    if not path.is_file() or not path.read_text(encoding="utf-8").strip():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(secrets.token_urlsafe(50) + "\n")
    return path.read_text(encoding="utf-8").strip()


def check_port(host, port):
    """Stops when nothing can listen at `host:port`.

    The server shares its port between its processes and would not notice another copy of itself.
    """
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        stop(f"PORT vaut « {port} » ; donnez un nombre entre 1 et 65535, par exemple : make run PORT=8765.")
    try:
        family = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            stop(
                f"le port {port} est déjà pris ; arrêtez le programme qui l’occupe, ou choisissez-en un "
                "autre avec make run PORT=8765."
            )
        if error.errno == errno.EACCES:
            stop(f"le port {port} est réservé au système ; choisissez-en un autre : make run PORT=8765.")
        stop(f"rien ne peut écouter sur {host}:{port} ({error.strerror}) ; vérifiez HOST et PORT.")


def hand_over(*command, **environment):
    """Becomes `command`, so that a Ctrl+C or a stop signal goes straight to it."""
    path = f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.chdir(BASE)
    os.execve(command[0], list(command), {**os.environ, "PATH": path, **environment})  # noqa: S606


def run():
    """`make run`."""
    port = os.environ.get("PORT", "").strip() or "8000"
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    check_port(host, port)
    with one_at_a_time():
        install(RUNTIME)
        key = os.environ.get("SECRET_KEY", "").strip() or secret()
    hand_over(
        str(PYTHON),
        "-m",
        "config.start",
        SECRET_KEY=key,
        DEBUG=os.environ.get("DEBUG") or "0",
        PORT=port,
        HOST=host,
    )


def test(*arguments):
    """`make test`: the tests choose their own secret and databases."""
    with one_at_a_time():
        install(RUNTIME, DEVELOPMENT)
    hand_over(str(PYTHON), "-m", "tests.suite", *arguments)


def execute(program, *arguments):
    """`make check` and the like: a program of the environment, in development mode."""
    with one_at_a_time():
        install(RUNTIME, DEVELOPMENT)
        key = os.environ.get("SECRET_KEY", "").strip() or secret()
    hand_over(str(PYTHON.parent / program), *arguments, SECRET_KEY=key)


def main(words):
    if sys.version_info < OLDEST:
        stop("il faut Python 3.11 ou plus récent ; indiquez-le : make run PYTHON=/chemin/vers/python3.")
    actions = {"run": run, "test": test, "exec": execute}
    if not words or words[0] not in actions:
        stop(f"commande inconnue ; les mots possibles sont {', '.join(actions)}.")
    actions[words[0]](*words[1:])


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
