"""Take the pictures of a report that the README shows: `make screenshots`, after `make site`.

Fonts are the machine's own, so the pictures differ a little between machines; no test compares them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.onepage import serving  # noqa: E402 - the script is started by its path
from tests.conftest import chromium_path  # noqa: E402

REPORT = "reports/multimodal-distillation-robustness/"
DESKTOP, PHONE = {"width": 1180, "height": 860}, {"width": 390, "height": 844}
# name, window, scheme, filters, what stands at the top: "" for the page's own top
SHOTS = (
    ("report", DESKTOP, "light", "", ""),
    ("claims-dark", DESKTOP, "dark", "?sort=-confidence", ".claim-tools"),
    ("phone", PHONE, "light", "", ".claim-tools"),
)
HEADER = 70


def main() -> None:
    """Write `docs/assets/screenshot-NAME.png` for each of `SHOTS`."""
    with serving(ROOT / "site") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for name, window, scheme, asked, top in SHOTS:
            picture = taken(browser, f"{url}{REPORT}{asked}", window, scheme, top)
            (ROOT / "docs" / "assets" / f"screenshot-{name}.png").write_bytes(picture)
        browser.close()


def taken(browser: Browser, url: str, window: dict[str, int], scheme: str, top: str) -> bytes:
    """Return the picture of a window as PNG, the second claim of the table opened."""
    with browser.new_context(viewport=window, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        page.locator("table.claims tbody").nth(1).evaluate("body => body.querySelector('details').open = true")
        if top:
            page.evaluate(
                "([top, header]) => scrollTo(0, document.querySelector(top).getBoundingClientRect().y - header)",
                [top, HEADER],
            )
            page.wait_for_timeout(300)
        return page.screenshot()


if __name__ == "__main__":
    main()
