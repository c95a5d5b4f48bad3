"""The generator knows the published addresses from the file that MkDocs builds from, and trusts nothing in it."""

from __future__ import annotations

import pytest

from generator.errors import InvalidInput
from generator.records import Site
from generator.siteconfig import read_site


def site(root, text, environment=None):
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_site(root, root / "corpus", environment or {})


def test_no_file_and_no_address_leave_everything_unset(tmp_path):
    assert read_site(tmp_path, tmp_path / "corpus", {}) == Site()
    assert site(tmp_path, "site_name: Ovens\nsite_url:\nrepo_url: ''\n") == Site(name="Ovens")
    assert Site().address("reports/") == Site().edit_file("a.yaml") == ""


def test_addresses_are_brought_into_one_form(tmp_path):
    read = site(tmp_path, "site_url: https://ovens.example/bread\nrepo_url: https://github.com/bakers/ovens/\n")
    assert read.address("reports/") == "https://ovens.example/bread/reports/"
    assert read.edit_file("corpus/a b.yaml") == "https://github.com/bakers/ovens/edit/main/corpus/a%20b.yaml"


def test_corpus_outside_the_source_cannot_be_edited_there(tmp_path):
    site(tmp_path, "repo_url: https://github.com/bakers/ovens\n")
    assert read_site(tmp_path, tmp_path / "data" / "corpus", {}).corpus == "data/corpus"
    assert read_site(tmp_path, tmp_path.parent / "elsewhere", {}).edit == ""


@pytest.mark.parametrize(
    ("lines", "edit"),
    [
        ("repo_url: https://code.example/ovens", ""),
        ("repo_url: https://code.example/ovens\nedit_uri: src/trunk/docs/", "https://code.example/ovens/src/trunk/"),
        ("repo_url: https://github.com/bakers/ovens\nedit_uri: ''", ""),
        ("repo_url: https://gitlab.com/bakers/ovens", "https://gitlab.com/bakers/ovens/-/edit/main/"),
        ("edit_uri: edit/main/docs/", ""),
        ("repo_url: https://a.example/o\nedit_uri: https://b.example/e/text/\ndocs_dir: text", "https://b.example/e/"),
    ],
)
def test_edit_address_is_that_of_the_source_and_not_of_its_docs(tmp_path, lines, edit):
    assert site(tmp_path, lines).edit == edit


def test_tags_of_mkdocs_are_read_and_none_is_run(tmp_path):
    text = "site_url: !ENV [OVENS, KILNS, 'https://usual.example/']\nhooks: !!python/object/apply:os.abort []\n"
    assert site(tmp_path, text).url == "https://usual.example/"
    assert site(tmp_path, text, {"KILNS": "https://kilns.example"}).url == "https://kilns.example/"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("site_url: javascript:alert(1)", "W002"),
        ("repo_url: 'https://x.example/\"><script>'", "W002"),
        ("site_url: [", "W001"),
    ],
)
def test_what_is_no_address_is_named_with_its_line(tmp_path, text, code):
    with pytest.raises(InvalidInput) as caught:
        site(tmp_path, f"site_name: Ovens\n{text}\n")
    assert [(one.code, one.line > 1) for one in caught.value.problems] == [(code, True)]
