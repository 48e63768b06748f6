"""Summaries by an instruction-tuned chat model, each of a text that fits the model's window."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import torch
from transformers import AutoModelForCausalLM
from transformers.models.auto.modeling_auto import (
    MODEL_FOR_CAUSAL_LM_MAPPING_NAMES,
    MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES,
)

from ... import languages
from ...config import SummarizerSection
from ...errors import EngineError
from ...length import Length
from .. import store
from . import answers
from .answers import CHAT
from .checkpoint import Checkpoint, Written
from .coverage import read_by, written_in
from .loading import first_line, repair, settings_of

_PROMPTS, _WINDOW = CHAT["prompts"], CHAT["window"]
# Control tokens, which are not text: `<|im_end|>`, `[INST]`.
_CONTROL = re.compile(r"[<\[]\S+[>\]]")


def is_chat(section: SummarizerSection) -> bool:
    """Return whether the section's model is a language model without an encoder."""
    folder = store.find(section.model, section.revision)
    config = settings_of(folder, repair(section.model, folder))
    family = str(config.get("model_type"))
    made = MODEL_FOR_CAUSAL_LM_MAPPING_NAMES.get(family)
    kinds = config.get("architectures")
    if kinds:
        return made in kinds
    return made is not None and family not in MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES


class Chat(Checkpoint):
    """A decoder with a chat template: Llama, Qwen, Gemma, Mistral and similar models."""

    auto = AutoModelForCausalLM
    half = torch.bfloat16  # they are trained in it, and some of them overflow in float16

    def _family(self, config: dict[str, Any]) -> str:
        return str(config["model_type"])

    def _probe(self, batch: Any) -> torch.Tensor:
        logits: torch.Tensor = self.model(**batch).logits
        return logits

    def _load(self) -> None:
        super()._load()
        if not self.tokenizer.chat_template:
            raise EngineError(
                f"{self._model_name} has no chat template: it continues text, it takes no requests",
                hint="use the instruction-tuned version of the model, often named -Instruct or -it",
            )
        self.tokenizer.padding_side = "left"  # so that the answer begins where the prompt ends
        if self.tokenizer.pad_token_id is None:
            self.tokenizer.pad_token = self.tokenizer.eos_token
        self._system = self._takes_system()

    def _takes_system(self) -> bool:
        """Return whether the template uses the role "system".

        Gemma's template refuses it, and some templates leave its text out.
        """
        mark, reason = "What the system says", "it leaves out what is asked"
        for system in (True, False):
            try:
                if mark in self._rendered(mark, "What the user says", system):
                    return system
            except Exception as error:  # a template is a program, so any exception may come
                reason = first_line(error)
        raise EngineError(f"the chat template of {self._model_name} fails: {reason}")

    def prompt(self, system: str, user: str) -> str:
        """Return both texts in the form the model was trained on, up to where its answer begins."""
        return self._rendered(system, user, self._system)

    def _rendered(self, system: str, user: str, apart: bool) -> str:
        turns = [{"role": "user", "content": user if apart else f"{system}\n\n{user}"}]
        if apart:
            turns.insert(0, {"role": "system", "content": system})
        return str(
            self.tokenizer.apply_chat_template(
                turns, tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
        )

    def answer(self, prompts: Sequence[str], *, max_new_tokens: int, beam: int) -> list[Written]:
        """Return the model's answer to each prompt, in order.

        Raises EngineError, also where memory does not suffice.
        """
        return self.compute(len(prompts), lambda: self._answer(prompts, max_new_tokens, beam))

    def _answer(self, prompts: Sequence[str], budget: int, beam: int) -> list[Written]:
        batch = self.tokenizer(
            list(prompts), padding=True, add_special_tokens=False, return_tensors="pt"
        ).to(self._device)
        width = batch.input_ids.shape[1]
        if width >= self.limit:
            raise ValueError(f"{width} tokens are over its {self.limit}")
        output = self.model.generate(
            input_ids=batch.input_ids,
            attention_mask=batch.attention_mask,
            max_new_tokens=min(budget, self.limit - width),
            min_new_tokens=0,
            do_sample=False,
            temperature=1.0,
            top_p=1.0,
            top_k=50,
            num_beams=beam,
            early_stopping=beam > 1,
            length_penalty=1.0,
            # A penalty would count the prompt too, and so keep names of the article out.
            repetition_penalty=1.0,
            no_repeat_ngram_size=0,
            pad_token_id=self.tokenizer.pad_token_id,
        )[:, width:]
        counted = self._counted(output)
        texts = [
            self.tokenizer.decode(row[mask], skip_special_tokens=True)
            for row, mask in zip(output, counted, strict=True)
        ]
        ended = (self._ends(output) & counted).any(1).tolist()
        return [Written(text.strip(), end) for text, end in zip(texts, ended, strict=True)]


class ChatWriter:
    """Asks a chat model for a summary in the language of the text.

    The article stands in the user's turn between two marks. Inside the article, a space is inserted
    into every such mark and every control token of the tokenizer. So an article cannot end its turn
    or begin another one. This does not stop instructions in plain words from reaching the model.
    """

    def __init__(self, section: SummarizerSection) -> None:
        self.chat = Chat(section)
        self._beam = section.beam
        self.name = self.chat.name
        self.languages = read_by(self.chat.tokenizer)
        added = [t for t in self.chat.tokenizer.get_added_vocab() if _CONTROL.fullmatch(t)]
        marks = sorted({*CHAT["article"]["marks"], *added}, key=len, reverse=True)
        self._marks = re.compile("|".join(map(re.escape, marks)), re.IGNORECASE)
        most = Length(10_000, "words")
        longest = max(self.count(self._prompt([""], most, code)) for code in _PROMPTS)
        budget = min(self.chat.limit, _WINDOW["most"]) - longest
        self.window = int((1 - _WINDOW["answer"]) * budget)
        if self.window < 1:
            raise EngineError(
                f"{section.model} takes {self.chat.limit} tokens, the request alone has {longest}",
                hint="use a model with a longer context",
            )

    def count(self, text: str) -> int:
        """Return the number of tokens of the text."""
        return self.chat.count(text)

    def write(
        self, sentences: Sequence[str], *, length: Length, budget: int, language: str
    ) -> list[str]:
        """Return the lines of the answer: finished sentences in
        `language`, at most `budget` tokens.
        """
        prompt = self._prompt(sentences, length, language)
        [written] = self.chat.answer([prompt], max_new_tokens=budget, beam=self._beam)
        return [line for line in answers.lines(written) if written_in(line, language)]

    def _prompt(self, sentences: Sequence[str], length: Length, language: str) -> str:
        told = _PROMPTS.get(language, _PROMPTS["en"])
        phrase = told[length.unit if length.amount > 1 else length.unit.removesuffix("s")]
        fields = {
            "language": languages.name(language),
            "length": phrase.format(n=length.amount),
            "article": self.harmless(" ".join(sentences)),
        }
        system, user = (told[part].strip().format(**fields) for part in ("system", "user"))
        return self.chat.prompt(system, user)

    def harmless(self, text: str) -> str:
        """Return the text with a space inside every mark and control token."""
        broken = self._marks.sub(lambda mark: f"{mark[0][0]} {mark[0][1:]}", text)
        return text if broken == text else self.harmless(broken)
