"""A Marian-shaped translation model in plain PyTorch.

Guarantees:
- the state dict loads straight into transformers' MarianMTModel: same names, same arithmetic
  (post-norm, sinusoidal positions, scaled and tied embeddings, `final_logits_bias`);
- `attend` of the last decoder layer is returned for the guided-alignment loss.
Shapes: B sentences, S source and T target positions, D width, V pieces.
"""

import math
import re
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EOS = 0
LOWEST = torch.finfo(torch.float32).min / 2


@dataclass(frozen=True)
class Shape:
    """The sizes of a model; `vocab` counts <pad>, whose id is the last."""

    vocab: int
    width: int = 256
    heads: int = 4
    encoder_layers: int = 3
    decoder_layers: int = 2
    ffn: int = 1024
    positions: int = 512

    @property
    def pad(self) -> int:
        return self.vocab - 1


def sinusoids(positions: int, width: int) -> Tensor:
    """Return Marian's position table (positions, width): sines first, cosines
    in the second half.
    """
    place = torch.arange(positions, dtype=torch.float64)[:, None]
    angle = place / 10000 ** (2 * torch.arange(width // 2, dtype=torch.float64) / width)
    return torch.cat([angle.sin(), angle.cos()], dim=1).float()


class Attention(nn.Module):
    """Multi-head attention with Marian's parameter names."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.heads = shape.heads
        for name in ("k_proj", "v_proj", "q_proj", "out_proj"):
            setattr(self, name, nn.Linear(shape.width, shape.width))

    def forward(
        self,
        x: Tensor,
        memory: Tensor,
        mask: Tensor | None = None,
        causal: bool = False,
        weights: bool = False,
    ) -> tuple[Tensor, Tensor | None]:
        """x (B, T, D), memory (B, S, D), additive mask (B, 1, 1, S); weights: the heads' mean."""
        batch, length, width = x.shape
        q, k, v = (
            y.view(batch, -1, self.heads, width // self.heads).transpose(1, 2)
            for y in (self.q_proj(x), self.k_proj(memory), self.v_proj(memory))
        )
        seen = None
        # The fused kernel is made for long rows: on a CPU, sentences of 30 pieces go through the
        # plain products a fifth faster.
        if weights or x.device.type == "cpu":
            score = q @ k.transpose(2, 3) / math.sqrt(width // self.heads)
            if causal:
                later = torch.full((length, length), LOWEST, device=x.device).triu(1)
                score = score + later.to(score.dtype)
            probability = (score if mask is None else score + mask).float().softmax(-1)
            seen = probability.mean(1) if weights else None
            out = probability.to(v.dtype) @ v
        else:
            out = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
        return self.out_proj(out.transpose(1, 2).reshape(batch, length, width)), seen


class Layer(nn.Module):
    """One encoder layer, or one decoder layer when `cross` is set."""

    def __init__(self, shape: Shape, cross: bool):
        super().__init__()
        self.self_attn = Attention(shape)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        if cross:
            self.encoder_attn = Attention(shape)
            self.encoder_attn_layer_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, shape.ffn)
        self.fc2 = nn.Linear(shape.ffn, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None,
        drop: float,
        memory: Tensor | None = None,
        weights: bool = False,
    ) -> tuple[Tensor, Tensor | None]:
        """Encoder: mask is the source's. Decoder: self-attention is causal, mask is of `memory`."""
        causal, seen = memory is not None, None
        out, _ = self.self_attn(x, x, None if causal else mask, causal)
        x = self.self_attn_layer_norm(x + F.dropout(out, drop, self.training))
        if memory is not None:
            out, seen = self.encoder_attn(x, memory, mask, weights=weights)
            x = self.encoder_attn_layer_norm(x + F.dropout(out, drop, self.training))
        out = self.fc2(F.silu(self.fc1(x)))
        return self.final_layer_norm(x + F.dropout(out, drop, self.training)), seen


class Stack(nn.Module):
    """Encoder or decoder: embedding, positions, layers."""

    def __init__(self, shape: Shape, layers: int, cross: bool, shared: nn.Embedding):
        super().__init__()
        self.embed_tokens = shared
        self.embed_positions = nn.Embedding(shape.positions, shape.width)
        self.embed_positions.weight.requires_grad_(False)
        self.layers = nn.ModuleList(Layer(shape, cross) for _ in range(layers))
        self.scale = math.sqrt(shape.width)

    def forward(
        self,
        ids: Tensor,
        mask: Tensor | None,
        drop: float,
        memory: Tensor | None = None,
        weights: bool = False,
    ) -> tuple[Tensor, Tensor | None]:
        """ids (B, T) to states (B, T, D) and the last layer's cross-attention."""
        x = self.embed_tokens(ids) * self.scale + self.embed_positions.weight[: ids.shape[1]]
        x, seen = F.dropout(x, drop, self.training), None
        for i, layer in enumerate(self.layers):
            x, seen = layer(x, mask, drop, memory, weights and i == len(self.layers) - 1)
        return x, seen


class Backbone(nn.Module):
    """The part MarianMTModel calls `model`."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shared = nn.Embedding(shape.vocab, shape.width, padding_idx=shape.pad)
        self.encoder = Stack(shape, shape.encoder_layers, False, self.shared)
        self.decoder = Stack(shape, shape.decoder_layers, True, self.shared)


class Translator(nn.Module):
    """The whole model; `forward` returns decoder states, `logits` turns them into scores."""

    def __init__(self, shape: Shape, dropout: float = 0.0):
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.model = Backbone(shape)
        self.register_buffer("final_logits_bias", torch.zeros(1, shape.vocab))
        self.reset()

    def reset(self) -> None:
        """Initialise with small residual branches, so that the last layer passes source vectors on.

        With embeddings shared across languages, the untrained model is then a bag-of-words
        translator, and attention has a useful gradient from the first step.
        """
        depth = self.shape.encoder_layers + self.shape.decoder_layers
        for name, weight in self.named_parameters():
            if name.endswith("embed_positions.weight"):
                weight.data.copy_(sinusoids(*weight.shape))
            elif name == "model.shared.weight":
                nn.init.normal_(weight, std=self.shape.width**-0.5)
                weight.data[self.shape.pad] = 0
            elif name.endswith(".bias"):
                nn.init.zeros_(weight)
            elif weight.dim() == 2:
                small = name.endswith(("out_proj.weight", "fc2.weight"))
                nn.init.xavier_uniform_(weight, gain=(2 * depth) ** -0.5 if small else 1.0)
        last = self.model.decoder.layers[-1].encoder_attn
        nn.init.eye_(last.v_proj.weight)
        nn.init.eye_(last.out_proj.weight)

    def take_over(self, state: dict[str, Tensor]) -> None:
        """Load exported weights of this shape, or of one with fewer encoder layers.

        Existing layers are spread evenly. A new layer gets the norms of the layer before it and
        branches that add nothing, so it passes its input on unchanged.
        """
        own = self.state_dict()
        pattern = re.compile(r"(model\.encoder\.layers\.)(\d+)(\..+)")
        found = 1 + max(int(m[2]) for m in map(pattern.fullmatch, state) if m)
        wanted = self.shape.encoder_layers
        home = [layer * wanted // found for layer in range(found)]
        for name, weight in own.items():
            source, fresh = name, False
            if match := pattern.fullmatch(name):
                place = int(match[2])
                origin = max(layer for layer in range(found) if home[layer] <= place)
                source, fresh = f"{match[1]}{origin}{match[3]}", home[origin] != place
            if source in state:
                silent = fresh and (".out_proj." in name or ".fc2." in name)
                weight.copy_(torch.zeros_like(weight) if silent else state[source].float())

    def encode(self, src: Tensor) -> tuple[Tensor, Tensor]:
        """src (B, S) to memory (B, S, D) and its additive mask (B, 1, 1, S)."""
        mask = (src == self.shape.pad)[:, None, None, :].float() * LOWEST
        if torch.is_autocast_enabled(src.device.type):
            mask = mask.to(torch.bfloat16)
        memory, _ = self.model.encoder(src, mask, self.dropout)
        return memory, mask

    def forward(
        self, src: Tensor, tgt: Tensor, weights: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """src (B, S) ends in </s>, tgt (B, T) starts with <pad>: states (B, T, D), attention."""
        memory, mask = self.encode(src)
        return self.model.decoder(tgt, mask, self.dropout, memory, weights)

    def logits(self, states: Tensor, out_ids: Tensor) -> Tensor:
        """Return the scores of the pieces `out_ids` only: the English half of the vocabulary."""
        return F.linear(states, self.model.shared.weight[out_ids])

    @torch.no_grad()
    def greedy(self, src: Tensor, out_ids: Tensor, longest: int = 80) -> Tensor:
        """Return the best piece at each step until all sentences have </s>:
        (B, T) without <pad>.
        """
        memory, mask = self.encode(src)
        ids = torch.full((len(src), 1), self.shape.pad, device=src.device)
        done = torch.zeros(len(src), dtype=torch.bool, device=src.device)
        for _ in range(longest):
            states, _ = self.model.decoder(ids, mask, 0.0, memory)
            best = out_ids[self.logits(states[:, -1], out_ids).argmax(-1)].masked_fill(done, EOS)
            ids, done = torch.cat([ids, best[:, None]], 1), done | (best == EOS)
            if bool(done.all()):
                break
        return ids[:, 1:]
