"""`finish`: what is left to do once MkDocs has built the website; `make site` calls it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator.errors import HalfBuilt
from generator.layout import url
from generator.records import Site
from generator.seal import seal
from generator.settings import Settings
from generator.siteconfig import read_site

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
    """Give every page its Content-Security-Policy, and links that leave the site their `rel`."""
    # Search by Pagefind compiles WebAssembly, which a policy has to allow by name.
    scripts = ["'wasm-unsafe-eval'"] if (folder / "pagefind").is_dir() else []
    pages = sorted(folder.rglob("*.html"))
    changed = 0
    for page in pages:
        text = page.read_bytes().decode("utf-8")
        sealed = seal(text, site.url, scripts)
        if sealed != text:
            beside = page.with_name(f".{page.name}.tmp")
            beside.write_bytes(sealed.encode("utf-8"))
            beside.replace(page)
            changed += 1
    return f"{len(pages)} pages sealed, {len(pages) - changed} of them before"


STEPS: Final[tuple[Step, ...]] = (seal_pages,)
