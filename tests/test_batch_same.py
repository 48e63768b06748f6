"""`--format same`: files come back in their own formats, in the target language."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from batch_runs import plan, run
from commands import Run, process

import nlpkit
from nlpkit import config
from nlpkit.batch.results import translated_file
from nlpkit.errors import ConfigError

PAGE = (
    '<html><head><meta charset="windows-1251"></head><body><p>The mayor said: '
    "<b>«Открытие прошло спокойно»</b> on Monday.</p></body></html>"
)


def test_every_file_in_its_own_format(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    (inbox / "deep").mkdir(parents=True)
    (inbox / "index.html").write_bytes(PAGE.encode("cp1251"))
    (inbox / "deep/a.txt").write_text("Доброе утро! It is snowing.", encoding="utf-8")
    (inbox / "mail.eml").write_text("Subject: x\n\nДоброе утро!\n", encoding="utf-8")
    (inbox / "a.txt.gz").write_bytes(gzip.compress("Доброе утро!".encode()))
    (inbox / "many.jsonl").write_text(json.dumps({"id": "1.docx", "text": "Доброе утро!"}))
    (inbox / "not.docx").write_text("This is no Word file.")
    # The phrasebook translates without a model.
    settings = config.load(overrides={"translator.backend": "echo"})
    made = plan(inbox, out, config=settings, format="same")
    outcomes = {outcome.name: outcome for outcome in run(made)}
    assert [name for name, outcome in outcomes.items() if not outcome.ok] == ["not.docx"]
    results = {
        path.relative_to(out / "translated").as_posix(): path.read_text(encoding="utf-8")
        for path in (out / "translated").rglob("*.*")
    }
    page = results.pop("index.html")
    assert page.startswith('<html><head><meta charset="utf-8"></head><body><p>The mayor said: <b>')
    assert results == {
        "deep/a.txt": "Good morning! It is snowing.",
        "mail.eml.translation.txt": "Good morning!",
        "a.txt.gz.translation.txt": "Good morning!",
        "many.jsonl": '{"id": "1.docx", "text": "Good morning!"}',
    }
    assert (outcomes["deep/a.txt"].foreign, outcomes["deep/a.txt"].words) == (0.444, 5)
    listing = (out / "index.html").read_text(encoding="utf-8")
    assert '<a href="translated/deep/a.txt">' in listing
    longer = config.load(overrides={"translator.backend": "echo", "summarizer.length": "long"})
    assert plan(inbox, out, config=longer, format="same").tasks == (), "it has no summary"


def test_files_that_are_read_are_not_written_over(tmp_path: Path) -> None:
    inbox = tmp_path / "translated"
    inbox.mkdir()
    (inbox / "a.txt").write_text("It is snowing.")
    with pytest.raises(ConfigError, match=r"a\.txt would be overwritten"):
        plan(inbox, tmp_path, format="same")


def test_one_file_on_the_command_line(nlp: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<p>Доброе утро!</p>", encoding="utf-8")
    done = process("translate", file, "--format", "same", "--set", "translator.backend=echo")
    assert (done.code, done.out) == (0, "<p>Good morning!</p>")
    assert "use one of: text, same" in nlp("translate", file, "--format", "pdf").err
    mail = tmp_path / "a.eml"
    mail.write_text("Subject: x\n\nHello\n")
    assert "no file of this kind can be written" in nlp("translate", mail, "--format", "same").err
    table = tmp_path / "a.csv"
    table.write_text("text\nHello\n")
    assert "use: nlpkit batch" in nlp("translate", table, "--format", "same").err


MARKDOWN = """# Суд\r
\r
<!-- Скрытый текст редактора -->\r
\r
Прокурор требовал 3 года.[^1]\r
\r
```python\r
# комментарий\r
print("привет")\r
```\r
\r
- [ ] Приговор оставили в силе.\r
\r
[^1]: По статье 174.\r
"""


def test_code_comments_and_ends_of_lines_of_markdown_stay() -> None:
    made = translated_file(nlpkit.load(), MARKDOWN.encode(), "a.md", []).decode()
    assert "<!-- Скрытый текст редактора -->\r\n" in made
    assert '# комментарий\r\nprint("привет")\r\n' in made
    assert "\r\n- [ ] " in made
    assert made.count("\n") == made.count("\r\n") == MARKDOWN.count("\r\n")
    assert "\r\n[^1]: " in made
    assert "Прокурор" not in made


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_file_of_two_languages_is_read_in_both(tmp_path: Path, nlp: Run, name: str) -> None:
    kazakh = "Алматыда жаңа метро бекеті ашылды, деп хабарлады қала әкімдігі."
    russian = "В школе нет ни одного свободного места. Родители ждут осени."
    lines = [kazakh, russian, "Цена", "Молоко"]
    text = "".join(f"<p>{line}</p>" for line in lines) if "html" in name else "\n\n".join(lines)
    (tmp_path / name).write_text(text, encoding="utf-8")
    made = nlp("translate", tmp_path / name, "--format", "same").out
    assert kazakh in made
    assert "Алматыда" not in made.replace(kazakh, "")
    for word in ("школе", "Родители", "Цена", "Молоко"):
        assert word not in made
