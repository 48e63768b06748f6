"""The commands that work on one article: run, clean, detect, split, translate, summarize."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import ConfigError
from . import details
from . import digest as digesting
from .options import (
    Alternatives,
    AsJson,
    ConfigFile,
    Entities,
    File,
    Files,
    From,
    GlossaryFile,
    Length,
    Set,
    SummaryLength,
    To,
    pipeline_of,
    read_article,
    settings,
)
from .output import note, one_line, show, show_json, status

if TYPE_CHECKING:
    from ..document import Article, Document, Flag, Piece, Result, Summary
    from ..files import Item
    from ..pipeline import Pipeline
    from ..translate import Outcome

# What a note names of the places that it is about: at most so many fragments, each with so many
# characters, and so many lines.
_PLACES = 4
_BEGINNING = 40
_LINES = 10


def run(
    file: File = "-",
    to: To = None,
    length: SummaryLength = None,
    format: Annotated[str, typer.Option(help="text, json, md or html.")] = "text",
    glossary: GlossaryFile = None,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """Clean, translate and summarise one article."""
    from .. import render

    writers: dict[str, Callable[[Result, Item], str]] = {
        "text": lambda result, _: render.to_text(result),
        "json": lambda result, item: render.to_json(result, path=item.path, sha256=item.sha256),
        "md": lambda result, _: render.to_markdown(result),
        "html": lambda result, _: render.to_html(result),
    }
    if format not in writers:
        raise ConfigError(f"unknown format {format!r}", hint=f"use one of: {', '.join(writers)}")
    pipeline = pipeline_of(
        config, settings(set_, translator__target=to, translator__glossary=glossary)
    )
    tell = format != "text"  # the text for people has them under NOTES
    item = read_article(file, pipeline, tell=tell)
    result = _drain(pipeline, item.article, length)
    for line in render.warnings(result) if tell else ():
        note(line)
    result = replace(result, warnings=item.warnings + result.warnings)
    show(writers[format](result, item))
    _note_better_models(pipeline, result.translation.target, result.translation.pieces)
    _check_some_translated(result.translation.pieces)


def clean(
    file: File = "-",
    as_json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Each line with what decided on it.")
    ] = False,
    config: ConfigFile = None,
) -> None:
    """The article without its junk."""
    if explain:
        from ..preprocessing import explain as explained

        show(explained(read_article(file, pipeline_of(config)).article))
        return
    document = _document(file, config)
    if as_json:
        show_json(
            [
                {"start": b.start, "end": b.end, "kind": b.kind, "reason": b.reason}
                | {"text": document.slice(b).strip()}
                for b in document.blocks
            ]
        )
    else:
        show(document.clean_text)
        removed = sum(b.junk for b in document.blocks)
        if removed:
            what = "1 block" if removed == 1 else f"{removed} blocks"
            note(f"{what} removed; --explain shows each with its reason")


def detect(file: File = "-", as_json: AsJson = False, config: ConfigFile = None) -> None:
    """The languages of the text, fragment by fragment."""
    document = _document(file, config)
    rows: list[dict[str, Any]] = [
        {"start": s.start, "end": s.end, "lang": s.lang, "score": round(s.score, 3)}
        | {"text": document.slice(s).strip()}
        for s in document.spans
    ]
    if as_json:
        show_json(rows)
    else:
        show("\n".join(f"{r['lang']}\t{r['score']:.2f}\t{one_line(r['text'])}" for r in rows))


def split(file: File = "-", as_json: AsJson = False, config: ConfigFile = None) -> None:
    """One sentence a line."""
    document = _document(file, config)
    if as_json:
        show_json(
            [
                {"start": s.start, "end": s.end, "block": s.block, "text": document.slice(s)}
                for s in document.sentences
            ]
        )
    else:
        show("\n".join(one_line(document.slice(s)) for s in document.sentences))


def translate(
    file: File = "-",
    source: From = None,
    to: To = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="One line out for every line in, blank lines kept.")
    ] = False,
    as_json: AsJson = False,
    alternatives: Alternatives = 0,
    format: Annotated[
        str, typer.Option(help="text, or same: the file in its own format.")
    ] = "text",
    glossary: GlossaryFile = None,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """The text with its foreign fragments translated."""
    options = {"source": source, "target": to, "glossary": glossary}
    overrides = settings(set_, **{f"translator__{name}": value for name, value in options.items()})
    pipeline = pipeline_of(config, overrides)
    if alternatives and (lines or format != "text" or not as_json):
        raise ConfigError("--alternatives goes with --json alone", hint="add --json")
    if format != "text":
        _translate_file(pipeline, file, format)
        return
    article = read_article(file, pipeline, blank=lines).article
    if lines:
        _translate_lines(pipeline, article.text, as_json)
        return
    translation = pipeline.translate(article, alternatives=alternatives)
    _note_pieces(translation.pieces, lines=not as_json)
    if as_json:
        from .. import render

        show_json(render.translation_as_dict(translation))
    else:
        show(translation.full_text)
    _note_better_models(pipeline, translation.target, translation.pieces)
    _check_some_translated(translation.pieces)


def summarize(
    files: Files = None,
    length: Length = None,
    to: To = None,
    as_json: AsJson = False,
    digest: Annotated[
        bool, typer.Option("--digest", help="One summary over several files on one event.")
    ] = False,
    entities: Entities = False,
    format: Annotated[str | None, typer.Option(help="Of a digest: text, json, md or html.")] = None,
    glossary: GlossaryFile = None,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """The summary alone, in the language of the article or of --to."""
    from .. import render

    overrides = settings(set_, translator__target=to, translator__glossary=glossary)
    pipeline = pipeline_of(config, overrides)
    if digest:
        if entities:
            raise ConfigError("--entities is for one article", hint="leave out --digest")
        digesting.digest(pipeline, files or ["-"], length, to, format or "json" * as_json or "text")
        return
    file = _only(files, format)
    document = pipeline.preprocess(read_article(file, pipeline).article)
    summary = pipeline.summarize(document, length=length, target=to)
    if as_json or not entities:  # the text for people has them beside the sentences
        _note_flags(summary)
    if coverage := render.coverage(summary):
        note(coverage)
    if entities:
        details.show(pipeline, document, summary, as_json)
    elif as_json:
        show_json(render.summary_as_dict(summary))
    else:
        show("\n".join(p.text for p in summary.points))


def _note_flags(summary: Summary) -> None:
    """Print a note for each flag, with the numbers of the sentences that have it."""
    from ..render import words

    flagged: dict[Flag, list[str]] = {}
    for number, point in enumerate(summary.points, 1):
        for flag in point.flags:
            flagged.setdefault(flag, []).append(str(number))
    for flag, numbers in flagged.items():
        note(f"sentence{'s' * (len(numbers) > 1)} {', '.join(numbers)}: {words.flag(flag)}")


def _only(files: list[str] | None, format: str | None) -> str:
    """Return the one file of a summary that is no digest."""
    if len(files or ()) > 1:
        raise ConfigError(
            "there are several files",
            hint="add --digest for one summary of all, or use nlpkit batch for one of each",
        )
    if format is not None:
        raise ConfigError(
            "--format goes with --digest", hint="use nlpkit run --format, or summarize --json"
        )
    return files[0] if files else "-"


COMMANDS = (run, clean, detect, split, translate, summarize)


def _note_pieces(pieces: Sequence[Piece], *, lines: bool = True) -> None:
    """Print a note for each reason why something was not translated, or may be wrong, and one on
    the glossary.

    A note names the beginnings of its fragments in the output, and with `lines` their lines there.
    """
    from ..render import glossary

    told: dict[str, list[str]] = {}
    line = 1
    for piece in pieces:
        if piece.reason:
            beginning = " ".join(piece.text[:_BEGINNING].split())
            beginning = f"“{beginning}{'…' * (len(piece.text) > _BEGINNING)}”"
            place = f"line {line} {beginning}" if lines else beginning
            place += _words_in_doubt(piece)
            told.setdefault(_became(piece), []).append(place)
        line += piece.text.count("\n")
    for became, places in told.items():
        more = len(places) - _PLACES
        named = ", ".join(places[:_PLACES]) + (f" and {more} more" if more > 0 else "")
        note(f"{became}: {named}")
    if applied := glossary(pieces):
        note(applied)


def _words_in_doubt(one: Piece | Outcome) -> str:
    """Return the words that a doubtful translation seems to leave out, as ` (томограф → ?)`."""
    return f" ({one.detail})" if one.reason == "low_confidence" and one.detail else ""


def _became(one: Piece | Outcome) -> str:
    """Return what became of a piece or a line, and why, in words."""
    from ..document import reason_flag
    from ..render import words

    reason = words.flag(reason_flag(one.reason, one.detail)) if one.reason else words.reason(None)
    return f"{words.STATUS_WORDS[one.status]}: {reason}"


def _translate_file(pipeline: Pipeline, file: str, format: str) -> None:
    """Write the file to standard output, in its own format, with its texts translated."""
    from .. import files
    from ..batch.results import translated_file

    if format != "same":
        raise ConfigError(f"unknown format {format!r}", hint="use one of: text, same")
    data = files.load(file, None, pipeline.config.limits.max_bytes)
    pieces: list[Piece] = []
    written = translated_file(pipeline, data, file, pieces)
    _note_pieces(pieces, lines=False)
    sys.stdout.buffer.write(written)
    _check_some_translated(pieces)


def _note_better_models(pipeline: Pipeline, target: str, pieces: Sequence[Piece]) -> None:
    """Tell how to get the recommended model of a language that is not translated, or not well."""
    from ..engines.store import catalogue
    from ..pipeline import signature

    used = signature.translators(pipeline.signature)
    for reason, what in (("no_translator", "a model"), ("low_confidence", "a better model")):
        languages = (piece.lang for piece in pieces if piece.reason == reason)
        for pair, model in catalogue.better(languages, target, used).items():
            note(f"{what} for {pair} is {model.megabytes} MB away: nlpkit models pull {pair}")


def _check_some_translated(pieces: Sequence[Piece]) -> None:
    """Exit with 1 where most of the text should have been translated and nothing of it was."""
    lengths = Counter[str]()
    for piece in pieces:
        lengths[piece.status] += piece.end - piece.start
    if 2 * lengths["failed"] > lengths.total() and not lengths["translated"]:
        raise typer.Exit(1)


def _document(file: str, config: str | None) -> Document:
    pipeline = pipeline_of(config)
    return pipeline.preprocess(read_article(file, pipeline).article)


def _translate_lines(pipeline: Pipeline, text: str, as_json: bool) -> None:
    # str.splitlines would also break at form feeds and similar characters.
    rows = re.split(r"\r\n|\r|\n", text)
    outcomes = pipeline.line_outcomes(rows[:-1] if rows[-1] == "" else rows)
    translated = [outcome.text for outcome in outcomes]
    _note_lines(outcomes)
    if as_json:
        show_json(translated)
    else:
        sys.stdout.writelines(f"{line}\n" for line in translated)


def _note_lines(outcomes: Sequence[Outcome]) -> None:
    """Print a note for each reason why lines were not translated, or may be wrong, with the numbers
    of the lines.
    """
    from ..render.view import plural

    told: dict[str, list[str]] = {}
    for number, one in enumerate(outcomes, 1):
        if one.status == "failed" or one.reason:
            told.setdefault(_became(one), []).append(f"{number}{_words_in_doubt(one)}")
    for became, numbers in told.items():
        n = len(numbers)
        named = ", ".join(numbers[:_LINES]) + ", …" * (n > _LINES)
        note(f"{plural(n, 'line')} {became} (line{'s' * (n > 1)} {named})")


def _drain(pipeline: Pipeline, article: Article, length: str | None) -> Result:
    """Run the pipeline, and show what it is doing."""
    from ..events import Finished, Loading, Translated

    with status() as say:
        for event in pipeline.stream(article, length=length):
            match event:
                case Loading(model=model):
                    say(f"Loading model {model}")
                case Translated(done=done, total=total):
                    say(f"Translating {done}/{total}")
                case Finished(result=result):
                    return result
    raise AssertionError("a stream ends with Finished")
