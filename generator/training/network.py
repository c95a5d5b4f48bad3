"""The cross-encoder that is trained: BERT with MiniLM-L6's shape, read straight from a safetensors file.

Written out in plain PyTorch so that training needs no further library and the exported graph holds nothing but
what is used.  Input are token ids `(n, length)` with segment ids and a mask; output are logits `(n, 3)` in the
order of `LABELS`.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name that everybody uses

LABELS = ("supports", "contradicts", "neutral")
WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
EPSILON = 1e-12


class Layer(nn.Module):
    """One block: attention, then a feed-forward part, each with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        """Make the layer with untrained weights."""
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the states `(n, length, width)` after this block; `bias` `(n, 1, 1, length)` hides the padding."""
        n, length, _ = states.shape
        query, key, value = (
            part(states).view(n, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        mixed = self.mix(seen.transpose(1, 2).reshape(n, length, WIDTH))
        states = self.mix_norm(states + self.dropout(mixed))
        return self.out_norm(states + self.dropout(self.narrow(F.gelu(self.widen(states)))))


class CrossEncoder(nn.Module):
    """Reads claim and passage together and says how they relate."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Make the network with untrained weights."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(2 * WIDTH, len(LABELS))

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        """Return logits `(n, 3)`; `mask` is 1 for tokens and 0 for padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.dropout(self.norm(self.words(ids) + self.positions(places) + self.segments(segments)))
        bias = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        kept = mask.to(states.dtype)[:, :, None]
        mean = (states * kept).sum(1) / kept.sum(1)
        logits: Tensor = self.head(torch.cat((states[:, 0], mean), 1))
        return logits


def start_from(weights: Path, network: CrossEncoder) -> None:
    """Fill `network` with the sentence encoder's weights; the head keeps its random start."""
    old = load_file(weights)
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "positions.weight": old["embeddings.position_embeddings.weight"],
        "segments.weight": old["embeddings.token_type_embeddings.weight"],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "mix": "attention.output.dense",
        "mix_norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "out_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for mine, theirs in parts.items():
            for kind in ("weight", "bias"):
                new[f"layers.{number}.{mine}.{kind}"] = old[f"encoder.layer.{number}.{theirs}.{kind}"]
    missing, unexpected = network.load_state_dict(new, strict=False)
    assert not unexpected  # noqa: S101 - both lists follow from the code above
    assert set(missing) == {"head.weight", "head.bias"}  # noqa: S101
