"""The key command."""

from __future__ import annotations

from .output import note, show


def key() -> None:
    """Make a key for a server that only those may use who have one."""
    from ..extras import require

    require("server", "nlpkit key")
    from ..server.keys import new_key

    made, hashed = new_key()
    show(made)
    note("this is the key; it is shown once. Give its hash to the server:")
    note(f"nlpkit serve --set 'server.api_keys=[\"{hashed}\"]'")
