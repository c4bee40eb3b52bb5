#!/usr/bin/env python
"""Django's command line, with `site/` as a source root."""

import os
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parent / "site"))


def main():
    """Run a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
