"""What waits for somebody on the editors' home: a few lines a subject, one action a line, nothing that is empty.

Each subject costs one or two queries, whatever the number of pages, and shows only what the person may see.
"""

from dataclasses import dataclass, field

from .dashboard_commitments import news_to_read, silent_commitments
from .dashboard_pages import recaps_to_write, scheduled, to_finish, to_refresh
from .dashboard_reviews import profiles_to_review, to_review, to_rework, with_others
from .partner_requests import error_reports, handovers, partner_requests


@dataclass
class Waiting:
    """All that waits for one person, in the order in which it is shown."""

    user: object
    sections: list = field(default_factory=list)

    def __post_init__(self):
        """Ask each subject, and keep those that have something to say."""
        found = (
            to_review(self.user),
            profiles_to_review(self.user),
            partner_requests(self.user),
            error_reports(self.user),
            handovers(self.user),
            news_to_read(self.user),
            to_rework(self.user),
            recaps_to_write(self.user),
            to_finish(self.user),
            with_others(self.user),
            scheduled(self.user),
            to_refresh(self.user),
            silent_commitments(self.user),
        )
        self.sections = [one for one in found if one]
