"""Two people at the same instant: one waits for the other, or comes between two of their questions."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, transaction


def meanwhile(click, before, after=lambda: None):
    """Have `click` come, in a thread, when `before` is done and not stored yet; return what it gave.

    `after` is done once `click` waits, or is over. Both are stored together, which lets `click` go on.
    """
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        before()
        clicked = pool.submit(_and_close, click)
        while not clicked.done() and not somebody_waits_for_this():
            pass
        after()
    return clicked.result()


@contextmanager
def just_before(words, action):
    """Do `action` right before the first statement that holds `words`, as somebody else would who is done by then."""
    actions = [action]

    def watch(execute, sql, params, many, context):
        if words in sql and actions:
            actions.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert not actions, f"never asked: {words}"


def _and_close(action):
    try:
        return action()
    finally:
        connection.close()


def somebody_waits_for_this():
    """How many wait for what this transaction holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone()[0]
