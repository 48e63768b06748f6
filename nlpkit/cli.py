"""The command line: text to standard output, progress and notes to standard error.

Exit codes: 0 all good, 1 some inputs failed (all others done), 2 nothing usable or bad usage,
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import __version__
from .errors import ConfigError, NlpkitError

if TYPE_CHECKING:
    from .batch.planning import Plan
    from .document import Document
    from .files import Item
    from .pipeline import Pipeline

STOPPED = 130

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Clean news articles, translate their foreign fragments, summarise them with sources.",
)
models_app = typer.Typer(no_args_is_help=True, help="The models on this computer.")
app.add_typer(models_app, name="models")

File = Annotated[str, typer.Argument(help="A file, or - for standard input.", metavar="FILE|-")]
To = Annotated[str | None, typer.Option("--to", help="Language to translate into.", metavar="LANG")]
Length = Annotated[
    str | None,
    typer.Option(help="short, medium, long, or a number of sentences.", metavar="LENGTH"),
]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="A TOML file of settings.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="One setting, e.g. translator.beam=1.", metavar="KEY=VALUE"),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON with offsets.")]


@app.command()
def run(
    file: File = "-",
    to: To = None,
    summary: Length = None,
    format: Annotated[str, typer.Option(help="text, json, md or html.")] = "text",
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """Clean, translate and summarise one article."""
    from . import render

    writers = {
        "text": lambda result, **_: render.to_text(result),
        "json": render.to_json,
        "md": lambda result, **_: render.to_markdown(result),
        "html": lambda result, **_: render.to_html(result),
    }
    if format not in writers:
        raise ConfigError(f"unknown format {format!r}", hint=f"use one of: {', '.join(writers)}")
    pipeline, item = _pipeline(config, set_, to), _read(file, config, set_)
    result = _drain(pipeline, item, summary)
    for warning in result.warnings:
        _note(warning)
    _print(writers[format](result, path=item.path, sha256=item.sha256))


@app.command()
def clean(file: File = "-", as_json: AsJson = False, config: ConfigFile = None) -> None:
    """The article without its junk."""
    document = _document(file, config)
    if as_json:
        _print_json(
            [
                {"start": b.start, "end": b.end, "kind": b.kind, "reason": b.reason}
                | {"text": document.slice(b).strip()}
                for b in document.blocks
            ]
        )
    else:
        _print(document.clean_text)
        removed = sum(b.junk for b in document.blocks)
        if removed:
            _note(f"{removed} blocks removed; --json shows each with its reason")


@app.command()
def detect(file: File = "-", as_json: AsJson = False, config: ConfigFile = None) -> None:
    """The languages of the text, fragment by fragment."""
    document = _document(file, config)
    rows = [
        {"start": s.start, "end": s.end, "lang": s.lang, "score": round(s.score, 3)}
        | {"text": document.slice(s).strip()}
        for s in document.spans
    ]
    if as_json:
        _print_json(rows)
    else:
        _print("\n".join(f"{r['lang']}\t{r['score']:.2f}\t{_one_line(r['text'])}" for r in rows))


@app.command()
def split(file: File = "-", as_json: AsJson = False, config: ConfigFile = None) -> None:
    """One sentence a line."""
    document = _document(file, config)
    if as_json:
        _print_json(
            [
                {"start": s.start, "end": s.end, "block": s.block, "text": document.slice(s)}
                for s in document.sentences
            ]
        )
    else:
        _print("\n".join(_one_line(document.slice(s)) for s in document.sentences))


@app.command()
def translate(
    file: File = "-",
    source: Annotated[
        str | None, typer.Option("--from", help="auto, or the language.", metavar="LANG")
    ] = None,
    to: To = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="One line out for every line in, blank lines kept.")
    ] = False,
    as_json: AsJson = False,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """The text with its foreign fragments translated."""
    settings = [*(set_ or []), *([f"translator.source={source}"] if source else [])]
    pipeline, item = _pipeline(config, settings, to), _read(file, config, settings)
    if lines:
        # Only line ends count as such: str.splitlines would also break at form feeds and the like.
        rows = re.split(r"\r\n|\r|\n", item.article.text)
        translated = pipeline.translate_lines(rows[:-1] if rows[-1] == "" else rows)
        if as_json:
            _print_json(translated)
        else:
            sys.stdout.writelines(f"{line}\n" for line in translated)
        return
    translation = pipeline.translate(item.article)
    failed = [p for p in translation.pieces if p.status == "failed"]
    for reason in dict.fromkeys(p.reason for p in failed):
        _note(f"not translated: {reason}")
    if as_json:
        from . import render

        _print_json(render.translation_as_dict(translation))
    else:
        _print(translation.full_text)


@app.command()
def summarize(
    file: File = "-",
    length: Length = None,
    to: To = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """The summary alone, in the language of the article or of --to."""
    pipeline, item = _pipeline(config, set_, to), _read(file, config, set_)
    summary = pipeline.summarize(item.article, sentences=length, target=to)
    if as_json:
        from . import render

        _print_json(render.summary_as_dict(summary))
    else:
        _print("\n".join(p.text for p in summary.points))


@app.command()
def batch(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="IN...")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
    glob: Annotated[
        list[str] | None, typer.Option(help="Only files of this pattern, e.g. '*.txt'.")
    ] = None,
    format: Annotated[str, typer.Option(help="json, jsonl, md or parquet.")] = "json",
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    shard: Annotated[str, typer.Option(help="This machine's share, e.g. 1/4.")] = "1/1",
    engine: Annotated[str, typer.Option(help="local or ray.")] = "local",
    resume: Annotated[bool, typer.Option(help="Skip what is done already.")] = True,
    retry_failed: Annotated[bool, typer.Option(help="Try again what failed before.")] = False,
    to: To = None,
    summary: Length = None,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """Every article of files and folders, one result each; what is done is not done again."""
    from .batch import planning
    from .config import load

    settings = _settings(set_, to) + ([f"summarizer.length={summary}"] if summary else [])
    plan = planning.plan(
        inputs,
        out=out,
        globs=glob or (),
        format=format,
        shard=shard,
        config=load(config, settings),
        resume=resume,
        retry_failed=retry_failed,
    )
    raise typer.Exit(_run_batch(plan, jobs, engine))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address; 0.0.0.0 opens it to all.")] = None,
    port: Annotated[int | None, typer.Option(help="Port.")] = None,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """The web page at /, the API at /v1, LibreTranslate-compatible; /health and /metrics."""
    settings = list(set_ or [])
    settings += [f'server.host="{host}"'] if host else []
    settings += [f"server.port={port}"] if port is not None else []
    pipeline = _pipeline(config, settings, None)
    from . import server

    server.serve(pipeline)


@models_app.command("list")
def models_list() -> None:
    """The shipped models."""
    from .engines import store

    for name in store.shipped():
        told = store.info(name)
        pair = " to ".join(told["pair"]) if told["pair"] else ""
        size = f"{told['size'] / 1e6:.0f} MB"
        _print("\t".join([name, pair, size, told["licence"] or "", told["path"]]))


@models_app.command("info")
def models_info(name: Annotated[str, typer.Argument(help="A model's name or folder.")]) -> None:
    """What is known of a model."""
    from .engines import store

    _print("\n".join(f"{key}: {value}" for key, value in store.info(name).items()))


@models_app.command("pull")
def models_pull(
    name: Annotated[str, typer.Argument(help="A Hugging Face name.")],
    revision: Annotated[str | None, typer.Option(help="Branch, tag or commit.")] = None,
) -> None:
    """Fetch a model from the Hugging Face hub."""
    from .engines import store

    _print(str(store.pull(name, revision)))


@models_app.command("verify")
def models_verify() -> None:
    """Compare the shipped models with their checksums."""
    from .engines import store

    checks = store.verify()
    for file, good in checks:
        _print(f"{'ok' if good else 'DAMAGED'}\t{file}")
    if not all(good for _, good in checks):
        raise NlpkitError(
            "a shipped model is damaged", hint="install nlpkit again, or restore the files named"
        )


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
) -> None:
    if show:
        _print(__version__)
        raise typer.Exit


def main() -> None:
    """The console script: errors become two lines and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    arguments = [a for a in sys.argv[1:] if a != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    sys.exit(_guard(lambda: app(arguments, standalone_mode=False), debug=debug))


def _guard(command: Callable[[], Any], *, debug: bool) -> int:
    """Run a command; turn what it raises into messages on standard error and an exit code."""
    try:
        code = command()
        sys.stdout.flush()
        if code == STOPPED:  # typer answers Ctrl-C with this code
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        # The reader (head, less) has left: say nothing, and keep the interpreter from trying again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _fail("stopped", None, code=STOPPED)
    except Exception as error:
        if debug:
            raise
        return _fail(*_explain(error))


def _explain(error: Exception) -> tuple[str, str | None]:
    """What to say of an error, and what to do about it."""
    match error:
        case NlpkitError():
            return error.message, error.hint
        case typer.TyperException():
            return error.format_message(), "nlpkit --help shows the commands and their options"
        case OSError():
            return str(error), "check the disk's free space and the permissions"
        case _:
            return (
                f"internal error: {type(error).__name__}: {error}",
                "this is a fault of nlpkit: run it again with --debug and report what it prints",
            )


def _fail(message: str, hint: str | None, code: int = 2) -> int:
    if not message:  # the help was printed already
        return code
    print(f"nlpkit: {_one_line(message)}", file=sys.stderr)
    if hint:
        print(f"  {_one_line(hint)}", file=sys.stderr)
    return code


def _settings(set_: list[str] | None, to: str | None) -> list[str]:
    return [*(set_ or []), *([f"translator.target={to}"] if to else [])]


def _pipeline(config: Path | None, set_: list[str] | None, to: str | None) -> Pipeline:
    from . import pipeline

    return pipeline.load(config, _settings(set_, to))


def _read(file: str, config: Path | None, set_: list[str] | None = None) -> Item:
    from . import files
    from .config import load

    if file == "-" and sys.stdin.isatty():
        _note("reading from the terminal; end with Ctrl-D")
    item = files.read(file, max_bytes=load(config, set_ or []).limits.max_bytes)
    for warning in item.warnings:
        _note(f"{file}: {warning}")
    return item


def _document(file: str, config: Path | None) -> Document:
    return _pipeline(config, None, None).preprocess(_read(file, config).article)


def _drain(pipeline: Pipeline, item: Item, length: str | None) -> Any:
    """Run the pipeline, showing where it is when standard error is a terminal."""
    from .events import Finished, Loading, Translated

    with _status() as say:
        for event in pipeline.stream(item.article, length=length):
            match event:
                case Loading(model=model):
                    say(f"Loading model {model}")
                case Translated(done=done, total=total):
                    say(f"Translating {done}/{total}")
                case Finished(result=result):
                    return result
    raise AssertionError("a stream ends with Finished")


@contextmanager
def _status() -> Iterator[Callable[[str], None]]:
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading") as status:
        yield status.update


def _run_batch(plan: Plan, jobs: int, engine: str) -> int:
    """Drain a batch behind a progress bar; 0 when all is done, 1 when some failed, 2 when all."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from .batch import running

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    done, failed = plan.done, plan.failed
    if plan.finished:
        _note(f"{len(plan.finished)} of {plan.total} were done before")
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Articles", total=len(plan.tasks))
        for outcome in running.run(plan, jobs=jobs, engine=engine):
            done, failed = done + outcome.ok, failed + (not outcome.ok)
            if not outcome.ok:
                _note(f"{outcome.name}: {outcome.reason}")
            progress.advance(bar)
    _note(f"{done} done, {failed} failed, results in {plan.out}")
    return 0 if not failed else 1 if done else 2


def _print(text: str, end: str = "\n") -> None:
    sys.stdout.write(text + (end if not text.endswith("\n") else ""))


def _print_json(value: Any) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=2))


def _note(text: str) -> None:
    print(f"nlpkit: {_one_line(text)}", file=sys.stderr)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
