"""PubMed and JATS XML: what an article says, at the level of text that is there; nothing outside the file is read."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from generator.library import read_file
from generator.paperfile import read_paper
from generator.records import Author
from generator.sources import pubmed
from tests.bakery import SECONDS
from tests.sources.harness import XML, fixture

JATS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.2//EN" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"><front>
<journal-meta><journal-title-group><journal-title>Loaf Letters</journal-title></journal-title-group></journal-meta>
<article-meta>
<article-id pub-id-type="pmid">77</article-id><article-id pub-id-type="pmc">88</article-id>
<article-id pub-id-type="doi">10.5555/RYE</article-id>
<title-group><article-title>Rye &amp; <italic>Secale</italic><xref>*</xref></article-title>
<subtitle>a test</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Oven</surname><given-names>Ann</given-names></name>
</contrib><contrib contrib-type="author"><collab>Bakers of Bath<contrib-group><contrib contrib-type="author"><name>
<surname>Hidden</surname></name></contrib></contrib-group></collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname></name></contrib></contrib-group>
<pub-date pub-type="ppub"><year>2021</year></pub-date><pub-date pub-type="epub"><year>2020</year></pub-date>
<abstract><sec><title>Aims</title><p>We bake&nbsp;rye.</p></sec></abstract>
<abstract abstract-type="graphical"><p>A picture.</p></abstract>
</article-meta></front>BODY<back><ref-list><ref><p>Not read.</p></ref></ref-list></back></article>"""
BODY = """<body><sec><title>Results</title><p>Rye rose by 12%<fn><p>Once.</p></fn> in
x<sub>2</sub> ovens <inline-formula><alternatives><tex-math>\\alpha</tex-math><mml:math><mml:mi>a</mml:mi></mml:math>
</alternatives></inline-formula>.</p><table-wrap><table><tr><td><p>9</p></td></tr></table></table-wrap>
<p>Oats did not.</p></sec></body>"""
ARTICLE = """<PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal><JournalIssue><PubDate>DATE</PubDate>
</JournalIssue><Title>Loaf Letters</Title></Journal><ArticleTitle>Rye and <i>Secale</i>.</ArticleTitle>
<Abstract><AbstractText Label="AIMS">We bake rye.</AbstractText><AbstractText Label="RESULTS">It rose.</AbstractText>
</Abstract><AuthorList><Author><LastName>Oven</LastName><ForeName>Ann</ForeName></Author>
<Author><LastName>Crumb</LastName></Author><Author><CollectiveName>Bakers of Bath</CollectiveName></Author></AuthorList>
</Article><CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Loaf Lett. 2022</RefSource>
</CommentsCorrections></CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.5555/rye</ArticleId></ArticleIdList><ReferenceList><Reference><ArticleIdList>
<ArticleId IdType="doi">10.5555/cited</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>
</PubmedArticle>
"""
SET = f"<PubmedArticleSet>\n{ARTICLE.replace('DATE', '<Year>2020</Year>')}</PubmedArticleSet>"
DATASETS = os.environ.get("REPORT_CORPUS_DATASETS")


def read(folder, body: str | bytes):
    path = folder / "a.xml"
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    records, problems = read_file(path, folder)
    papers = [paper for record in records if (paper := read_paper(record)[0])]
    return papers, [(problem.line, problem.code) for problem in problems]


def test_a_jats_article_with_its_body_is_a_full_text(tmp_path):
    (paper,), problems = read(tmp_path, JATS.replace("BODY", BODY))
    assert problems == []
    assert (paper.doi, paper.title, paper.year) == ("10.5555/rye", "Rye & Secale: a test", 2020)
    assert paper.authors == (Author(family="Oven", given="Ann"), Author(family="Bakers of Bath"))
    assert (paper.venue, paper.ids) == ("Loaf Letters", ("pmcid:pmc88", "pmid:77"))
    assert paper.document.level == "full text"
    assert paper.document.text == "We bake rye. Rye rose by 12% in x₂ ovens a . Oats did not."


def test_a_jats_article_without_its_body_is_an_abstract(tmp_path):
    (paper,), problems = read(tmp_path, JATS.replace("BODY", ""))
    assert (paper.document.level, paper.document.text, problems) == ("abstract", "We bake rye.", [])


def test_a_record_of_pubmed_keeps_the_sections_of_its_abstract_and_its_retraction(tmp_path):
    (paper,), problems = read(tmp_path, SET)
    assert problems == []
    assert (paper.doi, paper.title, paper.year) == ("10.5555/rye", "Rye and Secale", 2020)
    assert [author.family for author in paper.authors] == ["Oven", "Crumb", "Bakers of Bath"]
    assert (paper.document.level, paper.document.text) == ("abstract", "AIMS: We bake rye. RESULTS: It rose.")
    assert (paper.ids, paper.notices) == (("pmid:77",), ("Retracted 2022: notice Loaf Lett. 2022",))


def test_a_file_of_pubmed_says_what_the_service_says_of_the_same_records(tmp_path):
    body = fixture("pubmed.xml")
    papers, problems = read(tmp_path, body)
    told = [replace(paper, url="", found_by=()) for paper in pubmed.parse(body, XML)]
    named = [replace(p, id=p.doi or p.ids[0], url="", found_by=()) for p in papers]
    assert (named, problems) == (told, [])


def test_a_namespace_changes_nothing(tmp_path):
    plain, named = (
        JATS.replace("BODY", BODY).replace("<article ", f"<article {more}") for more in ("", 'xmlns="u:j" ')
    )
    assert read(tmp_path, named) == read(tmp_path, plain)


@pytest.mark.parametrize(("date", "year"), [("<MedlineDate>1999 Dec-2000 Jan</MedlineDate>", 1999), ("", None)])
def test_a_date_may_be_a_span_or_missing(tmp_path, date, year):
    assert [paper.year for paper in read(tmp_path, ARTICLE.replace("DATE", date))[0]] == [year]


def test_one_broken_article_leaves_the_others(tmp_path):
    good = ARTICLE.replace("DATE", "<Year>2020</Year>")
    broken = good.replace("</AbstractText>", "", 1)
    papers, problems = read(tmp_path, f"<PubmedArticleSet>\n{good}{broken}{good}<PubmedArticle><PMID>")
    lines = good.count("\n")
    assert len(papers) == 2
    assert [code for _, code in problems] == ["I001", "I001"]
    assert 2 + lines <= problems[0][0] < 2 + 2 * lines
    assert problems[1][0] == 2 + 3 * lines


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "crumb"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % p SYSTEM "file:///etc/hostname"> %p; <!ENTITY x "p">',
    ],
    ids=["nested", "file", "network", "parameter"],
)
def test_no_declared_entity_is_ever_replaced(tmp_path, declared):
    body = JATS.replace("BODY", "<body><p>Bread &x; bread.</p></body>").replace(' "JATS.dtd">', f' "x" [{declared}]>')
    papers, problems = read(tmp_path, body)
    assert (papers, [code for _, code in problems]) == ([], ["I001"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "I009"),
        ("loaf", "I009"),
        ("<html><body>Log in</body></html>", "I009"),
        ("<!-- <article> --><feed/>", "I009"),
        ("<PubmedArticleSet></PubmedArticleSet>", "I006"),
        ("<article>" + "<p>" * 5000 + "</p>" * 5000 + "</article>", "I001"),
        (JATS.replace("BODY", "").replace("Rye", "R\udcffye").encode("utf-8", "surrogateescape"), "F003"),
    ],
    ids=["empty", "text", "html", "another kind", "no article", "deep", "not UTF-8"],
)
def test_what_is_no_article_is_a_problem(tmp_path, body, code):
    papers, problems = read(tmp_path, body)
    assert (papers, [found for _, found in problems]) == ([], [code])


def test_a_declared_encoding_is_followed(tmp_path):
    body = JATS.replace("BODY", "").replace("Ann", "Zoë").replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert read(tmp_path, body)[0][0].authors[0].given == "Zoë"


@pytest.mark.parametrize(
    "piece", ["<article>", "<!--", "<?", "<!DOCTYPE a [", "</article>", "<article></article>", "<"]
)
def test_endless_repetition_takes_no_time_to_speak_of(tmp_path, piece):
    start = process_time()
    read(tmp_path, (piece * 150_000)[:150_000])
    assert process_time() - start < SECONDS


@pytest.mark.parametrize("seed", range(30))
def test_damaged_files_never_raise(tmp_path, seed):
    rng = random.Random(seed)
    data = bytearray((SET if seed % 2 else JATS.replace("BODY", BODY)).encode())
    for _ in range(rng.randrange(1, 25)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    papers, problems = read(tmp_path, bytes(data[: rng.randrange(len(data))]))
    assert papers or problems or len(data) == 0


@pytest.mark.skipif(DATASETS is None, reason="REPORT_CORPUS_DATASETS is not set")
@pytest.mark.parametrize(
    ("folder", "level", "least"), [("europepmc-fulltext", "full text", 1.0), ("pubmed", "abstract", 0.8)]
)
def test_real_articles_are_read_at_their_level(folder, level, least):
    files = sorted(Path(str(DATASETS), "api-samples", folder).glob("*.xml"))
    papers = []
    for path in files:
        records, problems = read_file(path, path.parent)
        assert {problem.code for problem in problems} <= {"I006"}  # a search without a hit
        checked = [read_paper(record) for record in records]
        assert [mistakes for _, mistakes in checked if mistakes] == []
        papers += [paper for paper, _ in checked if paper]
    assert len(papers) >= 0.95 * len(files) > 0
    assert all(paper.document.level == level for paper in papers if paper.document)
    assert sum(paper.document is not None for paper in papers) >= least * len(papers)
    assert sum(paper.year is not None and bool(paper.authors) for paper in papers) >= 0.99 * len(papers)
