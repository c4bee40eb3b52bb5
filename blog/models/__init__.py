"""What is told, and the registers made from it."""

from .articles import ArticlePage
from .imports import RecapImport
from .indexes import ArticleIndexPage, RecapIndexPage
from .publication import Publication
from .recaps import RecapPage
from .records import EventSeries, KeyFigure
from .registers import AudienceQuestion, FigureMention, PersonMention

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "AudienceQuestion",
    "EventSeries",
    "FigureMention",
    "KeyFigure",
    "PersonMention",
    "Publication",
    "RecapImport",
    "RecapIndexPage",
    "RecapPage",
]
