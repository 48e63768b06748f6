"""What the page shows, as HTML. Only this package escapes text, and it escapes all of it.

strings     the words, in the visitor's language
parts       the status line, hints, links, the history
bars        the headings of the panels, the folded input
article     source and translation in aligned rows
others      other translations of a piece
summary     the summary and the entities
removed     what was taken out
terms       the glossary
table       many files
"""

from .article import article, notices
from .bars import article_bar, folded, languages_of, summary_buttons, summary_heading
from .others import others, others_failed
from .parts import count, downloads, foot, hint, history, progress, status
from .problems import problem
from .removed import removed
from .strings import Strings, language_of, say, strings
from .summary import LINKS, citations, entities, summary
from .table import Row, table
from .terms import terms

__all__ = [
    "LINKS",
    "Row",
    "Strings",
    "article",
    "article_bar",
    "citations",
    "count",
    "downloads",
    "entities",
    "folded",
    "foot",
    "hint",
    "history",
    "language_of",
    "languages_of",
    "notices",
    "others",
    "others_failed",
    "problem",
    "progress",
    "removed",
    "say",
    "status",
    "strings",
    "summary",
    "summary_buttons",
    "summary_heading",
    "table",
    "terms",
]
