"""What /openapi.json says of every path: bodies, answers, and every status with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from .bodies import Body

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
FILE = "multipart/form-data"
BYTES = "application/octet-stream"
WAIT = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "description": "In seconds."}}

ALWAYS = {
    421: "The server does not answer to that host name.",
    500: "An error in the server; its log has the details.",
}
KEYED = {401: "The server has keys, and none of them was sent."}
LIMITED = {429: "Too many requests from this key or address."}
WORK = {
    400: "The body is not as described, or no model here serves these languages.",
    413: "The text or file is over the limit.",
    422: "There is no text in it, or the file cannot be read.",
    501: "The model cannot do this.",
    503: "There is too much work already, or the text took too long.",
}


PROBLEM = {
    "type": "object",
    "description": "Every error: what is wrong, and what to do.",
    "required": ["error", "hint"],
    "properties": {"error": {"type": "string"}, "hint": {"type": ["string", "null"]}},
    "additionalProperties": False,
}


def said(*groups: dict[int, str]) -> dict[int | str, dict[str, Any]]:
    """Return the statuses of a path with their reasons."""
    return {
        status: {**answer(JSON, text, PROBLEM), **_headers(status)}
        for group in (*groups, ALWAYS)
        for status, text in group.items()
    }


def answer(
    kind: str | tuple[str, ...], text: str, schema: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return what a path answers if all is well: its content types and schema."""
    kinds = (kind,) if isinstance(kind, str) else kind
    told = {"type": "string"} if schema is None else schema
    return {"description": text, "content": {kind: {"schema": told} for kind in kinds}}


def works(
    model: type[Body],
    text: str,
    schema: dict[str, Any],
    *,
    kind: str | tuple[str, ...] = JSON,
    forms: bool = False,
    file: bool = False,
    status: int = 200,
) -> dict[str, Any]:
    """Return the arguments of a path that works on a text: what it takes and what it answers."""
    responses = {status: answer(kind, text, schema), **said(KEYED, LIMITED, WORK)}
    return {"openapi_extra": sent(model, forms=forms, file=file), "responses": responses}


def described(
    parameters: dict[str, Any], answers: dict[int | str, dict[str, Any]], *groups: dict[int, str]
) -> dict[str, Any]:
    """Return the arguments of a path with parameters in it."""
    return {
        "openapi_extra": {"parameters": [parameters]},
        "responses": {**answers, **said(*groups)},
    }


def parameter(name: str) -> dict[str, Any]:
    """Return the description of a parameter in a path."""
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def fields(*required: str, **more: Any) -> dict[str, Any]:
    """Return the schema of a JSON object with at least these fields."""
    return {"type": "object", "required": [*required], **({"properties": more} if more else {})}


def several(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list of such values."""
    return {"type": "array", "items": schema}


def sent(model: type[Body], *, forms: bool = False, file: bool = False) -> dict[str, Any]:
    """Return the description of a path with such a body."""
    schema = _inlined(model.model_json_schema())
    content = {FILE: {"schema": _as_form(schema)}} if file else {JSON: {"schema": schema}}
    if forms:
        content[FORM] = {"schema": _as_form(schema)}
    return {"requestBody": {"required": True, "content": content}}


def keyed(app: FastAPI, is_open: Callable[[str], bool]) -> None:
    """Say in the description that all other paths ask for a key."""
    described = app.openapi()
    described["components"] = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}
    for path, methods in described["paths"].items():
        for method in methods.values():
            if is_open(path):
                method["responses"].pop("401", None)
            else:
                method["security"] = [{"key": []}]


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema without references to parts of itself."""
    parts = schema.pop("$defs", {})

    def inlined(value: Any) -> Any:
        if isinstance(value, dict):
            name = value.get("$ref", "").rpartition("/")[2]
            return inlined(parts[name]) if name else {k: inlined(v) for k, v in value.items()}
        return [inlined(v) for v in value] if isinstance(value, list) else value

    made: dict[str, Any] = inlined(schema)
    return made


def _headers(status: int) -> dict[str, Any]:
    return {"headers": WAIT} if status in (429, 503) else {}


def _as_form(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a form: a field has one value, and leaving it out means null."""
    fields = {}
    for name, value in schema["properties"].items():
        kinds = [k for k in value.get("anyOf", ()) if k.get("type") not in ("null", "array")]
        fields[name] = {**kinds[0], "title": value["title"]} if len(kinds) == 1 else value
    return {**schema, "properties": fields}
