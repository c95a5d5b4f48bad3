"""Turn a trained network into the ONNX file that is shipped: int8 weights, one scale a channel.

python -m generator.training.export_judge --work FOLDER [--stage all] [--out FILE]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from generator.neural import JUDGE
from generator.training.network import CrossEncoder


def export(weights: Path, out: Path) -> str:
    """Write the network with these weights to `out` and return the file's SHA-256."""
    network = CrossEncoder()
    network.load_state_dict(torch.load(weights, weights_only=True))
    network.eval()
    ids = torch.ones((1, 8), dtype=torch.int64)
    names = ["ids", "segments", "mask"]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (ids, torch.zeros_like(ids), ids),
            str(whole),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: {0: "n", 1: "length"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)
    return sha256(out.read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Export one stage and print size and hash."""
    parser = argparse.ArgumentParser(description="Turn a trained network into the ONNX file that is shipped.")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--stage", default="all")
    parser.add_argument("--out", type=Path, default=JUDGE)
    options = parser.parse_args(arguments)
    key = export(options.work / f"{options.stage}.pt", options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, sha256 {key}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
