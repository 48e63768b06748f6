"""The headings of the panels with what belongs to them, and the folded input."""

from __future__ import annotations

from collections import Counter
from html import escape

from ... import languages
from ...document import Document
from ...render import addresses
from ...render.view import document_title
from .parts import copy_button, lang, names
from .strings import Strings

VIEWS = ("both", "source", "translation")


def summary_heading(say: Strings) -> str:
    return _heading("summary", say)


def summary_buttons(say: Strings) -> str:
    """Return the buttons that copy the summary."""
    buttons = copy_button("summary", say("copy"), say)
    buttons += copy_button("sources", say("copy_sources"), say)
    return f'<span class="buttons">{buttons}</span>'


def article_bar(say: Strings) -> str:
    """Return the heading of the article, the choice of its columns, and its buttons."""
    views = "".join(
        f'<label><input type="radio" name="nk-view" value="{view}" id="nk-view-{view}"'
        f"{' checked' * (view == 'both')}>{escape(say(f'view_{view}'))}</label>"
        for view in VIEWS
    )
    chosen = f'<fieldset class="views"><legend>{escape(say("views"))}</legend>{views}</fieldset>'
    buttons = copy_button("source", say("copy_source"), say)
    buttons += copy_button("translation", say("copy_translation"), say)
    heading = _heading("article", say)
    # `page.js` finds the addresses again in the texts that it copies.
    address = escape(addresses.ADDRESS.pattern)
    return (
        f'<div class="bar" data-address="{address}">{heading}{chosen}'
        f'<span class="buttons">{buttons}</span></div>'
    )


def folded(document: Document, characters: int, say: Strings) -> str:
    """Return the input in one line: title, size and languages, with a button to edit it."""
    title = f"<bdi{lang(document.language)}>“{escape(document_title(document))}”</bdi>"
    facts = [say.counted("character", "characters", characters)]
    if told := languages_of(document, say):
        facts.append(told)
    line = "".join(f" · {escape(fact)}" for fact in facts)
    return (
        f'<div class="folded"><span>{title}{line}</span>'
        f'<button type="button" class="small" data-edit>{escape(say("edit"))}</button></div>'
    )


def languages_of(document: Document, say: Strings) -> str:
    """Return the languages of the article, the main one first; "" for a text without any."""
    main = document.language
    if main == "und":
        return ""
    junk = [block.junk for block in document.blocks]
    found = Counter(
        s.lang for s in document.spans if not junk[document.sentences[s.sentence].block]
    )
    others = [code for code, _ in found.most_common() if code not in (main, "und")]
    line = languages.name(main, say.language)
    return say("with_languages", main=line, others=names(others, say)) if others else line


def _heading(name: str, say: Strings) -> str:
    return f'<h2 id="nk-{name}-heading">{escape(say(name))}</h2>'
