"""The HTML page around a result: head, style and sections. It needs no other file."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape

from .. import languages
from ..resources import load_text
from .schema import SCHEMA

# Even if markup came through the escaping, the browser would run nothing and load nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(target: str, heading: str, body: str, made: str, script: str = "") -> str:
    """Return a page in the language `target`. `body` is HTML; `heading` and `made` are text.

    `script` is the text of the one script in the body that may run.
    """
    heading = escape(heading)
    allowed = b64encode(sha256(f"\n{script}".encode()).digest()).decode()
    policy = _POLICY + (f"; script-src 'sha256-{allowed}'" if script else "")
    return f"""<!doctype html>
<html lang="{escape(target)}" dir="{languages.direction(target)}">
<head>
<meta charset="utf-8">
<meta name="generator" content="{SCHEMA}">
<meta http-equiv="Content-Security-Policy" content="{policy}">
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
