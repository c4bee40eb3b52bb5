"""Who gets what: every address of the site, asked by every role about every kind of thing.

`expected.csv` holds the answers, one row for (address, thing, method) and one column for each role. `python -m
tests.matrix` writes it from what the site answers; what changed is then read in the difference, line by line, before
it is kept. `tests/test_matrix.py` holds the site to it.
"""

import csv
from pathlib import Path

FILE = Path(__file__).parent / "expected.csv"
WRITE = "MAILLAGE_WRITE_MATRIX"
"""The environment variable that has the test write the file instead of reading it."""

PARTNER_SIDE = ("anonymous", "invited", "contributor", "responsable")
EDITOR_SIDE = ("editor", "reviewer", "superuser")
ROLES = PARTNER_SIDE + EDITOR_SIDE
KEY = ("route", "about", "method")


def expected():
    """Return {(route, about, method): {role: answer}} as the file holds it."""
    with FILE.open(newline="") as lines:
        return {tuple(row[name] for name in KEY): {role: row[role] for role in ROLES} for row in csv.DictReader(lines)}


def write(answers):
    """Keep `answers`, {role: {(route, about, method): answer}}; roles that are not in it keep theirs."""
    table = expected() if FILE.exists() else {}
    for role, column in answers.items():
        for row in table.values():
            row[role] = ""
        for key, answer in column.items():
            table.setdefault(key, dict.fromkeys(ROLES, ""))[role] = answer
    with FILE.open("w", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow([*KEY, *ROLES])
        for key in sorted(table):
            if any(table[key].values()):
                rows.writerow([*key, *(table[key][role] for role in ROLES)])
