"""Whatever stands in a file of another program: papers or problems, never another error, in little time."""

from __future__ import annotations

import json
import random
import zlib
from time import process_time

import pytest

from generator.foreign import read_foreign
from tests.bakery import SECONDS
from tests.formats.test_bibliographies import BIB, CSL, RIS
from tests.formats.test_pdf import FIRST, SECOND, TITLE
from tests.formats.test_xml import BODY, JATS, SET
from tests.invented_pdf import pdf

GOOD = {
    "bib": BIB.encode(),
    "ris": RIS.encode(),
    "json": json.dumps([CSL, CSL]).encode(),
    "xml": JATS.replace("BODY", BODY).encode(),
    "nxml": SET.encode(),
    "pdf": pdf(FIRST, SECOND, title=TITLE),
}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PIECES = (b"{", b"[", b"<a>", b"<article><p>", b'"', b"\\", b"@misc{a,title={", b"$", b"TY  - JOUR\n", b"&amp;", b"\0")
BOMB = zlib.compress(zlib.compress(b"(a) Tj " * 14_000_000))
CODECS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037", "utf-7")


def hostile(body: bytes, chance: random.Random):
    """Yield the file as other programs, broken disks and enemies would leave it."""
    yield from (chance.randbytes(size) for size in (1, 300, 20_000))
    for _ in range(8):
        data = bytearray(body)
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield bytes(data)
    yield from (body[: chance.randrange(len(body))] for _ in range(5))
    yield from (body[: len(body) // 2] + piece * (60_000 // len(piece)) + body[len(body) // 2 :] for piece in PIECES)
    yield from (body.decode("utf-8", "replace").encode(codec, "replace") for codec in CODECS)
    yield from (body.replace(b"\n", b"\r\n"), body.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + body, body + b"\0" * 9)


@pytest.mark.parametrize("suffix", GOOD)
def test_no_file_makes_another_error_or_takes_long(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    for body in hostile(GOOD[suffix], random.Random(suffix)):
        path.write_bytes(body)
        start = process_time()
        found = read_foreign(path, tmp_path)
        assert process_time() - start < 2 * SECONDS
        assert found.papers or found.problems, body[:200]
        repr(found).encode()  # half a character could not be written to a file


@pytest.mark.parametrize(
    ("suffix", "body"),
    [
        ("xml", f'<!DOCTYPE article [<!ENTITY l0 "ha">{LAUGHS}]><article>&l9;</article>'.encode()),
        ("bib", b"@misc{a, title = {Rye}, abstract = {x}}\n" + b"\\'e $x$ " * 400_000),
        ("bib", b"".join(b"@string{a%d = a%d # a%d}\n" % (n, n + 1, n + 1) for n in range(60)) + b"@misc{x,title=a1}"),
        ("pdf", pdf(b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream"
                    % (len(BOMB), BOMB))),
    ],
    ids=["laughs", "too much LaTeX", "strings of strings", "100 MB in a stream"],
)  # fmt: skip
def test_a_bomb_is_a_problem(tmp_path, suffix, body):
    (tmp_path / f"a.{suffix}").write_bytes(body)
    start = process_time()
    found = read_foreign(tmp_path / f"a.{suffix}", tmp_path)
    assert process_time() - start < SECONDS
    assert (found.papers, len(found.problems) > 0) == ((), True)
