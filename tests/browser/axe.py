"""Ask axe-core what a page puts in the way of readers: WCAG 2.2, levels A and AA."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

# The theme fades in its tabs: in half-way colours nothing can be said of contrast.
SETTLED = """() => Promise.all(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished.catch(() => null))).then(() => null)"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """Return a line for each element that breaks a rule: the rule, where, and what axe says of it."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(SETTLED)
    page.evaluate(source)  # by the debugger's way, which a policy on scripts does not stop
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {' '.join((node['failureSummary'] or '').split())}"
        for rule in found
        for node in rule["nodes"]
    ]
