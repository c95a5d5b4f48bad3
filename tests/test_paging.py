"""Long lists are cut into pages that lead to each other."""

from __future__ import annotations

import pytest

from generator.paging import pager, parts, weighed

FIRST, MORE = "boats/index.md", "boats/list/{}.md"


@pytest.mark.parametrize(("number", "sizes"), [(0, [0]), (1, [1]), (200, [200]), (401, [200, 200, 1])])
def test_parts_hold_every_row_once_and_at_most_two_hundred(number, sizes):
    found = list(parts(range(number), FIRST, MORE))
    assert [len(part.rows) for part in found] == sizes
    assert [row for part in found for row in part.rows] == list(range(number))
    assert [part.path for part in found][1:] == [MORE.format(place) for place in range(2, len(sizes) + 1)]


def test_weighed_parts_hold_at_most_two_hundred_rows_unless_one_item_alone_has_more():
    weights = [150, 60, 140, 300, 1]
    found = list(weighed(weights, lambda weight: weight, FIRST, MORE))
    assert [part.rows for part in found] == [(150,), (60, 140), (300,), (1,)]
    assert [part.rows for part in weighed([], len, FIRST, MORE)] == [()]


def test_pager_leads_to_the_neighbours_the_first_and_the_last():
    found = list(parts(range(2000), FIRST, MORE))
    middle = pager(found[4])
    assert '<a href="../4/" rel="prev">' in middle
    assert '<a href="../6/" rel="next">' in middle
    assert '<span aria-current="page">Page 5 of 10</span>' in middle
    assert 'aria-label="Page 1"' in middle
    assert 'aria-label="Page 10"' in middle
    assert 'aria-label="Page 2"' not in middle
    assert 'rel="prev"' not in pager(found[0])
    assert 'rel="next"' not in pager(found[-1])


def test_list_on_one_page_has_no_pager():
    (part,) = parts(range(3), FIRST, MORE)
    assert pager(part) == ""
