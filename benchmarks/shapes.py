"""Texts of one shape at any size, and everything a text can be handed to.

`cost.py` prints what each entry point costs at twice the size, tests/test_cost.py holds a bound on
it, and tests/fuzz/fuzz.py hands random texts to the same entry points.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

import docx

import nlpkit
from nlpkit import files, render
from nlpkit.errors import NlpkitError

LETTERS = "бвгдклмнпрст"


def word(i: int, letters: str = LETTERS) -> str:
    """A word for a number: words of different numbers differ."""
    out = ""
    while i:
        i, rest = divmod(i, len(letters))
        out += letters[rest] + ("ао" if letters is LETTERS else "ae")[rest % 2]
    return out or letters[0]


def _name(i: int) -> str:
    return word(i).capitalize()


def _latin(i: int) -> str:
    return word(i, "bdfgklmnprst")


Unit = str | Callable[[int], str]

# A unit is repeated until the text is long enough; a function gives the unit of each number.
UNITS: dict[str, Unit] = {
    "one Cyrillic word": "а",
    "one Cyrillic word of syllables": "токаева",
    "one Latin word": "banana",
    "one word of mixed script": "аa",
    "Cyrillic capitals": "ЖЩА",
    "capitalised Cyrillic words in one": "Токаев",
    "Cyrillic words with hyphens": "Алма-",
    "initials": "А. ",
    "Latin initials without spaces": "U.S.",
    "abbreviations": "т. е. и т. д. ",
    "hyphens": "-",
    "hyphenated words": "вице-co-",
    "digits": "7",
    "numbers with separators": "1,234.5 ",
    "digits and commas": "1,",
    "digits and spaces": "1 234 ",
    "numbers and units": "12 million km ",
    "opening quotes": "«",
    "opening and closing quotes": "«а» ",
    "straight quotes": '"a" ',
    "apostrophes": "'s",
    "opening brackets": "(",
    "closing brackets": ")",
    "square brackets": "[а](",
    "opening tags": "<b>",
    "less-than signs": "<",
    "unclosed comments": "<!-- ",
    "attributes": "<p a='",
    "entities": "&amp;lt;",
    "ampersands": "&",
    "tabs": "\t",
    "spaces and a letter": "   а" + " " * 500,
    "empty lines": "\n",
    "blank lines with spaces": " \n\t\n",
    "lines of one letter": "а\n",
    "short lines": lambda i: f"{_name(i)} {word(i + 1)}\n",
    "broken lines": lambda i: f"{word(i)} {_latin(i)} слово и ещё одно слово этой строки текста-\n",
    "URLs": lambda i: f"https://example.org/{i}?a=b ",
    "one long URL": "http://a.b/",
    "e-mail addresses": lambda i: f"{_latin(i)}@example.org ",
    "at signs": "a@a.",
    "hashtags": lambda i: f"#{word(i)} ",
    "emoji": "😀\u200d",
    "combining marks": "\u0301",
    "letters with marks": "a\u0323\u0301",
    "marks out of order": "a\u0301\u0323\u0327",
    "zero width": "а\u200b\xad",
    "full stops": ".",
    "spaced full stops": ". ",
    "commas": ",а",
    "dashes": " — а",
    "colons": "а: ",
    "question and exclamation marks": "?!",
    "Markdown headings": lambda i: f"# {_name(i)}\n\n",
    "Markdown emphasis": "**a*_",
    "Markdown links": lambda i: f"[{word(i)}](http://a.org/{i}) ",
    "Markdown images": "![a](",
    "Markdown code": "`a``",
    "Markdown fences": "```\na\n",
    "Markdown tables": "| a | б |\n",
    "Markdown rules": "---\na\n",
    "nested quotes": "> ",
    "list items": lambda i: f"- {_name(i)}\n",
    "numbered items": lambda i: f"{i}. {word(i)}\n",
    "mail headers": lambda i: f"Subject: {word(i)}\nFrom: a@b.org\n",
    "continued mail headers": "X: =?utf-8?q?a?=\n ",
    "dates": "12 мая 2021 года, ",
    "years": "in 2019, 2020 and ",
    "ISO dates": "2021-05-12 ",
    "names repeated": "Токаев Тимур ",
    "one name in its cases": "Токаева Токаеву Токаевым ",
    "different names": lambda i: f"{_name(i)} {_name(i * 7 + 1)}, ",
    "different Latin names": lambda i: (
        f"{_latin(i).capitalize()} {_latin(i * 7).capitalize()} and "
    ),
    "organisations": lambda i: f"ООО «{_name(i)}» и Ministry of {_latin(i).capitalize()}, ",
    "Russian sentences": lambda i: f"{_name(i)} сказал {word(i * 3)} о городе {_name(i + 9)}. ",
    "English sentences": lambda i: f"Mr {_latin(i).capitalize()} said {_latin(i * 3)} of it. ",
    "one sentence repeated": "Мэр Анна сказала об этом вчера. ",
    "one line repeated": "The mayor said so on Monday.\n",
    "alternating languages": lambda i: f"the {_latin(i)} слово {word(i)} ",
    "wrongly decoded": "РџСЂРёРІРµС‚ ",
    "wrongly decoded Latin": "Ã©â€™",
    "Windows-1251 as Latin-1": "Ïðèâåò ",
    "Chinese": "中文。",
    "Arabic": "سلام ",
    "Georgian": "თბილისი ",
    "words without spaces": "слово,слово",
    "menus": lambda i: f"Home | News {i} | Sport\n",
    "junk phrases": "Read more\nПодпишитесь на нас\n",
    "bylines": lambda i: f"By {_latin(i).capitalize()} Smith\n\n",
    "dialogue": lambda i: f"— Да, — сказал {_name(i)}.\n",
    "notes with signs": lambda i: f"* {_name(i)} признан иностранным агентом*\n",
    "lines with times": lambda i: f"{i % 24}:{i % 60:02} {_name(i)} вышел\n",
    "nothing a font has": "\ue000",
    "lone surrogates": "\ud800а",
    "null bytes": "\0а",
}
# What is opened, what stands within, and what closes it again.
NESTED = {
    "nested brackets": ("(", "а", ")"),
    "nested square brackets": ("[", "а", "]"),
    "nested quotes and text": ("«а ", "а", "»"),
    "nested tags": ("<div>", "слово", "</div>"),
    "nested inline tags": ("<b>", "слово", "</b>"),
    "nested list tags": ("<ul><li>", "слово", "</li></ul>"),
    "nested tables": ("<table><tr><td>", "слово", "</td></tr></table>"),
    "nested objects": ('{"a":', "1", "}"),
}
_KINDS = ("text", "html", "markdown")


def text_of(shape: str, size: int) -> str:
    """A text of the shape with about so many characters."""
    if shape in NESTED:
        before, within, after = NESTED[shape]
        times = size // len(before + after)
        return before * times + within + after * times
    unit = UNITS[shape]
    if isinstance(unit, str):
        return (unit * (size // len(unit) + 1))[:size]
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(unit(len(parts) + 1))
        length += len(parts[-1])
    return "".join(parts)


SHAPES = (*UNITS, *NESTED)


@cache
def pipeline() -> nlpkit.Pipeline:
    """The shipped pipeline without its translator, whose cost is that of its model."""
    return nlpkit.load(overrides={"translator": {"backend": "echo", "phrasebook": False}})


Work = Callable[[], object]


def _article(text: str, kind: str) -> nlpkit.Article:
    return nlpkit.Article("a", text, kind)


def _rendered(text: str) -> Work:
    result = pipeline().run(text)

    def work() -> None:
        render.from_dict(json.loads(render.to_json(result)))
        for written in (render.to_text, render.to_markdown, render.to_html):
            written(result)

    return work


def _entities(text: str) -> Work:
    pipe = pipeline()
    document = pipe.preprocess(text)

    def work() -> None:
        render.entities_as_dict(pipe.entities(document))
        pipe.headline(document)

    return work


def _summaries(text: str, *lengths: str) -> Work:
    pipe = pipeline()
    document = pipe.preprocess(text)
    return lambda: [pipe.summarize(document, sentences=length) for length in lengths]


def _digest(text: str) -> Work:
    pipe = pipeline()
    documents = [pipe.preprocess(half) for half in (text, text[: len(text) // 2])]

    def work() -> None:
        digest = pipe.digest(documents, sentences="long")
        render.digest_as_dict(digest)
        for written in (render.digest_to_text, render.digest_to_markdown, render.digest_to_html):
            written(digest)

    return work


# Bytes of a file of each format that holds the text.
def _eml(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "News"
    message.set_content(text.encode("utf-8", "replace").decode(), cte="8bit")
    return message.as_bytes()


def _docx(text: str) -> bytes:
    document = docx.Document()
    clean = "".join(c if c in "\n\t" or c >= " " else " " for c in _plain(text))
    for line in clean.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf(text: str) -> bytes:
    """A page of the text as far as it is ASCII, line by line."""
    lines = text.encode("ascii", "replace").decode().split("\n")
    shown = "".join(f"<{line.encode().hex()}> Tj T*\n" for line in lines)
    content = f"BT /F1 9 Tf 9 TL 50 700 Td\n{shown}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def _jsonl(text: str) -> bytes:
    return json.dumps({"text": text}).encode()


def _csv(text: str) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["text"], [text.replace("\0", " ")]])
    return _plain(buffer.getvalue()).encode()


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


FORMATS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "txt": ("txt", _raw),
    "raw html": ("html", _raw),
    "raw md": ("md", _raw),
    "raw eml": ("eml", _raw),
    "raw jsonl": ("jsonl", _raw),
    "raw csv": ("csv", _raw),
    "eml": ("eml", _eml),
    "docx": ("docx", _docx),
    "pdf": ("pdf", _pdf),
    "jsonl": ("jsonl", _jsonl),
    "csv": ("csv", _csv),
    "koi8-r": ("txt", lambda text: text.encode("koi8-r", "replace")),
}


def read_file(suffix: str, data: bytes) -> None:
    """Read a file with these bytes; what cannot be read must say so."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a.{suffix}")
        path.write_bytes(data)
        list(files.read_many(path))


def _reading(name: str, text: str) -> Work:
    suffix, written = FORMATS[name]
    return partial(read_file, suffix, written(text))


# By name: from a text to the work that is measured; what comes before the work is not.
ENTRIES: dict[str, Callable[[str], Work]] = {
    **{
        f"preprocess {kind}": lambda text, kind=kind: partial(
            nlpkit.preprocess, _article(text, kind)
        )
        for kind in _KINDS
    },
    "run": lambda text: partial(pipeline().run, text),
    "render": _rendered,
    "entities": _entities,
    "summarize": lambda text: _summaries(text, "5", "80 words", "20%"),
    "digest": _digest,
    **{f"read {name}": partial(_reading, name) for name in FORMATS},
}


def allowed(work: Callable[[], Any]) -> Any:
    """What the work gives; None where nlpkit refuses the text, which is an answer too."""
    try:
        return work()
    except NlpkitError:
        return None
