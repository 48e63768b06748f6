"""What a person sees at the command line: output, notes, errors in two lines, exit codes."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import models
import pytest
from commands import EXAMPLES, Run, process
from pypdf import PdfWriter

ROOT = Path(__file__).parent.parent
ECHO = ["--set", "translator.backend=echo", "--set", "translator.phrasebook=false"]
RUSSIAN = "В городе открыли новую библиотеку. Её строили четыре года, рассказал мэр.\n"


def test_run_on_the_messy_example(nlp: Run) -> None:
    done = nlp("run", EXAMPLES / "messy-english.txt")
    assert done.code == 0
    sections = ["CLEAN ARTICLE", "TRANSLATED FRAGMENTS", "REMOVED", "SUMMARY"]
    places = [done.out.upper().find(section) for section in sections]
    assert -1 not in places
    assert places == sorted(places)
    assert "Please log in" in done.out


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("json", '"nlpkit/2"'),
        ("md", "## Summary"),
        ("html", "<!doctype html>"),
        ("text", "SUMMARY"),
    ],
)
def test_formats(nlp: Run, format: str, shown: str) -> None:
    done = nlp("run", EXAMPLES / "messy-english.txt", "--format", format)
    assert (done.code, shown in done.out) == (0, True)


def test_a_foreign_article_of_which_nothing_is_translated_exits_with_1(
    nlp: Run, tmp_path: Path
) -> None:
    (tmp_path / "ru.txt").write_text("Мост открыли в мае. Все рады.", encoding="utf-8")
    for command in ("run", "translate"):
        done = nlp(command, tmp_path / "ru.txt", "--to", "fr")
        assert (done.code, "no translator from Russian" in done.out + done.err) == (1, True)
    (tmp_path / "en.txt").write_text(
        "The bridge opened in May, the mayor of the town said. «Көпір ашылды». We were there.",
        encoding="utf-8",
    )
    assert nlp("run", tmp_path / "en.txt").code == 0


def test_what_the_notes_say_is_not_said_twice(nlp: Run, tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_bytes("Мост открыли в мае. Дети играют во дворе.".encode("cp1251"))
    text = nlp("run", tmp_path / "ru.txt")
    assert (text.out.count("decoded as windows-1251"), text.err) == (1, "")
    assert "decoded as windows-1251" in nlp("run", tmp_path / "ru.txt", "--format", "html").err


def test_json_is_the_contract(nlp: Run) -> None:
    data = json.loads(nlp("run", EXAMPLES / "messy-english.txt", "--format", "json").out)
    assert data["schema"] == "nlpkit/2"
    assert (
        list(data)
        == (
            "schema id source document clean_text translation summary headline headline_from "
            "reading entities signature timings warnings"
        ).split()
    )
    assert set(data["document"]) == {
        "text", "title", "language", "blocks", "sentences", "spans", "date",
    }  # fmt: skip
    assert data["source"]["path"].endswith("messy-english.txt")
    assert len(data["source"]["sha256"]) == 64


def test_clean_detect_split(nlp: Run) -> None:
    file = EXAMPLES / "messy-english.txt"
    clean = nlp("clean", file)
    assert clean.code == 0
    assert "Авторизуйтесь" not in clean.out
    assert "blocks removed" in clean.err
    explained = nlp("clean", file, "--explain").out.splitlines()
    assert "junk/log_in_prompt | interface_phrase exact" in "\n".join(explained)
    blocks = json.loads(nlp("clean", file, "--json").out)
    assert {"start", "end", "kind", "reason", "text"} == set(blocks[0])
    spans = json.loads(nlp("detect", file, "--json").out)
    assert {"start", "end", "lang", "score", "text"} == set(spans[0])
    assert {"en", "ru"} <= {span["lang"] for span in spans}
    assert "ru\t" in nlp("detect", file).out
    sentences = json.loads(nlp("split", file, "--json").out)
    assert len(nlp("split", file).out.splitlines()) == len(sentences)


def test_translate_keeps_all_the_text(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Two words first.\nАвторизуйтесь, пожалуйста\n", encoding="utf-8")
    assert nlp("translate", file).out == "Two words first.\nPlease log in\n"


def test_lines_in_are_lines_out(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    lines = ["Все новости", "", "Plain English.", "Авторизуйтесь, пожалуйста", ""]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = nlp("translate", file, "--from", "ru", "--to", "en", "--lines").out
    assert out == "All news\n\nPlain English.\nPlease log in\n\n"


@pytest.mark.parametrize("text", ["", "\n", "\n \n\n"])
def test_nothing_in_is_nothing_out(nlp: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "blank.txt"
    file.write_text(text, encoding="utf-8")
    done = nlp("translate", file, "--lines")
    assert (done.code, done.out) == (0, text)


def test_summarize(nlp: Run) -> None:
    done = nlp("summarize", EXAMPLES / "messy-english.txt", "--length", "2")
    assert (done.code, len(done.out.strip().splitlines())) == (0, 2)
    done = nlp("summarize", EXAMPLES / "messy-english.txt", "--length", "40 words")
    assert 0 < len(done.out.split()) <= 40
    done = nlp("run", EXAMPLES / "russian.txt", "--summary", "15%", "--format", "json")
    made = json.loads(done.out)
    most = 15 * len(made["clean_text"].split()) // 100
    assert 0 < len(made["summary"]["text"].split()) <= most
    data = json.loads(nlp("summarize", EXAMPLES / "russian.txt", "--length", "2", "--json").out)
    assert data["target"] == "ru"
    assert all(point["sources"] for point in data["points"])


def test_summarize_says_what_is_not_translated(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Біз бұл жүйені он жыл бұрын құруымыз керек еді.", encoding="utf-8")
    done = nlp("summarize", file, "--to", "en")
    assert (done.code, done.err) == (0, "nlpkit: sentence 1: not translated\n")


def test_points_with_one_flag_are_told_of_together(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Біз бұл жүйені он жыл бұрын құрдық.\n\nБүгін ол әлі жұмыс істейді.", "utf-8")
    done = nlp("summarize", file, "--to", "en")
    assert (len(done.out.splitlines()), done.err) == (2, "nlpkit: sentences 1, 2: not translated\n")
    done = nlp("summarize", file, "--to", "en", "--entities")
    assert (done.err, done.out.count("(not translated)")) == ("", 3)  # the headline is one


def test_entities_of_a_text_in_no_language(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("12 345", encoding="utf-8")
    done = nlp("summarize", file, "--entities")
    assert (done.code, done.err) == (0, "")
    assert "12 345 [1]" in done.out


def test_notes_name_standard_input_and_count(nlp: Run) -> None:
    done = process("clean", "-", stdin=f"{RUSSIAN}\nПоделиться\n".encode("cp1251"))
    assert done.err.splitlines() == [
        "nlpkit: standard input: decoded as windows-1251",
        "nlpkit: 1 block removed; --explain shows each with its reason",
    ]


def test_how_a_file_was_read_stands_in_the_json(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(RUSSIAN.encode("cp1251"))
    data = json.loads(nlp("run", file, "--format", "json", *ECHO).out)
    assert data["warnings"][0] == {"code": "decoded_as", "detail": "windows-1251"}


def test_closed_streams_are_no_internal_error() -> None:
    file = EXAMPLES / "messy-english.txt"
    for redirection, code in (">&-", 0), ("2>&-", 0), ("<&-", 2):
        what = "-" if code else file
        command = f"{sys.executable} -m nlpkit clean {what} {redirection}"
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert "internal error" not in done.stderr


def test_models(nlp: Run) -> None:
    assert "ru-en-base\tru to en" in nlp("models", "list").out
    told = nlp("models", "info", "ru-en-base").out
    assert "pair: ru to en" in told
    assert "licence" in told
    verified = nlp("models", "verify")
    assert (verified.code, "DAMAGED" in verified.out) == (0, False)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "utf-8-sig", "cp866"])
def test_other_encodings(nlp: Run, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(RUSSIAN.encode(encoding))
    done = nlp("clean", file)
    assert done.code == 0
    assert done.out.split() == RUSSIAN.split()


def blank_pdf() -> bytes:
    """A page with nothing on it, as a scan is to us."""
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(stream)
    return stream.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n", "is empty"),
    "invisible": ("\u200b\ufeff\n".encode(), "empty"),
    "binary": (bytes(range(256)) * 20, "not text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 99, "not text"),
    "pdf without text": (blank_pdf(), "no text"),
    "broken pdf": (b"%PDF-1.7\nnothing else", "PDF"),
    "broken docx": (b"PK\x03\x04" + b"\0" * 99, ""),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_two_lines_and_exit_2(nlp: Run, tmp_path: Path, name: str) -> None:
    content, message = BAD[name]
    file = tmp_path / ("bad.pdf" if "pdf" in name else "bad.docx" if "docx" in name else "bad.txt")
    file.write_bytes(content)
    done = nlp("run", file)
    lines = done.err.strip().splitlines()
    assert (done.code, done.out, len(lines)) == (2, "", 2), done
    assert message in lines[0]
    assert str(file) in lines[0]
    assert lines[1].startswith("  ")


def test_fifty_megabytes_are_not_read(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    nlp("run", tmp_path / "none.txt")  # imports what the command needs
    tracemalloc.start()
    try:
        done = nlp("run", file)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert done.code == 2
    assert "50" in done.err
    assert most < 5_000_000


@pytest.mark.parametrize("name", ["none.txt", "."])
def test_what_is_no_file(nlp: Run, tmp_path: Path, name: str) -> None:
    done = nlp("run", tmp_path / name)
    assert (done.code, len(done.err.strip().splitlines())) == (2, 2)


def test_dirt_in_the_text(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "dirt.txt"
    dirt = "The mi\u00adnister\u200b said \u202eno\u202c on Monday.\nShe gave no rea\u00adson.\n"
    file.write_bytes(dirt.encode() + b"A lone \xed\xa0\x80 surrogate.\n")
    done = nlp("clean", file)
    assert done.code == 0
    assert "The minister said no on Monday." in done.out
    assert "surrogate." in done.out


def test_one_line_of_100_000_characters(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    file.write_text("слово и word, " * 7_200, encoding="utf-8")
    done = nlp("run", file, *ECHO, "--format", "json")
    assert done.code == 0
    assert len(json.loads(done.out)["document"]["text"]) > 100_000


def test_html_with_scripts(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<html><body><script>alert(1)</script><article><h1>Bridge opens</h1>"
        + "<p onclick='x()'>The new bridge over the river opened on Monday, officials said.</p>" * 4
        + "</article></body></html>",
        encoding="utf-8",
    )
    done = nlp("run", file, "--format", "html")
    assert done.code == 0
    assert "alert(1)" not in done.out
    assert "onclick" not in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "x.txt", "--format", "xml"], "unknown format 'xml'"),
        (["run", "x.txt", "--to", "klingon"], "unknown language 'klingon'"),
        (["run", "x.txt", "--summary", "0 words"], "there can be 1 to 10,000 words"),
        (["run", "x.txt", "--summary", "-3"], "there can be 1 to 100 sentences"),
        (["run", "x.txt", "--set", "summarizer.length=200%"], "there can be 1 to 100 percent"),
        (["run", "x.txt", "--set", "translator.beem=2"], "translator.beem"),
        (["run", "x.txt", "--config", "none.toml"], "cannot read config"),
        (["run", "x.txt", "--set", "translator.backend=none"], "unknown backend 'none'"),
        (["fly"], "fly"),
        (["run", "--fly"], "--fly"),
        (["batch", "x.txt"], "--out"),
    ],
)
def test_bad_usage(
    nlp: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text(RUSSIAN, encoding="utf-8")
    done = nlp(*arguments)
    assert done.code == 2
    assert message in done.err
    assert len(done.err.strip().splitlines()) == 2


@pytest.mark.parametrize(
    ("environment", "settings"),
    [({"HF_HUB_OFFLINE": "1"}, []), ({"HF_ENDPOINT": "http://127.0.0.1:9"}, [])],
)
def test_a_missing_model(
    nlp: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    settings: list[str],
) -> None:
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    file = tmp_path / "a.txt"
    file.write_text(RUSSIAN, encoding="utf-8")
    done = nlp("run", file, "--set", "translator.model=nobody/none", *settings)
    assert done.code == 2
    assert "nlpkit models pull nobody/none" in done.err


def test_a_corrupt_model(nlp: Run, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    models.tiny_marian(folder)
    (folder / "model.safetensors").write_bytes(b"\0" * 1000)
    file = tmp_path / "a.txt"
    file.write_text(RUSSIAN, encoding="utf-8")
    done = nlp("run", file, "--set", f"translator.model={folder}")
    assert done.code == 2
    assert str(folder) in done.err


def test_standard_input() -> None:
    done = process("clean", "-", stdin=RUSSIAN.encode())
    assert (done.code, done.out) == (0, RUSSIAN)


def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nlpkit", "clean", EXAMPLES / "messy-english.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert "standard output: No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m nlpkit split {EXAMPLES / 'messy-english.txt'} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.stderr == ""


def test_ctrl_c_says_stopped() -> None:
    process_ = subprocess.Popen(
        [sys.executable, "-m", "nlpkit", "clean", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process_.stdin is not None
    # More than a pipe holds: this comes back when the command reads, and then waits for the rest.
    process_.stdin.write(b"The bridge opened in May.\n" * 40_000)
    process_.stdin.flush()
    process_.send_signal(signal.SIGINT)
    _, err = process_.communicate()
    assert process_.returncode == 130
    assert err.decode().strip() == "nlpkit: stopped"


def test_help_names_every_command(nlp: Run) -> None:
    done = nlp("--help")
    assert done.code == 0
    for command in "run clean detect split translate summarize batch serve key models".split():
        assert command in done.out
