"""The method and version of the entities. The values themselves are in `document`."""

from __future__ import annotations

from ..document import KINDS, Entities, Entity, EntityKind, Mention

__all__ = ["KINDS", "METHOD", "VERSION", "Entities", "Entity", "EntityKind", "Mention"]

VERSION = 6  # raise it when the entities of the same document change
METHOD = f"rules:{VERSION}"
