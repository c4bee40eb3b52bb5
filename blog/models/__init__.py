"""What is told, and the registers made from it."""

from .agenda import EventIndexPage
from .articles import ArticlePage
from .commitments import Commitment, CommitmentNews
from .events import EventPage
from .imports import RecapImport
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
    "Commitment",
    "CommitmentNews",
    "EventIndexPage",
    "EventPage",
    "EventSeries",
    "FigureMention",
    "KeyFigure",
    "PassageAnswer",
    "PassageLink",
    "PassageReview",
    "PersonMention",
    "Publication",
    "RecapImport",
    "RecapIndexPage",
    "RecapPage",
]
