"""Tiny random checkpoints of every family nlpkit reads: a moment each, nonsense by design.

They have the files, shapes, tokens and quirks of the real ones, so that loading, language codes,
prefixes, limits, batching and generation can be tested without a network.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RUSSIAN = """
Который час, спросил человек у кассы, и никто не ответил ему сразу.
Город просыпался медленно: сначала трамваи, потом пекарни, потом школы.
Правительство области сказало, что новый мост откроют весной.
Вчера вечером над рекой стоял туман, и паром не ходил до утра.
Учёные считают, что озеро мелеет из-за жаркого лета.
Россия и Казахстан договорились о поставках зерна на этот год.
Сегодня в музее открылась выставка старых фотографий.
Цены на хлеб выросли на три процента, сообщило министерство.
Пожарные потушили склад за два часа, пострадавших нет.
Моя сестра работает в больнице и очень устаёт по ночам.
Президент подписал закон, который должен помочь малым городам.
Поезд из Москвы опоздал на сорок минут из-за снега.
Дети нашли щенка, и объявление висело на каждом столбе.
Фёдор любит шахматы, съел яблоко и ушёл домой пешком.
Эксперты говорят: работа будет закончена через несколько месяцев.
Жители этой улицы ждут ответа уже больше года.
Хороший юрист объяснил, почему эта цифра не изменится.
Время, люди, страна, слово, жизнь, рука, место, вопрос, сторона, дело.
Который, сказал, человек, России, время, может, после, также, только.
АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя.
""".strip().splitlines()

ENGLISH = """
The town woke slowly: first the trams, then the bakeries, then the schools.
The regional government said that the new bridge would open in spring.
Last night there was fog over the river, and the ferry did not run until morning.
Scientists believe that the lake is getting shallow because of the hot summer.
Russia and Kazakhstan agreed on grain supplies for this year.
An exhibition of old photographs opened at the museum today.
Bread prices rose by three percent, the ministry reported.
Firefighters put out the warehouse in two hours, and nobody was hurt.
My sister works at the hospital and gets very tired at night.
The president signed a law that should help small towns.
The train from Moscow was forty minutes late because of the snow.
The children found a puppy, and a notice hung on every post.
Fyodor loves chess, ate an apple and walked home.
Experts say that the work will be finished in a few months.
The people of this street have been waiting for an answer for more than a year.
A good lawyer explained why this figure will not change.
translate English Russian to summarize: 0123456789 JKQVXZ jkqvxz
ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz.
""".strip().splitlines()

_SHAPE = {"d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
          "decoder_attention_heads": 2, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16}  # fmt: skip


def tiny_marian(
    path: Path, *, source: str | None = "ru", target: str | None = "en", tags: tuple[str, ...] = ()
) -> Path:
    """An opus-mt checkpoint; `tags` such as `>>eng<<` make it a multi-target one."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    spm = _sentencepiece(path, "source.spm", RUSSIAN + ENGLISH)
    (path / "target.spm").write_bytes(spm.read_bytes())
    pieces = ["</s>", "<unk>", *tags, *_pieces(spm), "<pad>"]
    (path / "vocab.json").write_text(json.dumps({piece: i for i, piece in enumerate(pieces)}))
    tokenizer = MarianTokenizer(
        str(spm), str(path / "target.spm"), str(path / "vocab.json"),
        source_lang=source, target_lang=target,
    )  # fmt: skip
    pad = len(pieces) - 1
    config = MarianConfig(
        **_SHAPE, vocab_size=len(pieces), pad_token_id=pad, eos_token_id=0,
        decoder_start_token_id=pad, forced_eos_token_id=0, max_position_embeddings=64,
    )  # fmt: skip
    return _save(path, MarianMTModel, config, tokenizer)


def tiny_nllb(path: Path) -> Path:
    """An NLLB-200 checkpoint: codes such as `rus_Cyrl`."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    tokenizer = _from_sentencepiece(path, "NllbTokenizer", "sentencepiece.bpe.model", "bpe")
    codes = ["rus_Cyrl", "eng_Latn", "kaz_Cyrl", "zho_Hans", "zho_Hant"]
    tokenizer.add_special_tokens({"extra_special_tokens": codes})
    config = M2M100Config(
        **_SHAPE, vocab_size=len(tokenizer), max_position_embeddings=64, decoder_start_token_id=2
    )
    return _save(path, M2M100ForConditionalGeneration, config, tokenizer)


def tiny_m2m100(path: Path) -> Path:
    """An M2M100 checkpoint: codes such as `__ru__`."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    spm = _sentencepiece(path, "sentencepiece.bpe.model", RUSSIAN + ENGLISH)
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *_pieces(spm)]
    (path / "vocab.json").write_text(json.dumps({piece: i for i, piece in enumerate(pieces)}))
    tokenizer = M2M100Tokenizer(str(path / "vocab.json"), str(spm))
    config = M2M100Config(
        **_SHAPE, vocab_size=len(pieces) + 108, max_position_embeddings=64, decoder_start_token_id=2
    )
    return _save(path, M2M100ForConditionalGeneration, config, tokenizer)


def tiny_mbart50(path: Path) -> Path:
    """An mBART-50 checkpoint: codes such as `ru_RU`."""
    from transformers import MBartConfig, MBartForConditionalGeneration

    tokenizer = _from_sentencepiece(path, "MBart50Tokenizer", "sentencepiece.bpe.model", "unigram")
    config = MBartConfig(
        **_SHAPE, vocab_size=len(tokenizer), max_position_embeddings=64, decoder_start_token_id=2
    )
    return _save(path, MBartForConditionalGeneration, config, tokenizer)


def tiny_t5(path: Path, *, lines: Sequence[str] = RUSSIAN + ENGLISH, **config: object) -> Path:
    """A T5 checkpoint; trained on English lines alone it turns Russian into `<unk>`."""
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _from_sentencepiece(
        path, "T5Tokenizer", "spiece.model", "unigram", lines,
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
    )  # fmt: skip
    shape = T5Config(
        d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2, vocab_size=len(tokenizer),
        decoder_start_token_id=0, **config,
    )  # fmt: skip
    return _save(path, T5ForConditionalGeneration, shape, tokenizer)


def tiny_bart(path: Path, *, positions: int = 128, **generation: object) -> Path:
    """A BART checkpoint with a byte-level vocabulary of English alone, as bart-large-cnn has."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer

    path.mkdir(parents=True, exist_ok=True)
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(ENGLISH, vocab_size=1200, min_frequency=1, special_tokens=specials)
    trained.save_model(str(path))
    tokenizer = BartTokenizer(
        vocab=str(path / "vocab.json"), merges=str(path / "merges.txt"), model_max_length=positions
    )
    config = BartConfig(
        **_SHAPE, vocab_size=len(tokenizer), max_position_embeddings=positions,
        bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2,
        forced_eos_token_id=2,
    )  # fmt: skip
    return _save(path, BartForConditionalGeneration, config, tokenizer, **generation)


def tiny_pegasus(path: Path) -> Path:
    """A PEGASUS checkpoint, as pegasus-cnn_dailymail."""
    from transformers import PegasusConfig, PegasusForConditionalGeneration

    tokenizer = _from_sentencepiece(
        path, "PegasusTokenizer", "spiece.model", "unigram", ENGLISH,
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
    )  # fmt: skip
    config = PegasusConfig(
        **_SHAPE, vocab_size=len(tokenizer), max_position_embeddings=128,
        pad_token_id=0, eos_token_id=1, decoder_start_token_id=0,
    )  # fmt: skip
    return _save(path, PegasusForConditionalGeneration, config, tokenizer)


def tiny_nli(
    path: Path, *, labels: Sequence[str] = ("CONTRADICTION", "NEUTRAL", "ENTAILMENT")
) -> Path:
    """A RoBERTa classifier of pairs, as roberta-large-mnli, without a model_max_length."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import RobertaConfig, RobertaForSequenceClassification, RobertaTokenizer

    path.mkdir(parents=True, exist_ok=True)
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(ENGLISH, vocab_size=600, min_frequency=1, special_tokens=specials)
    trained.save_model(str(path))
    tokenizer = RobertaTokenizer(vocab=str(path / "vocab.json"), merges=str(path / "merges.txt"))
    config = RobertaConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        vocab_size=len(tokenizer), max_position_embeddings=66, type_vocab_size=1,
        bos_token_id=0, pad_token_id=1, eos_token_id=2, id2label=dict(enumerate(labels)),
        initializer_range=1.0,
    )  # fmt: skip
    return _save(path, RobertaForSequenceClassification, config, tokenizer)


CHATML = """
{%- for turn in messages %}
{{- "<|im_start|>" + turn.role + "\\n" + turn.content + "<|im_end|>\\n" }}
{%- endfor %}
{%- if add_generation_prompt %}{{ "<|im_start|>assistant\\n" }}{% endif %}
"""


def tiny_chat(
    path: Path,
    *,
    lines: Sequence[str] = RUSSIAN + ENGLISH,
    template: str | None = CHATML,
    positions: int = 2048,
) -> Path:
    """A Llama checkpoint with byte-level tokens and ChatML turns, as SmolLM2-Instruct has."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    trained = ByteLevelBPETokenizer()
    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trained.train_from_iterator(lines, vocab_size=1200, min_frequency=1, special_tokens=specials)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer, eos_token="<|im_end|>", bos_token="<|endoftext|>"
    )
    tokenizer.add_special_tokens({"extra_special_tokens": ["<|im_start|>"]})
    tokenizer.add_tokens(["<tool_call>"])
    tokenizer.chat_template = template
    config = LlamaConfig(
        hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
        vocab_size=len(tokenizer), max_position_embeddings=positions, bos_token_id=0,
        eos_token_id=2,
    )  # fmt: skip
    return _save(path, LlamaForCausalLM, config, tokenizer)


def tiny_causal(path: Path) -> Path:
    """A GPT-2 checkpoint: a language model that neither translates nor summarises."""
    from transformers import GPT2Config, GPT2LMHeadModel

    GPT2LMHeadModel(GPT2Config(n_embd=8, n_layer=1, n_head=2, vocab_size=32)).save_pretrained(path)
    return path


def tiny_encoder(path: Path) -> Path:
    """A BERT checkpoint: an encoder alone."""
    from transformers import BertConfig, BertModel

    shape = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    BertModel(BertConfig(**shape, intermediate_size=8, vocab_size=32)).save_pretrained(path)
    return path


def _save(path: Path, kind: type, config: object, tokenizer: object, **generation: object) -> Path:
    import torch

    torch.manual_seed(0)
    model = kind(config)
    if generation:
        model.generation_config.update(**generation)
    model.save_pretrained(path)
    tokenizer.save_pretrained(path)
    return path


def _from_sentencepiece(
    path: Path,
    tokenizer: str,
    file: str,
    model: str,
    lines: Sequence[str] = (),
    **ids: int,
) -> Any:
    from transformers import AutoTokenizer

    _sentencepiece(path, file, lines or RUSSIAN + ENGLISH, model, **ids)
    (path / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": tokenizer}))
    return AutoTokenizer.from_pretrained(path, local_files_only=True)


def _sentencepiece(
    path: Path, file: str, lines: Sequence[str], model: str = "unigram", **ids: int
) -> Path:
    from io import BytesIO

    from sentencepiece import SentencePieceTrainer

    path.mkdir(parents=True, exist_ok=True)
    trained = BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=trained, model_type=model, vocab_size=400,
        hard_vocab_limit=False, character_coverage=1.0, num_threads=1, minloglevel=2,
        **ids,
    )  # fmt: skip
    (path / file).write_bytes(trained.getvalue())
    return path / file


def _pieces(spm: Path) -> list[str]:
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(str(spm))
    return [processor.IdToPiece(i) for i in range(3, processor.GetPieceSize())]
