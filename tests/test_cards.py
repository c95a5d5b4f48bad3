"""Pictures for links: the same bytes each time, read back by another program, and no text can break them."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from generator.cards import SIZE, card
from generator.errors import MissingExtra
from generator.png import png
from tests.test_seal import built

COLOURS = [(place * 16, 255 - place * 16, place) for place in range(16)]


def read(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["noise", "one colour", "runs of every length", "equal rows"])
def test_another_program_reads_the_pixels_that_were_written(kind):
    chance, wide, high = random.Random(7), 600, 130
    pixels = {
        "noise": bytes(chance.randrange(16) for _ in range(wide * high)),
        "one colour": bytes([9]) * (wide * high),
        "runs of every length": b"".join(bytes([length % 16]) * (2 * length) for length in range(700))[: wide * high],
        "equal rows": bytes(chance.randrange(16) for _ in range(wide)) * high,
    }[kind]
    assert len(pixels) == wide * high
    image = read(png(pixels, (wide, high), COLOURS))
    wanted = b"".join(bytes(COLOURS[pixel]) for pixel in pixels)
    assert (image.size, image.convert("RGB").tobytes()) == ((wide, high), wanted)


def test_pixels_that_do_not_fill_the_picture_are_refused():
    with pytest.raises(ValueError, match="do not fill"):
        png(b"\x00", (2, 2), COLOURS)


def test_card_is_a_picture_of_the_usual_size_and_the_same_each_time():
    first = card("Ovens", "How does bread rise?", "3 claims from 2 papers, low certainty")
    assert first == card("Ovens", "How does bread rise?", "3 claims from 2 papers, low certainty")
    assert first != card("Ovens", "How does cake rise?", "3 claims from 2 papers, low certainty")
    assert (read(first).size, read(first).format) == (SIZE, "PNG")
    assert len(first) < 100_000


@pytest.mark.parametrize(
    "title", ["", "a" * 10_000, "word " * 10_000, "面包", "Brød: wie es geht – é", "\n\x00 \u202e"]
)
def test_any_title_gives_a_card_and_nothing_runs_over_its_edge(title):
    image = read(card("Ovens", title, "no claims")).convert("L")
    assert image.crop((SIZE[0] - 70, 0, *SIZE)).getextrema() == (250, 250)


def test_letters_that_cannot_be_drawn_lose_their_accents_or_the_title():
    assert card("", "Crème brûlée", "") == card("", "Creme brulee", "")
    assert card("", "面包如何发酵", "") == card("", "", "")


def publish(toy):
    site = built(toy)
    (toy.root / "mkdocs.yml").write_text("site_name: Ovens\nsite_url: https://ovens.example/\n", "utf-8")
    (toy.docs / "data").mkdir()
    counts = '{"claims": 3, "included": 2}'
    line = f'[{{"id": "ovens", "title": "Bread", "certainty": null, "counts": {counts}}}]'
    (toy.docs / "data" / "reports.json").write_text(line, "utf-8")
    return site / "assets" / "cards" / "ovens.png"


def test_finish_draws_a_card_where_the_site_has_an_address_and_keeps_it(toy, capsys):
    path = publish(toy)
    assert toy.run("finish") == 0
    first = path.read_bytes()
    path.unlink()
    assert toy.run("finish") == 0
    assert path.read_bytes() == first
    assert "1 pictures for links, 1 of them from cache" in capsys.readouterr().out


def test_finish_says_what_is_missing_without_pillow(toy, monkeypatch, capsys):
    monkeypatch.setattr("generator.cards.installed", lambda: False)
    publish(toy)
    assert toy.run("finish") == 1
    assert "'cards'" in capsys.readouterr().err
    with pytest.raises(MissingExtra):
        card("", "", "")


def test_finish_draws_nothing_where_the_site_has_no_address(toy):
    site = built(toy)
    assert toy.run("finish") == 0
    assert not (site / "assets").exists()
