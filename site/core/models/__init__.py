"""Records that every app shares."""

from .erasure import Erasure
from .heartbeat import Heartbeat
from .links import SignedLink
from .media import Document, Photo, Rendition
from .outbox import MailPace, Notice
from .page import BasePage
from .page_queries import BasePageManager, BasePageQuerySet
from .reviewing import PeerReviewTask
from .taxonomy import Territory, Theme
from .topics import PageTerritory, PageTheme
from .user import User

__all__ = [
    "BasePage",
    "BasePageManager",
    "BasePageQuerySet",
    "Document",
    "Erasure",
    "Heartbeat",
    "MailPace",
    "Notice",
    "PageTerritory",
    "PageTheme",
    "PeerReviewTask",
    "Photo",
    "Rendition",
    "SignedLink",
    "Territory",
    "Theme",
    "User",
]
