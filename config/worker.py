"""The HTTP worker and its log: French where gunicorn would answer in English, and no search in the log."""

import socket
from datetime import timedelta
from io import BytesIO
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http.errors import (
    ConfigurationProblem,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import ThreadWorker

from config.logs import JsonLines, WithoutQuery, request_line
from config.security import LONGEST_ADDRESS


class ServerLog(Logger):
    """gunicorn's log as JSON lines, without what was searched, and without the visitor."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(WithoutQuery())

        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """One line a request."""
        status = int(str(resp.status).split(" ", 1)[0])
        self.access_log.info("%s", request_line(environ, status, resp.sent or 0, request_time))


def environ_standing_for(error: ParseException) -> dict[str, Any]:
    """A request that the portal will refuse as it would the one that gunicorn could not read."""
    too_long = isinstance(error, LimitRequestLine)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "QUERY_STRING": "x" * (LONGEST_ADDRESS + 1) if too_long else "%00",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


class Worker(ThreadWorker):
    """Lets the portal word the refusal of what gunicorn could not read: 414 for a line too long, else 400."""

    our_own_fault = (ConfigurationProblem, InvalidResponseHeader, InvalidResponseHeaderName)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        if not isinstance(exc, ParseException) or isinstance(exc, self.our_own_fault):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Unreadable request: %s", type(exc).__name__)
        head: list[str] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            head.append(f"HTTP/1.1 {status}\r\nConnection: close\r\n")
            head.extend(f"{name}: {value}\r\n" for name, value in headers)

        body = b"".join(self.wsgi(environ_standing_for(exc), start_response))
        try:
            util.write_nonblock(client, "".join(head).encode("latin-1") + b"\r\n" + body)
        except OSError:
            self.log.debug("The visitor left before the refusal was sent.")
