"""Make a site in a temporary folder, measure every subject (or those named), print a table."""

import importlib
import os
import pkgutil
import statistics
import sys
import time
from pathlib import Path

ROUNDS = 3
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
"""What opens and closes a transaction asks nothing."""


def main(names):
    """Measure the subjects `names`, all of them by default; return how many measures are beyond their limit."""
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[2] / "site")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ.pop("MAILLAGE_TEST_VAR", None)
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    beyond = 0
    try:
        print(f"{'mesure':44}{'requêtes':>10}{'plafond':>9}{'ms':>8}{'plafond':>9}")
        for name in names or [module.name for module in pkgutil.iter_modules(__import__("tests.bench").bench.__path__)]:
            if name != "__main__":
                beyond += measure_subject(importlib.import_module(f"tests.bench.{name}"))
    finally:
        connection.creation.destroy_test_db(None, verbosity=0)
        teardown_test_environment()
    return beyond


def measure_subject(subject):
    """Print a line for each measure of `subject`; return how many are beyond their limit."""
    beyond = 0
    for what, action, most_queries, most_seconds in subject.measures():
        queries, seconds = measured(action)
        too_much = queries > most_queries or seconds > most_seconds
        beyond += too_much
        limits = f"{queries:>10}{most_queries:>9}{seconds * 1000:>8.0f}{most_seconds * 1000:>9.0f}"
        print(f"{what:44}{limits}{'  trop' if too_much else ''}", flush=True)
    return beyond


def measured(action):
    """Return the queries of one call of `action`, and the seconds of several, as (number, median)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    action()
    with CaptureQueriesContext(connection) as captured:
        action()
    queries = len([query for query in captured if not query["sql"].startswith(TRANSACTION)])
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return queries, statistics.median(times)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
