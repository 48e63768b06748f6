"""Small parts of the page: the status line, hints, links, attributes of language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from ... import languages
from ...render import addresses
from .strings import Strings

SHOWN = 24  # characters of a web address


def lang(code: str) -> str:
    """Return the attributes `lang` and `dir`. An element with `dir` keeps its direction apart from
    the text around it.
    """
    if code == "und":
        return ' dir="auto"'
    return f' lang="{escape(code)}" dir="{languages.direction(code)}"'


def linked(text: str) -> str:
    """Return a text as HTML in which web addresses are links. They open in a window of their own,
    and their sites are not told where the reader comes from.
    """
    parts = addresses.parted(text)
    return "".join(_web(part) if is_address else escape(part) for part, is_address in parts)


def _web(address: str) -> str:
    """Return a link to a web address. The style sheet hides its scheme and the end of a long one,
    which stay in the text for copies.
    """
    scheme, _, rest = address.partition("://")
    more = f"<span>{escape(rest[SHOWN:])}</span>" if len(rest) > SHOWN else ""
    return (
        f'<a class="web" href="{escape(address)}" target="_blank" rel="noopener noreferrer">'
        f"<span>{escape(scheme)}://</span>{escape(rest[:SHOWN])}{more}</a>"
    )


def hint(text: str) -> str:
    return f'<p class="hint">{escape(text)}</p>'


def status(text: str, kind: str = "note", advice: str | None = None) -> str:
    """Return the status line; `kind` is note, done, busy or error."""
    role = ' role="alert"' if kind == "error" else ""
    more = f" <span>{escape(advice)}</span>" if advice else ""
    return f'<p class="status {kind}"{role}>{escape(text)}{more}</p>'


def progress(text: str, done: int, total: int, say: Strings) -> str:
    """Return the status line of many files, with a bar and with
    what to show after Stop is pressed.
    """
    stopping = escape(say("stopping"), quote=True)
    return (
        f'<p class="status busy" data-stopping="{stopping}">{escape(text)}</p>'
        f'<progress value="{done}" max="{total}" aria-label="{done}/{total}"></progress>'
    )


def foot(say: Strings) -> str:
    """Return the last line of the page: what becomes of texts, and where the API is described."""
    link = f'<a href="docs">{escape(say("api"))}</a>'
    return f"<footer><span>{escape(say('privacy'))}</span> {link}</footer>"


def count(say: Strings, limit: int) -> str:
    """Return the line below the box: how many characters are in it, and the button to clear it.

    Of a text that is pasted with its HTML, at most `limit` characters, it says so and offers to use
    the text alone.
    """
    words = escape(say("characters", n="{n}"), quote=True)
    one = escape(say("character"), quote=True)
    rich = (
        f'<span class="rich" data-limit="{limit}" hidden>{escape(say("rich"))} '
        f'<button type="button" class="small" data-plain>{escape(say("plain"))}</button></span>'
    )
    return (
        f'{rich}<span class="count" data-words="{words}" data-one="{one}">'
        f"{escape(say('characters', n=0))}</span>"
        f'<button type="button" class="small" data-clear>{escape(say("clear"))}</button>'
    )


def history(say: Strings) -> str:
    """Return the section for the articles that the browser remembers, if the visitor wants it.

    `page.js` fills the list from the storage of the browser; the server knows nothing of it.
    """
    remove = escape(say("history_remove", title="{title}"), quote=True)
    return (
        f'<details class="history"><summary>{escape(say("history"))}</summary>'
        f'<label><input type="checkbox" data-remember> {escape(say("history_remember"))}</label>'
        f'<p class="hint">{escape(say("history_hint"))}</p>'
        f'<ul data-remove="{remove}"></ul>'
        f'<button type="button" class="small" data-forget hidden>{escape(say("history_clear"))}'
        "</button></details>"
    )


def downloads(links: Mapping[str, str]) -> str:
    """Return links to files, with the text of each link."""
    return "".join(
        f'<a class="download" href="{escape(address)}" download>{escape(text)}</a>'
        for text, address in links.items()
    )


def copy_button(what: str, label: str, say: Strings) -> str:
    """Return a button that copies the text of a panel and says so."""
    copied = escape(say("copied"), quote=True)
    return (
        f'<button type="button" class="small" data-copy="{what}" data-copied="{copied}">'
        f"{escape(label)}</button>"
    )


def short(text: str, limit: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def names(codes: Iterable[str], say: Strings) -> str:
    """Return the names of languages, at most four."""
    return ", ".join([languages.name(code, say.language) for code in codes][:4])
