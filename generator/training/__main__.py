"""Everything that `make train` does: train, export, read the folds, fit the combination, measure."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.training import export_judge, fit_combination, readings, score, train_judge


def main() -> int:
    """Run the steps in order; stop at the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m generator.training", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, results and vectors")
    options = parser.parse_args()
    work = str(options.work)
    return (
        train_judge.main(["--weights", str(options.weights), "--work", work])
        or export_judge.main(["--work", work])
        or readings.main(["--work", work])
        or fit_combination.main([])
        or score.main(["--cache", work])
    )


if __name__ == "__main__":
    sys.exit(main())
