"""Several translation models at once: which pair goes to which, through English, loaded when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from checkpoints import built

import nlpkit
from nlpkit import config
from nlpkit.document import Draft
from nlpkit.engines import Lazy, Route, SeveralTranslators
from nlpkit.engines.echo import EchoTranslator
from nlpkit.errors import ConfigError, PairUnsupported
from nlpkit.events import Loading
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.outcomes import Fragment, Outcome

NUMBERS = count()
RU, KK, DE = "Погода была хорошая.", "Ауа райы жақсы болды.", "Das Wetter war schön."


class Engine(EchoTranslator):
    """Serves some pairs; its answers say which pair it was asked for."""

    exact = False
    max_tokens = 6

    def __init__(self, name: str, *pairs: str) -> None:
        self.name = f"{name}{next(NUMBERS)}"
        self.pairs = pairs

    def supports(self, source: str, target: str) -> bool:
        return f"{source}-{target}" in self.pairs

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        scores = {"ru": 0.9, "kk": 0.8}
        return [Draft(f"Said {source} {target}.", scores.get(source, 0.7)) for _ in texts]


def route(engine: Engine, *pairs: str) -> Route:
    return Route(Lazy(engine.name, lambda: engine), pairs)


def translated(routes: Sequence[Route], *fragments: Fragment, target: str = "en") -> list[Outcome]:
    engine = SeveralTranslators(routes)
    return FragmentTranslator(target, Lazy("several", lambda: engine), None).translate(fragments)


def test_each_language_goes_to_the_first_engine_that_serves_it() -> None:
    first, second = Engine("a", "ru-en"), Engine("b", "ru-en", "kk-en")
    routes = [route(first, "ru-en"), route(second, "*-en")]
    outcomes = translated(routes, Fragment(RU, "ru"), Fragment(KK, "kk"), Fragment(DE, "de"))
    assert [o.engine for o in outcomes] == [first.name, second.name, None]
    assert [o.text for o in outcomes] == ["Said ru en.", "Said kk en.", DE]
    assert (outcomes[2].reason, outcomes[2].detail) == ("no_translator", "de-en")


def test_only_engines_that_are_asked_are_loaded() -> None:
    def fails() -> EchoTranslator:
        raise AssertionError("it is not needed")

    ru = Engine("a", "ru-en")
    several = SeveralTranslators([route(ru, "ru-en"), Route(Lazy("big", fails), ["kk-*"])])
    assert list(several.unloaded("ru", "en")) == [ru.name]
    assert several.serving("ru", "en") is ru
    assert list(several.unloaded("ru", "en")) == []
    assert list(several.unloaded("kk", "en")) == ["big"]
    assert several.serving("de", "en") is None
    assert not several.supports("en", "ru")


def test_a_missing_pair_goes_through_english_and_says_so() -> None:
    into, out = Engine("into", "kk-en"), Engine("out", "en-ru")
    routes = [route(into, "kk-en"), route(out, "*-*")]
    [outcome] = translated(routes, Fragment(KK, "kk"), target="ru")
    assert (outcome.text, outcome.score) == ("Said en ru.", 0.7)
    assert outcome.engine == f"{into.name}>en>{out.name}"
    several = SeveralTranslators(routes)
    assert several.translate([KK], "kk", "ru") == [Draft("Said en ru.", 0.7)]
    fresh = SeveralTranslators([route(into, "kk-en"), route(out, "en-*")])
    assert list(fresh.unloaded("kk", "ru")) == [into.name, out.name]
    with pytest.raises(PairUnsupported):
        several.translate([DE], "de", "ru")


def test_english_that_is_too_long_for_the_second_engine_is_not_cut_in_silence() -> None:
    class Wordy(Engine):
        def translate(self, texts, source, target, *, safe=False):  # type: ignore[no-untyped-def]
            return [Draft("word " * (9 if text == KK else 2)) for text in texts]

    several = SeveralTranslators(
        [route(Wordy("a", "kk-en"), "*"), route(Engine("b", "en-ru"), "*")]
    )
    drafts = several.translate([KK, RU], "kk", "ru")
    assert [draft.finished for draft in drafts] == [False, True]


ENTRIES = [{"model": "ru-en-base", "pairs": ["ru-en"], "beam": 1}, {"model": "x/nllb"}]


def test_what_a_model_leaves_out_is_as_the_section_says() -> None:
    others = {"translator.threads": 2, "translator.revision": "a"}
    section = config.load(overrides={"translator.models": ENTRIES, **others}).translator
    assert [(s.model, s.beam, s.threads, s.revision) for s in section.each] == [
        ("ru-en-base", 1, 2, None),
        ("x/nllb", 6, 2, None),
    ]
    assert config.Config().translator.each == (config.Config().translator,)


@pytest.mark.parametrize("pair", ["kken", "kazakh?-en", "kk-xx", "-"])
def test_a_pair_that_is_none_is_refused(pair: str) -> None:
    with pytest.raises(ConfigError, match=r"translator\.models\.0\.pairs"):
        config.load(overrides={"translator.models": [{"model": "x", "pairs": [pair]}]})


MIXED = """The council met on Monday.

Итоги подвёл глава района.

Қала тұрғындары жаңа мектеп күтіп отыр.
"""


def test_one_article_is_translated_by_two_models(tmp_path: Path) -> None:
    nllb = built("nllb")
    models = [
        {"model": "ru-en-base", "pairs": ["ru-en"]},
        {"model": str(nllb), "backend": "torch", "pairs": ["kk-en"], "beam": 1},
    ]
    pipe = nlpkit.load(overrides={"translator.models": models})
    before = pipe.signature
    assert ",pairs:ru-en;" in before
    events = list(pipe.stream(MIXED))
    loaded = [event.model for event in events if isinstance(event, Loading)]
    assert loaded[:2] == ["ru-en-base", str(nllb)]
    result = pipe.run(MIXED)
    engines = {p.lang: p.engine or "" for p in result.translation.pieces if p.status != "kept"}
    assert engines["ru"].startswith("ru-en-base@")
    assert engines["kk"].startswith("nllb@")
    assert result.signature == before
