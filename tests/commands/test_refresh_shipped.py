"""The shipped questions, put to services that a server stands in for, and their pages, built offline."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape

from tests.commands.services import FREE, LOOKED_UP, files, results
from tests.conftest import CHECKOUT, Toy

LARGEST_PAGE = 200_000


def test_six_questions_give_six_evidence_files_and_pages_that_count_the_same(replay, tmp_path):
    shutil.copytree(CHECKOUT / "corpus", tmp_path / "corpus")
    shipped = Toy(tmp_path)
    history = {name: json.loads(body).get("history") for name, body in files(shipped).items()}
    assert shipped.run("refresh", "--all") == 0
    names = sorted(path.stem for path in shipped.question("x").parent.iterdir())
    assert sorted(files(shipped)) == [f"{name}.json" for name in names]
    assert len(names) == 6
    assert {name: json.loads(body).get("history") for name, body in files(shipped).items()} == history
    asked = len(replay.seen)
    assert shipped.run("pages") == 0
    assert len(replay.seen) == asked
    for name in names:
        found = results(shipped, name)
        taken = {source: len(found[source]["papers"]) for source in FREE}
        assert found.keys() == FREE | LOOKED_UP
        assert min(taken.values()) > 0
        data = json.loads((shipped.docs / "data" / "reports" / f"{name}.json").read_text("utf-8"))
        counted = {row["source"]: row["records"] for row in data["prisma"]["identified"]}
        assert counted == taken | {"library": counted["library"]}
        page = unescape((shipped.docs / "reports" / f"{name}.md").read_text("utf-8"))
        drawn = re.sub(r"<[^>]*>|\s+", " ", page[page.index("PRISMA 2020 flow diagram") :])
        assert [source for source in FREE if f"{source} (n = {taken[source]})" not in drawn] == []
