"""Reads the bodies of requests: JSON, and forms on the paths that accept them.

Work that takes time in proportion to the size of a body runs in a thread, not on the event loop.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    PrivateAttr,
    StrictInt,
    StrictStr,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.types import Message

from .. import languages
from ..document import ArticleKind
from ..errors import ReadError
from ..length import Length
from .admission import Admission
from .keys import Unauthorized
from .limits import Limits

SECONDS_FOR_KEY = 20  # for a body that may have the key, until it is there
BYTES_FOR_KEY = 65_536  # of a form with a file, in which the key must be


def _codes(*more: str) -> WithJsonSchema:
    """Return the description of a language code. `languages.parse` reads other spellings too."""
    codes = "|".join((*languages.NAMES, *more))
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{codes})$", "examples": ["en"]})


def _whole(value: object) -> object:
    """Return 3 for 3.0, which is the same number in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_BOUNDARY = re.compile(r'boundary="?([^";,]+)')
Language = Annotated[str, Field(min_length=1), _codes()]
SourceLanguage = Annotated[str, Field(min_length=1), _codes("auto")]
# A character that makes a text: a letter, a digit or a sign of any script. Alone, none of these do:
# controls, spaces and invisible marks, punctuation, characters for private use, variation selectors
# and tags. The class names what is left out, because that is far less than what it lets in:
# programs that make texts from the description (schemathesis) take seconds for each list of all.
HAS_TEXT = (
    "[^\\x00-/:-@\\[-`{-\u00bf\u061c\u1680\u2000-\u206f\u3000\ue000-\uf8ff\ufe00-\ufe0f\ufeff"
    "\ufff0-\uffff\U000e0000-\U000e0fff]"
)
Text = Annotated[str, WithJsonSchema({"type": "string", "pattern": HAS_TEXT})]
_TERM = {"type": "string", "pattern": HAS_TEXT}
Term = Annotated[str, Field(pattern=HAS_TEXT)]
Terms = Annotated[
    dict[Term, Term],
    WithJsonSchema({"type": "object", "propertyNames": _TERM, "additionalProperties": _TERM}),
]
# The bounds come first: behind a validator they would not be in the description.
Alternatives = Annotated[int, Field(ge=0, le=15), BeforeValidator(_whole)]
AskedLength = Annotated[
    StrictStr | StrictInt,
    BeforeValidator(_whole),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^(?:short|medium|long|[1-9][0-9]?(?: words|%)?)$"},
                {"type": "integer", "minimum": 1, "maximum": 100},
            ],
            "examples": ["short", "80 words", "20%", 3],
        }
    ),
]


class Body(BaseModel):
    """The body of a request; `size` is the number of characters of its texts."""

    model_config = ConfigDict(extra="forbid")
    _size: int = PrivateAttr(0)

    @property
    def size(self) -> int:
        return self._size

    def count(self) -> int:
        """Count the characters."""
        raise NotImplementedError

    def model_post_init(self, context: Any, /) -> None:
        self._size = self.count()


class TextBody(Body):
    """A text to work on."""

    text: Text
    kind: ArticleKind = "text"

    @model_validator(mode="after")
    def _has_text(self) -> TextBody:
        if not re.search(HAS_TEXT, self.text):
            raise ReadError("there is no text in the input", hint="send an article in `text`")
        return self

    def count(self) -> int:
        return len(self.text)


class TranslateBody(TextBody):
    """A text to translate; `glossary` has translations by term, or "keep"."""

    to: Language | None = None
    glossary: Terms = {}

    def count(self) -> int:
        return super().count() + sum(map(len, (*self.glossary, *self.glossary.values())))


class AlternativesBody(TranslateBody):
    """A text to translate, and how many other translations each piece may have."""

    alternatives: Alternatives = 0


class RunBody(TranslateBody):
    """A text to clean, translate and summarise."""

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["length", "summary"]}})
    length: AskedLength | None = None
    summary: AskedLength | None = Field(None, deprecated="summary is the old name of length")

    @model_validator(mode="after")
    def _one_name(self) -> RunBody:
        if {"length", "summary"} <= self.model_fields_set:
            raise ValueError("give length alone: summary is its old name")
        return self

    @property
    def asked(self) -> str | int | None:
        """The length of the summary, by whichever of its names the client gave it."""
        return self.summary if "summary" in self.model_fields_set else self.length


class DetectBody(Body):
    """A text whose languages are asked for."""

    q: str
    api_key: str | None = None
    secret: str | None = None  # that some clients send; nothing is asked of it

    def count(self) -> int:
        return len(self.q)


class LibreBody(Body):
    """One text or several. There are as many alternatives as the engine gives, at most those."""

    q: str | list[str]
    source: SourceLanguage = "auto"
    target: Language
    format: Literal["text", "html", ""] = "text"  # an empty one is that of text
    alternatives: Alternatives = 0
    api_key: str | None = None
    secret: str | None = None  # that some clients send; nothing is asked of it

    def count(self) -> int:
        """Return the characters of all texts."""
        return len(self.q) if isinstance(self.q, str) else sum(map(len, self.q))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form."""

    name: str
    data: bytes


def _upload(value: object) -> Upload:
    if not isinstance(value, Upload) or not value.name:
        raise ValueError("send a file with its name")
    return value


File = Annotated[
    Upload, PlainValidator(_upload), WithJsonSchema({"type": "string", "format": "binary"})
]


class UploadBody(Body):
    """A file."""

    file: File

    def count(self) -> int:
        """Return 0: how much text a file holds is known when it is read."""
        return 0


class LibreFileBody(UploadBody):
    """A file to translate."""

    source: SourceLanguage = "auto"
    target: Language
    api_key: str | None = None
    secret: str | None = None  # that some clients send; nothing is asked of it


class FileBody(UploadBody):
    """A file to work on, and the form of the answer."""

    to: Language | None = None
    length: AskedLength | None = None
    format: Literal["json", "md", "html", "file"] = "json"


class JobItem(BaseModel):
    """A text of a job."""

    model_config = ConfigDict(extra="forbid")
    text: str
    kind: ArticleKind = "text"


class JobBody(Body):
    """Texts to work on when there is time."""

    texts: Annotated[list[JobItem], Field(min_length=1, max_length=1000)]
    to: Language | None = None
    length: AskedLength | None = None

    def count(self) -> int:
        """Return the characters of all texts."""
        return sum(len(item.text) for item in self.texts)

    @model_validator(mode="after")
    def _can_be_done(self) -> JobBody:
        """Raise ConfigError now for what every text of the job would fail with."""
        if self.length is not None:
            Length.parse(self.length)
        if self.to is not None:
            languages.parse(self.to)
        return self


B = TypeVar("B", bound=Body)


def body(model: type[B], *, forms: bool = False, file: bool = False) -> Any:
    """Return the body of a request as a dependency of a path. Raises TooLarge before it is read.

    With `forms` it may be a form too. With `file` it may be as large as a file, and a form is the
    only thing that it may be. If the request is not admitted yet, the key is looked for in the body
    first, and Unauthorized is raised before more is read or anything else is said of the body.
    """

    async def read(request: Request) -> B:
        kind = request.headers.get("content-type", "")
        limits: Limits = request.app.state.limits
        form = kind if forms and (file or "json" not in kind) else None
        sent = bounded(request, limits.check_file if file else limits.check_bytes)
        chunks = sent.stream()
        raw = b""
        if not request.app.state.admission.knows(request):
            raw = await _admitted(request, chunks, form, BYTES_FOR_KEY if file else limits.max_body)
        raw = b"".join([raw, *[chunk async for chunk in chunks]])
        return await run_in_threadpool(_parse, model, raw, _form_of(raw, form))

    return Depends(read)


async def _admitted(
    request: Request, chunks: AsyncIterator[bytes], form: str | None, most: int
) -> bytes:
    """Read a body until its end, or until it has `most` bytes, and return it.

    Raises Unauthorized if there is no valid key in it, and TooMany.
    """
    admission: Admission = request.app.state.admission
    read = bytearray()
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS_FOR_KEY):
            async for chunk in chunks:
                read += chunk
                if len(read) >= most:
                    break
    raw = bytes(read)
    try:
        admission.admit(request, await run_in_threadpool(_key, raw, _form_of(raw, form)))
    except Unauthorized as error:
        if form is not None and getattr(request.state, "unread", False):
            error.hint = "send it as Authorization: Bearer KEY, or as api_key before the file"
        raise
    return raw


def _form_of(raw: bytes, form: str | None) -> str | None:
    """Return the type of a form; None for JSON, also for what curl sends as a form because it was
    not told that it is JSON.
    """
    mistaken = form is not None and "multipart" not in form and raw.lstrip()[:1] == b"{"
    return None if mistaken else form


def _key(raw: bytes, form: str | None) -> str | None:
    """Return the key in the beginning of a body; None if there is none."""
    boundary = _BOUNDARY.search(form or "")
    if boundary:  # what follows in the body is left out, as if it ended here
        raw += b"\r\n--%s--\r\n" % boundary[1].encode("latin-1")
    try:
        values = _values(raw, form)
        key = values.get("api_key")
    except (MultiPartException, ValueError, RecursionError, KeyError, AttributeError):
        return None
    return key if isinstance(key, str) else None


def bounded(request: Request, check: Callable[[int], None]) -> Request:
    """Return the same request, with its size checked.

    `check` raises an error for a size in bytes that is too large. It is called before anything is
    read if the length is given, and again while the body is read. Starlette's own limit is not used
    because it answers in plain text. `state.unread` says that the client may still be sending.
    """
    request.state.unread = True
    length = request.headers.get("content-length", "")
    check(int(length) if length.isdecimal() else 0)
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        request.state.unread = message.get("more_body", False)
        size += len(message.get("body", b""))
        check(size)
        return message

    return Request(request.scope, receive)


def _parse(model: type[B], raw: bytes, form: str | None) -> B:
    """Return the model of a body; `form` is the content type of a form, None for JSON."""
    try:
        values = _values(raw, form)
        # All values of a form are texts.
        return model.model_validate(values, strict=form is None)
    except ValidationError as error:
        raise RequestValidationError(
            [{"loc": ("body", *e["loc"]), "msg": e["msg"]} for e in error.errors()]
        ) from None
    except MultiPartException as error:
        raise RequestValidationError([{"loc": ("body",), "msg": error.message}]) from None
    except (ValueError, RecursionError, KeyError):
        kind = "JSON" if form is None else "a form"
        raise RequestValidationError([{"loc": ("body",), "msg": f"not {kind}"}]) from None


def _values(raw: bytes, form: str | None) -> Any:
    return json.loads(raw) if form is None else asyncio.run(_form(raw, form))


async def _form(raw: bytes, kind: str) -> dict[str, Any]:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": raw, "more_body": False}

    headers = [(b"content-type", kind.encode("latin-1"))]
    async with Request({"type": "http", "headers": headers}, receive).form() as form:
        return {name: await _value(value) for name, value in form.items()}


async def _value(value: UploadFile | str) -> Upload | str:
    return value if isinstance(value, str) else Upload(value.filename or "", await value.read())
