"""PDFs written by hand: as few objects as a reader needs, and pages that are broken on purpose."""

from __future__ import annotations

import zlib

_HEAD = b"%PDF-1.4\n"


def page_of(*lines: str) -> bytes:
    """Return the content of a page with these lines of text."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    return f"BT /F1 12 Tf 72 700 Td {shown}ET".encode("latin-1")


def packed(content: bytes) -> bytes:
    """Return the stream of a page, compressed."""
    body = zlib.compress(content, 9)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


def pdf(*streams: bytes, title: str = "", more: tuple[bytes, ...] = (), resources: bytes = b"") -> bytes:
    """Return a PDF with a page for each stream; `more` are further objects, numbered after the pages."""
    pages = [4 + 2 * number for number in range(len(streams))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % page for page in pages), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for page, stream in zip(pages, streams, strict=True):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (page + 1, resources),
            stream,
        ]
    objects += [*more, f"<< /Title ({title}) >>".encode("latin-1")]
    body, places = _HEAD, []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)
