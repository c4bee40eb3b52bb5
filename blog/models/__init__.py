"""What is told, and the registers made from it."""

from .articles import ArticleIndexPage, ArticlePage
from .publication import Publication
from .recaps import RecapIndexPage, RecapPage
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
    "RecapIndexPage",
    "RecapPage",
]
