"""The page /docs: the description of the API for people, one page that loads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color-scheme: light dark }
h2 { margin-top: 2.5rem; font-size: 1.1rem } code, pre { font: 0.9em ui-monospace, monospace }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8886; border-radius: 6px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0;
  border-bottom: 1px solid #8884 } nav a { margin-right: 1rem; white-space: nowrap }
"""
TEXT = "The library opened in May. Открытие прошло спокойно."
SAMPLES = {"text": TEXT, "q": TEXT, "to": "en", "target": "en", "source": "auto"}


def page(description: Mapping[str, Any]) -> str:
    """Return the page of an OpenAPI description."""
    operations = [
        (method.upper(), path, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
    links = "".join(
        f'<a href="#{_anchor(method, path)}">{escape(path)}</a>' for method, path, _ in operations
    )
    sections = "\n".join(_section(*operation) for operation in operations)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>nlpkit API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>
<body><main><h1>nlpkit API {escape(description["info"]["version"])}</h1>
<p>Bodies and answers are JSON in UTF-8. Errors are <code>{{"error": …, "hint": …}}</code> with the
statuses named below. The whole description for programs is in
<a href="openapi.json">openapi.json</a> (OpenAPI {escape(description["openapi"])}).</p>
<nav>{links}</nav>
{sections}
</main></body></html>
"""


def _section(method: str, path: str, operation: Mapping[str, Any]) -> str:
    told = operation.get("description") or operation.get("summary", "")
    content = operation.get("requestBody", {}).get("content", {})
    fields = "".join(_fields(next(iter(content.values()))["schema"])) if content else ""
    statuses = "".join(
        f"<tr><td><code>{escape(status)}</code></td><td>{escape(said['description'])}</td></tr>"
        for status, said in sorted(operation["responses"].items())
    )
    return f"""<section><h2 id="{_anchor(method, path)}"><code>{method} {escape(path)}</code></h2>
<p>{escape(told)}</p>
{fields}{_sample(path, content)}<table><tr><th>status</th><th>meaning</th></tr>{statuses}</table>
</section>"""


def _fields(schema: Mapping[str, Any]) -> Iterator[str]:
    needed = schema.get("required", ())
    yield "<table><tr><th>field</th><th>values</th><th></th></tr>"
    for name, field in schema["properties"].items():
        state = "needed" if name in needed else f"else {json.dumps(field.get('default'))}"
        state = "old name of length" if field.get("deprecated") else state
        values = ", ".join(_values(field))
        yield (
            f"<tr><td><code>{escape(name)}</code></td><td>{escape(values)}</td>"
            f"<td>{escape(state)}</td></tr>"
        )
    yield "</table>\n"


def _values(field: Mapping[str, Any]) -> Iterator[str]:
    """Yield the kinds of values that a field may have."""
    if "examples" in field:
        yield "e.g. " + ", ".join(json.dumps(example) for example in field["examples"])
    elif "enum" in field:
        yield from field["enum"]
    elif "anyOf" in field:
        for kind in field["anyOf"]:
            if kind.get("type") != "null":
                yield from _values(kind)
    else:
        yield "file" if field.get("format") == "binary" else str(field.get("type", "value"))


def _sample(path: str, content: Mapping[str, Any]) -> str:
    """Return a call from a shell, for paths that take JSON."""
    if "application/json" not in content:
        return ""
    schema = content["application/json"]["schema"]
    names = [n for n in schema["properties"] if n in schema.get("required", ()) or n == "to"]
    body = json.dumps({name: SAMPLES.get(name, "") for name in names}, ensure_ascii=False)
    call = f"curl -s $SERVER{path} -H 'Content-Type: application/json' \\\n  -d '{body}'"
    return f"<pre>{escape(call)}</pre>\n"


def _anchor(method: str, path: str) -> str:
    return escape(f"{method}{path}".lower().replace("/", "-").replace("{", "").replace("}", ""))
