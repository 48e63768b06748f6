"""Cost beside size: what a text of twice the size costs, for many shapes of nasty text.

Every shape goes through every entry point of the library. The size grows until one pass costs
more than the noise of the clock, then the processor time at that size and at twice that size are
compared, so how fast the machine is does not enter.

Usage: python benchmarks/cost.py [--shape NAME] [--entry NAME]
"""

from __future__ import annotations

import argparse
import email.policy
import gzip
import io
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import nlpkit
from nlpkit import files, render
from nlpkit.config import Config
from nlpkit.errors import NlpkitError
from nlpkit.pipeline import Pipeline, build

LIMIT = 2.6  # times the cost at twice the size: n log n, and some noise
LEAST = 0.04  # seconds of the processor, above the noise of the clock
SMALLEST, LARGEST = 2_000, 128_000  # characters


def repeated(part: str) -> Callable[[int], str]:
    """A text of one part over and over."""
    return lambda size: part * (size // len(part) + 1)


def nested(opening: str, closing: str) -> Callable[[int], str]:
    """As many openings as fit, and as many closings."""
    return lambda size: (
        opening * (size // len(opening + closing))
        + "x"
        + closing * (size // len(opening + closing))
    )


def numbered(line: str) -> Callable[[int], str]:
    """Lines that differ, each with its number in place of `#`."""
    return lambda size: "".join(line.replace("#", str(i)) for i in range(size // len(line) + 1))


SHAPES: dict[str, Callable[[int], str]] = {
    "one Cyrillic word": repeated("ывшимися"),
    "one Latin word": repeated("ization"),
    "one word of mixed script": repeated("аaбbвv"),
    "one word in capitals": repeated("СТРОИТЕЛЬСТВО"),
    "one Chinese line": repeated("新闻报道"),
    "capitalised words": repeated("Иванов "),
    "capitals": repeated("ВЫБОРЫ В ГОРОДЕ "),
    "initials": repeated("А. "),
    "initials and names": repeated("А. С. Иванов "),
    "hyphens": repeated("из-за-"),
    "hyphens alone": repeated("-"),
    "dashes": repeated(" — да"),
    "digits": repeated("1234567890"),
    "numbers with separators": repeated("1 234 567,89 "),
    "numbers with stops": repeated("1.2.3."),
    "amounts": repeated("5 млн тенге, $3.2bn, 20,3 %; "),
    "dates": repeated("5 мая 2024 года, 05.11.2025, May 3, 2021; "),
    "double quotes": repeated('"да" '),
    "opening quotes": repeated("«"),
    "nested quotes": nested("«а ", " б»"),
    "brackets": nested("(", ")"),
    "opening square brackets": repeated("["),
    "tags": repeated("<b>да</b>"),
    "opening tags": repeated("<div>"),
    "angle brackets": repeated("<"),
    "entities": repeated("&amp;"),
    "broken entities": repeated("&"),
    "tabs": repeated("а\t"),
    "tables by tabs": numbered("строка #\t12\tAlmaty\n"),
    "empty lines": repeated("\n"),
    "lines of blanks": repeated("   \n"),
    "short lines": repeated("да\n"),
    "paragraphs": numbered("Поезд № # опоздал на час.\n\n"),
    "URLs": repeated("https://example.org/a/b?c=d&e=f "),
    "one URL": repeated("https://example.org/"),
    "e-mails": repeated("ivan.petrov@example.org "),
    "at signs": repeated("a@"),
    "hashtags": repeated("#новости"),
    "emoji": repeated("👩‍👩‍👧"),
    "combining marks": repeated("а\u0301"),
    "combining marks alone": lambda size: "а" + "\u0301" * size,
    "right to left": repeated("خبر "),
    "zero-width characters": repeated("а\u200b"),
    "mojibake": repeated("Ð¿Ñ€Ð¸Ð²ÐµÑ‚ "),
    "stops": repeated("."),
    "stops and spaces": repeated(". "),
    "exclamation marks": repeated("Да! "),
    "commas": repeated("да, "),
    "abbreviations": repeated("г. т.е. ул. "),
    "Markdown stars": repeated("**а** "),
    "Markdown open stars": repeated("**а "),
    "Markdown underscores": repeated("_a"),
    "Markdown backticks": repeated("`a"),
    "Markdown headings": numbered("# Глава #\n\nТекст.\n\n"),
    "Markdown links": repeated("[а](b) "),
    "Markdown open links": repeated("[а]("),
    "Markdown nested lists": lambda size: "".join(
        "  " * (i % 40) + "- пункт\n" for i in range(size // 48)
    ),
    "Markdown nested quotes": repeated("> "),
    "Markdown quotes": numbered("> > сказал #\n"),
    "Markdown tables": numbered("| а | # | в |\n"),
    "fences": repeated("```\n"),
    "mail headers": numbered("Received: by host# with SMTP\n"),
    "quoted mail": numbered(">> > строка #\n"),
    "names repeated": repeated("Касым-Жомарт Токаев встретился с Токаевым. "),
    "names that differ": numbered("Иванов# встретил Петрова#. "),
    "one sentence of many words": numbered("слово# и "),
    "languages in turn": repeated("The train was late. Поезд опоздал. Пойыз кешікті. "),
    "subtitles": numbered("#\n00:00:01,000 --> 00:00:02,000\nДа.\n\n"),
}


@cache
def pipeline() -> Pipeline:
    """The whole way with a translator that answers at once."""
    return build(Config.model_validate({"translator": {"backend": "echo", "model": "none"}}))


def everything(text: str) -> None:
    """One article through the pipeline, and its result through every renderer."""
    result = pipeline().run(text)
    for show in (render.to_text, render.to_markdown, render.to_html, render.to_json):
        show(result)


def shorter(length: str) -> Callable[[str], object]:
    """A summary of one length."""
    return lambda text: pipeline().summarize(text, sentences=length)


def digest(text: str) -> None:
    """A digest of a text and its second half, rendered."""
    made = pipeline().digest([text, text[len(text) // 2 :]])
    for show in (render.digest_to_text, render.digest_to_markdown, render.digest_to_html):
        show(made)


def of_file(suffix: str, pack: Callable[[str], bytes]) -> Callable[[str], object]:
    """Reading a file of one format, and its article's document."""

    def read(text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"article{suffix}"
            path.write_bytes(pack(text))
            for item in files.read_many(path):
                if isinstance(item, files.Item):
                    nlpkit.preprocess(item.article)

    return read


def as_docx(text: str) -> bytes:
    from docx import Document

    document, out = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph("".join(c for c in line if c.isprintable()))
    document.save(out)
    return out.getvalue()


def as_mail(text: str) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = "News"
    message.set_content(text)
    return message.as_bytes()


def as_records(text: str) -> bytes:
    return "".join(
        json.dumps({"text": text[i : i + 1000]}) + "\n" for i in range(0, len(text), 1000)
    ).encode()


ENTRIES: dict[str, Callable[[str], object]] = {
    "run and render": everything,
    "clean --explain": lambda text: nlpkit.preprocess.explain(nlpkit.Article("", text)),
    "summary in words": shorter("50 words"),
    "summary in percent": shorter("20%"),
    "headline": lambda text: pipeline().headline(text, target="en"),
    "entities": lambda text: pipeline().entities(text),
    "digest": digest,
    "lines": lambda text: pipeline().translate_lines(text.splitlines(), source="ru", target="en"),
    "text file": of_file(".txt", str.encode),
    "Markdown file": of_file(".md", str.encode),
    "HTML file": of_file(".html", lambda text: f"<html><body><p>{text}</body></html>".encode()),
    "mail file": of_file(".eml", as_mail),
    "Word file": of_file(".docx", as_docx),
    "packed file": of_file(".txt.gz", lambda text: gzip.compress(text.encode(), 1)),
    "records": of_file(".jsonl", as_records),
}


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of one call; what the library refuses with a clear error counts as done."""
    started = time.process_time()
    with suppress(NlpkitError):
        work(text)
    return time.process_time() - started


def ratio(
    work: Callable[[str], object], shape: Callable[[int], str], rounds: int = 4
) -> tuple[float, float, int]:
    """Cost at twice the size over the cost, the cost in seconds, and the size in characters.

    Other work on the machine only adds to a cost: the least of several rounds counts, and no more
    of them are made than it takes to find the ratio within the limit. A cost that stays below the
    noise up to the largest size has the ratio 1.
    """
    size = SMALLEST
    seconds(work, shape(size))  # what is loaded or compiled on the first call does not count
    once = seconds(work, shape(size))
    while once < LEAST and size < LARGEST:
        size *= 2
        once = seconds(work, shape(size))
    if once < LEAST:
        return 1.0, once, size
    small, large = shape(size), shape(2 * size)
    twice = seconds(work, large)
    for _ in range(rounds):
        if twice <= LIMIT * once:
            break
        once, twice = min(once, seconds(work, small)), min(twice, seconds(work, large))
    return twice / once, once, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", nargs="*", default=list(SHAPES))
    parser.add_argument("--entry", nargs="*", default=list(ENTRIES))
    parser.add_argument("--worst", type=int, default=5)
    options = parser.parse_args()
    found = []
    for entry in options.entry:
        for shape in options.shape:
            found.append((*ratio(ENTRIES[entry], SHAPES[shape]), entry, shape))
            if found[-1][0] > LIMIT:
                print("over the limit:", found[-1], flush=True)
    found.sort(reverse=True)
    print(f"{len(found)} pairs of entry point and shape, {sum(r > LIMIT for r, *_ in found)} over")
    print("| entry point | shape | cost at twice the size | seconds | characters |")
    print("|---|---|---|---|---|")
    for times, cost, size, entry, shape in found[: options.worst]:
        print(f"| {entry} | {shape} | {times:.2f} | {cost:.3f} | {size:,} |")


if __name__ == "__main__":
    main()
