"""The hand-written page on the method prints figures that are shipped; it may not fall behind them."""

from __future__ import annotations

from pathlib import Path

from generator.calibration import load_calibration
from generator.records import Bin

METHOD = (Path(__file__).parent.parent / "docs" / "method.md").read_text("utf-8")


def row(label: str, item: Bin, shares: int) -> str:
    percents = " | ".join(f"{100 * share:.0f} %" for share in item.shares[:shares])
    return f"| {label} | {item.n} | {percents} |"


def span(item: Bin) -> str:
    return f"{item.low:.2f} to {min(item.high, 1):.2f}"


def test_method_page_prints_every_bin_of_the_shipped_calibration():
    calibration = load_calibration()
    rows = [row(span(item), item, 3) for item in calibration.pairs]
    rows += [row(name, item, 3) for name, item in calibration.rules]
    rows += [row(f"{verdict} | {span(item)}", item, 1) for verdict, bins in calibration.findings for item in bins]
    assert [line for line in rows if line not in METHOD] == []
