"""How production starts: `gunicorn` from this folder, with the environment of docs/operations.md."""

import os

wsgi_app = "config.wsgi:application"
pythonpath = ".,site"
bind = os.environ.get("MAILLAGE_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
# A worker is renewed now and then, so that a slow leak never becomes an outage.
max_requests = 5000
max_requests_jitter = 500
