"""What is told, and the registers made from it."""

from .articles import ArticlePage
from .indexes import ArticleIndexPage, RecapIndexPage
from .publication import Publication
from .recaps import RecapPage
from .records import EventSeries, KeyFigure
from .registers import AudienceQuestion, FigureMention, PersonMention
from .reviews import PassageAnswer, PassageLink, PassageReview

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "AudienceQuestion",
    "EventSeries",
    "FigureMention",
    "KeyFigure",
    "PassageAnswer",
    "PassageLink",
    "PassageReview",
    "PersonMention",
    "Publication",
    "RecapIndexPage",
    "RecapPage",
]
