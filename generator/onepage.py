"""The page of one report with the papers it cites, as a website of its own that looks like the whole one."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.errors import CorpusError
from generator.pipeline import publish
from generator.records import Report, Vocabulary
from generator.settings import Settings
from generator.siteconfig import FILE, read_site
from generator.sitesearch import environment
from generator.write import generated, write

_THEME = Path("generator") / "theme"


def build_page(report: Report, vocabulary: Vocabulary, settings: Settings) -> Path:
    """Return the folder of a website that holds this report alone, a draft too; it lies below the cache.

    Raises:
        CorpusError: MkDocs cannot build it.
    """
    home = settings.cache.resolve() / "preview"
    docs, site = home / "docs", home / "site"
    asked = replace(report.question, status="published")
    dossier = replace(report.draft.dossier, question=asked)
    shown = replace(report, draft=replace(report.draft, dossier=dossier))
    for path in _written_by_hand(settings.docs):
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(settings.docs / path, docs / path)
    write(publish((shown,), vocabulary, read_site(settings.root, settings.corpus)), docs)
    (home / FILE).write_text(_configuration(settings.root), encoding="utf-8")
    builder = [sys.executable, "-m", "generator.websitebuilder", "mkdocs", "build", "--quiet"]
    command = [*builder, "--config-file", str(home / FILE)]
    done = subprocess.run(
        [*command, "--site-dir", str(site)],
        env=environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CorpusError(f"the page cannot be built: {done.stderr.strip()}")
    return site


def _written_by_hand(docs: Path) -> Iterator[str]:
    known = generated(docs)
    files = (path for path in docs.rglob("*") if path.is_file() and not path.name.startswith("."))
    yield from (name for path in files if (name := path.relative_to(docs).as_posix()) not in known)


def _configuration(root: Path) -> str:
    """Return a configuration that is the site's, for another folder."""
    told: dict[str, object] = {"docs_dir": "docs"}
    told |= {"INHERIT": str((root / FILE).resolve())} if (root / FILE).exists() else {"site_name": "Preview"}
    if (root / _THEME).is_dir():
        # The path in the file that is inherited is relative to it.
        told["theme"] = {"custom_dir": str((root / _THEME).resolve())}
    return json.dumps(told, indent=1)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library's parameter
        """Keep the terminal free of requests."""


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback address, which is yielded with a last slash."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
