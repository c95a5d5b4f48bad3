"""Reading and searching the embedded literature; a code with a place for each broken record."""

from __future__ import annotations

import hashlib
import json
import pickle
import random
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path

import pytest

from generator import jsonlines, library, paperfile
from generator.errors import InvalidInput
from generator.fulltext import FullText, match_any
from generator.library import INDEX_FILE, Library, load_library, read_library
from generator.records import Author, Document, Paper

BROKEN = Path(__file__).parent / "data" / "broken" / "library"
SHIPPED = Path(__file__).parent.parent / "corpus"

FAULTS = [
    ("alias.yaml", "Y004", 1, 10),
    ("array.jsonl", "J002", 2, 1),
    ("author-without-family.jsonl", "L004", 1, 29),
    ("bad-address.jsonl", "L009", 1, 25),
    ("bad-doi.jsonl", "L007", 3, 25),
    ("bad-number.jsonl", "L012", 1, 25),
    ("bad-doi.yaml", "L007", 4, 8),
    ("bad-version.jsonl", "L007", 1, 30),
    ("duplicate-doi.jsonl", "L021", 2, 37),
    ("duplicate-id.jsonl", "L022", 2, 26),
    ("duplicate-json-key.jsonl", "J004", 1, 32),
    ("duplicate-title.jsonl", "L022", 2, 11),
    ("empty-sentence.jsonl", "L004", 1, 26),
    ("empty-title.jsonl", "L004", 1, 33),
    ("long-title.jsonl", "L005", 1, 11),
    ("nan.jsonl", "J005", 1, 45),
    ("no-identity.jsonl", "L011", 1, 11),
    ("no-sentence.jsonl", "L004", 1, 26),
    ("no-title.jsonl", "L002", 2, 1),
    ("not-json.jsonl", "J001", 2, 31),
    ("number-as-title.jsonl", "L003", 1, 33),
    ("number.jsonl", "J002", 1, 1),
    ("script-address.jsonl", "L009", 1, 25),
    ("single-quotes.jsonl", "J001", 1, 2),
    ("text-as-authors.jsonl", "L003", 1, 51),
    ("text-in-list.yaml", "Y012", 2, 3),
    ("two-texts.jsonl", "L010", 1, 49),
    ("unknown-format.docx", "L020", 0, 0),
    ("unknown-key.jsonl", "L001", 2, 18),
    ("year-as-fraction.jsonl", "L008", 1, 26),
    ("year-in-words.jsonl", "L008", 1, 26),
    ("year-too-early.jsonl", "L008", 1, 26),
]
BUILT = [
    ("deep", b'{"title": ' + b"[" * 100_000 + b"}", "J006", 1, 1),
    ("digits", b'{"title": "Rye", "year": ' + b"9" * 5000 + b"}", "J006", 1, 26),
    ("authors", b'{"title": "Rye", "authors": [' + b'"A",' * 5000 + b'"B"]}', "L006", 1, 29),
    ("long line", b'{"title": "Rye", "abstract": "' + b"rye " * 300_000 + b'"}', "J003", 1, 0),
    ("not UTF-8", b'{"title": "Rye"}\n{"title": "Cr\xe8me"}\n', "F003", 2, 14),
    ("UTF-16", '{"title": "Rye"}'.encode("utf-16"), "F003", 1, 1),
]


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "library").mkdir()
    return tmp_path


def write(corpus: Path, name: str, *records: object) -> None:
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (corpus / "library" / name).write_text(lines, encoding="utf-8")


def paper(name: str, title: str = "Rye bread", text: str = "") -> Paper:
    return Paper(id=name, title=title, document=Document(level="abstract", text=text) if text else None)


def read_one(corpus: Path, **record: object) -> Paper:
    write(corpus, "one.jsonl", {"title": "Rye", **record})
    (found,) = load_library(corpus).papers
    return found


def ids(found: tuple[int, tuple[Paper, ...]]) -> list[str]:
    return [one.id for one in found[1]]


@pytest.mark.parametrize(("name", "code", "line", "column"), FAULTS)
def test_each_broken_file_gives_one_problem_at_its_place(corpus, name, code, line, column):
    shutil.copy(BROKEN / name, corpus / "library")
    (problem,) = read_library(corpus)[1]
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.file.endswith(f"library/{name}")
    assert problem.message
    assert problem.hint


@pytest.mark.parametrize(("data", "code", "line", "column"), [row[1:] for row in BUILT], ids=[row[0] for row in BUILT])
def test_each_broken_line_gives_one_problem_at_its_place(corpus, data, code, line, column):
    (corpus / "library" / "a.jsonl").write_bytes(data)
    (problem,) = read_library(corpus)[1]
    assert (problem.code, problem.line, problem.column) == (code, line, column)


def test_nesting_just_within_the_reach_of_the_parser_is_refused(corpus):
    for depth in (20, *range(880, 1000)):
        (corpus / "library" / "a.jsonl").write_text(f'{{"title": {"[" * depth}{"]" * depth}}}')
        assert [problem.code for problem in read_library(corpus)[1]] == ["J006"]


def test_every_broken_file_is_in_the_table():
    assert sorted(path.name for path in BROKEN.iterdir()) == sorted(row[0] for row in FAULTS)


def test_every_code_of_the_library_is_tested():
    tested = {row[-3] for row in (*FAULTS, *BUILT)} | {"J007"}
    assert {code for code in tested if code[0] in "JL"} == {*jsonlines.CODES, *library.CODES}
    assert set(paperfile.CODES) < set(library.CODES)


def test_the_shipped_library_has_no_problem():
    found = load_library(SHIPPED)
    lines = (SHIPPED / "library" / "code-models.jsonl").read_text(encoding="utf-8").splitlines()
    records = {record["doi"].lower(): record for record in map(json.loads, lines)}
    assert len(found.papers) == len(lines)
    for one in found.papers:
        note = records[one.id]["note"]
        assert one.document.text == " ".join(note)
        assert [one.document.text[start:end] for start, end in one.document.sentences] == note


def test_every_key_arrives_in_the_record(corpus):
    found = read_one(
        corpus,
        doi="https://doi.org/10.1000/RYE",
        id="r1",
        authors=["Miller, Ann B.", "Bakers of Bath"],
        year=2020,
        venue="Loaf Letters",
        url="https://bread.example/rye",
        note=["Rye rises slowly.", "It keeps long."],
        topics=["bread"],
        checked_in="the paper itself",
        versions=["10.1000/rye.v1", "10.1000/rye"],
        notices=["Corrected in 2021."],
        ids=["PMID:77", "arxiv:2001.00001"],
        open_access="https://bread.example/rye.pdf",
    )
    assert found == Paper(
        id="10.1000/rye",
        title="Rye",
        doi="10.1000/rye",
        authors=(Author(family="Miller", given="Ann B."), Author(family="Bakers of Bath")),
        year=2020,
        venue="Loaf Letters",
        url="https://bread.example/rye",
        document=Document(level="note", text="Rye rises slowly. It keeps long.", sentences=((0, 17), (18, 32))),
        versions=("10.1000/rye.v1",),
        notices=("Corrected in 2021.",),
        found_by=("library",),
        ids=("arxiv:2001.00001", "pmid:77"),
        open_access="https://bread.example/rye.pdf",
    )


def test_topics_are_nowhere_in_the_paper(corpus):
    assert "sourdough" not in repr(read_one(corpus, topics=["sourdough"]))


@pytest.mark.parametrize(("key", "level"), [("note", "note"), ("abstract", "abstract"), ("text", "full text")])
def test_the_key_of_the_text_says_its_level(corpus, key, level):
    assert read_one(corpus, **{key: "Rye rises. Slowly."}).document == Document(level=level, text="Rye rises. Slowly.")


def test_a_record_without_doi_goes_by_its_id_or_its_title(corpus):
    assert read_one(corpus, id="Miller 2020").id == "miller-2020"
    assert read_one(corpus, title="Rye: a History", year=1999).id == "rye-a-history-1999"


def test_titles_in_other_scripts_stay_apart(corpus):
    write(corpus, "a.jsonl", {"title": "黑麦"}, {"title": "小麦"})
    assert len(load_library(corpus).papers) == 2


def test_the_address_defaults_to_the_resolver(corpus):
    assert read_one(corpus, doi="10.1000/rye").url == "https://doi.org/10.1000/rye"
    assert read_one(corpus).url == ""


def test_null_and_missing_are_the_same(corpus):
    empty = dict.fromkeys(("doi", "id", "authors", "year", "venue", "url", "note", "abstract", "text", "versions"))
    assert read_one(corpus, **empty) == read_one(corpus)


def test_unseen_characters_are_dropped_and_white_space_is_one_space(corpus):
    title = "Rye\u202e\x07 and\n\n\u2028wheat\ud800 "
    found = read_one(corpus, title=title, abstract="<b>Rye</b>\u00a0 | rises.\x0cSlowly")
    assert found.title == "Rye and wheat"
    assert found.document.text == "<b>Rye</b> | rises. Slowly"


def test_yaml_and_jsonl_give_the_same_paper(corpus, tmp_path):
    other = tmp_path / "other"
    (other / "library").mkdir(parents=True)
    (other / "library" / "rye.yaml").write_text("- title: Rye\n  year: 2020\n  note: [Rye rises., It keeps.]\n")
    write(corpus, "rye.jsonl", {"title": "Rye", "year": 2020, "note": ["Rye rises.", "It keeps."]})
    assert load_library(other).papers == load_library(corpus).papers


def test_a_doi_in_two_files_names_the_other_place(corpus):
    write(corpus, "a.jsonl", {"title": "Wheat"}, {"title": "Rye", "doi": "10.1000/rye"})
    (corpus / "library" / "b.yaml").write_text("- title: Rye\n  doi: doi:10.1000/Rye\n")
    (problem,) = read_library(corpus)[1]
    assert (problem.code, problem.line, problem.column) == ("L021", 2, 8)
    assert problem.message.endswith("library/a.jsonl:2")


def test_all_problems_of_all_files_come_at_once(corpus):
    write(corpus, "a.jsonl", {"title": "", "year": "soon", "url": "x"}, [], {"title": "Rye", "x": 1})
    write(corpus, "b.jsonl", {"title": "Oats", "doi": "oats"})
    with pytest.raises(InvalidInput) as caught:
        load_library(corpus)
    codes = [(problem.line, problem.code) for problem in caught.value.problems]
    assert codes == [(1, "L004"), (1, "L008"), (1, "L009"), (2, "J002"), (3, "L001"), (1, "L007")]


def test_reading_stops_after_a_thousand_faulty_lines(corpus):
    (corpus / "library" / "a.jsonl").write_text("x\n" * 3000)
    problems = read_library(corpus)[1]
    assert len(problems) == 1001
    assert [problem.code for problem in problems if problem.line == 1000] == ["J007", "J001"]


def test_empty_lines_dotfiles_and_readme_are_skipped(corpus):
    (corpus / "library" / "a.jsonl").write_bytes(b'\xef\xbb\xbf\r\n\n{"title": "Rye"}\r\n\n')
    for name in (".DS_Store", "README.md", "a.jsonl~"):
        (corpus / "library" / name).write_text("not read")
    assert [one.title for one in load_library(corpus).papers] == ["Rye"]


def test_a_corpus_without_library_holds_no_paper(tmp_path):
    found = load_library(tmp_path)
    assert (found.papers, found.query('"rye"', 5)) == ((), (0, ()))


def test_the_hash_ignores_names_and_order_of_files(corpus, tmp_path):
    other = tmp_path / "other"
    (other / "library").mkdir(parents=True)
    records = [{"title": f"Loaf {number}", "year": 2000 + number} for number in range(4)]
    write(corpus, "a.jsonl", *records[:2])
    write(corpus, "b.jsonl", *records[2:])
    write(other, "z.jsonl", *reversed(records))
    assert load_library(corpus).hash == load_library(other).hash


def test_the_hash_changes_with_every_field():
    full = Paper(
        id="10.1000/a",
        title="a",
        doi="10.1000/a",
        authors=(Author(family="a", given="b"),),
        year=2000,
        venue="a",
        url="a",
        document=Document(level="note", text="a", sentences=((0, 1),)),
        versions=("10.1000/b",),
        notices=("a",),
        found_by=("library",),
        ids=("pmid:1",),
        open_access="a",
        decided=("a",),
    )
    others = [replace(full, **{name: None}) for name in ("doi", "year", "document")]
    others += [replace(full, **{name: "b"}) for name in ("id", "title", "venue", "url", "open_access")]
    others += [replace(full, **{name: ()}) for name in ("authors", "versions", "notices", "found_by", "ids", "decided")]
    others += [replace(full, authors=(Author(family="a"),)), replace(full, document=Document(level="note", text="a"))]
    others += [replace(full, document=Document(level="abstract", text="a", sentences=((0, 1),)))]
    assert len(others) == len(fields(Paper)) + 3
    assert len({Library([one]).hash for one in (full, *others)}) == len(others) + 1


def test_a_hit_in_the_title_comes_before_a_hit_in_the_text():
    others = [paper(name, "Oats") for name in "cdefg"]
    found = Library([paper("a", "Wheat", "Spelt and rye."), paper("b", "Rye", "Spelt and oats."), *others])
    assert ids(found.query('"rye"', 5)) == ["b", "a"]


def test_words_are_found_by_their_stem():
    assert ids(Library([paper("a", "Kneading doughs")]).query('"knead dough"', 5)) == ["a"]


def test_equal_scores_are_ordered_by_id_and_all_hits_are_counted():
    total, best = Library([paper(name) for name in "dacb"]).query('"rye"', 3)
    assert (total, [one.id for one in best]) == (4, ["a", "b", "c"])


def test_an_empty_query_finds_nothing_and_a_malformed_one_is_named():
    assert Library([paper("a")]).query("", 5) == (0, ())
    with pytest.raises(ValueError, match="not an FTS5 query"):
        Library([paper("a")]).query('"rye', 5)


def test_scores_are_positive_and_best_first():
    others = [(name, "Oats", "") for name in "cdefg"]
    index = FullText([("a", "Wheat", "rye"), ("b", "Rye", ""), *others])
    (first, high), (second, low) = index.scores('"rye"')
    assert (first, second) == ("b", "a")
    assert high > low > 0


@pytest.mark.parametrize(
    ("terms", "match"),
    [
        (["rye bread", "oats"], '"rye bread" OR "oats"'),
        (['the "dark" rye'], '"the ""dark"" rye"'),
        (["++", "", "  ", "?!", "rye"], '"rye"'),
        (["Rye", "rye", "rye\n"], '"Rye"'),
        (["a\x00b", "c\ud800d"], '"a b" OR "c d"'),
        ([], ""),
        (["*", '"'], ""),
    ],
)
def test_terms_become_quoted_phrases(terms, match):
    assert match_any(terms) == match


@pytest.mark.parametrize("seed", range(40))
def test_any_terms_make_a_valid_query(seed):
    rng = random.Random(seed)
    alphabet = 'aé黑"*^():-+{}[]\\/\x00\x1f\ud800\u202e AND OR NOT NEAR title'
    terms = ["".join(rng.choices(alphabet, k=rng.randrange(12))) for _ in range(rng.randrange(8))]
    total, _ = Library([paper("a", "Rye", "aé")]).query(match_any(terms), 5)
    assert total in {0, 1}


def test_two_thousand_terms_are_not_too_many():
    match = match_any([*(f"loaf{number}" for number in range(2000)), "rye"])
    assert ids(Library([paper("a")]).query(match, 5)) == ["a"]


def test_an_updated_index_answers_like_a_fresh_one(tmp_path):
    rng = random.Random(7)
    words = ["rye", "wheat", "oats", "dough", "water", "salt", "oven", "crumb"]

    def made(count: int) -> list[Paper]:
        return [paper(f"p{number}", rng.choice(words), " ".join(rng.choices(words, k=30))) for number in range(count)]

    for papers in (made(40), made(25), made(40)[10:]):
        updated, fresh = Library(papers, tmp_path), Library(papers)
        for word in words:
            assert updated.query(f'"{word}"', 40) == fresh.query(f'"{word}"', 40)
        assert updated._index.scores('"rye" OR "salt"') == fresh._index.scores('"rye" OR "salt"')


def test_only_changed_records_are_indexed_again(tmp_path):
    Library([paper("a"), paper("b"), paper("c")], tmp_path).query('"rye"', 1)
    changed = Library([paper("a"), paper("b", "Rye and wheat"), paper("d")], tmp_path)
    changed.query('"rye"', 1)
    rows = dict(changed._index._database.execute("SELECT id, rowid FROM entry"))
    assert rows == {"a": 1, "b": 4, "d": 5}


def test_an_unchanged_library_does_not_touch_its_index(tmp_path):
    Library([paper("a")], tmp_path).query('"rye"', 1)
    before = (tmp_path / INDEX_FILE).stat()
    Library([paper("a")], tmp_path).query('"rye"', 1)
    after = (tmp_path / INDEX_FILE).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_index_is_opened_by_the_first_query(tmp_path):
    found = Library([paper("a")], tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
    found.query('"rye"', 1)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [INDEX_FILE]


def spoil_one_byte(data: bytes) -> bytes:
    return data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]


@pytest.mark.parametrize(
    "spoil",
    [lambda _: b"", lambda _: b"not a database", lambda data: data[:2000], lambda data: data[32:], spoil_one_byte],
    ids=["empty", "text", "cut off", "without hash", "one bit"],
)
def test_a_damaged_index_is_built_anew(tmp_path, spoil):
    papers = [paper("a", "Rye", "Rye rises slowly. " * 50), paper("b", "Wheat")]
    Library(papers, tmp_path).query('"rye"', 1)
    file = tmp_path / INDEX_FILE
    good = file.read_bytes()
    file.write_bytes(spoil(good))
    assert ids(Library(papers, tmp_path).query('"rye"', 5)) == ["a"]
    assert file.read_bytes() == good


def test_an_index_of_another_format_is_built_anew(tmp_path):
    other = sqlite3.connect(":memory:")
    other.execute("CREATE TABLE entry (rowid INTEGER PRIMARY KEY, id TEXT)")
    image = other.serialize()
    other.close()
    (tmp_path / INDEX_FILE).write_bytes(hashlib.sha256(image).digest() + image)
    assert ids(Library([paper("a")], tmp_path).query('"rye"', 5)) == ["a"]


def test_a_cache_that_cannot_be_written_changes_no_answer(tmp_path):
    (tmp_path / "cache").write_text("a file, not a folder")
    assert ids(Library([paper("a")], tmp_path / "cache").query('"rye"', 5)) == ["a"]


def test_a_library_travels_to_another_process(tmp_path):
    found = Library([paper("a"), paper("b", "Wheat")], tmp_path)
    found.query('"rye"', 1)
    other = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert (other.hash, other.query('"wheat"', 5)) == (found.hash, found.query('"wheat"', 5))


@pytest.mark.parametrize("seed", range(60))
def test_random_bytes_never_raise(corpus, seed):
    rng = random.Random(seed)
    good = b'{"doi": "10.1000/rye", "title": "Rye", "authors": ["Miller, Ann"], "year": 2020, "note": ["a", "b"]}\n' * 3
    data = bytearray(good)
    for _ in range(rng.randrange(1, 12)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    (corpus / "library" / "a.jsonl").write_bytes(bytes(data))
    (corpus / "library" / "b.jsonl").write_bytes(rng.randbytes(200))
    _, problems = read_library(corpus)
    assert {Path(problem.file).name for problem in problems} == {"a.jsonl", "b.jsonl"}


@pytest.mark.parametrize("seed", range(60))
def test_random_values_never_raise(corpus, seed):
    rng = random.Random(seed)
    values = [None, True, 0, 2020, 1e400, 2.5, "", " ", "x", "10.1000/x", "http://x", [], [[]], [None], ["x", ""], {}]
    names = (*paperfile.KEYS, "other")
    write(corpus, "a.jsonl", *({name: rng.choice(values) for name in rng.sample(names, k=5)} for _ in range(20)))
    papers, problems = read_library(corpus)
    assert len(papers) + len({problem.line for problem in problems}) == 20


def test_libraries_that_share_a_cache_do_not_disturb_each_other(tmp_path):
    def answers(word: str) -> list[list[str]]:
        papers = [paper(f"{word}-{number}", word) for number in range(20)]
        return [ids(Library(papers, tmp_path).query(f'"{word}"', 2)) for _ in range(10)]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(answers, ["rye", "wheat", "oats", "spelt"]))
    assert found == [[[f"{word}-0", f"{word}-1"]] * 10 for word in ("rye", "wheat", "oats", "spelt")]
    assert [path.name for path in tmp_path.iterdir()] == [INDEX_FILE]
