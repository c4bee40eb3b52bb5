"""What must not be read in the site's log."""

import logging
import re

_KEY = re.compile(r"(/lien/)[^/\s]+")


class WithoutKeys(logging.Filter):
    """Takes the keys of signed links out of the addresses that Django writes down."""

    def filter(self, record):
        """Keep the record, without the keys."""
        if isinstance(record.args, tuple):
            record.args = tuple(_KEY.sub(r"\1…", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
