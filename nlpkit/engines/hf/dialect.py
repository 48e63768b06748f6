"""How the languages of a translation are given to a checkpoint.

They are given as codes of its tokenizer or as words before the text. A checkpoint with only one
pair of languages needs neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ... import languages
from ...config import TranslatorSection
from ...errors import ConfigError, EngineError
from .. import store
from .settings import SETTINGS

_FAMILIES, _GROUPS = SETTINGS["families"], SETTINGS["groups"]
# rus_Cyrl of NLLB, ru_RU of mBART, ru of M2M100 (whose vocabulary does not hold its codes).
_CODE = re.compile(r"[a-z]{2,3}(_[A-Z][A-Za-z]{1,3})?")
_TAG = re.compile(r">>(\w+)<<|<2(\w+)>")  # >>eng<< of opus-mt, <2en> of MADLAD
_PAIR = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,7})-([A-Za-z]{2,7})(?![A-Za-z])")
_TASK = re.compile(r"translation_(\w+)_to_(\w+)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The languages that a checkpoint reads and writes (as nlpkit's codes), and how to give them.

    `codes` are the tokenizer's codes by language. `tags` are the words before the text, by target
    language. `template` makes these words where the target has no tag.
    """

    sources: frozenset[str]
    targets: frozenset[str]
    codes: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    template: str = ""

    def prefix(self, source: str, target: str) -> str:
        """Return the words that stand before the text."""
        names = {"source": languages.name(source), "target": languages.name(target)}
        return self.tags.get(target, self.template.format(**names))

    @property
    def longest_prefix(self) -> str:
        source, target = (
            max(sorted(codes), key=lambda code: len(languages.name(code)), default="en")
            for codes in (self.sources, self.targets)
        )
        return self.prefix(source, target)


def read_dialect(
    folder: Path, family: str, tokenizer: Any, config: Any, section: TranslatorSection
) -> Dialect:
    """Return the checkpoint's dialect.

    `nlpkit.json` in the folder overrides what the checkpoint says: `source` and `target` (a code, a
    group of languages such as `zle`, or a list) and `prefix`, the words before the text. Raises
    EngineError if the languages are not known.
    """
    card = store.settings(folder / "nlpkit.json")
    if family in _FAMILIES["coded"]:
        own = codes(tokenizer)
        found = Dialect(frozenset(own), frozenset(own), own)
    elif family in _FAMILIES["prompted"]:
        found = _prompted(tokenizer, config)
    else:
        found = _paired(tokenizer, section)
    found = replace(
        found,
        sources=members(card.get("source")) or found.sources,
        targets=members(card.get("target")) or found.targets,
        template=card.get("prefix", found.template),
    )
    if not found.sources or not found.targets:
        raise EngineError(
            f"cannot tell which languages {section.model} translates",
            hint='set translator.source and translator.target, or put {"source": "ru", '
            f'"target": "en"}} into {folder / "nlpkit.json"}',
        )
    return found


def codes(tokenizer: Any) -> dict[str, str]:
    """Return the tokenizer's own codes (`rus_Cyrl`, `ru_RU`, `ru`) by language."""
    # A piece of a word in the vocabulary, such as "it", may look like a code.
    special = getattr(tokenizer, "lang_code_to_id", None) or tokenizer.all_special_tokens
    return _coded(special) or _coded(tokenizer.get_vocab())


def _coded(tokens: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for token in sorted(tokens):
        base, _, script = token.partition("_")
        code = _parse(base) if _CODE.fullmatch(token) else None
        # Of two scripts of one language the usual script is kept, else the first one (zho_Hans).
        if code and (code not in found or script in languages.SCRIPTS[code][:1]):
            found[code] = token
    return found


def _prompted(tokenizer: Any, config: Any) -> Dialect:
    """Return the dialect of a T5 model.

    T5 has its own tasks, which its configuration lists; MADLAD has tags; other models take any
    pair.
    """
    tags = _tags(tokenizer)
    if tags:
        return Dialect(frozenset(tags), frozenset(tags), tags=tags)
    tasks = [_TASK.fullmatch(task) for task in getattr(config, "task_specific_params", None) or ()]
    sources = members([task[1] for task in tasks if task])
    targets = members([task[2] for task in tasks if task])
    every = frozenset(languages.NAMES)
    return Dialect(sources or every, targets or every, template="translate {source} to {target}: ")


def _paired(tokenizer: Any, section: TranslatorSection) -> Dialect:
    """Return the dialect of opus-mt and other bilingual models.

    The pair is that of the tokenizer, else of the model's name, else of the user's settings.
    """
    tags = _tags(tokenizer)
    pairs = [(getattr(tokenizer, "source_lang", None), getattr(tokenizer, "target_lang", None))]
    pairs += reversed(_PAIR.findall(Path(section.model).name))
    if section.source != "auto":
        pairs.append((section.source, section.target))
    for source, target in pairs:
        sources, targets = members(source), frozenset(tags) or members(target)
        if sources and targets:
            return Dialect(sources, targets, tags=tags)
    return Dialect(frozenset(), frozenset(), tags=tags)


def _tags(tokenizer: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for token in sorted(tokenizer.get_vocab()):
        match = _TAG.fullmatch(token)
        code = _parse(match[1] or match[2]) if match else None
        if code and code not in tags:
            tags[code] = f"{token} "
    return tags


def members(codes: str | Iterable[str] | None) -> frozenset[str]:
    """Return the languages of codes and of opus-mt's groups; `mul` stands for every language."""
    found: set[str] = set()
    for code in [codes] if isinstance(codes, str) else codes or ():
        group, one = _GROUPS.get(code.lower()), _parse(code)
        every = languages.NAMES if code.lower() == "mul" else ()
        found |= {*(group.split() if group else ()), *every, *([one] if one else ())}
    return frozenset(found)


def _parse(code: str) -> str | None:
    try:
        return languages.parse(code)
    except ConfigError:
        return None
