"""Writing pages: whole or not at all, nothing of other people's, nothing left behind."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import PageInTheWay
from generator.markdown import page
from generator.plain import dumps
from generator.records import Page
from generator.render import render
from generator.write import MANIFEST, Written, write
from tests.invented import corpus


def pages(**texts):
    return [
        Page(path=path.replace("__", "/") + ".md", text=page({"title": path}, text)) for path, text in texts.items()
    ]


def files(docs: Path):
    return {str(path.relative_to(docs)): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


def shown(docs: Path):
    return sorted(path for path in files(docs) if path != MANIFEST)


def killed_after(steps: int, monkeypatch):
    """Make the run die before the step after `steps` moves of a finished file to its place."""
    done = []
    move = Path.replace

    def stop(self, target):
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(target)
        return move(self, target)

    monkeypatch.setattr(Path, "replace", stop)


def test_first_run_writes_everything_and_the_second_nothing(tmp_path):
    wanted = pages(index="a", reports__x="b")
    assert write(wanted, tmp_path) == Written(written=2, unchanged=0, removed=0)
    assert write(wanted, tmp_path) == Written(written=0, unchanged=2, removed=0)


def test_unchanged_file_keeps_its_time_stamp(tmp_path):
    write(pages(a="1", b="1"), tmp_path)
    for path in (tmp_path / "a.md", tmp_path / "b.md", tmp_path / MANIFEST):
        os.utime(path, (1, 1))
    assert write(pages(a="1", b="2"), tmp_path) == Written(written=1, unchanged=1, removed=0)
    assert (tmp_path / "a.md").stat().st_mtime == 1
    assert (tmp_path / "b.md").stat().st_mtime > 1
    os.utime(tmp_path / MANIFEST, (1, 1))
    write(pages(a="1", b="2"), tmp_path)
    assert (tmp_path / MANIFEST).stat().st_mtime == 1


def test_stale_page_and_its_empty_folders_disappear(tmp_path):
    write(pages(index="a", reports__deep__x="b"), tmp_path)
    assert write(pages(index="a"), tmp_path) == Written(written=0, unchanged=1, removed=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "index.md"]


def test_folder_that_holds_something_of_a_person_stays(tmp_path):
    write(pages(reports__x="b"), tmp_path)
    (tmp_path / "reports/notes.txt").write_text("mine")
    write([], tmp_path)
    assert shown(tmp_path) == ["reports/notes.txt"]


def test_hand_written_page_is_not_touched(tmp_path):
    (tmp_path / "about.md").write_text("# About\n")
    write(pages(index="a"), tmp_path)
    write([], tmp_path)
    assert (tmp_path / "about.md").read_text() == "# About\n"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("reports/x.md", "# Mine"),
        ("reports/x.md", "---\ntitle: x\n---\ngenerated_by: report-corpus\n"),
        ("b.json", '["mine"]'),
    ],
)
def test_hand_written_file_in_the_way_stops_the_run_before_anything_is_written(path, body, tmp_path):
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(body)
    before = files(tmp_path)
    with pytest.raises(PageInTheWay) as raised:
        write([*pages(a="1", reports__x="2"), Page(path="b.json", text="[]\n")], tmp_path)
    assert raised.value.path == path
    assert files(tmp_path) == before


def test_folder_or_link_in_the_way_stops_the_run(tmp_path):
    (tmp_path / "docs/a.md").mkdir(parents=True)
    with pytest.raises(PageInTheWay):
        write(pages(a="1"), tmp_path / "docs")
    (tmp_path / "docs/b.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PageInTheWay):
        write(pages(b="1"), tmp_path / "docs")
    (tmp_path / "docs/out").symlink_to(tmp_path)
    with pytest.raises(PageInTheWay):
        write(pages(out__c="1"), tmp_path / "docs")
    (tmp_path / "docs/reports").write_text("a file")
    with pytest.raises(PageInTheWay) as raised:
        write(pages(reports__x="1"), tmp_path / "docs")
    assert raised.value.path == "reports"


def test_generated_page_that_a_person_edited_is_written_anew(tmp_path):
    write(pages(a="1"), tmp_path)
    (tmp_path / "a.md").write_text("edited")
    assert write(pages(a="1"), tmp_path).written == 1
    assert "edited" not in (tmp_path / "a.md").read_text()


def test_hand_written_page_at_the_path_of_a_stale_one_stays(tmp_path):
    write(pages(a="1", b="1"), tmp_path)
    (tmp_path / "b.md").write_text("# Mine now\n")
    write(pages(a="1"), tmp_path)
    assert (tmp_path / "b.md").read_text() == "# Mine now\n"


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"pages": 3}', '{"pages": {"a.md": 3}}', "[" * 100_000, "\x00"]
)
def test_damaged_manifest_counts_as_absent(damage, tmp_path):
    data = Page(path="data/claims.json", text=dumps([{"id": "é"}]))
    write([*pages(a="1"), data], tmp_path)
    (tmp_path / MANIFEST).write_text(damage)
    changed = Page(path="data/claims.json", text=dumps([{"id": "2"}]))
    assert write([*pages(a="2"), changed], tmp_path) == Written(written=2, unchanged=0, removed=0)
    assert json.loads((tmp_path / MANIFEST).read_text())["pages"].keys() == {"a.md", "data/claims.json"}


@pytest.mark.parametrize("path", ["../victim.txt", "/etc/hostname", "x/../../victim.txt", "..\\victim.txt", ".hidden"])
def test_manifest_cannot_point_out_of_the_folder(path, tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / MANIFEST).write_text(json.dumps({"pages": {path: "0"}}))
    write(pages(a="1"), docs)
    assert victim.read_text() == "precious"


@pytest.mark.parametrize(
    "path", ["../x.md", "/x.md", "a/../x.md", "a//x.md", "", ".x.md", "a\\x.md", "a\nb.md", "a/", "x" * 300]
)
def test_path_that_is_none_is_refused(path, tmp_path):
    with pytest.raises(ValueError, match="not a path"):
        write([Page(path=path, text="x")], tmp_path)


def test_path_given_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match="taken"):
        write([*pages(a="1"), *pages(a="2")], tmp_path)


def test_page_that_cannot_be_made_leaves_the_folder_as_it_was(tmp_path):
    write(pages(a="1"), tmp_path)
    before = files(tmp_path)

    def broken():
        yield from pages(a="2")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(broken(), tmp_path)
    assert files(tmp_path) == before


@pytest.mark.parametrize("steps", range(7))
def test_killed_run_leaves_whole_files_and_the_next_one_completes(steps, tmp_path, monkeypatch):
    old, new = pages(a="1", b="1", gone="1"), pages(a="2", b="2", reports__c="2", d="2")
    write(old, tmp_path)
    with monkeypatch.context() as patch:
        killed_after(steps, patch)
        if steps < 6:
            with pytest.raises(KeyboardInterrupt):
                write(new, tmp_path)
        else:
            write(new, tmp_path)
    whole = {row.text.encode() for row in (*old, *new)}
    left = {path: body for path, body in files(tmp_path).items() if path.endswith(".md")}
    assert set(left.values()) <= whole
    write(new, tmp_path)
    assert shown(tmp_path) == ["a.md", "b.md", "d.md", "reports/c.md"]
    assert {row.path: row.text.encode() for row in new} == {k: v for k, v in files(tmp_path).items() if k != MANIFEST}
    assert json.loads((tmp_path / MANIFEST).read_text())["pages"].keys() == {row.path for row in new}


@pytest.mark.parametrize("steps", range(1, 5))
def test_question_that_is_deleted_after_a_kill_leaves_no_page(steps, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        killed_after(steps, patch)
        with pytest.raises(KeyboardInterrupt):
            write(pages(a="1", b="1", reports__c="1", d="1"), tmp_path)
    write(pages(a="1"), tmp_path)
    assert shown(tmp_path) == ["a.md"]


def test_half_written_file_of_a_killed_run_is_swept_away(tmp_path):
    write(pages(a="1"), tmp_path)
    (tmp_path / ".tmp-0123456789abcdef").write_text("half")
    write(pages(a="1"), tmp_path)
    assert shown(tmp_path) == ["a.md"]


def test_export_shows_without_a_manifest_that_it_was_generated(tmp_path):
    made = tuple(render(corpus(), pages={}))
    assert {Path(page.path).suffix for page in made} == {".bib", ".csv", ".json", ".jsonl", ".ris", ".txt", ".xml"}
    write(made, tmp_path)
    (tmp_path / MANIFEST).unlink()
    later = [replace(page, text=f"{page.text} ") for page in made]
    assert write(later, tmp_path).written == len(made)


@pytest.mark.parametrize("path", ["data/claims.csv", "data/claims.jsonl", "llms.txt", "feed.xml", "a.bib", "a.ris"])
def test_hand_written_file_of_an_export_format_is_not_touched(path, tmp_path):
    write(render(corpus(), pages={}), tmp_path)
    (tmp_path / MANIFEST).unlink()
    (tmp_path / path).write_text("mine")
    with pytest.raises(PageInTheWay):
        write([Page(path=path, text="x")], tmp_path)
    assert (tmp_path / path).read_text() == "mine"


def test_folder_of_thousands_of_files_is_looked_at_once(tmp_path, monkeypatch):
    looked = []
    resolve = Path.resolve
    monkeypatch.setattr(Path, "resolve", lambda self, *args, **more: looked.append(1) or resolve(self, *args, **more))
    write([Page(path=f"data/claims/{number}.json", text="1\n") for number in range(200)], tmp_path)
    assert len(looked) < 20
