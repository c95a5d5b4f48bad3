"""Where the website and its source are published, as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What `mkdocs.yml` says of the website; an address that is not set is "".

    `url` is the address of the front page and ends in "/", `repository` that of the source without a last "/", and
    `edit` what stands before the path of a file of the source in the address of the form that edits it; `corpus` is
    the path of the corpus folder in the source.
    """

    name: str = ""
    url: str = ""
    repository: str = ""
    edit: str = ""
    corpus: str = "corpus"

    def address(self, relative: str) -> str:
        """Return the absolute address of something by its address below the front page, "" where `url` is unset."""
        return f"{self.url}{relative}" if self.url else ""

    def edit_file(self, path: str) -> str:
        """Return the address of the form that edits the file at `path` of the source, "" where it is not known."""
        return f"{self.edit}{quote(path)}" if self.edit else ""
