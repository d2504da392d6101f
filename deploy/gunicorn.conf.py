"""How many processes and threads answer, and for how long. Each figure can be set in the environment."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
# A worker holds a connection to the database for each of its threads, and some 150 MB.
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# An act on a thousand records may take minutes, and is stopped by the site itself.
timeout = 330
graceful_timeout = 30
keepalive = 75
# Writing PDFs leaves a worker larger than it was: each is replaced now and then, not all at once.
max_requests, max_requests_jitter = 5_000, 1_000
limit_request_line, limit_request_fields, limit_request_field_size = 8_190, 60, 8_190
# The heartbeat of a worker is a file: on a disk it would wait with the disk.
worker_tmp_dir = "/dev/shm"
# Nobody asks it for anything while it runs, and the account has no home to keep a socket in.
control_socket_disable = True
accesslog = None
errorlog = "-"
pidfile = os.environ.get("PIDFILE")
