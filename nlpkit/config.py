"""The configuration: defaults, a preset or TOML file over them, `key=value` overrides over both.

`presets/default.toml` shows every key with its comment; a test compares it with the defaults here.
The other files beside it are presets. The name of a preset is used like the path of a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from . import languages, resources
from .errors import ConfigError, NlpkitError
from .length import Length

T = TypeVar("T")

_FLAT = "a setting is one value in one section"


def _checked(parse: Callable[[T], object], *, result: bool = True) -> AfterValidator:
    """Make a pydantic check of a function of nlpkit.

    With `result` the value becomes what it returns.
    """

    def check(value: T) -> object:
        try:
            parsed = parse(value)
        except NlpkitError as error:
            raise ValueError(f"{error.message}; {error.hint}") from error
        return parsed if result else value

    return AfterValidator(check)


def _source(code: str) -> str:
    return code if code == "auto" else languages.parse(code)


def _pair(pair: str) -> str:
    """Return a pair of languages, each a code or *."""
    source, dash, target = pair.partition("-")
    if not dash:
        raise ConfigError(f"{pair} is not a pair", hint="write two codes, such as kk-en or *-en")
    return "-".join(side if side == "*" else languages.parse(side) for side in (source, target))


Language = Annotated[str, _checked(languages.parse)]
SourceLanguage = Annotated[str, _checked(_source)]
Pair = Annotated[str, _checked(_pair)]
KeyHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Rate = Annotated[str, Field(pattern=r"^(\d{1,9}/(second|minute|hour|day)(; ?|$))*$")]
RootPath = Annotated[str, Field(pattern=r"^(/[\w.~-]+)*$")]
Origin = Annotated[str, Field(pattern=r"^(\*|https?://[^\s/]+)$")]
AskedLength = Annotated[str | int, _checked(Length.parse, result=False)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


SummaryKind = Literal["news", "generic"]


class ModelSection(_Section):
    """The settings that the translator and the summarizer have in common."""

    model: str
    revision: str | None = None
    device: Literal["auto", "cpu", "cuda"] = "auto"
    threads: int = Field(default=0, ge=0, le=256)
    batch_tokens: int = Field(default=2048, ge=64, le=1_000_000)
    beam: int = Field(default=4, ge=1, le=16)


class ModelOfPairs(_Section):
    """One of several translation models. What it leaves out is as `[translator]` says."""

    model: str
    pairs: tuple[Pair, ...] = ("*-*",)
    revision: str | None = None
    backend: str | None = None
    device: Literal["auto", "cpu", "cuda"] | None = None
    threads: int | None = Field(default=None, ge=0, le=256)
    batch_tokens: int | None = Field(default=None, ge=64, le=1_000_000)
    beam: int | None = Field(default=None, ge=1, le=16)
    compute_type: Literal["auto", "int8", "float32", "float16"] | None = None


class TranslatorSection(ModelSection):
    backend: str = "auto"
    model: str = "auto"
    beam: int = Field(default=6, ge=1, le=16)
    models: tuple[ModelOfPairs, ...] = ()
    source: SourceLanguage = "auto"
    target: Language = "en"
    phrasebook: bool = True
    glossary: str | None = None
    memory: bool = True
    compute_type: Literal["auto", "int8", "float32", "float16"] = "int8"

    @property
    def each(self) -> tuple[TranslatorSection, ...]:
        """The settings of each of several models, in order; without several, these settings."""
        sections = (
            {"revision": None, **entry.model_dump(exclude={"pairs"}, exclude_none=True)}
            for entry in self.models
        )
        made = tuple(self.model_copy(update={**one, "models": ()}) for one in sections)
        return made or (self,)


class SummarizerSection(ModelSection):
    backend: str = "auto"
    model: str = "extractive"
    length: AskedLength = "short"
    kind: SummaryKind = "news"
    fallback: Literal["extract", "flag"] = "extract"
    nli: str | None = None


class EntitiesSection(_Section):
    names: Literal["rules", "natasha"] = "rules"


class LimitsSection(_Section):
    max_bytes: int = Field(default=20_000_000, ge=1)
    max_chars: int = Field(default=2_000_000, ge=1)
    seconds: float = Field(default=600, gt=0, le=86_400)
    page_chars: int = Field(default=200_000, ge=1)
    page_files: int = Field(default=500, ge=1)


class ServerSection(_Section):
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    workers: int = Field(default=0, ge=0, le=256)
    seconds: float = Field(default=60, gt=0, le=86_400)
    queue_chars: int = Field(default=1_000_000, ge=1)
    hosts: tuple[str, ...] = ()
    allow_anyone: bool = False
    api_keys: tuple[KeyHash, ...] = ()
    key_rate: Rate = ""
    address_rate: Rate = ""
    origins: tuple[Origin, ...] = ()
    jobs: str = ""
    fetch: bool = False
    mcp: bool = False
    root_path: RootPath = ""
    log: Literal["text", "json"] = "text"


class Config(_Section):
    """All settings. The object is frozen."""

    translator: TranslatorSection = TranslatorSection()
    summarizer: SummarizerSection = SummarizerSection()
    entities: EntitiesSection = EntitiesSection()
    limits: LimitsSection = LimitsSection()
    server: ServerSection = ServerSection()


def load(
    origin: str | Path | None = None, overrides: Mapping[str, Any] | Sequence[str] = ()
) -> Config:
    """Return the configuration: defaults, then a preset or a TOML file, then the overrides.

    `origin` is the name of a preset (`"nllb"`) or the path of a file. A file with the name of a
    preset is written as `"./nllb"` or as a Path. `overrides` are nested (`{"translator": {"beam":
    1}}`), dotted (`{"translator.beam": 1}`) or a list such as `["translator.beam=1"]`.

    Raises ConfigError, which names the key, the value and what is expected.
    """
    data: dict[str, Any] = {} if origin is None else _read(origin)
    pairs = overrides.items() if isinstance(overrides, Mapping) else map(_split, overrides)
    for key, value in pairs:
        _set(data, key, value)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        where = f" in {origin}" if origin else ""
        raise ConfigError(
            f"{key}{where}: {_problem(first)}",
            hint="nlpkit config show lists every key with its meaning",
        ) from error


def presets() -> list[str]:
    """Return the names of the presets, in order."""
    names = (file.name for file in resources.folder("nlpkit", "presets").iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def preset(name: str) -> str:
    """Return the text of a preset with its comments. Raises ConfigError for an unknown name."""
    if name not in presets():
        raise ConfigError(f"there is no preset {name!r}", hint=_names_of_presets())
    return resources.load_text("nlpkit", f"presets/{name}.toml")


def _names_of_presets() -> str:
    return f"use one of: {', '.join(presets())}"


def _problem(error: Mapping[str, Any]) -> str:
    """Say what is wrong with a setting, in plain words where those of pydantic are technical."""
    if error["type"] == "extra_forbidden":
        return "there is no such key"
    told, given = error["msg"].removeprefix("Value error, "), repr(error["input"])
    return told if given in told else f"{told} (got {given})"


def _read(origin: str | Path) -> dict[str, Any]:
    if isinstance(origin, str) and origin in presets():
        return tomllib.loads(preset(origin))
    path = Path(origin)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        if str(origin) == path.stem and not path.exists():
            message = f"there is no preset and no file {path}"
            raise ConfigError(message, hint=_names_of_presets()) from error
        raise ConfigError(
            f"cannot read config {path}: {error.strerror}",
            hint="give the path of a TOML file or the name of a preset: nlpkit config list",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path} is nested too deeply", hint=_FLAT) from error


def _split(assignment: str) -> tuple[str, Any]:
    key, equals, raw = assignment.partition("=")
    if not equals or not key.strip():
        raise ConfigError(f"{assignment!r} is not key=value", hint="e.g. --set translator.beam=1")
    try:
        return key.strip(), tomllib.loads(f"v = {raw}")["v"]
    except tomllib.TOMLDecodeError:
        return key.strip(), raw.strip()
    except RecursionError as error:
        raise ConfigError(f"{key.strip()} is nested too deeply", hint=_FLAT) from error


def _set(data: dict[str, Any], key: str, value: Any) -> None:
    *parents, last = key.split(".")
    for parent in parents:
        data = data.setdefault(parent, {})
        if not isinstance(data, dict):
            raise ConfigError(f"{key}: {parent!r} is not a section")
    if isinstance(value, Mapping) and isinstance(data.get(last), dict):
        for inner, inner_value in value.items():
            _set(data[last], inner, inner_value)
    else:
        data[last] = dict(value) if isinstance(value, Mapping) else value
