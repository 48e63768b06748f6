"""Names by a tagger: only where the configuration asks for one, and only in its languages."""

from __future__ import annotations

import pytest

import nlpkit
from nlpkit import entities, extras
from nlpkit.engines import Lazy, Name
from nlpkit.errors import MissingExtra

RUSSIAN = "Вчера в Бишкеке выступила Анна Ким."
ENGLISH = "Maria Stone of Northport arrived on Monday."


class OneName:
    """Takes the last two words before the full stop for a person."""

    name = "one@1"
    languages = frozenset({"ru"})

    def names(self, text: str) -> list[Name]:
        start = text.rindex(" ", 0, text.rindex(" ")) + 1
        return [Name(start, text.rindex("."), "person")]


def names(found: entities.Entities) -> list[tuple[str, str]]:
    kinds = ("person", "place", "organisation")
    return [(entity.kind, entity.text) for kind in kinds for entity in found.of(kind)]


def test_the_tagger_reads_its_language_and_rules_the_others() -> None:
    document = nlpkit.preprocess(f"{RUSSIAN}\n\n{ENGLISH}")
    found = entities.find(document, OneName())
    assert ("person", "Анна Ким") in names(found)
    assert ("place", "Бишкеке") not in names(found)
    assert ("person", "Maria Stone") in names(found)
    assert found.method.endswith("+one@1")


def test_without_a_tagger_rules_find_them() -> None:
    found = entities.find(nlpkit.preprocess(RUSSIAN))
    assert ("place", "Бишкеке") in names(found)
    assert found.method == entities.METHOD


def test_a_pipeline_takes_the_tagger_for_results_too() -> None:
    pipe = nlpkit.load(overrides={"summarizer.backend": "echo"})
    own = nlpkit.Pipeline(
        pipe.config, pipe.translator, pipe.summarizer, name_tagger=Lazy("one", OneName)
    )
    assert own.entities(RUSSIAN).method.endswith("+one@1")
    assert own.run(RUSSIAN, target="ru").entities.method.endswith("+one@1")


def test_what_is_installed_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = nlpkit.load().signature
    monkeypatch.setattr(extras, "_installed", lambda name: True)
    assert nlpkit.load().signature == plain
    assert nlpkit.load().name_tagger is None


def test_a_missing_tagger_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_installed", lambda name: False)
    with pytest.raises(MissingExtra) as told:
        nlpkit.load(overrides={"entities.names": "natasha"})
    assert "nlpkit[ru]" in str(told.value.hint)


def test_the_signature_names_the_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_installed", lambda name: True)
    parts = nlpkit.load(overrides={"entities.names": "natasha"}).signature.split("|")
    assert any(part.startswith(f"ent:{entities.VERSION},names:natasha@") for part in parts)


def test_natasha() -> None:
    pytest.importorskip("slovnet")
    pipe = nlpkit.load(overrides={"entities.names": "natasha"})
    found = names(pipe.entities(RUSSIAN))
    assert ("person", "Анна Ким") in found
    assert ("place", "Бишкеке") in found
