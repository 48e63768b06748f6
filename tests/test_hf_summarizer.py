"""Written summaries: nothing truncated, nothing forced on short texts, nothing left unfinished."""

from __future__ import annotations

import models
import pytest
from checkpoints import built, finishing, listen, summariser

from nlpkit.engines import SummaryRequest
from nlpkit.engines.hf.answers import tidy
from nlpkit.engines.hf.checkpoint import Written
from nlpkit.errors import EngineError
from nlpkit.length import Length

ENGLISH = models.ENGLISH[:16]


@pytest.mark.parametrize(
    ("model", "languages", "prefix"),
    [
        ("bart", {"en"}, ""),
        ("pegasus", {"en"}, ""),
        ("t5-english", {"en"}, "summarize: "),
        ("t5", None, ""),
        ("mbart50", None, ""),
    ],
)
def test_the_languages_it_reads(
    monkeypatch: pytest.MonkeyPatch, model: str, languages: set[str] | None, prefix: str
) -> None:
    engine = finishing(summariser(built(model)), monkeypatch)
    assert engine.languages == languages
    assert engine.writer._prefix == prefix
    assert not engine.extractive
    [draft] = engine.summarize(SummaryRequest(ENGLISH[:4], Length(1), "en"))
    assert draft.text.startswith("It is so.")
    assert draft.read


def test_a_model_that_translates_is_refused() -> None:
    with pytest.raises(EngineError, match="translates, it does not summarise"):
        summariser(built("marian"))


def test_a_short_source_is_its_own_summary() -> None:
    drafts = summariser(built("t5")).summarize(
        SummaryRequest(["A bridge.", "A boat."], Length(3), "en")
    )
    assert [(d.text, d.sources) for d in drafts] == [("A bridge.", (0,)), ("A boat.", (1,))]


def test_no_more_than_count_of_a_short_source() -> None:
    drafts = summariser(built("t5")).summarize(
        SummaryRequest(["One.", "Two.", "Three."], Length(2), "en")
    )
    assert [d.text for d in drafts] == ["One.", "Two."]


def test_no_sentences_no_summary() -> None:
    assert summariser(built("bart")).summarize(SummaryRequest([], Length(3), "en")) == []


@pytest.mark.parametrize(("count", "calls"), [(5, 1), (12, 1), (40, 6)])
def test_the_window_decides(monkeypatch: pytest.MonkeyPatch, count: int, calls: int) -> None:
    """One call where the text fits or can be cut down to fit; else one a window, and one more."""
    engine = finishing(summariser(built("bart")), monkeypatch)
    asked = listen(engine, monkeypatch)
    sentences = [f"{i} {ENGLISH[i % 16]}" for i in range(count)]
    [draft] = engine.summarize(SummaryRequest(sentences, Length(1), "en"))
    assert (len(asked) == 1) if calls == 1 else (len(asked) >= calls)
    assert all(call["input_ids"].shape[1] <= engine.writer.checkpoint.limit for call in asked)
    assert draft.sources == ()
    assert draft.read is not None
    assert (len(draft.read) < count) is (count == 12)


def test_every_word_reaches_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = summariser(built("bart"))
    read: list[str] = []
    write = engine.writer.write
    monkeypatch.setattr(
        engine.writer, "write", lambda s, **more: read.append(" ".join(s)) or write(s, **more)
    )
    sentences = [f"{i} {ENGLISH[i % 16]}" for i in range(40)]
    engine.summarize(SummaryRequest(sentences, Length(2), "en"))
    assert all(any(sentence in window for window in read) for sentence in sentences)


def test_a_sentence_over_the_window_is_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = summariser(built("bart"))
    asked = listen(engine, monkeypatch)
    endless = " ".join(["bread and snow"] * 80)
    assert len(engine.summarize(SummaryRequest([endless, "x" * 400], Length(1), "en"))) == 1
    assert all(call["input_ids"].shape[1] <= 128 for call in asked)


def test_the_lead_is_kept_when_sentences_are_chosen() -> None:
    engine = summariser(built("bart"))
    sentences = [f"{i} {ENGLISH[i]}" for i in range(12)]
    chosen = engine._best(sentences, "en", None)
    assert chosen[:2] == [0, 1]
    assert chosen == sorted(chosen)
    assert 2 < len(chosen) < len(sentences)
    assert sum(engine.writer.count(sentences[i]) for i in chosen) <= engine.budget


def test_the_checkpoint_keeps_its_own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """BART-CNN's 56 tokens at least would make it invent on a short text: 0.3 of the source."""
    engine = summariser(built("bart"), beam=2)
    asked = listen(engine, monkeypatch)
    text = ENGLISH[:3]
    engine.summarize(SummaryRequest(text, Length(1), "en"))
    [call] = asked
    assert call["min_new_tokens"] == int(0.3 * engine.writer.checkpoint.count(" ".join(text)))
    assert (call["max_new_tokens"], call["num_beams"]) == (40, 2)
    assert (call["length_penalty"], call["no_repeat_ngram_size"]) == (2.0, 3)
    assert call["encoder_no_repeat_ngram_size"] == 0
    assert "forced_bos_token_id" not in call
    assert engine.writer.checkpoint.model.generation_config.forced_bos_token_id == 0


def test_t5_takes_the_settings_of_its_task(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = summariser(built("t5-english"), beam=2)
    asked = listen(engine, monkeypatch)
    engine.summarize(SummaryRequest(ENGLISH[:4], Length(1), "en"))
    assert asked[0]["length_penalty"] == 2.0


@pytest.mark.parametrize("own", [None, "ru_RU"])
def test_the_language_is_told_once(monkeypatch: pytest.MonkeyPatch, own: str | None) -> None:
    """mBART is told the language of the summary unless the checkpoint fixes it."""
    engine = summariser(built("mbart50"))
    code = engine.writer.checkpoint.code_id("ru_RU")
    config = engine.writer.checkpoint.model.generation_config
    monkeypatch.setattr(config, "decoder_start_token_id", code if own else 2)
    asked = listen(engine, monkeypatch)
    engine.summarize(SummaryRequest(models.RUSSIAN[:4], Length(1), "ru"))
    assert asked[-1].get("forced_bos_token_id") == (None if own else code)
    assert code in asked[-1]["input_ids"][0].tolist()


def test_where_no_sentence_was_finished_the_source_speaks() -> None:
    """The random model never comes to an end."""
    drafts = summariser(built("bart")).summarize(SummaryRequest(ENGLISH[:8], Length(2), "en"))
    assert [d.text for d in drafts] == [ENGLISH[i] for d in drafts for i in d.sources]
    assert [d.read for d in drafts] == [(), ()]


@pytest.mark.parametrize(("words", "tokens"), [(5, 40), (60, 70), (200, 240)])
def test_the_tokens_for_a_budget_of_words(
    monkeypatch: pytest.MonkeyPatch, words: int, tokens: int
) -> None:
    """Never less than for a sentence, and some more than the words should take."""
    engine = summariser(built("t5"))
    asked = listen(engine, monkeypatch)
    long = ENGLISH * 3
    monkeypatch.setattr(engine, "budget", 10_000)
    monkeypatch.setattr(engine.writer.checkpoint, "limit", 10_000)
    engine.summarize(SummaryRequest(long, Length(words, "words"), "en"))
    assert tokens <= asked[0]["max_new_tokens"] <= 4 * tokens


def test_a_source_of_little_more_words_than_asked_is_chosen_from() -> None:
    engine = summariser(built("t5"))
    drafts = engine.summarize(SummaryRequest(ENGLISH[:4], Length(40, "words"), "en"))
    assert all(draft.sources for draft in drafts)
    assert all(draft.read is None for draft in drafts)
    assert sum(len(draft.text.split()) for draft in drafts) <= 40


@pytest.mark.parametrize(
    ("raw", "finished", "text"),
    [
        ("The bridge opened .<n>It is new .", True, "The bridge opened. It is new."),
        ("The bridge opened. It is", False, "The bridge opened."),
        ("The bridge opened. It is new.", False, "The bridge opened. It is new."),
        ('He said "no." And then', False, 'He said "no."'),
        ("Bridge opens", True, "Bridge opens"),
        ("The bridge that was, ", False, ""),
        ("Мост открыт . Он", False, "Мост открыт."),
        ("It cost 3.5 million", False, ""),
        ("", False, ""),
    ],
)
def test_tidy(raw: str, finished: bool, text: str) -> None:
    assert tidy(Written(raw, finished)) == text
