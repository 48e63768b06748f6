"""Parses XML inside documents without loading anything from outside."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ..errors import ReadError


def parse(data: bytes, where: str) -> Any:
    """Return the root element. Entities are not resolved. Raises ReadError if it is not XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        hint = "open it in the program it was made with and save it again"
        raise ReadError(
            f"{where}: damaged document ({error})", hint=hint, code="damaged"
        ) from error
