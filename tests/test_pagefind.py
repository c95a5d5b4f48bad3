"""The index of a large site: lean pages with facets, nothing of an earlier index, the same bytes each time."""

from __future__ import annotations

import gzip
import importlib.util
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from generator import pagefind, sitesearch
from generator.canonical import decode, encode, settle
from generator.errors import CorpusError
from generator.pages import data
from generator.records import Site
from generator.settings import load_settings
from tests.invented import corpus, full_report

installed = pytest.mark.skipif(
    not importlib.util.find_spec("pagefind_bin"), reason="the extra `search` is not installed"
)


class Reader(HTMLParser):
    """Collects elements with their attributes, and the text."""

    def __init__(self, page) -> None:
        super().__init__()
        self.seen, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, name, attrs):
        self.seen.append((name, dict(attrs)))

    def handle_data(self, told):
        self.text += told


@pytest.fixture
def site(tmp_path):
    for page in data.render(corpus()):
        path = tmp_path / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
    return tmp_path


def plain(site, name=None):
    return json.loads((site / "data" / "reports" / f"{name or full_report().id}.json").read_text("utf-8"))


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_lean_page_holds_each_claim_under_its_anchor_and_the_doi_of_each_included_paper(site):
    report = plain(site)
    page = Reader(pagefind.lean(report))
    anchors = [held["id"] for name, held in page.seen if name == "h2"]
    assert anchors == [*(f"c{claim['number']}" for claim in report["claims"]), "references"]
    assert all(claim["text"] in page.text for claim in report["claims"])
    assert all((paper["doi"] or "") in page.text for paper in report["papers"] if paper["included"])


def test_lean_page_can_be_narrowed_by_what_its_claims_hold(site):
    report = plain(site)
    facets = [(h["data-pagefind-filter"], h["content"]) for n, h in Reader(pagefind.lean(report)).seen if n == "meta"]
    for field in ("outcome", "benchmark"):
        wanted = {name for claim in report["claims"] for name in claim[f"{field}s"]}
        assert {value for name, value in facets if name == f"{field}[content]"} == wanted
    assert ("verdict[content]", "contested") in facets
    assert ("year[content]", report["date"][:4]) in facets


def test_hostile_words_stay_words(site):
    report = plain(site)
    report["question"]["title"] = '</title><script>alert(1)</script><meta data-pagefind-filter="x">'
    report["claims"][0]["benchmarks"] = ['"><script>']
    names = [name for name, _ in Reader(pagefind.lean(report)).seen]
    assert "script" not in names


@installed
def test_index_holds_every_report_and_nothing_of_the_one_before(site):
    assert pagefind.index(site) == 3
    first = files(site / "pagefind")
    assert pagefind.index(site) == 3
    assert files(site / "pagefind") == first
    reports = json.loads((site / "data" / "reports.json").read_text("utf-8"))
    (site / "data" / "reports.json").write_text(json.dumps(reports[:1]), encoding="utf-8")
    assert pagefind.index(site) == 1
    (fragment,) = (site / "pagefind" / "fragment").iterdir()
    assert f"/reports/{reports[0]['id']}/" in gzip.decompress(fragment.read_bytes()).decode(errors="replace")


def test_data_that_are_not_there_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(pagefind.importlib.util, "find_spec", lambda _: True)
    with pytest.raises(CorpusError, match=r"reports\.json"):
        pagefind.index(tmp_path)


def settings(root, reports, **given):
    (root / "docs" / "data").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "data" / "reports.json").write_text(json.dumps([{}] * reports), encoding="utf-8")
    return replace(load_settings(root, {}), **given)


@pytest.mark.parametrize(
    ("reports", "search", "expected"),
    [(499, "auto", "material"), (500, "auto", "pagefind"), (6, "pagefind", "pagefind"), (900, "material", "material")],
)
def test_setting_or_number_of_reports_chooses_the_search(tmp_path, reports, search, expected):
    given = settings(tmp_path, reports, search=search)
    assert sitesearch.chosen(given) == expected
    own = sitesearch.environment(given)["REPORT_CORPUS_MATERIAL_SEARCH"]
    assert own == str(expected == "material").lower()


def test_small_site_loses_the_index_of_a_large_one(tmp_path):
    (tmp_path / "site" / "pagefind").mkdir(parents=True)
    sitesearch.index(tmp_path / "site", Site(), settings(tmp_path, 6))
    assert not (tmp_path / "site" / "pagefind").exists()


def test_site_that_was_built_for_the_other_search_is_refused(tmp_path):
    (tmp_path / "site" / "search").mkdir(parents=True)
    with pytest.raises(CorpusError, match="generator build"):
        sitesearch.index(tmp_path / "site", Site(), settings(tmp_path, 500))


@pytest.mark.parametrize("value", [0, 23, 24, 255, 256, 70_000, "", "ü" * 300, [], [[1, ["a"]], ["b"] * 30]])
def test_values_of_an_index_are_read_as_they_are_written(value):
    data = encode(value)
    assert decode(data) == (value, len(data))


def test_index_of_another_format_is_refused(tmp_path):
    (tmp_path / "pagefind-entry.json").write_text('{"languages": {"en": {"hash": "en_1"}}}', encoding="utf-8")
    (tmp_path / "pagefind.en_1.pf_meta").write_bytes(gzip.compress(b"pagefind_dcd\xf6"))
    with pytest.raises(CorpusError, match="not as Pagefind"):
        settle(tmp_path)
