"""An open page of the site, with what it asked for and what it complained about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@dataclass
class Visit:
    """An open page with what it asked for and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note(self, message) -> None:
        """Keep a message of the console when it is an error."""
        if message.type == "error":
            self.complaints.append(message.text)


@contextmanager
def visit(chromium, url: str, viewport=DESKTOP, scheme="light", **options) -> Iterator[Visit]:
    """Open `url` in a fresh context; `options` are those of Playwright's contexts."""
    with chromium.new_context(viewport=viewport, color_scheme=scheme, service_workers="block", **options) as context:
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", seen.note)
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        response = seen.page.goto(url, wait_until="networkidle")
        assert response.ok, url
        yield seen
