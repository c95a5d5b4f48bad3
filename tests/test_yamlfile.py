"""YAML as people think that it works, and a code for each way to get it wrong."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
import yaml

from generator import yamlfile
from generator.errors import InvalidInput
from generator.textfile import list_files
from generator.yamlfile import read_yaml, read_yaml_list

BROKEN = Path(__file__).parent / "data" / "broken" / "yaml"

FAULTS = [
    ("alias.yaml", "Y004", 1, 8),
    ("bad-escape.yaml", "Y001", 1, 13),
    ("bell.yaml", "F006", 1, 12),
    ("bidi.yaml", "F006", 2, 16),
    ("billion-laughs.yaml", "Y004", 1, 4),
    ("colon-in-text.yaml", "Y001", 1, 19),
    ("deep.yaml", "Y005", 2, 19),
    ("duplicate-inner-key.yaml", "Y003", 3, 3),
    ("duplicate-key.yaml", "Y003", 3, 1),
    ("emphasis.yaml", "Y001", 1, 13),
    ("empty.yaml", "Y011", 1, 1),
    ("hidden-escape.yaml", "Y013", 1, 8),
    ("list-as-key.yaml", "Y009", 2, 1),
    ("list.yaml", "Y012", 1, 1),
    ("merge-key.yaml", "Y010", 2, 1),
    ("misaligned.yaml", "Y001", 3, 2),
    ("only-comment.yaml", "Y011", 1, 1),
    ("only-null.yaml", "Y011", 2, 1),
    ("percent-sign.yaml", "Y001", 1, 8),
    ("python-tag.yaml", "Y008", 2, 11),
    ("tab.yaml", "Y002", 3, 1),
    ("text.yaml", "Y012", 1, 1),
    ("two-documents.yaml", "Y007", 3, 1),
    ("two-kinds.yaml", "Y001", 2, 1),
    ("unclosed-bracket.yaml", "Y001", 3, 1),
    ("unclosed-quote.yaml", "Y001", 1, 8),
]


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "loaf.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def codes(path: Path, within: Path) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in read_yaml(path, within)[1]]


@pytest.fixture(params=["the C parser", "the Python parser"])
def parser(request, monkeypatch):
    if request.param == "the Python parser":
        monkeypatch.setattr(yamlfile, "_Loader", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    return request.param


@pytest.mark.parametrize(("name", "code", "line", "column"), FAULTS)
def test_each_broken_file_gives_one_problem_at_its_place(name, code, line, column, parser):
    (problem,) = read_yaml(BROKEN / name, BROKEN)[1]
    # Between the parsers, the column of a bad escape differs by the backslash.
    slack = 1 if name == "bad-escape.yaml" and parser == "the Python parser" else 0
    assert (problem.code, problem.line, problem.column - slack) == (code, line, column)
    assert problem.file.endswith(f"tests/data/broken/yaml/{name}")
    assert problem.message
    assert problem.hint


def test_every_broken_file_is_in_the_table():
    assert sorted(path.name for path in BROKEN.iterdir()) == sorted(row[0] for row in FAULTS)


def test_every_code_of_yaml_is_tested():
    in_code = {"Y006"}
    assert {row[1] for row in FAULTS if row[1].startswith("Y")} | in_code == set(yamlfile.CODES)


def test_scalars_stay_what_was_typed(tmp_path, parser):  # noqa: ARG001 - runs with both parsers
    path = written(tmp_path, "a: no\nb: 1_000\nc: 2026-05-30\nd: 0o17\ne: on\nf: 1e3\ng: 'null'\nh: .inf\n")
    located, problems = read_yaml(path, tmp_path)
    assert problems == ()
    assert list(located.data.values()) == ["no", "1_000", "2026-05-30", "0o17", "on", "1e3", "null", ".inf"]


def test_an_empty_value_a_tilde_and_null_are_none(tmp_path, parser):  # noqa: ARG001 - runs with both parsers
    located, _ = read_yaml(written(tmp_path, "a:\nb: ~\nc: null\nd: ''\n"), tmp_path)
    assert located.data == {"a": None, "b": None, "c": None, "d": ""}


def test_places_are_known_for_values_keys_and_what_is_not_there(tmp_path):
    located, _ = read_yaml(written(tmp_path, "title: Loaf\nrules:\n  - reason: wet\n    terms: [a, b]\n"), tmp_path)
    assert located.find(("rules", 0, "terms", 1)) == (4, 16)
    assert located.find(("rules", 0, "terms"), key=True) == (4, 5)
    assert located.find(("rules", 0, "missing")) == (3, 5)
    assert located.find(()) == (1, 1)


def test_the_first_of_two_equal_keys_is_kept_and_the_rest_is_read(tmp_path):
    located, problems = read_yaml(written(tmp_path, "a: 1\na: 2\nb: 3\nb: 4\n"), tmp_path)
    assert located.data == {"a": "1", "b": "3"}
    assert [problem.line for problem in problems] == [2, 4]


def test_a_list_of_records_knows_the_place_of_each(tmp_path):
    records, problems = read_yaml_list(written(tmp_path, "- title: Rye\n- title: Spelt\n  year: 2020\n"), tmp_path)
    assert problems == ()
    assert [record.data["title"] for record in records] == ["Rye", "Spelt"]
    assert records[1].find(("year",)) == (3, 9)


def test_one_record_needs_no_list(tmp_path):
    records, problems = read_yaml_list(written(tmp_path, "title: Rye\n"), tmp_path)
    assert [record.data for record in records] == [{"title": "Rye"}]
    assert problems == ()


def test_a_byte_order_mark_shifts_nothing(tmp_path):
    located, problems = read_yaml(written(tmp_path, b"\xef\xbb\xbftitle: Loaf\n"), tmp_path)
    assert problems == ()
    assert located.find(("title",)) == (1, 8)


def test_windows_line_ends_are_fine(tmp_path):
    located, problems = read_yaml(written(tmp_path, b"title: Loaf\r\nquestion: Why?\r\n"), tmp_path)
    assert (located.data, problems) == ({"title": "Loaf", "question": "Why?"}, ())


def test_a_file_that_is_not_utf8_names_line_and_column(tmp_path):
    path = written(tmp_path, "title: Loaf\nquestion: Wie groß, Ann".encode() + "é?\n".encode("latin-1"))
    assert codes(path, tmp_path) == [("F003", 2, 24)]


def test_utf16_is_not_utf8(tmp_path):
    assert codes(written(tmp_path, "title: Loaf\n".encode("utf-16")), tmp_path) == [("F003", 1, 1)]


def test_five_megabytes_are_too_much(tmp_path):
    assert codes(written(tmp_path, "# rye\n" * 900_000), tmp_path) == [("F002", 0, 0)]


def test_too_many_values_are_refused(tmp_path):
    path = written(tmp_path, f"tags: [{'a,' * 60_000}]\n")
    assert [code for code, _, _ in codes(path, tmp_path)] == ["Y006"]


def test_a_link_out_of_the_corpus_is_refused(tmp_path):
    outside = written(tmp_path, "title: Loaf\n")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "link.yaml").symlink_to(outside)
    assert codes(corpus / "link.yaml", corpus) == [("F004", 0, 0)]


def test_a_folder_beside_the_corpus_with_a_longer_name_is_outside(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus-secret").mkdir()
    (tmp_path / "corpus" / "link.yaml").symlink_to(written(tmp_path / "corpus-secret", "title: Loaf\n"))
    assert codes(tmp_path / "corpus" / "link.yaml", tmp_path / "corpus") == [("F004", 0, 0)]


def test_a_link_inside_the_corpus_is_followed(tmp_path):
    (tmp_path / "link.yaml").symlink_to(written(tmp_path, "title: Loaf\n"))
    assert read_yaml(tmp_path / "link.yaml", tmp_path)[0].data == {"title": "Loaf"}


def test_a_folder_a_pipe_a_missing_file_and_a_circle_of_links_are_problems(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    names = ("folder.yaml", "pipe.yaml", "missing.yaml", "circle.yaml")
    found = [codes(tmp_path / name, tmp_path) for name in names]
    assert found == [[("F005", 0, 0)], [("F005", 0, 0)], [("F001", 0, 0)], [("F001", 0, 0)]]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_a_problem(tmp_path):
    path = written(tmp_path, "title: Loaf\n")
    path.chmod(0)
    assert codes(path, tmp_path) == [("F001", 0, 0)]


def test_a_folder_lists_no_readme_dotfile_or_backup(tmp_path):
    for name in ("b.yaml", "a.yaml", "README.md", ".hidden.yaml", "a.yaml~"):
        (tmp_path / name).touch()
    assert [path.name for path in list_files(tmp_path)] == ["a.yaml", "b.yaml"]
    assert list_files(tmp_path / "missing") == ()


def test_a_file_in_place_of_a_folder_is_a_problem(tmp_path):
    with pytest.raises(InvalidInput, match="F001"):
        list_files(written(tmp_path, "title: Loaf\n"))


@pytest.mark.parametrize("seed", range(60))
def test_random_bytes_never_raise(tmp_path, seed, parser):  # noqa: ARG001 - runs with both parsers
    rng = random.Random(seed)
    pieces = [b"title", b": ", b"\n", b"- ", b"[", b"{", b"}", b"]", b"'", b'"', b"&a ", b"*a ", b"!!x ", b"|\n", b"  "]
    pieces += [b"\t", b"? ", b"<<", b"#", b"---\n", b"...\n", b"%", b"\\u", b"\xc3\xa9", rng.randbytes(3), b">", b"@"]
    path = written(tmp_path, b"".join(rng.choices(pieces, k=rng.randrange(60))))
    located, problems = read_yaml(path, tmp_path)
    assert located is not None or problems
    assert all(str(problem).startswith(str(path)) for problem in problems)
