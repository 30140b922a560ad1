"""gunicorn: two processes of four threads, on this machine only unless HOST says otherwise."""

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
# The path alone: what people search for is not kept. No referrer and no browser name either.
logger_class = "config.worker.ServerLog"
accesslog = "-"
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
