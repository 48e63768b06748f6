"""Runs Marian models (OPUS-MT and our own) by CTranslate2, without torch and transformers.

A folder with `ct2-int8/` or `model.bin` is read as it is. Any other Marian checkpoint is converted
once, into the user's cache.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from math import exp
from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece

from ... import languages
from ...config import TranslatorSection
from ...document import Draft
from ...errors import EngineError, PairUnsupported
from ...extras import require
from .. import calibration, dictionary, lexicon, store
from ..contracts import DictionaryWord, Link
from . import weights
from .card import model_card, pair_of, settings

_END = "</s>"
_SPACE = "\u2581"  # stands for a space in the pieces of sentencepiece
_MAX_SKIPPED = 4  # characters of a text, such as spaces, that may lie between two pieces
_MIN_ATTENTION = 0.05  # links of a smaller attention weight are left out
# By device and wanted precision: the types to try, best first. bfloat16 is not among them: some
# virtual machines say that they support it, and crash when it is used.
_COMPUTE_TYPES = {
    ("cpu", "int8"): ("int8", "int8_float32", "float32"),
    ("cpu", "float32"): ("float32",),
    ("cpu", "float16"): ("float32",),
    ("cuda", "int8"): ("int8_float16", "int8", "float16", "float32"),
    ("cuda", "float32"): ("float32",),
    ("cuda", "float16"): ("float16", "float32"),
}


class MarianTranslator:
    """Translates lines into one language, from the languages that the model's files name.

    Guarantees:
    - there is one draft for each line, in order; blank lines stay as they are;
    - no line is truncated: a line of more than `max_tokens` tokens is an EngineError; an answer
      that reached the limit has `finished=False`;
    - `score` is exp of the mean log-probability of the answer's tokens, in [0, 1];
    - if the model brings a lexicon, the hypotheses of the beam are ordered by `Lexicon.ordered`;
    - several threads may use one engine.
    """

    exact = False

    def __init__(self, section: TranslatorSection) -> None:
        folder = store.find(section.model, section.revision)
        self._hint = f"the files in {folder} may be broken: nlpkit models verify, or fetch it again"
        device = _device(section.device)
        compute_type = _compute_type(device, section.compute_type)
        # Files of others can be broken in any way, and each loader has exceptions of its own.
        try:
            made = _weights(folder, compute_type)
            card = model_card(made, folder)
            self._sources, self._targets = pair_of(card, section)
            self._positions = int(card["positions"])
            self.max_tokens = int(card.get("max_tokens", self._positions - 1))
            self._beam, self._batch_tokens = section.beam, section.batch_tokens
            self.calibration = calibration.read(folder)
            self._lexicon = lexicon.read(folder)
            self._dictionary = dictionary.read(folder)
            self._source_pieces = _pieces(made, folder, "source.spm")
            self._target_pieces = _pieces(made, folder, "target.spm")
            self._model = ctranslate2.Translator(
                str(made),
                device=device,
                compute_type=compute_type,
                # Several batches at once, each in one thread. For models as small as these that
                # gives three times the words per second of several threads in one batch.
                inter_threads=section.threads or _physical_cores(),
                intra_threads=1,
            )
        except (RuntimeError, ValueError, OSError, TypeError) as error:
            raise EngineError(f"cannot load {section.model}: {error}", hint=self._hint) from error
        self.name = (
            f"{Path(section.model).name}@{store.fingerprint(folder)},"
            f"backend:ct2,compute:{compute_type},beam:{section.beam}"
        )
        self._check()

    def supports(self, source: str, target: str) -> bool:
        return source in self._sources and target in self._targets and source != target

    def count(self, text: str) -> int:
        return len(self._source_pieces.encode(text))

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """Return one draft for each line.

        Raises PairUnsupported, and EngineError if the engine fails as a whole.
        """
        return [best for best, *_ in self._hypotheses(texts, source, target, 1, safe)]

    def alternatives(
        self, texts: Sequence[str], source: str, target: str, count: int
    ) -> list[list[Draft]]:
        """Return the `count` best hypotheses of the beam search for each line, the best first.

        Raises what `translate` raises.
        """
        return self._hypotheses(texts, source, target, count, False)

    def align(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[list[Link]]:
        """Return the links of each pair.

        The weight of a link is the model's attention to a piece of the source at the time when it
        writes a piece of the translation. Raises EngineError if the engine fails as a whole.
        """
        read = [
            (_placed(self._source_pieces, one), _placed(self._target_pieces, other))
            for one, other in pairs
        ]
        fits = [
            i
            for i, (one, other) in enumerate(read)
            if 0 < len(one) <= self.max_tokens and 0 < len(other) < self._positions
        ]
        links: list[list[Link]] = [[] for _ in pairs]
        if not fits:
            return links
        try:
            results = self._model.translate_batch(
                [[*(piece for piece, *_ in read[i][0]), _END] for i in fits],
                target_prefix=[[piece for piece, *_ in read[i][1]] for i in fits],
                max_batch_size=self._batch_tokens,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=1 + max(len(read[i][1]) for i in fits),
                beam_size=1,
                return_attention=True,
            )
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.name} failed: {error}", hint=self._hint) from error
        for i, result in zip(fits, results, strict=True):
            links[i] = list(_links(*read[i], result.attention[0]))
        return links

    def uncovered(self, text: str, answer: str, source: str, target: str) -> list[str]:
        """Return the words of the text that no word of the answer stands for.

        There are none if the model brings no lexicon. A lexicon is for the one pair of its model.
        """
        return dictionary.uncovered(self._lexicon, self._dictionary, text, answer)

    def lacking(self, text: str, answer: str, source: str, target: str) -> list[DictionaryWord]:
        """Return the words of the text of which the answer has no translation, by the dictionary.

        There are none if the model brings no dictionary. It is for the one pair of its model.
        """
        return self._dictionary.lacking(text, answer, self._lexicon) if self._dictionary else []

    def _hypotheses(
        self, texts: Sequence[str], source: str, target: str, count: int, safe: bool
    ) -> list[list[Draft]]:
        if not self.supports(source, target):
            raise PairUnsupported(
                f"{self.name} does not translate {languages.name(source)} "
                f"to {languages.name(target)}",
                hint="choose another model: nlpkit models list",
            )
        drafts = [[Draft(text)] for text in texts]
        filled = [i for i, text in enumerate(texts) if text.strip()]
        lines = [self._source_pieces.encode(texts[i], out_type=str) for i in filled]
        longest = max(map(len, lines), default=0)
        if longest > self.max_tokens:
            raise EngineError(f"a line of {longest} tokens is over the {self.max_tokens} it takes")
        for i, hypotheses in zip(filled, self._drafts(lines, count, safe), strict=True):
            if self._lexicon and len(hypotheses) > 1:
                hypotheses = self._lexicon.ordered(texts[i], hypotheses)
            drafts[i] = hypotheses[:count]
        return drafts

    def _drafts(self, lines: Sequence[list[str]], count: int, safe: bool) -> list[list[Draft]]:
        if not lines:
            return []
        budgets = [self._budget(len(line)) for line in lines]
        search = self._search(count, safe)
        try:
            results = self._model.translate_batch(
                [[*line, _END] for line in lines],
                max_batch_size=self._batch_tokens,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=max(budgets),
                disable_unk=True,
                return_scores=True,
                num_hypotheses=search["beam_size"] if self._lexicon else count,
                **search,
            )
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.name} failed: {error}", hint=self._hint) from error
        answers = zip(results, budgets, strict=True)
        return [
            [self._draft(*one, budget) for one in zip(r.hypotheses, r.scores, strict=True)]
            for r, budget in answers
        ]

    def _budget(self, length: int) -> int:
        """Return how many tokens the answer to a line of `length` tokens may have."""
        limits = settings()["limits"]
        return min(int(limits["ratio"] * length + limits["extra"]), self._positions - 1)

    def _draft(self, pieces: list[str], score: float, budget: int) -> Draft:
        # The other lines of the batch must not change the answer to a line. So tokens that only the
        # limit of a longer line allows are cut off.
        text = self._target_pieces.decode(pieces[:budget]).strip()
        return Draft(text, min(1.0, exp(score)), finished=len(pieces) < budget)

    def _search(self, count: int, safe: bool) -> dict[str, Any]:
        if not safe:
            return {"beam_size": max(self._beam, count)}
        safer = settings()["safe"]
        return {
            "beam_size": max(self._beam, safer["beam"]),
            "no_repeat_ngram_size": safer["no_repeat_ngram"],
            "repetition_penalty": safer["repetition_penalty"],
        }

    def _check(self) -> None:
        """Translate two sentences, and raise EngineError if the answer is nonsense.

        A language without such sentences in data/ct2.toml is not checked.
        """
        [target] = self._targets
        for probe in settings()["probes"]:
            if self.supports(probe["source"], target):
                drafts = self.translate(probe["texts"], probe["source"], target)
                if _nonsense(drafts, probe.get(target)):
                    raise EngineError(f"{self.name} answers nonsense", hint=self._hint)
                return


def _placed(pieces: sentencepiece.SentencePieceProcessor, text: str) -> list[tuple[str, int, int]]:
    """Return the pieces of a text with their ranges in it, without the spaces before words.

    A piece whose letters the text does not have has an empty range: sentencepiece reads "½" as
    "1⁄2".
    """
    placed, at = [], 0
    for piece in pieces.encode(text, out_type=str):
        letters = piece.replace(_SPACE, " ").strip()
        start = text.find(letters, at, at + len(letters) + _MAX_SKIPPED) if letters else -1
        placed.append((piece, at, at) if start < 0 else (piece, start, start + len(letters)))
        at = placed[-1][2]
    return placed


def _links(
    source: Sequence[tuple[str, int, int]],
    target: Sequence[tuple[str, int, int]],
    attention: Sequence[Sequence[float]],
) -> Iterator[Link]:
    """Yield the links with a weight of at least `_MIN_ATTENTION`.

    `attention` has the weights of the source's pieces for each piece of the translation.
    """
    for (_, at, until), row in zip(target, attention, strict=False):
        for (_, start, end), weight in zip(source, row, strict=False):
            if weight >= _MIN_ATTENTION and at < until and start < end:
                yield Link(at, until, start, end, weight)


def _nonsense(drafts: Sequence[Draft], expected: Sequence[str] | None) -> bool:
    """Return whether two answers are equal, one is empty, or none has an expected word."""
    texts = {draft.text.casefold() for draft in drafts}
    if "" in texts or len(texts) < len(drafts):
        return True
    known = " ".join(texts)
    return expected is not None and not any(word.casefold() in known for word in expected)


def _weights(folder: Path, compute_type: str) -> Path:
    """Return a folder with a `model.bin` whose products cannot saturate on any CPU.

    That is the model's own folder if its file is such, or if the engine computes in floats.
    Otherwise the model is converted once into the user's cache, $XDG_CACHE_HOME/nlpkit
    (~/.cache/nlpkit): a checkpoint from its own format, a `model.bin` of another precision with its
    weights rounded to seven bits.
    """
    place = store.converted(folder)
    if place is not None:
        if not compute_type.startswith("int8"):
            return place
        given = weights.read(place / "model.bin")
        if not given.saturating():
            return place
    home = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "nlpkit"
    out = home / f"ct2-int7-{weights.VERSION}-{store.fingerprint(folder)}"
    if not (out / "model.bin").is_file():
        if place is None:
            require("hf", "converting a model")
            from .conversion import convert  # it imports torch

            convert(folder, out)
        else:
            weights.copy(place, given.seven_bits(), out)
    return out


def _pieces(made: Path, folder: Path, name: str) -> sentencepiece.SentencePieceProcessor:
    path = made / name if (made / name).is_file() else folder / name
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def _device(wanted: str) -> str:
    cuda = ctranslate2.get_cuda_device_count() > 0
    if wanted == "cuda" and not cuda:
        raise EngineError("there is no CUDA device here", hint="set device to auto or cpu")
    return "cuda" if cuda and wanted != "cpu" else "cpu"


def _compute_type(device: str, wanted: str) -> str:
    supported = ctranslate2.get_supported_compute_types(device)
    wished = _COMPUTE_TYPES[device, "int8" if wanted == "auto" else wanted]
    return next((kind for kind in wished if kind in supported), "float32")


def _physical_cores() -> int:
    """Return the number of cores that this process may use.

    Two threads of one core count as one: they are no faster here.
    """
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    cores = set()
    for cpu in allowed:
        siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        cores.add(siblings.read_text().strip() if siblings.is_file() else str(cpu))
    return len(cores) or os.cpu_count() or 1
