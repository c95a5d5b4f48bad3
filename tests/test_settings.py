"""Settings from generator.toml and the environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import settings
from generator.errors import InvalidInput
from generator.services import SERVICES
from generator.settings import Settings, load_settings

FORBIDDEN = (
    "http://api.example",
    "ftp://api.example",
    "https://",
    "https://user:word@api.example",
    "https://api.example/?q=1",
    "https://api.example:99999",
    "http://127.0.0.1.api.example",
    "http://[::1",
    "",
)
FAULTS = [
    ("jobs = \n", "S001", 1),
    ("jobs = 2\njobs = 3\n", "S001", 2),
    ("docs = 'site'\ndcos = 'x'\n", "S002", 2),
    ("[jobs]\nx = 1\n", "S004", 1),
    ("corpus = 3\n", "S003", 1),
    ("# folders\ncache = ' '\n", "S003", 2),
    ("jobs = 0\n", "S004", 1),
    ("jobs = 65\n", "S004", 1),
    ("jobs = true\n", "S004", 1),
    ("jobs = '2'\n", "S004", 1),
    (f"jobs = 0x{'f' * 5000}\n", "S004", 1),
    (f"jobs = {'9' * 5000}\n", "S001", 0),
    (f"jobs = {'[' * 3000}\n", "S001", 0),
    ("jobs = 2 \x07\n", "F006", 1),
    ("contact = 'the bakery'\n", "S005", 1),
    ("contact = 'a@b.example\\r\\nX: y'\n", "S005", 1),
    ("sources = 'crossref'\n", "S006", 1),
    ("[sources]\ncrosref = 'https://api.example'\n", "S006", 2),
    ("[sources]\n\ncrossref = 3\n", "S007", 3),
    *((f"[sources]\narxiv = '{address}'\n", "S007", 2) for address in FORBIDDEN),
    ("store_text = 'some'\n", "S008", 1),
    ("search = 'lunar'\n", "S010", 1),
    ("request_seconds = 0\n", "S009", 1),
    ("source_seconds = nan\n", "S009", 1),
    ("source_megabytes = true\n", "S009", 1),
]


def test_without_file_and_variables_everything_is_at_its_usual_place(tmp_path):
    usual = {name: tmp_path / name for name in ("corpus", "docs")}
    assert load_settings(tmp_path, {}) == Settings(root=tmp_path, **usual, cache=tmp_path / ".cache", jobs=1)


def test_the_file_moves_folders_and_sets_jobs(tmp_path):
    (tmp_path / "generator.toml").write_text('corpus = "in"\ndocs = "/out"\njobs = 3\n')
    found = load_settings(tmp_path, {})
    assert (found.corpus, found.docs, found.jobs) == (tmp_path / "in", Path("/out"), 3)


def test_a_variable_comes_before_the_file(tmp_path):
    (tmp_path / "generator.toml").write_text('cache = "a"\njobs = 3\n')
    found = load_settings(tmp_path, {"REPORT_CORPUS_CACHE": "b", "REPORT_CORPUS_JOBS": "4"})
    assert (found.cache, found.jobs) == (tmp_path / "b", 4)


def test_variables_of_tests_and_benchmarks_are_not_looked_at(tmp_path):
    assert load_settings(tmp_path, {"REPORT_CORPUS_DATASETS": "/data"}) == load_settings(tmp_path, {})


def test_services_get_other_addresses_from_file_and_variables(tmp_path):
    (tmp_path / "generator.toml").write_text(
        "[sources]\narxiv = 'https://mirror.example/api/'\ncrossref = 'https://a.b'\n"
    )
    found = load_settings(tmp_path, {"REPORT_CORPUS_SOURCES_CROSSREF": "http://127.0.0.1:8000/crossref"})
    assert found.sources == {"arxiv": "https://mirror.example/api", "crossref": "http://127.0.0.1:8000/crossref"}


def test_how_services_are_asked_is_set_by_variables_too(tmp_path):
    variables = {"CONTACT": "baker@bread.example", "STORE_TEXT": "none", "SOURCE_SECONDS": "2.5"}
    found = load_settings(tmp_path, {f"REPORT_CORPUS_{name}": value for name, value in variables.items()})
    assert (found.contact, found.store_text, found.source_seconds) == ("baker@bread.example", "none", 2.5)


def test_a_variable_that_names_no_source_is_a_problem_and_not_a_request_to_the_real_one(tmp_path):
    with pytest.raises(InvalidInput, match=r"REPORT_CORPUS_SOURCES_CROSREF:0:0: S006 .*crossref"):
        load_settings(tmp_path, {"REPORT_CORPUS_SOURCES_CROSREF": "http://127.0.0.1:8000"})


def test_keys_come_from_the_environment_and_are_not_printed(tmp_path):
    found = load_settings(tmp_path, {"S2_API_KEY": "yeast-and-flour", "OPENALEX_API_KEY": ""})
    assert found.keys == {"semantic_scholar": "yeast-and-flour"}
    assert "yeast" not in repr(found)


@pytest.mark.parametrize(("text", "code", "line"), FAULTS)
def test_each_wrong_file_gives_one_problem_in_its_line(tmp_path, text, code, line):
    (tmp_path / "generator.toml").write_text(text)
    with pytest.raises(InvalidInput) as caught:
        load_settings(tmp_path, {})
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == (code, line)
    assert problem.file.endswith("generator.toml")


@pytest.mark.parametrize("value", ["", "0", "65", "two", "1.5", "-1", "٣", "9" * 5000])
def test_a_wrong_number_of_jobs_names_the_variable(tmp_path, value):
    with pytest.raises(InvalidInput, match=re.escape("REPORT_CORPUS_JOBS:0:0: S004 ")):
        load_settings(tmp_path, {"REPORT_CORPUS_JOBS": value})


def test_all_wrong_settings_come_at_once(tmp_path):
    (tmp_path / "generator.toml").write_text("jobs = 0\ndocz = 1\n")
    with pytest.raises(InvalidInput) as caught:
        load_settings(tmp_path, {"REPORT_CORPUS_CACHE": ""})
    assert {problem.code for problem in caught.value.problems} == {"S002", "S003", "S004"}


def test_every_code_of_settings_is_tested():
    assert {row[1] for row in FAULTS} - {"F006"} == set(settings.CODES)


def test_every_setting_and_key_stands_in_the_readme():
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    names = [*settings.KEYS, *(service.key for service in SERVICES.values() if service.key)]
    assert [name for name in names if f"`{name}`" not in readme and f"`[{name}]`" not in readme] == []


def test_the_environment_of_the_process_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_CORPUS_JOBS", "7")
    assert load_settings(tmp_path).jobs == 7
