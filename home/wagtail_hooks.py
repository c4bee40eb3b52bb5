"""What the front door adds to the editors' side."""

from . import dashboard_hooks  # noqa: F401 - registers its hooks
