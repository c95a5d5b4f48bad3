"""What the site is searched with: the theme's own search, or Pagefind where that would keep a browser busy."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from generator import pagefind
from generator.errors import CorpusError
from generator.records import Site
from generator.settings import Settings

# The theme's search reads its whole index before the first query: 3 to 5 seconds at a thousand reports, 17 at 3,000.
FROM_REPORTS: Final = 500
VARIABLE: Final = "REPORT_CORPUS_MATERIAL_SEARCH"


def chosen(settings: Settings) -> Literal["material", "pagefind"]:
    """Return what the settings choose; by themselves they choose by the number of reports that `pages` has written."""
    if settings.search != "auto":
        return settings.search
    return "pagefind" if _reports(settings.docs) >= FROM_REPORTS else "material"


def environment(settings: Settings) -> Mapping[str, str]:
    """Return the variables under which MkDocs has to run, with the theme's search on or off."""
    own = "true" if chosen(settings) == "material" else "false"
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", VARIABLE: own}


def index(folder: Path, _site: Site, settings: Settings) -> str:
    """Make the built website ready to be searched, and return what was done.

    Raises CorpusError when it was built for the other search, and as `pagefind.index` does.
    """
    if chosen(settings) == "material":
        pagefind.clear(folder)
        return "searched with the theme's own search"
    if (folder / "search").exists():
        raise CorpusError("the website holds the theme's own search: build it with `python -m generator build`")
    return f"{pagefind.index(folder)} reports indexed by Pagefind"


def _reports(docs: Path) -> int:
    try:
        return len(json.loads((docs / "data" / "reports.json").read_text("utf-8")))
    except (OSError, ValueError):
        return 0
