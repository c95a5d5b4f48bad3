"""What the generator has to know of `mkdocs.yml`: the name of the site and the addresses of site and source.

The file belongs to MkDocs and may hold tags of its own, so that it is
composed, not constructed: nothing in it is run.  Of its tags, `!ENV` counts
here as it does there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from generator.errors import InvalidInput, Problem
from generator.records import Site
from generator.textfile import TextFile, read_text

CODES: Mapping[str, str] = {
    "W001": "mkdocs.yml is not YAML",
    "W002": "the address of the site or of its source is none",
}
FILE = "mkdocs.yml"
_KEYS = ("site_name", "site_url", "repo_url", "edit_uri", "docs_dir")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")
# What these hosts put between the address of a repository and a file of its branch.
_FORMS = {"github.com": "edit/main/", "gitlab.com": "-/edit/main/"}


def read_site(root: Path, corpus: Path, environment: Mapping[str, str] = os.environ) -> Site:
    """Return what `mkdocs.yml` in the folder `root` says of the site; nothing where there is no such file.

    A corpus that lies elsewhere is no part of the source, and its files have no form that edits them.

    Raises:
        InvalidInput: the file is not YAML, or an address in it is none.
    """
    if not (root / FILE).exists():
        return Site()
    file = read_text(root / FILE, root)
    given = _scalars(file, environment)
    values = {key: value for key, (value, _) in given.items()}
    problems = [
        Problem(file.shown, line, 1, "W002", f"`{key}` is no address", "https://example.org/path/")
        for key, (value, line) in given.items()
        if key in {"site_url", "repo_url"} and value and not _ADDRESS.fullmatch(value)
    ]
    if problems:
        raise InvalidInput(problems)
    url, repository = (values.get(key, "").rstrip("/") for key in ("site_url", "repo_url"))
    edit = _edit(repository, values.get("edit_uri"), values.get("docs_dir", "docs"))
    inside = corpus.resolve().is_relative_to(root.resolve())
    return Site(
        name=values.get("site_name", ""),
        url=f"{url}/" if url else "",
        repository=repository,
        edit=edit if inside else "",
        corpus=corpus.resolve().relative_to(root.resolve()).as_posix() if inside else "corpus",
    )


def _edit(repository: str, form: str | None, docs: str) -> str:
    """Return the address that the path of a file of the source is put behind; MkDocs' `edit_uri` is that of docs/."""
    if not repository or form == "":
        return ""
    if form is None:
        form = _FORMS.get(urlsplit(repository).hostname or "", "")
        return f"{repository}/{form}" if form else ""
    base = form if form.startswith(("https://", "http://")) else f"{repository}/{form.lstrip('/')}"
    base = base.rstrip("/").removesuffix(docs.strip("/"))
    return base if _ADDRESS.fullmatch(base) else ""


def _scalars(file: TextFile, environment: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return the text and the line of each of our keys that stands at the top of the file."""
    try:
        tree = yaml.compose(file.text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise InvalidInput([Problem(file.shown, line, column, "W001", CODES["W001"], "key: value")]) from None
    pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
    return {
        key.value: (_text(node, environment), key.start_mark.line + 1)
        for key, node in pairs
        if isinstance(key, yaml.ScalarNode) and key.value in _KEYS
    }


def _text(node: yaml.Node, environment: Mapping[str, str]) -> str:
    if node.tag == "!ENV":
        names = [one.value for one in node.value] if isinstance(node, yaml.SequenceNode) else [node.value]
        usual = names.pop() if len(names) > 1 else ""
        return next((environment[name] for name in names if name in environment), usual).strip()
    plain = isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":null")
    return str(node.value).strip() if plain else ""
