"""A squeezed page shows what it showed, in fewer bytes."""

from __future__ import annotations

import lxml.html
import pytest

from generator.squeeze import squeeze
from tests.bakery import seconds


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>rye\n\n    and wheat</p>\n  \n<p>oats</p>", "<p>rye\nand wheat</p>\n<p>oats</p>"),
        ("<i>a</i>  <i>b</i>", "<i>a</i>  <i>b</i>"),
        ("<PRE>\n  a\n\n  b</PRE>\n  c", "<PRE>\n  a\n\n  b</PRE>\nc"),
        ("<script>`\n  </td><td>`</script>", "<script>`\n  </td><td>`</script>"),
        ("<!-- \n  <pre> -->\n  a", "<!-- \n  <pre> -->\na"),
        ("<textarea>\n  never closed\n  ", "<textarea>\n  never closed\n  "),
        ("<prefix>\n  a</prefix>", "<prefix>\na</prefix>"),
        ("<tr><td>1</td><td>2</td></tr>\n  <tr><td>3</td></tr></tbody>", "<tr><td>1<td>2<tr><td>3</tbody>"),
        ("<tr><td><b>1</b></td> <td>2</td>\n</tr>x", "<tr><td><b>1</b></td> <td>2</td>\n</tr>x"),
        ("<td>&lt;/td&gt;&lt;td&gt;</td>", "<td>&lt;/td&gt;&lt;td&gt;</td>"),
    ],
)
def test_only_what_nobody_sees_goes(page, expected):
    assert squeeze(page) == expected
    assert squeeze(expected) == expected


def test_a_table_reads_the_same():
    page = """<table><thead>\n <tr><th>Bread</th><th>Hours</th></tr>\n</thead>
      <tbody><tr class="a"><td>rye</td><td data-label="Hours">12<table><tbody><tr><td>in</td></tr></tbody></table></td>
      </tr>\n<tr><td></td><td>3</td></tr></tbody></table>"""

    def read(text):
        return [
            (cell.tag, dict(cell.attrib), cell.text_content().split(), cell.getparent().index(cell))
            for cell in lxml.html.fromstring(text).iter("tr", "th", "td")
        ]

    assert read(squeeze(page)) == read(page)
    assert len(squeeze(page)) < len(page)


@pytest.mark.parametrize("bad", ["\n" * 10, "<pre", "</tr>\n ", "<!--", "</td>", " \n", "<script "])
def test_squeezing_a_hostile_page_is_quick(bad):
    assert seconds(lambda: squeeze(bad * 20_000)) < 2
