"""Train the model for a given time: `data.npz`, `align.npz`, `vocab.json` in, `checkpoint.pt` out.

Guarantees:
- The learning rate and the curriculum follow training seconds, so a run fits the time given.
- `--resume` restores all state, so a run may be cut into pieces (`--stop-after`, SIGTERM).
- It needs torch and numpy; `--init-from` the project; dev scores sentencepiece and sacrebleu.
"""

import argparse
import json
import math
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from batches import Data
from model import EOS, Shape, Translator
from muon import Muon
from torch import Tensor

OPTIONS: tuple[tuple[str, int | float, str], ...] = (
    ("width", 256, "of the model"),
    ("heads", 4, "of every attention"),
    ("encoder-layers", 3, "number"),
    ("decoder-layers", 2, "number"),
    ("ffn", 1024, "feed-forward width"),
    ("lr", 1.5e-3, "peak learning rate"),
    ("warmup", 4.0, "minutes of linear warm-up at the start"),
    ("cooldown", 0.0, "minutes of linear decay to 1 % at the end of --minutes; 0: none"),
    ("tokens", 2000, "padded target pieces a batch"),
    ("round-tokens", 400_000, "target pieces between reshuffles"),
    ("guide", 0.5, "weight of the alignment loss at the start; gone after four fifths of the time"),
    ("dropout", 0.0, "share"),
    ("smoothing", 0.1, "label smoothing"),
    ("decay", 0.998, "of the moving average"),
    ("save-every", 3.0, "minutes between checkpoints"),
    ("judge-every", 10.0, "minutes between development scores"),
    ("seed", 1, "of everything random"),
)


class SmoothedEntropy(torch.autograd.Function):
    """Label-smoothed cross-entropy, with its gradient computed in place of the scores (N, V)."""

    @staticmethod
    def forward(
        ctx: Any, states: Tensor, weight: Tensor, target: Tensor, smoothing: float, room: Tensor
    ) -> Tensor:
        """states (N, D), weight (V, D), target (N,): the mean over N, a scalar.

        Room (at least N, V) is overwritten; its type is the one the products are made in.
        """
        low, table = states.to(room.dtype), weight.to(room.dtype)
        count, pieces = len(states), len(weight)
        slope = torch.mm(low, table.T, out=room[:count])
        total = torch.zeros((), device=states.device)
        at_once = 64 if states.device.type == "cpu" else 4096
        for first in range(0, count, at_once):
            rows = slice(first, first + at_once)
            hit = target[rows, None]
            score = slope[rows].float()
            score -= score.amax(1, keepdim=True)
            aim = (1 - smoothing) * score.gather(1, hit) + smoothing * score.mean(1, keepdim=True)
            mass = score.exp_().sum(1, keepdim=True)
            total += (mass.log() - aim).sum()
            score.div_(mass * count).sub_(smoothing / (pieces * count))
            score.scatter_add_(1, hit, torch.full_like(aim, (smoothing - 1) / count))
            slope[rows] = score
        ctx.save_for_backward((slope @ table).float(), (slope.T @ low).float())
        return total / count

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        to_states, to_weight = ctx.saved_tensors
        return to_states * gradient, to_weight * gradient, None, None, None


class Objective:
    """Label-smoothed cross-entropy over the English pieces, plus guided alignment."""

    def __init__(self, data: Data, smoothing: float):
        self.out_ids, self.smoothing, self.pad = data.out_ids, smoothing, data.pad
        self.compact = torch.zeros(data.pad + 1, dtype=torch.long, device=data.out_ids.device)
        self.compact[data.out_ids] = torch.arange(len(data.out_ids), device=data.out_ids.device)
        self._room = torch.empty(0)

    def _scores(self, count: int, like: Tensor) -> Tensor:
        """Return memory for the scores of a batch; it is reused, since new
        pages are slow on a CPU.
        """
        low = torch.is_autocast_enabled(like.device.type)
        kind = torch.bfloat16 if low else torch.float32
        if len(self._room) < count or self._room.dtype != kind:
            rows = count + count // 8
            self._room = torch.empty(0)  # The old memory is freed before more is allocated.
            self._room = torch.empty(rows, len(self.out_ids), dtype=kind, device=like.device)
        return self._room

    def __call__(
        self, net: Translator, batch: tuple[Tensor, Tensor, Tensor], guide: float
    ) -> tuple[Tensor, Tensor]:
        """Return the loss to minimise and its cross-entropy part, both per target piece.

        `guide` is the weight of -log of the last layer's attention to the linked source piece.
        """
        src, tgt, link = batch
        start = F.pad(tgt[:, :-1], (1, 0), value=self.pad)
        states, seen = net(src, start, weights=guide > 0)
        real = tgt != self.pad
        table = net.model.shared.weight[self.out_ids]
        given, target = states[real], self.compact[tgt[real]]
        room = self._scores(len(given), given)
        entropy = SmoothedEntropy.apply(given, table, target, self.smoothing, room)
        if guide <= 0:
            return entropy, entropy.detach()
        linked = (link >= 0) & real
        hit = seen.gather(2, link.clamp_min(0)[:, :, None])[:, :, 0][linked]
        return entropy - guide * hit.clamp_min(1e-6).log().mean(), entropy.detach()


def rate_at(minute: float, total: float, warmup: float, cooldown: float) -> float:
    """Return the share of the peak learning rate: warm-up, constant part, cool-down (in minutes).

    Both ramps are linear (Hu et al. 2024). A cool-down is run on a copy of the checkpoint.
    """
    rising = minute / warmup if warmup > 0 else 1.0
    falling = (total - minute) / cooldown if cooldown > 0 else 1.0
    return max(min(rising, falling, 1.0), 0.01)


def cap_at(progress: float, curriculum: list[tuple[float, int]]) -> int:
    """Return the length in pieces of the longest pair that is used at this point."""
    return [cap for since, cap in curriculum if since <= progress][-1]


class Trainer:
    """The state of one run, new or restored from its checkpoint."""

    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.device = torch.device(options.device)
        vocabulary = json.loads((options.work / "vocab.json").read_text(encoding="utf-8"))
        names = ("width", "heads", "encoder_layers", "decoder_layers", "ffn")
        self.shape = Shape(len(vocabulary), **{name: getattr(options, name) for name in names})
        torch.manual_seed(options.seed)
        self.net = Translator(self.shape, options.dropout).to(self.device)
        self.data = Data(options.work, self.shape.pad, self.device)
        self.objective = Objective(self.data, options.smoothing)
        self._initialise()
        self.weights = [p for p in self.net.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.weights]
        self.optimizers = self._optimizers()
        self.seconds, self.step, self.round, self.place, self.tokens = 0.0, 0, 0, 0, 0
        self.cap = cap_at(0.0, options.curriculum)
        self.asked = False

    def _initialise(self) -> None:
        """Load exported weights, or the bilingual embedding of align.py."""
        if self.options.init_from:
            from nlpkit.engines.ct2 import marian, weights

            exported = weights.read(self.options.init_from / "ct2-int8" / "model.bin")
            arrays = marian.state(exported, self.shape.vocab)
            del arrays["final_logits_bias"]
            self.net.take_over({name: torch.from_numpy(a) for name, a in arrays.items()})
        else:
            vectors = np.load(self.options.work / "align.npz")["embedding"]
            if vectors.shape == tuple(self.net.model.shared.weight.shape):
                self.net.model.shared.weight.data.copy_(
                    torch.from_numpy(vectors.astype(np.float32))
                )

    def _optimizers(self) -> tuple[torch.optim.Optimizer, ...]:
        """Return Muon for matrices inside layers, AdamW for the rest (or all with `--no-muon`)."""
        settings = {"lr": self.options.lr, "weight_decay": 0.0}
        matrices, others = [], []
        for name, weight in zip(self._names(), self.weights, strict=True):
            inside = self.options.muon and ".layers." in name and weight.dim() == 2
            (matrices if inside else others).append(weight)
        adam = torch.optim.AdamW(others, betas=(0.9, 0.98), eps=1e-8, fused=True, **settings)
        if not matrices:
            return (adam,)
        low = torch.bfloat16 if self.options.bf16 else torch.float32
        return adam, Muon(matrices, self.options.lr, low)

    def ask_to_stop(self, *_: object) -> None:
        """Save and stop after the current step. This is the handler of SIGTERM."""
        self.asked = True

    @property
    def progress(self) -> float:
        return self.seconds / (self.options.minutes * 60)

    @property
    def cooling(self) -> bool:
        """Whether the learning rate falls, and the pairs are drawn by their final weights."""
        left = self.options.minutes - self.seconds / 60
        return left < self.options.cooldown

    def save(self) -> None:
        """Write checkpoint.pt in one move."""
        path = self.options.work / "checkpoint.pt"
        counters = ("seconds", "step", "round", "place", "tokens", "cap")
        state = {
            "shape": asdict(self.shape),
            "model": self.net.state_dict(),
            "average": dict(zip(self._names(), self.average, strict=True)),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "counters": {name: getattr(self, name) for name in counters},
            "out_ids": self.data.out_ids.cpu(),
        }
        torch.save(state, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)

    def _names(self) -> list[str]:
        return [name for name, p in self.net.named_parameters() if p.requires_grad]

    def load(self) -> None:
        """Restore the state of the run from checkpoint.pt."""
        state = torch.load(self.options.work / "checkpoint.pt", map_location=self.device)
        if len(state.get("optimizers", ())) != len(self.optimizers):
            raise SystemExit(
                "checkpoint.pt is of another train.py, or of a run with the other of --muon and "
                "--no-muon: export it and go on with --init-from, or remove it"
            )
        self.net.load_state_dict(state["model"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.average = [state["average"][name].to(self.device) for name in self._names()]
        for name, value in state["counters"].items():
            setattr(self, name, value)

    def batches(self) -> Iterator[np.ndarray]:
        """Yield batches without end; the position in the current round is part of the state."""
        while True:
            rng = np.random.default_rng((self.options.seed, self.round))
            plan = self.data.plan(
                self.cap, self.options.tokens, self.options.round_tokens, rng, self.cooling
            )
            while self.place < len(plan):
                self.place += 1
                yield plan[self.place - 1]
            self.round, self.place = self.round + 1, 0
            self.cap = cap_at(self.progress, self.options.curriculum)

    def update(self, pairs: np.ndarray) -> tuple[Tensor, int]:
        """Make one optimiser step. Return its cross-entropy and its number of target pieces."""
        self.net.train()
        batch = self.data.batch(pairs)
        options = self.options
        share = rate_at(self.seconds / 60, options.minutes, options.warmup, options.cooldown)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = self.options.lr * share
        guide = self.options.guide * max(0.0, 1 - self.progress / 0.8)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.bf16):
            loss, entropy = self.objective(self.net, batch, guide)
        self.net.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        decay = min(self.options.decay, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.weights], 1 - decay)
        return entropy, int(self.data.tgt_len[pairs].sum()) + len(pairs)

    def run(self) -> None:
        """Train until the time is over; report and save at intervals."""
        every = 10 if self.device.type == "cuda" else 30
        begun = self.seconds
        clock = report = saved = judged = time.monotonic()
        losses: list[Tensor] = []
        pieces = 0
        for pairs in self.batches():
            entropy, count = self.update(pairs)
            losses.append(entropy)
            pieces, self.tokens = pieces + count, self.tokens + count
            now = time.monotonic()
            self.seconds, clock = self.seconds + now - clock, now
            stop = self.asked or self.progress >= 1
            stop |= self.seconds - begun >= 60 * self.options.stop_after
            if now - report >= every or stop:
                loss = float(torch.stack(losses).mean())
                self._print(f"loss {loss:.3f} {pieces / (now - report):,.0f} tokens/s")
                losses, pieces, report = [], 0, now
            if now - judged >= 60 * self.options.judge_every or self.progress >= 1:
                self.judge()
                judged = clock = time.monotonic()
            if now - saved >= 60 * self.options.save_every or stop:
                self.save()
                saved = clock = time.monotonic()
            if stop:
                break
        self._print("schedule complete" if self.progress >= 1 else "to be resumed")

    def _print(self, text: str) -> None:
        minutes = self.seconds / 60
        place = f"{minutes:6.1f} min step {self.step:6d} cap {self.cap:3d}"
        print(f"{place} {self.tokens / 1e6:7.2f} M  {text}", flush=True)

    @torch.no_grad()
    def judge(self) -> None:
        """Return BLEU of greedy translations of dev.tsv by the averaged
        weights, and three of them.
        """
        path = self.options.work / "dev.tsv"
        if not path.exists() or not all(map(find_spec, ("sacrebleu", "sentencepiece"))):
            return
        import sacrebleu
        import sentencepiece

        pieces = sentencepiece.SentencePieceProcessor(
            model_file=str(self.options.work / "joint.model")
        )
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        kept = [p.detach().clone() for p in self.weights]
        torch._foreach_copy_(self.weights, self.average)
        self.net.eval()
        outputs: list[str] = []
        for first in range(0, len(rows), 50):
            ids = [[*pieces.encode(row[0])[:100], EOS] for row in rows[first : first + 50]]
            src = torch.nn.utils.rnn.pad_sequence(
                [torch.tensor(i) for i in ids], True, self.shape.pad
            )
            for line in self.net.greedy(src.to(self.device), self.data.out_ids, 60).tolist():
                outputs.append(pieces.decode(line[: line.index(EOS)] if EOS in line else line))
        torch._foreach_copy_(self.weights, kept)
        bleu = sacrebleu.corpus_bleu(outputs, [[row[1] for row in rows]])
        self._print(f"dev BLEU {bleu.score:.2f}")
        for i in (0, len(rows) // 2, len(rows) - 1):
            print(f"    {rows[i][0]} -> {outputs[i]}", flush=True)


def curriculum(text: str) -> list[tuple[float, int]]:
    """Parse `0:12,0.5:30,0.7:100`: from that share of the time on, the longest pair in pieces."""
    return [
        (float(since), int(cap)) for since, cap in (part.split(":") for part in text.split(","))
    ]


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options; the defaults are the CPU run's."""
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--work", type=Path, default=Path(".work/ru-en"))
    args.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args.add_argument("--minutes", type=float, required=True, help="length of the whole schedule")
    args.add_argument("--stop-after", type=float, default=math.inf, help="minutes of this piece")
    args.add_argument(
        "--bf16",
        action=argparse.BooleanOptionalAction,
        default=torch.cuda.is_available(),
        help="bfloat16 products; twice as fast on CPUs that have them, but some virtual machines "
        "list an instruction that they refuse to run",
    )
    args.add_argument(
        "--muon",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="Muon for the matrices inside the layers",
    )
    args.add_argument("--resume", action="store_true", help="continue checkpoint.pt")
    args.add_argument("--init-from", type=Path, help="exported folder to start from")
    args.add_argument("--curriculum", type=curriculum, default="0:100", help=curriculum.__doc__)
    args.add_argument("--compile", action="store_true", help="torch.compile the two stacks")
    for name, value, meaning in OPTIONS:
        args.add_argument(
            f"--{name}", type=type(value), default=value, help=meaning.replace("%", "%%")
        )
    return args.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse(arguments)
    torch.set_float32_matmul_precision("high")
    trainer = Trainer(options)
    if options.resume and (options.work / "checkpoint.pt").exists():
        trainer.load()
    if options.compile:
        trainer.net.model.encoder.compile(dynamic=True)
        trainer.net.model.decoder.compile(dynamic=True)
    size = sum(p.numel() for p in trainer.weights)
    trainer._print(
        f"{size / 1e6:.1f} M weights, {len(trainer.data.out_ids):,} output pieces, {options.device}"
    )
    signal.signal(signal.SIGTERM, trainer.ask_to_stop)
    trainer.run()


if __name__ == "__main__":
    main()
