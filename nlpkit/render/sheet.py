"""The HTML page around a result: head, style and sections. It needs no other file."""

from __future__ import annotations

from functools import cache
from html import escape

from .. import languages
from ..resources import load_text
from .schema import SCHEMA

# Even if markup came through the escaping, the browser would run nothing and load nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(target: str, heading: str, body: str, made: str) -> str:
    """Return a page in the language `target`. `body` is HTML; `heading` and `made` are text."""
    heading = escape(heading)
    return f"""<!doctype html>
<html lang="{escape(target)}" dir="{languages.direction(target)}">
<head>
<meta charset="utf-8">
<meta name="generator" content="{SCHEMA}">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>
{_style()}</style>
</head>
<body>
<main>
<h1>{heading}</h1>
{body}
</main>
<footer>{escape(made)}</footer>
</body>
</html>
"""


def section(name: str, heading: str, body: str, attributes: str = "") -> str:
    """Return a section of the page. `heading` is text; `body` and `attributes` are HTML."""
    title = f'<h2 id="{name}-heading">{escape(heading)}</h2>'
    return f'<section {attributes}aria-labelledby="{name}-heading">\n{title}\n{body}\n</section>'


def lang(code: str) -> str:
    """Return the attributes of an element whose text is in another language than the page."""
    return f' lang="{escape(code)}" dir="{languages.direction(code)}"'


@cache
def _style() -> str:
    return load_text(__package__, "data/page.css")
