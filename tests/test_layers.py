"""A module imports only from lower levels; plug-ins know nothing of each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"

# One row is one level; the rows further down may use those above them.
ROWS = (
    "errors ids progress lexicon turns wholefile services pace wellformed notices png",
    "records wire krippendorff located textfile measure fulltext wordpiece titles columns canonical",
    "jsonplaces compactjson bounds",
    "neural text yamlfile jsonlines markdown codec specs paperfile names hedges catalogue facts certainty figuretable",
    "identity alike overlap rawblocks",
    "phrasing athand issueform",
    "sameas merge standing overrides",
    "markup editorial xmltree terminal",
    "payload people",
    "harvest",
    "medline",
    "formats vectors claimfile scoreboard history historyfile independence axes comparable flow intervals comparisons",
    "ownwords onename foreign siteconfig concordance timeline",
    "lockedrecords",
    "settings questions library testsets vocabulary evidence cache calibration concepts rarity figurelist standalone",
    "worth amounts owners schemas phrases introduction",
    "combination telling contracts subjects scene layout plain svg references understand spans scatter dotplot",
    "parts places answers asking reuse pullrequest paging finder reportlist crossmap tables banners",
    "citations stated fetch newcorpus",
    "quantities summary judgements wording sides gapmap",
    "agreement specificity missing differences openings",
    "metadata conflicts",
    "jsonld",
    "dress",
    "sources rankers judges reviewers pages exporters",
    "lookup search dedupe rank extract verify figures answer review assemble relate render write seal squeeze cards",
    "decide",
    "pipeline gather factcheck statements intake pagefind",
    "executor recheck excerpts unheeded sitesearch websitebuilder revisions corpusdiff whereabouts trial glance",
    "onepage explained difftext",
    "duplicates",
    "advice proposal",
    "questionfile",
    "codes",
    "problemlist",
    "commands",
    "__main__ training",
)
FOLDERS_OF_PLUGINS = ("sources", "rankers", "judges", "reviewers", "pages", "exporters", "commands")
LEVELS = {name: number for number, row in enumerate(ROWS) for name in row.split()}


def module_name(path: Path) -> str:
    """Return the dotted name below the package: `pages/__init__.py` is `pages`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported(source: str) -> Iterator[str]:
    """Yield the modules of the package that `source` imports, as names below the package."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (below(name) for name in names if name.startswith("generator."))
        elif isinstance(node, ast.Import):
            yield from (below(alias.name) for alias in node.names if alias.name.split(".")[0] == "generator")


def below(name: str) -> str:
    """Return the longest part of a dotted name that is a module of the package."""
    parts = name.split(".")[1:]
    while len(parts) > 1 and ".".join(parts) not in MODULES:
        parts = parts[:-1]
    return ".".join(parts) if ".".join(parts) in MODULES or parts[0] in LEVELS else ""


def part(module: str) -> str:
    """Return the plug-in that a module belongs to, or its folder, or the module itself."""
    names = module.split(".")
    return ".".join(names[:2] if names[0] in FOLDERS_OF_PLUGINS else names[:1])


def faults(module: str, source: str) -> list[str]:
    """Return a sentence for each import of `source` that the levels forbid."""
    return [sentence for name in imported(source) if (sentence := fault(module, name))]


def level(module: str) -> int:
    """Return the level of a module, which is that of its folder."""
    return LEVELS[module.partition(".")[0]]


def fault(module: str, name: str) -> str | None:
    """Return what is wrong when `module` imports `name`, or None."""
    if not name or part(name) == part(module) or part(name).rpartition(".")[0] == module:
        return None
    # A script that fits one judge has to name it; it is no part of what is shipped.
    if "." in part(name) and part(module) != "training":
        return f"{module} imports {name}; only {name.partition('.')[0]}/__init__.py may"
    lower, upper = level(name), level(module)
    return None if lower < upper else f"{module} (level {upper}) imports {name} (level {lower})"


@pytest.mark.parametrize("module", sorted(MODULES.keys() - {""}))
def test_module_imports_only_from_lower_levels(module):
    assert module.partition(".")[0] in LEVELS, f"give {module} a level here and in CONTRIBUTING.md"
    assert faults(module, MODULES[module].read_text(encoding="utf-8")) == []


def test_package_itself_imports_nothing():
    assert list(imported(MODULES[""].read_text(encoding="utf-8"))) == []


def forbidden(module, name):
    return f"{module} (level {level(module)}) imports {name} (level {level(name)})"


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("search", "from generator.records import Paper", []),
        ("pages", "from generator.pages import report", []),
        ("commands.pages", "from generator import __version__, pipeline", []),
        ("records", "import generator.search", [forbidden("records", "search")]),
        ("ids", "from generator.errors import CorpusError", ["ids (level 0) imports errors (level 0)"]),
        ("search", "from generator import verify", [forbidden("search", "verify")]),
        ("rankers.fts", "import generator.pages.doi", ["rankers.fts imports pages.doi; only pages/__init__.py may"]),
        ("pages.doi", "from generator.pages import PAGES", [forbidden("pages.doi", "pages")]),
    ],
)  # fmt: skip
def test_forbidden_import_is_named(module, source, expected, monkeypatch):
    monkeypatch.setitem(MODULES, "pages.doi", PACKAGE)
    monkeypatch.setitem(MODULES, "pages.report", PACKAGE)
    assert faults(module, source) == expected
