"""The terms of a glossary: which of them the translation has."""

from __future__ import annotations

from html import escape

from ...document import Term, Translation
from ...glossary import Glossary
from .strings import Strings

MISSING = 20  # terms that were not applied are listed up to this number


def terms(translation: Translation, glossary: Glossary, say: Strings) -> str:
    """Return the terms that were applied, each with the number of its pieces, and those of the
    visitor's glossary that were not. It is "" where there is neither.
    """
    applied = translation.terms
    missing = [one for one in glossary.terms if one not in applied]
    if not applied and not missing:
        return ""
    items = [f"<li>{_term(term, say)} ({count})</li>" for term, count in applied.items()]
    if missing:
        named = ", ".join(f"<bdi>{escape(one.term)}</bdi>" for one in missing[:MISSING])
        more = f" +{len(missing) - MISSING}" if len(missing) > MISSING else ""
        items.append(f'<li class="hint">{escape(say("terms_missing"))}: {named}{more}</li>')
    title = escape(say("terms_applied", n=len(applied)))
    return f'<details class="terms"><summary>{title}</summary><ul>{"".join(items)}</ul></details>'


def _term(term: Term, say: Strings) -> str:
    name = f"<bdi>{escape(term.term)}</bdi>"
    if term.translation is None:
        return f"{name} – {escape(say('term_kept'))}"
    return f"{name} → <bdi>{escape(term.translation)}</bdi>"
