"""The weights of what is seen of a line, for and against its being a heading.

They were fitted (logistic regression, checked on texts from other authors than those it learned from) on the
headings of some four hundred French recaps and posts, then rounded: ten is one unit of log-odds. To tell a line that
the table misjudges, prefer a new trait to a weight bent by hand.
"""

WEIGHTS = {
    # How long it is.
    "1 word": 8,
    "2-3 words": 4,
    "4-8 words": -1,
    "9-13 words": -3,
    "14-19 words": -10,
    "20+ words": -17,
    # How it ends.
    "ends bare": 9,
    "ends ?": 14,
    "ends !": 2,
    "ends :": -12,
    "ends .": -26,
    "ends …": -1,
    "ends ,": -4,
    "smiley": -12,
    "emoji": 3,
    # How it starts.
    "starts low": -16,
    "starts digit": 3,
    "starts quote": -5,
    "starts sign": -30,
    "starts emoji": -7,
    "numbered": -2,
    "hour": -2,
    "part": 4,
    "usual": 7,
    "asks": 6,
    "article": 8,
    "orders": 6,
    "points elsewhere": -13,
    # What it says.
    "is told": -3,
    "goes on": -6,
    "points back": -7,
    "verb": -8,
    "exclaims at length": -3,
    "names many": -4,
    "moment": -9,
    "slides": -11,
    "greeting": -2,
    "speaker": -6,
    "person": 3,
    "persons": -8,
    "signed": 6,
    "capitals": 2,
    "numbers": -11,
    "dash": 5,
    "comma": -2,
    "sentences": -9,
    "questions": -5,
    # What stands before it.
    "after colon": -11,
    "after line": -6,
    "after list": 7,
    "after long": 4,
    "after nothing": -9,
    "after prose": 3,
    "after sentence": -1,
    "after unended": -1,
    # What stands after it.
    "above colon": 7,
    "above line": -6,
    "above list": -6,
    "above long": 2,
    "above nothing": -15,
    "above prose": 4,
    "above sentence": 1,
    "above unended": -4,
    "above what goes on": 2,
    "colon, above colon": -6,
    "colon, above line": -2,
    "colon, above list": -11,
    "colon, above long": 1,
    "colon, few words, above line": -2,
    "colon, few words, above list": -14,
    # Where its words come again.
    "more said after": 5,
    "much shorter": 7,
    "of the title": 7,
    "said after": 8,
    "said at once": 4,
    "said before": -1,
    "said just before": -5,
    "unsaid after": 3,
    # Which lines look like it, and whether those open a text or close one.
    "asked alike, closing": -4,
    "asked alike, mixed": -2,
    "asked alike, opening": 3,
    "ends alike, closing": -7,
    "ends alike, opening": -4,
    "numbered alike, mixed": -8,
    "numbered alike, opening": 5,
    "repeated, closing": -8,
    "repeated, mixed": -11,
    "repeated, opening": 2,
    "signed alike, closing": 1,
    "signed alike, mixed": 8,
    "signed alike, opening": 7,
    "starts alike, closing": -8,
    "starts alike, mixed": -5,
    "starts alike, opening": -3,
    # Where it is.
    "at the end": 2,
    "at the start": -3,
    "in a run": -10,
}
FIRST_LOOK = 8
"""What the weights of a line must exceed for it to be likely at a first look."""
BASE = -10
"""What is added to all weights at the second look: above zero, a line is a heading."""
KIN = 23
"""What is added to a line that is all like the likely headings of its text."""
ALONE = {
    "no other": 9,
    "none before": 11,
    "many others": 7,
    "under a likelier one": -6,
}
"""What is added at the second look, once the likely headings are known."""
MANNER = frozenset(
    {
        "1 word",
        "14-19 words",
        "2-3 words",
        "20+ words",
        "4-8 words",
        "9-13 words",
        "above list",
        "above long",
        "above prose",
        "after line",
        "after list",
        "article",
        "asks",
        "capitals",
        "colon",
        "dash",
        "emoji",
        "ends !",
        "ends :",
        "ends ?",
        "ends bare",
        "hour",
        "numbered",
        "part",
        "person",
        "signed",
        "starts quote",
    }
)
"""The traits that make the manner of the headings of a text."""
