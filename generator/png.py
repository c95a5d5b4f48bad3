"""Write a picture of few colours as PNG, with the same bytes on every machine.

Libraries that compress differ from version to version in what they write, so
the stream is made here: runs of one byte, in the fixed code of RFC 1951.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from typing import Final

_RUN = re.compile(rb"(.)\1{3,257}|.", re.DOTALL)
# Length codes 257..285: the shortest length of each and how many further bits it has (RFC 1951, 3.2.5).
_EXTRA: Final = (*[0] * 8, *(bits for bits in range(1, 6) for _ in range(4)))
_SHORTEST: Final = (*range(3, 11), 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227)


def png(pixels: bytes, size: tuple[int, int], colours: Sequence[Sequence[int]]) -> bytes:
    """Return a PNG of `size`, wide (an even number) and high.

    Each byte of `pixels` is a place in up to 16 `colours`, which are red, green and blue in 0..255.
    Raises ValueError when the pixels do not fill the picture.
    """
    wide, high = size
    if len(pixels) != wide * high or wide % 2 or len(colours) > 16:
        msg = "the pixels do not fill the picture, or it has too many colours"
        raise ValueError(msg)
    left, right = (int.from_bytes(pixels[start::2]) for start in (0, 1))
    packed = (left << 4 | right).to_bytes(wide * high // 2)
    rows = [packed[start : start + wide // 2] for start in range(0, len(packed), wide // 2)]
    before = [None, *rows[:-1]]
    # A row that repeats the one above is written as "no difference" (filter 2), any other as it is (filter 0).
    data = b"".join(
        b"\x02" + bytes(wide // 2) if row == above else b"\x00" + row for row, above in zip(rows, before, strict=True)
    )
    header = struct.pack(">IIBBBBB", wide, high, 4, 3, 0, 0, 0)
    palette = bytes(part for colour in colours for part in colour)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body)
        for name, body in ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _deflated(data)), (b"IEND", b""))
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _deflated(data: bytes) -> bytes:
    """Return `data` as one final block of fixed codes in a zlib stream."""
    bits = ["110"]  # the last block, of type 1, least bit first
    for match in _RUN.finditer(data):
        run = match[0]
        bits.append(_LITERALS[run[0]])
        if len(run) > 1:
            bits.append(_LENGTHS[len(run) - 1])
    bits.append("0000000")
    stream = "".join(bits)
    packed = int(stream[::-1], 2).to_bytes((len(stream) + 7) // 8, "little")
    return b"\x78\x01" + packed + struct.pack(">I", zlib.adler32(data))


def _literal(value: int) -> str:
    return f"{value + 0x30:08b}" if value < 144 else f"{value - 144 + 0x190:09b}"


def _length(length: int) -> str:
    """Return the code of a repetition of the last byte, `length` (3..258) times; its distance is 1."""
    place = 28 if length == 258 else max(place for place, least in enumerate(_SHORTEST) if least <= length)
    code = f"{place + 1:07b}" if place < 23 else f"{place - 23 + 0xC0:08b}"
    more = 0 if place == 28 else _EXTRA[place]
    extra = f"{length - _SHORTEST[place]:0{more}b}"[::-1] if more else ""
    return f"{code}{extra}00000"


_LITERALS: Final = tuple(map(_literal, range(256)))
_LENGTHS: Final = {length: _length(length) for length in range(3, 259)}
