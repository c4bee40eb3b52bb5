"""Records that every app shares."""

from .links import SignedLink
from .media import Document, Photo, Rendition
from .page import BasePage, BasePageManager, BasePageQuerySet, PageTerritory, PageTheme
from .taxonomy import Territory, Theme
from .user import User

__all__ = [
    "BasePage",
    "BasePageManager",
    "BasePageQuerySet",
    "Document",
    "PageTerritory",
    "PageTheme",
    "Photo",
    "Rendition",
    "SignedLink",
    "Territory",
    "Theme",
    "User",
]
