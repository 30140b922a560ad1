"""gunicorn: two processes of four threads, on this machine only unless HOST says otherwise."""

import os
import shutil
from pathlib import Path

from config import environment as env

bind = f"{env.text('HOST', '127.0.0.1')}:{env.port()}"
workers = 2
worker_class = "config.worker.Worker"
threads = 4
# The most that gunicorn reads of a request line; the portal's own limit is just under it.
limit_request_line = 8190
# Without it, connections kept open pile up on one of the two workers (measured: half the requests).
reuse_port = True
# The portal is read before the workers are made: a refusal to start is said once, and memory is shared.
preload_app = True
wsgi_app = "config.wsgi:application"
# Nothing of ours speaks to the control socket, and a read-only container has nowhere to put it.
control_socket_disable = True
# A worker that answers no more is replaced.
timeout = 60
graceful_timeout = 20
keepalive = 5
# One line a request: what was asked, how it went, how long. No query, no visitor: see config/logs.py.
logger_class = "config.worker.ServerLog"
accesslog = "-"

# Where each process counts what it answers, emptied at each start; only when somebody may read the counts.
COUNTS = Path(env.__file__).resolve().parent.parent / "var" / f"metrics-{env.port()}"
if env.text("METRICS_TOKEN") or env.words("METRICS_ADDRESSES"):
    shutil.rmtree(COUNTS, ignore_errors=True)
    COUNTS.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(COUNTS)


def child_exit(server: object, worker: object) -> None:
    """A process that ended keeps its counts, and no gauge."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess  # noqa: PLC0415  after the folder is named

        multiprocess.mark_process_dead(worker.pid)


def post_worker_init(worker: object) -> None:
    """An import that was confirmed and did not end, because what applied it died, is taken up again."""
    from jobs.actions.imports import run_imports_aside  # noqa: PLC0415  the portal is read first

    run_imports_aside()
