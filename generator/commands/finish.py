"""`finish`: what is left to do once MkDocs has built the website; `make site` calls it."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator.cards import card, version
from generator.errors import HalfBuilt
from generator.facts import many
from generator.ids import digest
from generator.layout import url
from generator.metadata import card_file
from generator.records import Site
from generator.seal import seal
from generator.settings import Settings
from generator.siteconfig import read_site
from generator.sitesearch import index
from generator.squeeze import squeeze
from generator.wholefile import write_whole

# Each is given the folder of the website, what is known of its address, and the settings, and says what it did.
# They work in this order; pages are sealed last, as they then are.
Step = Callable[[Path, Site, Settings], str]

_END: Final = b"</html>"
_TAIL: Final = 64


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the website."""
    parser.add_argument("--site-dir", type=Path, default=None, metavar="DIR", help="the website (default: site)")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Take every step and print what it did.

    Raises HalfBuilt, before anything is written, when pages of docs/ are missing in the website.
    """
    started = time.perf_counter()
    folder: Path = args.site_dir or settings.root / "site"
    require_whole(settings.docs, folder)
    site = read_site(settings.root, settings.corpus)
    for step in STEPS:
        print(step(folder, site, settings))
    print(f"{time.perf_counter() - started:.2f} s", file=sys.stderr)
    return 0


def require_whole(docs: Path, folder: Path) -> None:
    """Raise HalfBuilt unless each page of `docs` is in the website, down to its last line."""
    sources = (path.relative_to(docs) for path in sorted(docs.rglob("*.md")))
    pages = [f"{url(source.as_posix())}index.html" for source in sources if not _is_hidden(source)]
    missing = [page for page in [*pages, "404.html"] if not _is_whole(folder / page)]
    if missing or not pages:
        raise HalfBuilt(str(folder), missing)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _is_whole(page: Path) -> bool:
    try:
        with page.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            return file.read().rstrip().endswith(_END)
    except OSError:
        return False


def seal_pages(folder: Path, site: Site, _settings: Settings) -> str:
    """Squeeze every page, and give it its Content-Security-Policy and links that leave the site their `rel`."""
    # Search by Pagefind compiles WebAssembly, which a policy has to allow by name.
    scripts = ["'wasm-unsafe-eval'"] if (folder / "pagefind").is_dir() else []
    pages = sorted(folder.rglob("*.html"))
    changed = 0
    for page in pages:
        text = page.read_bytes().decode("utf-8")
        sealed = seal(squeeze(text), site.url, scripts)
        if sealed != text:
            write_whole(page, sealed.encode("utf-8"))
            changed += 1
    return f"{len(pages)} pages sealed, {len(pages) - changed} of them before"


def draw_cards(folder: Path, site: Site, settings: Settings) -> str:
    """Draw the picture of each report that its page names; drawn ones are kept in the cache.

    Raises MissingExtra where pictures are needed and Pillow is not installed.
    """
    if not site.url:
        return "no pictures for links: site_url is not set"
    reports = json.loads((settings.docs / "data" / "reports.json").read_text("utf-8"))
    drawn = 0
    for report in reports:
        counts = report["counts"]
        certainty = f"{report['certainty']} certainty" if report["certainty"] else "not answered by the evidence found"
        facts = f"{many(counts['claims'], 'claim')} from {many(counts['included'], 'paper')}, {certainty}"
        words = (site.name or "Evidence report", report["title"], facts)
        kept = settings.cache / "cards" / f"{digest(version(), *words)}.png"
        if not kept.is_file():
            write_whole(kept, card(*words))
            drawn += 1
        write_whole(folder / card_file(report["id"]), kept.read_bytes())
    return f"{len(reports)} pictures for links, {len(reports) - drawn} of them from cache"


STEPS: Final[tuple[Step, ...]] = (draw_cards, index, seal_pages)
